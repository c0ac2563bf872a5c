//! What a person types into a date field.
//!
//! Dates in digits are read twice, once with the day and once with the month first. One sense is taken, two are asked
//! about: `01/02/2024` can be either.

use super::Language;
use super::date_tokens::{Partial, Token, split};
use super::date_words::{Length, date_text};
use super::text::areas::inputs as says;
use super::text::language;
use super::typed::{Typed, either};
use crate::register::{Date, Day, Mark, Marked, Period, YEARS};
use crate::said;

/// The most characters that a date field takes.
const LONGEST: usize = 400;

/// Reads a typed date: EDTF, or words such as “1 or 2 February 2024”, “about May 2024”, “from 3 to 5 May 2024”.
pub fn read_date(text: &str) -> Typed<Date> {
    let text = text.trim();
    if text.chars().count() > LONGEST {
        return Typed::Wrong(said!(says::LONG_DATE, most = LONGEST.to_string()));
    }
    let edtf = match Date::parse(text) {
        Ok(date) => return Typed::Understood(date),
        Err(sentence) => sentence,
    };
    let tokens = match split(text) {
        Ok(tokens) => tokens,
        // What is written as EDTF is judged as EDTF.
        Err(_) if text.starts_with('[') || text.contains("..") => return Typed::Wrong(edtf),
        Err(sentence) => return Typed::Wrong(sentence),
    };
    let ways = [false, true].map(|month_first| Reader { text, month_first }.date(&tokens));
    Typed::from_ways(ways, |readings| {
        let said = |date: &Date| match language() {
            Language::English => date_text(date, Length::Long),
            // Its months are English; where another language is spoken a date is said in digits.
            _ => date.to_string(),
        };
        let texts: Vec<_> = readings.iter().map(said).collect();
        said!(says::CAN_MEAN, text, readings = either(&texts))
    })
}

struct Reader<'a> {
    text: &'a str,
    month_first: bool,
}

impl Reader<'_> {
    fn date(&self, tokens: &[Token]) -> Result<Date, String> {
        match tokens {
            [Token::To, until @ ..] => self.lasted(&[], until),
            [Token::From, rest @ ..] => match position(rest, &Token::To) {
                Some((from, until)) => self.lasted(from, until),
                None => self.lasted(rest, &[]),
            },
            _ => match position(tokens, &Token::To) {
                Some((from, until)) => self.lasted(from, until),
                None => self.one_of(tokens),
            },
        }
    }

    fn lasted(&self, from: &[Token], until: &[Token]) -> Result<Date, String> {
        let edtf = match (from, until) {
            ([], until) => format!("../{}", self.complete(self.partial(until)?)?),
            (from, []) => format!("{}/..", self.complete(self.partial(from)?)?),
            (from, until) => {
                let until = self.partial(until)?;
                format!("{}/{}", self.complete(filled(self.partial(from)?, until))?, self.complete(until)?)
            }
        };
        Date::parse(&edtf)
    }

    fn one_of(&self, tokens: &[Token]) -> Result<Date, String> {
        let runs =
            tokens.split(|token| matches!(token, Token::Or | Token::Comma)).filter(|run| !run.is_empty());
        let mut next: Option<Partial> = None;
        let mut found = Vec::new();
        // From the end, since “1 or 2 February 2024” says the month and the year once, at the end.
        for run in runs.rev() {
            let (from, to) = match run {
                [Token::Between, rest @ ..] => {
                    let (from, to) = position(rest, &Token::And).ok_or_else(|| self.not_understood())?;
                    let to = self.partial(to)?;
                    (filled(self.partial(from)?, to), to)
                }
                _ => {
                    let one = self.partial(run)?;
                    let one = next.map_or(one, |next| filled(one, next));
                    (one, one)
                }
            };
            found.push((self.complete(from)?, self.complete(to)?));
            next = Some(from);
        }
        let edtf = match found.as_slice() {
            [] => return Err(self.not_understood()),
            [(from, to)] if from == to => from.to_string(),
            found => {
                let run = |(from, to): &(Marked, Marked)| {
                    if from == to { from.to_string() } else { format!("{from}..{to}") }
                };
                format!("[{}]", found.iter().map(run).collect::<Vec<_>>().join(","))
            }
        };
        Date::parse(&edtf)
    }

    /// One date, of which the month or the year may be said later.
    fn partial(&self, tokens: &[Token]) -> Result<Partial, String> {
        let (possibly, tokens) = match tokens {
            [Token::Possibly, rest @ ..] => (true, rest),
            _ => (false, tokens),
        };
        let (about, tokens) = match tokens {
            [Token::About, rest @ ..] => (true, rest),
            _ => (false, tokens),
        };
        let partial = |day, month, year| Partial { day, month, year, mark: Mark::Sure };
        let found = match *tokens {
            [Token::Day(day)] => partial(Some(day), None, None),
            [Token::Month(month)] => partial(None, Some(month), None),
            [Token::Year(year)] => partial(None, None, Some(year)),
            [Token::Day(day), Token::Month(month)] | [Token::Month(month), Token::Day(day)] => {
                partial(Some(day), Some(month), None)
            }
            [Token::Month(month), Token::Year(year)] => partial(None, Some(month), Some(year)),
            [Token::Day(day), Token::Month(month), Token::Year(year)]
            | [Token::Month(month), Token::Day(day), Token::Year(year)] => {
                partial(Some(day), Some(month), Some(year))
            }
            [Token::Either(month, day, year)] if self.month_first => {
                partial(Some(day), Some(month), Some(year))
            }
            [Token::Either(day, month, year)] => partial(Some(day), Some(month), Some(year)),
            [Token::Parts(partial)] => partial,
            _ => return Err(self.not_understood()),
        };
        let mark = match (possibly, about) {
            (false, false) => found.mark,
            (false, true) => Mark::Approximate,
            (true, false) => Mark::Uncertain,
            (true, true) => Mark::Both,
        };
        Ok(Partial { mark, ..found })
    }

    fn complete(&self, partial: Partial) -> Result<Marked, String> {
        let Partial { day, month, year, mark } = partial;
        let Some(year) = year else {
            return Err(said!(says::LACKS_YEAR, text = self.text));
        };
        if !YEARS.contains(&year) {
            let (from, to) = (YEARS.start().to_string(), YEARS.end().to_string());
            return Err(said!(says::OUT_OF_REACH, text = self.text, from, to));
        }
        let period = match (month, day) {
            (None, None) => Period::year(year),
            (Some(month), None) => Period::month(year, month),
            (Some(month), Some(day)) => Day::from_ymd_opt(year, month, day).and_then(Period::day),
            (None, Some(_)) => return Err(said!(says::LACKS_MONTH, text = self.text)),
        };
        let period = period.ok_or_else(|| said!(says::NOT_IN_CALENDAR, text = self.text))?;
        Ok(Marked { period, mark })
    }

    fn not_understood(&self) -> String {
        said!(says::NOT_A_DATE, text = self.text)
    }
}

/// Takes the year, and for a bare day the month, from what is said after it.
fn filled(partial: Partial, next: Partial) -> Partial {
    if partial.year.is_some() {
        return partial;
    }
    let month = if partial.day.is_some() { partial.month.or(next.month) } else { partial.month };
    Partial { month, year: next.year, ..partial }
}

fn position<'a>(tokens: &'a [Token], token: &Token) -> Option<(&'a [Token], &'a [Token])> {
    let at = tokens.iter().position(|other| other == token)?;
    Some((tokens.get(..at)?, tokens.get(at.checked_add(1)?..)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::any_date;
    use proptest::prelude::*;

    fn check(text: &str, expected: &str) {
        let typed = read_date(text);
        let shown = typed.readings().iter().map(Date::to_string).collect::<Vec<_>>().join("|");
        let shown = match typed {
            Typed::Understood(_) => shown,
            Typed::Ambiguous { .. } => format!("?{shown}"),
            Typed::Wrong(sentence) => format!("!{sentence}"),
        };
        assert_eq!(shown, expected, "{text}");
    }

    fn refused(text: &str, why: &str) {
        match read_date(text) {
            Typed::Wrong(sentence) => {
                assert!(sentence.contains(why) && sentence.ends_with('.'), "{text}: {sentence}")
            }
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn edtf_as_it_is() {
        for text in ["2024", "2024-02-01~", "[2024-02-01,2024-02-02]", "2024-01/2024-03", "2024-02-01/.."] {
            check(text, text);
        }
        check(" 2024-02-01 ", "2024-02-01");
    }

    #[test]
    fn words() {
        check("1 February 2024", "2024-02-01");
        check("1 Feb 2024", "2024-02-01");
        check("1st of February, 2024", "2024-02-01");
        check("1. Feb. 2024", "2024-02-01");
        check("February 1, 2024", "2024-02-01");
        check("FEBRUARY 2024", "2024-02");
        check("in Feb 2024", "2024-02");
        check("Sept 2024", "2024-09");
        check("about May 2024", "2024-05~");
        check("ca. 2024", "2024~");
        check("~ 20 May 2024", "2024-05-20~");
        check("possibly May 2024", "2024-05?");
        check("May 2024?", "2024-05?");
        check("possibly about May 2024", "2024-05%");
    }

    #[test]
    fn several() {
        check("1 or 2 February 2024", "[2024-02-01,2024-02-02]");
        check("1, 2 or 3 February 2024", "[2024-02-01,2024-02-02,2024-02-03]");
        check("31 January or 2 February 2024", "[2024-01-31,2024-02-02]");
        check("February or March 2024", "[2024-02,2024-03]");
        check("2023 or 2024", "[2023,2024]");
        check("December 2023 or 2 January 2024", "[2023-12,2024-01-02]");
        check("between 3 April and 20 May 2024", "[2024-04-03..2024-05-20]");
        check("between 3 and 20 May 2024", "[2024-05-03..2024-05-20]");
        check("between 2024-04-03 and 2024-05-20", "[2024-04-03..2024-05-20]");
        check("between 3 and 5 May 2024 or 1 June 2024", "[2024-05-03..2024-05-05,2024-06-01]");
    }

    #[test]
    fn lasting() {
        check("2024-02-01 to 2024-02-03", "2024-02-01/2024-02-03");
        check("from 3 to 5 May 2024", "2024-05-03/2024-05-05");
        check("3-5 May 2024", "2024-05-03/2024-05-05");
        check("3 May – 5 June 2024", "2024-05-03/2024-06-05");
        check("since 3 May 2024", "2024-05-03/..");
        check("until about May 2024", "../2024-05~");
    }

    #[test]
    fn in_digits() {
        check("1.2.2024", "?2024-02-01|2024-01-02");
        check("01/02/2024", "?2024-02-01|2024-01-02");
        check("13/02/2024", "2024-02-13");
        check("02/13/2024", "2024-02-13");
        check("2/2/2024", "2024-02-02");
        check("2024/02/01", "2024-02-01");
        check("2024.2.1", "2024-02-01");
        check("2/2024", "2024-02");
        check("01/02/2024 to 03/02/2024", "?2024-02-01/2024-02-03|2024-01-02/2024-03-02");
        check("01/02/2024 to 13/02/2024", "2024-02-01/2024-02-13");
        match read_date("1.2.2024") {
            Typed::Ambiguous { question, .. } => {
                assert_eq!(question, "“1.2.2024” can mean 1 February 2024 or 2 January 2024. Choose one.");
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn refusals() {
        refused("", "not understood");
        refused("spring", "“spring” is not understood");
        refused("1/2/24", "four digits");
        refused("1 February", "lacks the year");
        refused("5", "lacks the year");
        refused("5 2024", "not understood");
        refused("31 February 2024", "not in the calendar");
        refused("13/13/2024", "not in the calendar");
        refused("1 May 1802", "between the years 1900 and 2200");
        refused("2024-13", "not in the calendar");
        refused("[2024-13]", "not in the calendar");
        refused("between May and 20 June 2024", "differ in kind");
        refused("between 3 May 2024", "not understood");
        refused("5 May 2024 to 3 May 2024", "before it begins");
        refused("between 3 April 2024 and 20 May", "lacks the year");
        refused("about 1 or 2 May 2024", "leave the mark out");
        refused("or", "not understood");
        refused("from", "not understood");
    }

    proptest! {
        #[test]
        fn printed_dates_read_back(date in any_date()) {
            for length in [Length::Long, Length::Short] {
                let text = date_text(&date, length);
                prop_assert_eq!(read_date(&text), Typed::Understood(date.clone()), "{}", text);
            }
        }

        #[test]
        fn never_panics(text in "([0-9]{1,4}|[ ,./?~-]|feb|may|or|to|from|between|and|about){0,12}|\\PC{0,20}") {
            let _ = read_date(&text);
        }
    }
}
