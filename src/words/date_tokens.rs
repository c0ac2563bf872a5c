//! The words of a typed date.

use super::other_words;
use crate::register::{Date, DateForm, Mark, Precision};
use crate::said;
use chrono::Datelike;

use super::text::areas::inputs as says;

/// What one word of a typed date says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A number that can be a day of a month.
    Day(u32),
    /// A month by name.
    Month(u32),
    /// A number of four digits.
    Year(i32),
    /// A calendar date in digits, which may be incomplete.
    Parts(Partial),
    /// Two numbers of which one is the day and one the month, then the year.
    Either(u32, u32, i32),
    /// “about”.
    About,
    /// “possibly”.
    Possibly,
    /// “or”.
    Or,
    /// A comma.
    Comma,
    /// “between”.
    Between,
    /// “and”.
    And,
    /// “from”, “since”.
    From,
    /// “to”, “until”.
    To,
}

/// A calendar date of which parts may be missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Partial {
    /// The day of the month.
    pub day: Option<u32>,
    /// The month.
    pub month: Option<u32>,
    /// The year.
    pub year: Option<i32>,
    /// How sure it is.
    pub mark: Mark,
}

/// The months by their full names.
pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Splits what was typed. Words that add nothing are left out; the error is a whole sentence.
pub(super) fn split(text: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    // A long dash stands between two dates; a short one may stand inside one.
    let spaced = text.to_lowercase().replace('~', " ~ ").replace(',', " , ").replace(['–', '—'], " - ");
    for word in spaced.split_whitespace() {
        let (word, possibly) = word.strip_suffix('?').map_or((word, false), |word| (word, true));
        match other_words::in_date(word) {
            "" | "of" | "the" | "in" | "on" => {}
            "about" | "around" | "circa" | "ca" | "ca." | "approximately" | "~" => tokens.push(Token::About),
            "possibly" | "probably" | "perhaps" => tokens.push(Token::Possibly),
            "or" => tokens.push(Token::Or),
            "," => tokens.push(Token::Comma),
            "between" => tokens.push(Token::Between),
            "and" => tokens.push(Token::And),
            "from" | "since" => tokens.push(Token::From),
            "to" | "until" | "till" | "-" => tokens.push(Token::To),
            word => match days(word) {
                Some([first, last]) => tokens.extend([Token::Day(first), Token::To, Token::Day(last)]),
                None => tokens.push(piece(word)?),
            },
        }
        if possibly {
            // The mark after a date says what “possibly” says before it.
            let at = tokens.iter().rposition(|token| !is_part(token)).map_or(0, |at| at.saturating_add(1));
            tokens.insert(at, Token::Possibly);
        }
    }
    drop_commas_before_years(&mut tokens);
    Ok(tokens)
}

fn is_part(token: &Token) -> bool {
    matches!(token, Token::Day(_) | Token::Month(_) | Token::Year(_) | Token::Parts(_) | Token::Either(..))
}

/// “February 1, 2024” is one date; “1 February 2024, 2025” is two.
fn drop_commas_before_years(tokens: &mut Vec<Token>) {
    let mut lacks_year = false;
    let mut kept = Vec::with_capacity(tokens.len());
    for token in tokens.drain(..) {
        match token {
            Token::Year(_) if lacks_year && kept.last() == Some(&Token::Comma) => {
                kept.pop();
                lacks_year = false;
            }
            Token::Month(_) => lacks_year = true,
            Token::Day(_) | Token::Comma => {}
            _ => lacks_year = false,
        }
        kept.push(token);
    }
    *tokens = kept;
}

/// “3-5” before a month: two days.
fn days(word: &str) -> Option<[u32; 2]> {
    let (first, last) = word.split_once('-')?;
    Some([number(first, 2)?, number(last, 2)?])
}

fn piece(word: &str) -> Result<Token, String> {
    let bare = word.trim_end_matches('.');
    let day = ["st", "nd", "rd", "th"]
        .iter()
        .chain(&other_words::DAY_ENDINGS)
        .find_map(|ending| bare.strip_suffix(ending))
        .unwrap_or(bare);
    if let Some(day) = number(day, 2) {
        return Ok(Token::Day(day));
    }
    if bare.len() == 4
        && let Some(year) = number(bare, 4).and_then(|year| i32::try_from(year).ok())
    {
        return Ok(Token::Year(year));
    }
    if let Some(month) = month(bare) {
        return Ok(Token::Month(month));
    }
    if let Ok(date) = Date::parse(bare)
        && let DateForm::One(one) = date.form()
    {
        let (day, precision) = (one.period.first(), one.period.precision());
        return Ok(Token::Parts(Partial {
            day: (precision == Precision::Day).then_some(day.day()),
            month: (precision <= Precision::Month).then_some(day.month()),
            year: Some(day.year()),
            mark: one.mark,
        }));
    }
    in_digits(word)
}

/// A month by its name or the first three letters or more of it.
fn month(word: &str) -> Option<u32> {
    let english = MONTHS.iter().position(|name| word.len() >= 3 && name.to_lowercase().starts_with(word));
    u32::try_from(english.or_else(|| other_words::month(word))?).ok()?.checked_add(1)
}

/// `1.2.2024`, `01/02/2024`, `2024/02/01`, `2/2024`.
fn in_digits(word: &str) -> Result<Token, String> {
    let unknown = || said!(says::NOT_IN_A_DATE, word);
    let parts: Vec<&str> = word.split(['.', '/', '-']).collect();
    let year =
        |text: &str| number(text, 4).filter(|_| text.len() == 4).and_then(|year| i32::try_from(year).ok());
    let parts = match parts.as_slice() {
        [first, second] => match (year(first), year(second)) {
            (Some(year), None) => {
                Partial { year: Some(year), month: number(second, 2), ..Partial::default() }
            }
            (None, Some(year)) => Partial { year: Some(year), month: number(first, 2), ..Partial::default() },
            _ => return Err(unknown()),
        },
        [first, second, third] => match (year(first), number(second, 2), number(third, 2)) {
            (Some(year), Some(month), Some(day)) => {
                Partial { day: Some(day), month: Some(month), year: Some(year), mark: Mark::Sure }
            }
            (None, Some(second), None) => {
                let (Some(first), Some(year)) = (number(first, 2), year(third)) else {
                    return Err(unknown());
                };
                return Ok(Token::Either(first, second, year));
            }
            (None, Some(_), Some(_)) if number(first, 2).is_some() => {
                return Err(said!(says::CENTURY_OPEN, word));
            }
            _ => return Err(unknown()),
        },
        _ => return Err(unknown()),
    };
    if parts.month.is_none() { Err(unknown()) } else { Ok(Token::Parts(parts)) }
}

fn number(text: &str, longest: usize) -> Option<u32> {
    let plain = !text.is_empty() && text.len() <= longest && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[Token]) {
        assert_eq!(split(text).as_deref(), Ok(expected), "{text}");
    }

    #[test]
    fn tokens() {
        use Token::*;
        check("1st of Sept. 2024", &[Day(1), Month(9), Year(2024)]);
        check("February 1, 2024", &[Month(2), Day(1), Year(2024)]);
        check("Feb, 2024", &[Month(2), Year(2024)]);
        check("1, 2 February 2024, 2025", &[Day(1), Comma, Day(2), Month(2), Year(2024), Comma, Year(2025)]);
        check("from 3-5 May", &[From, Day(3), To, Day(5), Month(5)]);
        check("1 or 3 May 2024?", &[Day(1), Or, Possibly, Day(3), Month(5), Year(2024)]);
        check("1.2.2024", &[Either(1, 2, 2024)]);
        check("2/2024", &[Parts(Partial { year: Some(2024), month: Some(2), ..Partial::default() })]);
        check("~2024", &[About, Year(2024)]);
    }

    #[test]
    fn refusals() {
        for text in ["spring", "1/2/24", "1.2", "32.13.x", "2024-13-01x", "ma", "1.2.3.4"] {
            assert!(split(text).is_err_and(|sentence| sentence.ends_with('.')), "{text}");
        }
    }
}
