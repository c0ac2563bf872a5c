//! How full the browser's storage is, by the rule of the engine that keeps it.

use super::{Store, StoreError};
use crate::said;
use crate::words::text::areas::errors as says;

/// What a page may keep in localStorage.
const LIMIT: u64 = 5_242_880;

/// How an engine counts what it keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Chromium and Firefox count UTF-16 units.
    Units,
    /// WebKit counts bytes: one a letter, or two for all of a text in which one letter is beyond U+00FF.
    Bytes,
}

impl Engine {
    /// What a key or a value costs.
    pub fn cost(self, text: &str) -> u64 {
        let units =
            text.chars().map(char::len_utf16).fold(0_u64, |sum, units| sum.saturating_add(units as u64));
        match self {
            Engine::Bytes if text.chars().any(|letter| u32::from(letter) > 0xff) => units.saturating_mul(2),
            _ => units,
        }
    }
}

/// What is used of what there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    /// So much is used, in what the engine counts.
    pub used: u64,
    /// So much may be.
    pub limit: u64,
}

/// How full it is, once that is worth a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// From 60 % on.
    Sixty,
    /// From 80 % on.
    Eighty,
    /// From 90 % on.
    Ninety,
}

impl Quota {
    /// So much in a browser's localStorage.
    pub fn of(used: u64) -> Self {
        Quota { used, limit: LIMIT }
    }

    /// Adds up a whole store.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn measure(store: &impl Store, engine: Engine) -> Result<Self, StoreError> {
        let mut used = 0_u64;
        for key in store.keys()? {
            let value = store.get(&key)?.unwrap_or_default();
            used = used.saturating_add(engine.cost(&key)).saturating_add(engine.cost(&value));
        }
        Ok(Quota::of(used))
    }

    /// How many hundredths are used, rounded down.
    pub fn percent(self) -> u64 {
        self.used.saturating_mul(100).checked_div(self.limit).unwrap_or(100)
    }

    /// The threshold that is reached.
    pub fn level(self) -> Option<Level> {
        match self.percent() {
            ..60 => None,
            60..80 => Some(Level::Sixty),
            80..90 => Some(Level::Eighty),
            90.. => Some(Level::Ninety),
        }
    }

    /// What is to be said of it, and done.
    pub fn sentence(self) -> Option<String> {
        let percent = self.percent().to_string();
        Some(match self.level()? {
            Level::Sixty => said!(says::QUOTA_SIXTY, percent),
            Level::Eighty => said!(says::QUOTA_EIGHTY, percent),
            Level::Ninety => said!(says::QUOTA_NINETY, percent),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::MemoryStore;
    use super::*;

    #[test]
    fn engines_count_in_their_way() {
        let check = |text: &str, units: u64, bytes: u64| {
            assert_eq!((Engine::Units.cost(text), Engine::Bytes.cost(text)), (units, bytes), "{text}");
        };
        check("", 0, 0);
        check("Estonia", 7, 7);
        check("Kõrgõ", 5, 5);
        check("Эстония", 7, 14);
        check("abc Э", 5, 10);
        check("\u{1f600}", 2, 4);
    }

    #[test]
    fn keys_and_values_count() {
        let store = MemoryStore::new();
        store.set("ab", "cde").unwrap();
        store.set("x", "Э").unwrap();
        assert_eq!(Quota::measure(&store, Engine::Units), Ok(Quota::of(7)));
        assert_eq!(Quota::measure(&store, Engine::Bytes), Ok(Quota::of(8)));
    }

    #[test]
    fn says_something_from_three_thresholds_on() {
        let check = |used: u64, level: Option<Level>| {
            let quota = Quota { used, limit: 1_000 };
            assert_eq!(quota.level(), level, "{used}");
            assert_eq!(quota.sentence().is_some(), level.is_some());
        };
        check(0, None);
        check(599, None);
        check(600, Some(Level::Sixty));
        check(799, Some(Level::Sixty));
        check(800, Some(Level::Eighty));
        check(899, Some(Level::Eighty));
        check(900, Some(Level::Ninety));
        check(2_000, Some(Level::Ninety));
        let full = Quota::of(4_750_000).sentence();
        assert!(full.is_some_and(|said| said.starts_with("90 % of what this browser keeps")));
    }
}
