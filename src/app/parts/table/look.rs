//! How the rows of a list are drawn.

use std::sync::Arc;

use crate::app::parts::grid::layout::Layout;
use crate::app::parts::grid::{Cells, ColumnKind};

/// Which cells a row has. What rows were drawn by another look is drawn anew.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The number of this look.
    pub version: u32,
    /// The places of the columns shown, each with whether it has a width of its own.
    pub columns: Arc<Vec<(usize, bool)>>,
    /// Whether the columns were chosen, and none is left out where the window is narrow.
    pub is_chosen: bool,
    /// Whether rows have a tick.
    pub is_picking: bool,
    /// Whether cells are edited in place.
    pub is_editing: bool,
}

impl Look {
    /// That of a layout: the one of before, where it is the same.
    pub fn of(layout: &Layout, is_picking: bool, is_editing: bool, before: Option<&Look>) -> Self {
        let columns: Vec<_> = layout.spots().iter().map(|spot| (spot.at, spot.width.is_some())).collect();
        let is_chosen = layout.is_chosen();
        match before {
            Some(before)
                if *before.columns == columns
                    && (before.is_chosen, before.is_picking, before.is_editing)
                        == (is_chosen, is_picking, is_editing) =>
            {
                before.clone()
            }
            _ => {
                let version = before.map_or(0, |before| before.version.wrapping_add(1));
                Look { version, columns: Arc::new(columns), is_chosen, is_picking, is_editing }
            }
        }
    }

    /// How many cells a row has.
    pub fn width(&self) -> usize {
        self.columns.len().saturating_add(usize::from(self.is_picking))
    }

    /// Whether a column is left out where the window is narrow. The focus could not go to a cell that is.
    pub fn is_less(&self, column: &Cells) -> bool {
        column.less && !self.is_chosen && !self.is_editing
    }

    /// The class of the cells of a column.
    pub fn class(&self, column: &Cells) -> &'static str {
        match (column.kind, self.is_less(column)) {
            (ColumnKind::Text, false) => "",
            (ColumnKind::Text, true) => "less",
            (ColumnKind::Code, false) => "code",
            (ColumnKind::Code, true) => "code less",
            (ColumnKind::Number, false) => "n",
            (ColumnKind::Number, true) => "n less",
            (ColumnKind::Date, false) => "d",
            (ColumnKind::Date, true) => "d less",
        }
    }
}
