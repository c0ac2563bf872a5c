//! What a merge would change, before anything is taken.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::register::lift::lift;
use crate::register::{Change, Collection, Hash, Kind, RecordKey, Register, Shape, join};

/// What a union with some changes would do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preview {
    /// So many changes are new.
    pub new: usize,
    /// So many are here already.
    pub known: usize,
    /// Changes that are here whole and that the others have blanked: their content would go.
    pub blanked: Vec<Hash>,
    /// The leaves that the new changes write and that do not say the same here, by record.
    pub by_record: Vec<(RecordKey, Vec<Difference>)>,
}

/// One leaf that the two sides do not agree on. Absent and cleared are both none.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The leaf, as names joined by `/`.
    pub path: String,
    /// What it is here.
    pub here: Option<Value>,
    /// What the new changes say.
    pub there: Option<Value>,
    /// What it would be after the union.
    pub after: Option<Value>,
}

impl Preview {
    /// Whether a union would change nothing.
    pub fn is_empty(&self) -> bool {
        self.new == 0 && self.blanked.is_empty()
    }

    /// The leaves that have a value here and another one there; the rest is only added.
    pub fn differing(&self) -> impl Iterator<Item = (&RecordKey, &Difference)> {
        let all = self.by_record.iter().flat_map(|(key, leaves)| leaves.iter().map(move |leaf| (key, leaf)));
        all.filter(|(_, leaf)| leaf.here.is_some())
    }
}

/// Compares a register with changes from elsewhere, by their folds; neither is changed.
pub fn merge_preview(register: &Register, changes: &[Change]) -> Preview {
    let mut preview = Preview::default();
    let mut news: BTreeMap<Hash, &Change> = BTreeMap::new();
    for change in changes {
        match register.change(&change.id) {
            None => match news.get(&change.id) {
                Some(other) if other.is_blanked() => {}
                _ => {
                    news.insert(change.id, change);
                }
            },
            Some(held) => {
                preview.known += 1;
                if !held.is_blanked() && change.is_blanked() {
                    preview.blanked.push(change.id);
                }
            }
        }
    }
    preview.new = news.len();
    let there = Register::of(news.values().map(|change| (*change).clone()));
    let mut after = register.clone();
    after.add(changes.iter().cloned());

    let mut written: BTreeMap<RecordKey, BTreeSet<String>> = BTreeMap::new();
    news.values().for_each(|change| note_leaves(change, &mut written));
    for (key, paths) in written {
        let leaf = |register: &Register, path: &str| {
            register.leaf(&key, path).map(|(value, _)| value).filter(|value| !value.is_null())
        };
        let differences: Vec<Difference> = paths
            .into_iter()
            .map(|path| {
                let (here, there, after) = (leaf(register, &path), leaf(&there, &path), leaf(&after, &path));
                Difference { path, here, there, after }
            })
            .filter(|difference| difference.here != difference.there)
            .collect();
        if !differences.is_empty() {
            preview.by_record.push((key, differences));
        }
    }
    preview
}

fn note_leaves(change: &Change, written: &mut BTreeMap<RecordKey, BTreeSet<String>>) {
    let Some(body) = change.whole() else { return };
    for (word, records) in lift(change.header.schema, body) {
        let (Some(collection), Some(records)) = (Collection::from_word(&word), records.as_object()) else {
            continue;
        };
        for (id, patch) in records {
            let Some(patch) = patch.as_object() else { continue };
            let paths = written.entry(RecordKey::new(collection, id.as_str())).or_default();
            note_paths(collection.shape(), patch, "", paths);
        }
    }
}

fn note_paths(shape: &Shape, patch: &Map<String, Value>, path: &str, paths: &mut BTreeSet<String>) {
    for (name, value) in patch {
        let here = join(path, name);
        match (shape.field(name).map(|field| field.kind), value) {
            (Some(Kind::Lines(lines)), Value::Object(all)) => {
                for (id, line) in all {
                    if let Value::Object(line) = line {
                        note_paths(lines, line, &join(&here, id), paths);
                    }
                }
            }
            (Some(Kind::Lines(_)), _) => {}
            _ => {
                paths.insert(here);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::register::{Now, Pen};

    fn write(pen: &mut Pen, millis: u64, body: Value) -> Change {
        let now = Now { millis, at: "2024-02-02T10:00:00+02:00".to_owned() };
        pen.write(body.as_object().unwrap().clone(), &now)
    }

    #[test]
    fn says_what_a_merge_would_change() {
        let (mut here, mut there) = (Pen::new("r1"), Pen::new("r2"));
        let both = write(&mut here, 1, json!({"parties": {"EE": {"name": "Estonia", "code": "EE"}}}));
        let mine = write(&mut here, 5, json!({"parties": {"EE": {"name": "Eesti"}}}));
        let theirs = [
            write(&mut there, 3, json!({"parties": {"EE": {"name": "Estland", "code": "EE"}}})),
            write(&mut there, 6, json!({"contributions": {"c": {"entries": {"e": {"act": "announced"}}}}})),
            write(&mut there, 7, json!({"parties": {"EE": {"code": null}}})),
        ];
        let register = Register::of([both.clone(), mine]);
        let mut offered = vec![both.clone()];
        offered.extend(theirs);
        let preview = merge_preview(&register, &offered);
        assert_eq!((preview.new, preview.known, preview.is_empty()), (3, 1, false));
        let text = |text: &str| Some(Value::from(text));
        let leaf = |path: &str, here, there, after| Difference { path: path.to_owned(), here, there, after };
        assert_eq!(
            preview.by_record,
            [
                (
                    RecordKey::new(Collection::Parties, "EE"),
                    vec![
                        leaf("code", text("EE"), None, None),
                        leaf("name", text("Eesti"), text("Estland"), text("Eesti")),
                    ]
                ),
                (
                    RecordKey::new(Collection::Contributions, "c"),
                    vec![leaf("entries/e/act", None, text("announced"), text("announced"))]
                ),
            ]
        );
        assert_eq!(preview.differing().count(), 2);
        let again = merge_preview(&register, &[both.blanked()]);
        assert_eq!((again.new, again.known, again.blanked), (0, 1, vec![both.id]));
        assert!(merge_preview(&register, &[both]).is_empty());
    }
}
