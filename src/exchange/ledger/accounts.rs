//! The accounts of a journal, and the postings of an entry.

use std::fmt::Write;

use super::exact::{difference, product};
use super::item::{Posting, Sum};
use crate::register::{StatedRate, Step};

/// All accounts stand in equity: what was promised is neither owned nor owed by those who keep the register,
/// and the measures, which say the same money on its way, must add up to nothing.
pub const ROOT: &str = "Equity";
/// Where what a measure counts comes from.
const CONTRA: &str = "Contra";
/// What a rate leaves over when its result is rounded.
const ROUNDING: &str = "Rounding";
/// Whose account it is where nobody is named.
const NOT_STATED: &str = "Not-stated";
/// Between the parties of one account.
const AND: &str = "-and-";

/// The measures by the names of their accounts.
const MEASURES: [(Step, &str); 5] = [
    (Step::Pledge, "Pledged"),
    (Step::Commitment, "Committed"),
    (Step::Paid, "Paid"),
    (Step::Expenditure, "Spent"),
    (Step::Delivery, "Delivered"),
];

fn measure(step: Step) -> Option<&'static str> {
    MEASURES.iter().find(|(held, _)| *held == step).map(|(_, name)| *name)
}

/// The step that an account counts; none where it is no party's.
pub fn step_of(account: &str) -> Option<Step> {
    let (measure, _) = account.strip_prefix(ROOT)?.strip_prefix(':')?.split_once(':')?;
    MEASURES.iter().find(|(_, name)| *name == measure).map(|(step, _)| *step)
}

/// An id as a part of an account: letters and digits with a capital or a digit first stand as they are; any
/// other begins with `X-`, and what is no letter or digit in it is `-` and two digits.
fn part(id: &str) -> String {
    let is_plain = id.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && id.bytes().next().is_some_and(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    if is_plain {
        return id.to_owned();
    }
    let mut out = String::from("X-");
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() {
            out.push(char::from(byte));
        } else {
            // Writing to a text cannot fail.
            let _ = write!(out, "-{byte:02X}");
        }
    }
    out
}

/// How accounts write these parties.
pub fn parties<'a>(ids: impl IntoIterator<Item = &'a str>) -> String {
    let all: Vec<String> = ids.into_iter().map(part).collect();
    if all.is_empty() { NOT_STATED.to_owned() } else { all.join(AND) }
}

/// The postings of a sum of a step; none where the step is not counted. A rate of its currency prices it, as
/// far as the programs can keep the product exactly.
pub fn postings(step: Step, whose: &str, sum: Sum, rate: Option<StatedRate>) -> Option<Vec<Posting>> {
    let measure = measure(step)?;
    let (account, contra) = (format!("{ROOT}:{measure}:{whose}"), format!("{ROOT}:{CONTRA}:{measure}"));
    let plain = |account: String, sum: Sum| Posting { account, sum, price: None };
    if let Some([first, second, rest]) = rate.and_then(|rate| priced(sum, rate)) {
        let mut all = vec![Posting { account, ..first }, Posting { account: contra, ..second }];
        if !rest.sum.value.is_zero() {
            all.push(rest);
        }
        return Some(all);
    }
    let back = Sum { value: -sum.value, ..sum };
    Some(vec![plain(account, sum), plain(contra, back)])
}

/// The postings of a part that is known to be somebody's of what others have together.
pub fn known(step: Step, whose: &str, others: &str, sum: Sum) -> Option<Vec<Posting>> {
    let measure = measure(step)?;
    let of =
        |whose: &str, sum: Sum| Posting { account: format!("{ROOT}:{measure}:{whose}"), sum, price: None };
    Some(vec![of(whose, sum), of(others, Sum { value: -sum.value, ..sum })])
}

/// The sum, what it is in the other currency, and what the rounding of that leaves over. The price stands
/// with the currency of which the rate says one unit, so that it is the rate as it was stated.
fn priced(sum: Sum, rate: StatedRate) -> Option<[Posting; 3]> {
    let price = Some(Sum { value: rate.value(), currency: rate.quote() });
    let of = |value, currency, price| Posting { account: String::new(), sum: Sum { value, currency }, price };
    let (first, second, exact) = if sum.currency == rate.base() {
        let exact = product(sum.value, rate.value())?;
        let rounded = exact.round_dp(rate.quote().digits());
        (of(sum.value, sum.currency, price), of(-rounded, rate.quote(), None), (rounded, exact))
    } else if sum.currency == rate.quote() {
        let rounded = sum.value.checked_div(rate.value())?.round_dp(rate.base().digits());
        let exact = product(rounded, rate.value())?;
        (of(sum.value, sum.currency, None), of(-rounded, rate.base(), price), (exact, sum.value))
    } else {
        return None;
    };
    let rest = difference(exact.0, exact.1)?;
    let rest = Posting { account: format!("{ROOT}:{ROUNDING}"), ..of(rest, rate.quote(), None) };
    Some([first, second, rest])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::{Currency, parse_decimal};

    #[test]
    fn parties_make_parts_of_accounts() {
        let check = |ids: &[&str], expected: &str| assert_eq!(parties(ids.iter().copied()), expected);
        check(&["EE"], "EE");
        check(&["42"], "42");
        check(&["BE", "EE"], "BE-and-EE");
        check(&["BE-and-EE"], "X-BE-2Dand-2DEE");
        check(&["r.12"], "X-r-2E12");
        check(&["é x"], "X--C3-A9-20x");
        check(&[""], "X-");
        check(&[], "Not-stated");
        check(&["Not-stated"], "X-Not-2Dstated");
    }

    fn money(text: &str) -> Sum {
        let (value, currency) = text.split_once(' ').unwrap();
        Sum { value: parse_decimal(value).unwrap(), currency: Currency::parse(currency).unwrap() }
    }

    #[track_caller]
    fn check(sum: &str, rate: Option<(&str, &str)>, expected: &[&str]) {
        let rate = rate.map(|(base, quote)| {
            let quote = money(quote);
            StatedRate::new(Currency::parse(base).unwrap(), quote.currency, quote.value).unwrap()
        });
        let all = postings(Step::Pledge, "EE", money(sum), rate).unwrap();
        assert_eq!(all.iter().map(ToString::to_string).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_rate_prices_a_sum_and_says_what_rounding_leaves_over() {
        check("5 EUR", None, &["Equity:Pledged:EE  5.00 EUR", "Equity:Contra:Pledged  -5.00 EUR"]);
        check("-3 JPY", None, &["Equity:Pledged:EE  -3 JPY", "Equity:Contra:Pledged  3 JPY"]);
        check(
            "91000000 DKK",
            Some(("EUR", "7.4568 DKK")),
            &[
                "Equity:Pledged:EE  91000000.00 DKK",
                "Equity:Contra:Pledged  -12203626.22 EUR @ 7.4568 DKK",
                "Equity:Rounding  -0.002704 DKK",
            ],
        );
        check(
            "100 EUR",
            Some(("EUR", "7.45681 DKK")),
            &[
                "Equity:Pledged:EE  100.00 EUR @ 7.45681 DKK",
                "Equity:Contra:Pledged  -745.68 DKK",
                "Equity:Rounding  -0.001 DKK",
            ],
        );
        check(
            "100 EUR",
            Some(("EUR", "7.45 DKK")),
            &["Equity:Pledged:EE  100.00 EUR @ 7.45 DKK", "Equity:Contra:Pledged  -745.00 DKK"],
        );
        check(
            "7 USD",
            Some(("EUR", "7.45 DKK")),
            &["Equity:Pledged:EE  7.00 USD", "Equity:Contra:Pledged  -7.00 USD"],
        );
        check(
            "9999999999999999999999999999 DKK",
            Some(("EUR", "7.4568 DKK")),
            &[
                "Equity:Pledged:EE  9999999999999999999999999999.00 DKK",
                "Equity:Contra:Pledged  -9999999999999999999999999999.00 DKK",
            ],
        );
    }

    #[test]
    fn an_account_says_what_it_counts() {
        assert_eq!(step_of("Equity:Spent:EE"), Some(Step::Expenditure));
        assert_eq!(step_of("Equity:Contra:Spent"), None);
        assert_eq!(step_of("Equity:Rounding"), None);
        assert_eq!(step_of("Assets:Spent:EE"), None);
    }
}
