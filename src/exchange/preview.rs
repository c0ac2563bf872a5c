//! What a merge would change, before anything is taken.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use crate::register::{Back, Change, Each, Few, Hash, RecordKey, Register};

/// What a union with some changes would do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preview {
    /// The changes that are new, each once.
    pub news: Vec<Arc<Change>>,
    /// So many are here already.
    pub known: usize,
    /// Changes that are here whole, as the others have them: blanked. Their content would go.
    pub blanked: Vec<Arc<Change>>,
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
        self.news.is_empty() && self.blanked.is_empty()
    }

    /// The changes that a union takes in.
    pub fn to_take(&self) -> Vec<Arc<Change>> {
        [self.news.as_slice(), &self.blanked].concat()
    }

    /// The leaves that have a value here and another one there; the rest is only added.
    pub fn differing(&self) -> impl Iterator<Item = (&RecordKey, &Difference)> {
        let all = self.by_record.iter().flat_map(|(key, leaves)| leaves.iter().map(move |leaf| (key, leaf)));
        all.filter(|(_, leaf)| leaf.here.is_some())
    }
}

/// Compares a register with changes from elsewhere, by what both sides make of the records that the new ones write to;
/// neither is changed.
pub fn merge_preview(register: &Register, changes: &[Arc<Change>]) -> Preview {
    let mut preview = sides(register, changes);
    let keys = register.reached_by(&preview.news);
    let after = register.united(&keys, &preview.to_take());
    for key in keys {
        let held: Each<Hash> = register.touching(&key).iter().map(|change| change.id).collect();
        let here = register.leaves(&key, |_| true);
        let there = after.leaves(&key, |change| !held.contains(&change.id));
        let after = after.leaves(&key, |_| true);
        let value = |leaves: &Few<String, Value>, path: &String| {
            leaves.get(path).filter(|value| !value.is_null()).cloned()
        };
        let all = there.keys().map(|path| Difference {
            path: path.clone(),
            here: value(&here, path),
            there: value(&there, path),
            after: value(&after, path),
        });
        let differences: Vec<Difference> = all.filter(|leaf| leaf.here != leaf.there).collect();
        if !differences.is_empty() {
            preview.by_record.push((key, differences));
        }
    }
    preview
}

/// What returning to the state of changes from elsewhere would write, once they are here as their preview says.
pub fn return_preview(register: &Register, changes: &[Arc<Change>], preview: &Preview) -> Back {
    // Where they have all that is here, nothing came since.
    let is_each_once = changes.is_sorted_by(|a, b| a.order() < b.order());
    if is_each_once && preview.known == register.size() {
        return Back::default();
    }
    let theirs: Each<Hash> = changes.iter().map(|change| change.id).collect();
    let then = |change: &Change| theirs.contains(&change.id);
    let came_since = |key: &&RecordKey| !register.touching(key).iter().all(|change| then(change));
    let mut keys = register.reached_by(&preview.news);
    keys.extend(register.keys().filter(came_since).cloned());
    let after = register.united(&keys, &preview.to_take());
    let mut back = Back::default();
    keys.iter().for_each(|key| back.leaves.extend(after.back_to(Some(key), then).leaves));
    back
}

/// Changes from elsewhere by what they are here, without a look at records.
fn sides(register: &Register, changes: &[Arc<Change>]) -> Preview {
    let mut sides = Preview::default();
    let mut news: BTreeMap<Hash, &Arc<Change>> = BTreeMap::new();
    for change in changes {
        match register.change(&change.id) {
            None if news.get(&change.id).is_some_and(|other| other.is_blanked()) => {}
            None => {
                news.insert(change.id, change);
            }
            Some(held) => {
                sides.known += 1;
                if !held.is_blanked() && change.is_blanked() {
                    sides.blanked.push(Arc::clone(change));
                }
            }
        }
    }
    sides.news = news.into_values().cloned().collect();
    sides
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::register::{Collection, Now, Pen};

    fn write(pen: &mut Pen, millis: u64, body: Value) -> Arc<Change> {
        let now = Now { millis, at: "2024-02-02T10:00:00+02:00".to_owned() };
        pen.write(body.as_object().unwrap().clone(), &now).into()
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
        assert_eq!((preview.news.len(), preview.known, preview.is_empty()), (3, 1, false));
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
        let again = merge_preview(&register, &[both.blanked().into()]);
        assert_eq!((again.news.len(), again.known, again.blanked), (0, 1, vec![both.blanked().into()]));
        assert!(merge_preview(&register, &[both]).is_empty());
    }
}
