//! The collections of a register, in one list from which everything that must name them all is made.

use serde_json::{Map, Value};

use super::{
    Action, Agreement, AnyTable, Coalition, Contact, Contribution, Group, Id, Leaf, Meeting, Membership,
    Node, Outreach, PackedTable, Party, Problem, Purchase, Rate, Reader, Record, Release, ReportedFigure,
    Shape, Source, Table,
};
use crate::said;
use crate::words::text::areas::inputs as says;

macro_rules! collections {
    ($($(#[$doc:meta])* $variant:ident $word:literal $field:ident: $type:ty;)*) => {
        /// A collection of records of one type.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Collection { $($(#[$doc])* $variant,)* }

        impl Collection {
            /// All of them, in the order of the file format's description.
            pub const ALL: &'static [Collection] = &[$(Collection::$variant,)*];

            /// Its name in the file.
            pub fn word(self) -> &'static str {
                match self { $(Collection::$variant => $word,)* }
            }

            /// The one with that name.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Collection::$variant),)* _ => None }
            }

            /// The fields of its records.
            pub fn shape(self) -> &'static Shape {
                match self { $(Collection::$variant => <$type as Node>::shape(),)* }
            }
        }

        /// All records, typed.
        #[derive(Clone, Debug, Default)]
        pub struct Tables { $($(#[$doc])* pub $field: Table<$type>,)* }

        impl Tables {
            fn any(&self, collection: Collection) -> &dyn AnyTable {
                match collection { $(Collection::$variant => &self.$field,)* }
            }

            fn any_mut(&mut self, collection: Collection) -> &mut dyn AnyTable {
                match collection { $(Collection::$variant => &mut self.$field,)* }
            }

            pub(super) fn packed(&self, collection: Collection) -> &dyn PackedTable {
                match collection { $(Collection::$variant => &self.$field,)* }
            }

            pub(super) fn packed_mut(&mut self, collection: Collection) -> &mut dyn PackedTable {
                match collection { $(Collection::$variant => &mut self.$field,)* }
            }
        }

        $(impl TableOf<$type> for Tables {
            fn table(&self) -> &Table<$type> { &self.$field }
        })*
    };
}

impl Tables {
    /// Reads one folded record into its table and gives what did not parse.
    pub(super) fn put(&mut self, key: &RecordKey, value: &Map<String, Value>) -> Vec<Problem> {
        let mut problems = Vec::new();
        self.any_mut(key.collection).read(&key.id, &mut Reader::new(value, &mut problems));
        problems
    }

    /// Takes out a record that no change writes any more.
    pub(super) fn drop(&mut self, key: &RecordKey) {
        self.any_mut(key.collection).drop(&key.id);
    }

    /// The revision of one collection: it grows whenever one of its records changes.
    pub fn revision(&self, collection: Collection) -> u64 {
        self.any(collection).revision()
    }

    /// The ids of the live records of one collection.
    pub fn ids(&self, collection: Collection) -> Vec<Id> {
        self.any(collection).ids()
    }

    /// How many live records a collection has.
    pub fn count(&self, collection: Collection) -> usize {
        self.any(collection).count()
    }

    /// Whether a record is there and was not removed.
    pub fn is_live(&self, collection: Collection, id: &Id) -> bool {
        self.any(collection).is_live(id)
    }
}

/// The table of one type of record.
pub trait TableOf<T> {
    /// The table.
    fn table(&self) -> &Table<T>;
}

collections! {
    /// The register's own record; it has one, with the id `self`.
    Register "register" coalition: Coalition;
    /// States, organisations, suppliers.
    Parties "parties" parties: Party;
    /// Roles over time.
    Memberships "memberships" memberships: Membership;
    /// Instruments.
    Agreements "agreements" agreements: Agreement;
    /// People.
    Contacts "contacts" contacts: Contact;
    /// Undertakings.
    Contributions "contributions" contributions: Contribution;
    /// Meetings.
    Meetings "meetings" meetings: Meeting;
    /// Actions.
    Actions "actions" actions: Action;
    /// Purchases.
    Purchases "purchases" purchases: Purchase;
    /// Outreach.
    Outreach "outreach" outreach: Outreach;
    /// Reported figures.
    Reported "reported" reported: ReportedFigure;
    /// Working groups.
    Groups "groups" groups: Group;
    /// Exchange rates.
    Rates "rates" rates: Rate;
    /// Sources.
    Sources "sources" sources: Source;
    /// Releases.
    Releases "releases" releases: Release;
}

impl Leaf for Collection {
    const KIND: super::Kind = super::Kind::Text;
    fn read(value: &Value) -> Result<Self, String> {
        let word = super::text(value)?;
        Collection::from_word(word).ok_or_else(|| said!(says::NO_COLLECTION, word))
    }
    fn write(&self) -> Value {
        self.word().into()
    }
}

/// One record among all: its collection and its id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordKey {
    /// Where it is kept.
    pub collection: Collection,
    /// Which one.
    pub id: Id,
}

impl RecordKey {
    /// The key of a record.
    pub fn new(collection: Collection, id: impl Into<Id>) -> Self {
        RecordKey { collection, id: id.into() }
    }

    /// The key of the register's own record.
    pub fn own() -> Self {
        RecordKey::new(Collection::Register, "self")
    }

    /// The key that a typed reference points to.
    pub fn of<T: Record>(id: &Id) -> Self {
        RecordKey { collection: T::COLLECTION, id: id.clone() }
    }
}
