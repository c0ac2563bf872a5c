//! Tiny registers, written as they are spoken of.
#![allow(dead_code, reason = "each test binary uses a part of it")]

use muster::figures::{Count, Figure, Ledger, Members, Query, Row, Splitting, TypedRates, by, members};
use muster::register::{Change, Currency, Day, Id, Measure, Now, Pen, Register};
use serde_json::{Map, Value, json};

/// A register in the making: one change at the end.
#[derive(Clone, Default)]
pub struct Maker {
    body: Map<String, Value>,
    contribution: String,
    purchase: String,
    lines: u32,
}

pub fn register() -> Maker {
    Maker::default()
}

/// "10000000 EUR", "over 30 EUR", or "" for no figure.
fn amount(text: &str) -> Option<Value> {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    let currency = words.pop()?;
    let value = words.pop().unwrap();
    Some(match words.pop() {
        Some(qualifier) => json!({"value": value, "currency": currency, "qualifier": qualifier}),
        None => json!({"value": value, "currency": currency}),
    })
}

pub fn day(text: &str) -> Day {
    Day::parse_from_str(text, "%Y-%m-%d").unwrap()
}

pub fn currency(code: &str) -> Currency {
    Currency::parse(code).unwrap()
}

impl Maker {
    fn at(&mut self, path: &[&str]) -> &mut Map<String, Value> {
        let mut map = &mut self.body;
        for name in path {
            let below = map.entry(name.to_string()).or_insert_with(|| json!({}));
            map = below.as_object_mut().unwrap();
        }
        map
    }

    fn line(&mut self) -> String {
        self.lines += 1;
        format!("l{:04}", self.lines)
    }

    /// Sets one field of a record.
    pub fn set(mut self, path: &[&str], value: Value) -> Self {
        let (last, above) = path.split_last().unwrap();
        self.at(above).insert(last.to_string(), value);
        self
    }

    pub fn own(self, field: &str, value: Value) -> Self {
        self.set(&["register", "self", field], value)
    }

    /// A role with a beginning; no beginning for "".
    pub fn role(mut self, party: &str, role: &str, from: &str) -> Self {
        let id = self.line();
        let mut record = json!({"party": party, "role": role});
        if !from.is_empty() {
            record["from"] = from.into();
        }
        self.set(&["memberships", &id], record)
    }

    pub fn member(self, party: &str, from: &str) -> Self {
        self.role(party, "member", from)
    }

    pub fn contribution(mut self, id: &str, givers: &[&str]) -> Self {
        self.contribution = id.to_owned();
        let givers: Map<_, _> = givers.iter().map(|id| (id.to_string(), json!({"party": id}))).collect();
        let map = self.at(&["contributions", id]);
        map.insert("contributors".into(), givers.into());
        // A record is there by what it says, be it only what it is for.
        map.insert("purpose".into(), id.into());
        self
    }

    /// The published part of a giver in the contribution named last.
    pub fn share(self, party: &str, sum: &str) -> Self {
        let id = self.contribution.clone();
        self.set(&["contributions", &id, "contributors", party, "share"], amount(sum).unwrap())
    }

    pub fn field(self, field: &str, value: Value) -> Self {
        let id = self.contribution.clone();
        self.set(&["contributions", &id, field], value)
    }

    pub fn entry(mut self, kind: &str, date: &str, sum: &str) -> Self {
        let (id, line) = (self.contribution.clone(), self.line());
        let mut entry = json!({"kind": kind});
        if !date.is_empty() {
            entry["date"] = date.into();
        }
        if let Some(amount) = amount(sum) {
            entry["amount"] = amount;
        }
        self.set(&["contributions", &id, "entries", &line], entry)
    }

    /// One more field of the entry named last.
    pub fn with(self, field: &str, value: Value) -> Self {
        let (id, line) = (self.contribution.clone(), format!("l{:04}", self.lines));
        self.set(&["contributions", &id, "entries", &line, field], value)
    }

    pub fn pledge(self, date: &str, sum: &str) -> Self {
        self.entry("pledge", date, sum)
    }

    pub fn commitment(self, date: &str, sum: &str) -> Self {
        self.entry("commitment", date, sum)
    }

    pub fn delivery(self, date: &str, sum: &str) -> Self {
        self.entry("delivery", date, sum)
    }

    /// What is planned in the contribution named last.
    pub fn planned(mut self, kind: &str, date: &str, sum: &str) -> Self {
        let (id, line) = (self.contribution.clone(), self.line());
        let mut entry = json!({"kind": kind});
        if !date.is_empty() {
            entry["date"] = date.into();
        }
        if let Some(amount) = amount(sum) {
            entry["amount"] = amount;
        }
        self.set(&["contributions", &id, "planned", &line], entry)
    }

    fn relation(mut self, kind: &str, to: &str, certainty: &str) -> Self {
        let (id, line) = (self.contribution.clone(), self.line());
        let relation = json!({"kind": kind, "to": to, "certainty": certainty});
        self.set(&["contributions", &id, "relations", &line], relation)
    }

    pub fn repeats(self, to: &str) -> Self {
        self.relation("repeats", to, "certain")
    }

    pub fn part_of(self, to: &str) -> Self {
        self.relation("part-of", to, "certain")
    }

    pub fn fulfils(self, to: &str) -> Self {
        self.relation("fulfils", to, "certain")
    }

    pub fn possibly(self, kind: &str, to: &str) -> Self {
        self.relation(kind, to, "possible")
    }

    /// An unknown part of a larger sum.
    pub fn inside(mut self, sum: &str, what: &str) -> Self {
        let (id, line) = (self.contribution.clone(), self.line());
        let larger = json!({"what": what, "amount": amount(sum).unwrap()});
        self.set(&["contributions", &id, "larger", &line], larger)
    }

    pub fn purchase(mut self, id: &str) -> Self {
        self.purchase = id.to_owned();
        self.at(&["purchases", id]).insert("title".into(), id.into());
        self
    }

    /// Goes on with a purchase that is there.
    pub fn purchase_again(mut self, id: &str) -> Self {
        self.purchase = id.to_owned();
        self
    }

    fn of_purchase(mut self, field: &str, mut line: Value, key: &str, sum: &str) -> Self {
        if let Some(amount) = amount(sum) {
            line[key] = amount;
        }
        let (id, name) = (self.purchase.clone(), self.line());
        self.set(&["purchases", &id, field, &name], line)
    }

    pub fn step(self, kind: &str, date: &str, sum: &str) -> Self {
        self.of_purchase("steps", json!({"kind": kind, "date": date}), "value", sum)
    }

    pub fn delivered(self, date: &str, sum: &str) -> Self {
        self.of_purchase("deliveries", json!({"date": date}), "value", sum)
    }

    pub fn funded(self, of: &[&str], sum: &str) -> Self {
        let of: Map<_, _> = of.iter().map(|id| (id.to_string(), json!({"contribution": id}))).collect();
        self.of_purchase("shares", json!({"of": of}), "amount", sum)
    }

    /// "EUR/DKK 7.4568": one euro is that many kroner.
    pub fn rate(mut self, date: &str, text: &str) -> Self {
        let (pair, value) = text.split_once(' ').unwrap();
        let (base, quote) = pair.split_once('/').unwrap();
        let id = self.line();
        let rate = json!({"base": base, "quote": quote, "value": value});
        self.set(&["rates", &id], json!({"rate": rate, "day": date, "kind": "typed"}))
    }

    /// A meeting of a series; of none for "".
    pub fn meeting(self, id: &str, series: &str, date: &str) -> Self {
        let mut record = json!({"title": id, "date": date});
        if !series.is_empty() {
            record["series"] = series.into();
        }
        self.set(&["meetings", id], record)
    }

    /// An entry named last was made known at a meeting.
    pub fn met(self, meeting: &str) -> Self {
        self.with("meeting", meeting.into())
    }

    /// One more field of the line of a purchase named last.
    pub fn line_with(self, lines: &str, field: &str, value: Value) -> Self {
        let (id, line) = (self.purchase.clone(), format!("l{:04}", self.lines));
        self.set(&["purchases", &id, lines, &line, field], value)
    }

    pub fn purchase_field(self, field: &str, value: Value) -> Self {
        let id = self.purchase.clone();
        self.set(&["purchases", &id, field], value)
    }

    /// A source that was public on a date, cited by the entry named last.
    pub fn source(mut self, date: &str) -> Self {
        let id = self.line();
        self.lines -= 1;
        self = self.set(&["sources", &id], json!({"shown": date}));
        self.with("sources", json!({"s": {"source": id}}))
    }

    pub fn change(self) -> Change {
        Pen::new("r1").write(self.body, &Now { millis: 1, at: "2026-03-01T12:00:00+01:00".to_owned() })
    }

    pub fn done(self) -> Register {
        let register = Register::of([self.change()]);
        let problems: Vec<_> = register.problems().collect();
        assert!(problems.is_empty() && register.astray().is_empty(), "{problems:?}");
        register
    }
}

/// A figure in euros on a day.
pub fn figure_of(register: &Register, measure: Measure, on: &str) -> Figure {
    figure_in(register, measure, on, "EUR")
}

/// A figure in a currency; its parts add up to it whatever it is.
pub fn figure_in(register: &Register, measure: Measure, on: &str, code: &str) -> Figure {
    let query = Query { on: day(on), published: None, currency: currency(code) };
    let ledger = Ledger::of(register);
    let figure = Count::new(&ledger, &TypedRates::of(register), query).figure(measure);
    let sum: rust_decimal::Decimal = figure.parts.iter().map(|part| part.converted).sum();
    assert_eq!(sum, figure.amount, "parts of {measure:?}: {:#?}", figure.parts);
    let all = [Splitting::Member, Splitting::Area, Splitting::Form, Splitting::Year, Splitting::Meeting];
    for splitting in all {
        let rows = by::by(&figure, &ledger, splitting, &Members::default());
        let sum: rust_decimal::Decimal = rows.iter().map(|row| row.amount).sum();
        assert_eq!(sum, figure.amount, "{splitting:?} of {measure:?}: {rows:#?}");
    }
    figure
}

/// "32703626.22 above unvalued 2": what a figure says, in one line.
pub fn said(figure: &Figure) -> String {
    let mut words = vec![figure.amount.normalize().to_string()];
    words.extend(figure.open.word().map(str::to_owned));
    if figure.about {
        words.push("about".to_owned());
    }
    if figure.unvalued > 0 {
        words.push(format!("unvalued {}", figure.unvalued));
    }
    for one in &figure.unconverted {
        words.push(format!("and {} {} ({})", one.sum.value.normalize(), one.sum.currency, one.count));
    }
    if !figure.possible.is_zero() {
        words.push(format!("possible {}", figure.possible.normalize()));
    }
    if !figure.excess.is_zero() {
        words.push(format!("excess {}", figure.excess.normalize()));
    }
    words.join(" ")
}

/// A measure of a register in euros on a day, in one line.
pub fn check(register: &Register, measure: Measure, on: &str, expected: &str) {
    assert_eq!(said(&figure_of(register, measure, on)), expected, "{measure:?} on {on}");
}

/// The rows of a split, one line each.
pub fn rows(register: &Register, measure: Measure, on: &str, splitting: Splitting) -> Vec<String> {
    let figure = figure_of(register, measure, on);
    let rows = by::by(&figure, &Ledger::of(register), splitting, &members(register, day(on)));
    rows.iter().map(print_row).collect()
}

fn print_row(row: &Row) -> String {
    use muster::figures::Key;
    let ids = |ids: &[Id]| ids.iter().map(Id::to_string).collect::<Vec<_>>().join("+");
    let key = match &row.key {
        Key::Party(id) => id.to_string(),
        Key::Together(all) => ids(all),
        Key::NotStated => "?".to_owned(),
        Key::Area(area) => area.clone().unwrap_or("-".to_owned()),
        Key::Form(form) => form.map_or("-", |form| form.word()).to_owned(),
        Key::Year(year) => year.map_or("-".to_owned(), |year| year.to_string()),
        Key::Meeting(meeting) => meeting.as_ref().map_or("-".to_owned(), |id| id.to_string()),
    };
    let mut words = vec![key, row.amount.normalize().to_string()];
    words.extend(row.open.word().map(str::to_owned));
    if row.unvalued > 0 {
        words.push(format!("unvalued {}", row.unvalued));
    }
    words.join(" ")
}
