//! English without an engine: for tests, native tools, and where the browser lacks a name.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::{Length, Locale, date_text, number_text};
use crate::register::{Currency, Date, english_name};

/// English as this program itself writes it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct English;

impl Locale for English {
    fn tag(&self) -> &str {
        "en"
    }
    fn state_name(&self, code: &str) -> Option<String> {
        english_name(code).map(str::to_owned)
    }
    fn currency_name(&self, currency: Currency) -> String {
        currency.english_name()
    }
    fn number(&self, value: Decimal, decimals: u32) -> String {
        number_text(value, decimals)
    }
    fn date(&self, date: &Date, length: Length) -> String {
        date_text(date, length)
    }
    fn compare(&self, a: &str, b: &str) -> Ordering {
        // Texts that differ only in case or marks still have one order.
        a.chars().flat_map(folded).cmp(b.chars().flat_map(folded)).then_with(|| a.cmp(b))
    }
}

/// A letter without case and, for the letters of European names, without its mark.
fn folded(char: char) -> impl Iterator<Item = char> {
    char.to_lowercase().map(|char| match char {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ą' | 'ă' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => 'e',
        'ģ' | 'ğ' => 'g',
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'į' | 'ı' => 'i',
        'ķ' => 'k',
        'ļ' | 'ł' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ő' => 'o',
        'ř' => 'r',
        'š' | 'ś' | 'ş' | 'ș' => 's',
        'ť' | 'ț' => 't',
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ų' | 'ű' => 'u',
        'ý' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        '’' => '\'',
        char => char,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::{Amount, COUNTRIES, Qualifier};

    #[test]
    fn speaks() {
        let amount = Amount::new(Decimal::from(30_000_000), Currency::EUR, Qualifier::Over);
        assert_eq!(English.amount(&amount), "over 30,000,000 EUR");
        assert_eq!(English.state_name("EE").as_deref(), Some("Estonia"));
        assert_eq!(English.state_name("XA"), None);
        assert_eq!(English.date(&Date::parse("2024-02").unwrap(), Length::Short), "Feb 2024");
        assert_eq!(English.currency_name(Currency::EUR), "Euro");
    }

    fn check(texts: &[&str]) {
        assert!(texts.is_sorted_by(|a, b| English.compare(a, b) == Ordering::Less), "{texts:?}");
    }

    #[test]
    fn order() {
        check(&["Åland Islands", "albania", "Albania!", "Türkiye", "Turks and Caicos Islands"]);
        check(&["Cote", "Côte", "Cotes"]);
        check(&["", "a", "b"]);
    }

    #[test]
    fn names_fold_to_plain_letters() {
        for (_, name) in COUNTRIES {
            assert!(name.chars().flat_map(folded).all(|char| char.is_ascii()), "{name}");
        }
    }
}
