//! What can be chosen in a facet, and which rows have it.

use crate::register::Few;

/// The words of a facet, each with its label and the rows that count under it.
#[derive(Default)]
pub(super) struct Choices {
    read: usize,
    rows: Few<String, (String, Vec<u32>)>,
}

impl Choices {
    /// Of how many rows it is known under what they count.
    pub(super) fn len(&self) -> usize {
        self.read
    }

    /// Takes in the words and labels of the next row.
    pub(super) fn push(&mut self, words: Vec<(String, String)>) {
        for (word, label) in words {
            let (_, rows) = self.rows.or_insert_with(word, || (label, Vec::new()));
            let row = u32::try_from(self.read).ok();
            if rows.last() != row.as_ref() {
                rows.extend(row);
            }
        }
        self.read = self.read.saturating_add(1);
    }

    /// Counts the rows under a word.
    pub(super) fn mark(&self, word: &str, hits: &mut [u8]) {
        let rows = self.rows.get(word).map(|(_, rows)| rows.as_slice()).unwrap_or_default();
        for row in rows {
            if let Some(hits) = hits.get_mut(*row as usize) {
                *hits = hits.saturating_add(1);
            }
        }
    }

    /// The words with their labels.
    pub(super) fn options(&self) -> impl Iterator<Item = (&str, &str)> {
        self.rows.iter().map(|(word, (label, _))| (word.as_str(), label.as_str()))
    }
}
