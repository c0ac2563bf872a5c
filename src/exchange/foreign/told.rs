//! What our own exports tell in words, read back: the counterpart of `export/said.rs`.

use serde_json::{Map, Value};

use super::build::{add_note, leaf, lines};
use crate::register::{
    Amount, Basis, Currency, Date, Leaf, PurchaseStepKind, Qualifier, Quantity, Receipt, Split, StatedRate,
    Step, parse_decimal,
};

/// The fields of a line.
pub type Line = Map<String, Value>;

/// A sum in words: “over 30000000 EUR”.
pub fn amount(text: &str) -> Option<Value> {
    let mut words = text.split(' ');
    let (first, second, third) = (words.next()?, words.next()?, words.next());
    let (qualifier, value, currency) = match third {
        Some(third) => (Qualifier::from_word(first)?, second, third),
        None => (Qualifier::Exact, first, second),
    };
    words.next().is_none().then_some(())?;
    sum(value, currency, qualifier)
}

/// A sum of a number and a currency.
pub fn sum(value: &str, currency: &str, qualifier: Qualifier) -> Option<Value> {
    let currency = Currency::parse(currency).ok()?;
    Some(Amount::new(parse_decimal(value).ok()?, currency, qualifier).write())
}

/// A date in words: a day as it is, any other as “dated 2024-02~ in EDTF”.
pub fn dated(text: &str) -> Option<Value> {
    let date = text.strip_prefix("dated ").and_then(|text| text.strip_suffix(" in EDTF")).unwrap_or(text);
    leaf::<Date>(date)
}

/// A whole number.
pub fn number(text: &str) -> Option<Value> {
    text.parse::<u32>().ok().map(Value::from)
}

/// Which of these labels comes next, each standing at the beginning of a sentence, and what follows it.
fn labelled<'t>(text: &'t str, labels: &[&'static str]) -> (&'t str, Vec<(&'static str, &'t str)>) {
    let next = |text: &str, labels: &[&'static str]| {
        let places = labels.iter().enumerate().filter_map(|(at, label)| {
            let sentence = format!(". {label}: ");
            Some((text.find(&sentence)?, at, sentence.len()))
        });
        places.min()
    };
    let (mut found, mut rest, mut left) = (Vec::new(), text, labels);
    let mut first = None;
    let mut open: Option<&'static str> = None;
    while let Some((place, at, length)) = next(rest, left) {
        let Some((before, after)) = rest.split_at_checked(place) else { break };
        match open {
            Some(label) => found.push((label, before)),
            None => first = Some(before),
        }
        open = left.get(at).copied();
        left = left.get(at.saturating_add(1)..).unwrap_or_default();
        rest = after.get(length..).unwrap_or_default();
    }
    match open {
        Some(label) => found.push((label, rest)),
        None => first = Some(rest),
    }
    (first.unwrap_or_default(), found)
}

/// Fields from labels; what is not understood is noted as it stands, after the note.
fn fields(
    into: &mut Line,
    said: Vec<(&'static str, &str)>,
    read: impl Fn(&str, &str) -> Option<(&'static str, Value)>,
) {
    let (notes, rest): (Vec<_>, Vec<_>) = said.into_iter().partition(|(label, _)| *label == "Note");
    notes.iter().for_each(|(_, text)| add_note(into, text));
    for (label, text) in rest {
        match read(label, text) {
            Some((field, value)) => drop(into.insert(field.to_owned(), value)),
            None => add_note(into, &format!("{label}: {text}")),
        }
    }
}

/// What stands before the sum, and the sum; nothing where it says that there is no figure.
fn head(text: &str) -> Option<(&str, Option<Value>)> {
    let (head, sum) = text.rsplit_once(": ")?;
    if sum == "no figure" { Some((head, None)) } else { Some((head, Some(amount(sum)?))) }
}

/// A word for what it is, and what follows it after a comma.
fn after<'t>(head: &'t str, words: &[(&str, &'static str)]) -> Option<(&'static str, &'t str)> {
    let mut found = words.iter().filter_map(|(said, word)| Some((*word, head.strip_prefix(said)?)));
    found.find_map(
        |(word, rest)| {
            if rest.is_empty() { Some((word, "")) } else { Some((word, rest.strip_prefix(", ")?)) }
        },
    )
}

/// An entry of a contribution.
pub fn entry(text: &str) -> Option<Line> {
    let labels = ["Value date", "Stated rate", "Value by", "Counts for", "Made known at", "Note"];
    // The year has no colon behind its label.
    let (text, year) = counted(text);
    let (first, said) = labelled(&text, &labels);
    let (head, sum) = head(first)?;
    let words = [
        ("Pledge", "pledge"),
        ("Commitment", "commitment"),
        ("Paid", "paid"),
        ("Expenditure", "expenditure"),
        ("Delivery", "delivery"),
        ("Statement", "statement"),
        ("Entry", ""),
    ];
    let (kind, rest) = after(head, &words)?;
    let (act, date) = match dated(rest) {
        Some(date) => ("", Some(date)),
        None => match rest.rsplit_once(", ").and_then(|(act, date)| Some((act, dated(date)?))) {
            Some((act, date)) => (act, Some(date)),
            None => (rest, None),
        },
    };
    let act = Some(act).filter(|act| !act.is_empty()).map(Value::from);
    let mut line = lines([("kind", leaf::<Step>(kind)), ("act", act), ("date", date), ("amount", sum)]);
    line.extend(year.map(|year| ("counts_for".to_owned(), year)));
    fields(&mut line, said, |label, text| match label {
        "Value date" => Some(("value_date", leaf::<Date>(text)?)),
        "Stated rate" => Some(("stated_rate", rate(text)?)),
        "Value by" => Some(("basis", leaf::<Basis>(text)?)),
        _ => None,
    });
    Some(line)
}

/// Takes “Counts for 2024” out of a text, if it stands there before a note.
fn counted(text: &str) -> (String, Option<Value>) {
    const LABEL: &str = ". Counts for ";
    let found = text.find(LABEL).filter(|place| text.find(". Note: ").is_none_or(|note| *place < note));
    let parts = found.and_then(|place| {
        let (before, after) = text.split_at_checked(place)?;
        let after = after.strip_prefix(LABEL)?;
        let end = after.find(". ").unwrap_or(after.len());
        let (year, rest) = after.split_at_checked(end)?;
        Some((format!("{before}{rest}"), number(year)?))
    });
    parts.map_or_else(|| (text.to_owned(), None), |(text, year)| (text, Some(year)))
}

/// A rate: “1 USD = 0.9 EUR”.
pub fn rate(text: &str) -> Option<Value> {
    let (base, quote) = text.strip_prefix("1 ")?.split_once(" = ")?;
    let (value, quote) = quote.split_once(' ')?;
    let code = |code| Currency::parse(code).ok();
    let rate = StatedRate::new(code(base)?, code(quote)?, parse_decimal(value).ok()?).ok()?;
    Some(rate.write())
}

/// A planned entry.
pub fn planned(text: &str) -> Option<Line> {
    let (first, said) = labelled(text, &["Note"]);
    let (head, sum) = head(first)?;
    let head = head.strip_prefix("Planned ")?;
    let (kind, date) = head.split_once(", ").map_or((head, None), |(kind, date)| (kind, Some(date)));
    let date = match date {
        Some(date) => Some(dated(date)?),
        None => None,
    };
    let mut line = lines([("kind", leaf::<Step>(kind)), ("date", date), ("amount", sum)]);
    fields(&mut line, said, |_, _| None);
    Some(line)
}

/// A step of a purchase.
pub fn step(text: &str) -> Option<Line> {
    let (first, said) = labelled(text, &["Decision", "Decided at", "Note"]);
    let (head, sum) = head(first)?;
    let head = head.strip_prefix("Step ")?;
    let (kind, date) = head.split_once(", ").map_or((head, None), |(kind, date)| (kind, Some(date)));
    let date = match date {
        Some(date) => Some(dated(date)?),
        None => None,
    };
    let mut line = lines([("kind", leaf::<PurchaseStepKind>(kind)), ("date", date), ("value", sum)]);
    fields(&mut line, said, |label, text| (label == "Decision").then(|| ("decision", text.into())));
    Some(line)
}

/// A share of a purchase, and what it says of whose money it is.
pub fn share(text: &str) -> Option<(Line, &str)> {
    let (first, said) = labelled(text, &["Split", "For", "Note"]);
    let (sum, of) = first.strip_prefix("Share: ")?.split_once(", ")?;
    let sum = if sum == "no figure" { None } else { Some(amount(sum)?) };
    let mut line = lines([("amount", sum)]);
    fields(&mut line, said, |label, text| match label {
        "Split" => Some(("split", leaf::<Split>(text)?)),
        "For" => Some(("period", dated(text)?)),
        _ => None,
    });
    Some((line, of))
}

/// A delivery: its fields, its items in words, and the name of who received it.
pub fn delivery(text: &str) -> Option<(Line, &str, Option<&str>)> {
    let (first, mut said) = labelled(text, &["Received by", "Receipt", "Note"]);
    let (head, rest) = first.split_once(": ")?;
    let (sum, items) = rest.split_once(". ").unwrap_or((rest, ""));
    let sum = if sum == "no figure" { None } else { Some(amount(sum)?) };
    let (_, date) = after(head, &[("Delivery", "")])?;
    let date = if date.is_empty() { None } else { Some(dated(date)?) };
    let by = said.iter().find(|(label, _)| *label == "Received by").map(|(_, name)| *name);
    said.retain(|(label, _)| *label != "Received by");
    let mut line = lines([("date", date), ("value", sum)]);
    fields(&mut line, said, |label, text| {
        (label == "Receipt").then(|| leaf::<Receipt>(text)).flatten().map(|leaf| ("receipt", leaf))
    });
    Some((line, items, by))
}

/// An item: how many of what unit, what, and the value of all. What it is may be known already.
pub fn item(text: &str, what: Option<&str>) -> Line {
    let (rest, value) = match text.rsplit_once(", ").and_then(|(rest, sum)| Some((rest, amount(sum)?))) {
        Some((rest, value)) => (rest, Some(value)),
        None => (text, None),
    };
    let quantity = |count: &str, unit: &str| {
        let value = parse_decimal(count).ok()?;
        Some(Quantity { value, unit: unit.to_owned() }.write())
    };
    // Without the name of the thing a number is the quantity, and the unit is not told from the thing.
    let (quantity, what) = match what.and_then(|what| Some((rest.strip_suffix(what)?, what))) {
        Some((before, what)) => {
            let before = before.strip_suffix(' ').unwrap_or(before);
            let (count, unit) = before.split_once(' ').unwrap_or((before, ""));
            (quantity(count, unit), what)
        }
        None => match rest.split_once(' ').and_then(|(count, what)| Some((quantity(count, "")?, what))) {
            Some((quantity, what)) => (Some(quantity), what),
            None => (None, rest),
        },
    };
    let what = Some(what).filter(|what| *what != "Item" && !what.trim().is_empty());
    lines([("quantity", quantity), ("what", what.map(Value::from)), ("value", value)])
}

/// The givers that a text names one after the other, each with a share in brackets where it has one. `names` are those
/// who are known to give.
pub fn givers<'n>(text: &str, names: &[&'n str]) -> Option<Vec<(Option<&'n str>, Option<Value>)>> {
    let (mut found, mut rest) = (Vec::new(), text);
    loop {
        let known = names.iter().filter(|name| rest.starts_with(**name)).max_by_key(|name| name.len());
        let name = match known {
            Some(name) => Some(*name),
            None => rest.starts_with("giver not stated").then_some(()).map(|()| None)?,
        };
        rest = rest.strip_prefix(name.unwrap_or("giver not stated"))?;
        let share = rest.strip_prefix(" (").and_then(|inner| {
            let (sum, after) = inner.split_once(')')?;
            Some((amount(sum)?, after))
        });
        let share = match share {
            Some((share, after)) => {
                rest = after;
                Some(share)
            }
            None => None,
        };
        found.push((name, share));
        if rest.is_empty() {
            return Some(found);
        }
        rest = rest.strip_prefix(", ")?;
    }
}

/// A larger sum: what, how large, shared by whom.
pub fn larger(text: &str) -> Line {
    let (rest, by) = match text.rsplit_once(", shared by ") {
        Some((rest, by)) => (rest, Some(by)),
        None => text.strip_prefix("shared by ").map_or((text, None), |by| ("", Some(by))),
    };
    let (what, sum) = match amount(rest) {
        Some(sum) => ("", Some(sum)),
        None => match rest.rsplit_once(", ").and_then(|(what, sum)| Some((what, amount(sum)?))) {
            Some((what, sum)) => (what, Some(sum)),
            None => (rest, None),
        },
    };
    let said = |text: &str| Some(text).filter(|text| !text.is_empty()).map(Value::from);
    lines([("what", said(what)), ("amount", sum), ("shared_by", by.and_then(said))])
}

/// An id of a part of an identifier, in which other characters than letters and digits stand as `%XX`.
pub fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let two = [rest.next()?, rest.next()?];
        bytes.push(u8::from_str_radix(std::str::from_utf8(&two).ok()?, 16).ok()?);
    }
    String::from_utf8(bytes).ok()
}

/// An id that a mark names, as far as an id can be that: other texts become one.
pub fn id(text: &str) -> String {
    let is_id = !text.is_empty() && text.len() <= 200 && !text.contains('/');
    if is_id { text.to_owned() } else { super::hash(&["id", text]) }
}

/// Lines that begin with a label and go on in lines that begin with none: what stands before the first, and each with its
/// text. Labels come in their order; one may come several times.
pub fn labels(text: &str, known: &[&'static str]) -> (String, Vec<(&'static str, String)>) {
    let (mut first, mut found): (Vec<&str>, Vec<(&'static str, String)>) = (Vec::new(), Vec::new());
    let mut from = 0_usize;
    for line in text.split('\n') {
        let labelled = known
            .iter()
            .enumerate()
            .skip(from)
            .find_map(|(at, label)| Some((at, *label, line.strip_prefix(label)?.strip_prefix(": ")?)));
        match (labelled, found.last_mut()) {
            (Some((at, label, text)), _) => {
                // After a note everything is the note.
                from = if label == "Note" { known.len() } else { at };
                found.push((label, text.to_owned()));
            }
            (None, Some((_, text))) => {
                text.push('\n');
                text.push_str(line);
            }
            (None, None) => first.push(line),
        }
    }
    (first.join("\n"), found)
}
