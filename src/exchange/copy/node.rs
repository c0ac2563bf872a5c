//! A record of a copy as a tree: fields by name, and lines in their order.

use serde_json::{Map, Value};

use crate::register::{Collection, Each, Few, Id};

/// Under this name a line without a date has the day from which it counts: that on which it was first written, or
/// nothing where nobody knows it. Fields have other names.
pub const SINCE: &str = "";

/// A record, a line, or the members of a leaf.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Node(pub Few<String, Held>);

/// What a field holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Held {
    /// A value that is replaced whole.
    Leaf(Value),
    /// Lines with their ids.
    Lines(Vec<(Id, Node)>),
}

impl Node {
    /// Its JSON, which is the patch that makes it.
    pub fn json(&self) -> Map<String, Value> {
        self.part(&|_| true)
    }

    /// Its JSON without the lines of its own that do not fit.
    fn part(&self, fits: &dyn Fn(&Node) -> bool) -> Map<String, Value> {
        let mut map = Map::new();
        for (name, held) in self.0.iter().filter(|(name, _)| *name != SINCE) {
            let value = match held {
                Held::Leaf(value) => value.clone(),
                Held::Lines(lines) => {
                    let lines = lines.iter().filter(|(_, line)| fits(line));
                    let lines: Map<String, Value> =
                        lines.map(|(id, line)| (id.to_string(), Value::Object(line.json()))).collect();
                    if lines.is_empty() {
                        continue;
                    }
                    Value::Object(lines)
                }
            };
            map.insert(name.clone(), value);
        }
        map
    }

    /// Its JSON in parts by the day from which they count: first all that has a day of its own or needs none, then the lines
    /// of each day.
    pub fn parts(&self) -> Vec<(Option<String>, Map<String, Value>)> {
        let mut days: Each<&str> = Each::new();
        for held in self.0.values() {
            if let Held::Lines(lines) = held {
                days.extend(lines.iter().filter_map(|(_, line)| line.text(SINCE)));
            }
        }
        let mut parts = vec![(None, self.part(&|line| line.text(SINCE).is_none()))];
        for day in days {
            let mut part = self.part(&|line| line.text(SINCE) == Some(day));
            part.retain(|name, _| matches!(self.0.get(name), Some(Held::Lines(_))));
            parts.push((Some(day.to_owned()), part));
        }
        parts
    }

    /// The text of a leaf.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.0.get(name)? {
            Held::Leaf(Value::String(text)) => Some(text),
            _ => None,
        }
    }

    /// Gives every line the id of its place: that of the record, a point, and a number that counts through the record.
    pub fn number_lines(&mut self, record: &Id) {
        let digits = digits(self.lines());
        self.number(record, digits, &mut 0);
    }

    fn number(&mut self, record: &Id, digits: usize, last: &mut usize) {
        for held in self.0.values_mut() {
            let Held::Lines(lines) = held else { continue };
            for (id, line) in lines {
                *last = last.saturating_add(1);
                *id = format!("{record}.{last:0digits$}").into();
                line.number(record, digits, last);
            }
        }
    }

    /// How many lines it has, those in its lines included.
    fn lines(&self) -> usize {
        let below = self.0.values().map(|held| match held {
            Held::Lines(lines) => {
                lines.iter().fold(lines.len(), |sum, (_, line)| sum.saturating_add(line.lines()))
            }
            Held::Leaf(_) => 0,
        });
        below.fold(0, usize::saturating_add)
    }
}

/// The id of a record by its place among `count` of its collection, from 0: a letter and a number, in as many digits as
/// the last one takes, so that ids stand in the order of the records.
pub fn id_of(collection: Collection, place: usize, count: usize) -> Id {
    let number = place.saturating_add(1);
    match collection.letter() {
        "" => "self".into(),
        letter => format!("{letter}{number:0digits$}", digits = digits(count)).into(),
    }
}

/// Whether a record keeps its id: a party whose id is the code of a state or an organisation, which says what it is.
pub fn keeps(collection: Collection, id: &str) -> bool {
    collection == Collection::Parties
        && (2..=12).contains(&id.len())
        && id.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        && id.starts_with(|c: char| c.is_ascii_uppercase())
}

fn digits(count: usize) -> usize {
    count.checked_ilog10().map_or(1, |log| log as usize + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_stand_in_order() {
        let check = |place, count, expected: &str| {
            assert_eq!(id_of(Collection::Sources, place, count).as_str(), expected);
        };
        check(0, 9, "s1");
        check(8, 9, "s9");
        check(8, 10, "s09");
        check(99, 100, "s100");
        assert_eq!(id_of(Collection::Register, 0, 1).as_str(), "self");
    }

    #[test]
    fn codes_are_kept() {
        let check = |id: &str, kept| assert_eq!(keeps(Collection::Parties, id), kept, "{id}");
        check("EE", true);
        check("NSPA", true);
        check("E3", true);
        for other in ["", "E", "3E", "ee", "r1.2", "EE.1", "E/E", "ABCDEFGHIJKLM"] {
            check(other, false);
        }
    }
}
