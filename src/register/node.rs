//! Records and their lines: read from the folded JSON and printed from one list of fields each.
//!
//! There are nearly forty of them with some four hundred fields, and the page loads the code for all. So what one
//! field needs is one call, and everything that is the same for all stands in functions without a type.

use serde_json::{Map, Value};

use super::{Collection, Few, Id, Kind, Leaf, Packer, Shape, Unpacker, join};
use crate::register::Arrange;

/// What could not be read: the path inside the record and the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The leaf, as names joined by `/`.
    pub path: String,
    /// A whole sentence.
    pub reason: String,
}

/// Where in a record something stands; written out only where something is wrong.
#[derive(Clone, Copy)]
struct Trail<'a> {
    above: Option<&'a Trail<'a>>,
    name: &'a str,
}

impl Trail<'_> {
    fn path(&self) -> String {
        self.above.map_or_else(|| self.name.to_owned(), |above| join(&above.path(), self.name))
    }
}

/// Reads the fields of one record or line, and notes those that do not parse.
pub struct Reader<'a> {
    fields: &'a Map<String, Value>,
    trail: Trail<'a>,
    problems: &'a mut Vec<Problem>,
}

impl<'a> Reader<'a> {
    /// A reader of a record.
    pub fn new(fields: &'a Map<String, Value>, problems: &'a mut Vec<Problem>) -> Self {
        Reader { fields, trail: Trail { above: None, name: "" }, problems }
    }

    /// One field; its default where it is absent or does not parse.
    #[inline(never)]
    pub fn field<T: Part>(&mut self, name: &str) -> T {
        match self.fields.get(name) {
            Some(value) => T::read(value, name, self),
            None => T::default(),
        }
    }

    fn note(&mut self, name: &str, reason: String) {
        let path = Trail { above: Some(&self.trail), name }.path();
        self.problems.push(Problem { path, reason });
    }

    /// The lines at a name in the order of their ids, each with a reader of its own.
    fn lines(&mut self, name: &str, value: &Value, read: &mut dyn FnMut(&str, &mut Reader<'_>)) {
        let lines = Trail { above: Some(&self.trail), name };
        let mut found: Vec<(&String, &Value)> = value.as_object().into_iter().flatten().collect();
        found.arrange_by_key(|(id, _)| *id);
        for (id, line) in found {
            if let Value::Object(fields) = line {
                let trail = Trail { above: Some(&lines), name: id };
                read(id, &mut Reader { fields, trail, problems: self.problems });
            }
        }
    }
}

/// A part of a record: a leaf that may be absent, a flag, or lines.
pub trait Part: Default {
    /// What it is.
    const KIND: Kind;
    /// Reads it; what does not parse is absent and noted as a problem.
    fn read(value: &Value, name: &str, reader: &mut Reader<'_>) -> Self;
    /// Its JSON, when it is there.
    fn write(&self) -> Option<Value>;
    /// Whether it is there, so that it has to be packed.
    fn is_there(&self) -> bool;
    /// Packs it when it is there, and nothing otherwise.
    fn pack(&self, packer: &mut Packer);
    /// Reads it as it was packed.
    fn unpack(unpacker: &mut Unpacker<'_>) -> Option<Self>;
}

impl<T: Leaf> Part for Option<T> {
    const KIND: Kind = T::KIND;
    fn read(value: &Value, name: &str, reader: &mut Reader<'_>) -> Self {
        T::read(value).map_err(|reason| reader.note(name, reason)).ok()
    }
    fn write(&self) -> Option<Value> {
        self.as_ref().map(T::write)
    }
    fn is_there(&self) -> bool {
        self.is_some()
    }
    fn pack(&self, packer: &mut Packer) {
        if let Some(leaf) = self {
            leaf.pack(packer);
        }
    }
    fn unpack(unpacker: &mut Unpacker<'_>) -> Option<Self> {
        T::unpack(unpacker).map(Some)
    }
}

/// Absent is false.
impl Part for bool {
    const KIND: Kind = Kind::Flag;
    fn read(value: &Value, name: &str, reader: &mut Reader<'_>) -> Self {
        Option::<bool>::read(value, name, reader).unwrap_or_default()
    }
    fn write(&self) -> Option<Value> {
        self.then_some(Value::Bool(true))
    }
    fn is_there(&self) -> bool {
        *self
    }
    fn pack(&self, _: &mut Packer) {}
    fn unpack(_: &mut Unpacker<'_>) -> Option<Self> {
        Some(true)
    }
}

/// A record or a line: something with fields.
pub trait Node: Default + PartialEq {
    /// Its fields.
    const SHAPE: Shape;
    /// Its fields, for a lasting reference.
    fn shape() -> &'static Shape;
    /// Reads it from the folded JSON.
    fn read(reader: &mut Reader<'_>) -> Self;
    /// Its JSON, which is also the patch that creates it.
    fn write(&self) -> Map<String, Value>;
    /// Packs its fields.
    fn pack(&self, packer: &mut Packer);
    /// Reads it as it was packed.
    fn unpack(unpacker: &mut Unpacker<'_>) -> Option<Self>;
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
pub struct Lines<T>(pub Few<Id, T>);

impl<T> Default for Lines<T> {
    fn default() -> Self {
        Lines(Few::default())
    }
}

impl<T: Node> Lines<T> {
    /// The lines that were not removed, by their order, then id.
    pub fn live(&self) -> impl Iterator<Item = (&Id, &T)> {
        let mut places: Vec<(&str, usize)> = Vec::new();
        for (place, line) in self.0.values().enumerate() {
            if !line.is_gone() {
                places.push((line.order().unwrap_or_default(), place));
            }
        }
        in_order(places).into_iter().filter_map(|place| self.0.nth(place))
    }
    /// The live lines without their ids.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.live().map(|(_, line)| line)
    }
    /// The live lines by id, whatever their order: faster where there are very many records.
    pub fn any(&self) -> impl Iterator<Item = &T> {
        self.0.values().filter(|line| !line.is_gone())
    }
    /// Whether no live line is there.
    pub fn is_empty(&self) -> bool {
        self.0.values().all(Node::is_gone)
    }
}

fn in_order(mut places: Vec<(&str, usize)>) -> Vec<usize> {
    places.arrange();
    places.into_iter().map(|(_, place)| place).collect()
}

impl<T> FromIterator<(Id, T)> for Lines<T> {
    fn from_iter<I: IntoIterator<Item = (Id, T)>>(lines: I) -> Self {
        Lines(lines.into_iter().collect())
    }
}

impl<T: Node + 'static> Part for Lines<T> {
    const KIND: Kind = Kind::Lines(&T::SHAPE);
    fn read(value: &Value, name: &str, reader: &mut Reader<'_>) -> Self {
        let mut lines = Vec::new();
        reader.lines(name, value, &mut |id, reader| lines.push((Id::from(id), T::read(reader))));
        Lines(Few::in_order(lines))
    }
    fn write(&self) -> Option<Value> {
        let mut lines = Map::new();
        for (id, line) in self.0.iter() {
            lines.insert(id.to_string(), Value::Object(line.write()));
        }
        (!lines.is_empty()).then_some(Value::Object(lines))
    }
    fn is_there(&self) -> bool {
        !self.0.is_empty()
    }
    fn pack(&self, packer: &mut Packer) {
        if !self.is_there() {
            return;
        }
        packer.number(self.0.len() as u64);
        for (id, line) in self.0.iter() {
            packer.id(id);
            line.pack(packer);
        }
    }
    fn unpack(unpacker: &mut Unpacker<'_>) -> Option<Self> {
        let count = unpacker.number()?;
        let lines: Option<Vec<_>> =
            (0..count).map(|_| Some((unpacker.id()?, T::unpack(unpacker)?))).collect();
        lines
            .filter(|lines| lines.is_sorted_by(|(a, _), (b, _)| a < b))
            .map(|lines| Lines(Few::in_order(lines)))
    }
}

/// Packs which fields are there.
pub fn pack_mask(there: &[bool], packer: &mut Packer) {
    packer.number(there.iter().rev().fold(0, |mask, there| mask << 1 | u64::from(*there)));
}

/// Reads the next field of a mask; its default where it is not there.
pub fn unpack_field<T: Part>(mask: &mut u64, unpacker: &mut Unpacker<'_>) -> Option<T> {
    let is_there = *mask & 1 == 1;
    *mask >>= 1;
    if is_there { T::unpack(unpacker) } else { Some(T::default()) }
}

/// Puts the JSON of a field into that of its record.
pub fn put(map: &mut Map<String, Value>, name: &str, value: Option<Value>) {
    if let Some(value) = value {
        map.insert(name.to_owned(), value);
    }
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
            fn read(reader: &mut $crate::register::Reader<'_>) -> Self {
                $name {
                    $($field: reader.field(stringify!($field)),)*
                    order: reader.field("order"),
                    gone: reader.field("gone"),
                }
            }
            fn write(&self) -> serde_json::Map<String, serde_json::Value> {
                use $crate::register::{Part, put};
                let mut map = serde_json::Map::new();
                $(put(&mut map, stringify!($field), self.$field.write());)*
                put(&mut map, "order", self.order.write());
                put(&mut map, "gone", self.gone.write());
                map
            }
            fn pack(&self, packer: &mut $crate::register::Packer) {
                use $crate::register::Part;
                const { assert!(<$name as $crate::register::Node>::SHAPE.fields.len() <= 64, "a mask has 64 bits") };
                let there = [$(self.$field.is_there(),)* self.order.is_there(), self.gone.is_there()];
                $crate::register::pack_mask(&there, packer);
                $(self.$field.pack(packer);)*
                self.order.pack(packer);
            }
            fn unpack(unpacker: &mut $crate::register::Unpacker<'_>) -> Option<Self> {
                let mut mask = unpacker.number()?;
                Some($name {
                    $($field: $crate::register::unpack_field(&mut mask, unpacker)?,)*
                    order: $crate::register::unpack_field(&mut mask, unpacker)?,
                    gone: $crate::register::unpack_field(&mut mask, unpacker)?,
                })
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
