//! Exact sums: added without rounding, rounded once when converted, split without remainder.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::register::{Arrange, Currency};

/// A sum in a currency, without a qualifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Money {
    /// How much, in whole units of the currency.
    pub value: Decimal,
    /// Of which currency.
    pub currency: Currency,
}

/// The product, or nothing when it has too many digits. Like [`over`] it stands once in the program: the library's own
/// is copied to wherever it is used.
#[inline(never)]
pub fn times(a: Decimal, b: Decimal) -> Option<Decimal> {
    a.checked_mul(b)
}

/// The quotient to 28 digits; nothing by zero.
#[inline(never)]
pub fn over(a: Decimal, b: Decimal) -> Option<Decimal> {
    a.checked_div(b)
}

/// The sum, or nothing when it cannot be held exactly: beyond 28 digits the type would round without a word.
pub(super) fn add(a: Decimal, b: Decimal) -> Option<Decimal> {
    let sum = a.checked_add(b)?;
    let exact = sum.scale() >= a.scale().max(b.scale()) || sum.checked_sub(a) == Some(b);
    exact.then_some(sum)
}

/// The difference, or nothing when it cannot be held exactly.
pub(super) fn sub(a: Decimal, b: Decimal) -> Option<Decimal> {
    add(a, negative(b))
}

/// The same with the other sign; zero stays zero.
pub(super) fn negative(mut value: Decimal) -> Decimal {
    value.set_sign_positive(value.is_zero() || value.is_sign_negative());
    value
}

/// Rounds half to even to the digits of a currency.
pub(super) fn round(value: Decimal, digits: u32) -> Decimal {
    value.round_dp_with_strategy(digits, RoundingStrategy::MidpointNearestEven)
}

/// Splits a sum in the proportion of the weights; the units that rounding leaves go to the largest remainders,
/// among equals to the earlier. The result adds up to the sum. Nothing where the weights are no proportion.
pub(super) fn split(total: Decimal, weights: &[Decimal], digits: u32) -> Option<Vec<Decimal>> {
    let all = weights.iter().try_fold(Decimal::ZERO, |sum, weight| add(sum, *weight))?;
    if all == total {
        return Some(weights.to_vec());
    }
    if all <= Decimal::ZERO || weights.iter().any(|weight| *weight < Decimal::ZERO) {
        return None;
    }
    let digits = digits.max(total.normalize().scale());
    let unit = Decimal::try_new(1, digits).ok()?;
    let mut shares = Vec::with_capacity(weights.len());
    let mut left = total;
    for (place, weight) in weights.iter().enumerate() {
        // Multiplied first: a quotient that is cut off would tell equal remainders apart.
        let exact = times(total, *weight).and_then(|product| over(product, all));
        let exact = exact.or_else(|| times(total, over(*weight, all)?))?;
        let share = exact.round_dp_with_strategy(digits, RoundingStrategy::ToZero);
        left = sub(left, share)?;
        shares.push((place, share, sub(exact, share)?.abs()));
    }
    let step = if left < Decimal::ZERO { negative(unit) } else { unit };
    shares.arrange_by(|(a, _, x), (b, _, y)| y.cmp(x).then(a.cmp(b)));
    for (_, share, _) in shares.iter_mut().filter(|(place, ..)| weights.get(*place) != Some(&Decimal::ZERO)) {
        if left == Decimal::ZERO {
            break;
        }
        *share = add(*share, step)?;
        left = sub(left, step)?;
    }
    shares.arrange_by_key(|(place, ..)| *place);
    (left == Decimal::ZERO).then(|| shares.into_iter().map(|(_, share, _)| share).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        Decimal::from_str_exact(text).unwrap()
    }

    fn check_split(total: &str, weights: &[&str], digits: u32, expected: &[&str]) {
        let weights: Vec<_> = weights.iter().map(|text| number(text)).collect();
        let expected: Vec<_> = expected.iter().map(|text| number(text)).collect();
        assert_eq!(split(number(total), &weights, digits), Some(expected));
    }

    #[test]
    fn sums_are_exact_or_none() {
        assert_eq!(add(number("0.1"), number("0.2")), Some(number("0.3")));
        let huge = number("79228162514264337593543950335");
        assert_eq!(add(huge, number("1")), None);
        assert_eq!(add(number("7922816251426433759354395033"), number("0.001")), None);
        assert_eq!(add(number("5"), number("0.00")), Some(number("5")));
    }

    #[test]
    fn rounds_half_to_even() {
        assert_eq!(round(number("0.125"), 2), number("0.12"));
        assert_eq!(round(number("0.135"), 2), number("0.14"));
        assert_eq!(round(number("-2.5"), 0), number("-2"));
    }

    #[test]
    fn splits_by_largest_remainder() {
        check_split("100.00", &["1", "1", "1"], 2, &["33.34", "33.33", "33.33"]);
        check_split("100", &["2", "1"], 0, &["67", "33"]);
        check_split("-1.00", &["1", "1", "1"], 2, &["-0.34", "-0.33", "-0.33"]);
        check_split("20", &["2", "18"], 2, &["2", "18"]);
        check_split("10", &["1", "0"], 2, &["10", "0"]);
        check_split("1", &["1", "1", "13"], 2, &["0.07", "0.07", "0.86"]);
        check_split("1", &["1", "7", "7"], 2, &["0.07", "0.47", "0.46"]);
    }

    #[test]
    fn no_proportion_is_no_split() {
        assert_eq!(split(number("5"), &[number("0")], 2), None);
        assert_eq!(split(number("5"), &[number("3"), number("-1")], 2), None);
    }
}
