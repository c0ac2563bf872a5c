//! Records as bytes, for a head start: made in pieces and read back in the same order by the same version.
//!
//! Of a record the fields that are there follow a mask of them; an id is spelled out where it first stands, and is a
//! number afterwards, so that all that name one record share its text.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::{Collection, Hash, Id, Node, Problem, Reader, RecordKey, Register, Table, Tables, canonical};

/// The form of the pieces; it rises when a leaf is packed in another way.
const FORM: u32 = 1;

/// What tells records of one version from those of another: how they are packed, and all their fields.
pub fn packed_form() -> String {
    let shapes: Vec<_> = Collection::ALL.iter().map(|collection| collection.shape()).collect();
    let fields = Hash::of(format!("{shapes:?}").as_bytes()).to_string();
    format!("{FORM}-{}", fields.get(..16).unwrap_or_default())
}

/// Takes what is packed.
#[derive(Default)]
pub struct Packer {
    bytes: Vec<u8>,
    ids: BTreeMap<Id, u64>,
}

impl Packer {
    /// A number from 0, in as few bytes as it takes.
    pub fn number(&mut self, mut number: u64) {
        while number > 0x7f {
            self.bytes.push((number & 0x7f) as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    /// Bytes of a length that the reader knows.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// A text.
    pub fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.bytes(text.as_bytes());
    }

    /// An id.
    pub fn id(&mut self, id: &Id) {
        let next = self.ids.len() as u64 + 1;
        match self.ids.get(id) {
            Some(number) => self.number(*number),
            None => {
                self.ids.insert(id.clone(), next);
                self.number(0);
                self.text(id.as_str());
            }
        }
    }

    /// Any JSON.
    pub fn json(&mut self, value: &Value) {
        self.text(&canonical(value));
    }
}

/// Gives what was packed. Where it is not what was asked for, there is nothing.
pub struct Unpacker<'a> {
    bytes: &'a [u8],
    ids: &'a mut Vec<Id>,
}

impl Unpacker<'_> {
    /// A number.
    pub fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let (byte, rest) = self.bytes.split_first()?;
            self.bytes = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    /// So many bytes.
    pub fn bytes(&mut self, length: usize) -> Option<&[u8]> {
        let (bytes, rest) = self.bytes.split_at_checked(length)?;
        self.bytes = rest;
        Some(bytes)
    }

    /// A text.
    pub fn text(&mut self) -> Option<&str> {
        let length = usize::try_from(self.number()?).ok()?;
        std::str::from_utf8(self.bytes(length)?).ok()
    }

    /// An id.
    pub fn id(&mut self) -> Option<Id> {
        match usize::try_from(self.number()?).ok()?.checked_sub(1) {
            Some(place) => self.ids.get(place).cloned(),
            None => {
                let id = Id::from(self.text()?);
                self.ids.push(id.clone());
                Some(id)
            }
        }
    }

    /// Any JSON.
    pub fn json(&mut self) -> Option<Value> {
        serde_json::from_str(self.text()?).ok()
    }
}

/// The records of a register as they were at one moment, packed piece by piece.
pub struct Packing {
    tables: Tables,
    packer: Packer,
    /// What comes next: a collection, and the record before it.
    next: Option<(usize, Option<Id>)>,
}

impl Packing {
    /// Begins with the first record.
    pub fn of(register: &Register) -> Self {
        Packing { tables: (**register).clone(), packer: Packer::default(), next: Some((0, None)) }
    }

    /// The next piece, of this many bytes or a record more; none when that was all.
    pub fn piece(&mut self, size: usize) -> Option<Vec<u8>> {
        while let Some((place, after)) = self.next.take()
            && let Some(collection) = Collection::ALL.get(place)
        {
            let table = self.tables.packed(*collection);
            self.next = match table.pack(place as u64, after.as_ref(), size, &mut self.packer) {
                Some(last) => Some((place, Some(last))),
                None => Some((place.saturating_add(1), None)),
            };
            if self.packer.bytes.len() >= size {
                break;
            }
        }
        Some(std::mem::take(&mut self.packer.bytes)).filter(|piece| !piece.is_empty())
    }
}

/// Records that are read from their pieces.
#[derive(Default)]
pub struct Unpacking {
    tables: Tables,
    ids: Vec<Id>,
}

impl Unpacking {
    /// Takes the next piece; nothing when it is not one.
    pub fn piece(&mut self, bytes: &[u8]) -> Option<()> {
        let mut unpacker = Unpacker { bytes, ids: &mut self.ids };
        while !unpacker.bytes.is_empty() {
            let place = usize::try_from(unpacker.number()?).ok()?;
            let id = unpacker.id()?;
            self.tables.packed_mut(*Collection::ALL.get(place)?).unpack(id, &mut unpacker)?;
        }
        Some(())
    }

    /// All of them.
    pub fn tables(self) -> Tables {
        self.tables
    }
}

impl Tables {
    /// Puts a record in as its changes say that it is, if it is another one; whether it was.
    pub(super) fn hold_against(
        &mut self,
        key: &RecordKey,
        value: &Map<String, Value>,
        problems: &mut Vec<Problem>,
    ) -> bool {
        problems.clear();
        let table = self.packed_mut(key.collection);
        table.hold_against(&key.id, (!value.is_empty()).then(|| Reader::new(value, problems)))
    }

    /// The JSON of a record, removed ones included.
    pub(super) fn json(&self, key: &RecordKey) -> Map<String, Value> {
        self.packed(key.collection).json(&key.id)
    }

    /// How many records there are, removed ones included.
    pub(super) fn rows(&self) -> usize {
        Collection::ALL.iter().map(|collection| self.packed(*collection).rows()).sum()
    }

    /// Their keys.
    pub(super) fn keys(&self) -> Vec<RecordKey> {
        let of = |&collection: &Collection| {
            let ids = self.packed(collection).all_ids();
            ids.into_iter().map(move |id| RecordKey::new(collection, id))
        };
        Collection::ALL.iter().flat_map(of).collect()
    }
}

/// A table whatever its records are, as a head start needs it.
pub(super) trait PackedTable {
    fn pack(&self, mark: u64, after: Option<&Id>, size: usize, packer: &mut Packer) -> Option<Id>;
    fn unpack(&mut self, id: Id, unpacker: &mut Unpacker<'_>) -> Option<()>;
    fn hold_against(&mut self, id: &Id, reader: Option<Reader<'_>>) -> bool;
    fn json(&self, id: &Id) -> Map<String, Value>;
    fn rows(&self) -> usize;
    fn all_ids(&self) -> Vec<Id>;
}

impl<T: Node> PackedTable for Table<T> {
    /// Packs the records behind one of them until a piece is full; the last of them, if there may be more.
    fn pack(&self, mark: u64, after: Option<&Id>, size: usize, packer: &mut Packer) -> Option<Id> {
        let from = after.map_or(Bound::Unbounded, Bound::Excluded);
        for (id, place) in self.places.range((from, Bound::Unbounded)) {
            let Some(Some(record)) = self.rows.get(*place) else { continue };
            packer.number(mark);
            packer.id(id);
            record.pack(packer);
            if packer.bytes.len() >= size {
                return Some(id.clone());
            }
        }
        None
    }

    fn unpack(&mut self, id: Id, unpacker: &mut Unpacker<'_>) -> Option<()> {
        let record = T::unpack(unpacker)?;
        self.live += usize::from(!record.is_gone());
        self.places.insert(id, self.rows.len());
        self.rows.push(Some(Arc::new(record)));
        self.revision += 1;
        Some(())
    }

    fn hold_against(&mut self, id: &Id, reader: Option<Reader<'_>>) -> bool {
        let record = reader.map(|mut reader| T::read(&mut reader));
        let held = self.places.get(id).and_then(|place| self.rows.get(*place)?.as_deref());
        let is_other = held != record.as_ref();
        if is_other {
            self.set(id, record);
        }
        is_other
    }

    fn json(&self, id: &Id) -> Map<String, Value> {
        let held = self.places.get(id).and_then(|place| self.rows.get(*place)?.as_ref());
        held.map(|record| record.write()).unwrap_or_default()
    }

    fn rows(&self) -> usize {
        self.places.len()
    }

    fn all_ids(&self) -> Vec<Id> {
        self.places.keys().cloned().collect()
    }
}
