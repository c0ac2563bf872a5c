//! What the help says, as text: it is searched as it stands.

use crate::app::actions::ACTIONS;
use crate::app::parts::figure::rule;
use crate::register::Measure;
use crate::words::labels;
use crate::words::text::Text;
use crate::words::text::areas::{amounts, help as text, member, pages};

/// What stands under a topic beside its sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    /// Nothing.
    None,
    /// Each measure with its rule.
    Measures,
    /// The words around figures.
    Marks,
    /// The keys.
    Keys,
}

/// One topic.
#[derive(Clone, Copy, Debug)]
pub struct Topic {
    /// Its name in the page.
    pub id: &'static str,
    /// Its heading.
    pub title: Text,
    /// Its paragraphs.
    pub says: &'static [Text],
    /// What else stands under it.
    pub beside: Beside,
}

/// What stands around figures, and what it means.
pub const MARKS: [(Text, Text); 6] = [
    (amounts::OR_MORE, text::OR_MORE_MEANS),
    (amounts::ABOUT, text::ABOUT_MEANS),
    (text::WITHOUT_FIGURE, text::WITHOUT_FIGURE_MEANS),
    (text::NOT_CONVERTED, text::NOT_CONVERTED_MEANS),
    (text::POSSIBLE_DUPLICATE, text::POSSIBLE_DUPLICATE_MEANS),
    (member::DISPUTED_CHIP, text::DISPUTED_MEANS),
];

/// All topics, in their order.
pub const TOPICS: [Topic; 8] = [
    Topic {
        id: "register",
        title: text::REGISTER_TITLE,
        says: &[text::REGISTER_CHANGES, text::REGISTER_SAYS, text::REGISTER_UNDO, text::REGISTER_BLANKS],
        beside: Beside::None,
    },
    Topic {
        id: "measures",
        title: text::MEASURES_TITLE,
        says: &[text::MEASURES_SAY],
        beside: Beside::Measures,
    },
    Topic { id: "marks", title: text::MARKS_TITLE, says: &[text::MARKS_SAY], beside: Beside::Marks },
    Topic {
        id: "lists",
        title: text::LISTS_TITLE,
        says: &[text::LISTS_FIND, text::LISTS_SORT],
        beside: Beside::None,
    },
    Topic {
        id: "dates",
        title: text::DATES_TITLE,
        says: &[text::DATES_VALID, text::DATES_KNOWN, text::DATES_PUBLISHED],
        beside: Beside::None,
    },
    Topic { id: "keys", title: pages::KEYS, says: &[text::KEYS_SAY], beside: Beside::Keys },
    Topic {
        id: "files",
        title: text::FILES_TITLE,
        says: &[
            text::FILES_EXPORT,
            text::FILES_BACK_UP,
            text::FILES_SHARE,
            text::FILES_PUBLISH,
            text::FILES_LOCK,
        ],
        beside: Beside::None,
    },
    Topic {
        id: "here",
        title: text::HERE_TITLE,
        says: &[text::HERE_STAYS, text::HERE_SAVED, text::HERE_HIDDEN, text::HERE_CLASSIFIED],
        beside: Beside::None,
    },
];

impl Beside {
    /// What is listed, as pairs of a word and what is said of it.
    pub fn pairs(self) -> Vec<(&'static str, &'static str)> {
        match self {
            Beside::None => Vec::new(),
            Beside::Measures => {
                Measure::ALL.iter().map(|one| (labels::choice_label(one.word()), rule(*one))).collect()
            }
            Beside::Marks => MARKS.map(|(mark, means)| (mark.said(), means.said())).to_vec(),
            Beside::Keys => {
                ACTIONS.iter().filter_map(|action| Some((action.label.said(), action.keys?))).collect()
            }
        }
    }
}

impl Topic {
    /// Whether the topic has all the words that were typed.
    pub fn has(&self, typed: &str) -> bool {
        let pairs = self.beside.pairs();
        let texts = pairs.iter().flat_map(|(word, said)| [*word, *said]);
        let own = self.says.iter().chain([&self.title]).map(|text| text.said());
        let text: String = own.chain(texts).flat_map(|text| [text, " "]).collect();
        let text = text.to_lowercase();
        typed.to_lowercase().split_whitespace().all(|word| text.contains(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, expected: &[&str]) {
        let found: Vec<_> = TOPICS.iter().filter(|topic| topic.has(typed)).map(|topic| topic.id).collect();
        assert_eq!(found, expected, "{typed}");
    }

    #[test]
    fn the_help_is_searched_by_words() {
        check("passphrase LOST", &["files"]);
        check("tilde", &["marks"]);
        check("ctrl+z", &["keys"]);
        check("zebra", &[]);
        assert!(TOPICS.iter().all(|topic| topic.has(" ")));
    }

    #[test]
    fn every_measure_is_explained_in_a_whole_sentence() {
        for (measure, said) in Beside::Measures.pairs() {
            assert!(said.ends_with('.') && said.len() > 20, "{measure}: {said}");
            assert_ne!(measure, "Unnamed choice");
        }
        assert_eq!(Beside::Measures.pairs().len(), Measure::ALL.len());
    }

    #[test]
    fn sentences_are_plain() {
        let all = TOPICS.iter().flat_map(|topic| topic.says).copied();
        for text in all.chain(MARKS.iter().map(|(_, means)| *means)).map(Text::said) {
            assert!(!text.contains('!') && text.ends_with('.'), "{text}");
        }
    }
}
