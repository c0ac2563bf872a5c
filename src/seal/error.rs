//! What can go wrong, in sentences for the person who typed the passphrase.

use thiserror::Error;

/// Why something sealed does not open, or cannot be sealed.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum SealError {
    /// The wrapped key does not open with it.
    #[error("This passphrase does not fit. Check the keyboard and capital letters, then try again.")]
    Passphrase,
    /// The header is not as it was written.
    #[error("The header of the lock was changed or cut after it was written; its checksum does not fit.")]
    Altered,
    /// It is no header at all.
    #[error("This does not begin as something that Muster sealed.")]
    NotAVault,
    /// A later version wrote it.
    #[error(
        "A newer version of Muster sealed this (form {0}, this version knows 1). Reload the page to get the newer version."
    )]
    Newer(u32),
    /// It asks for more, or less, than this program does.
    #[error(
        "The header of the lock asks for {what} {found}; this version takes {least} to {most}. It was not written by Muster."
    )]
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
    #[error(
        "This device does not have the {0} MiB of memory that the passphrase takes. Close other pages, then try again."
    )]
    Memory(u32),
    /// A value does not open.
    #[error(
        "What is sealed as “{0}” does not open with this key: it was changed or cut after it was sealed, or belongs elsewhere."
    )]
    Value(String),
}
