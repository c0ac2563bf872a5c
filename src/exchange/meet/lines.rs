//! Which line of theirs is which of ours, inside two records that are one.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use super::names::{Names, facets, in_order, kind_of, live, text};
use super::pair::{Edge, apart, pair_up};
use super::rules::line_keys;
use super::signs::key_of;
use crate::register::{Arrange, Date, Id, Kind, Shape, canonical};

/// Of so many lines that are alike it is looked at which is least different; of more, they go in their order.
const LOOKED_AT: usize = 32;

/// One line of a list, and what is asked of it.
struct Line<'a> {
    id: &'a str,
    json: &'a Map<String, Value>,
    facets: Vec<String>,
}

/// A list of lines: its record's or line's shape, and its own.
#[derive(Clone, Copy)]
pub(super) struct List {
    pub above: &'static Shape,
    pub shape: &'static Shape,
}

impl List {
    /// Our line for each of theirs, in their order; none for one that is new. `fresh` is the id that theirs gets as a
    /// new line: where a line has it here, gone or not, that is the one.
    pub fn pair(
        self,
        theirs: &[(&String, &Map<String, Value>)],
        ours: Option<&Value>,
        fresh: &[Id],
        names: &Names,
    ) -> Vec<Option<Id>> {
        let mut found: Vec<Option<Id>> = vec![None; theirs.len()];
        let Some(Value::Object(all)) = ours else { return found };
        for (found, fresh) in found.iter_mut().zip(fresh) {
            *found = all.contains_key(fresh.as_str()).then(|| fresh.clone());
        }
        let known: HashSet<Id> = found.iter().flatten().cloned().collect();
        let ours = ours.map(in_order).unwrap_or_default().into_iter();
        let ours = ours.filter(|(id, _)| !known.contains(&Id::from(id.as_str())));
        let mut ours: Vec<(usize, Line<'_>)> =
            ours.map(|(id, json)| self.line(id, json, None)).enumerate().collect();
        let theirs =
            theirs.iter().enumerate().filter(|(place, _)| found.get(*place).is_some_and(Option::is_none));
        let mut theirs: Vec<(usize, Line<'_>)> =
            theirs.map(|(place, (id, json))| (place, self.line(id, json, Some(names)))).collect();
        // The same through and through first, then by what is looser and looser.
        let mut take = |key: &dyn Fn(&Line<'_>, Option<&Names>) -> Option<String>, is_loose: bool| {
            if theirs.is_empty() || ours.is_empty() {
                return;
            }
            let edges = self.edges(&theirs, &ours, names, key, is_loose);
            let paired: HashMap<usize, usize> =
                pair_up(edges).iter().map(|edge| (edge.ours, edge.theirs)).collect();
            for (place, line) in &ours {
                if let Some(found) = paired.get(place).and_then(|theirs| found.get_mut(*theirs)) {
                    *found = Some(line.id.into());
                }
            }
            theirs.retain(|(place, _)| found.get(*place).is_some_and(Option::is_none));
            ours.retain(|(place, _)| !paired.contains_key(place));
        };
        take(&|line, _| Some(line.facets.join("\n")), false);
        for (place, fields) in line_keys(self.shape.name).iter().enumerate() {
            let is_loose = place > 0;
            take(&|line, names| self.key(line.json, fields, !is_loose, names), is_loose);
        }
        found
    }

    fn line<'a>(self, id: &'a str, json: &'a Map<String, Value>, names: Option<&Names>) -> Line<'a> {
        Line { id, json, facets: facets(Some(self.above), self.shape, json, names) }
    }

    fn edges(
        self,
        theirs: &[(usize, Line<'_>)],
        ours: &[(usize, Line<'_>)],
        names: &Names,
        key: &dyn Fn(&Line<'_>, Option<&Names>) -> Option<String>,
        is_loose: bool,
    ) -> Vec<Edge> {
        let mut groups: HashMap<String, Vec<&(usize, Line<'_>)>> = HashMap::new();
        for ours in ours {
            if let Some(key) = key(&ours.1, None) {
                groups.entry(key).or_default().push(ours);
            }
        }
        let mut edges = Vec::new();
        let mut nth: HashMap<String, usize> = HashMap::new();
        for (place, line) in theirs {
            let Some(key) = key(line, Some(names)) else { continue };
            let Some(group) = groups.get(&key) else { continue };
            let skipped = nth.entry(key).or_default();
            let fitting =
                group.iter().filter(|(_, other)| !is_loose || self.may_be_one(line.json, other.json, names));
            if group.len() <= LOOKED_AT {
                edges.extend(fitting.map(|(other, ours)| Edge {
                    theirs: *place,
                    ours: *other,
                    apart: apart(&line.facets, &ours.facets),
                }));
            } else {
                let one = fitting.skip(*skipped).take(1);
                edges.extend(one.map(|(other, _)| Edge { theirs: *place, ours: *other, apart: (0, 0) }));
                *skipped += 1;
            }
        }
        edges
    }

    /// What a line goes under; none where it lacks one of the fields, or all.
    fn key(
        self,
        line: &Map<String, Value>,
        fields: &[&str],
        may_lack: bool,
        names: Option<&Names>,
    ) -> Option<String> {
        let mut key = String::new();
        let mut is_empty = true;
        for name in fields {
            let said =
                line.get(*name).and_then(|value| match kind_of(Some(self.above), self.shape, name, line)? {
                    Kind::Lines(below) => {
                        let mut all: Vec<String> = live(value)
                            .flat_map(|(_, line)| facets(Some(self.shape), below, line, names))
                            .collect();
                        all.arrange();
                        Some(all.join(" "))
                    }
                    kind => {
                        let value =
                            names.map_or_else(|| Some(value.clone()), |names| names.leaf(kind, value))?;
                        key_of(kind, &value)
                    }
                });
            match said {
                Some(said) => {
                    is_empty = false;
                    key.extend(["\n", &said]);
                }
                None if may_lack => key.push_str("\n-"),
                None => return None,
            }
        }
        (!is_empty || fields.is_empty()).then_some(key)
    }

    /// Whether two lines that have something in common may be one. Of payments and deliveries of one sum there may be one
    /// each month; of other steps the date was corrected.
    fn may_be_one(self, theirs: &Map<String, Value>, ours: &Map<String, Value>, names: &Names) -> bool {
        let is_once = match self.shape.name {
            "Act" | "MinutesVersion" => true,
            "Entry" => matches!(text(theirs, "kind"), Some("pledge" | "commitment")),
            "Share" => return self.may_be_one_share(theirs, ours, names),
            _ => false,
        };
        let date = |line| text(line, "date").and_then(|text| Date::parse(text).ok());
        match (date(theirs), date(ours)) {
            (Some(one), Some(other)) if !is_once => {
                one.first() <= other.last() && other.first() <= one.last()
            }
            _ => true,
        }
    }

    /// A share of one contribution is none of another; but a copy of a part leaves out those that were not asked for.
    fn may_be_one_share(self, theirs: &Map<String, Value>, ours: &Map<String, Value>, names: &Names) -> bool {
        let of = |line: &Map<String, Value>, names: Option<&Names>| -> HashSet<String> {
            let Some(Kind::Lines(below)) = self.shape.field("of").map(|field| field.kind) else {
                return HashSet::new();
            };
            let lines = line.get("of").into_iter().flat_map(live);
            lines.flat_map(|(_, line)| facets(Some(self.shape), below, line, names)).collect()
        };
        let (one, other) = (of(theirs, Some(names)), of(ours, None));
        let (sum, held) = (theirs.get("amount"), ours.get("amount"));
        let is_one_sum = sum == held || sum.is_none() || held.is_none();
        one == other || is_one_sum && (one.is_subset(&other) || other.is_subset(&one))
    }
}

/// Whether two values of one kind mean the same.
pub(super) fn are_same(kind: Kind, one: &Value, other: &Value) -> bool {
    match (kind, one, other) {
        (Kind::Text | Kind::Prose, Value::String(one), Value::String(other)) => {
            super::plain::is_same(one, other)
        }
        (Kind::Link, Value::String(one), Value::String(other)) => {
            one.trim_end_matches('/') == other.trim_end_matches('/')
        }
        _ => one == other || canonical(one) == canonical(other),
    }
}
