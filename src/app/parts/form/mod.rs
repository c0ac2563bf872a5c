//! Forms: the contents of the windows for a new record and for one on record, and the fields that other windows use.
//!
//! A field knows a [`Target`] and a path. In a new record the target is a tree that is kept as a draft and becomes
//! one change on Save; in a record on record each field is written when it is left, and Cancel takes all of it back.

mod amount;
mod attendance;
mod beside;
mod cell;
mod choice;
mod combo;
mod contribution;
mod date;
mod edit;
mod field;
mod fields;
mod frame;
mod hold;
mod lines;
mod new;
mod order;
mod parties;
mod party;
mod place;
mod quick;
mod read;
mod reading;
mod reference;
mod remove;
mod same_money;
mod simple;
mod source;
mod target;
mod tree;
mod typed;
mod typing;

pub use amount::AmountField;
pub use cell::{CellEditor, held, lacks, lacks_new, step};
pub use choice::{AreaField, ChoiceField, FlagField};
pub use date::DateField;
pub use edit::EditForm;
pub use field::{field, of_kind};
pub use fields::HIDDEN;
pub use frame::{Frame, focus_fault};
pub use lines::LinesField;
pub use new::NewForm;
pub use order::between;
pub use parties::PartiesField;
pub use party::PartyField;
pub use place::PlaceField;
pub use read::Reader;
pub use reference::RefField;
pub use remove::refusal;
pub use simple::{
    CountField, CurrencyField, LinkField, NumberField, ProseField, QuantityField, RateField, TextField,
};
pub use source::SourceField;
pub use target::Target;

use crate::app::browser::page;
use crate::register::RecordKey;

/// Puts the look of forms into the page.
pub fn adopt_style() {
    page::adopt_style(include_str!("../../../../style/form.css"));
}

/// How a form ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Done {
    /// The record is on record.
    Saved(RecordKey),
    /// Nothing of it stays.
    Cancelled,
}
