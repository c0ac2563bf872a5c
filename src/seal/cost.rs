//! What it costs to make a key of a passphrase: the more, the longer a guess takes.

use super::SealError;

/// The cost of one guess, and the salt that makes each passphrase a case of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Memory in KiB.
    pub memory: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes that could be counted side by side.
    pub lanes: u32,
    /// Random, one for each passphrase.
    pub salt: [u8; 16],
}

/// What is taken from a header, so that nobody's header makes the page hang, or is cheap to guess.
const BOUNDS: [(&str, u32, u32); 3] = [("m =", 19 * 1024, 256 * 1024), ("t =", 2, 10), ("p =", 1, 4)];

impl Cost {
    /// What a new passphrase costs.
    pub fn strong(salt: [u8; 16]) -> Self {
        Cost { memory: 64 * 1024, passes: 3, lanes: 1, salt }
    }

    /// What it costs where there is not memory enough for that.
    pub fn light(salt: [u8; 16]) -> Self {
        Cost { memory: 19 * 1024, passes: 2, lanes: 1, salt }
    }

    /// Whether this program does it.
    ///
    /// # Errors
    /// When it is more or less than any Muster asks for.
    pub fn bounded(self) -> Result<Self, SealError> {
        let asked = [self.memory, self.passes, self.lanes];
        for (found, (what, least, most)) in asked.into_iter().zip(BOUNDS) {
            if !(least..=most).contains(&found) {
                return Err(SealError::OutOfBounds { what, found, least, most });
            }
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_it_writes_is_within_its_bounds() {
        assert!(Cost::strong([0; 16]).bounded().is_ok());
        assert!(Cost::light([0; 16]).bounded().is_ok());
    }

    #[test]
    fn what_is_outside_is_named() {
        let check = |memory, passes, lanes, expected: &str| {
            let said = Cost { memory, passes, lanes, salt: [0; 16] }.bounded().unwrap_err().to_string();
            assert!(said.contains(expected), "{said}");
        };
        check(19 * 1024 - 1, 3, 1, "m = 19455; this version takes 19456 to 262144");
        check(u32::MAX, 3, 1, "m = 4294967295;");
        check(65_536, 1, 1, "t = 1; this version takes 2 to 10");
        check(65_536, 3, 0, "p = 0; this version takes 1 to 4");
    }
}
