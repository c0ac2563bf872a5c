//! Which rows of a long list are drawn: those in sight, or those that go on paper.

use std::ops::Range;

use crate::said;
use crate::words::text::areas::lists as text;
use crate::words::whole;

/// By so many lines what is drawn moves on, at both ends at once: few, so that no frame of a scroll has many to draw.
const STEP: usize = 5;

/// So many rows of a list go on paper.
pub const PRINTED: usize = 1_000;

/// The rows to draw: what is in sight, and a margin on both sides.
pub fn in_sight(count: usize, (above, height, row): (f64, f64, f64), margin: usize) -> Range<usize> {
    // Beyond its end the last ones are in sight, so that there is always one whose height is known.
    let first = ((above / row).max(0.0) as usize).min(count.saturating_sub(1));
    // Whole steps, so that a small scroll draws nothing new.
    let first = (first / STEP).saturating_mul(STEP);
    let end = first.saturating_add((height / row) as usize).saturating_add(STEP).saturating_add(margin);
    first.saturating_sub(margin)..end.min(count)
}

/// What is said under a list on paper that has more rows than stand there.
pub fn on_paper(prints: bool, rows: usize) -> Option<String> {
    (prints && rows > PRINTED).then(|| said!(text::ON_PAPER, first = whole(PRINTED), all = whole(rows)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_what_is_in_sight_with_a_margin() {
        let check = |count, above, margin, expected| {
            assert_eq!(in_sight(count, (above, 900.0, 38.0), margin), expected, "{above}");
        };
        check(1000, -200.0, 30, 0..58);
        check(1000, -200.0, 4, 0..32);
        check(1000, 3_800.0, 30, 70..158);
        check(1000, 3_800.0 + 4.9 * 38.0, 30, 70..158);
        check(1000, 3_800.0 + 5.0 * 38.0, 30, 75..163);
        check(1000, 38_000.0, 30, 965..1000);
        check(1000, 50_000.0, 30, 965..1000);
        check(40, 0.0, 30, 0..40);
        check(0, 0.0, 30, 0..0);
    }

    #[test]
    fn paper_says_what_it_leaves_out() {
        assert_eq!(on_paper(true, 3_000).as_deref(), Some("The first 1,000 of 3,000 rows."));
        assert_eq!(on_paper(true, PRINTED), None);
        assert_eq!(on_paper(false, 3_000), None);
    }
}
