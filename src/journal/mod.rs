//! **journal**: how a register is kept, over a small [`Store`].
//!
//! Knows the register and [`seal`](crate::seal); never figures, screens or which store of a browser is behind the trait.
//!
//! - **No key is ever written twice with other bytes**, but cards and drafts, so that tabs cannot overwrite each
//!   other's changes. A change of this tab stands under its replica and number; one from elsewhere carries a
//!   piece of its hash in its key.
//! - **Nothing is announced as saved before it was read back.**
//! - **What cannot be read never stops the rest**: it is set aside, listed, and left where it is.
//! - **Nothing goes before what covers it was read back**: single keys when their changes stand in a segment, a segment
//!   when another one holds the same.
//!
//! [`Shelf`] holds the registers, [`Journal`] keeps one of them.

mod drafts;
mod error;
mod join;
#[allow(clippy::module_inception)] // the room is called after the thing in it
mod journal;
mod keys;
mod line;
pub mod lock;
mod memory;
mod opening;
mod packed;
mod quota;
mod repair;
mod save;
mod sealing;
pub mod segment;
mod shelf;
mod snapshot;
mod store;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod troubles;

pub use drafts::SavedDraft;
pub use error::{LockError, NotTaken, OpenError, PartlySaved, ReadOnly, SaveError, ShelfError};
pub use join::{Deed, Join, Lines, Sealed, join, join_rest, join_with, registers_in};
pub use journal::{Aside, Heard, Journal, Opened, ReadSegment};
pub use keys::{Key, Mark, Place, is_id, is_register_id};
pub use line::{LineError, decode, encode, frame, unframe};
pub use memory::MemoryStore;
pub use opening::Opening;
pub use packed::{pack, unpack};
pub use quota::{Engine, Level, Quota};
pub use repair::{Places, lost};
pub use save::Taken;
pub use sealing::{Double, LARGE, NEWEST, Sealer};
pub use segment::Stretch;
pub use shelf::{Card, Shelf};
pub use snapshot::Snapshot;
pub use store::{Store, StoreError};

use crate::register::SCHEMA;

/// The number of the form in which this build keeps registers: it rises with the schema of changes, and with
/// the form of keys and lines. A store in which a higher one was at work is only read.
pub const FORMAT: u32 = 2;

const _: () = assert!(FORMAT >= SCHEMA, "a new schema is a new format of the store");
