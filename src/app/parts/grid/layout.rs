//! Which columns of a list are shown, in what order and how wide, as its address says it: `who,sum:120,date`.
//!
//! The first column, which opens the record, always stands first.

use std::ops::RangeInclusive;

/// How wide a column can be, in pixels.
pub const WIDTHS: RangeInclusive<u16> = 48..=960;

/// A column that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Its place among all.
    pub at: usize,
    /// As wide as was chosen, in pixels.
    pub width: Option<u16>,
}

/// The columns that are shown, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    spots: Vec<Spot>,
    count: usize,
}

impl Layout {
    /// All columns as they were.
    pub fn all(count: usize) -> Self {
        Layout { spots: (0..count).map(|at| Spot { at, width: None }).collect(), count }
    }

    /// Reads what stands in an address; unknown columns and widths that are none are passed over.
    pub fn parse(text: &str, keys: &[&str]) -> Self {
        let mut spots: Vec<Spot> = Vec::new();
        for part in text.split(',') {
            let (key, width) = part.split_once(':').unwrap_or((part, ""));
            let width = width.parse().ok().filter(|width| WIDTHS.contains(width));
            if let Some(at) = keys.iter().position(|other| *other == key)
                && spots.iter().all(|spot| spot.at != at)
            {
                spots.push(Spot { at, width });
            }
        }
        if spots.is_empty() {
            return Layout::all(keys.len());
        }
        let first = spots.iter().position(|spot| spot.at == 0).map(|place| spots.remove(place));
        spots.insert(0, first.unwrap_or(Spot { at: 0, width: None }));
        Layout { spots, count: keys.len() }
    }

    /// What stands in the address; nothing where all is as it was.
    pub fn print(&self, keys: &[&str]) -> String {
        if !self.is_chosen() {
            return String::new();
        }
        let word = |spot: &Spot| {
            let key = keys.get(spot.at)?;
            Some(spot.width.map_or_else(|| (*key).to_owned(), |width| format!("{key}:{width}")))
        };
        self.spots.iter().filter_map(word).collect::<Vec<_>>().join(",")
    }

    /// The columns that are shown, in their order.
    pub fn spots(&self) -> &[Spot] {
        &self.spots
    }

    /// The places of the columns that are not shown.
    pub fn hidden(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.count).filter(|at| self.place(*at).is_none())
    }

    /// Whether anything is not as it was.
    pub fn is_chosen(&self) -> bool {
        *self != Layout::all(self.count)
    }

    /// Whether a column can go a step to the left or to the right.
    pub fn can_move(&self, at: usize, right: bool) -> bool {
        self.swap(at, right).is_some()
    }

    /// With a column shown or hidden. What is shown again stands behind its neighbour of before.
    pub fn with(mut self, at: usize, is_shown: bool) -> Self {
        match self.place(at) {
            Some(place) if !is_shown && at > 0 => drop(self.spots.remove(place)),
            None if is_shown && at < self.count => {
                let before = (0..at).rev().find_map(|before| self.place(before));
                let place = before.map_or(0, |before| before.saturating_add(1));
                self.spots.insert(place, Spot { at, width: None });
            }
            _ => {}
        }
        self
    }

    /// With a column moved by one step.
    pub fn moved(mut self, at: usize, right: bool) -> Self {
        if let Some((from, to)) = self.swap(at, right) {
            self.spots.swap(from, to);
        }
        self
    }

    /// With a column as wide as that, or as wide as it needs.
    pub fn sized(mut self, at: usize, width: Option<u16>) -> Self {
        let width = width.map(|width| width.clamp(*WIDTHS.start(), *WIDTHS.end()));
        if let Some(spot) = self.spots.iter_mut().find(|spot| spot.at == at) {
            spot.width = width;
        }
        self
    }

    fn place(&self, at: usize) -> Option<usize> {
        self.spots.iter().position(|spot| spot.at == at)
    }

    fn swap(&self, at: usize, right: bool) -> Option<(usize, usize)> {
        let from = self.place(at).filter(|from| *from > 0)?;
        let to = if right { from.saturating_add(1) } else { from.saturating_sub(1) };
        (to > 0 && to < self.spots.len()).then_some((from, to))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYS: [&str; 4] = ["who", "for", "date", "sum"];

    fn layout(text: &str) -> Layout {
        Layout::parse(text, &KEYS)
    }

    fn check(found: &Layout, expected: &str) {
        assert_eq!(found.print(&KEYS), expected);
    }

    #[test]
    fn what_is_wrong_in_an_address_is_passed_over() {
        check(&layout(""), "");
        check(&layout("who,for,date,sum"), "");
        check(&layout("nothing,,:"), "");
        check(&layout("who,sum,date"), "who,sum,date");
        check(&layout("sum,who:120"), "who:120,sum");
        check(&layout("sum"), "who,sum");
        check(&layout("who,sum:wide,date:9,for:70000,nothing:80,sum:80"), "who,sum,date,for");
        check(&layout("who:48,for:960,date,sum"), "who:48,for:960,date,sum");
        assert_eq!(Layout::parse("who", &[]), Layout::all(0));
    }

    #[test]
    fn columns_are_hidden_and_come_back_to_their_neighbours() {
        check(&layout("").with(2, false), "who,for,sum");
        check(&layout("who,for,sum").with(2, true), "");
        check(&layout("who,sum,for").with(2, true), "who,sum,for,date");
        check(&layout("").with(0, false), "");
        check(&layout("").with(9, true), "");
        assert_eq!(layout("who,date").hidden().collect::<Vec<_>>(), [1, 3]);
    }

    #[test]
    fn columns_move_and_are_sized() {
        check(&layout("").moved(3, false), "who,for,sum,date");
        check(&layout("").moved(1, true), "who,date,for,sum");
        check(&layout("").moved(3, true), "");
        check(&layout("").moved(1, false), "");
        check(&layout("").moved(0, true), "");
        check(&layout("").sized(3, Some(120)), "who,for,date,sum:120");
        check(&layout("").sized(3, Some(3)), "who,for,date,sum:48");
        check(&layout("who,for,date,sum:120").sized(3, None), "");
        assert!(layout("").can_move(1, true) && !layout("").can_move(1, false));
    }
}
