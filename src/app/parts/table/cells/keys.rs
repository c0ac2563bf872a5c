//! Where the keys of a spreadsheet lead.

/// A cell: which line of the table, and which of the columns shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    pub line: usize,
    pub column: usize,
}

/// Where a key leads from a cell, with Ctrl `held` or not; `count` is how many lines and columns there are, and `page` how
/// many lines the window shows.
pub fn lead(key: &str, held: bool, from: Spot, count: Spot, page: usize) -> Option<Spot> {
    let Spot { line, column } = from;
    let last = Spot { line: count.line.checked_sub(1)?, column: count.column.checked_sub(1)? };
    let to = match (key, held) {
        ("ArrowDown", false) => Spot { line: line.saturating_add(1), column },
        ("ArrowUp", false) => Spot { line: line.saturating_sub(1), column },
        ("ArrowRight", false) => Spot { line, column: column.saturating_add(1) },
        ("ArrowLeft", false) => Spot { line, column: column.saturating_sub(1) },
        ("Home", false) => Spot { line, column: 0 },
        ("End", false) => Spot { line, column: last.column },
        ("Home", true) => Spot::default(),
        ("End", true) => last,
        ("PageDown", false) => Spot { line: line.saturating_add(page), column },
        ("PageUp", false) => Spot { line: line.saturating_sub(page), column },
        _ => return None,
    };
    Some(Spot { line: to.line.min(last.line), column: to.column.min(last.column) })
}

/// The letter that a key types.
pub fn letter(key: &str) -> Option<char> {
    let mut letters = key.chars();
    letters.next().filter(|_| letters.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(key: &str, held: bool, from: (usize, usize), expected: Option<(usize, usize)>) {
        let spot = |(line, column)| Spot { line, column };
        assert_eq!(lead(key, held, spot(from), spot((100, 5)), 20), expected.map(spot), "{key} {held}");
    }

    #[test]
    fn keys_lead_through_the_table_and_stop_at_its_edges() {
        check("ArrowDown", false, (3, 2), Some((4, 2)));
        check("ArrowDown", false, (99, 2), Some((99, 2)));
        check("ArrowUp", false, (3, 2), Some((2, 2)));
        check("ArrowUp", false, (0, 2), Some((0, 2)));
        check("ArrowRight", false, (3, 2), Some((3, 3)));
        check("ArrowRight", false, (3, 4), Some((3, 4)));
        check("ArrowLeft", false, (3, 0), Some((3, 0)));
        check("Home", false, (3, 2), Some((3, 0)));
        check("End", false, (3, 2), Some((3, 4)));
        check("Home", true, (3, 2), Some((0, 0)));
        check("End", true, (3, 2), Some((99, 4)));
        check("PageDown", false, (3, 2), Some((23, 2)));
        check("PageDown", false, (90, 2), Some((99, 2)));
        check("PageUp", false, (3, 2), Some((0, 2)));
        check("ArrowDown", true, (3, 2), None);
        check("Enter", false, (3, 2), None);
        assert_eq!(lead("End", true, Spot::default(), Spot::default(), 20), None);
    }

    #[test]
    fn a_key_that_types_is_one_letter() {
        let check = |key: &str, expected| assert_eq!(letter(key), expected);
        check("a", Some('a'));
        check("ї", Some('ї'));
        check("5", Some('5'));
        check("Enter", None);
        check("", None);
    }
}
