//! Dates in the reader's language: what stands between days, months and years, which the language's own words name.

use super::text::areas::dates::{ABOUT, BETWEEN, FROM_TO, MAYBE, MAYBE_ABOUT, OR, SINCE, UNTIL};
use crate::register::{Candidates, Date, DateForm, Mark, Marked, Period};
use crate::said;

/// A date in words, with its days, months and years as `named` says them.
pub fn date_said(date: &Date, named: &dyn Fn(Period) -> String) -> String {
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

fn one_of(runs: &[Candidates], named: &dyn Fn(Period) -> String) -> String {
    let said = runs.iter().map(|run| match run.is_single() {
        true => named(run.from()),
        false => said!(BETWEEN, from = named(run.from()), to = named(run.to())),
    });
    said.reduce(|before, next| said!(OR, before, next)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
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
}
