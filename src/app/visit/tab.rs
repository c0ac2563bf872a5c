//! What a tab keeps of a visit: the whole of it under one key, so that it is there whole after a reload or not at all.

use serde_json::{Value, json};

use super::Visit;
use crate::app::browser::clock;
use crate::app::held::{Place, store};
use crate::exchange;
use crate::journal::{Store, pack, unpack};
use crate::register::{Id, Register};

const PREFIX: &str = "muster-visit/";
/// A larger register would keep the page waiting, and would not fit.
const LARGEST: usize = 16 << 20;
/// How hard it is packed: little, since somebody waits.
const EFFORT: u8 = 1;
/// The id in the file of one that has none.
const NAMELESS: &str = "link";

/// Keeps it in this tab; whether there was room.
pub fn keep(id: &Id, visit: &Visit, register: &Register) -> bool {
    let (store, _) = store(Place::Session);
    let key = format!("{PREFIX}{id}");
    let Some(text) = write(visit, register) else { return false };
    if store.set(&key, &text).is_ok() {
        return true;
    }
    // What was visited before makes room for what is visited now.
    for other in store.keys().unwrap_or_default().iter().filter(|key| key.starts_with(PREFIX)) {
        let _ = store.remove(other);
    }
    store.set(&key, &text).is_ok()
}

/// What the tab has under that id.
pub fn kept(id: &Id) -> Option<Visit> {
    let text = store(Place::Session).0.get(&format!("{PREFIX}{id}")).ok()??;
    read(&text, clock::now().millis).map(|visit| Visit { at: Some(id.clone()), ..visit })
}

fn write(visit: &Visit, register: &Register) -> Option<String> {
    let origin = visit.origin.clone().unwrap_or_else(|| Id::from(NAMELESS));
    let file = exchange::write(&origin, register);
    let facts = json!({
        "from": visit.from,
        "origin": visit.origin.as_ref().map(Id::as_str),
        "title": visit.title,
        "day": visit.day.map(|day| day.to_string()),
        "left_out": visit.left_out,
        "signed": visit.signed,
        "may_edit": visit.may_edit,
    });
    let packed = (file.len() <= LARGEST)
        .then(|| pack(&miniz_oxide::deflate::compress_to_vec(file.as_bytes(), EFFORT)))?;
    Some(format!("{facts}\n{packed}"))
}

fn read(text: &str, now: u64) -> Option<Visit> {
    let (facts, packed) = text.split_once('\n')?;
    let facts: Value = serde_json::from_str(facts).ok()?;
    let file = miniz_oxide::inflate::decompress_to_vec_with_limit(&unpack(packed)?, LARGEST).ok()?;
    let file = exchange::read(&file, now).ok()?;
    let said = |name: &str| facts.get(name)?.as_str().map(str::to_owned);
    let left_out = facts.get("left_out")?.as_array()?;
    Some(Visit {
        at: None,
        from: said("from")?,
        origin: said("origin").map(Id::from),
        title: said("title"),
        day: said("day").and_then(|day| day.parse().ok()),
        left_out: left_out.iter().filter_map(|one| one.as_str().map(str::to_owned)).collect(),
        signed: said("signed"),
        may_edit: facts.get("may_edit")?.as_bool()?,
        changes: file.changes,
        ahead: file.ahead,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::{Now, Pen};

    #[test]
    fn what_a_tab_keeps_reads_back_whole() {
        let now = Now { millis: 5, at: "2024-02-02T10:00:00Z".to_owned() };
        let body = json!({"parties": {"EE": {"name": "</script> Естонія"}}});
        let change = Pen::new("r1").write(body.as_object().cloned().unwrap_or_default(), &now);
        let visit = Visit {
            from: "a link".to_owned(),
            title: Some("A \"name\"\nof two lines".to_owned()),
            day: "2024-02-02".parse().ok(),
            left_out: vec!["2 internal records".to_owned()],
            signed: Some("Signed.".to_owned()),
            may_edit: true,
            changes: vec![change.into()],
            ..Visit::default()
        };
        let register = Register::of(visit.changes.clone());
        for origin in [None, Some(Id::from("a1"))] {
            let visit = Visit { origin, ..visit.clone() };
            let text = write(&visit, &register).unwrap();
            assert_eq!(read(&text, 10), Some(visit));
            assert_eq!(read(&text[..text.len() - 3], 10), None);
        }
    }
}
