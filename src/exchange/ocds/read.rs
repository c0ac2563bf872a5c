//! OCDS releases and records, read: those that were written here, and those of others.

use rust_decimal::Decimal;
use serde_json::Value;

use super::read_other::other;
use super::read_own::own;
use crate::exchange::foreign::{At, Build, ForeignError, Node, leaf, sum};
use crate::register::{Arrange, Collection, Date, Qualifier, RecordKey, print_decimal};
use crate::said;
use crate::words::text::areas::noted as says;

/// Where in a file a release stands.
#[derive(Clone, Copy)]
enum Nth {
    Release(usize),
    Record(usize),
    Only,
}

/// Reads the releases or records of a file.
pub fn read(text: &str, build: &mut Build) -> Result<(), ForeignError> {
    let root = At::read(text)?;
    if matches!(root.node, Node::List(_)) {
        return Err(ForeignError::NotKnown(says::JSON_LIST.said()));
    }
    let is_own = root.text("uri").is_some_and(|uri| uri.starts_with("urn:x-muster:"));
    let mut releases: Vec<(Nth, &At)> = Vec::new();
    if root.at("releases").is_some() {
        let all = root.list("releases").iter().enumerate();
        releases.extend(all.map(|(at, release)| (Nth::Release(at.saturating_add(1)), release)));
    } else if root.at("records").is_some() {
        for (at, record) in root.list("records").iter().enumerate() {
            let place = Nth::Record(at.saturating_add(1));
            match (record.at("compiledRelease"), record.list("releases")) {
                (Some(compiled), _) => releases.push((place, compiled)),
                (None, []) => build.problem(record.spot, says::RECORD_NO_RELEASE.said()),
                (None, several) => releases.extend(several.iter().map(|one| (place, one))),
            }
        }
    } else if root.text("ocid").is_some() {
        releases.push((Nth::Only, &root));
    } else {
        return Err(ForeignError::NotKnown(says::JSON_OTHER.said()));
    }
    // The newest says what holds; of the older ones stays what it does not say.
    let newest = |release: &At| std::cmp::Reverse(release.text("date").unwrap_or_default().to_owned());
    releases.arrange_by_key(|(_, release)| newest(release));
    let mut seen = std::collections::HashSet::new();
    for (place, release) in releases {
        let Some(ocid) = release.text("ocid") else {
            build.problem(release.spot, says::NO_OCID.said());
            continue;
        };
        let place = place.said(ocid, release.spot.line);
        if !seen.insert(ocid) {
            build.problem(release.spot, said!(says::NEWER_RELEASE, ocid));
        } else if is_own {
            own(build, release, place);
        } else {
            other(build, release, ocid, &place);
        }
    }
    Ok(())
}

impl Nth {
    /// The place of a release, in words.
    fn said(self, identifier: &str, line: usize) -> String {
        let line = line.to_string();
        match self {
            Nth::Release(number) => {
                said!(says::AT_RELEASE, number = number.to_string(), identifier, line)
            }
            Nth::Record(number) => said!(says::AT_RECORD, number = number.to_string(), identifier, line),
            Nth::Only => said!(says::AT_ONE_RELEASE, identifier, line),
        }
    }
}

/// The sum of an object with amount and currency.
pub fn value(at: Option<&At>) -> Option<Value> {
    let at = at?;
    let number = at.text("amount")?;
    let exact =
        Decimal::from_scientific(number).ok().filter(|_| number.contains(['e', 'E'])).map(print_decimal);
    sum(exact.as_deref().unwrap_or(number), at.text("currency")?, Qualifier::Exact)
}

/// The day of a moment.
pub fn day(at: &At, paths: &[&str]) -> Option<Value> {
    let text = paths.iter().find_map(|path| at.text(path))?;
    leaf::<Date>(text.get(..10).unwrap_or(text))
}

/// The kind of a party of a release, by its id or name.
pub fn kind_of(release: &At, name: &str) -> Option<&'static str> {
    let party = release.list("parties").iter().find(|one| one.text("name") == Some(name))?;
    let role = |role: &str| {
        party.list("roles").iter().any(|one| matches!(&one.node, Node::Text(text) if text == role))
    };
    if role("supplier") { Some("supplier") } else { None }
}

/// The name of a reference to a party: its own, or that in the list of parties.
pub fn name<'a>(release: &'a At, reference: Option<&'a At>) -> Option<&'a str> {
    let reference = reference?;
    reference.text("name").or_else(|| {
        let id = reference.text("id")?;
        let party = release.list("parties").iter().find(|one| one.text("id") == Some(id));
        party.and_then(|party| party.text("name")).or(Some(id))
    })
}

/// The contribution of a party to a purchase that a file only names.
pub fn contribution(build: &mut Build, release: &At, giver: &str, purpose: &str, place: &str) -> RecordKey {
    let id = crate::exchange::foreign::hash(&["ocds", giver.trim(), purpose]);
    let key = RecordKey::new(Collection::Contributions, id.as_str());
    if !build.is_held(&id) {
        build.record(&key, place.to_owned());
        build.text(&key, "purpose", Some(purpose));
        build.giver(&key, Some(giver), kind_of(release, giver), None);
    }
    key
}

/// The links of a list of documents as sources of a record.
pub fn documents(build: &mut Build, key: &RecordKey, documents: &[At], is_own: bool) {
    for document in documents {
        let Some(address) = document.text("url") else { continue };
        let more = crate::exchange::foreign::lines([
            ("title", document.text("title").map(Value::from)),
            ("shown", day(document, &["datePublished"])),
            ("language", document.text("language").map(Value::from)),
        ]);
        let id = document.text("id").filter(|_| is_own).map(crate::exchange::foreign::id);
        build.source(key, id.as_deref(), address, more);
    }
}
