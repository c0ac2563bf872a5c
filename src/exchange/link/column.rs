//! What a column of values looks like, and by that how it is written.

use serde_json::Value;

use super::stream::Out;
use crate::register::{Collection, Date, Few, Id, canonical, place_of_missing};

/// How the values of a column are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Texts, of which some may stand several times.
    Texts,
    /// Dates.
    Dates,
    /// Ids of records of one collection, by their place there.
    Refs(Collection),
    /// Whole numbers.
    Wholes,
    /// Decimal numbers in texts: digits, and how many zeros behind them or places they are shifted.
    Decimals,
    /// Yes or no.
    Flags,
    /// Lines: how many each has, then the table of all.
    Lines,
    /// Values with members: the table of all.
    Members,
    /// The id of the record itself.
    Own,
    /// Any JSON, of which some may stand several times.
    Json,
}

/// The letter of each form, which is part of the format.
const LETTERS: [(char, Form); 9] = [
    ('t', Form::Texts),
    ('d', Form::Dates),
    ('w', Form::Wholes),
    ('n', Form::Decimals),
    ('f', Form::Flags),
    ('l', Form::Lines),
    ('m', Form::Members),
    ('o', Form::Own),
    ('j', Form::Json),
];

impl Form {
    /// The head of a column of that form: its letter, for references `r` with the collection and a blank, and the name.
    pub fn head(self, name: &str) -> String {
        match self {
            Form::Refs(collection) => format!("r{} {name}", collection.word()),
            _ => {
                let letter =
                    LETTERS.iter().find(|(_, form)| *form == self).map_or('j', |(letter, _)| *letter);
                format!("{letter}{name}")
            }
        }
    }

    /// Reads the head of a column.
    pub fn of_head(head: &str) -> Option<(Self, &str)> {
        if let Some(rest) = head.strip_prefix('r') {
            let (word, name) = rest.split_once(' ')?;
            return Some((Form::Refs(Collection::from_word(word)?), name));
        }
        let letter = head.chars().next()?;
        let (_, form) = LETTERS.iter().find(|(known, _)| *known == letter)?;
        Some((*form, head.get(1..)?))
    }
}

/// Where each record of a copy stands in its collection.
pub(super) struct Places(Few<Id, (Collection, usize)>);

impl Places {
    pub fn of<'a>(records: impl Iterator<Item = (Collection, usize, &'a Id)>) -> Self {
        Places(records.map(|(collection, place, id)| (id.clone(), (collection, place))).collect())
    }

    /// The collection of an id, and its place; missing ones stand behind the others.
    fn find(&self, id: &str, count: &dyn Fn(Collection) -> usize) -> Option<(Collection, usize)> {
        if let Some(place) = self.0.get(&Id::from(id)) {
            return Some(*place);
        }
        let (collection, place) = place_of_missing(id)?;
        Some((collection, place.saturating_add(count(collection))))
    }
}

/// What a column may look into.
pub(super) struct Around<'a> {
    pub places: &'a Places,
    pub count: &'a dyn Fn(Collection) -> usize,
    /// The ids of the records of a table, where it is one of records.
    pub own: Option<&'a [Id]>,
}

impl Around<'_> {
    fn place(&self, value: &Value) -> Option<(Collection, usize)> {
        self.places.find(value.as_str()?, self.count)
    }

    /// How a column of leaves without members is written; `rows` are the rows that have one.
    pub fn form(&self, values: &[&Value], rows: &[usize]) -> Form {
        let all = |fits: &dyn Fn(&Value) -> bool| values.iter().all(|value| fits(value));
        let is_own = |(value, row): (&&Value, &usize)| {
            let id = self.own.and_then(|own| own.get(*row));
            id.is_some_and(|id| value.as_str() == Some(id.as_str()))
        };
        let of = values.first().and_then(|value| self.place(value)).map(|(collection, _)| collection);
        let refers = |value: &Value| self.place(value).map(|(collection, _)| collection) == of;
        if values.iter().zip(rows).all(is_own) {
            Form::Own
        } else if let Some(collection) = of
            && all(&refers)
        {
            Form::Refs(collection)
        } else if all(&|value| value.as_str().and_then(decimal).is_some()) {
            Form::Decimals
        } else if all(&Value::is_string) {
            let is_date = |value: &Value| value.as_str().is_some_and(|text| Date::parse(text).is_ok());
            if all(&is_date) { Form::Dates } else { Form::Texts }
        } else if all(&Value::is_boolean) {
            Form::Flags
        } else if all(&|value| value.as_i64().is_some()) {
            Form::Wholes
        } else {
            Form::Json
        }
    }

    /// Writes such a column.
    pub fn write(&self, form: Form, values: &[&Value], out: &mut Out) {
        match form {
            Form::Texts => {
                let texts: Vec<&str> = values.iter().filter_map(|value| value.as_str()).collect();
                return words(&texts, out);
            }
            Form::Json => {
                let texts: Vec<String> = values.iter().map(|value| canonical(value)).collect();
                let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
                return words(&texts, out);
            }
            _ => {}
        }
        for value in values {
            let text = value.as_str().unwrap_or_default();
            match form {
                Form::Dates => out.date(text),
                Form::Refs(_) => out.count(self.place(value).unwrap_or((Collection::Register, 0)).1),
                Form::Decimals => {
                    let (shift, digits) = decimal(text).unwrap_or_default();
                    out.signed(shift);
                    out.signed(digits);
                }
                Form::Flags => out.number(u64::from(value.as_bool().unwrap_or_default())),
                Form::Wholes => out.signed(value.as_i64().unwrap_or_default()),
                Form::Own | Form::Texts | Form::Json | Form::Lines | Form::Members => {}
            }
        }
    }
}

/// Texts: 1 where each is new; else 0, and for each 0 where it is new, or from 1 on the place of one that was there.
fn words(texts: &[&str], out: &mut Out) {
    // Backwards, so that the first of each stays.
    let firsts: Few<&str, usize> = texts.iter().enumerate().rev().map(|(at, text)| (*text, at)).collect();
    let is_new = firsts.len() == texts.len();
    out.number(u64::from(is_new));
    let mut numbers: Vec<usize> = Vec::with_capacity(texts.len());
    let mut new = 0_usize;
    for (at, text) in texts.iter().enumerate() {
        let first = firsts.get(text).copied().unwrap_or(at);
        if let Some(number) = numbers.get(first) {
            out.count(*number);
            numbers.push(0);
            continue;
        }
        if !is_new {
            out.number(0);
        }
        out.text(text);
        new = new.saturating_add(1);
        numbers.push(new);
    }
}

/// Shift and digits of a decimal that reads back to the same text.
pub(super) fn decimal(text: &str) -> Option<(i64, i64)> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let all = format!("{whole}{decimals}");
    let digits = all.trim_end_matches('0');
    let zeros = i64::try_from(all.len().checked_sub(digits.len())?).ok()?;
    let shift = zeros.checked_sub(i64::try_from(decimals.len()).ok()?)?;
    let digits = digits.parse().ok()?;
    (decimal_text(shift, digits)? == text).then_some((shift, digits))
}

/// The text of a decimal; none where it would be very long.
pub(super) fn decimal_text(shift: i64, digits: i64) -> Option<String> {
    const MOST: i64 = 40;
    let sign = if digits < 0 { "-" } else { "" };
    let digits = digits.unsigned_abs();
    if (0..=MOST).contains(&shift) {
        return Some(format!("{sign}{digits}{}", "0".repeat(usize::try_from(shift).ok()?)));
    }
    let places = usize::try_from(shift.checked_neg().filter(|places| (1..=MOST).contains(places))?).ok()?;
    let all = format!("{digits:0width$}", width = places + 1);
    let (whole, decimals) = all.split_at_checked(all.len().checked_sub(places)?)?;
    Some(format!("{sign}{whole}.{decimals}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_read_back() {
        let check = |text: &str, expected| assert_eq!(decimal(text), expected, "{text}");
        check("30000000", Some((7, 3)));
        check("7.4568", Some((-4, 74_568)));
        check("0.05", Some((-2, 5)));
        check("-12.5", Some((-1, -125)));
        check("7", Some((0, 7)));
        for text in ["", "0", "-", "007", "7.", ".5", "7.50", "+5", "1e3", "12345678901234567891", "a"] {
            check(text, None);
        }
        assert_eq!(
            (decimal_text(41, 1), decimal_text(-41, 1), decimal_text(i64::MIN, 1)),
            (None, None, None)
        );
    }

    #[test]
    fn heads_read_back() {
        let check = |head: &str, form, name: &str| {
            assert_eq!(Form::of_head(head), Some((form, name)));
            assert_eq!(form.head(name), head);
        };
        for (letter, form) in LETTERS {
            check(&format!("{letter}note"), form, "note");
        }
        check("rsources copy_of", Form::Refs(Collection::Sources), "copy_of");
        check("t a b", Form::Texts, " a b");
        for other in ["", "x", "rnote", "rcolours note", "ätext"] {
            assert_eq!(Form::of_head(other), None, "{other}");
        }
    }
}
