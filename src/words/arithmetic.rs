//! Exact sums in an amount field: plus, minus, times, divided by. What cannot be exact is refused, never rounded.

use rust_decimal::Decimal;

use super::text::areas::inputs as says;
use crate::said;

/// One step of a calculation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Times,
    /// `/`
    By,
}

/// Works one step out, or says in a whole sentence why it cannot be exact.
pub(super) fn apply(a: Decimal, operator: Operator, b: Decimal) -> Result<Decimal, String> {
    let result = match operator {
        Operator::Plus => sum(a, b),
        Operator::Minus => sum(a, -b),
        Operator::Times => product(a, b),
        Operator::By if b.is_zero() => {
            return Err(said!(says::DIVIDED_BY_ZERO));
        }
        Operator::By => {
            let even = || said!(says::NOT_EVEN, a = a.to_string(), b = b.to_string());
            return quotient(a, b).ok_or_else(even);
        }
    };
    result.ok_or_else(|| said!(says::RESULT_TOO_LONG))
}

/// A decimal from its digits, if it can be kept exactly.
fn exact(mut digits: i128, mut scale: u32) -> Option<Decimal> {
    while scale > 0 && digits % 10 == 0 {
        digits /= 10;
        scale = scale.saturating_sub(1);
    }
    Decimal::try_from_i128_with_scale(digits, scale).ok()
}

fn sum(a: Decimal, b: Decimal) -> Option<Decimal> {
    let scale = a.scale().max(b.scale());
    let aligned = |x: Decimal| {
        let factor = 10_i128.checked_pow(scale.checked_sub(x.scale())?)?;
        x.mantissa().checked_mul(factor)
    };
    exact(aligned(a)?.checked_add(aligned(b)?)?, scale)
}

fn product(a: Decimal, b: Decimal) -> Option<Decimal> {
    let (a, b) = (a.normalize(), b.normalize());
    exact(a.mantissa().checked_mul(b.mantissa())?, a.scale().checked_add(b.scale())?)
}

fn quotient(a: Decimal, b: Decimal) -> Option<Decimal> {
    let (a, b) = (a.normalize(), b.normalize());
    let (mut digits, divisor) = (a.mantissa(), b.mantissa());
    let mut scale = a.scale();
    // Each round adds a decimal, until it comes out even with as many as the divisor has, or cannot be kept.
    while digits.checked_rem(divisor)? != 0 || scale < b.scale() {
        digits = digits.checked_mul(10)?;
        scale = scale.checked_add(1)?;
    }
    exact(digits.checked_div(divisor)?, scale.checked_sub(b.scale())?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::{parse_decimal, print_decimal};
    use proptest::prelude::*;

    fn check(a: &str, operator: Operator, b: &str, expected: &str) {
        let result = apply(parse_decimal(a).unwrap(), operator, parse_decimal(b).unwrap()).map(print_decimal);
        assert_eq!(result.as_deref(), Ok(expected));
    }

    fn refused(a: &str, operator: Operator, b: &str, why: &str) {
        let error = apply(parse_decimal(a).unwrap(), operator, parse_decimal(b).unwrap()).unwrap_err();
        assert!(error.contains(why), "{error}");
    }

    #[test]
    fn steps() {
        check("0.1", Operator::Plus, "0.2", "0.3");
        check("1", Operator::Minus, "1.00", "0");
        check("16.99", Operator::Times, "1.1", "18.689");
        check("100", Operator::By, "8", "12.5");
        check("1", Operator::By, "0.008", "125");
        check("0.5", Operator::By, "0.25", "2");
        check("-7.5", Operator::By, "3", "-2.5");
        check("0", Operator::By, "7", "0");
    }

    #[test]
    fn refusals() {
        refused("1", Operator::By, "0", "divided by zero");
        refused("100", Operator::By, "3", "come out even");
        refused("9999999999999999999999999999", Operator::Times, "9999", "more digits");
        refused("0.0000000000000000000000000001", Operator::Times, "0.1", "more digits");
        refused("9999999999999999999999999999", Operator::Plus, "0.5", "more digits");
    }

    proptest! {
        #[test]
        fn undone_by_their_inverse(a in -1_000_000_000_i64..1_000_000_000, b in 1_i64..1_000_000, s in 0_u32..6, t in 0_u32..6) {
            let (a, b) = (Decimal::new(a, s), Decimal::new(b, t));
            let there = apply(a, Operator::Times, b).unwrap();
            prop_assert_eq!(apply(there, Operator::By, b), Ok(a));
            let there = apply(a, Operator::Plus, b).unwrap();
            prop_assert_eq!(apply(there, Operator::Minus, b), Ok(a));
        }
    }
}
