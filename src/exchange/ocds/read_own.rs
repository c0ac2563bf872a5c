//! A release that was written here, read back.

use serde_json::Value;

use super::read::{contribution, day, documents, kind_of, name, value};
use crate::exchange::foreign::{
    At, Build, Line, add_note, dated, delivery, hash, id, item, labels, lines, number, share, step,
};
use crate::register::{Collection, RecordKey};
use crate::words::text::areas::noted as says;

/// Reads a release.
pub fn own(build: &mut Build, release: &At, place: String) {
    let Some(purchase) = release.text("tender/id") else {
        return build.problem(release.spot, says::NO_TENDER.said());
    };
    let key = RecordKey::new(Collection::Purchases, id(purchase).as_str());
    build.record(&key, place.clone());
    build.text(&key, "title", release.text("tender/title").filter(|title| *title != purchase));
    build.text(&key, "need", release.text("planning/rationale"));
    build.party_in(&key, "agent", name(release, release.at("buyer")), None);
    let suppliers = release.list("awards").iter().flat_map(|award| award.list("suppliers"));
    let supplier = suppliers.filter_map(|one| name(release, Some(one))).next();
    let supplier = supplier.or_else(|| {
        let mut all = release.list("parties").iter().filter_map(|party| party.text("name"));
        all.find(|name| kind_of(release, name).is_some())
    });
    build.party_in(&key, "supplier", supplier, Some("supplier"));
    let told = release.text("tender/description").unwrap_or_default();
    for (label, text) in labels(told, &["Area", "Needed by", "Priority", "Note"]).1 {
        match label {
            "Area" => build.area(&key, &hash(&["area", &text]), &text),
            "Needed by" => build.party_in(&key, "needed_by", Some(&text), None),
            "Priority" => build.set(&key, "priority", number(&text)),
            _ => build.note(&key, &text),
        }
    }
    steps(build, &key, release);
    let items: Vec<(String, Line)> = release.list("tender/items").iter().map(item_of).collect();
    for (line, item) in &items {
        build.line(&key, "items", line, item.clone());
    }
    let given = shares(build, &key, release, &place);
    let contracts = release.list("contracts");
    let carried_out = contracts.iter().flat_map(|contract| contract.list("implementation/milestones"));
    for milestone in carried_out.chain(release.list("tender/milestones")) {
        delivery_of(build, &key, milestone, &items);
    }
    for one in contracts.iter().flat_map(|contract| contract.list("implementation/transactions")) {
        spent(build, release, one, &given, &place);
    }
    documents(build, &key, release.list("planning/documents"), true);
}

fn steps(build: &mut Build, key: &RecordKey, release: &At) {
    for milestone in release.list("planning/milestones") {
        let (line, text) =
            (milestone.text("id").unwrap_or_default(), milestone.text("description").unwrap_or_default());
        if line == "by_when" && milestone.text("title") == Some("Needed by") {
            build.set(key, "by_when", dated(text));
            continue;
        }
        match step(text) {
            Some(read) => build.line(key, "steps", &id(line), read),
            None => build.note(key, text),
        }
    }
    for award in release.list("awards") {
        let mut told: Vec<String> = Vec::new();
        for one in award.text("description").unwrap_or_default().split('\n') {
            match told.last_mut() {
                Some(last) if !one.starts_with("Step ") => last.push_str(&format!("\n{one}")),
                _ => told.push(one.to_owned()),
            }
        }
        for (at, text) in told.iter().enumerate() {
            match step(text) {
                Some(read) => build.line(key, "steps", &format!("a{at:03}"), read),
                None => build.note(key, text),
            }
        }
        let held = value(award.at("value"));
        if held.is_some_and(|sum| !told.iter().filter_map(|text| step(text)).any(|read| has(&read, &sum))) {
            build.problem(award.spot, says::OTHER_AWARD.said());
        }
    }
}

/// Whether a step has that sum, however it is qualified.
fn has(step: &Line, sum: &Value) -> bool {
    ["value", "currency"]
        .iter()
        .all(|part| step.get("value").and_then(|held| held.get(part)) == sum.get(part))
}

fn item_of(at: &At) -> (String, Line) {
    let text = at.text("description").unwrap_or_default();
    let unit = at.text("unit/name").unwrap_or_default();
    let before = match (at.text("quantity"), unit) {
        (Some(count), "") => format!("{count} "),
        (Some(count), unit) => format!("{count} {unit} "),
        (None, _) => String::new(),
    };
    let rest = text.strip_prefix(&before).unwrap_or(text);
    let read = item(rest, Some(rest.rsplit_once(", ").map_or(rest, |(what, _)| what)));
    let value = read.get("value").cloned();
    let what = if value.is_some() { rest.rsplit_once(", ").map_or(rest, |(what, _)| what) } else { rest };
    let quantity = at.text("quantity").map(|count| {
        let mut quantity = Line::new();
        quantity.insert("value".to_owned(), count.into());
        if !unit.is_empty() {
            quantity.insert("unit".to_owned(), unit.into());
        }
        Value::Object(quantity)
    });
    let quantity = quantity.and_then(|one| read_quantity(&one));
    let what = Some(what).filter(|what| *what != "Item" && !what.trim().is_empty()).map(Value::from);
    let line = lines([("what", what), ("quantity", quantity), ("value", value)]);
    (id(at.text("id").unwrap_or_default()), line)
}

fn read_quantity(value: &Value) -> Option<Value> {
    use crate::register::{Leaf, Quantity};
    Quantity::read(value).ok().map(|quantity| quantity.write())
}

/// The shares, and the contributions that they draw on: giver and record.
fn shares(build: &mut Build, key: &RecordKey, release: &At, place: &str) -> Vec<(String, RecordKey)> {
    let mut given: Vec<(String, RecordKey)> = Vec::new();
    for at in release.list("planning/budget/budgetBreakdown") {
        let text = at.text("description").unwrap_or_default();
        let Some((mut line, of)) = share(text) else {
            build.note(key, text);
            continue;
        };
        match name(release, at.at("sourceParty")) {
            Some(giver) => {
                // The contribution is called after its giver and its purpose.
                let purpose = of.strip_prefix(giver).unwrap_or(of);
                let purpose = purpose.strip_prefix(": ").unwrap_or(if purpose == of { of } else { "" });
                let contribution = contribution(build, release, giver, purpose, place);
                let drawn = lines([("contribution", Some(contribution.id.as_str().into()))]);
                let of = Line::from_iter([("o".to_owned(), Value::Object(drawn))]);
                line.insert("of".to_owned(), Value::Object(of));
                given.push((giver.to_owned(), contribution));
            }
            None if of == "funder not stated" => {}
            None => add_note(&mut line, &format!("Draws on: {of}")),
        }
        build.line(key, "shares", &id(at.text("id").unwrap_or_default()), line);
    }
    given
}

fn delivery_of(build: &mut Build, key: &RecordKey, milestone: &At, items: &[(String, Line)]) {
    let text = milestone.text("description").unwrap_or_default();
    let Some((mut line, told, by)) = delivery(text) else { return build.note(key, text) };
    let known = |text: &str| {
        let names = items.iter().filter_map(|(_, item)| item.get("what").and_then(Value::as_str));
        let stem = text.rsplit_once(", ").map_or(text, |(stem, _)| stem);
        names
            .filter(|name| text.ends_with(*name) || stem.ends_with(*name))
            .max_by_key(|name| name.len())
            .map(str::to_owned)
    };
    let parts = told.split("; ").filter(|part| !part.is_empty()).enumerate();
    let delivered: Line = parts
        .map(|(at, part)| (format!("i{at}"), Value::Object(item(part, known(part).as_deref()))))
        .collect();
    if !delivered.is_empty() {
        line.insert("items".to_owned(), Value::Object(delivered));
    }
    if let Some(by) = by {
        line.insert("received_by".to_owned(), build.party(by, None).as_str().into());
    }
    build.line(key, "deliveries", &id(milestone.text("id").unwrap_or_default()), line);
}

fn spent(build: &mut Build, release: &At, one: &At, given: &[(String, RecordKey)], place: &str) {
    let payer = name(release, one.at("payer"));
    let held =
        given.iter().filter(|(giver, _)| Some(giver.as_str()) == payer).map(|(_, key)| key.clone()).next();
    let title = release.text("tender/title").unwrap_or_default();
    let key = held
        .unwrap_or_else(|| contribution(build, release, payer.unwrap_or("Payer not stated"), title, place));
    let line = lines([
        ("kind", Some("expenditure".into())),
        ("date", day(one, &["date"])),
        ("amount", value(one.at("value"))),
    ]);
    let mark = one.text("id").and_then(|mark| mark.split_once('/')).map_or("", |(_, line)| line);
    build.line(&key, "entries", &id(mark), line);
}
