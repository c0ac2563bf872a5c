//! Bars of needs: what is funded, proposed and left to fund, one after the other, and what was delivered beneath.

use rust_decimal::Decimal;

use super::super::Covered;
use super::super::money::add;
use super::{Scale, Tick};

/// One need or priority. The three stretches follow each other without gap or overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CoverBar {
    /// Where what is funded ends.
    pub funded: u32,
    /// Where what is proposed ends.
    pub proposed: u32,
    /// Where what is left to fund ends.
    pub whole: u32,
    /// Where the value ends: before the end of what is funded where that goes beyond it.
    pub value: u32,
    /// How long the bar of what was delivered is.
    pub delivered: u32,
}

/// Bars of needs on one scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    /// The scale.
    pub scale: Scale,
    /// Its lines.
    pub ticks: Vec<Tick>,
    /// The bars, in the order of the rows.
    pub bars: Vec<CoverBar>,
}

/// Bars of needs, or of priorities.
pub fn cover(rows: &[Covered], length: u32) -> Cover {
    let ends = |row: &Covered| {
        let proposed = add(row.funded, row.proposed).unwrap_or(row.funded);
        [row.funded, proposed, add(proposed, row.to_fund).unwrap_or(proposed), row.value, row.delivered]
    };
    let most = rows.iter().flat_map(ends).max().unwrap_or_default();
    let scale = Scale::of(Decimal::ZERO, most);
    let bar = |row: &Covered| {
        let [funded, proposed, whole, value, delivered] = ends(row).map(|end| scale.place(end, length));
        // A share that was taken back makes no stretch run backwards.
        CoverBar {
            funded,
            proposed: proposed.max(funded),
            whole: whole.max(proposed).max(funded),
            value,
            delivered,
        }
    };
    Cover { scale, ticks: scale.ticks(length), bars: rows.iter().map(bar).collect() }
}
