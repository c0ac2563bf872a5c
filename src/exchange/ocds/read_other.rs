//! A release that others wrote: a purchase for each contract.

use serde_json::Value;

use super::read::{contribution, day, documents, name, value};
use crate::exchange::foreign::{At, Build, Line, add_note, hash, lines};
use crate::register::{Collection, Leaf, Quantity, RecordKey, parse_decimal};
use crate::said;
use crate::words::text::areas::noted as says;

/// What is understood of a release, as paths without places in lists; all else stands in the note.
const UNDERSTOOD: [&str; 43] = [
    "ocid",
    "id",
    "date",
    "tag",
    "initiationType",
    "language",
    "parties",
    "buyer",
    "planning/rationale",
    "planning/budget/budgetBreakdown",
    "planning/milestones",
    "planning/documents",
    "planning/budget/amount",
    "tender/id",
    "tender/title",
    "tender/status",
    "tender/value",
    "tender/items",
    "tender/documents",
    "tender/tenderPeriod/startDate",
    "tender/procuringEntity",
    "awards/id",
    "awards/title",
    "awards/status",
    "awards/date",
    "awards/value",
    "awards/suppliers",
    "awards/items",
    "awards/documents",
    "awards/description",
    "contracts/id",
    "contracts/awardID",
    "contracts/title",
    "contracts/status",
    "contracts/value",
    "contracts/dateSigned",
    "contracts/items",
    "contracts/documents",
    "contracts/description",
    "contracts/implementation/transactions",
    "contracts/implementation/milestones",
    "contracts/milestones",
    "tender/milestones",
];

/// One order: an award, a contract, or a contract with its award.
struct Order<'a> {
    award: Option<&'a At>,
    contract: Option<&'a At>,
}

/// Reads a release.
pub fn other(build: &mut Build, release: &At, ocid: &str, place: &str) {
    let orders = orders(build, release);
    // Their sums stand side by side, where the steps of one purchase would follow on one another.
    let several = orders.len() > 1;
    let none = [Order { award: None, contract: None }];
    let orders = if orders.is_empty() { &none[..] } else { &orders[..] };
    for (at, order) in orders.iter().enumerate() {
        let part = order.contract.or(order.award);
        let mark = part.and_then(|part| part.text("id")).filter(|_| several).unwrap_or_default();
        let key = RecordKey::new(Collection::Purchases, hash(&["ocds", ocid, mark]).as_str());
        build.record(&key, place.to_owned());
        let own = part.and_then(|part| part.text("title"));
        let title = release.text("tender/title");
        let title = match (title, own) {
            (Some(title), Some(own)) if several && title != own => format!("{title}: {own}"),
            (title, own) => title.or(own).unwrap_or(ocid).to_owned(),
        };
        build.text(&key, "title", Some(&title));
        let buyer = name(release, release.at("buyer"))
            .or_else(|| name(release, release.path("tender/procuringEntity")));
        build.party_in(&key, "agent", buyer, None);
        ordered(build, &key, release, order);
        if at == 0 {
            once(build, &key, release, orders, &title, place);
        }
        carried_out(build, &key, release, order, &title, place);
    }
}

/// What was ordered: each contract, with its award, and each award without a contract.
fn orders<'a>(build: &mut Build, release: &'a At) -> Vec<Order<'a>> {
    let is_off = |at: &At| matches!(at.text("status"), Some("cancelled" | "unsuccessful" | "pending"));
    let (awards, contracts) = (release.list("awards"), release.list("contracts"));
    for one in awards.iter().chain(contracts).filter(|one| is_off(one)) {
        let (id, status) = (one.text("id").unwrap_or("?"), one.text("status").unwrap_or_default());
        build.problem(one.spot, said!(says::NO_ORDER, id, status));
    }
    let with = |contract: &'a At| {
        let id = contract.text("awardID");
        let award = awards.iter().find(|award| id.is_some() && award.text("id") == id);
        Order { award, contract: Some(contract) }
    };
    let mut found: Vec<Order<'a>> = contracts.iter().filter(|one| !is_off(one)).map(with).collect();
    for award in awards.iter().filter(|one| !is_off(one)) {
        let id = award.text("id");
        if id.is_none() || contracts.iter().all(|contract| contract.text("awardID") != id) {
            found.push(Order { award: Some(award), contract: None });
        }
    }
    found
}

fn ordered(build: &mut Build, key: &RecordKey, release: &At, order: &Order<'_>) {
    let suppliers = order.award.map(|award| award.list("suppliers")).unwrap_or_default();
    let mut names = suppliers.iter().filter_map(|one| name(release, Some(one)));
    build.party_in(key, "supplier", names.next(), Some("supplier"));
    for more in names {
        build.note(key, &format!("Also supplied by: {more}"));
    }
    let parts = [(order.award, "ordered", "date"), (order.contract, "contracted", "dateSigned")];
    for (part, kind, date) in parts.into_iter().filter_map(|(part, kind, date)| Some((part?, kind, date))) {
        if part.at("value").is_some() && value(part.at("value")).is_none() {
            build.problem(part.spot, says::VALUE_NO_SUM.said());
        }
        let mut line = lines([
            ("kind", Some(kind.into())),
            ("date", day(part, &[date])),
            ("value", value(part.at("value"))),
        ]);
        add_note(&mut line, part.text("description").unwrap_or_default());
        build.line(key, "steps", &hash(&[kind, part.text("id").unwrap_or_default()]), line);
    }
    // The items of what was ordered; where it lists none, those that were asked for.
    let listed = listed(order);
    for at in listed.unwrap_or_else(|| release.list("tender/items")) {
        build.line(key, "items", &hash(&["item", at.text("id").unwrap_or_default()]), item(at));
    }
    // What an award lists beside its contract is in no line.
    let awarded = order.award.map(|award| award.list("items")).unwrap_or_default();
    let taken: Vec<Line> = listed.unwrap_or_default().iter().map(item).collect();
    note_items(build, key, "award item", awarded, &taken);
    for part in [order.award, order.contract].into_iter().flatten() {
        documents(build, key, part.list("documents"), false);
    }
}

/// The items that an order lists.
fn listed<'a>(order: &Order<'a>) -> Option<&'a [At]> {
    let lists = [order.contract, order.award].into_iter().flatten().map(|part| part.list("items"));
    lists.into_iter().find(|items| !items.is_empty())
}

/// An item, with what is not understood of it in its note.
fn item(at: &At) -> Line {
    let unit = at.text("unit/name").unwrap_or_default().to_owned();
    let count = at.text("quantity").and_then(|count| parse_decimal(count).ok());
    let quantity = count.map(|value| Quantity { value, unit }.write());
    let own = at.text("description");
    let what = own.or_else(|| at.text("classification/description"));
    let mut rest = Vec::new();
    let is_counted = quantity.is_some();
    let is_said = |path: &str| match path {
        "id" | "description" => true,
        "quantity" | "unit/name" => is_counted,
        "classification/description" => own.is_none(),
        _ => false,
    };
    at.rest("", &is_said, &mut rest);
    let mut line = lines([("what", what.map(Value::from)), ("quantity", quantity)]);
    add_note(&mut line, &rest.join("; "));
    line
}

/// Items that say something else than those that were taken, in the note.
fn note_items(build: &mut Build, key: &RecordKey, what: &str, items: &[At], taken: &[Line]) {
    for one in items.iter().filter(|one| !taken.contains(&item(one))) {
        note_of(build, key, what, one);
    }
}

/// What is of the whole process stands with its first purchase.
fn once(build: &mut Build, key: &RecordKey, release: &At, orders: &[Order<'_>], title: &str, place: &str) {
    build.text(key, "need", release.text("planning/rationale"));
    let planned = value(release.path("planning/budget/amount"));
    let asked = value(release.path("tender/value"));
    let started = day(release, &["tender/tenderPeriod/startDate"]);
    if let (Some(_), Some(asked)) = (&planned, &asked) {
        let part = |name: &str| asked.get(name).and_then(Value::as_str).unwrap_or_default();
        build.note(key, &format!("tender/value: {} {}", part("value"), part("currency")));
    }
    if let Some(sum) = planned.or(asked).or(started.clone().map(|_| Value::Null)) {
        let line = lines([
            ("kind", Some("need".into())),
            ("date", started),
            ("value", Some(sum).filter(|sum| !sum.is_null())),
        ]);
        build.line(key, "steps", &hash(&["need"]), line);
    }
    if matches!(release.text("tender/status"), Some("cancelled" | "withdrawn" | "unsuccessful")) {
        let line = lines([("kind", Some("cancelled".into())), ("date", day(release, &["date"]))]);
        build.line(key, "steps", &hash(&["cancelled"]), line);
    }
    for milestone in release.list("planning/milestones").iter().chain(release.list("tender/milestones")) {
        let date = day(milestone, &["dateMet", "dueDate"]);
        let is_met = milestone.text("dateMet").is_some() || milestone.text("status") == Some("met");
        if milestone.text("type") == Some("approval") && is_met {
            let line = lines([
                ("kind", Some("approved".into())),
                ("date", date),
                ("decision", milestone.text("description").or(milestone.text("title")).map(Value::from)),
            ]);
            build.line(key, "steps", &hash(&["approved", milestone.text("id").unwrap_or_default()]), line);
        } else {
            note_of(build, key, "milestone", milestone);
        }
    }
    for at in release.list("planning/budget/budgetBreakdown") {
        let mut line = lines([("amount", value(at.at("amount")))]);
        add_note(&mut line, at.text("description").unwrap_or_default());
        if let Some(giver) = name(release, at.at("sourceParty")) {
            let from = contribution(build, release, giver, title, place);
            let drawn = lines([("contribution", Some(from.id.as_str().into()))]);
            let of = Line::from_iter([("o".to_owned(), Value::Object(drawn))]);
            line.insert("of".to_owned(), Value::Object(of));
        }
        build.line(key, "shares", &hash(&["share", at.text("id").unwrap_or_default()]), line);
    }
    // Where each order has its own items, those that were asked for are in no line.
    let listed: Option<Vec<&[At]>> = orders.iter().map(listed).collect();
    if let Some(listed) = listed {
        let taken: Vec<Line> = listed.into_iter().flatten().map(item).collect();
        note_items(build, key, "tender item", release.list("tender/items"), &taken);
    }
    for path in ["planning/documents", "tender/documents"] {
        documents(build, key, release.list(path), false);
    }
    let mut rest = Vec::new();
    release.rest("", &|path| UNDERSTOOD.contains(&path), &mut rest);
    if !rest.is_empty() {
        build.note(key, &rest.join("\n"));
    }
    for party in release.list("parties") {
        if let Some(name) = party.text("name") {
            let mut rest = Vec::new();
            party.rest("", &|path| matches!(path, "id" | "name" | "roles"), &mut rest);
            if !rest.is_empty() {
                build.note(key, &format!("{name}: {}", rest.join("; ")));
            }
        }
    }
}

fn carried_out(
    build: &mut Build,
    key: &RecordKey,
    release: &At,
    order: &Order<'_>,
    title: &str,
    place: &str,
) {
    let Some(contract) = order.contract else { return };
    for one in contract.list("implementation/transactions") {
        let payer = name(release, one.at("payer")).or_else(|| name(release, release.at("buyer")));
        let (Some(payer), Some(sum)) = (payer, value(one.at("value").or_else(|| one.at("amount")))) else {
            build.problem(one.spot, says::NO_PAYER.said());
            note_of(build, key, "transaction", one);
            continue;
        };
        let giver = contribution(build, release, payer, title, place);
        let mut line = lines([
            ("kind", Some("expenditure".into())),
            ("date", day(one, &["date"])),
            ("amount", Some(sum)),
        ]);
        if let Some(payee) = name(release, one.at("payee")) {
            add_note(&mut line, &format!("Paid to: {payee}"));
        }
        build.line(&giver, "entries", &hash(&["spent", one.text("id").unwrap_or_default()]), line);
    }
    for milestone in contract.list("implementation/milestones").iter().chain(contract.list("milestones")) {
        if milestone.text("type") != Some("delivery") || milestone.text("status") == Some("notMet") {
            note_of(build, key, "milestone", milestone);
            continue;
        }
        let mut line = lines([("date", day(milestone, &["dateMet", "dueDate"]))]);
        for text in [milestone.text("title"), milestone.text("description")].into_iter().flatten() {
            add_note(&mut line, text);
        }
        build.line(key, "deliveries", &hash(&["delivery", milestone.text("id").unwrap_or_default()]), line);
    }
}

/// What is not understood, in the note.
fn note_of(build: &mut Build, key: &RecordKey, what: &str, at: &At) {
    let mut rest = Vec::new();
    at.rest("", &|_| false, &mut rest);
    build.note(key, &format!("{what}: {}", rest.join("; ")));
}
