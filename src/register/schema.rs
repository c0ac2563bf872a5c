//! The shape of records: which fields they have, and of which kind each is.
//!
//! One table drives everything that must know a record's fields: the fold (what is one leaf), the typed
//! reading, the checks, the forms and `docs/format.md`.

use std::fmt;
use std::sync::Arc;

use super::Collection;

/// The identity of a record or of a line inside one.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Arc<str>);

impl Id {
    /// The text of the id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Id {
    fn from(text: &str) -> Self {
        Id(text.into())
    }
}

impl From<String> for Id {
    fn from(text: String) -> Self {
        Id(text.into())
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// What a leaf or a collection of lines is; forms, checks and the fold ask here.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// One line of text.
    Text,
    /// Text of several lines.
    Prose,
    /// Yes or no.
    Flag,
    /// A whole number that is not money.
    Count,
    /// An exact decimal number.
    Number,
    /// Value, currency and qualifier, replaced as one.
    Amount,
    /// A rate between two currencies.
    Rate,
    /// A number and its unit.
    Quantity,
    /// A calendar date as EDTF.
    Date,
    /// Where something took place: a name, a state, online.
    Place,
    /// An ISO 4217 code.
    Currency,
    /// A web address.
    Link,
    /// One of a fixed list of words.
    Choice(&'static [&'static str]),
    /// The id of a record in another collection.
    Ref(Collection),
    /// The id of an area: a line of the register's own record.
    Area,
    /// The whole leaf of another field, as an other reading of it holds it.
    Any,
    /// A map of lines, each with an id.
    Lines(&'static Shape),
}

impl Kind {
    /// Whether a value of this kind is replaced whole by a patch.
    pub fn is_leaf(self) -> bool {
        !matches!(self, Kind::Lines(_))
    }
}

/// One field of a record or line: its name in the file and its kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Field {
    /// The name in the file format.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
}

/// The fields of a record or line, in the order in which they are shown.
#[derive(Debug, PartialEq)]
pub struct Shape {
    /// What one of them is called in the code and in `docs/format.md`.
    pub name: &'static str,
    /// Its fields.
    pub fields: &'static [Field],
}

impl Shape {
    /// The field of that name.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// A path one step further down.
pub fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}/{name}") }
}
