//! Leaves: values that are read, written and replaced as one.

use std::fmt;
use std::marker::PhantomData;

use serde_json::Value;

use super::{Id, Kind, Packer, Record, Unpacker};
use crate::said;
use crate::words::text::areas::inputs as says;

/// A value that is read, written and replaced as one.
pub trait Leaf: Sized {
    /// What it is.
    const KIND: Kind;
    /// Reads it from JSON; the error is a whole sentence for the person who can mend it.
    fn read(value: &Value) -> Result<Self, String>;
    /// Its one canonical JSON form.
    fn write(&self) -> Value;
    /// Packs it: what there is much of in its own way, the rest as its JSON.
    fn pack(&self, packer: &mut Packer) {
        packer.json(&self.write());
    }
    /// Reads it as it was packed.
    fn unpack(unpacker: &mut Unpacker<'_>) -> Option<Self> {
        Self::read(&unpacker.json()?).ok()
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
    fn pack(&self, packer: &mut Packer) {
        packer.id(&self.0);
    }
    fn unpack(unpacker: &mut Unpacker<'_>) -> Option<Self> {
        unpacker.id().map(Ref::from)
    }
}

/// The text of a JSON string; anything else is refused by name.
pub fn text(value: &Value) -> Result<&str, String> {
    value.as_str().ok_or_else(|| said!(says::TEXT_EXPECTED, value = value.to_string()))
}

impl Leaf for String {
    const KIND: Kind = Kind::Text;
    fn read(value: &Value) -> Result<Self, String> {
        text(value).map(str::to_owned)
    }
    fn write(&self) -> Value {
        self.as_str().into()
    }
    fn pack(&self, packer: &mut Packer) {
        packer.text(self);
    }
    fn unpack(unpacker: &mut Unpacker<'_>) -> Option<Self> {
        unpacker.text().map(str::to_owned)
    }
}

impl Leaf for bool {
    const KIND: Kind = Kind::Flag;
    fn read(value: &Value) -> Result<Self, String> {
        value.as_bool().ok_or_else(|| said!(says::FLAG_EXPECTED, value = value.to_string()))
    }
    fn write(&self) -> Value {
        (*self).into()
    }
}

impl Leaf for u32 {
    const KIND: Kind = Kind::Count;
    fn read(value: &Value) -> Result<Self, String> {
        let count = value.as_u64().and_then(|n| u32::try_from(n).ok());
        count.ok_or_else(|| said!(says::COUNT_EXPECTED, value = value.to_string()))
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
            fn pack(&self, packer: &mut Packer) {
                packer.text(&self.0);
            }
            fn unpack(unpacker: &mut Unpacker<'_>) -> Option<Self> {
                unpacker.text().map(Self::from)
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

/// The place of a word in a fixed list.
pub fn place_of(word: &str, words: &[&str]) -> Option<usize> {
    words.iter().position(|known| *known == word)
}

/// The place in a fixed list of the word that a JSON value is.
pub fn place_of_value(value: &Value, words: &[&str]) -> Result<usize, String> {
    let word = text(value)?;
    let unknown = || said!(says::UNKNOWN_CHOICE, word, words = words.join(", "));
    place_of(word, words).ok_or_else(unknown)
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
                Self::WORDS.get(self as usize).copied().unwrap_or_default()
            }
            /// The one with that word.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.get($crate::register::place_of(word, Self::WORDS)?).copied()
            }
        }

        impl $crate::register::Leaf for $name {
            const KIND: $crate::register::Kind = $crate::register::Kind::Choice(Self::WORDS);
            fn read(value: &serde_json::Value) -> Result<Self, String> {
                let place = $crate::register::place_of_value(value, Self::WORDS)?;
                Self::ALL.get(place).copied().ok_or_else(String::new)
            }
            fn write(&self) -> serde_json::Value {
                self.word().into()
            }
            fn pack(&self, packer: &mut $crate::register::Packer) {
                packer.number(*self as u64);
            }
            fn unpack(unpacker: &mut $crate::register::Unpacker<'_>) -> Option<Self> {
                Self::ALL.get(usize::try_from(unpacker.number()?).ok()?).copied()
            }
        }
    };
}
