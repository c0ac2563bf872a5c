//! How often a law is tried.

use proptest::test_runner::{Config, RngSeed};

/// Tries a law with so many cases, always the same ones, so that a tree that passed passes again. `MUSTER_WIDER=50`
/// tries fifty times as many, others at each run: the way to look for cases that nobody thought of. A failing one is
/// printed, not kept in a file; it becomes a test of its own.
pub fn cases(cases: u32) -> Config {
    let wider = std::env::var("MUSTER_WIDER").ok().and_then(|times| times.parse::<u32>().ok());
    Config {
        cases: cases.saturating_mul(wider.unwrap_or(1)),
        rng_seed: if wider.is_some() { RngSeed::Random } else { RngSeed::Fixed(2024) },
        failure_persistence: None,
        ..Config::default()
    }
}
