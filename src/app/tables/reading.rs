//! Reading a table: its file at once, its rows in slices, so that the page goes on.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::State;
use crate::app::browser::clock;
use crate::app::browser::turn::Slice;
use crate::app::desk::Desk;
use crate::app::dialogs::Offered;
use crate::exchange::sheet::{Grid, Mapping, Parties, Reading, Rows, Taken, read_book, read_list};
use crate::register::Register;
use crate::said;
use crate::words::text::areas::tables as text;

/// So many rows are read at once.
const PORTION: usize = 100;

/// What sort of file a table stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Book,
    List,
    Text,
}

/// What sort it is, by its first bytes.
fn sort(bytes: &[u8]) -> Sort {
    let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    match bytes {
        [b'P', b'K', 3 | 5, ..] | [0xd0, 0xcf, 0x11, 0xe0, ..] => Sort::Book,
        _ if first == Some(&b'[') => Sort::List,
        _ => Sort::Text,
    }
}

/// How a file is read as text; none where it is a spreadsheet or a list.
pub(super) fn text_reading(offered: &Offered) -> Option<Reading> {
    (sort(&offered.bytes) == Sort::Text).then(|| Reading::find(&offered.bytes))
}

/// The sheets in a file.
pub(super) fn sheets(offered: &Offered, reading: Option<Reading>) -> Result<Vec<Grid>, String> {
    let read = match (sort(&offered.bytes), reading) {
        (Sort::Book, _) => read_book(&offered.bytes),
        (Sort::List, _) => read_list(&offered.bytes).map(|grid| vec![grid]),
        (Sort::Text, reading) => {
            let reading = reading.unwrap_or_else(|| Reading::find(&offered.bytes));
            reading.read(&offered.bytes).map(|grid| vec![grid])
        }
    };
    read.map_err(|error| said!(text::NOTHING_CHANGED_BY, name = offered.name, error = error.to_string()))
}

/// Reads the rows again, since something else is said of the table.
pub(super) fn read_again(desk: Desk, state: State) {
    state.taken.set(None);
    state.progress.set(0);
    state.round.update_value(|round| *round = round.wrapping_add(1));
    let round = state.round.get_value();
    let (Some(grid), Some(mapping)) = (untrack(|| state.grid()), state.mapping.get_untracked()) else {
        return;
    };
    let (ours, parties) = (desk.look(Clone::clone), state.parties.get_value());
    spawn_local(async move {
        // None where something else was said meanwhile, or the window was closed.
        if let Some(taken) = rows(&grid, &mapping, &ours, &parties, state, round).await {
            let _ = state.taken.try_set(Some(Arc::new(taken)));
        }
    });
}

async fn rows(
    grid: &Grid,
    mapping: &Mapping,
    ours: &Register,
    parties: &Parties,
    state: State,
    round: u32,
) -> Option<Taken> {
    let mut rows = Rows::of(grid, mapping, ours, parties);
    let (all, mut slice) = (mapping.rows(grid), Slice::begin());
    for first in all.clone().step_by(PORTION) {
        let last = first.saturating_add(PORTION).min(all.end);
        rows.read(first..last);
        if slice.is_over() {
            slice.pause().await;
            if state.round.try_get_value() != Some(round) {
                return None;
            }
            let _ = state.progress.try_set(last.saturating_sub(all.start));
        }
    }
    let (mut putting, now) = (rows.put_together(), clock::now());
    while putting.step(PORTION, &now) {
        if slice.is_over() {
            slice.pause().await;
            if state.round.try_get_value() != Some(round) {
                return None;
            }
        }
    }
    Some(putting.taken())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_told_by_its_first_bytes() {
        let check = |bytes: &[u8], expected: Sort| assert_eq!(sort(bytes), expected);
        check(b"PK\x03\x04", Sort::Book);
        check(b"\xd0\xcf\x11\xe0", Sort::Book);
        check(b" \n[{}]", Sort::List);
        check(b"a,b", Sort::Text);
        check(b"", Sort::Text);
    }
}
