//! Stored changes: a key, a line feed, and the value under it or its text alone.

use muster::journal::{Key, Mark, Place, decode, encode, frame};
use muster::register::Change;
use serde_json::Value;

use super::GOLDEN;

pub fn run(data: &[u8]) -> bool {
    let text = String::from_utf8_lossy(data);
    let Some((name, value)) = text.split_once('\n') else { return false };
    let Some(key) = Key::parse(name) else { return false };
    assert_eq!(key.to_string(), name);
    holds(&key, value) || holds(&key, &frame(&key, value))
}

pub fn seeds() -> Vec<Vec<u8>> {
    let file: Value = serde_json::from_str(GOLDEN).unwrap();
    let changes = file["changes"].as_array().unwrap().iter().map(|json| Change::from_json(json).unwrap());
    let seed = |change: Change| {
        let (replica, number, mark) =
            (change.header.replica.clone(), change.header.number, Mark::of(&change.id));
        let place = match change.is_blanked() {
            true => Place::Blanked { replica, number, mark },
            false => Place::Change { replica, number, mark: None },
        };
        let key = Key::In("golden".into(), place);
        [format!("{key}\n{}", encode(&key, &change)), format!("{key}\n{}", change.text())]
    };
    changes.flat_map(seed).map(String::into_bytes).collect()
}

/// Whether a value is the change of its key. Stored again, it is the same change.
fn holds(key: &Key, line: &str) -> bool {
    let Ok(change) = decode(key, line) else { return false };
    assert_eq!(decode(key, &encode(key, &change)), Ok(change));
    true
}
