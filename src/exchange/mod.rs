//! **exchange**: how a register travels.
//!
//! Knows the register; never storage or screens.
//!
//! [`mod@file`] writes and reads the native file; [`preview`] says what a merge would change.

pub mod file;
pub mod preview;

mod chain;
mod sniff;

pub use file::{FileError, MusterFile, Trouble, read, write};
pub use preview::{Difference, Preview, merge_preview};
pub use sniff::Sort;
