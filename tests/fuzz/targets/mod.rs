//! What is fuzzed: whatever the page reads that somebody else, an older build, or a failing disk may have written.
//!
//! Each target takes any bytes. It may refuse them; it must not panic, take long, or take more memory than it says;
//! and what it reads, it writes so that the same is read again.

mod file;
#[cfg(feature = "formats")]
mod foreign;
mod line;
mod link;
mod meet;
mod segment;
#[cfg(feature = "formats")]
mod sheet;
mod snapshot;
#[cfg(feature = "formats")]
mod tables;
mod typed;
mod vault;

/// One thing that is fuzzed.
pub struct Target {
    /// Its name; the names of inputs that were found begin with it.
    pub name: &'static str,
    /// Reads bytes; true if they were understood.
    pub run: fn(&[u8]) -> bool,
    /// Inputs that are understood, to begin with.
    pub seeds: fn() -> Vec<Vec<u8>>,
    /// How many MiB it may take for an input of 64 KiB.
    pub most: usize,
}

/// Those that are there with the feature `formats` alone.
#[allow(dead_code, reason = "the tests ask")]
pub const WITH_FORMATS: [&str; 3] = ["foreign", "sheet", "tables"];

/// All of them.
pub const ALL: &[Target] = &[
    Target { name: "file", run: file::run, seeds: file::seeds, most: 64 },
    #[cfg(feature = "formats")]
    Target { name: "foreign", run: foreign::run, seeds: foreign::seeds, most: 256 },
    Target { name: "line", run: line::run, seeds: line::seeds, most: 16 },
    // Like a segment, it unfolds what was deflated, up to a limit of its own.
    Target { name: "link", run: link::run, seeds: link::seeds, most: 256 },
    Target { name: "meet", run: meet::run, seeds: meet::seeds, most: 128 },
    Target { name: "segment", run: segment::run, seeds: segment::seeds, most: 512 },
    #[cfg(feature = "formats")]
    Target { name: "sheet", run: sheet::run, seeds: sheet::seeds, most: 256 },
    Target { name: "snapshot", run: snapshot::run, seeds: snapshot::seeds, most: 64 },
    // Cells take more room than what stands in them.
    #[cfg(feature = "formats")]
    Target { name: "tables", run: tables::run, seeds: tables::seeds, most: 256 },
    Target { name: "typed", run: typed::run, seeds: typed::seeds, most: 16 },
    Target { name: "vault", run: vault::run, seeds: vault::seeds, most: 4 },
];

/// The native file of schema 1.
const GOLDEN: &str = include_str!("../../fixtures/schema-1.muster.json");
