//! A list in JSON: an object for each row.

use serde_json::{Map, Value};

use super::{Cell, Grid, SheetError};
use crate::exchange::fault;

/// The table in a list: its columns are the names in its objects, in the order in which they come first.
///
/// # Errors
/// When it is no JSON, or no list of objects.
pub fn read_list(bytes: &[u8]) -> Result<Grid, SheetError> {
    let rows: Vec<Map<String, Value>> =
        serde_json::from_slice(bytes).map_err(|error| SheetError::NoList(fault::json(&error)))?;
    let mut names: Vec<&str> = Vec::new();
    for name in rows.iter().flat_map(Map::keys) {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    let header = (1, names.iter().map(|name| Cell::of_text(name)).collect());
    let cells = |row: &Map<String, Value>| names.iter().map(|name| cell(row.get(*name))).collect();
    let rows = rows.iter().enumerate().map(|(place, row)| (place.saturating_add(2), cells(row)));
    let grid = Grid { rows: std::iter::once(header).chain(rows).collect(), ..Grid::default() }.tidy();
    if grid.rows.len() < 2 { Err(SheetError::Empty) } else { Ok(grid) }
}

fn cell(value: Option<&Value>) -> Cell {
    match value {
        None | Some(Value::Null) => Cell::Empty,
        Some(Value::String(text)) => Cell::of_text(text),
        Some(Value::Number(number)) => Cell::Number(number.to_string()),
        // A list in a cell: “LU, IS”.
        Some(Value::Array(all)) => {
            let texts: Vec<String> = all.iter().map(|one| cell(Some(one)).text().to_owned()).collect();
            Cell::of_text(&texts.join(", "))
        }
        Some(other) => Cell::of_text(&other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_objects_are_columns() {
        let grid = read_list(
            r#"[{"giver": ["LU", "EE"], "amount": 5.5}, {"date": "2024", "giver": null}]"#.as_bytes(),
        );
        let grid = grid.unwrap();
        let found: Vec<Vec<&str>> =
            grid.rows.iter().map(|(_, cells)| cells.iter().map(Cell::text).collect()).collect();
        assert_eq!(found, [vec!["amount", "giver", "date"], vec!["5.5", "LU, EE", ""], vec!["", "", "2024"]]);
        assert_eq!(grid.cell(1, 0), &Cell::Number("5.5".into()));
    }

    #[test]
    fn other_json_is_refused() {
        let check = |text: &str, part: &str| {
            let error = read_list(text.as_bytes()).unwrap_err().to_string();
            assert!(error.contains(part), "{error}");
        };
        check("{}", "line 1, column 1 holds something else");
        check("[1]", "line 1, column 2 holds something else");
        check("[{\"a\" 1}]", "line 1, column 7 cannot be read");
        check("[{\"a\": 1}", "ends too early, at line 1, column 9");
        check("[]", "nothing in this table");
        check("[{}]", "nothing in this table");
    }
}
