//! A scale of round steps, and where a value stands on it.

use crate::figures::money::{over, times};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Round steps from zero up, and down where there is something below zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// How much one step is.
    pub step: Decimal,
    /// How many steps lie below zero.
    pub below: u32,
    /// How many steps lie above it.
    pub above: u32,
}

/// A line of the scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tick {
    /// Where it stands, from the lowest end.
    pub at: u32,
    /// What it says.
    pub value: Decimal,
}

/// The most steps on one side of zero.
const MOST: u32 = 5;

impl Scale {
    /// The finest scale of at most five steps of 1, 2 or 5 with zeros that holds two values.
    pub fn of(least: Decimal, most: Decimal) -> Self {
        let mut power = Decimal::ONE;
        while let Some(next) = times(power, Decimal::TEN) {
            for factor in [1_u32, 2, 5] {
                let Some(step) = times(power, factor.into()) else { continue };
                let steps = |value: Decimal| {
                    let steps = value.max(Decimal::ZERO).checked_div(step)?.ceil().to_u32()?;
                    (steps <= MOST).then_some(steps)
                };
                if let (Some(below), Some(above)) = (steps(negative(least)), steps(most)) {
                    return Scale { step, below, above: if below == 0 { above.max(1) } else { above } };
                }
            }
            power = next;
        }
        Scale { step: most.max(negative(least)), below: u32::from(least.is_sign_negative()), above: 1 }
    }

    /// How many steps there are.
    pub fn steps(&self) -> u32 {
        self.below.saturating_add(self.above).max(1)
    }

    /// Where a value stands on a length, from the lowest end; what lies beyond an end stands at it.
    pub fn place(&self, value: Decimal, length: u32) -> u32 {
        let base = times(self.step, self.below.into());
        let above = base.and_then(|base| value.checked_add(base)).unwrap_or(value);
        let all = times(self.step, self.steps().into()).unwrap_or(self.step);
        thousandths(above, all, length)
    }

    /// Its lines on a length, from the lowest to the highest.
    pub fn ticks(&self, length: u32) -> Vec<Tick> {
        let below = i64::from(self.below);
        let lines = (0..=self.steps()).filter_map(|n| {
            let value = times(self.step, i64::from(n).checked_sub(below)?.into())?;
            Some(Tick { at: self.place(value, length), value })
        });
        lines.collect()
    }
}

fn negative(value: Decimal) -> Decimal {
    super::super::money::negative(value)
}

/// The part of a length that a value is of a whole, rounded; never below zero and never more than the length.
pub fn thousandths(value: Decimal, whole: Decimal, length: u32) -> u32 {
    let scaled = times(value, length.into()).and_then(|value| over(value, whole));
    // Of a value with too many digits to be multiplied, a little less exact.
    let scaled = scaled.or_else(|| times(over(value, whole)?, length.into()));
    let rounded = scaled.map(|scaled| scaled.round().max(Decimal::ZERO));
    rounded.map_or(0, |rounded| rounded.to_u32().unwrap_or(length).min(length))
}
