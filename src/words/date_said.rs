//! Dates in the reader's language: what stands between days, months and years, which the language's own words name.

use super::Language;
use super::text::areas::dates::{ABOUT, BETWEEN, FROM_TO, MAYBE, MAYBE_ABOUT, OR, SINCE, UNTIL};
use super::text::language;
use crate::register::{Candidates, Date, DateForm, Mark, Marked, Period};
use crate::said;

/// A date in words, with its days, months and years as `named` says them.
pub fn date_said(date: &Date, named: &dyn Fn(Period) -> String) -> String {
    let named: &dyn Fn(Period) -> String = &|period| first(named(period));
    let marked = |marked: Marked| {
        let date = named(marked.period);
        match marked.mark {
            Mark::Sure => date,
            Mark::Approximate => said!(ABOUT, date),
            Mark::Uncertain => said!(MAYBE, date),
            Mark::Both => said!(MAYBE_ABOUT, date),
        }
    };
    match date.form() {
        DateForm::One(one) => marked(*one),
        DateForm::OneOf(runs) => one_of(runs, named),
        DateForm::Lasted(Some(from), Some(until)) => {
            said!(FROM_TO, from = marked(*from), to = marked(*until))
        }
        DateForm::Lasted(Some(from), None) => said!(SINCE, date = marked(*from)),
        DateForm::Lasted(None, until) => said!(UNTIL, date = until.map(marked).unwrap_or_default()),
    }
}

/// The first of a month is an ordinal in French, which `Intl` passes over.
fn first(said: String) -> String {
    match said.strip_prefix("1 ") {
        Some(rest) if language() == Language::French => format!("1er {rest}"),
        _ => said,
    }
}

/// A day as it stands behind “on”: in Estonian that is an ending of its month.
pub fn on_day(said: String) -> String {
    const MONTHS: [(&str, &str); 12] = [
        ("jaanuar", "jaanuaril"),
        ("veebruar", "veebruaril"),
        ("märts", "märtsil"),
        ("aprill", "aprillil"),
        ("mai", "mail"),
        ("juuni", "juunil"),
        ("juuli", "juulil"),
        ("august", "augustil"),
        ("september", "septembril"),
        ("oktoober", "oktoobril"),
        ("november", "novembril"),
        ("detsember", "detsembril"),
    ];
    if language() != Language::Estonian {
        return said;
    }
    let found = MONTHS.iter().find_map(|(month, on)| Some((said.split_once(month)?, on)));
    found.map(|((day, year), on)| format!("{day}{on}{year}")).unwrap_or(said)
}

fn one_of(runs: &[Candidates], named: &dyn Fn(Period) -> String) -> String {
    let said = runs.iter().map(|run| match run.is_single() {
        true => named(run.from()),
        false => said!(BETWEEN, from = named(run.from()), to = named(run.to())),
    });
    said.reduce(|before, next| said!(OR, before, next)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::text::{Spoken, within};
    use super::*;
    use crate::words::{Length, period_text};

    #[test]
    fn what_a_date_leaves_open_is_said() {
        let check = |date: &str, expected: &str| {
            let named = |period: Period| period_text(period, Length::Short);
            assert_eq!(date_said(&Date::parse(date).unwrap(), &named), expected);
        };
        check("2024-02-01", "1 Feb 2024");
        check("2024-05~", "about May 2024");
        check("2024?", "possibly 2024");
        check("2024-02%", "possibly about Feb 2024");
        check("[2024-02-01,2024-02-02]", "1 Feb 2024 or 2 Feb 2024");
        check("[2024-02-01..2024-02-05]", "between 1 Feb 2024 and 5 Feb 2024");
        check("2024-02-01/2024-03", "from 1 Feb 2024 to Mar 2024");
        check("2024-02/..", "since Feb 2024");
        check("../2024-02", "until Feb 2024");
    }

    #[test]
    fn the_first_of_a_month_is_an_ordinal_in_french() {
        let said =
            |date: &str| date_said(&Date::parse(date).unwrap(), &|period| period_text(period, Length::Long));
        let french = Spoken::of_lines(Language::French, String::new());
        assert_eq!(within(french, || said("2024-02-01")), "1er February 2024");
        assert_eq!(within(french, || said("2024-02-11")), "11 February 2024");
        assert_eq!(said("2024-02-01"), "1 February 2024");
    }

    #[test]
    fn on_a_day_is_an_ending_in_estonian() {
        let estonian = Spoken::of_lines(Language::Estonian, String::new());
        let check = |said: &str, expected: &str| {
            assert_eq!(within(estonian, || on_day(said.to_owned())), expected);
        };
        check("1. märts 2024", "1. märtsil 2024");
        check("31. mai 2024", "31. mail 2024");
        check("5. oktoober 2024", "5. oktoobril 2024");
        check("2024", "2024");
        assert_eq!(on_day("31. mai 2024".to_owned()), "31. mai 2024");
    }
}
