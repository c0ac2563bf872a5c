//! **exchange**: how a register travels.
//!
//! Knows the register, its figures and the seal; never storage or screens.
//!
//! [`mod@file`] writes and reads the native file; [`preview`] says what a merge would change; [`mod@heads`] puts one hash
//! over all chains; [`against`] holds a register against an older copy; [`ecb_csv`] reads a newer table of reference
//! rates; [`mod@copy`] writes a register or a part of it anew, without what is internal, and [`link`] makes an address of
//! that; [`mod@export`] writes the formats of others ([`iati`], [`ocds`], [`ical`]); [`meet`] compares what is no part of
//! the same set record by record; [`mod@block`] lays cells of a spreadsheet over cells of a list; [`mod@ask`] sends a member its own part and takes it back; with the feature `formats`,
//! `ledger` writes journals of accounting, `foreign` reads all these formats, `sheet` reads tables of somebody else's, and `tables` writes our own and reads them back.

pub mod against;
pub mod ask;
pub mod backup;
pub mod block;
pub mod copy;
pub mod ecb_csv;
pub mod export;
pub mod file;
#[cfg(feature = "formats")]
pub mod foreign;
pub mod heads;
pub mod iati;
pub mod ical;
#[cfg(feature = "formats")]
pub mod ledger;
pub mod link;
pub mod meet;
pub mod ocds;
pub mod preview;
#[cfg(feature = "formats")]
pub mod sheet;
#[cfg(feature = "formats")]
pub mod tables;

mod chain;
#[cfg(feature = "formats")]
mod fault;
mod listed;
mod sniff;

pub use against::{Against, Fault, FaultKind, held_against};
pub use ask::{AskError, Asked, Request, Returned, ask, returned};
pub use copy::{Chosen, CopyScope, Detail, FreshCopy, Omitted, content};
pub use ecb_csv::{EcbCsvError, EcbImport};
pub use export::{Export, ExportError, Format, LeftOut, Missing, Need, Perspective};
pub use file::{FileError, MusterFile, Trouble, read, read_beside, read_own, write};
pub use heads::{Head, digest, digest_of, heads};
pub use link::{Limits, Link, LinkError, Lock, Opened, Received, Signature, Signed};
pub use meet::{Accepted, Choice, Meet, Origin};
pub use preview::{Difference, Preview, merge_preview, return_preview};
pub use sniff::Sort;
