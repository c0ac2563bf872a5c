//! Layouts for charts: where things stand, in whole thousandths of whatever the page calls a unit.
//!
//! Every layout is a pure function of figures that are already counted, so that a chart shows the same numbers as its
//! table and its sentence. Nothing here is a float: the same register gives the same picture everywhere.

mod attendance;
mod bars;
mod cover;
mod flow;
mod line;
mod scale;

pub use attendance::{AttendanceCell, AttendanceColumn, AttendanceMatrix, attendance};
pub use bars::{Bars, bars};
pub use cover::{Cover, CoverBar, cover};
pub use flow::{FlowLayout, NodeBox, Ribbon, flow};
pub use line::{Corner, DateTick, Event, MeetingMark, StepLine, line};
pub use scale::{Scale, Tick, thousandths};

/// How wide and how high a drawing is, in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// From left to right.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
}
