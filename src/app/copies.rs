//! The copies of registers that are known to this browser: what was exported from it. Each has a key of its own, so
//! that tabs lose none of them, and holds nothing of the register but how large it was.

use serde_json::{Value, json};

use super::held::{Place, store};
use crate::journal::Store as _;
use crate::register::Arrange;

const KEY: &str = "muster-copy";

/// A copy that was made here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copy {
    /// When, in milliseconds since 1970.
    pub millis: u64,
    /// So many changes it held.
    pub changes: usize,
}

/// Remembers an export. Where there is no room the file is made all the same.
pub fn note(register: &str, copy: &Copy) {
    let key = format!("{KEY}/{register}/{}", copy.millis);
    let _ = store(Place::Lasting).0.set(&key, &json!({"changes": copy.changes}).to_string());
}

/// The copies of a register that are known here, the newest first.
pub fn known(register: &str) -> Vec<Copy> {
    let (store, _) = store(Place::Lasting);
    let read = |key: &String| {
        let millis = key.strip_prefix(&prefix(register))?.parse().ok()?;
        let json: Value = serde_json::from_str(&store.get(key).ok()??).ok()?;
        let changes = json.get("changes").and_then(Value::as_u64)?;
        Some(Copy { millis, changes: usize::try_from(changes).ok()? })
    };
    let mut copies: Vec<Copy> = store.keys().unwrap_or_default().iter().filter_map(read).collect();
    copies.arrange_by(|a, b| b.millis.cmp(&a.millis));
    copies
}

/// Forgets the copies of a register that is removed.
pub fn forget(register: &str) {
    let (store, _) = store(Place::Lasting);
    for key in store.keys().unwrap_or_default().iter().filter(|key| key.starts_with(&prefix(register))) {
        // What stays names no content.
        let _ = store.remove(key);
    }
}

fn prefix(register: &str) -> String {
    format!("{KEY}/{register}/")
}
