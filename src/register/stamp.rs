//! The hybrid logical clock that orders changes.

use std::fmt;

/// A moment of the hybrid clock: milliseconds since 1970 in UTC, and a count within one.
///
/// Printed as `<milliseconds>.<count>`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp {
    /// Milliseconds since 1970-01-01 in UTC.
    pub millis: u64,
    /// Which one within the millisecond.
    pub count: u32,
}

impl Stamp {
    /// Reads `<milliseconds>.<count>`, digits only.
    pub fn parse(text: &str) -> Option<Self> {
        let (millis, count) = text.split_once('.')?;
        let stamp = Stamp { millis: millis.parse().ok()?, count: count.parse().ok()? };
        (stamp.to_string() == text).then_some(stamp)
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.millis, self.count)
    }
}

/// Makes stamps above every stamp that it has seen, however the wall clock jumps.
#[derive(Clone, Copy, Debug, Default)]
pub struct Clock {
    last: Stamp,
}

impl Clock {
    /// Takes note of a stamp from elsewhere.
    pub fn observe(&mut self, stamp: Stamp) {
        self.last = self.last.max(stamp);
    }

    /// A new stamp, at the wall clock's time if that is later than all seen.
    pub fn tick(&mut self, now_millis: u64) -> Stamp {
        self.last = if now_millis > self.last.millis {
            Stamp { millis: now_millis, count: 0 }
        } else {
            match self.last.count.checked_add(1) {
                Some(count) => Stamp { count, ..self.last },
                None => Stamp { millis: self.last.millis.saturating_add(1), count: 0 },
            }
        };
        self.last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rises_though_the_wall_clock_is_set_back() {
        let mut clock = Clock::default();
        let first = clock.tick(2_000);
        clock.observe(Stamp { millis: 5_000, count: 7 });
        let second = clock.tick(1_000);
        let third = clock.tick(6_000);
        assert!(first < second && second < third);
        assert_eq!(second, Stamp { millis: 5_000, count: 8 });
        assert_eq!(third, Stamp { millis: 6_000, count: 0 });
    }

    #[test]
    fn orders_by_what_was_seen_though_clocks_are_days_apart() {
        const DAY: u64 = 24 * 60 * 60 * 1_000;
        let now = 1_706_832_000_000;
        let (mut ahead, mut right) = (Clock::default(), Clock::default());
        let mut last = Stamp::default();
        // Each writes having seen what the other wrote; the first one's clock is set back after the second round.
        for round in 0..6 {
            for (clock, at) in [(&mut ahead, if round < 2 { now + 2 * DAY } else { now }), (&mut right, now)]
            {
                clock.observe(last);
                let stamp = clock.tick(at + round);
                assert!(stamp > last, "round {round}: {stamp} after {last}");
                last = stamp;
            }
        }
        // Once real time has caught up, it counts again.
        assert_eq!(right.tick(now + 3 * DAY), Stamp { millis: now + 3 * DAY, count: 0 });
    }

    #[test]
    fn prints_and_reads_back() {
        let stamp = Stamp { millis: 1_706_832_000_000, count: 3 };
        assert_eq!(Stamp::parse(&stamp.to_string()), Some(stamp));
        for wrong in ["", "1", "1.", "01.2", "1.2.3", "-1.0", "+1.0"] {
            assert_eq!(Stamp::parse(wrong), None, "{wrong}");
        }
    }
}
