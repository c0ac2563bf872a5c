//! What a person types into an amount field.
//!
//! Each text is read twice, once with the point and once with the comma before the decimals. One sense is taken, two
//! are asked about: `1.234` can be either.

use std::iter::Peekable;
use std::slice::Iter;

use rust_decimal::Decimal;

use super::amount_tokens::{LONGEST, Token, currencies, is_mark, split, take_qualifier, zeros};
use super::arithmetic::{Operator, apply};
use super::labels;
use super::number_words::{editable_number, number_text, qualifier_words};
use super::text::areas::inputs as says;
use super::typed::{Typed, either};
use crate::register::{Amount, Arrange, Currency, Qualifier, parse_decimal};
use crate::said;

/// An amount as typed; what was not said is absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TypedAmount {
    /// How much.
    pub value: Decimal,
    /// Of what.
    pub currency: Option<Currency>,
    /// How it was qualified.
    pub qualifier: Option<Qualifier>,
}

impl TypedAmount {
    /// The amount, with what the form says for what was not typed.
    pub fn amount(&self, currency: Currency, qualifier: Qualifier) -> Amount {
        Amount::new(self.value, self.currency.unwrap_or(currency), self.qualifier.unwrap_or(qualifier))
    }

    /// Whether the currency, typed or given, has room for its decimals.
    pub fn fits(&self, currency: Option<Currency>) -> bool {
        let currency = self.currency.or(currency);
        currency.is_none_or(|currency| !Amount::exact(self.value, currency).is_too_fine())
    }

    fn text(&self, currency: Option<Currency>) -> String {
        let currency = self.currency.or(currency).map(|currency| currency.to_string());
        let words = self.qualifier.map_or("", qualifier_words);
        let parts = [words.to_owned(), number_text(self.value, 0), currency.unwrap_or_default()];
        parts.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ")
    }
}

/// Reads a typed amount. `default` is the currency that the form shows beside the field.
pub fn read_amount(text: &str, default: Option<Currency>) -> Typed<TypedAmount> {
    let question = |readings: &[TypedAmount]| {
        let texts: Vec<_> = readings.iter().map(|reading| reading.text(default)).collect();
        let fitting: Vec<_> = readings.iter().filter(|reading| reading.fits(default)).collect();
        let suits = match (fitting.as_slice(), readings) {
            ([one], [first, ..]) => {
                one.currency.or(default).or(first.currency).map(|currency| (one, currency))
            }
            _ => None,
        };
        let (text, readings) = (text.trim(), either(&texts));
        match suits {
            Some((one, currency)) => {
                let (decimals, reading) = (decimals(currency), one.text(default));
                said!(says::CAN_MEAN_SUITS, text, readings, currency = currency.code(), decimals, reading)
            }
            None => said!(says::CAN_MEAN, text, readings),
        }
    };
    let parts = match parts(text) {
        Ok(parts) => parts,
        Err(sentence) => return Typed::Wrong(sentence),
    };
    let mut readings: Vec<TypedAmount> = Vec::new();
    let mut reason = String::new();
    for point in ['.', ','] {
        match value(text, &parts.numbers, point) {
            Ok(value) => readings.extend(parts.currencies.iter().map(|&currency| TypedAmount {
                value,
                currency,
                qualifier: parts.qualifier,
            })),
            Err(sentence) => reason = sentence,
        }
    }
    let mut distinct = Vec::new();
    for reading in readings {
        if !distinct.contains(&reading) {
            distinct.push(reading);
        }
    }
    distinct.arrange_by_key(|reading| !reading.fits(default));
    Typed::from_readings(distinct, reason, question)
}

/// Reads a typed number that is no money: a quantity, a rate.
pub fn read_number(text: &str) -> Typed<Decimal> {
    let tokens = split(text);
    let ways = [',', '.'].map(|point| value(text, &tokens, point));
    let question = |readings: &[Decimal]| {
        let texts: Vec<_> = readings.iter().map(|reading| number_text(*reading, 0)).collect();
        said!(says::CAN_MEAN, text = text.trim(), readings = either(&texts))
    };
    Typed::from_ways(ways, question)
}

fn decimals(currency: Currency) -> String {
    match currency.digits() {
        0 => said!(says::NO_DECIMALS),
        digits => said!(says::DECIMALS, n = digits, count = digits.to_string()),
    }
}

/// What stands around the numbers of an amount.
struct Parts {
    numbers: Vec<Token>,
    currencies: Vec<Option<Currency>>,
    qualifier: Option<Qualifier>,
}

fn parts(text: &str) -> Result<Parts, String> {
    let tokens = split(text);
    let (qualifier, rest) = take_qualifier(&tokens);
    let (sign, rest) = match rest {
        [Token::Sign('-'), rest @ ..] => (Some(Token::Sign('-')), rest),
        _ => (None, rest),
    };
    let mut named = Vec::new();
    let rest = match rest {
        [first, rest @ ..] if !currencies(first).is_empty() => {
            named.push(currencies(first));
            rest
        }
        _ => rest,
    };
    // “EUR over 5m” as well as “over EUR 5m”, and “5m EUR or more”.
    let (second, rest) = take_qualifier(rest);
    if let (Some(first), Some(second)) = (qualifier, second)
        && first != second
    {
        let (first, second) = (called(first), called(second));
        return Err(said!(says::TWO_QUALIFIERS, text = text.trim(), first, second));
    }
    let rest = match rest {
        [rest @ .., last] if !currencies(last).is_empty() => {
            named.push(currencies(last));
            rest
        }
        _ => rest,
    };
    let currencies = match named.as_slice() {
        [] => vec![None],
        [one] => one.iter().copied().map(Some).collect(),
        [one, other, ..] => {
            let both: Vec<_> =
                one.iter().filter(|currency| other.contains(currency)).copied().map(Some).collect();
            if both.is_empty() {
                return Err(said!(says::TWO_CURRENCIES, text = text.trim()));
            }
            both
        }
    };
    Ok(Parts {
        numbers: sign.into_iter().chain(rest.iter().cloned()).collect(),
        currencies,
        qualifier: qualifier.or(second),
    })
}

/// Works out the numbers with one of the two signs before the decimals.
fn value(text: &str, tokens: &[Token], point: char) -> Result<Decimal, String> {
    if text.chars().count() > LONGEST {
        return Err(said!(says::LONG_NUMBER, most = LONGEST.to_string()));
    }
    let mut reader = Reader { text: text.trim(), tokens: tokens.iter().peekable(), point };
    let value = reader.sum()?;
    if reader.tokens.next().is_some() {
        return Err(reader.not_understood());
    }
    // What no field could show again is not taken either.
    parse_decimal(&value.to_string())
}

struct Reader<'a> {
    text: &'a str,
    tokens: Peekable<Iter<'a, Token>>,
    point: char,
}

impl Reader<'_> {
    fn sum(&mut self) -> Result<Decimal, String> {
        let mut value = self.product()?;
        while let Some(operator) = self.operator(&[('+', Operator::Plus), ('-', Operator::Minus)]) {
            value = apply(value, operator, self.product()?)?;
        }
        Ok(value)
    }

    fn product(&mut self) -> Result<Decimal, String> {
        let mut value = self.factor()?;
        while let Some(operator) = self.operator(&[('*', Operator::Times), ('/', Operator::By)]) {
            value = apply(value, operator, self.factor()?)?;
        }
        Ok(value)
    }

    fn operator(&mut self, known: &[(char, Operator)]) -> Option<Operator> {
        let found = |token: &Token| {
            known.iter().find(|(sign, _)| *token == Token::Sign(*sign)).map(|(_, found)| *found)
        };
        let operator = self.tokens.peek().and_then(|token| found(token))?;
        self.tokens.next();
        Some(operator)
    }

    fn factor(&mut self) -> Result<Decimal, String> {
        let value = match self.tokens.next() {
            Some(Token::Sign('-')) => return self.factor().map(|value| -value),
            Some(Token::Sign('(')) => {
                let value = self.sum()?;
                match self.tokens.next() {
                    Some(Token::Sign(')')) => value,
                    _ => return Err(said!(says::OPEN_PARENTHESIS, text = self.text)),
                }
            }
            Some(Token::Number(number)) => {
                parse_decimal(&literal(number, self.point).ok_or_else(|| self.not_understood())?)?
            }
            _ => return Err(self.not_understood()),
        };
        match self.tokens.peek() {
            Some(Token::Word(word)) => match zeros(word) {
                Some(zeros) => {
                    self.tokens.next();
                    apply(value, Operator::Times, Decimal::from(10_u64.saturating_pow(zeros)))
                }
                None => Ok(value),
            },
            _ => Ok(value),
        }
    }

    fn not_understood(&self) -> String {
        said!(says::NOT_A_NUMBER, text = self.text, example = example())
    }
}

/// A qualifier as it is said.
fn called(qualifier: Qualifier) -> String {
    labels::inside(labels::choice_label(qualifier.word()))
}

fn example() -> String {
    editable_number(Decimal::new(12345, 1)) + "0"
}

/// Plain digits with a point, from digits in groups of three; nothing if the marks do not stand where they must.
fn literal(number: &str, point: char) -> Option<String> {
    let (whole, fraction) = match number.split_once(point) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (number, None),
    };
    if fraction.is_some_and(|fraction| fraction.contains(is_mark)) {
        return None;
    }
    let mut marks = whole.chars().filter(|char| is_mark(*char));
    if let Some(mark) = marks.next() {
        let mut groups = whole.split(mark);
        let first = groups.next()?;
        let in_threes = groups.all(|group| group.len() == 3 && !group.contains(is_mark));
        if !in_threes || first.len() > 3 || first.starts_with('0') || first.contains(is_mark) {
            return None;
        }
    }
    let whole: String = whole.chars().filter(|char| !is_mark(*char)).collect();
    Some(fraction.map_or_else(|| whole.clone(), |fraction| format!("{whole}.{fraction}")))
}

#[cfg(test)]
mod tests;
