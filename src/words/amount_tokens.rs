//! The words and signs in a typed amount, before anything is made of its numbers.

use super::other_words;
use crate::register::{Currency, Qualifier};

/// The most characters that a field of this kind takes; it also bounds how deep parentheses nest.
pub(super) const LONGEST: usize = 200;

/// A piece of a typed amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Digits and the marks between them.
    Number(String),
    /// Letters, in lower case.
    Word(String),
    /// Anything else.
    Sign(char),
}

/// Splits what was typed.
pub(super) fn split(text: &str) -> Vec<Token> {
    let text = text.replace(">=", "≥").replace("<=", "≤");
    let mut chars = text.chars().map(plain).peekable();
    let mut tokens = Vec::new();
    while let Some(char) = chars.next() {
        let mut run = String::from(char);
        if char.is_ascii_digit() {
            // A mark belongs to the number only when a digit follows it.
            while let Some(&next) = chars.peek() {
                if next.is_ascii_digit() {
                    run.push(next);
                } else if is_mark(next) {
                    let mut ahead = chars.clone();
                    ahead.next();
                    if !ahead.peek().is_some_and(char::is_ascii_digit) {
                        break;
                    }
                    run.push(next);
                } else {
                    break;
                }
                chars.next();
            }
            tokens.push(Token::Number(run));
        } else if char.is_alphabetic() {
            while let Some(next) = chars.next_if(|next| next.is_alphabetic() || *next == '$') {
                run.push(next);
            }
            // The point of an abbreviation: “approx.”, “mio.”.
            chars.next_if_eq(&'.');
            tokens.push(if run == "x" { Token::Sign('*') } else { Token::Word(run.to_lowercase()) });
        } else if char != ' ' {
            tokens.push(Token::Sign(char));
        }
    }
    tokens
}

/// Marks that stand between the digits of a number.
pub(super) fn is_mark(char: char) -> bool {
    matches!(char, '.' | ',' | ' ' | '\'')
}

/// One character for each of the several that mean the same.
fn plain(char: char) -> char {
    match char {
        _ if char.is_whitespace() => ' ',
        '’' | 'ʼ' | '‘' => '\'',
        '−' | '–' => '-',
        '×' | '·' => '*',
        '÷' => '/',
        '≈' => '~',
        _ => char,
    }
}

const QUALIFIERS: &[(&str, Qualifier)] = &[
    ("more than", Qualifier::Over),
    ("over", Qualifier::Over),
    ("above", Qualifier::Over),
    ("about", Qualifier::About),
    ("around", Qualifier::About),
    ("approximately", Qualifier::About),
    ("approx", Qualifier::About),
    ("roughly", Qualifier::About),
    ("circa", Qualifier::About),
    ("ca", Qualifier::About),
    ("at least", Qualifier::AtLeast),
    ("no less than", Qualifier::AtLeast),
    ("almost", Qualifier::Almost),
    ("nearly", Qualifier::Almost),
    ("at most", Qualifier::AtMost),
    ("up to", Qualifier::AtMost),
    ("no more than", Qualifier::AtMost),
    ("exactly", Qualifier::Exact),
];

fn qualifier_sign(sign: char) -> Option<Qualifier> {
    match sign {
        '~' => Some(Qualifier::About),
        '>' => Some(Qualifier::Over),
        '≥' => Some(Qualifier::AtLeast),
        '≤' => Some(Qualifier::AtMost),
        '=' => Some(Qualifier::Exact),
        _ => None,
    }
}

/// The qualifier at the front or the end, and what is left without it.
pub(super) fn take_qualifier(tokens: &[Token]) -> (Option<Qualifier>, &[Token]) {
    if let [Token::Sign(sign), rest @ ..] = tokens
        && let Some(qualifier) = qualifier_sign(*sign)
    {
        return (Some(qualifier), rest);
    }
    for (words, qualifier) in QUALIFIERS.iter().chain(&other_words::QUALIFIERS) {
        if let Some((front, rest)) = tokens.split_at_checked(words.split(' ').count())
            && are(front, words)
        {
            return (Some(*qualifier), rest);
        }
    }
    for (words, qualifier) in &other_words::BEHIND {
        let before = tokens.len().checked_sub(words.split(' ').count());
        if let Some((rest, end)) = before.and_then(|before| tokens.split_at_checked(before))
            && are(end, words)
        {
            return (Some(*qualifier), rest);
        }
    }
    (None, tokens)
}

/// Whether tokens are these words.
fn are(tokens: &[Token], words: &str) -> bool {
    words.split(' ').zip(tokens).all(|(word, token)| matches!(token, Token::Word(typed) if typed == word))
}

/// The currencies that a word or sign can name; several for a dollar, none for what is no currency.
pub(super) fn currencies(token: &Token) -> Vec<Currency> {
    let codes = match token {
        Token::Sign('€') => "EUR",
        Token::Sign('£') => "GBP",
        Token::Sign('₴') => "UAH",
        Token::Sign('$') => "USD CAD AUD NZD",
        Token::Sign('¥') => "JPY CNY",
        Token::Word(word) => match word.as_str() {
            "euro" | "euros" => "EUR",
            "us$" => "USD",
            "ca$" | "c$" | "can$" => "CAD",
            "au$" | "a$" => "AUD",
            "nz$" => "NZD",
            "zł" => "PLN",
            "kč" => "CZK",
            "kr" => "DKK NOK SEK ISK",
            word => match other_words::currency(word) {
                Some(code) => code,
                None => return Currency::parse(&word.to_ascii_uppercase()).into_iter().collect(),
            },
        },
        _ => return Vec::new(),
    };
    codes.split(' ').filter_map(|code| Currency::parse(code).ok()).collect()
}

/// How many zeros a word adds.
pub(super) fn zeros(word: &str) -> Option<u32> {
    match word {
        "k" | "thousand" => Some(3),
        "m" | "mn" | "mln" | "mio" | "million" | "millions" => Some(6),
        "bn" | "mrd" | "billion" | "billions" => Some(9),
        other => other_words::zeros(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let words = split(text).into_iter().map(|token| match token {
            Token::Number(text) => format!("<{text}>"),
            Token::Word(text) => text,
            Token::Sign(char) => char.to_string(),
        });
        assert_eq!(words.collect::<Vec<_>>().join("|"), expected);
    }

    #[test]
    fn tokens() {
        check("1 234,50", "<1 234,50>");
        check("1\u{202f}234\u{a0}567", "<1 234 567>");
        check("1’234.50", "<1'234.50>");
        check("EUR 5m", "eur|<5>|m");
        check("-US$5.", "-|us$|<5>|.");
        check("approx. 3 x 5", "approx|<3>|*|<5>");
        check(">= 5", "≥|<5>");
        check("16.99*1.1", "<16.99>|*|<1.1>");
        check("1,234, ", "<1,234>|,");
    }

    #[test]
    fn multipliers_are_no_currencies() {
        for word in ["k", "m", "mn", "mln", "mio", "bn", "mrd"] {
            assert!(zeros(word).is_some() && currencies(&Token::Word(word.to_owned())).is_empty(), "{word}");
        }
    }
}
