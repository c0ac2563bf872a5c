//! What describes the tables of a package for other programs: `datapackage.json`, a Tabular Data Package.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{About, Audience, Column, ColumnKind, FORM, OTHERS, Table};
use crate::register::Hash;

/// The folder of the tables.
pub(super) const FOLDER: &str = "data/";

/// Where a table stands in the package.
pub(super) fn path(table: &str) -> String {
    format!("{FOLDER}{table}.csv")
}

/// A reference from a table to the rows of another one.
pub(super) struct Link {
    /// The columns.
    pub from: Vec<String>,
    /// The other table.
    pub to: String,
    /// Its columns.
    pub columns: Vec<String>,
    /// Whether every row has it.
    pub is_full: bool,
}

/// The references that hold for all rows: of lines to what they are of, and of fields to records that are
/// here.
pub(super) fn links(table: &Table, tables: &[&Table]) -> Vec<Link> {
    let find = |name: &str| tables.iter().find(|other| other.name == name);
    let names = |table: &Table, count: usize| -> Vec<String> {
        table.columns.iter().take(count).map(|column| column.name.clone()).collect()
    };
    let mut links = Vec::new();
    if let Some(parent) = table.parent().and_then(find) {
        let (from, columns) = (names(table, parent.keys), names(parent, parent.keys));
        links.push(Link { from, to: parent.name.clone(), columns, is_full: true });
    }
    let cell = |row: &[Option<String>], place: usize| row.get(place).cloned().flatten();
    for (place, column) in table.columns.iter().enumerate() {
        let ColumnKind::Reference(collection) = column.kind else { continue };
        let Some(other) = find(collection.word()) else { continue };
        let ids: BTreeSet<String> = other.rows.iter().filter_map(|row| cell(row, 0)).collect();
        let said: Vec<String> = table.rows.iter().filter_map(|row| cell(row, place)).collect();
        if said.iter().all(|id| ids.contains(id)) {
            let (from, columns) = (vec![column.name.clone()], names(other, 1));
            let is_full = said.len() == table.rows.len();
            links.push(Link { from, to: other.name.clone(), columns, is_full });
        }
    }
    links
}

/// `datapackage.json` of tables that stand in files of these bytes.
pub(super) fn datapackage(tables: &[(&Table, &str)], about: &About) -> Value {
    let all: Vec<&Table> = tables.iter().map(|(table, _)| *table).collect();
    let resources: Vec<Value> = tables
        .iter()
        .map(|(table, text)| {
            json!({
                "name": table.name,
                "path": path(&table.name),
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": text.len(),
                "hash": format!("sha256:{}", Hash::of(text.as_bytes())),
                "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": true, "header": true},
                "schema": schema(table, &all),
            })
        })
        .collect();
    let audience = match about.audience {
        Audience::Inside => json!({"for": "inside"}),
        Audience::Public { records, lines } => {
            json!({"for": "public", "records_left_out": records, "lines_left_out": lines})
        }
    };
    let part = about.part.as_ref().map(|part| format!("{part}. ")).unwrap_or_default();
    json!({
        "profile": "tabular-data-package",
        "name": "muster-tables",
        "title": about.name,
        "description": format!(
            "{part}{} As of {}. Text that begins with =, +, -, @, a tab or a return has an apostrophe before it; an \
             empty text is one apostrophe. Dates are EDTF (ISO 8601-2).",
            about.says(),
            about.day
        ),
        "muster": {"form": FORM, "day": about.day.to_string(), "audience": audience, "part": about.part},
        "resources": resources,
    })
}

fn schema(table: &Table, all: &[&Table]) -> Value {
    let fields: Vec<Value> =
        table.columns.iter().enumerate().map(|(place, column)| field(column, place < table.keys)).collect();
    let keys: Vec<&str> = table.columns.iter().take(table.keys).map(|column| column.name.as_str()).collect();
    let mut schema = Map::new();
    schema.insert("fields".to_owned(), fields.into());
    schema.insert("missingValues".to_owned(), json!([""]));
    // Nobody knows what stands in it, and so not which rows are one.
    if table.name != OTHERS {
        schema.insert("primaryKey".to_owned(), json!(keys));
    }
    let links: Vec<Value> = links(table, all)
        .into_iter()
        .map(|Link { from, to, columns, .. }| {
            json!({"fields": from, "reference": {"resource": to, "fields": columns}})
        })
        .collect();
    if !links.is_empty() {
        schema.insert("foreignKeys".to_owned(), links.into());
    }
    Value::Object(schema)
}

fn field(column: &Column, is_key: bool) -> Value {
    let mut constraints = Map::new();
    if is_key {
        constraints.insert("required".to_owned(), true.into());
    }
    let mut field = Map::new();
    let kind = match column.kind {
        ColumnKind::Text | ColumnKind::Reference(_) => "string",
        ColumnKind::Integer => {
            constraints.insert("minimum".to_owned(), 0.into());
            "integer"
        }
        ColumnKind::Decimal => "number",
        ColumnKind::Date => {
            field.insert("description".to_owned(), "A date as EDTF (ISO 8601-2).".into());
            "string"
        }
        ColumnKind::Boolean => {
            field.insert("trueValues".to_owned(), json!(["true"]));
            field.insert("falseValues".to_owned(), json!(["false"]));
            "boolean"
        }
        ColumnKind::Choice(words) => {
            constraints.insert("enum".to_owned(), json!(words));
            "string"
        }
        ColumnKind::Json => {
            field.insert("description".to_owned(), "A value of any kind, as JSON.".into());
            "string"
        }
    };
    field.insert("name".to_owned(), column.name.as_str().into());
    field.insert("type".to_owned(), kind.into());
    if !constraints.is_empty() {
        field.insert("constraints".to_owned(), constraints.into());
    }
    Value::Object(field)
}
