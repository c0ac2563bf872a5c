//! Amounts in running text, to be hidden where others look on.

use crate::register::Currency;

/// What stands in place of an amount.
const VEIL: &str = "•••";
/// Spaces inside an amount: the plain one, and those that do not break.
const SPACES: [char; 3] = [' ', '\u{a0}', '\u{202f}'];
const SIGNS: [char; 6] = ['€', '£', '$', '¥', '₴', '~'];
const SIZES: [&str; 30] = [
    "k",
    "m",
    "mn",
    "mln",
    "bn",
    "tn",
    "thousand",
    "million",
    "millions",
    "billion",
    "billions",
    "trillion",
    "тис",
    "млн",
    "млрд",
    "мільйон",
    "мільйони",
    "мільйонів",
    "tuh",
    "mld",
    "miljon",
    "miljonit",
    "M",
    "Md",
    "Mio",
    "Mrd",
    "Tsd",
    "Million",
    "Millionen",
    "Milliarden",
];
/// A number of so many digits in a row is no year and no day.
const LONG: usize = 5;

/// A text with its amounts veiled, and nothing where it has none. `wholly` takes every number for an amount; else it
/// is one where it is grouped, long, or stands beside a currency or a size such as “million”.
pub fn veiled(text: &str, wholly: bool) -> Option<String> {
    let (mut said, mut rest, mut found) = (String::new(), text, false);
    while let Some((before, from)) = rest.find(|c: char| c.is_ascii_digit()).map(|at| cut(rest, at)) {
        said.push_str(before);
        let (number, after) = cut(from, length(from));
        let size = size(after);
        let (sized, after_size) = cut(after, size.unwrap_or_default());
        let is_amount = wholly
            || size.is_some()
            || !is_in_word(&said, after) && (is_grouped(number) || digits(number) >= LONG)
            || ends_in_currency(&said)
            || begins_with_currency(after);
        if is_amount {
            // The sign and the size say how large it is.
            let kept = said.trim_end_matches(SPACES).trim_end_matches(SIGNS).len();
            if said.trim_end_matches(SPACES).len() != kept {
                said.truncate(kept);
            }
            said.push_str(VEIL);
            found = true;
        } else {
            said.push_str(number);
            said.push_str(sized);
        }
        rest = after_size;
    }
    said.push_str(rest);
    found.then_some(said)
}

fn cut(text: &str, at: usize) -> (&str, &str) {
    text.split_at_checked(at).unwrap_or((text, ""))
}

/// How many bytes a number takes that begins here, with the marks between its digits.
fn length(text: &str) -> usize {
    let first = digits(text);
    let mut length = first;
    loop {
        let mut rest = cut(text, length).1.chars();
        let Some(mark) = rest.next() else { return length };
        let run = digits(rest.as_str());
        let is_group = first <= 3 && run == 3 && is_mark(mark);
        let is_decimal = run > 0 && matches!(mark, '.' | ',');
        if is_group || is_decimal {
            length += mark.len_utf8() + run;
        }
        if !is_group {
            return length;
        }
    }
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

fn is_mark(letter: char) -> bool {
    SPACES.contains(&letter) || matches!(letter, ',' | '.' | '\'' | '’')
}

/// Whether a number has a mark with three digits behind it.
fn is_grouped(number: &str) -> bool {
    number.split(is_mark).skip(1).any(|part| part.len() == 3)
}

/// Whether the number is a part of an id or a hash.
fn is_in_word(before: &str, after: &str) -> bool {
    before.ends_with(|c: char| c.is_alphanumeric()) || after.starts_with(|c: char| c.is_alphabetic())
}

/// How many bytes a word takes that says the size of the number before it.
fn size(after: &str) -> Option<usize> {
    let word = word(after);
    SIZES.contains(&word).then(|| after.len() - after.trim_start_matches(SPACES).len() + word.len())
}

fn word(text: &str) -> &str {
    let text = text.trim_start_matches(SPACES);
    cut(text, text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len())).0
}

fn begins_with_currency(after: &str) -> bool {
    after.trim_start_matches(SPACES).starts_with(SIGNS) || Currency::parse(word(after)).is_ok()
}

fn ends_in_currency(before: &str) -> bool {
    let before = before.trim_end_matches(SPACES);
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    before.ends_with(SIGNS) || Currency::parse(word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(veiled(text, false).as_deref().unwrap_or(text), expected, "{text}");
    }

    #[test]
    fn amounts_are_veiled_with_their_signs_and_sizes() {
        check("€32,703,626.22 or more", "••• or more");
        check("~€32.7 m +, valid on 2 February 2024", "••• +, valid on 2 February 2024");
        check("over 30,000,000 EUR", "over ••• EUR");
        check("DKK 91 000 000", "DKK •••");
        check("−£900 k", "−•••");
        check("12.203.626,50", "•••");
        check("some 30 million for radios", "some ••• for radios");
        check("12,2 млн € і 5 тис. грн", "••• € і •••. грн");
        check("2,5 Mio. EUR, 3 Md €", "•••. EUR, ••• €");
        check("€5", "•••");
        check("500 EUR", "••• EUR");
        check("1 EUR = 7.4568 DKK", "••• EUR = ••• DKK");
        check("32703626", "•••");
    }

    #[test]
    fn days_counts_and_ids_stay() {
        for text in [
            "10 members and 2 disputed",
            "2024-02-02",
            "2 Feb 2024, 10:00",
            "31.12.2024",
            "Pledged, EUR, 2 February 2024",
            "change 17 of a1.7",
            "86f47b6b20ea5cb83d8c0c5e92a54329",
            "no figure",
            "",
        ] {
            assert_eq!(veiled(text, false), None, "{text}");
        }
    }

    #[test]
    fn where_only_amounts_stand_every_number_is_one() {
        assert_eq!(veiled("500", true).as_deref(), Some("•••"));
        assert_eq!(veiled("no figure", true), None);
    }

    #[test]
    fn what_is_veiled_has_nothing_left_to_veil() {
        let once = veiled("€1,000 and 2 million", false).unwrap();
        assert_eq!(veiled(&once, true), None);
    }
}
