//! A block that is pasted from the cell in focus on: over which cells it lies.

use std::sync::Arc;

use leptos::ev::Event;
use leptos::prelude::*;

use super::super::List;
use super::row::name;
use crate::app::browser::handed::pasted;
use crate::app::desk::Dialog;
use crate::app::parts::grid::{Grid, Line};
use crate::exchange::block::{Block, Cell, Row};
use crate::register::{Collection, RecordKey};

/// Shows what a pasted text would change, unless a field takes it.
pub fn paste(list: List, event: &Event) {
    if !list.cells.is_on.get_untracked() {
        return;
    }
    if let Some(text) = pasted(event) {
        event.prevent_default();
        event.stop_propagation();
        if let Some(block) = over(list, &text) {
            list.desk.show(Dialog::Paste(Arc::new(block)));
        }
    }
}

/// A text over the cells from the one in focus on, row by row as they are shown.
fn over(list: List, text: &str) -> Option<Block> {
    let spot = list.cells.at.get_untracked()?;
    let (grid, look) = (list.grid.get_untracked(), list.look.get_untracked());
    let columns: Vec<usize> = look.columns.iter().skip(spot.column).map(|(at, _)| *at).collect();
    let heads = columns.iter().filter_map(|at| grid.columns.get(*at)).map(|column| column.label.clone());
    let mut block = Block::of(text, heads.collect());
    let count = block.texts.len();
    list.lines.with_untracked(|lines| {
        let rows = (spot.line..lines.len()).filter_map(|at| match lines.get(at) {
            Some(Line::Row(place)) => Some(row(&grid, &columns, place)),
            _ => None,
        });
        block.rows = rows.take(count).collect();
    });
    block.next = grid.makes.map(|collection| next(&grid, &columns, collection));
    Some(block)
}

fn row(grid: &Grid, columns: &[usize], place: usize) -> Row {
    let cells = columns.iter().filter_map(|at| grid.columns.get(*at)).map(|column| Cell {
        place: column.place(place),
        shown: (column.shown)(place),
        plain: (column.plain)(place),
    });
    Row { name: name(grid, place), cells: cells.collect(), is_new: false }
}

/// The row of a record that has no id yet, and no content.
fn next(grid: &Grid, columns: &[usize], collection: Collection) -> Row {
    let key = RecordKey::new(collection, "");
    let cells = columns.iter().filter_map(|at| grid.columns.get(*at));
    let cells =
        cells.map(|column| Cell { place: column.begun(&key), shown: String::new(), plain: String::new() });
    Row { name: String::new(), cells: cells.collect(), is_new: true }
}
