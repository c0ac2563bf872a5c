//! What can go wrong, in sentences for the person who can do something about it.

use thiserror::Error;

use super::{FORMAT, StoreError};
use crate::register::{Id, SCHEMA};
use crate::seal::SealError;

/// Why a register cannot be opened at all.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum OpenError {
    /// It was removed.
    #[error("The register {0} was removed from this browser. Import its file to have it back.")]
    Removed(Id),
    /// It is locked.
    #[error("The register {0} is locked. Open it with its passphrase first.")]
    Locked(Id),
    /// It holds segments, and what reads them is not here.
    #[error("The older changes of this register are sealed, and what reads them is not here yet.")]
    Sealed,
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a register is only read.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ReadOnly {
    /// A later version kept something here.
    #[error(
        "A newer version of Muster has been used in this browser (format {0}, this one writes {FORMAT}). The register is open for reading; reload the page to get the newer version."
    )]
    NewerFormat(u32),
    /// It holds changes of a later version.
    #[error(
        "This register holds changes of a newer version of Muster (schema {0}, this one writes {SCHEMA}). It is open for reading; reload the page to get the newer version."
    )]
    NewerSchema(u32),
}

/// Why a change was not saved. It is not in the store, or not whole; what was there before is.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum SaveError {
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The store said yes, but gives something else back.
    #[error(
        "The browser said that it kept “{key}”, but gives something else back. Try again; if it goes on, export a file."
    )]
    NotKept {
        /// Under which key.
        key: String,
    },
    /// Something else stands where it belongs.
    #[error(
        "Something else stands under “{key}”, and nothing is ever overwritten. Export a file to keep this change."
    )]
    Occupied {
        /// Under which key.
        key: String,
    },
    /// A later version works in the same browser.
    #[error(transparent)]
    ReadOnly(#[from] ReadOnly),
    /// The register was removed, here or in another tab.
    #[error(
        "The register {0} was removed in this browser, so that nothing more is saved to it. Export a file to keep what you see."
    )]
    Removed(Id),
    /// It was locked, or its lock taken away, by another tab.
    #[error(
        "The lock of the register was changed in another tab, so that nothing more is saved here. Open it again."
    )]
    OtherLock,
    /// An id that cannot stand in a key.
    #[error(
        "“{0}” cannot be kept as an id: an id has 1 to 64 bytes without “/”, blanks or control characters."
    )]
    BadId(String),
}

/// Why the shelf of registers could not be changed.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ShelfError {
    /// There is one already.
    #[error("The register {0} is in this browser already. Open it, or merge the file into it.")]
    Exists(Id),
    /// The card could not be saved.
    #[error(transparent)]
    Save(#[from] SaveError),
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Removing stopped half-way; it goes on at the next start.
    #[error(
        "The register {register} is marked as removed, but {left} of its keys are still in this browser ({reason}). They go when the page is opened next."
    )]
    HalfRemoved {
        /// Which.
        register: Id,
        /// How many keys are left.
        left: usize,
        /// What the store says.
        reason: StoreError,
    },
}

/// Why a lock was not put on, changed or taken away. Every change is still there, and trying again goes on with it.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum LockError {
    /// Something was not saved.
    #[error(transparent)]
    Save(#[from] SaveError),
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The key does not do what it should.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// It is locked already.
    #[error("The register is locked already, perhaps in another tab. Open it again.")]
    Locked,
}

/// A change of an import that was not saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotTaken {
    /// Its replica.
    pub replica: Id,
    /// Its number there.
    pub number: u32,
    /// Why.
    pub reason: SaveError,
}

/// Some changes of an import were not saved. What was saved is whole, and saving all of them again is safe.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{} of {} changes were not saved. {}", failed.len(), failed.len() + new + known, first(failed))]
pub struct PartlySaved {
    /// How many were saved.
    pub new: usize,
    /// How many were there before.
    pub known: usize,
    /// Those that were not, in the order in which they came.
    pub failed: Vec<NotTaken>,
}

fn first(failed: &[NotTaken]) -> String {
    failed.first().map_or_else(String::new, |change| {
        format!("The first is change {} of replica {}: {}", change.number, change.replica, change.reason)
    })
}
