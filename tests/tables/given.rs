//! What the tests of tables begin with.

use muster::exchange::file;
use muster::exchange::tables::{About, Audience};
use muster::register::{Day, Pen, Register};
use serde_json::Value;

use super::common::{now, object};

const EXAMPLE: &str = include_str!("../../src/app/example/it-coalition.muster.json");

/// The register of the example.
pub fn example() -> Register {
    Register::of(file::read_own(EXAMPLE))
}

/// A register of one change.
pub fn register(body: Value) -> Register {
    Register::of([Pen::new("r").write(object(body), &now(1))])
}

/// What an export says of itself.
pub fn about(audience: Audience) -> About {
    let day = Day::from_ymd_opt(2024, 5, 31).unwrap();
    About { name: "IT coalition".to_owned(), part: None, day, audience }
}
