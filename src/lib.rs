//! Muster keeps the register of a coalition of states: who belongs, what each promised, what arrived, what was
//! decided, and where every one of those facts comes from.
//!
//! The rooms, in the order in which data flows:

#[macro_use]
pub mod register; // what a coalition is: records, changes, the fold, undo, checks

pub mod figures; // what it adds up to: measures, families, rates, splits, who belongs on a day

pub mod seal; // the container that only a passphrase opens, used by journal and exchange

pub mod journal; // how a register is kept: keys, checked lines, recovery, several tabs

pub mod exchange; // how a register travels: the native file, copies, links, what a merge or a comparison would change

pub mod words; // the languages: names, numbers and dates as people write and read them

pub mod documents; // what it writes: communiqué, minutes, fact sheets, meeting pack, as one tree with several renderers

#[cfg(feature = "app")]
pub mod app; // what a person sees, in the browser
