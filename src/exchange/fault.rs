//! Where a file cannot be read: what a library finds out, in a text of the catalogue. Its own words are English
//! and stay out.

use serde_json::Error;
use serde_json::error::Category;

use crate::said;
use crate::words::text::areas::noted as says;

/// Where JSON cannot be read, and in which way.
pub(super) fn json(error: &Error) -> String {
    let (line, column) = (error.line().to_string(), error.column().max(1).to_string());
    match error.classify() {
        Category::Eof => said!(says::JSON_ENDS, line, column),
        Category::Data => said!(says::JSON_SHAPE, line, column),
        Category::Syntax | Category::Io => said!(says::JSON_AT, line, column),
    }
}
