//! The words around figures: amounts long and short, days, lists, and what makes a figure more or less than it says.

use rust_decimal::{Decimal, RoundingStrategy};

use super::titles;
use crate::app::locale;
use crate::exchange::{FreshCopy, Omitted};
use crate::figures::{Open, Total, Who, over};
pub use crate::register::checks::capital;
use crate::register::{Amount, Arrange, Currency, Date, Day, Id, Measure, Register};
use crate::said;
use crate::words::text::areas::amounts as text;
use crate::words::{Length, Locale, labels};
pub use crate::words::{and, count, numeral, whole};

/// A day in full: 2 February 2024.
pub fn day(day: Day) -> String {
    locale().date(&Date::from_day(day), Length::Long)
}

/// A date as a table shows it.
pub fn date(date: &Date) -> String {
    locale().date(date, Length::Short)
}

/// A date as a sentence has it.
pub fn long_date(date: &Date) -> String {
    locale().date(date, Length::Long)
}

/// The name of a party.
pub fn party(register: &Register, id: &Id) -> String {
    titles::party(register, id, &*locale())
}

/// The names of parties in the reader's order.
pub fn parties(register: &Register, ids: &[Id]) -> Vec<String> {
    let mut names: Vec<_> = ids.iter().map(|id| party(register, id)).collect();
    let locale = locale();
    names.arrange_by(|a, b| locale.compare(a, b));
    names
}

/// Whose money it is.
pub fn who(register: &Register, who: &Who) -> String {
    match who {
        Who::Party(id) => party(register, id),
        Who::Together(ids) => {
            said!(text::TOGETHER, names = and(&parties(register, ids)))
        }
        Who::NotStated => text::NOT_STATED.said().to_owned(),
    }
}

/// A sum in other words than a figure: what several lines say, each currency by itself.
pub fn sums(sums: &[(Decimal, Currency)]) -> String {
    let mut by: Vec<(Decimal, Currency)> = Vec::new();
    for (value, currency) in sums {
        match by.iter_mut().find(|(_, other)| other == currency) {
            Some((sum, _)) => *sum = sum.checked_add(*value).unwrap_or(*sum),
            None => by.push((*value, *currency)),
        }
    }
    by.iter()
        .map(|(value, currency)| money(*value, *currency))
        .reduce(|before, last| said!(text::AND, before, last))
        .unwrap_or_default()
}

/// The label of a measure.
pub fn measure(measure: Measure) -> &'static str {
    labels::choice_label(measure.word())
}

/// A sum without its currency, with the currency's decimals.
pub fn number(value: Decimal, currency: Currency) -> String {
    locale().number(value, currency.digits())
}

/// A sum as a spreadsheet reads it: 91000000.00.
pub fn plain(value: Decimal, currency: Currency) -> String {
    format!("{value:.*}", currency.digits() as usize)
}

/// A sum with its currency as a spreadsheet reads it: 91000000.00 DKK.
pub fn plain_amount(amount: &Amount) -> String {
    format!("{} {}", plain(amount.value, amount.currency), amount.currency.code())
}

/// A sum in full: €32,703,626.22, or 91,000,000 DKK where the currency's sign is not plain.
pub fn money(value: Decimal, currency: Currency) -> String {
    full(&*locale(), value, currency)
}

fn full(locale: &dyn Locale, value: Decimal, currency: Currency) -> String {
    let digits = if value.fract().is_zero() { 0 } else { currency.digits() };
    with_sign(&locale.number(value, digits), currency)
}

/// A sum in short: €32.7 m. A sum that is a lower limit is never rounded up.
pub fn short_money(value: Decimal, currency: Currency, open: Open) -> String {
    short(&*locale(), value, currency, open, 1)
}

/// A sum in short as somebody stated it: €30 m, without a decimal that nobody said.
pub fn short_stated(value: Decimal, currency: Currency) -> String {
    short(&*locale(), value, currency, Open::No, 0)
}

fn short(locale: &dyn Locale, value: Decimal, currency: Currency, open: Open, least: u32) -> String {
    let steps = [(9, text::BILLION), (6, text::MILLION), (3, text::THOUSAND)];
    let size = value.abs();
    let step = steps.iter().find(|(power, _)| size >= Decimal::from(10_u64.pow(*power)));
    let Some((power, name)) = step else {
        return full(locale, value, currency);
    };
    let strategy = match open {
        Open::Above => RoundingStrategy::ToZero,
        _ => RoundingStrategy::MidpointNearestEven,
    };
    let scaled =
        over(value, Decimal::from(10_u64.pow(*power))).unwrap_or(value).round_dp_with_strategy(1, strategy);
    let decimals = if *power > 3 { least } else { 0 };
    with_sign(&format!("{} {}", locale.number(scaled, decimals), name.said()), currency)
}

fn with_sign(number: &str, currency: Currency) -> String {
    let (minus, unsigned) = number.strip_prefix('-').map_or(("", number), |unsigned| ("−", unsigned));
    match currency.code() {
        "EUR" => format!("{minus}€{unsigned}"),
        "GBP" => format!("{minus}£{unsigned}"),
        code => format!("{minus}{unsigned} {code}"),
    }
}

/// “or more”, “or less” and “about”, as they follow a figure.
pub fn tilt(open: Open, about: bool) -> &'static str {
    let said = match (open, about) {
        (Open::No, false) => return "",
        (Open::No, true) => text::OR_ABOUT,
        (Open::Above, false) => text::OR_MORE,
        (Open::Above, true) => text::OR_MORE_ABOUT,
        (Open::Below, false) => text::OR_LESS,
        (Open::Below, true) => text::OR_LESS_ABOUT,
        (Open::Both, false) => text::MORE_OR_LESS,
        (Open::Both, true) => text::MORE_OR_LESS_ABOUT,
    };
    said.said()
}

/// A figure in full: €32,703,626.22 or more.
pub fn figure(figure: impl Into<Total>) -> String {
    total(&figure.into())
}

/// A total in full.
pub fn total(total: &Total) -> String {
    let tilt = tilt(total.open, total.about);
    format!("{} {tilt}", money(total.amount, total.currency)).trim_end().to_owned()
}

/// A figure in short: €32.7 m +.
pub fn short_total(total: &Total) -> String {
    let mark = match total.open {
        Open::No => "",
        Open::Above => " +",
        Open::Below => " −",
        Open::Both => " ±",
    };
    let about = if total.about { "~" } else { "" };
    format!("{about}{}{mark}", short_money(total.amount, total.currency, total.open))
}

/// “Or more” and what stands beside a figure, in one line.
pub fn around(total: &Total) -> String {
    let (or, beside) = (tilt(total.open, total.about), beside_total(total).join("; "));
    match (or.is_empty(), beside.is_empty()) {
        (true, _) => beside,
        (false, true) => or.to_owned(),
        (false, false) => format!("{or}: {beside}"),
    }
}

/// What stands beside a figure: contributions without a figure, what has no rate, what may be the same money.
pub fn beside(figure: impl Into<Total>) -> Vec<String> {
    beside_total(&figure.into())
}

/// What stands beside a total.
pub fn beside_total(figure: &Total) -> Vec<String> {
    let mut all = Vec::new();
    if figure.unvalued > 0 {
        all.push(said!(text::WITHOUT_FIGURE, n = figure.unvalued));
    }
    for one in &figure.unconverted {
        all.push(said!(text::NOT_CONVERTED, sum = money(one.sum.value, one.sum.currency)));
    }
    if !figure.possible.is_zero() {
        all.push(said!(text::POSSIBLE, sum = money(figure.possible, figure.currency)));
    }
    for ceiling in &figure.ceilings {
        all.push(said!(text::CEILING, sum = money(ceiling.limit.value, ceiling.limit.currency)));
    }
    if !figure.excess.is_zero() {
        all.push(said!(text::EXCESS, sum = money(figure.excess, figure.currency)));
    }
    if figure.loose > 0 {
        all.push(said!(text::LOOSE, n = figure.loose));
    }
    all
}

/// What a reader is told of a copy.
pub fn copy(copy: &FreshCopy) -> String {
    let without = omitted(&copy.omitted);
    let without = if without.is_empty() { String::new() } else { said!(text::WITHOUT, what = and(&without)) };
    if copy.is_internal {
        said!(text::COPY_INTERNAL, day = day(copy.day), without)
    } else {
        said!(text::COPY_PUBLIC, day = day(copy.day), without)
    }
}

/// What a copy does not hold of its register, one piece each.
pub fn omitted(omitted: &Omitted) -> Vec<String> {
    let Omitted { internal_records, internal_lines, contacts, other_records, other_lines, fields } = *omitted;
    let counts = [
        (internal_records, said!(text::INTERNAL_RECORDS, n = internal_records)),
        (internal_lines, said!(text::INTERNAL_LINES, n = internal_lines)),
        (contacts, said!(text::CONTACTS, n = contacts)),
        (other_records, said!(text::OTHER_RECORDS, n = other_records)),
        (other_lines, said!(text::OTHER_LINES, n = other_lines)),
        (fields, said!(text::NOTES, n = fields)),
    ];
    counts.into_iter().filter(|(count, _)| *count > 0).map(|(_, said)| said).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::parse_decimal;
    use crate::words::English;

    fn check(value: &str, code: &str, open: Open, long: &str, brief: &str) {
        let (value, currency) = (parse_decimal(value).unwrap(), Currency::parse(code).unwrap());
        let (written, cut) = (full(&English, value, currency), short(&English, value, currency, open, 1));
        assert_eq!((written.as_str(), cut.as_str()), (long, brief));
    }

    #[test]
    fn sums() {
        check("32703626.22", "EUR", Open::Above, "€32,703,626.22", "€32.7 m");
        check("10000000", "EUR", Open::No, "€10,000,000", "€10.0 m");
        check("1960000", "EUR", Open::Above, "€1,960,000", "€1.9 m");
        check("1960000", "EUR", Open::No, "€1,960,000", "€2.0 m");
        check("91000000", "DKK", Open::No, "91,000,000 DKK", "91.0 m DKK");
        check("0", "EUR", Open::Above, "€0", "€0");
        check("-900000", "GBP", Open::No, "−£900,000", "−£900 k");
    }
}
