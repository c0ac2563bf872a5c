//! What is expected of the files: counted from the records and the figures, without the exporters.

use std::collections::{BTreeMap, BTreeSet};

use muster::figures::by::by;
use muster::figures::{
    Count, Figure, Key, Ledger, Leg, Of, Policy, Query, Rates, Reason, Splitting, TypedRates, When, Why,
    figure, members,
};
use muster::register::{
    Collection, Currency, Day, Id, Kind, Measure, Node, PartyKind, PurchaseStep, Qualifier, RecordKey,
    Register, Shape, Step, english_name,
};
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

const MEASURES: [(Measure, Step); 5] = [
    (Measure::Pledged, Step::Pledge),
    (Measure::Committed, Step::Commitment),
    (Measure::Paid, Step::Paid),
    (Measure::Spent, Step::Expenditure),
    (Measure::Delivered, Step::Delivery),
];

/// Everything that the validators compare a register's files with.
pub fn expected(register: &Register, on: Day) -> Value {
    json!({
        "on": on.to_string(),
        "leaves": leaves(register),
        "entries": entries(register),
        "counted": counted(register, on, true),
        "undated": counted(register, on, false),
        "ordered": ordered(register, on),
        "rows": rows(register, on),
    })
}

/// Every leaf of every live record and line: where it stands, and the texts that a file must have for it.
fn leaves(register: &Register) -> Vec<Value> {
    let mut all = Vec::new();
    macro_rules! each {
        ($($field:ident)*) => {$(
            for (id, record) in register.$field.live() {
                let collection = Collection::from_word(stringify!($field)).unwrap_or(Collection::Register);
                let key = RecordKey::new(collection, id.clone());
                walk(register, &key, collection.shape(), &record.write(), "", "", &mut all);
            }
        )*};
    }
    each!(coalition contributions purchases meetings actions);
    all
}

fn walk(
    register: &Register,
    key: &RecordKey,
    shape: &'static Shape,
    node: &Map<String, Value>,
    of: &str,
    fields: &str,
    all: &mut Vec<Value>,
) {
    for (name, value) in node {
        let kind = shape.field(name).unwrap().kind;
        let field = muster::register::join(fields, name);
        if let Kind::Lines(lines) = kind {
            for (id, line) in value.as_object().unwrap() {
                let line = line.as_object().unwrap();
                if line.get("gone") != Some(&json!(true)) {
                    let here = muster::register::join(&muster::register::join(of, name), id);
                    walk(register, key, lines, line, &here, &field, all);
                }
            }
            continue;
        }
        let record = format!("{}/{}", key.collection.word(), key.id);
        let field = format!("{}/{field}", key.collection.word());
        all.push(json!({"record": record, "of": of, "field": field, "texts": texts(register, kind, value)}));
    }
}

fn texts(register: &Register, kind: Kind, value: &Value) -> Vec<String> {
    let parts = |names: &[&str]| -> Vec<String> {
        let text = |name: &&str| value.get(*name).and_then(Value::as_str).map(str::to_owned);
        names.iter().filter_map(text).collect()
    };
    match kind {
        Kind::Amount => parts(&["value", "currency", "qualifier"]),
        Kind::Rate => parts(&["base", "quote", "value"]),
        Kind::Quantity => parts(&["value", "unit"]),
        Kind::Place => {
            let mut texts = parts(&["name"]);
            texts.extend(
                value.get("country").and_then(Value::as_str).and_then(english_name).map(str::to_owned),
            );
            texts.extend(value.get("online").map(|_| "online".to_owned()));
            texts
        }
        Kind::Ref(collection) => vec![named(register, collection, &Id::from(value.as_str().unwrap()))],
        Kind::Area => {
            let own = register.coalition.get(&RecordKey::own().id);
            let id = value.as_str().unwrap();
            let areas = own.map(|own| own.areas.live().collect::<BTreeMap<_, _>>()).unwrap_or_default();
            let name = areas.get(&Id::from(id)).and_then(|area| area.name.clone());
            vec![name.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| id.to_owned())]
        }
        _ => vec![value.as_str().map_or_else(|| value.to_string(), str::to_owned)],
    }
}

/// What a record is called; its id where it has no name.
fn named(register: &Register, collection: Collection, id: &Id) -> String {
    let name = match collection {
        Collection::Parties => register.parties.get(id).and_then(|party| {
            let said = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
            let code = party.code.as_deref().unwrap_or(id.as_str());
            let state = (party.kind == Some(PartyKind::State)).then(|| english_name(code)).flatten();
            said(&party.name).or(state.map(str::to_owned)).or(said(&party.code))
        }),
        Collection::Meetings => register.meetings.get(id).and_then(|one| one.title.clone()),
        Collection::Purchases => register.purchases.get(id).and_then(|one| one.title.clone()),
        Collection::Actions => register.actions.get(id).and_then(|one| one.text.clone()),
        _ => None,
    };
    name.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| id.to_string())
}

/// Every live entry of every contribution: each stands in a file once.
fn entries(register: &Register) -> Vec<Value> {
    let mut all = Vec::new();
    for (id, record) in register.contributions.live().filter(|(_, record)| !record.outside) {
        let givers: BTreeSet<_> = record
            .contributors
            .values()
            .filter_map(|one| one.party.as_ref())
            .map(|one| one.id().as_str())
            .collect();
        let of = record.entries.live();
        all.extend(
            of.map(|(line, _)| json!({"record": id.as_str(), "line": line.as_str(), "givers": givers})),
        );
    }
    all
}

/// The entries that figures count, with their sums as the source gives them, where they have a date of their own; or those
/// that have none, with the day from which figures count them, where there is a rate.
fn counted(register: &Register, on: Day, is_dated: bool) -> Vec<Value> {
    let mut all = Vec::new();
    for (measure, step) in MEASURES {
        let figure = of(register, measure, on);
        let parts = figure.parts.iter().filter(|part| part.why == Why::Entry).map(|part| {
            let [line] = part.lines.as_slice() else { panic!("an entry is one line: {part:?}") };
            (part.of.clone().unwrap(), line.clone(), part.original, Some(part.day))
        });
        let beside = figure.left_out.iter().filter_map(|one| {
            let reason = matches!(one.reason, Reason::NoRate | Reason::TooManyDigits);
            Some((one.of.clone(), one.line.clone(), one.amount.filter(|_| reason)?, None))
        });
        for (of, line, money, counts) in parts.chain(beside) {
            let Of::Contribution(id) = &of else { continue };
            let record = register.contributions.get(id).unwrap();
            let entry = record.entries.live().find(|(held, _)| **held == line);
            // A delivery of a purchase counts with the contribution that paid for it, and is no entry.
            let Some((_, entry)) = entry.filter(|(_, entry)| entry.kind == Some(step)) else { continue };
            if entry.date.is_some() != is_dated {
                continue;
            }
            let form = record.form.map(|form| form.word()).unwrap_or_default();
            all.push(json!({
                "record": id.as_str(), "line": line.as_str(), "step": step.word(), "form": form,
                "value": plain(money.value), "currency": money.currency.code(),
                "day": entry.date.as_ref().map(|date| date.last()).or(counts).map(|day| day.to_string()),
            }));
        }
    }
    all
}

/// The purchases with an order or a contract, and the value that figures take for each.
fn ordered(register: &Register, on: Day) -> Vec<Value> {
    let figure = of(register, Measure::Ordered, on);
    let parts = figure.parts.iter().map(|part| (part.of.clone().unwrap(), part.lines.clone(), part.original));
    let beside = figure.left_out.iter().filter_map(|one| {
        let reason = matches!(one.reason, Reason::NoRate | Reason::TooManyDigits);
        Some((one.of.clone(), vec![one.line.clone()], one.amount.filter(|_| reason)?))
    });
    let mut all = Vec::new();
    for (of, lines, money) in parts.chain(beside) {
        let record = register.purchases.get(of.id()).unwrap();
        // Without a value of its own a purchase is worth its items; and a step without a date has no day in a file.
        let valued = |step: &PurchaseStep| {
            step.date.is_some() && step.value.is_some_and(|value| value.qualifier != Qualifier::AtMost)
        };
        if let [line] = lines.as_slice()
            && record.steps.live().any(|(held, step)| held == line && valued(step))
        {
            all.push(json!({
                "record": of.id().as_str(), "line": line.as_str(),
                "value": plain(money.value), "currency": money.currency.code(),
            }));
        }
    }
    all
}

/// No currency is converted to another.
struct NoRates;

impl Rates for NoRates {
    fn leg(&self, _: Currency, _: Currency, _: When) -> Option<Leg> {
        None
    }
}

/// What figures say of each giver, currency by currency, where some gave together; as far as without rates the same
/// entries count.
fn rows(register: &Register, on: Day) -> Vec<Value> {
    let together = register.contributions.live().filter(|(_, one)| one.contributors.values().count() > 1);
    let currencies: BTreeSet<Currency> = together
        .flat_map(|(_, one)| one.entries.values())
        .filter_map(|entry| Some(entry.amount?.currency))
        .collect();
    let mut ledger = Ledger::of(register);
    ledger.policy = Policy::DayOfEntry;
    let (members, mut all) = (members(register, on), Vec::new());
    for (measure, step) in MEASURES {
        let own = of(register, measure, on);
        for currency in &currencies {
            let query = Query { on, published: None, currency: *currency };
            let figure = Count::new(&ledger, &NoRates, query).figure(measure);
            let mut counted = own.parts.iter().filter(|part| part.original.currency == *currency);
            let is_same = counted.all(|part| figure.parts.iter().any(|other| other.lines == part.lines));
            let is_bought = figure.parts.iter().any(|part| matches!(part.of, Some(Of::Purchase(_))));
            let count = own.parts.iter().filter(|part| part.original.currency == *currency).count();
            let beside = own.left_out.iter().filter(|one| {
                matches!(one.reason, Reason::NoRate | Reason::TooManyDigits)
                    && one.amount.is_some_and(|money| money.currency == *currency)
            });
            if !is_same || is_bought || count + beside.count() != figure.parts.len() {
                continue;
            }
            let rows = by(&figure, &ledger, Splitting::Member, &members).into_iter().filter_map(|row| {
                let whose: Vec<&str> = match &row.key {
                    Key::Party(id) => vec![id.as_str()],
                    Key::Together(ids) => ids.iter().map(Id::as_str).collect(),
                    _ => Vec::new(),
                };
                (!row.amount.is_zero()).then(|| json!([whose, plain(row.amount)]))
            });
            let rows: Vec<Value> = rows.collect();
            all.push(json!({"step": step.word(), "currency": currency.code(), "rows": rows}));
        }
    }
    all
}

fn of(register: &Register, measure: Measure, on: Day) -> Figure {
    let own = register.coalition.get(&RecordKey::own().id).and_then(|own| own.currency);
    let query = Query { on, published: None, currency: own.unwrap_or(Currency::EUR) };
    figure(register, &TypedRates::of(register), measure, &query)
}

fn plain(value: Decimal) -> String {
    if value.is_zero() { "0".to_owned() } else { value.normalize().to_string() }
}
