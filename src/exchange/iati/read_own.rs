//! Activities that were written here, read back by their marks.

use std::collections::HashMap;

use serde_json::Value;

use super::carried::Why;
use super::read::{day, documents, kind_of, step, value};
use crate::exchange::foreign::{
    Build, Element, Line, add_note, dated, decoded, delivery, entry, givers, id, item, larger, leaf, lines,
    number, planned, share, step as step_told,
};
use crate::register::{Collection, Date, Earmark, Form, Id, Leaf, RecordKey, RelationKind, Split};
use crate::said;
use crate::words::text::Text;
use crate::words::text::areas::noted as says;

/// The activities of a file that was written here, by their identifiers.
pub struct Own<'a> {
    held: HashMap<&'a str, (RecordKey, &'a str)>,
    coalition: &'a str,
}

impl<'a> Own<'a> {
    pub fn new(root: &'a Element) -> Self {
        let named = root.at("muster:coalition");
        let mut own = Own { held: HashMap::new(), coalition: named.unwrap_or_default() };
        for activity in &root.children {
            let key = activity.at("muster:record").and_then(|mark| own.key(mark));
            if let (Some(key), Some(identifier)) = (key, activity.told("iati-identifier")) {
                let title = activity.told("title").unwrap_or_default();
                if key == RecordKey::own() && named.is_none() {
                    own.coalition = title;
                }
                own.held.insert(identifier, (key, title));
            }
        }
        own
    }

    /// The record that a mark names.
    pub fn key(&self, mark: &str) -> Option<RecordKey> {
        let (collection, record) = mark.split_once('/')?;
        let collection = Collection::from_word(collection)?;
        let is_here =
            matches!(collection, Collection::Register | Collection::Contributions | Collection::Purchases);
        let key = RecordKey::new(collection, id(record).as_str());
        (is_here && (collection != Collection::Register || key == RecordKey::own())).then_some(key)
    }

    pub fn activity(&self, build: &mut Build, key: &RecordKey, activity: &Element, place: String) {
        build.record(key, place);
        let title = activity.told("title");
        let about =
            |kind: &'static str| activity.all("description").filter(move |one| one.at("type") == Some(kind));
        let first = about("1")
            .find_map(Element::narrative)
            .filter(|text| key.collection == Collection::Register || Some(*text) != title);
        match key.collection {
            Collection::Register => self.coalition(build, key, activity, first),
            Collection::Contributions => {
                build.text(key, "purpose", first);
                let named = about("4").find(|one| one.at("muster:of") == Some("contributors"));
                self.givers(build, key, activity, named.and_then(Element::narrative));
            }
            _ => {
                build.text(key, "title", title.filter(|title| *title != key.id.as_str()));
                build.text(key, "need", first);
            }
        }
        let mut related = activity
            .all("related-activity")
            .filter_map(|one| self.held.get(one.at("ref")?))
            .filter(|(other, _)| other.collection == Collection::Contributions)
            .collect::<Vec<_>>();
        for told in about("4") {
            let (Some(of), Some(text)) = (told.at("muster:of"), told.narrative()) else { continue };
            if !self.words(build, key, activity, of, text, &mut related) {
                build.problem(told.spot, said!(says::OTHER_DESCRIPTION, of));
                build.note(key, text);
            }
        }
        self.sector(build, key, activity);
        if key.collection == Collection::Contributions {
            self.money(build, key, activity);
        }
        self.results(build, key, activity);
        documents(build, key, activity, true);
    }

    fn coalition(&self, build: &mut Build, key: &RecordKey, activity: &Element, about: Option<&str>) {
        let organisation = |role: &'static str| {
            activity.all("participating-org").find(move |one| one.at("role") == Some(role))
        };
        let mut title = activity.told("title").unwrap_or_default();
        if let Some(member) = organisation("1").and_then(Element::narrative) {
            title = title.strip_prefix(member).and_then(|rest| rest.strip_prefix(" in: ")).unwrap_or(title);
        }
        let identifier = activity.told("iati-identifier").unwrap_or_default();
        let id = identifier.strip_prefix("muster-").and_then(|rest| rest.strip_suffix("-register-self"));
        // A register without a name is called so in its exports.
        let nameless = id.and_then(decoded).map(|id| format!("Register {id}"));
        build.text(key, "name", Some(title).filter(|title| Some(*title) != nameless.as_deref()));
        build.text(
            key,
            "purpose",
            about.filter(|text| *text != "What the coalition is for is not on record."),
        );
        if let Some(one) = organisation("4") {
            build.party_in(key, "beneficiary", one.narrative(), kind_of(one));
        }
        let preface = activity
            .all("description")
            .find(|one| one.at("muster:of").is_none() && one.at("type") == Some("4"));
        let preface = preface.and_then(Element::narrative).and_then(|text| text.split_once(". "));
        build.text(key, "standing_note", preface.map(|(_, note)| note));
    }

    fn givers(&self, build: &mut Build, key: &RecordKey, activity: &Element, named: Option<&str>) {
        let funders: Vec<_> =
            activity.all("participating-org").filter(|one| one.at("role") == Some("1")).collect();
        let names: Vec<&str> = funders.iter().filter_map(|one| one.narrative()).collect();
        let kind = |name: &str| {
            funders.iter().find(|one| one.narrative() == Some(name)).and_then(|one| kind_of(one))
        };
        let found = named.and_then(|text| givers(text.strip_prefix("Given by: ")?, &names));
        match found {
            Some(found) => {
                for (name, share) in found {
                    build.giver(key, name, name.and_then(kind), share);
                }
            }
            None => names.iter().for_each(|name| build.giver(key, Some(name), kind(name), None)),
        }
    }

    /// Whether what a description says was understood.
    fn words(
        &self,
        build: &mut Build,
        key: &RecordKey,
        activity: &Element,
        of: &str,
        text: &str,
        related: &mut Vec<&(RecordKey, &str)>,
    ) -> bool {
        let (list, line) = of.split_once('/').map_or((of, ""), |(list, line)| (list, line));
        let line = id(line);
        let said = |label: &str| text.strip_prefix(label).and_then(|text| text.strip_prefix(": "));
        let organisation = |name: &str| {
            activity.all("participating-org").find(|one| one.narrative() == Some(name)).and_then(kind_of)
        };
        let mut set = |field: &str, value: Option<Value>| {
            let is_read = value.is_some();
            build.set(key, field, value);
            is_read
        };
        let own = |text: Option<&str>| text.map(Value::from);
        match (key.collection, list) {
            (Collection::Register, "founded") => set(list, said("Founded").and_then(leaf::<Date>)),
            (Collection::Register, "parent_body") => set(list, own(said("Parent body"))),
            (Collection::Register, "keeper") => set(list, own(said("Kept by"))),
            (_, "note") => said("Note").map(|text| build.note(key, text)).is_some(),
            (Collection::Contributions, "contributors") => true,
            (Collection::Contributions, "split") => set(list, said("Split").and_then(leaf::<Split>)),
            (Collection::Contributions, "form") => set(list, said("Form").and_then(leaf::<Form>)),
            (Collection::Contributions, "earmark") => set(list, said("Earmarking").and_then(leaf::<Earmark>)),
            (Collection::Contributions, "earmarked_for") => set(list, own(said("Earmarked for"))),
            (Collection::Contributions, "larger") => {
                said("An unknown part of").map(|text| build.line(key, list, &line, larger(text))).is_some()
            }
            (Collection::Contributions, "relations") => {
                relation(text, related).map(|one| build.line(key, list, &line, one)).is_some()
            }
            (Collection::Contributions, "planned") => {
                planned(text).map(|one| build.line(key, list, &line, one)).is_some()
            }
            (Collection::Contributions, "entries") => {
                entry(without_why(text)).map(|one| build.line(key, list, &line, one)).is_some()
            }
            (Collection::Purchases, "needed_by" | "agent" | "supplier") => {
                let label = match list {
                    "needed_by" => "Needed by",
                    "agent" => "Bought by",
                    _ => "Supplied by",
                };
                let name = said(label);
                build.party_in(key, list, name, name.and_then(organisation));
                name.is_some()
            }
            (Collection::Purchases, "by_when") => set(list, said("Needed by when").and_then(dated)),
            (Collection::Purchases, "priority") => set(list, said("Priority").and_then(number)),
            (Collection::Purchases, "steps") => {
                step_told(text).map(|one| build.line(key, list, &line, one)).is_some()
            }
            (Collection::Purchases, "items") => {
                let what = activity.all("result").flat_map(|result| result.all("indicator"));
                let what =
                    what.filter(|one| one.at("muster:of") == Some(of)).find_map(|one| one.told("title"));
                said("Item").map(|text| build.line(key, list, &line, item(text, what))).is_some()
            }
            (Collection::Purchases, "shares") => match share(text) {
                Some((one, from)) => {
                    let one = self.drawn_on(activity, of, one, from);
                    build.line(key, list, &line, one);
                    true
                }
                None => false,
            },
            _ => false,
        }
    }

    /// A share with the contributions that it draws on.
    fn drawn_on(&self, activity: &Element, of: &str, mut share: Line, told: &str) -> Line {
        let provider = activity.all("planned-disbursement").find(|one| one.at("muster:of") == Some(of));
        let provider = provider.and_then(|one| one.one("provider-org")?.at("provider-activity-id"));
        let mut found: Vec<&Id> =
            provider.and_then(|id| self.held.get(id)).map(|(key, _)| &key.id).into_iter().collect();
        let mut rest = if found.is_empty() { told } else { "" };
        let funders = || {
            let funders = activity.all("related-activity").filter_map(|one| one.at("ref"));
            funders
                .filter_map(|id| self.held.get(id))
                .filter(|(key, _)| key.collection == Collection::Contributions)
        };
        let mut others: Vec<&str> = Vec::new();
        while !rest.is_empty() && rest != "funder not stated" {
            let whole = |title: &str| {
                let after = rest.strip_prefix(title)?;
                if after.is_empty() { Some(after) } else { after.strip_prefix("; ") }
            };
            let known = funders().filter(|(_, title)| !title.is_empty());
            let known = known.filter_map(|(key, title)| Some((title.len(), &key.id, whole(title)?)));
            // Of two of one name the one that is not there yet.
            rest = match known.max_by_key(|(length, id, _)| (*length, !found.contains(id))) {
                Some((_, id, after)) => {
                    found.push(id);
                    after
                }
                None => {
                    let (other, after) = rest.split_once("; ").unwrap_or((rest, ""));
                    others.push(other);
                    after
                }
            };
        }
        if !others.is_empty() {
            add_note(&mut share, &format!("Draws on: {}", others.join("; ")));
        }
        if !found.is_empty() {
            let lines = found.iter().enumerate().map(|(at, id)| {
                (format!("o{at}"), Value::Object(lines([("contribution", Some(id.as_str().into()))])))
            });
            share.insert("of".to_owned(), Value::Object(lines.collect()));
        }
        share
    }

    fn sector(&self, build: &mut Build, key: &RecordKey, activity: &Element) {
        let Some(sector) = activity.one("sector").filter(|_| key.collection != Collection::Register) else {
            return;
        };
        let (code, name) = (sector.at("code").and_then(decoded), sector.narrative());
        if let (Some(code), Some(name)) = (code, name)
            && (code != "coalition" || name != self.coalition)
        {
            build.area(key, &id(&code), name);
        }
    }

    fn money(&self, build: &mut Build, key: &RecordKey, activity: &Element) {
        for one in activity.all("transaction") {
            let line = one.at("muster:of").and_then(|of| of.strip_prefix("entries/")).unwrap_or_default();
            let said = one.told("description");
            let mut read = said.and_then(entry).unwrap_or_else(|| {
                let mut line = Line::new();
                add_note(&mut line, said.unwrap_or_default());
                line
            });
            held_against(build, one, &mut read);
            build.line(key, "entries", &id(line), read);
        }
        for one in activity.all("planned-disbursement") {
            let line = one.at("muster:of").and_then(|of| of.strip_prefix("planned/")).unwrap_or_default();
            let read = one
                .at("muster:said")
                .and_then(planned)
                .unwrap_or_else(|| lines([("date", super::read::period(one)), ("amount", value(one, None))]));
            build.line(key, "planned", &id(line), read);
        }
    }

    /// Deliveries of a purchase with their items, and those of contributions.
    fn results(&self, build: &mut Build, key: &RecordKey, activity: &Element) {
        for result in activity.all("result") {
            let (Some(of), Some(text)) = (result.at("muster:of"), result.told("description")) else {
                continue;
            };
            if let Some(line) = of.strip_prefix("entries/") {
                match entry(text) {
                    Some(read) => build.line(key, "entries", &id(line), read),
                    None => build.note(key, text),
                }
            }
            let Some(line) = of.strip_prefix("deliveries/") else { continue };
            let Some((mut read, told, by)) = delivery(text) else {
                build.note(key, text);
                continue;
            };
            let mut items = Line::new();
            for indicator in result.all("indicator") {
                let Some((_, line)) = indicator.at("muster:of").and_then(|of| of.rsplit_once('/')) else {
                    continue;
                };
                let comment = indicator.one("period").and_then(|one| one.one("actual")?.told("comment"));
                let comment = comment.or_else(|| indicator.told("description"));
                if let Some(comment) = comment {
                    items.insert(id(line), Value::Object(item(comment, indicator.told("title"))));
                }
            }
            if items.is_empty() && !told.is_empty() {
                add_note(&mut read, told);
            }
            if !items.is_empty() {
                read.insert("items".to_owned(), Value::Object(items));
            }
            if let Some(by) = by {
                read.insert("received_by".to_owned(), build.party(by, None).as_str().into());
            }
            build.line(key, "deliveries", &id(line), read);
        }
    }
}

/// The text of an entry without the sentence why it is no transaction.
fn without_why(text: &str) -> &str {
    let found = Why::ALL.iter().map(|why| why.sentence()).filter(|why| !why.is_empty());
    let mut found = found.filter_map(|why| text.strip_suffix(why)?.strip_suffix(". "));
    found.next().unwrap_or(text)
}

/// A relation, whose other contribution is the next related one of that title.
fn relation(text: &str, related: &mut Vec<&(RecordKey, &str)>) -> Option<Line> {
    let (head, title) = text.split_once(": ")?;
    let (sure, kind) = head.split_once(' ')?;
    let kind = RelationKind::from_word(kind);
    let at = related.iter().position(|(_, held)| *held == title);
    let to = at.map(|at| related.remove(at).0.id.as_str());
    let possible = sure == "Possibly" && kind != Some(RelationKind::SameAs);
    let mut line = lines([
        ("kind", kind.map(|kind| kind.word().into())),
        ("to", to.map(Value::from)),
        ("certainty", possible.then(|| "possible".into())),
    ]);
    if to.is_none() {
        add_note(&mut line, title);
    }
    Some(line)
}

/// A transaction counts by its elements: where its words say something else, somebody changed it after it was written.
fn held_against(build: &mut Build, transaction: &Element, line: &mut Line) {
    let code = transaction.one("transaction-type").and_then(|one| one.at("code")).unwrap_or_default();
    let mut differs = |line: &mut Line, field: &str, value: Value, sentence: Text| {
        if line.contains_key(field) {
            build.problem(transaction.spot, sentence.said());
        }
        line.insert(field.to_owned(), value);
    };
    if let Some(sum) = value(transaction, None) {
        let parts = |value: &Value| [value.get("value").cloned(), value.get("currency").cloned()];
        if line.get("amount").map(parts) != Some(parts(&sum)) {
            differs(line, "amount", sum, says::OTHER_SUM);
        }
    }
    if let Some(date) = day(transaction.one("transaction-date")) {
        let last =
            line.get("date").and_then(|held| Date::read(held).ok()).map(|date| date.last().to_string());
        if last.as_deref() != date.as_str() {
            differs(line, "date", date, says::OTHER_DATE);
        }
    }
    if let Some(kind) = step(code) {
        let held = line.get("kind").and_then(Value::as_str);
        if held != Some(kind) && (kind, held) != ("paid", Some("delivery")) {
            differs(line, "kind", kind.into(), says::OTHER_TYPE);
        }
    }
}
