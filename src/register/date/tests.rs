use super::*;
use proptest::prelude::*;

fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

/// Reads, prints the canonical form, and gives the first and last day.
fn check(text: &str, expected: &str) {
    let date = date(text);
    assert_eq!(format!("{date} {} {}", date.first(), date.last()), expected);
}

fn refused(text: &str, why: &str) {
    let error = Date::parse(text).unwrap_err();
    assert!(error.contains(why), "{text}: {error}");
    assert!(error.ends_with('.'), "{error}");
}

#[test]
fn periods() {
    check("2024", "2024 2024-01-01 2024-12-31");
    check("2024-02", "2024-02 2024-02-01 2024-02-29");
    check("2023-02", "2023-02 2023-02-01 2023-02-28");
    check("2024-12", "2024-12 2024-12-01 2024-12-31");
    check("2024-02-01", "2024-02-01 2024-02-01 2024-02-01");
    check("2200", "2200 2200-01-01 2200-12-31");
    check("1900-01-01", "1900-01-01 1900-01-01 1900-01-01");
}

#[test]
fn marks() {
    check("2024-05~", "2024-05~ 2024-05-01 2024-05-31");
    check("2024?", "2024? 2024-01-01 2024-12-31");
    check("2024-05-20%", "2024-05-20% 2024-05-20 2024-05-20");
    assert!(date("2024~").is_approximate() && !date("2024~").is_uncertain());
    assert!(date("2024?/2025").is_uncertain() && !date("2024?/2025").is_approximate());
    assert!(date("2024%").is_approximate() && date("2024%").is_uncertain());
}

#[test]
fn one_of() {
    check("[2024-02-01,2024-02-02]", "[2024-02-01,2024-02-02] 2024-02-01 2024-02-02");
    check("[2024-02-02,2024-02-01,2024-02-02]", "[2024-02-01,2024-02-02] 2024-02-01 2024-02-02");
    check("[2024-04-03..2024-05-20]", "[2024-04-03..2024-05-20] 2024-04-03 2024-05-20");
    check("[2024-12,2024-02..2024-03]", "[2024-02..2024-03,2024-12] 2024-02-01 2024-12-31");
    check("[2024-02]", "2024-02 2024-02-01 2024-02-29");
    check("[2024..2024]", "2024 2024-01-01 2024-12-31");
}

#[test]
fn lasting() {
    check("2024-01/2024-03", "2024-01/2024-03 2024-01-01 2024-03-31");
    check("2024-02-01~/2024", "2024-02-01~/2024 2024-02-01 2024-12-31");
    // An end within the period of the other: the beginning is not known more closely, and is not after the end.
    check("2024/2024-02-01", "2024/2024-02-01 2024-01-01 2024-02-01");
    check("2182/2182-01-01", "2182/2182-01-01 2182-01-01 2182-01-01");
    check("2024-02/2024", "2024-02/2024 2024-02-01 2024-12-31");
    check("2024-02-01/..", "2024-02-01/.. 2024-02-01 2200-12-31");
    check("../2024-02", "../2024-02 1900-01-01 2024-02-29");
    assert!(date("../2024").is_open() && !date("2023/2024").is_open());
}

#[test]
fn refusals() {
    refused("", "is not a date");
    refused("24-02-01", "is not a date");
    refused("2024-2-1", "is not a date");
    refused("2024-02-01-", "is not a date");
    refused("2024-02-01T12:00", "is not a date");
    refused("+2024", "is not a date");
    refused("202X", "is not a date");
    refused("２０２４", "is not a date");
    refused("1899", "between the years 1900 and 2200");
    refused("2201-01-01", "between the years 1900 and 2200");
    refused("2024-13", "not in the calendar");
    refused("2024-21", "not in the calendar");
    refused("2023-02-29", "not in the calendar");
    refused("[2024-02-01,2024-02-02", "does not close");
    refused("[]", "lacks one end");
    refused("[..2024-02-01]", "lacks one end");
    refused("[2024-02~,2024-03]", "leave the mark out");
    refused("[2024-02..2024-03-01]", "differ in kind");
    refused("[2024-03..2024-02]", "ends before it begins");
    refused("2024-03/2024-02", "ends before it begins");
    refused("2024-03/2024-02-29", "ends before it begins");
    refused("2024-03/", "lacks one end");
    refused("../..", "open at both ends");
    refused("2024/2025/2026", "is not a date");
}

#[test]
fn questions() {
    assert!(
        date("2024-02-01~").is_day()
            && !date("[2024-02-01,2024-02-02]").is_day()
            && !date("2024-02").is_day()
    );
    assert_eq!(date("2024-02-01/2024-03").precision(), Precision::Month);
    assert_eq!(date("[2024-02-01..2024-03-01]").precision(), Precision::Day);
    assert_eq!(date("[2024-02-01,2024-02-02]").month(), Some((2024, 2)));
    assert_eq!(date("2024").month(), None);
    assert_eq!(date("2024-04/2024-05").year(), Some(2024));
    assert_eq!(date("2024-04/..").year(), None);
    assert!(
        date("2024-02").spans(date("2024-02-29").first()) && !date("2024-02").spans(date("2024-03").first())
    );
    assert_eq!(Date::from_day(Day::MAX), date("2200-12-31"));
    assert!(Date::read(&2024.into()).is_err());
}

#[test]
fn order() {
    let dates = ["../2024", "2023-12-31", "2024-01-01", "2024-01", "2024", "2024~", "2024-01-02"].map(date);
    assert!(dates.is_sorted());
}

fn period() -> impl Strategy<Value = Period> {
    (0..Day::signed_duration_since(latest(), earliest()).num_days(), 0..3).prop_map(|(days, kind)| {
        let day = earliest() + chrono::Days::new(u64::try_from(days).unwrap());
        match kind {
            0 => Period::day(day),
            1 => Period::month(day.year(), day.month()),
            _ => Period::year(day.year()),
        }
        .unwrap()
    })
}

fn marked() -> impl Strategy<Value = String> {
    (period(), prop::sample::select(vec!["", "~", "?", "%"]))
        .prop_map(|(period, mark)| format!("{period}{mark}"))
}

fn run() -> impl Strategy<Value = String> {
    (period(), period()).prop_map(|(a, b)| match a.precision() == b.precision() {
        true if a.first() <= b.first() => format!("{a}..{b}"),
        _ => a.to_string(),
    })
}

/// Any date that can be kept.
pub(crate) fn any_date() -> impl Strategy<Value = Date> {
    let text = prop_oneof![
        marked(),
        prop::collection::vec(run(), 1..4).prop_map(|runs| format!("[{}]", runs.join(","))),
        (marked(), marked()).prop_map(|(a, b)| format!("{a}/{b}")),
        marked().prop_map(|from| format!("{from}/..")),
        marked().prop_map(|until| format!("../{until}")),
    ];
    text.prop_filter_map("ends before it begins", |text| Date::parse(&text).ok())
}

proptest! {
    #[test]
    fn reads_back(date in any_date()) {
        prop_assert_eq!(&Date::parse(&date.to_string()).unwrap(), &date);
        prop_assert_eq!(&Date::read(&date.write()).unwrap(), &date);
    }

    #[test]
    fn ends_in_order(date in any_date()) {
        prop_assert!(date.first() <= date.last());
        prop_assert!(date.spans(date.first()) && date.spans(date.last()));
        // Of what lasted, the beginning may be known only to the year in which it ended, or the other way round.
        let (begins, ends) = match date.form() {
            DateForm::Lasted(from, until) => (*from, *until),
            _ => (None, None),
        };
        for part in date.parts() {
            prop_assert!(date.spans(part.period.first()) || Some(part) == ends);
            prop_assert!(date.spans(part.period.last()) || Some(part) == begins);
        }
    }

    #[test]
    fn order_agrees_with_equality(a in any_date(), b in any_date(), c in any_date()) {
        prop_assert_eq!(a.cmp(&b) == Ordering::Equal, a == b);
        prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
        prop_assert!(!(a <= b && b <= c) || a <= c);
    }

    #[test]
    fn never_panics(text in "[0-9~?%/.,\\[\\]-]{0,24}|\\PC{0,12}") {
        let _ = Date::parse(&text);
    }

    /// An independent reader of EDTF finds the same days.
    #[test]
    fn agrees_with_edtf(date in any_date()) {
        use edtf_core::{Bound, Edtf};
        let day = |bound, open: Day| match bound {
            Bound::Date(day) => day.to_string(),
            _ => open.to_string(),
        };
        let other = Edtf::parse(&date.to_string()).unwrap();
        prop_assert_eq!(day(other.bounds().earliest, earliest()), date.first().to_string());
        prop_assert_eq!(day(other.bounds().latest, latest()), date.last().to_string());
        prop_assert_eq!(other.is_approximate(), date.is_approximate());
        prop_assert_eq!(other.is_uncertain(), date.is_uncertain());
    }
}
