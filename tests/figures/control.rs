//! The figures of the IT coalition, held against what was worked out by hand.

use super::dsl::{Maker, check, currency, day, figure_of, register, rows};
use muster::figures::Splitting;
use muster::register::Measure::*;
use muster::register::Register;

/// The pledges, the commitments and the first delivery of the IT coalition.
fn coalition() -> Register {
    it_coalition().done()
}

fn it_coalition() -> Maker {
    let maker = register()
        .role("EE", "lead", "2023-09-19")
        .role("LU", "lead", "2023-09-19")
        .member("BE", "2024-02-02")
        .member("NL", "2024-01-23")
        .member("DK", "2024-01-24")
        .member("LT", "2024-01-27")
        .member("LV", "2024-01-27")
        .member("IS", "2024-02-02")
        .rate("2024-01-24", "EUR/DKK 7.4568");
    let maker = maker
        .contribution("c01", &["LU"])
        .pledge("2023-09-19", "10000000 EUR")
        .contribution("c02", &["EE"])
        .pledge("2023-11-22", "500000 EUR")
        .contribution("c03", &["NL"])
        .pledge("2024-01-23", "10000000 EUR")
        .commitment("2024-01-29", "10000000 EUR")
        .contribution("c04", &["DK"])
        .pledge("2024-01-24", "91000000 DKK");
    let maker = maker
        .contribution("c05", &["LT"])
        .pledge("2024-01-27", "")
        .delivery("2024-01-27", "")
        .contribution("c06", &["LV"])
        .pledge("2024-01-27", "")
        .delivery("2024-01-27", "")
        .contribution("c01b", &["LU"])
        .pledge("2024-04-03", "")
        .possibly("part-of", "c09")
        .contribution("c02b", &["EE"])
        .pledge("2024-04-03", "")
        .possibly("part-of", "c09");
    let maker = maker
        .contribution("c08", &["BE"])
        .commitment("2024-05-17", "")
        .possibly("part-of", "c09")
        .inside("13000000 EUR", "the 26th package")
        .contribution("c09", &["LU", "IS", "EE", "BE"])
        .pledge("2024-05-31", "22000000 EUR")
        .contribution("c10", &["EE"])
        .pledge("2024-05-31", "2000000 EUR")
        .part_of("c09");
    maker.purchase("p01").delivered("[2024-04-03..2024-05-20]", "900000 EUR").purchase("p02").step(
        "ordered",
        "2024-05-20",
        "5200000 EUR",
    )
}

#[test]
fn control_of_the_pledges() {
    let register = coalition();
    for (on, expected) in [
        ("2024-02-02", "32703626.22 above unvalued 2"),
        ("2024-03-19", "32703626.22 above unvalued 2"),
        ("2024-04-03", "32703626.22 above unvalued 4"),
    ] {
        check(&register, Pledged, on, expected);
        check(&register, Raised, on, expected);
    }
    check(&register, Pledged, "2024-05-31", "54703626.22 above unvalued 2");
    check(&register, Raised, "2024-05-31", "54703626.22 above unvalued 2");
    check(&register, Raised, "2023-09-18", "0");
    check(&register, Raised, "2024-01-26", "32703626.22");
    let danish = figure_of(&register, Pledged, "2024-02-02");
    let part = danish.parts.iter().find(|part| part.original.currency == currency("DKK")).unwrap();
    let rate = part.rate.as_ref().unwrap();
    assert_eq!((part.converted.to_string().as_str(), rate.day()), ("12203626.22", Some(day("2024-01-24"))));
}

#[test]
fn control_of_commitments_and_deliveries() {
    let register = coalition();
    check(&register, Committed, "2024-01-28", "0");
    check(&register, Committed, "2024-01-29", "10000000");
    check(&register, Committed, "2024-05-17", "10000000 above unvalued 1");
    check(&register, Committed, "2024-05-31", "10000000 above unvalued 1");
    let committed = figure_of(&register, Committed, "2024-05-31");
    let ceiling = &committed.ceilings[0];
    assert_eq!(
        (ceiling.limit.value.to_string().as_str(), ceiling.what.as_deref()),
        ("13000000", Some("the 26th package"))
    );
    check(&register, Delivered, "2024-05-31", "900000 above unvalued 2");
    check(&register, Delivered, "2024-05-19", "0 above unvalued 2");
    assert_eq!(figure_of(&register, Delivered, "2024-05-19").too_loose.len(), 1);
    check(&register, Ordered, "2024-05-31", "5200000");
    check(&register, OpenPledge, "2024-03-19", "22703626.22 above unvalued 2");
    // The unsplit 22 million stay together; Estonia's known part stands at Estonia.
    assert_eq!(
        rows(&register, Raised, "2024-05-31", Splitting::Member),
        [
            "BE 0 above",
            "DK 12203626.22",
            "EE 2500000",
            "IS 0 above",
            "LT 0 above unvalued 1",
            "LU 10000000 above",
            "LV 0 above unvalued 1",
            "NL 10000000",
            "BE+EE+IS+LU 20000000",
        ]
    );
}
