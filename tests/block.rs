//! Whatever stands in cells comes back from the clipboard as it was.

mod common;

use common::cases;
use muster::exchange::block::tsv::{read, write};
use proptest::prelude::*;

/// Texts with much of what could break out of a cell.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof!["[a\"\t\n\r ]{0,6}", ".{0,8}", Just(String::new())]
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn cells_come_back_from_text(
        rows in proptest::collection::vec(proptest::collection::vec(cell(), 1..5), 1..6),
    ) {
        prop_assert_eq!(read(&write(&rows)), rows);
    }

    #[test]
    fn any_text_is_rows_of_cells(text in "[a\"\t\n\r]{0,24}") {
        let rows = read(&text);
        prop_assert!(!rows.is_empty() && rows.iter().all(|row| !row.is_empty()));
        // What was read once is written and read alike.
        prop_assert_eq!(read(&write(&rows)), rows);
    }
}
