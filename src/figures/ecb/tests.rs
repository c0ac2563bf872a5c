//! The file of rates: read back to what was written, refused whole when it is damaged.

use proptest::prelude::*;

use super::codec::VERSION;
use super::*;

fn day(text: &str) -> Day {
    Day::parse_from_str(text, "%Y-%m-%d").unwrap()
}

/// "2024-01-24 DKK 7.4568 SEK 11.3": one day a line.
fn rates(lines: &[&str]) -> EcbRates {
    let mut rates = EcbRates::none();
    for line in lines {
        let words: Vec<_> = line.split(' ').collect();
        let of_day: Vec<_> = words[1..]
            .chunks(2)
            .map(|pair| (Currency::parse(pair[0]).unwrap(), Decimal::from_str_exact(pair[1]).unwrap()))
            .collect();
        assert!(rates.add(day(words[0]), &of_day), "{line}");
    }
    rates
}

fn few() -> EcbRates {
    rates(&[
        "2022-01-03 SEK 10.2993 DKK 7.4382",
        "2022-01-04 DKK 7.44 ISK 147",
        "2022-01-05",
        "2022-01-10 SEK 10.3 ISK 146.123456789",
    ])
}

#[test]
fn rates_come_back_as_they_were_published() {
    let few = few();
    let check = |on: &str, code: &str, expected: Option<&str>| {
        let found = few.published(Currency::parse(code).unwrap(), day(on));
        assert_eq!(found.map(|rate| rate.normalize().to_string()).as_deref(), expected, "{code} on {on}");
    };
    check("2022-01-03", "SEK", Some("10.2993"));
    check("2022-01-10", "SEK", Some("10.3"));
    check("2022-01-04", "ISK", Some("147"));
    check("2022-01-10", "ISK", Some("146.123456789"));
    check("2022-01-04", "SEK", None);
    check("2022-01-06", "SEK", None);
    check("2022-01-03", "USD", None);
    assert_eq!(EcbRates::read(&few.write()), Ok(few));
    assert_eq!(EcbRates::read(&EcbRates::none().write()), Ok(EcbRates::none()));
}

#[test]
fn only_a_later_day_with_rates_that_can_be_held_is_added() {
    let before = few();
    let check = |on: &str, rate: &str, expected: bool| {
        let mut after = before.clone();
        let rate = Decimal::from_str_exact(rate).unwrap();
        let sound = (Currency::parse("SEK").unwrap(), Decimal::TEN);
        let added = after.add(day(on), &[sound, (Currency::parse("DKK").unwrap(), rate)]);
        assert_eq!((added, after == before), (expected, !expected), "{rate} on {on}");
    };
    check("2022-01-11", "7.4381", true);
    check("2022-01-11", "999999999.999999999", true);
    check("2022-01-11", "0.000000001", true);
    check("2022-01-10", "7.4381", false);
    check("2021-12-31", "7.4381", false);
    check("2022-01-11", "0", false);
    check("2022-01-11", "-1", false);
    check("2022-01-11", "1000000000", false);
    check("2022-01-11", "0.0000000001", false);
}

#[test]
fn a_damaged_file_is_refused_by_name() {
    let whole = few().write();
    let refused = |bytes: &[u8]| EcbRates::read(bytes).unwrap_err();
    let body = whole.len() - whole.iter().position(|byte| *byte == b'\n').unwrap() - 1;
    assert_eq!(refused(b""), EcbError::NotRates);
    assert_eq!(refused(b"<!DOCTYPE html>\n<html>"), EcbError::NotRates);
    assert_eq!(refused(&whole[..whole.len() - 3]), EcbError::Cut { held: body - 3, wanted: body });
    let newer = String::from_utf8_lossy(&whole[..20]).replace(" 1 ", &format!(" {} ", VERSION + 1));
    assert_eq!(refused(&[newer.as_bytes(), &whole[20..]].concat()), EcbError::Newer { found: VERSION + 1 });
    assert_eq!(refused(&[&whole[..], b"\n"].concat()), EcbError::Damaged);
    for place in 0..whole.len() {
        for bit in 0..8 {
            let mut other = whole.clone();
            other[place] ^= 1 << bit;
            assert!(EcbRates::read(&other).is_err(), "bit {bit} of byte {place}");
        }
    }
    for length in 0..whole.len() {
        assert!(EcbRates::read(&whole[..length]).is_err(), "the first {length} bytes");
    }
}

/// Whatever follows a checksum that fits is read or refused, never more.
fn sealed(body: &[u8]) -> Vec<u8> {
    use sha2::{Digest, Sha256};
    let mark: String = Sha256::digest(body).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    [format!("muster-ecb-rates 1 {} {mark}\n", body.len()).as_bytes(), body].concat()
}

#[test]
fn a_form_that_is_wrong_is_damage_too() {
    let check = |after: &[u8], sound: bool| {
        let body = [b"2022-01-01 2022-01-04\n".as_slice(), after].concat();
        assert_eq!(EcbRates::read(&sealed(&body)).is_ok(), sound, "{after:?}");
    };
    // Two days; one currency to one decimal, one run of both days: 7.5 and 7.4.
    let sound = [2, 2, 1, 1, b'D', b'K', b'K', 1, 1, 0, 2, 150, 1, 1];
    check(&sound, true);
    let with = |place: usize, value: u8| {
        let mut other = sound;
        other[place] = value;
        other
    };
    check(&with(0, 3), false);
    check(&with(2, 0), false);
    check(&with(2, 2), false);
    check(&with(7, 10), false);
    check(&with(10, 3), false);
    check(&with(13, 200), false);
    check(&[&sound[..], &[0]].concat(), false);
    check(&sound[..13], false);
    // A currency that is not known is passed over.
    check(&with(4, b'Q'), true);
    // The same currency twice.
    let column = &sound[3..];
    check(&[&[2, 2, 1, 2], &column[1..], &column[1..]].concat(), false);
    check(&[&[2, 2, 1, 2], &column[1..], b"SEK", &column[4..]].concat(), true);
    // Below zero.
    check(&[2, 2, 1, 1, b'D', b'K', b'K', 1, 1, 0, 2, 1, 1], false);
}

const CODES: [&str; 5] = ["CHF", "DKK", "JPY", "SEK", "USD"];

fn a_rate() -> impl Strategy<Value = Option<Decimal>> {
    let number = prop_oneof![1..=99_999_u64, 1..1_000_000_000_u64];
    proptest::option::of((number, 0..=9_u32).prop_map(|(number, scale)| Decimal::new(number as i64, scale)))
}

fn a_table() -> impl Strategy<Value = EcbRates> {
    let of_day = (1..5_u64, proptest::collection::vec(a_rate(), CODES.len()));
    proptest::collection::vec(of_day, 0..40).prop_map(|days| {
        let mut rates = EcbRates::none();
        let mut day = rates.first_day();
        for (step, of_day) in days {
            day = day.checked_add_days(Days::new(step)).unwrap();
            let of_day: Vec<_> = CODES
                .iter()
                .zip(of_day)
                .filter_map(|(code, rate)| Some((Currency::parse(code).unwrap(), rate?)))
                .collect();
            assert!(rates.add(day, &of_day));
            for (currency, rate) in of_day {
                assert_eq!(rates.published(currency, day), Some(rate));
            }
        }
        rates
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read(table in a_table()) {
        prop_assert_eq!(EcbRates::read(&table.write()), Ok(table));
    }

    #[test]
    fn whatever_is_sealed_does_no_harm(after in proptest::collection::vec(any::<u8>(), 0..200)) {
        let body = [b"2022-01-01 2022-01-04\n".as_slice(), &after].concat();
        if let Ok(rates) = EcbRates::read(&sealed(&body)) {
            prop_assert_eq!(EcbRates::read(&rates.write()), Ok(rates));
        }
    }
}
