//! What the rows say, for the filter.

use memchr::memmem::Finder;

/// What all rows say in small letters, one after the other: one text is searched faster than many.
#[derive(Default)]
pub(super) struct Words {
    text: String,
    ends: Vec<usize>,
    longest: Vec<(usize, usize)>,
}

impl Words {
    /// Of how many rows it is known what they say.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Takes in what the next row says.
    pub(super) fn push(&mut self, cells: impl Iterator<Item = String>) {
        let said = self.said(self.len(), cells);
        self.text.push_str(&said);
        self.ends.push(self.text.len());
    }

    /// Of each column how many letters its longest cell has, and in which row.
    pub(super) fn longest(&self) -> Vec<(usize, usize)> {
        self.longest.clone()
    }

    /// What a row says in small letters; it is noted which of its cells are the longest.
    fn said(&mut self, row: usize, cells: impl Iterator<Item = String>) -> String {
        let mut said = String::new();
        for (column, cell) in cells.enumerate() {
            let letters = cell.chars().count();
            match self.longest.get_mut(column) {
                Some(longest) if letters > longest.0 => *longest = (letters, row),
                Some(_) => {}
                None => self.longest.push((letters, row)),
            }
            said.push_str(&cell.to_lowercase());
            said.push(' ');
        }
        said
    }

    /// Puts what a row says now in the place of what it said, if that was read.
    pub(super) fn exchange(&mut self, row: usize, cells: impl Iterator<Item = String>) {
        let Some(end) = self.ends.get(row).copied() else { return };
        let begin = row.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        let said = self.said(row, cells);
        self.text.replace_range(begin..end, &said);
        for moved in self.ends.iter_mut().skip(row) {
            *moved = moved.saturating_sub(end.saturating_sub(begin)).saturating_add(said.len());
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

    #[test]
    fn the_longest_cell_of_each_column_is_known() {
        let mut words = Words::default();
        for row in [["a", "bb"], ["Київ", "b"], ["", "bbb"], ["abcd", ""]] {
            words.push(row.into_iter().map(str::to_owned));
        }
        assert_eq!(words.longest(), [(4, 1), (3, 2)]);
        words.exchange(3, ["abcde", ""].into_iter().map(str::to_owned));
        assert_eq!(words.longest(), [(5, 3), (3, 2)]);
    }
}
