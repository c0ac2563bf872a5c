//! Why a link is not opened, or not made.

use thiserror::Error;

use crate::said;
use crate::seal::SealError;
use crate::words::text::areas::files as says;

/// Why a link is not opened, or not made. Each says what to do.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum LinkError {
    /// It is something else.
    #[error("{}", says::LINK_NONE.said())]
    NotALink,
    /// Its end is missing.
    #[error("{}", said!(says::LINK_CUT, found = found.to_string(), expected = expected.to_string()))]
    Cut {
        /// How many characters are here.
        found: usize,
        /// How many there were, as far as that can be told.
        expected: usize,
    },
    /// It is not what was written.
    #[error("{}", says::LINK_ALTERED.said())]
    Altered,
    /// A later version wrote it.
    #[error("{}", newer(what, *found, *known))]
    Newer {
        /// What is newer.
        what: &'static str,
        /// The number in the link.
        found: u64,
        /// The highest number known here.
        known: u64,
    },
    /// It is longer than any link that is taken.
    #[error("{}", said!(says::LINK_TOO_LONG, found = found.to_string(), most = most.to_string()))]
    TooLong {
        /// How many characters it has.
        found: usize,
        /// How many are taken.
        most: usize,
    },
    /// It would unfold to more than fits.
    #[error("{}", said!(says::LINK_TOO_LARGE, bytes = .0.to_string()))]
    TooLarge(usize),
    /// It is sealed with a passphrase.
    #[error("{}", says::LINK_SEALED.said())]
    NeedsPassphrase,
    /// The passphrase is another one.
    #[error("{}", says::LINK_PASSPHRASE.said())]
    WrongPassphrase,
    /// The key after the point is missing.
    #[error("{}", says::LINK_NO_KEY.said())]
    NeedsKey,
    /// The key after the point is another one.
    #[error("{}", says::LINK_OTHER_KEY.said())]
    WrongKey,
    /// Its header asks for what no Muster asks for.
    #[error(transparent)]
    Seal(SealError),
}

fn newer(what: &str, found: u64, known: u64) -> String {
    let (found, known) = (found.to_string(), known.to_string());
    match what {
        "schema" => said!(says::LINK_NEWER_SCHEMA, found, known),
        _ => said!(says::LINK_NEWER_VERSION, found, known),
    }
}
