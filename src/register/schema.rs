//! The shape of records: which leaves they have, of which kind, and how a leaf is read and printed.
//!
//! One table drives everything that must know a record's fields: the fold (what is one leaf), the typed
//! reading, the checks, the forms and `docs/format.md`.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use serde_json::{Map, Value};

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

/// A value that is read, written and replaced as one.
pub trait Leaf: Sized {
    /// What it is.
    const KIND: Kind;
    /// Reads it from JSON; the error is a whole sentence for the person who can mend it.
    fn read(value: &Value) -> Result<Self, String>;
    /// Its one canonical JSON form.
    fn write(&self) -> Value;
}

/// What could not be read: the path inside the record and the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The leaf, as names joined by `/`.
    pub path: String,
    /// A whole sentence.
    pub reason: String,
}

/// A part of a record: a leaf that may be absent, a flag, or lines.
pub trait Part: Default {
    /// What it is.
    const KIND: Kind;
    /// Reads it; what does not parse is absent and noted as a problem.
    fn read(value: Option<&Value>, path: &str, problems: &mut Vec<Problem>) -> Self;
    /// Its JSON, when it is there.
    fn write(&self) -> Option<Value>;
}

impl<T: Leaf> Part for Option<T> {
    const KIND: Kind = T::KIND;
    fn read(value: Option<&Value>, path: &str, problems: &mut Vec<Problem>) -> Self {
        match T::read(value?) {
            Ok(leaf) => Some(leaf),
            Err(reason) => {
                problems.push(Problem { path: path.to_owned(), reason });
                None
            }
        }
    }
    fn write(&self) -> Option<Value> {
        self.as_ref().map(T::write)
    }
}

/// Absent is false.
impl Part for bool {
    const KIND: Kind = Kind::Flag;
    fn read(value: Option<&Value>, path: &str, problems: &mut Vec<Problem>) -> Self {
        Option::<bool>::read(value, path, problems).unwrap_or_default()
    }
    fn write(&self) -> Option<Value> {
        self.then_some(Value::Bool(true))
    }
}

/// A record or a line: something with fields.
pub trait Node: Default {
    /// Its fields.
    const SHAPE: Shape;
    /// Its fields, for a lasting reference.
    fn shape() -> &'static Shape;
    /// Reads it from the folded JSON.
    fn read(value: &Map<String, Value>, path: &str, problems: &mut Vec<Problem>) -> Self;
    /// Its JSON, which is also the patch that creates it.
    fn write(&self) -> Map<String, Value>;
    /// Whether it was removed.
    fn is_gone(&self) -> bool;
    /// Where it stands among its siblings, if somebody put it there.
    fn order(&self) -> Option<&str>;
}

/// A record: a node with a collection of its own.
pub trait Record: Node {
    /// Where its kind is kept.
    const COLLECTION: Collection;
}

/// Lines keyed by id. Removed ones stay in it; [`Lines::live`] leaves them out.
#[derive(Clone, Debug, PartialEq)]
pub struct Lines<T>(pub BTreeMap<Id, T>);

impl<T> Default for Lines<T> {
    fn default() -> Self {
        Lines(BTreeMap::new())
    }
}

impl<T: Node> Lines<T> {
    /// The lines that were not removed, by their order, then id.
    pub fn live(&self) -> impl Iterator<Item = (&Id, &T)> {
        let lines = self.0.iter().filter(|(_, line)| !line.is_gone());
        let mut keys: Vec<(&str, &Id)> = Vec::new();
        keys.extend(lines.map(|(id, line)| (line.order().unwrap_or(""), id)));
        sort_keys(&mut keys);
        keys.into_iter().filter_map(|(_, id)| self.0.get_key_value(id))
    }
    /// The live lines without their ids.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.live().map(|(_, line)| line)
    }
    /// Whether no live line is there.
    pub fn is_empty(&self) -> bool {
        self.0.values().all(Node::is_gone)
    }
}

/// Of one type for all lines, so that the page carries one sort.
fn sort_keys(keys: &mut [(&str, &Id)]) {
    keys.sort_unstable();
}

impl<T> FromIterator<(Id, T)> for Lines<T> {
    fn from_iter<I: IntoIterator<Item = (Id, T)>>(lines: I) -> Self {
        // One by one: collecting sorts, and a sort for each type of line is a tenth of the page's size.
        let mut map = BTreeMap::new();
        for (id, line) in lines {
            map.insert(id, line);
        }
        Lines(map)
    }
}

impl<T: Node + 'static> Part for Lines<T> {
    const KIND: Kind = Kind::Lines(&T::SHAPE);
    fn read(value: Option<&Value>, path: &str, problems: &mut Vec<Problem>) -> Self {
        let Some(Value::Object(lines)) = value else { return Self::default() };
        lines
            .iter()
            .filter_map(|(id, line)| {
                let line = T::read(line.as_object()?, &format!("{path}/{id}"), problems);
                Some((Id::from(id.as_str()), line))
            })
            .collect()
    }
    fn write(&self) -> Option<Value> {
        let lines: Map<_, _> =
            self.0.iter().map(|(id, line)| (id.to_string(), Value::Object(line.write()))).collect();
        (!lines.is_empty()).then_some(Value::Object(lines))
    }
}

/// The id of a record of one known type.
pub struct Ref<T>(Id, PhantomData<fn() -> T>);

impl<T> Ref<T> {
    /// The id itself.
    pub fn id(&self) -> &Id {
        &self.0
    }
}

impl<T, I: Into<Id>> From<I> for Ref<T> {
    fn from(id: I) -> Self {
        Ref(id.into(), PhantomData)
    }
}

impl<T> Clone for Ref<T> {
    fn clone(&self) -> Self {
        Ref(self.0.clone(), PhantomData)
    }
}

impl<T> PartialEq for Ref<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<T> fmt::Debug for Ref<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl<T: Record> Leaf for Ref<T> {
    const KIND: Kind = Kind::Ref(T::COLLECTION);
    fn read(value: &Value) -> Result<Self, String> {
        text(value).map(Ref::from)
    }
    fn write(&self) -> Value {
        self.0.as_str().into()
    }
}

/// The text of a JSON string; anything else is refused by name.
pub fn text(value: &Value) -> Result<&str, String> {
    value.as_str().ok_or_else(|| format!("A text was expected, not {value}."))
}

impl Leaf for String {
    const KIND: Kind = Kind::Text;
    fn read(value: &Value) -> Result<Self, String> {
        text(value).map(str::to_owned)
    }
    fn write(&self) -> Value {
        self.as_str().into()
    }
}

impl Leaf for bool {
    const KIND: Kind = Kind::Flag;
    fn read(value: &Value) -> Result<Self, String> {
        value.as_bool().ok_or_else(|| format!("Yes or no (true or false) was expected, not {value}."))
    }
    fn write(&self) -> Value {
        (*self).into()
    }
}

impl Leaf for u32 {
    const KIND: Kind = Kind::Count;
    fn read(value: &Value) -> Result<Self, String> {
        let count = value.as_u64().and_then(|n| u32::try_from(n).ok());
        count.ok_or_else(|| format!("A whole number from 0 to 4294967295 was expected, not {value}."))
    }
    fn write(&self) -> Value {
        (*self).into()
    }
}

/// Text leaves that differ from a line of text only in their kind.
macro_rules! text_leaf {
    ($($(#[$doc:meta])* $name:ident => $kind:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Default)]
        pub struct $name(pub String);

        impl std::ops::Deref for $name {
            type Target = str;
            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                $name(text.to_owned())
            }
        }

        impl Leaf for $name {
            const KIND: Kind = $kind;
            fn read(value: &Value) -> Result<Self, String> {
                text(value).map(Self::from)
            }
            fn write(&self) -> Value {
                self.0.as_str().into()
            }
        }
    )*};
}

text_leaf! {
    /// Text of several lines, as typed.
    Prose => Kind::Prose;
    /// A web address, as typed.
    Link => Kind::Link;
    /// The id of an area of the register.
    AreaId => Kind::Area;
}

/// The whole leaf of another field; read again by the kind of the field it is a reading of.
#[derive(Clone, Debug, PartialEq)]
pub struct AnyLeaf(pub Value);

impl Leaf for AnyLeaf {
    const KIND: Kind = Kind::Any;
    fn read(value: &Value) -> Result<Self, String> {
        Ok(AnyLeaf(value.clone()))
    }
    fn write(&self) -> Value {
        self.0.clone()
    }
}

/// A leaf that is one of a fixed list of words.
#[macro_export]
macro_rules! choice {
    ($(#[$doc:meta])* pub enum $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// All of them, in the order in which they are offered.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+];
            /// Their words in the file, in the same order.
            pub const WORDS: &'static [&'static str] = &[$($word,)+];
            /// The word in the file.
            pub fn word(self) -> &'static str {
                match self { $($name::$variant => $word,)+ }
            }
            /// The one with that word.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some($name::$variant),)+ _ => None }
            }
        }

        impl $crate::register::Leaf for $name {
            const KIND: $crate::register::Kind = $crate::register::Kind::Choice(Self::WORDS);
            fn read(value: &serde_json::Value) -> Result<Self, String> {
                let word = $crate::register::text(value)?;
                Self::from_word(word)
                    .ok_or_else(|| format!("“{word}” is not known here; choose one of: {}.", Self::WORDS.join(", ")))
            }
            fn write(&self) -> serde_json::Value {
                self.word().into()
            }
        }
    };
}

/// A record or line: its struct, its shape, its reading and its printing from one list of fields.
///
/// Every node also carries what all facts carry: sources, other readings, a note, whether it is internal,
/// its place among its siblings, and whether it was removed. `bare` nodes carry only the last two.
#[macro_export]
macro_rules! node {
    (bare $(#[$doc:meta])* pub struct $name:ident { $($(#[$fdoc:meta])* $field:ident: $type:ty,)* }) => {
        $crate::node!(@struct $(#[$doc])* $name { $($(#[$fdoc])* $field: $type,)* });
    };
    ($(#[$doc:meta])* pub struct $name:ident in $collection:ident { $($(#[$fdoc:meta])* $field:ident: $type:ty,)* }) => {
        $crate::node!($(#[$doc])* pub struct $name { $($(#[$fdoc])* $field: $type,)* });
        impl $crate::register::Record for $name {
            const COLLECTION: $crate::register::Collection = $crate::register::Collection::$collection;
        }
    };
    ($(#[$doc:meta])* pub struct $name:ident { $($(#[$fdoc:meta])* $field:ident: $type:ty,)* }) => {
        $crate::node!(@struct $(#[$doc])* $name {
            $($(#[$fdoc])* $field: $type,)*
            /// What is said beside it.
            note: Option<$crate::register::Prose>,
            /// Where it comes from.
            sources: $crate::register::Lines<$crate::register::Citation>,
            /// What other sources say instead, kept and never counted.
            readings: $crate::register::Lines<$crate::register::Reading>,
            /// Whether it stays out of public copies; absent means what the type says.
            internal: Option<bool>,
        });
    };
    (@struct $(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            $($(#[$fdoc])* pub $field: $type,)*
            /// Its place among its siblings, as a fractional key.
            pub order: Option<String>,
            /// Whether it was removed.
            pub gone: bool,
        }

        impl $crate::register::Node for $name {
            const SHAPE: $crate::register::Shape = $crate::register::Shape {
                name: stringify!($name),
                fields: &[
                    $($crate::register::Field {
                        name: stringify!($field),
                        kind: <$type as $crate::register::Part>::KIND,
                    },)*
                    $crate::register::Field { name: "order", kind: $crate::register::Kind::Text },
                    $crate::register::Field { name: "gone", kind: $crate::register::Kind::Flag },
                ],
            };
            fn shape() -> &'static $crate::register::Shape {
                const { &<$name as $crate::register::Node>::SHAPE }
            }
            fn read(
                value: &serde_json::Map<String, serde_json::Value>,
                path: &str,
                problems: &mut Vec<$crate::register::Problem>,
            ) -> Self {
                use $crate::register::{Part, join};
                $name {
                    $($field: Part::read(value.get(stringify!($field)), &join(path, stringify!($field)), problems),)*
                    order: Part::read(value.get("order"), &join(path, "order"), problems),
                    gone: Part::read(value.get("gone"), &join(path, "gone"), problems),
                }
            }
            fn write(&self) -> serde_json::Map<String, serde_json::Value> {
                let mut map = serde_json::Map::new();
                $(if let Some(value) = $crate::register::Part::write(&self.$field) {
                    map.insert(stringify!($field).to_owned(), value);
                })*
                if let Some(value) = $crate::register::Part::write(&self.order) {
                    map.insert("order".to_owned(), value);
                }
                if let Some(value) = $crate::register::Part::write(&self.gone) {
                    map.insert("gone".to_owned(), value);
                }
                map
            }
            fn is_gone(&self) -> bool {
                self.gone
            }
            fn order(&self) -> Option<&str> {
                self.order.as_deref()
            }
        }
    };
}

/// A path one step further down.
pub fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}/{name}") }
}
