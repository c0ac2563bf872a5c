//! Horizontal bars.

use rust_decimal::Decimal;

use super::{Scale, Tick};

/// Bars on one scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bars {
    /// The scale.
    pub scale: Scale,
    /// Its lines.
    pub ticks: Vec<Tick>,
    /// How long each bar is; nothing where there is no figure. What is below zero has no length.
    pub lengths: Vec<Option<u32>>,
}

/// Bars from zero on, in the order of their values; the longest scale line is at the length.
pub fn bars(values: &[Option<Decimal>], length: u32) -> Bars {
    let most = values.iter().copied().flatten().max().unwrap_or_default();
    let scale = Scale::of(Decimal::ZERO, most);
    let lengths = values.iter().map(|value| value.map(|value| scale.place(value, length)));
    Bars { scale, ticks: scale.ticks(length), lengths: lengths.collect() }
}
