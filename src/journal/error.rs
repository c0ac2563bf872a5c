//! What can go wrong, in sentences for the person who can do something about it.

use thiserror::Error;

use super::{FORMAT, StoreError};
use crate::register::{Id, SCHEMA};
use crate::said;
use crate::seal::SealError;
use crate::words::text::areas::errors as says;

/// Why a register cannot be opened at all.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum OpenError {
    /// It was removed.
    #[error("{}", said!(says::REGISTER_REMOVED, id = .0.as_str()))]
    Removed(Id),
    /// It is locked.
    #[error("{}", said!(says::REGISTER_LOCKED, id = .0.as_str()))]
    Locked(Id),
    /// It holds segments, and what reads them is not here.
    #[error("{}", says::OLDER_SEALED.said())]
    Sealed,
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a register is only read.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ReadOnly {
    /// A later version kept something here.
    #[error("{}", said!(says::NEWER_FORMAT, found = .0.to_string(), own = FORMAT.to_string()))]
    NewerFormat(u32),
    /// It holds changes of a later version.
    #[error("{}", said!(says::NEWER_SCHEMA, found = .0.to_string(), own = SCHEMA.to_string()))]
    NewerSchema(u32),
}

/// Why a change was not saved. It is not in the store, or not whole; what was there before is.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum SaveError {
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The store said yes, but gives something else back.
    #[error("{}", said!(says::NOT_KEPT, key))]
    NotKept {
        /// Under which key.
        key: String,
    },
    /// Something else stands where it belongs.
    #[error("{}", said!(says::OCCUPIED, key))]
    Occupied {
        /// Under which key.
        key: String,
    },
    /// A later version works in the same browser.
    #[error(transparent)]
    ReadOnly(#[from] ReadOnly),
    /// The register was removed, here or in another tab.
    #[error("{}", said!(says::SAVED_NO_MORE, id = .0.as_str()))]
    Removed(Id),
    /// It was locked, or its lock taken away, by another tab.
    #[error("{}", says::OTHER_LOCK.said())]
    OtherLock,
    /// An id that cannot stand in a key.
    #[error("{}", said!(says::BAD_ID, id = .0))]
    BadId(String),
}

/// Why the shelf of registers could not be changed.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ShelfError {
    /// There is one already.
    #[error("{}", said!(says::EXISTS, id = .0.as_str()))]
    Exists(Id),
    /// The card could not be saved.
    #[error(transparent)]
    Save(#[from] SaveError),
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Removing stopped half-way; it goes on at the next start.
    #[error("{}", said!(says::HALF_REMOVED, id = register.as_str(), left = left.to_string(), reason = reason.to_string()))]
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
    #[error("{}", says::LOCKED_ALREADY.said())]
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
#[error("{}", self.sentence())]
pub struct PartlySaved {
    /// How many were saved.
    pub new: usize,
    /// How many were there before.
    pub known: usize,
    /// Those that were not, in the order in which they came.
    pub failed: Vec<NotTaken>,
}

impl PartlySaved {
    fn sentence(&self) -> String {
        let failed = self.failed.len().to_string();
        let all = self.failed.len().saturating_add(self.new).saturating_add(self.known).to_string();
        self.failed.first().map_or_else(String::new, |first| {
            let (number, replica) = (first.number.to_string(), first.replica.as_str());
            said!(says::PARTLY_SAVED, failed, all, number, replica, reason = first.reason.to_string())
        })
    }
}
