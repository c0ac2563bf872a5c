//! Dates in English words, which read back as the same date.

use chrono::Datelike;

use super::date_tokens::MONTHS;
use super::typed::either;
use crate::register::{Candidates, Date, DateForm, Mark, Marked, Period, Precision};

/// How long a date is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// `1 February 2024`.
    Long,
    /// `1 Feb 2024`.
    Short,
}

/// A date in words: `1 or 2 February 2024`, `about May 2024`, `between 3 April and 20 May 2024`.
pub fn date_text(date: &Date, length: Length) -> String {
    match date.form() {
        DateForm::One(one) => marked(*one, None, length),
        DateForm::OneOf(runs) => one_of(runs, length),
        DateForm::Lasted(Some(from), Some(until)) => {
            format!("from {} to {}", marked(*from, Some(until.period), length), marked(*until, None, length))
        }
        DateForm::Lasted(Some(from), None) => format!("since {}", marked(*from, None, length)),
        DateForm::Lasted(None, until) => {
            format!("until {}", until.map(|until| marked(until, None, length)).unwrap_or_default())
        }
    }
}

/// A day, a month or a year in words.
pub fn period_text(period: Period, length: Length) -> String {
    before(period, None, length)
}

fn marked(marked: Marked, next: Option<Period>, length: Length) -> String {
    let words = match marked.mark {
        Mark::Sure => "",
        Mark::Approximate => "about ",
        Mark::Uncertain => "possibly ",
        Mark::Both => "possibly about ",
    };
    format!("{words}{}", before(marked.period, next, length))
}

fn one_of(runs: &[Candidates], length: Length) -> String {
    let mut texts = Vec::new();
    for (at, run) in runs.iter().enumerate() {
        texts.push(if run.is_single() {
            let next = runs.get(at.saturating_add(1)).filter(|next| next.is_single());
            before(run.from(), next.map(|next| next.from()), length)
        } else {
            let (from, to) = (run.from(), run.to());
            format!("between {} and {}", before(from, Some(to), length), before(to, None, length))
        });
    }
    either(&texts)
}

/// A period in words, without the month and the year that the next one says for both.
fn before(period: Period, next: Option<Period>, length: Length) -> String {
    let day = period.first();
    let name = usize::try_from(day.month0()).ok().and_then(|at| MONTHS.get(at)).copied().unwrap_or_default();
    let month: String = match length {
        Length::Long => name.to_owned(),
        Length::Short => name.chars().take(3).collect(),
    };
    let same_year =
        next.is_some_and(|next| next.first().year() == day.year() && next.precision() != Precision::Year);
    let same_month = same_year
        && next.is_some_and(|next| next.first().month() == day.month() && next.precision() == Precision::Day);
    let year = if same_year { String::new() } else { format!(" {}", day.year()) };
    match period.precision() {
        Precision::Day if same_month => day.day().to_string(),
        Precision::Day => format!("{} {month}{year}", day.day()),
        Precision::Month => format!("{month}{year}"),
        Precision::Year => day.year().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(edtf: &str, long: &str, short: &str) {
        let date = Date::parse(edtf).unwrap();
        assert_eq!([date_text(&date, Length::Long), date_text(&date, Length::Short)], [long, short]);
    }

    #[test]
    fn texts() {
        check("2024-02-01", "1 February 2024", "1 Feb 2024");
        check("2024-02", "February 2024", "Feb 2024");
        check("2024", "2024", "2024");
        check("2024-05~", "about May 2024", "about May 2024");
        check("2024-02?", "possibly February 2024", "possibly Feb 2024");
        check("[2024-02-01,2024-02-02]", "1 or 2 February 2024", "1 or 2 Feb 2024");
        check("[2024-01-31,2024-02-02]", "31 January or 2 February 2024", "31 Jan or 2 Feb 2024");
        check("[2024-04-03..2024-05-20]", "between 3 April and 20 May 2024", "between 3 Apr and 20 May 2024");
        check(
            "[2023-12..2024-01]",
            "between December 2023 and January 2024",
            "between Dec 2023 and Jan 2024",
        );
        check("[2024,2025]", "2024 or 2025", "2024 or 2025");
        check("[2024-03-02,2024]", "2024 or 2 March 2024", "2024 or 2 Mar 2024");
        check("2024-02-01/2024-02-03", "from 1 to 3 February 2024", "from 1 to 3 Feb 2024");
        check("2024-01~/2024-03", "from about January to March 2024", "from about Jan to Mar 2024");
        check("2024-02-01/..", "since 1 February 2024", "since 1 Feb 2024");
        check("../2024-02", "until February 2024", "until Feb 2024");
    }
}
