//! **register**: what a coalition is, as a set of changes and the fold over it.
//!
//! Knows no clock, no randomness, no storage and no screen: times, ids and randomness come in as arguments.
//!
//! Data flows: [`Change`] → [`lift`] → [`Register::add`] (the fold, last writer wins for each leaf) →
//! typed records → [`checks`].

#[macro_use]
mod leaf;
#[macro_use]
mod node;

mod action;
mod adopt;
mod ahead;
mod amount;
mod arrange;
mod back;
mod blank;
mod change;
mod change_error;
pub mod checks;
mod citation;
mod coalition;
mod collection;
mod contribution;
mod country;
mod currency;
mod cut;
mod date;
mod draft;
mod effect;
mod entry;
mod few;
mod figure;
mod fold;
mod hash;
mod history;
mod internal;
mod json;
mod leaves;
pub mod lift;
mod meeting;
mod membership;
mod missing;
mod outreach;
mod packed;
mod party;
mod pen;
mod place;
mod purchase;
mod release;
mod schema;
mod seen;
mod source;
mod stamp;
mod table;
mod undo;
mod union;

pub use action::{Action, ActionState, Group, GroupMember};
pub use adopt::Adoptable;
pub use ahead::{Behind, HeadStart};
pub use amount::*;
pub use arrange::Arrange;
pub use back::Back;
pub use change::{Body, Change, Header, Part as StepPart, Patches};
pub use change_error::{ChangeError, Expected};
pub use citation::{Citation, Confidence, Reading};
pub use coalition::{Area, Coalition, RatePolicy};
pub use collection::{Collection, RecordKey, TableOf, Tables};
pub use contribution::{
    Certainty, Contribution, Contributor, Earmark, Form, LargerSum, Relation, RelationKind, Split,
};
pub use country::*;
pub use currency::*;
pub use cut::{BODY_LIMIT, cut};
pub use date::*;
pub use draft::Draft;
pub use effect::{Effect, LeafChange, Standing};
pub use entry::{Basis, Entry, Measure, PlannedEntry, SAME_MONEY, Step, may_be_told_again};
pub use few::{Each, Few};
pub use figure::{Kept, ReportedFigure, ReportedParty, Scope, Span, Whose};
pub use fold::{Refused, Register, Touched};
pub use hash::{Hash, hex, unhex};
pub use internal::{is_gone, is_internal};
pub use json::{canonical, canonical_map, fraction};
pub use leaf::*;
pub use meeting::{
    AgendaItem, Attendance, Capacity, ListComplete, Meeting, MeetingKind, MinutesState, MinutesVersion,
    Outcome, OutcomeKind, Presence, Priority, ReportedCount, Statement,
};
pub use membership::{Act, ActKind, Agreement, AgreementKind, Membership, Role};
pub use missing::{id_of_missing, place_of_missing};
pub use node::*;
pub use outreach::{Direction, Outreach, Stage};
use packed::PackedTable;
pub use packed::{Packer, Packing, Unpacker, Unpacking, packed_form};
pub use party::{Contact, Party, PartyKind};
pub use pen::{Now, Pen};
pub use place::*;
pub use purchase::{Delivery, Item, Purchase, PurchaseStep, PurchaseStepKind, Receipt, Share, ShareOf};
pub use release::{Beyond, HeldThen, Release, ReleasedChange, ReleasedFigure};
pub use schema::*;
pub use seen::Seen;
pub use source::{Rate, RateKind, Source, SourceKind};
pub use stamp::{Clock, Stamp};
use table::AnyTable;
pub use table::Table;
pub use undo::{Inverse, Inverting, Undoable};

/// The schema number that this build writes.
pub const SCHEMA: u32 = 1;
