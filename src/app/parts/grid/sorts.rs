//! The order of a list as its address says it: `-amount,party`.

/// One key of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SortKey {
    /// The key of the column.
    pub column: String,
    /// Whether downwards.
    pub down: bool,
}

/// Reads an order. Of a column that is named twice the first holds.
pub fn parse(text: &str) -> Vec<SortKey> {
    let mut keys: Vec<SortKey> = Vec::new();
    for part in text.split(',').map(str::trim) {
        let (column, down) = part.strip_prefix('-').map_or((part, false), |column| (column, true));
        if !column.is_empty() && keys.iter().all(|key| key.column != column) {
            keys.push(SortKey { column: column.to_owned(), down });
        }
    }
    keys
}

/// Writes an order.
pub fn print(keys: &[SortKey]) -> String {
    let word = |key: &SortKey| format!("{}{}", if key.down { "-" } else { "" }, key.column);
    keys.iter().map(word).collect::<Vec<_>>().join(",")
}

/// The order after a press on the head of a column: by it alone, or by it as well. A column that already sorts so is
/// turned around; a new one begins as `new` says.
pub fn pressed(keys: &[SortKey], new: SortKey, as_well: bool) -> Vec<SortKey> {
    let turned = |key: &SortKey| SortKey { down: key.down != (key.column == new.column), ..key.clone() };
    let is_in = keys.iter().any(|key| key.column == new.column);
    match as_well {
        _ if is_in && (as_well || keys.len() == 1) => keys.iter().map(turned).collect(),
        true => keys.iter().cloned().chain([new]).collect(),
        false => vec![new],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_read_and_written() {
        let check = |text, expected| assert_eq!(print(&parse(text)), expected, "{text}");
        check("", "");
        check("sum", "sum");
        check("-sum,who", "-sum,who");
        check(" -sum , who,", "-sum,who");
        check("sum,-sum,who", "sum,who");
        check("-,--,", "--");
    }

    #[test]
    fn a_press_sorts_by_one_column_or_by_one_more() {
        let check = |before, (column, down): (&str, bool), as_well, expected| {
            let new = SortKey { column: column.to_owned(), down };
            assert_eq!(print(&pressed(&parse(before), new, as_well)), expected);
        };
        check("", ("sum", true), false, "-sum");
        check("-sum", ("sum", true), false, "sum");
        check("-sum", ("who", false), false, "who");
        check("-sum", ("who", false), true, "-sum,who");
        check("-sum,who", ("who", false), true, "-sum,-who");
        check("-sum,who", ("sum", true), true, "sum,who");
        check("sum,who", ("sum", true), false, "-sum");
    }
}
