//! Why a link is not opened, or not made.

use thiserror::Error;

use crate::seal::SealError;

/// Why a link is not opened, or not made. Each says what to do.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum LinkError {
    /// It is something else.
    #[error(
        "This is not a link to a register: it holds no “#/s/”. Copy the whole address, from “http” to its last letter."
    )]
    NotALink,
    /// Its end is missing.
    #[error(
        "The link was cut while it was copied or sent: {found} of {expected} characters are here. Ask for it again, or for a file; many mail and chat programs shorten long links."
    )]
    Cut {
        /// How many characters are here.
        found: usize,
        /// How many there were, as far as that can be told.
        expected: usize,
    },
    /// It is not what was written.
    #[error(
        "The link was altered after it was made: its checksum does not fit. Nothing of it is shown; ask for it again."
    )]
    Altered,
    /// A later version wrote it.
    #[error(
        "A newer version of Muster made this link ({what} {found}, this version reads up to {known}). Reload the page to get the newer version, then open the link again."
    )]
    Newer {
        /// What is newer.
        what: &'static str,
        /// The number in the link.
        found: u64,
        /// The highest number known here.
        known: u64,
    },
    /// It is longer than any link that is taken.
    #[error("The link has {found} characters; at most {most} are taken. Ask for a file instead.")]
    TooLong {
        /// How many characters it has.
        found: usize,
        /// How many are taken.
        most: usize,
    },
    /// It would unfold to more than fits.
    #[error(
        "What is packed in the link takes more than {0} bytes. Nothing of it was read; ask for a file instead, or for a smaller part of the register."
    )]
    TooLarge(usize),
    /// It is sealed with a passphrase.
    #[error("The link is sealed with a passphrase. Type the one that its sender told you.")]
    NeedsPassphrase,
    /// The passphrase is another one.
    #[error(
        "This passphrase does not open the link. Check the keyboard and capital letters, then try again, or ask its sender."
    )]
    WrongPassphrase,
    /// The key after the point is missing.
    #[error(
        "The link is sealed, and the key that stands after its last point is missing. Copy the whole address, or ask for it again."
    )]
    NeedsKey,
    /// The key after the point is another one.
    #[error("The key at the end of the link does not open it; it was altered. Ask for the link again.")]
    WrongKey,
    /// Its header asks for what no Muster asks for.
    #[error(transparent)]
    Seal(SealError),
}
