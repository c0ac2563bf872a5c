//! What people type in the other languages of the app: months, and words around dates and sums, each as what is understood in English.

use crate::register::Qualifier;

/// The months in Ukrainian (as a name, and behind a day), Estonian, French, German and Austrian German.
const MONTHS: [[&str; 12]; 6] = [
    [
        "січень",
        "лютий",
        "березень",
        "квітень",
        "травень",
        "червень",
        "липень",
        "серпень",
        "вересень",
        "жовтень",
        "листопад",
        "грудень",
    ],
    [
        "січня",
        "лютого",
        "березня",
        "квітня",
        "травня",
        "червня",
        "липня",
        "серпня",
        "вересня",
        "жовтня",
        "листопада",
        "грудня",
    ],
    [
        "jaanuar",
        "veebruar",
        "märts",
        "aprill",
        "mai",
        "juuni",
        "juuli",
        "august",
        "september",
        "oktoober",
        "november",
        "detsember",
    ],
    [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    [
        "januar",
        "februar",
        "märz",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "dezember",
    ],
    [
        "jänner",
        "feber",
        "märz",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "dezember",
    ],
];

/// The month, from 0, that a word names or begins with three letters or more; none where it could be two.
pub(super) fn month(word: &str) -> Option<usize> {
    if word.chars().count() < 3 {
        return None;
    }
    let mut found = MONTHS.iter().flat_map(|names| {
        names.iter().enumerate().filter(|(_, name)| name.starts_with(word)).map(|(month, _)| month)
    });
    let first = found.next()?;
    found.all(|other| other == first).then_some(first)
}

/// The English word for one in a date; the word itself where it is none of these, and nothing for what adds nothing.
pub(super) fn in_date(word: &str) -> &str {
    match word {
        "близько" | "приблизно" | "umbes" | "environ" | "vers" | "etwa" | "ungefähr" | "бл." => {
            "about"
        }
        "можливо" | "ймовірно" | "võib-olla" | "peut-être" | "vielleicht" | "möglicherweise" => {
            "possibly"
        }
        "або" | "чи" | "või" | "ou" | "oder" => "or",
        "між" | "vahemikus" | "entre" | "zwischen" => "between",
        "та" | "і" | "й" | "ja" | "et" | "und" => "and",
        "з" | "із" | "від" | "alates" | "depuis" | "du" | "dès" | "seit" | "ab" | "vom" | "von" => {
            "from"
        }
        "до" | "по" | "kuni" | "au" | "à" | "jusqu'au" | "jusqu’au" | "bis" | "zum" => "to",
        "року" | "рік" | "році" | "р." | "р" | "aasta" | "aastal" | "a." | "le" | "en" | "de" | "den"
        | "der" | "dem" | "im" | "am" => "",
        word => word,
    }
}

/// What may stand behind the number of a day.
pub(super) const DAY_ENDINGS: [&str; 3] = ["er", "-го", "-е"];

/// Words before a sum; longer ones first, where one begins as another.
pub(super) const QUALIFIERS: [(&str, Qualifier); 38] = [
    ("понад", Qualifier::Over),
    ("більше ніж", Qualifier::Over),
    ("більш ніж", Qualifier::Over),
    ("більше", Qualifier::Over),
    ("üle", Qualifier::Over),
    ("rohkem kui", Qualifier::Over),
    ("plus de", Qualifier::Over),
    ("über", Qualifier::Over),
    ("mehr als", Qualifier::Over),
    ("близько", Qualifier::About),
    ("приблизно", Qualifier::About),
    ("umbes", Qualifier::About),
    ("environ", Qualifier::About),
    ("etwa", Qualifier::About),
    ("rund", Qualifier::About),
    ("ungefähr", Qualifier::About),
    ("щонайменше", Qualifier::AtLeast),
    ("не менше", Qualifier::AtLeast),
    ("vähemalt", Qualifier::AtLeast),
    ("au moins", Qualifier::AtLeast),
    ("mindestens", Qualifier::AtLeast),
    ("майже", Qualifier::Almost),
    ("ligi", Qualifier::Almost),
    ("peaaegu", Qualifier::Almost),
    ("presque", Qualifier::Almost),
    ("près de", Qualifier::Almost),
    ("fast", Qualifier::Almost),
    ("knapp", Qualifier::Almost),
    ("щонайбільше", Qualifier::AtMost),
    ("не більше", Qualifier::AtMost),
    ("до", Qualifier::AtMost),
    ("kuni", Qualifier::AtMost),
    ("kõige rohkem", Qualifier::AtMost),
    ("au plus", Qualifier::AtMost),
    ("höchstens", Qualifier::AtMost),
    ("bis zu", Qualifier::AtMost),
    ("точно", Qualifier::Exact),
    ("genau", Qualifier::Exact),
];

/// Words behind a sum.
pub(super) const BEHIND: [(&str, Qualifier); 10] = [
    ("or more", Qualifier::AtLeast),
    ("or less", Qualifier::AtMost),
    ("або більше", Qualifier::AtLeast),
    ("або менше", Qualifier::AtMost),
    ("või rohkem", Qualifier::AtLeast),
    ("või vähem", Qualifier::AtMost),
    ("ou plus", Qualifier::AtLeast),
    ("ou moins", Qualifier::AtMost),
    ("oder mehr", Qualifier::AtLeast),
    ("oder weniger", Qualifier::AtMost),
];

/// How many zeros a word adds. A billion is left out: in French and German it has three more than in English.
pub(super) fn zeros(word: &str) -> Option<u32> {
    match word {
        "тис" | "тисяча" | "тисячі" | "тисяч" | "tuh" | "tuhat" | "mille" | "tsd" | "tausend" => {
            Some(3)
        }
        "млн" | "мільйон" | "мільйона" | "мільйони" | "мільйонів" | "miljon" | "miljonit" | "millionen" => {
            Some(6)
        }
        "млрд" | "мільярд" | "мільярда" | "мільярди" | "мільярдів" | "mld" | "md" | "miljard"
        | "miljardit" | "milliard" | "milliards" | "milliarde" | "milliarden" => Some(9),
        _ => None,
    }
}

/// The code of a currency by its name.
pub(super) fn currency(word: &str) -> Option<&'static str> {
    match word {
        "євро" | "eurot" => Some("EUR"),
        "гривня" | "гривні" | "гривень" | "грн" => Some("UAH"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{English, Locale, Typed, read_amount, read_date};
    use super::*;

    #[test]
    fn dates_of_all_languages() {
        let check = |typed: &str, expected: &str| match read_date(typed) {
            Typed::Understood(date) => assert_eq!(date.to_string(), expected, "{typed}"),
            other => panic!("{typed}: {other:?}"),
        };
        check("1 лютого 2024 р.", "2024-02-01");
        check("1-го лютого 2024 року", "2024-02-01");
        check("лютий 2024", "2024-02");
        check("близько травня 2024", "2024-05~");
        check("з 3 по 5 травня 2024", "2024-05-03/2024-05-05");
        check("1. veebruar 2024", "2024-02-01");
        check("umbes mai 2024", "2024-05~");
        check("3. kuni 5. mai 2024", "2024-05-03/2024-05-05");
        check("1er février 2024", "2024-02-01");
        check("du 3 au 5 mai 2024", "2024-05-03/2024-05-05");
        check("vers août 2024", "2024-08~");
        check("1. Februar 2024", "2024-02-01");
        check("vom 3. bis 5. Mai 2024", "2024-05-03/2024-05-05");
        check("ungefähr März 2024", "2024-03~");
        check("2 oder 3 März 2024", "[2024-03-02,2024-03-03]");
    }

    #[test]
    fn a_month_that_could_be_two_is_none() {
        assert_eq!(
            ["jui", "juu", "лип", "juil", "dets", "ма"].map(month),
            [None, None, Some(6), Some(6), Some(11), None]
        );
    }

    #[test]
    fn sums_of_all_languages() {
        let check = |typed: &str, expected: &str| match read_amount(typed, None) {
            Typed::Understood(read) => {
                let amount = read.amount(crate::register::Currency::EUR, Qualifier::Exact);
                assert_eq!(English.amount(&amount), expected, "{typed}");
            }
            other => panic!("{typed}: {other:?}"),
        };
        check("понад 30 млн євро", "over 30,000,000 EUR");
        check("більше ніж 5 тис. грн", "over 5,000 UAH");
        check("12,5 млн євро або більше", "at least 12,500,000 EUR");
        check("vähemalt 2 miljonit eurot", "at least 2,000,000 EUR");
        check("plus de 3 milliards d'euros".replace("d'", "").as_str(), "over 3,000,000,000 EUR");
        check("environ 40 000 EUR", "about 40,000 EUR");
        check("mehr als 2,5 Mio. EUR", "over 2,500,000 EUR");
        check("höchstens 2 Mrd. EUR", "at most 2,000,000,000 EUR");
        check("5 tsd. EUR oder weniger", "at most 5,000 EUR");
    }
}
