//! The rows of a list under the words of one facet, and the lines that this makes in the table.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use super::alphabet::Alphabet;
use super::choices::Choices;
use crate::app::parts::column::Adds;
use crate::app::parts::groups::Groups;
use crate::register::Arrange;

/// The rows of one word of a facet, or of several together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What names it in the facet: nothing for rows without a word.
    pub(crate) word: String,
    /// What it is called.
    pub(crate) label: String,
    /// Its part of the rows shown; none of what is in the total and in no row.
    pub(crate) rows: Option<Range<usize>>,
    /// What its rows come to, by the places of the columns.
    pub(crate) totals: Vec<(usize, Adds)>,
}

impl Section {
    /// How many rows it has.
    pub(crate) fn count(&self) -> usize {
        self.rows.as_ref().map_or(0, Range::len)
    }
}

/// Puts rows under the words of a facet, each row once and in its order; the sections stand by their labels, what has
/// no word last.
pub(super) fn under(
    choices: &Choices,
    alphabet: &Alphabet,
    none: &str,
    rows: &mut Vec<usize>,
) -> Vec<Section> {
    let words = choices.together();
    let mut order: Vec<usize> = (0..words.len()).collect();
    let ranks: Vec<_> = words.iter().map(|(word, label)| (word.is_empty(), alphabet.key(label))).collect();
    order.arrange_by(|a, b| ranks.get(*a).cmp(&ranks.get(*b)));
    let mut places = vec![0_usize; words.len()];
    for (place, at) in order.iter().enumerate() {
        places.get_mut(*at).into_iter().for_each(|of| *of = place);
    }
    let section_of = |row: &usize| places.get(choices.of(*row)?).copied();
    let groups = Groups::of(words.len(), &rows.iter().map(section_of).collect::<Vec<_>>());
    let mut sections = Vec::new();
    let mut sorted = Vec::with_capacity(rows.len());
    for (place, at) in order.iter().enumerate() {
        let members = groups.members(place);
        let begin = sorted.len();
        sorted.extend(members.iter().filter_map(|member| rows.get(*member)));
        if let Some((word, label)) = words.get(*at).filter(|_| !members.is_empty()) {
            let label = if word.is_empty() { none } else { label };
            sections.push(Section {
                word: (*word).to_owned(),
                label: label.to_owned(),
                rows: Some(begin..sorted.len()),
                totals: Vec::new(),
            });
        }
    }
    *rows = sorted;
    sections
}

/// A line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Line {
    /// The head of a section.
    Head(usize),
    /// A row, by its place among all.
    Row(usize),
}

/// The lines of the table: rows, and heads of sections with their rows unless they are folded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    rows: Arc<Vec<usize>>,
    /// The line of each head, and which of the rows stand under it.
    heads: Vec<(usize, Range<usize>)>,
    count: usize,
}

impl Lines {
    /// Those of rows in sections; without sections, those of the rows.
    pub(crate) fn of(rows: &Arc<Vec<usize>>, sections: &[Section], folded: &HashSet<String>) -> Self {
        let mut count = 0_usize;
        let mut heads = Vec::with_capacity(sections.len());
        for section in sections {
            let open = section.rows.clone().filter(|_| !folded.contains(&section.word)).unwrap_or_default();
            let line = count;
            count = count.saturating_add(1).saturating_add(open.len());
            heads.push((line, open));
        }
        let count = if sections.is_empty() { rows.len() } else { count };
        Lines { rows: Arc::clone(rows), heads, count }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.count
    }

    /// Whether they are these, without looking at each.
    pub(crate) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.rows, &other.rows) && self.heads == other.heads
    }

    /// One of them.
    pub(crate) fn get(&self, at: usize) -> Option<Line> {
        let row = |place: usize| self.rows.get(place).map(|row| Line::Row(*row));
        let Some(head) = self.heads.partition_point(|(line, _)| *line <= at).checked_sub(1) else {
            return row(at);
        };
        let (line, rows) = self.heads.get(head)?;
        match at.checked_sub(*line)?.checked_sub(1) {
            None => Some(Line::Head(head)),
            Some(within) if within < rows.len() => row(rows.start.saturating_add(within)),
            Some(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choices(rows: &[&[&str]]) -> Choices {
        let mut choices = Choices::default();
        for words in rows {
            let words = words.iter().map(|word| (word.to_lowercase(), (*word).to_owned())).collect();
            choices.push(words, &Alphabet::default());
        }
        choices
    }

    #[test]
    fn each_row_stands_once_under_all_its_words() {
        let choices = choices(&[&["B"], &["A", "B"], &[], &["A"], &["B", "A"], &["C"], &["B"]]);
        let mut rows = vec![6, 4, 3, 2, 1, 0];
        let sections = under(&choices, &Alphabet::default(), "Not stated", &mut rows);
        let said: Vec<_> =
            sections.iter().map(|one| (one.label.as_str(), one.rows.clone().unwrap())).collect();
        assert_eq!(said, [("A", 0..1), ("A and B", 1..3), ("B", 3..5), ("Not stated", 5..6)]);
        assert_eq!(rows, [3, 4, 1, 6, 0, 2]);
    }

    #[test]
    fn heads_stand_before_their_rows() {
        let choices = choices(&[&["B"], &["A"], &["B"]]);
        let mut rows = vec![0, 1, 2];
        let sections = under(&choices, &Alphabet::default(), "Not stated", &mut rows);
        let rows = Arc::new(rows);
        let check = |sections: &[Section], folded: &[&str], expected: &[Line]| {
            let lines = Lines::of(&rows, sections, &folded.iter().map(|word| (*word).to_owned()).collect());
            let found: Vec<_> = (0..lines.len()).filter_map(|at| lines.get(at)).collect();
            assert_eq!(found, expected);
            assert_eq!((lines.len(), lines.get(lines.len())), (expected.len(), None));
        };
        let (head, row) = (Line::Head, Line::Row);
        check(&[], &[], &[row(1), row(0), row(2)]);
        check(&sections, &[], &[head(0), row(1), head(1), row(0), row(2)]);
        check(&sections, &["a"], &[head(0), head(1), row(0), row(2)]);
        check(&sections, &["a", "b"], &[head(0), head(1)]);
    }
}
