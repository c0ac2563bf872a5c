//! The same tables described as CSV on the Web: `csv-metadata.json`.

use serde_json::{Map, Value, json};

use super::described::{Link, links, path};
use super::{About, Column, ColumnKind, OTHERS, Table};

/// A group of tables.
pub(super) fn metadata(tables: &[&Table], about: &About) -> Value {
    let described: Vec<Value> = tables.iter().map(|table| one(table, tables)).collect();
    json!({
        "@context": "http://www.w3.org/ns/csvw",
        "dc:title": about.name,
        "dc:description": about.says(),
        "dc:date": about.day.to_string(),
        "dialect": {
            "encoding": "utf-8", "delimiter": ",", "lineTerminators": ["\r\n"], "quoteChar": "\"",
            "doubleQuote": true, "header": true, "trim": false, "skipInitialSpace": false,
        },
        "tables": described,
    })
}

fn one(table: &Table, all: &[&Table]) -> Value {
    let columns: Vec<Value> =
        table.columns.iter().enumerate().map(|(place, one)| column(one, place < table.keys)).collect();
    let keys: Vec<&str> = table.columns.iter().take(table.keys).map(|column| column.name.as_str()).collect();
    let mut schema = Map::new();
    schema.insert("columns".to_owned(), columns.into());
    if table.name != OTHERS {
        schema.insert("primaryKey".to_owned(), json!(keys));
    }
    // Readers of CSV on the Web do not agree whether a reference may be absent.
    let links: Vec<Value> = links(table, all)
        .into_iter()
        .filter(|link| link.is_full)
        .map(|Link { from, to, columns, .. }| {
            json!({"columnReference": from, "reference": {"resource": path(&to), "columnReference": columns}})
        })
        .collect();
    if !links.is_empty() {
        schema.insert("foreignKeys".to_owned(), links.into());
    }
    json!({"url": path(&table.name), "tableSchema": schema})
}

fn column(column: &Column, is_key: bool) -> Value {
    let datatype = match column.kind {
        ColumnKind::Text | ColumnKind::Reference(_) | ColumnKind::Json | ColumnKind::Date => json!("string"),
        ColumnKind::Integer => json!("nonNegativeInteger"),
        ColumnKind::Decimal => json!("decimal"),
        ColumnKind::Boolean => json!("boolean"),
        ColumnKind::Choice(words) => json!({"base": "string", "format": words.join("|")}),
    };
    let mut described = Map::new();
    described.insert("name".to_owned(), column.name.as_str().into());
    described.insert("titles".to_owned(), column.name.as_str().into());
    described.insert("datatype".to_owned(), datatype);
    if is_key {
        described.insert("required".to_owned(), true.into());
    }
    Value::Object(described)
}
