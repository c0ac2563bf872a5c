//! What the rows say, for the filter.

use memchr::memmem::Finder;

/// What all rows say in small letters, one after the other: one text is searched faster than many.
#[derive(Default)]
pub(super) struct Words {
    text: String,
    ends: Vec<usize>,
}

impl Words {
    /// Of how many rows it is known what they say.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Takes in what the next row says.
    pub(super) fn push(&mut self, cells: impl Iterator<Item = String>) {
        for cell in cells {
            self.text.push_str(&cell.to_lowercase());
            self.text.push(' ');
        }
        self.ends.push(self.text.len());
    }

    /// Puts what a row says now in the place of what it said, if that was read.
    pub(super) fn exchange(&mut self, row: usize, cells: impl Iterator<Item = String>) {
        let Some(end) = self.ends.get(row).copied() else { return };
        let begin = row.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        let mut one = Words::default();
        one.push(cells);
        self.text.replace_range(begin..end, &one.text);
        for moved in self.ends.iter_mut().skip(row) {
            *moved = moved.saturating_sub(end.saturating_sub(begin)).saturating_add(one.text.len());
        }
    }

    /// Takes out the rows that do not have a word, and those that were not read.
    pub(super) fn keep(&self, word: &str, is_shown: &mut [bool]) {
        let finder = Finder::new(word);
        let find = |from: usize| {
            let rest = self.text.as_bytes().get(from..)?;
            finder.find(rest).map(|at| from.saturating_add(at))
        };
        let (mut begins, mut found) = (0, find(0));
        let (read, unread) = is_shown.split_at_mut(self.ends.len().min(is_shown.len()));
        for (end, is_shown) in self.ends.iter().zip(read) {
            if found.is_some_and(|at| at < begins) {
                found = find(begins);
            }
            *is_shown &= found.is_some_and(|at| at < *end);
            begins = *end;
        }
        unread.fill(false);
    }
}

#[cfg(test)]
mod tests {
    use super::Words;

    fn check(word: &str, expected: &[bool]) {
        let mut words = Words::default();
        for row in ["ab", "b", "Ba ab", "", "xab"] {
            words.push([row.to_owned()].into_iter());
        }
        let mut is_shown = [true; 6];
        words.keep(word, &mut is_shown);
        assert_eq!(is_shown, expected, "{word}");
    }

    #[test]
    fn a_word_is_found_in_its_row_alone() {
        check("ab", &[true, false, true, false, true, false]);
        check("b", &[true, true, true, false, true, false]);
        check("bb", &[false; 6]);
        check(" ", &[true, true, true, true, true, false]);
    }
}
