//! What was said of a table once is proposed for the next one with the same columns. The browser remembers the names of the
//! columns as a hash, and no row.

use serde_json::{Map, Value, json};

use crate::app::held::{Place, store};
use crate::exchange::sheet::{Column, Grid, Mapping, Sense, Target};
use crate::register::Hash;

const KEY: &str = "muster-tables/";
/// So many of the first rows can be the one that names the columns.
const ROWS: usize = 12;

/// What is remembered of a table like this.
pub(super) fn of(grid: &Grid) -> Option<Mapping> {
    let (store, _) = store(Place::Lasting);
    (0..grid.rows.len().min(ROWS)).find_map(|row| {
        let text = store.get(&key(grid, row)).ok().flatten()?;
        read(&serde_json::from_str(&text).ok()?, row, grid.width())
    })
}

/// Remembers what was said of a table whose columns have names.
pub(super) fn keep(grid: &Grid, mapping: &Mapping) {
    if let Some(row) = mapping.header {
        let (store, _) = store(Place::Lasting);
        // Where there is no room it is asked again.
        let _ = store.set(&key(grid, row), &write(mapping).to_string());
    }
}

/// By the names of its columns.
fn key(grid: &Grid, row: usize) -> String {
    let names: Vec<&str> = (0..grid.width()).map(|column| grid.cell(row, column).text()).collect();
    let hash = Hash::of(names.join("\n").as_bytes()).to_string();
    format!("{KEY}{}", hash.get(..16).unwrap_or_default())
}

fn write(mapping: &Mapping) -> Value {
    let column = |column: &Column| {
        let Sense { day_first, decimal_comma } = column.sense;
        json!({"path": column.path, "day_first": day_first, "decimal_comma": decimal_comma})
    };
    json!({
        "rows": mapping.target.word,
        "columns": mapping.columns.iter().map(column).collect::<Vec<_>>(),
        "fixed": mapping.fixed.iter().map(|(path, text)| (path.clone(), text.clone().into())).collect::<Map<_, _>>(),
    })
}

/// What was written; none where it does not fit this version, or that many columns.
fn read(json: &Value, header: usize, width: usize) -> Option<Mapping> {
    let target = Target::of(json.get("rows")?.as_str()?)?;
    let column = |json: &Value| {
        let path = match json.get("path")? {
            Value::Null => None,
            path => Some(target.column(path.as_str()?)?.path),
        };
        let is = |name: &str| json.get(name).and_then(Value::as_bool);
        let sense = Sense { day_first: is("day_first"), decimal_comma: is("decimal_comma") };
        Some(Column { path, sense })
    };
    let columns: Vec<Column> = json.get("columns")?.as_array()?.iter().map(column).collect::<Option<_>>()?;
    let fixed = json.get("fixed")?.as_object()?.iter();
    let fixed = fixed.filter_map(|(path, text)| Some((path.clone(), text.as_str()?.to_owned()))).collect();
    (columns.len() == width).then_some(Mapping { target, header: Some(header), columns, fixed })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_reads_back() {
        let sense = Sense { day_first: Some(true), decimal_comma: None };
        let mapping = Mapping {
            target: Target::of("contributions").unwrap(),
            header: Some(2),
            columns: vec![Column { path: Some("entries/date"), sense }, Column::default()],
            fixed: vec![("entries/kind".to_owned(), "pledge".to_owned())],
        };
        assert_eq!(read(&write(&mapping), 2, 2), Some(mapping.clone()));
        assert_eq!(read(&write(&mapping), 2, 3), None);
        assert_eq!(read(&json!({"rows": "rates", "columns": [], "fixed": {}}), 0, 0), None);
    }
}
