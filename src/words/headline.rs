//! What a pasted sentence claims: sums with their measures, and numbers of members.
//!
//! Only what is understood becomes a part; a sum that can be read in several ways stays a question, and every word
//! without a meaning here is given back.

use crate::register::{Measure, Scope};

use super::amount_input::{TypedAmount, read_amount};
use super::amount_tokens::{Token, currencies, split, zeros};
use super::headline_words::{MEASURES, PARTIES, SCOPES, SILENT, SMALL};
use super::text::areas::inputs::SCOPE_BEFORE_SUM;
use super::typed::Typed;

/// A sum in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadlineSum {
    /// The words that it was read from.
    pub text: String,
    /// How much; a question where it can be read in several ways. A currency that was not said is absent.
    pub amount: Typed<TypedAmount>,
    /// What it measures; absent where that is not said, or where the register keeps no such measure.
    pub measure: Option<Measure>,
    /// The sentence's own word for it.
    pub word: Option<String>,
    /// Which forms it is about.
    pub scope: Scope,
    /// Whether it is said to be new.
    pub new: bool,
}

/// A number of parties in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadlineCount {
    /// How many.
    pub count: u32,
    /// Of what: members, states.
    pub word: String,
    /// Whether it is the number of those who gave a sum: "by six states".
    pub givers: bool,
}

/// What a sentence claims.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headline {
    /// Its sums.
    pub sums: Vec<HeadlineSum>,
    /// Its numbers of parties.
    pub counts: Vec<HeadlineCount>,
    /// What was not understood, in its order.
    pub unread: Vec<String>,
}

/// A piece of a sentence that has a meaning.
enum Piece {
    Sum(HeadlineSum),
    Measure(&'static str, Option<Measure>),
    Scope(Scope),
    New,
    Count(HeadlineCount),
    Unread(String),
}

/// Reads a sentence.
pub fn read_headline(text: &str) -> Headline {
    let tokens = split(text);
    let mut pieces = Vec::new();
    let mut at = 0_usize;
    while let Some(token) = tokens.get(at) {
        let rest = tokens.get(at..).unwrap_or_default();
        let (piece, used) = piece(rest, at.checked_sub(1).and_then(|before| tokens.get(before)));
        match piece {
            Some(piece) => pieces.push(piece),
            None if is_silent(token) => {}
            None => pieces.push(Piece::Unread(printed(token))),
        }
        at = at.saturating_add(used.max(1));
    }
    put_together(pieces)
}

/// The piece at the front and how many tokens it takes; none where the first says nothing.
fn piece(rest: &[Token], before: Option<&Token>) -> (Option<Piece>, usize) {
    if let Some((sum, used)) = sum(rest) {
        return (Some(Piece::Sum(sum)), used);
    }
    if let Some((count, used)) = count(rest, before) {
        return (Some(Piece::Count(count)), used);
    }
    for (words, scope) in SCOPES {
        if let Some(used) = starts(rest, words) {
            return (Some(Piece::Scope(*scope)), used);
        }
    }
    for (words, measure) in MEASURES {
        if let Some(used) = starts(rest, words) {
            return (Some(Piece::Measure(words, *measure)), used);
        }
    }
    match starts(rest, "new") {
        Some(used) => (Some(Piece::New), used),
        None => (None, 1),
    }
}

/// The most tokens of a sum: "no less than EUR 58 million or more".
const MOST: usize = 9;

/// A sum at the front: the longest that can be read, with a currency or a word for its size beside the number.
fn sum(rest: &[Token]) -> Option<(HeadlineSum, usize)> {
    for used in (1..=MOST.min(rest.len())).rev() {
        let tokens = rest.get(..used).unwrap_or_default();
        let numbers = tokens.iter().filter(|token| matches!(token, Token::Number(_))).count();
        let sized = |token: &Token| matches!(token, Token::Word(word) if zeros(word).is_some());
        let money = tokens.iter().any(|token| sized(token) || !currencies(token).is_empty());
        // Sums are worked out in fields; in a sentence a dash is a dash.
        let worked =
            tokens.iter().any(|token| matches!(token, Token::Sign('-' | '+' | '*' | '/' | '(' | ')')));
        if numbers != 1 || !money || worked {
            continue;
        }
        let text = tokens.iter().map(printed).collect::<Vec<_>>().join(" ");
        let amount = read_amount(&text, None);
        if !matches!(amount, Typed::Wrong(_)) {
            let (measure, word, scope, new) = (None, None, Scope::All, false);
            return Some((HeadlineSum { text, amount, measure, word, scope, new }, used));
        }
    }
    None
}

/// A number of parties at the front.
fn count(rest: &[Token], before: Option<&Token>) -> Option<(HeadlineCount, usize)> {
    let count = match rest.first()? {
        Token::Number(digits) => digits.parse().ok()?,
        Token::Word(word) => {
            let place = SMALL.iter().position(|small| small == word)?;
            u32::try_from(place).ok()?.saturating_add(1)
        }
        Token::Sign(_) => return None,
    };
    let after = rest.get(1..)?;
    let (word, used) = PARTIES.iter().find_map(|words| Some((*words, starts(after, words)?)))?;
    let givers = before.is_some_and(|before| ["by", "from"].iter().any(|word| is_word(before, word)));
    Some((HeadlineCount { count, word: word.to_owned(), givers }, used.saturating_add(1)))
}

/// How many tokens some words take at the front, if they stand there; "in-kind" is "in kind".
fn starts(tokens: &[Token], words: &str) -> Option<usize> {
    let mut used = 0_usize;
    for (place, word) in words.split(' ').enumerate() {
        if place > 0 && tokens.get(used) == Some(&Token::Sign('-')) {
            used = used.saturating_add(1);
        }
        if !is_word(tokens.get(used)?, word) {
            return None;
        }
        used = used.saturating_add(1);
    }
    Some(used)
}

fn is_word(token: &Token, word: &str) -> bool {
    matches!(token, Token::Word(typed) if typed == word)
}

fn is_silent(token: &Token) -> bool {
    match token {
        Token::Word(word) => SILENT.contains(&word.as_str()),
        Token::Sign(sign) => matches!(sign, '.' | ',' | ';' | ':' | '!' | '-' | '(' | ')' | '"' | '“' | '”'),
        Token::Number(_) => false,
    }
}

fn printed(token: &Token) -> String {
    match token {
        Token::Number(text) | Token::Word(text) => text.clone(),
        Token::Sign(sign) => sign.to_string(),
    }
}

/// Gives each sum the words about it. Where the sentence begins with a measure, its measures stand before their sums,
/// else after them; a measure that no sum takes was not understood.
fn put_together(pieces: Vec<Piece>) -> Headline {
    let mut headline = Headline::default();
    // Per measure: how many sums stand before it.
    let mut measures = Vec::new();
    for piece in pieces {
        let so_far = headline.sums.len();
        match piece {
            Piece::Sum(sum) => headline.sums.push(sum),
            Piece::Measure(word, measure) => measures.push((so_far, word, measure)),
            Piece::Scope(scope) => {
                if let Some(sum) = headline.sums.last_mut() {
                    sum.scope = scope;
                } else {
                    headline.unread.push(SCOPE_BEFORE_SUM.said().to_owned());
                }
            }
            Piece::New => match headline.sums.last_mut() {
                Some(sum) => sum.new = true,
                None => headline.unread.push("new".to_owned()),
            },
            Piece::Count(count) => headline.counts.push(count),
            Piece::Unread(text) => headline.unread.push(text),
        }
    }
    let leads = measures.first().is_some_and(|(before, ..)| *before == 0);
    for (place, sum) in headline.sums.iter_mut().enumerate() {
        // Those right before it have as many sums before them as it has; those right after it, one more.
        let right_after = place.saturating_add(1);
        let sides = if leads { [place, right_after] } else { [right_after, place] };
        let found = sides.iter().find_map(|side| measures.iter().position(|(before, ..)| before == side));
        if let Some(found) = found {
            let (_, word, measure) = measures.remove(found);
            sum.measure = measure;
            sum.word = Some(word.to_owned());
        }
    }
    headline.unread.extend(measures.into_iter().map(|(_, word, _)| word.to_owned()));
    headline
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A headline in one line.
    fn said(text: &str) -> String {
        let headline = read_headline(text);
        let mut words = Vec::new();
        for sum in &headline.sums {
            words.push(match &sum.amount {
                Typed::Understood(amount) => {
                    let currency =
                        amount.currency.map(|currency| currency.to_string()).unwrap_or("?".to_owned());
                    let qualifier = amount.qualifier.map_or("", |qualifier| qualifier.word());
                    format!("{qualifier} {} {currency}", amount.value.normalize()).trim().to_owned()
                }
                other => format!("{} ways", other.readings().len()),
            });
            words.push(sum.measure.map_or("-", |measure| measure.word()).to_owned());
            words.extend(sum.word.clone().filter(|_| sum.measure.is_none()));
            words.extend((sum.scope != Scope::All).then(|| sum.scope.word().to_owned()));
            words.extend(sum.new.then(|| "new".to_owned()));
        }
        for count in &headline.counts {
            words.push(format!("{} {}{}", count.count, count.word, if count.givers { " gave" } else { "" }));
        }
        words.extend(headline.unread.iter().map(|word| format!("({word})")));
        words.join("; ")
    }

    #[test]
    fn sentences() {
        for (text, expected) in [
            ("EUR 58 m raised, 12 members", "58000000 EUR; raised; 12 members"),
            (
                "over 30 million euros pledged by six states, in kind on top",
                "over 30000000 EUR; pledged; money; 6 states gave",
            ),
            ("The coalition has raised €58 million.", "58000000 EUR; raised; (coalition)"),
            ("Raised: EUR 58 m; delivered: EUR 5 m", "58000000 EUR; raised; 5000000 EUR; delivered"),
            ("58 m raised and about 5 m delivered", "58000000 ?; raised; about 5000000 ?; delivered"),
            ("58 million euros raised, 22 million of it new", "58000000 EUR; raised; 22000000 ?; -; new"),
            ("A budget of EUR 30 million", "30000000 EUR; -; budget"),
            ("more than EUR 23 m expected", "over 23000000 EUR; -; expected"),
            ("$58 m raised", "4 ways; raised"),
            ("EUR 1.234 paid", "2 ways; paid"),
            ("EUR 5 m in-kind delivered", "5000000 EUR; delivered; in-kind"),
            ("EUR 30 m or more pledged by Estonia", "at-least 30000000 EUR; pledged; (estonia)"),
            ("12 laptops", "(12); (laptops)"),
            ("raised", "(raised)"),
            ("", ""),
        ] {
            assert_eq!(said(text), expected, "{text}");
        }
    }

    #[test]
    fn nothing_stops_it() {
        for text in
            ["€", "((((", "5 5 5 m m m €€", "≥", "- - -", "million million", "１２ members", "\u{0}\u{301}"]
        {
            read_headline(text);
        }
        read_headline(&"EUR 5 m ".repeat(500));
    }
}
