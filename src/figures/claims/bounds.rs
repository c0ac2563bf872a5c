//! Which figures bear a claim.

use rust_decimal::Decimal;

use crate::register::{Amount, Qualifier};

use super::super::money::{add, sub};

/// The figures that bear a claim: between two ends, each of which may be absent and may itself bear it or not.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    pub value: Decimal,
    low: Option<(Decimal, bool)>,
    high: Option<(Decimal, bool)>,
    tenth: Decimal,
    over: bool,
}

impl Bounds {
    /// Of a sum stated to a step; without one, to the place of its last digit that is not zero. Never to more than a
    /// tenth of itself.
    pub fn of(amount: &Amount, stated_to: Option<Decimal>) -> Self {
        let value = amount.value;
        let tenth = value.abs().checked_div(Decimal::TEN).unwrap_or_default();
        let step = stated_to.unwrap_or_else(|| last_place(value)).min(tenth);
        let half = step.checked_div(Decimal::TWO).unwrap_or_default();
        let down = |by: Decimal| Some((sub(value, by).unwrap_or(value), true));
        let up = |by: Decimal| Some((add(value, by).unwrap_or(value), true));
        let (low, high) = match amount.qualifier {
            Qualifier::Exact => (down(half), up(half)),
            Qualifier::About => (down(step), up(step)),
            Qualifier::Over => (Some((value, false)), None),
            Qualifier::AtLeast => (Some((value, true)), None),
            Qualifier::Almost => {
                let nine =
                    value.checked_mul(Decimal::from(9_u8)).and_then(|nine| nine.checked_div(Decimal::TEN));
                (nine.map(|low| (low, true)), Some((value, false)))
            }
            Qualifier::AtMost => (None, Some((value, true))),
        };
        Bounds { value, low, high, tenth, over: amount.qualifier == Qualifier::Over }
    }

    /// Whether a figure is too small.
    pub fn is_under(&self, figure: Decimal) -> bool {
        self.low.is_some_and(|(low, itself)| figure < low || figure == low && !itself)
    }

    /// Whether a figure is too large.
    pub fn is_beyond(&self, figure: Decimal) -> bool {
        self.high.is_some_and(|(high, itself)| figure > high || figure == high && !itself)
    }

    /// Whether a figure bears the claim.
    pub fn hold(&self, figure: Decimal) -> bool {
        !self.is_under(figure) && !self.is_beyond(figure)
    }

    /// Whether "over" says much less than there is.
    pub fn understate(&self, figure: Decimal) -> bool {
        self.over && sub(figure, self.value).is_some_and(|beyond| beyond > self.tenth)
    }

    /// What another measure, day or giver must keep: "at most 5 million" says nothing of all that is nearly nothing.
    pub fn are_near(&self, figure: Decimal) -> bool {
        let away = sub(figure, self.value).map(|away| away.abs());
        self.value > Decimal::ZERO && self.hold(figure) && away.is_some_and(|away| away <= self.tenth)
    }
}

/// The place of the last digit that is not zero: a million for 58,000,000.
fn last_place(value: Decimal) -> Decimal {
    let value = value.normalize();
    let mut step = Decimal::try_new(1, value.scale()).unwrap_or(Decimal::ONE);
    loop {
        let Some(next) = step.checked_mul(Decimal::TEN) else { return step };
        let rest = value.checked_rem(next);
        if value.is_zero() || rest.is_none_or(|rest| !rest.is_zero()) {
            return step;
        }
        step = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::Currency;

    fn check(qualifier: Qualifier, value: i64, step: Option<i64>, holds: &[i64], fails: &[i64]) {
        let amount = Amount::new(value.into(), Currency::EUR, qualifier);
        let bounds = Bounds::of(&amount, step.map(Decimal::from));
        for (figures, expected) in [(holds, true), (fails, false)] {
            for figure in figures {
                assert_eq!(bounds.hold((*figure).into()), expected, "{amount} against {figure}");
            }
        }
    }

    #[test]
    fn qualifiers_as_written() {
        use Qualifier::*;
        check(Exact, 58, None, &[58], &[57, 59]);
        check(Exact, 5800, None, &[5750, 5850], &[5749, 5851]);
        check(Exact, 5800, Some(10), &[5795, 5805], &[5794, 5806]);
        check(Exact, 30, Some(100), &[29, 31], &[28, 32]);
        check(About, 5000, None, &[4500, 5500], &[4499, 5501]);
        check(Over, 30, None, &[31, 900], &[30, 29]);
        check(AtLeast, 30, None, &[30, 900], &[29]);
        check(Almost, 30, None, &[27, 29], &[26, 30, 31]);
        check(AtMost, 30, None, &[0, 30], &[31]);
    }

    #[test]
    fn the_last_digit_that_is_not_zero() {
        for (value, place) in
            [("58000000", "1000000"), ("32.70", "0.1"), ("7", "1"), ("0", "1"), ("10", "10")]
        {
            let value = Decimal::from_str_exact(value).unwrap();
            assert_eq!(last_place(value), Decimal::from_str_exact(place).unwrap(), "{value}");
        }
    }

    #[test]
    fn over_understates_beyond_a_tenth() {
        let bounds = Bounds::of(&Amount::new(30.into(), Currency::EUR, Qualifier::Over), None);
        assert!(!bounds.understate(33.into()) && bounds.understate(34.into()));
        assert!(bounds.are_near(33.into()) && !bounds.are_near(34.into()) && !bounds.are_near(30.into()));
    }
}
