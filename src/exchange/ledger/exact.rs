//! Products and differences that are exact, or none.

use rust_decimal::Decimal;

/// The digits that the programs' decimals hold.
const MOST: i128 = 10_i128.pow(28);

fn decimal(mantissa: i128, scale: u32) -> Option<Decimal> {
    (mantissa.checked_abs()? < MOST && scale <= 28)
        .then(|| Decimal::try_from_i128_with_scale(mantissa, scale).ok())
        .flatten()
}

/// One times the other.
pub fn product(one: Decimal, other: Decimal) -> Option<Decimal> {
    let (one, other) = (one.normalize(), other.normalize());
    decimal(one.mantissa().checked_mul(other.mantissa())?, one.scale().checked_add(other.scale())?)
}

/// One less the other.
pub fn difference(one: Decimal, other: Decimal) -> Option<Decimal> {
    let (one, other) = (one.normalize(), other.normalize());
    let scale = one.scale().max(other.scale());
    let scaled = |value: Decimal| {
        let power = 10_i128.checked_pow(scale.checked_sub(value.scale())?)?;
        value.mantissa().checked_mul(power)
    };
    decimal(scaled(one)?.checked_sub(scaled(other)?)?, scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(one: &str, other: &str, multiplied: Option<&str>, less: Option<&str>) {
        let decimal = |text: &str| Decimal::from_str_exact(text).unwrap();
        assert_eq!(product(decimal(one), decimal(other)), multiplied.map(decimal), "{one} * {other}");
        assert_eq!(difference(decimal(one), decimal(other)), less.map(decimal), "{one} - {other}");
    }

    #[test]
    fn what_is_not_exact_is_nothing() {
        check("12203626.22", "7.4568", Some("90999999.997296"), Some("12203618.7632"));
        check("0.0000000000000000000000000001", "0.1", None, Some("-0.0999999999999999999999999999"));
        check("9999999999999999999999999999", "10", None, Some("9999999999999999999999999989"));
        check("9999999999999999999999999999", "0.1", Some("999999999999999999999999999.9"), None);
        check("0", "0", Some("0"), Some("0"));
    }
}
