//! What can go wrong, in sentences for the person who typed the passphrase.

use thiserror::Error;

use crate::said;
use crate::words::text::areas::errors as says;

/// Why something sealed does not open, or cannot be sealed.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum SealError {
    /// The wrapped key does not open with it.
    #[error("{}", says::PASSPHRASE.said())]
    Passphrase,
    /// The header is not as it was written.
    #[error("{}", says::LOCK_ALTERED.said())]
    Altered,
    /// It is no header at all.
    #[error("{}", says::NOT_SEALED.said())]
    NotAVault,
    /// A later version wrote it.
    #[error("{}", said!(says::SEAL_NEWER, form = .0.to_string()))]
    Newer(u32),
    /// It asks for more, or less, than this program does.
    #[error("{}", said!(says::LOCK_BOUNDS, what, found = found.to_string(), least = least.to_string(), most = most.to_string()))]
    OutOfBounds {
        /// What.
        what: &'static str,
        /// How much it asks for.
        found: u32,
        /// The least that is taken.
        least: u32,
        /// The most that is taken.
        most: u32,
    },
    /// The device has not enough memory for it.
    #[error("{}", said!(says::NO_MEMORY, mebibytes = .0.to_string()))]
    Memory(u32),
    /// A value does not open.
    #[error("{}", said!(says::SEALED_VALUE, name = .0))]
    Value(String),
}
