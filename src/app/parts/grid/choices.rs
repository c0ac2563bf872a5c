//! What can be chosen in a facet, which rows have it, and under what each row stands.

use super::alphabet::Alphabet;
use crate::app::parts::say;
use crate::register::{Arrange, Few};

/// The words of a facet, each with its label and the rows that count under it.
#[derive(Default)]
pub(super) struct Choices {
    rows: Few<String, (String, Vec<u32>)>,
    /// The words that a row has together, each such set with its number and label.
    sets: Few<String, (u32, String)>,
    /// Which of these each row has.
    of: Vec<u32>,
}

impl Choices {
    /// Of how many rows it is known under what they count.
    pub(super) fn len(&self) -> usize {
        self.of.len()
    }

    /// Takes in the words and labels of the next row; several stand in the order of their labels.
    pub(super) fn push(&mut self, mut words: Vec<(String, String)>, alphabet: &Alphabet) {
        if words.len() > 1 {
            words.arrange_by_key(|(word, label)| (alphabet.key(label), word.clone()));
        }
        words.dedup();
        let next = u32::try_from(self.sets.len()).unwrap_or(u32::MAX);
        let name: Vec<_> = words.iter().map(|(word, _)| word.as_str()).collect();
        let label = || say::and(&words.iter().map(|(_, label)| label.clone()).collect::<Vec<_>>());
        let set = self.sets.or_insert_with(name.join("\n"), || (next, label())).0;
        let row = u32::try_from(self.of.len()).ok();
        for (word, label) in words {
            let (_, rows) = self.rows.or_insert_with(word, || (label, Vec::new()));
            if rows.last() != row.as_ref() {
                rows.extend(row);
            }
        }
        self.of.push(set);
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

    /// The sets of words that rows have together, by number: what names each, and its label.
    pub(super) fn together(&self) -> Vec<(&str, &str)> {
        let mut sets = vec![("", ""); self.sets.len()];
        for (name, (number, label)) in self.sets.iter() {
            if let Some(set) = sets.get_mut(*number as usize) {
                *set = (name, label);
            }
        }
        sets
    }

    /// The number of the set that a row has.
    pub(super) fn of(&self, row: usize) -> Option<usize> {
        self.of.get(row).map(|set| *set as usize)
    }
}
