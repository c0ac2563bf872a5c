//! Rows as records: which record a row is in, and what it adds to it.

use serde_json::{Map, Value};

use super::parties::Named;
use super::rows::{Problem, Rows, hash};
use super::said::{Reading, Related, Said};
use super::words::plain;
use crate::register::{Amount, Hash, Id, Leaf, RecordKey};
use crate::said;
use crate::words::text::areas::files::SAID_OTHERWISE;

/// What rows say of a line each for itself, and what they say of it together.
const ADDED: [&str; 4] = ["note", "delegates", "sources", "readings"];
/// The lists of lines to which the notes of a row belong.
const NOTED: [&str; 3] = ["entries", "steps", "attendance"];

impl Rows<'_> {
    /// Whether a row says of a party nothing else than the rows of the same record before it.
    pub(super) fn agree(&mut self, row: usize, said: &Said) -> Result<(), Vec<Problem>> {
        let Some(mark) = self.known_mark(row, said) else { return Ok(()) };
        let mut all = Vec::new();
        for (list, named) in lists(said) {
            let Some(line) = said.lines.get(list) else { continue };
            let line: Map<String, Value> =
                line.clone().into_iter().filter(|(name, _)| !ADDED.contains(&name.as_str())).collect();
            let key = (mark.clone(), list, self.party_of(named).0);
            let held = self.lines.get(&key);
            let other = line.iter().find(|(name, value)| {
                held.and_then(|held| held.get(*name)).is_some_and(|held| held != *value)
            });
            if let Some((name, _)) = other {
                let column = self.place(&format!("{list}/{name}"));
                return Err(vec![Problem { row, column, reason: said!(SAID_OTHERWISE) }]);
            }
            all.push((key, line));
        }
        for (key, line) in all {
            self.lines.entry(key).or_default().extend(line);
        }
        Ok(())
    }

    /// Puts what a row says into its record.
    pub(super) fn put(&mut self, row: usize, said: Said) {
        let mark = self.mark(row, &said);
        let key = RecordKey::new(self.target.collection, mark.as_str());
        let givers = givers(&said);
        let Said { mut record, mut lines, sources, readings, relations, notes, .. } = said;
        if let Some(Value::String(area)) = record.get("area").cloned() {
            record.insert("area".to_owned(), self.area(&area).as_str().into());
        }
        for (list, reading) in readings {
            let read = self.readings(reading);
            lines.entry(list).or_default().insert("readings".to_owned(), read);
        }
        for (list, source) in sources {
            let id = self.source(source);
            // Where the row has no such line, its source is the record's.
            match lines.get_mut(list).filter(|line| !line.is_empty()) {
                Some(line) => cite(line, "c", &id),
                None => cite(self.records.entry(key.clone()).or_default(), &format!("c{row}"), &id),
            }
        }
        if !notes.is_empty() {
            let has = |list: &str| lines.contains_key(list) || givers.iter().any(|(of, ..)| *of == list);
            let into = match NOTED.into_iter().find(|list| has(list)) {
                Some(list) => lines.entry(list).or_default(),
                None => &mut record,
            };
            add_note(into, &notes.join("\n"));
        }
        let share = lines.get("contributors").and_then(|line| line.get("share")).cloned();
        for (list, name, named) in &givers {
            let id = self.party(named);
            let party = (name.clone(), Value::from(id.as_str()));
            if list.is_empty() {
                record.extend([party]);
                continue;
            }
            let line = lines.get(list).cloned().unwrap_or_default().into_iter().chain([party]).collect();
            self.add(&key, list, &format!("g{id}"), line);
        }
        lines.retain(|list, line| !line.is_empty() && givers.iter().all(|(of, ..)| of != list));
        for (list, line) in lines {
            let id = format!("l{row:07}");
            match &share {
                Some(share) if list == "entries" => self.shared(&key, &id, line, share),
                _ => self.line(&key, list, &id, line),
            }
        }
        self.relate(&key, &relations);
        let held = self.records.entry(key.clone()).or_default();
        for (name, value) in record {
            match (name.as_str(), value.as_str()) {
                ("note", Some(note)) => add_note(held, note),
                _ => drop(held.entry(name).or_insert(value)),
            }
        }
        self.taken.push((row, key));
    }

    /// The id of the record that rows have in common: of a reference, or of a meeting.
    fn known_mark(&self, row: usize, said: &Said) -> Option<String> {
        if let Some(reference) = self.reference(row) {
            return Some(hash(&["reference", reference]));
        }
        let text = |name: &str| said.record.get(name).and_then(Value::as_str).unwrap_or_default();
        let is_met = self.target.word == "attendance";
        is_met.then(|| hash(&["meeting", &plain(text("title")), text("date")]))
    }

    /// The id of a row's record: that of its reference, or of all that it says, so that the same table gives the same ids.
    fn mark(&mut self, row: usize, said: &Said) -> String {
        if let Some(mark) = self.known_mark(row, said) {
            return mark;
        }
        let texts: Vec<&str> =
            (0..self.mapping.columns.len()).map(|column| self.grid.cell(row, column).text()).collect();
        let said = hash(&texts);
        let nth = self.same.entry(Hash::of(said.as_bytes())).or_default();
        *nth = nth.saturating_add(1);
        if *nth == 1 { said } else { format!("{said}.{nth}") }
    }

    pub(super) fn line(&mut self, key: &RecordKey, list: &str, id: &str, line: Map<String, Value>) {
        if let Some(lines) = self.list(key, list) {
            lines.insert(id.to_owned(), Value::Object(line));
        }
    }

    fn list(&mut self, key: &RecordKey, list: &str) -> Option<&mut Map<String, Value>> {
        let held = self.records.entry(key.clone()).or_default();
        held.entry(list).or_insert_with(|| Value::Object(Map::new())).as_object_mut()
    }

    /// Adds to a line what a further row says of it.
    fn add(&mut self, key: &RecordKey, list: &str, id: &str, line: Map<String, Value>) {
        let held = self.list(key, list).map(|lines| lines.entry(id).or_insert_with(|| Map::new().into()));
        if let Some(held) = held.and_then(Value::as_object_mut) {
            join(held, line);
        }
    }

    /// An entry of which rows give the shares: where its sum is more than a share, rows that say the same say it of all of
    /// their givers together, and it is one.
    fn shared(&mut self, key: &RecordKey, id: &str, line: Map<String, Value>, share: &Value) {
        let sum = |value: &Value| Amount::read(value).ok().map(|amount| amount.value);
        if line.get("amount").and_then(sum).is_some_and(|amount| Some(amount) <= sum(share)) {
            return self.line(key, "entries", id, line);
        }
        let held = self.shared.get(key).cloned().unwrap_or_default();
        let entries = self.list(key, "entries");
        let entry = entries.and_then(|entries| {
            let same = held.into_iter().find(|id| {
                let held = entries.get(id).and_then(Value::as_object);
                held.is_some_and(|held| is_within(held, &line) || is_within(&line, held))
            });
            entries.get_mut(&same?)?.as_object_mut()
        });
        match entry {
            Some(entry) => join(entry, line),
            None => {
                self.shared.entry(key.clone()).or_default().push(id.to_owned());
                self.line(key, "entries", id, line);
            }
        }
    }

    /// What another source says, as lines.
    fn readings(&mut self, reading: Reading) -> Value {
        let Reading { values, source, reason } = reading;
        let source = (!source.is_empty()).then(|| self.source(source));
        let lines = values.into_iter().map(|(field, value)| {
            let id = format!("r{field}");
            let mut line = Map::from_iter([("field".to_owned(), field.into()), ("value".to_owned(), value)]);
            line.extend(source.as_ref().map(|id| ("source".to_owned(), id.as_str().into())));
            line.extend(reason.clone().map(|reason| ("reason".to_owned(), reason)));
            (id, Value::Object(line))
        });
        Value::Object(lines.collect())
    }

    /// How a record hangs together with those of other rows.
    fn relate(&mut self, key: &RecordKey, relations: &[Related]) {
        for Related { kind, to, .. } in relations {
            let to = hash(&["reference", to]);
            let id = format!("{kind}-{to}");
            let fields = [("kind", Value::from(*kind)), ("to", to.into())];
            let line = fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
            self.line(key, "relations", &id, line);
        }
    }
}

/// The parties that a row names in lines, with the list of each.
fn lists(said: &Said) -> impl Iterator<Item = (&'static str, &Named)> {
    said.givers.iter().filter_map(|(path, named)| Some((path.split_once('/')?.0, named)))
}

/// The parties that a row names: the list, the field, and who.
fn givers(said: &Said) -> Vec<(&'static str, String, Named)> {
    let of = |path: &'static str| path.split_once('/').unwrap_or(("", path));
    said.givers.iter().map(|(path, named)| (of(path).0, of(path).1.to_owned(), named.clone())).collect()
}

/// Whether all that a line says is said by another one, too, but for what adds up.
fn is_within(line: &Map<String, Value>, other: &Map<String, Value>) -> bool {
    let said = line.iter().filter(|(name, _)| !ADDED.contains(&name.as_str()));
    said.into_iter().all(|(name, value)| other.get(name) == Some(value))
}

/// Puts what a further row says of a line to what is said.
fn join(held: &mut Map<String, Value>, line: Map<String, Value>) {
    for (name, value) in line {
        match (name.as_str(), value) {
            ("note", Value::String(note)) => add_note(held, &note),
            ("delegates", Value::String(more)) => {
                let had = held.get(&name).and_then(Value::as_str).unwrap_or_default();
                let mut all: Vec<&str> = had.split(", ").filter(|one| !one.is_empty()).collect();
                if !all.contains(&more.as_str()) {
                    all.push(&more);
                }
                let all = all.join(", ");
                held.insert(name, all.into());
            }
            ("sources" | "readings", Value::Object(more)) => {
                let lines = held.entry(name).or_insert_with(|| Map::new().into());
                let Some(lines) = lines.as_object_mut() else { continue };
                for (id, line) in more {
                    if !lines.values().any(|held| *held == line) {
                        let free = (1..).map(|nth| if nth == 1 { id.clone() } else { format!("{id}.{nth}") });
                        let free = free.into_iter().find(|id| !lines.contains_key(id));
                        lines.extend(free.map(|id| (id, line)));
                    }
                }
            }
            (_, value) => drop(held.entry(name).or_insert(value)),
        }
    }
}

/// Cites a source, unless it is cited.
fn cite(into: &mut Map<String, Value>, id: &str, source: &Id) {
    let citations = into.entry("sources").or_insert_with(|| Map::new().into());
    let Some(citations) = citations.as_object_mut() else { return };
    let cited = |line: &Value| line.get("source").and_then(Value::as_str) == Some(source.as_str());
    if !citations.values().any(cited) {
        let line = Map::from_iter([("source".to_owned(), Value::from(source.as_str()))]);
        citations.insert(id.to_owned(), Value::Object(line));
    }
}

/// Adds to a note what it does not say yet.
fn add_note(into: &mut Map<String, Value>, note: &str) {
    let had = into.get("note").and_then(Value::as_str).unwrap_or_default().to_owned();
    let is_new = |line: &&str| !had.lines().any(|other| other == *line);
    let more: Vec<&str> = note.lines().filter(is_new).collect();
    let all: Vec<&str> = had.lines().chain(more).collect();
    into.insert("note".to_owned(), all.join("\n").into());
}
