//! What the help says, as text: it is searched as it stands.

use crate::app::actions::ACTIONS;
use crate::app::parts::figure::rule;
use crate::register::Measure;
use crate::words::labels;

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
    pub title: &'static str,
    /// Its paragraphs.
    pub says: &'static [&'static str],
    /// What else stands under it.
    pub beside: Beside,
}

/// What stands around figures, and what it means.
pub const MARKS: [(&str, &str); 6] = [
    (
        "or more",
        "Something in the figure has no sum, or its source gives a lower limit. In short it is written with a plus, and it is never rounded up.",
    ),
    ("about", "A source calls an amount in the figure approximate. In short it has a tilde before it."),
    (
        "without a figure",
        "So many contributions or purchases count by number, because nobody has published a sum. No figure is not zero.",
    ),
    (
        "not converted",
        "There is no exchange rate by the rules of the register. The sum stands beside the figure in its own currency and is not in it.",
    ),
    (
        "possible duplicate",
        "The money may be in the figure already. It is named beside the figure and not added, until somebody decides.",
    ),
    (
        "disputed",
        "The roles of a party contradict each other on the day. It is named beside the number of members and not counted in it.",
    ),
];

/// All topics, in their order.
pub const TOPICS: [Topic; 8] = [
    Topic {
        id: "register",
        title: "How a register works",
        says: &[
            "A register is a set of changes. Each edit writes one more and nothing is written over: what was removed can be brought back, and every figure is counted anew from what is there.",
            "A change says when it was written and, where one was given, whose name stands on it. Records and their entries name the sources that they rest on.",
            "Undo takes back your last change by writing the opposite, and Redo writes it again. The page History lists all changes; from one of them the register can be looked at as it was then, and returned to that state in one step.",
            "The content of a change can be blanked for ever, where something must not be kept. That a change stood there remains.",
        ],
        beside: Beside::None,
    },
    Topic {
        id: "measures",
        title: "Measures",
        says: &[
            "A figure stands on a day and in a currency, and opens into its entries with their rates and sources.",
        ],
        beside: Beside::Measures,
    },
    Topic {
        id: "marks",
        title: "Words around figures",
        says: &["A figure says how sure it is. What cannot be in it stands beside it."],
        beside: Beside::Marks,
    },
    Topic {
        id: "lists",
        title: "Search and filter",
        says: &[
            "Ctrl+K finds records and commands as you type. The filter of a list keeps the rows that have all the words typed, in any order; the choices beside it narrow the list further.",
            "A click on the head of a column sorts by it, and a second one turns the order round. Filter, choices and order stand in the address, so that a link or a bookmark shows the same list.",
        ],
        beside: Beside::None,
    },
    Topic {
        id: "dates",
        title: "Three dates",
        says: &[
            "Valid on: figures and members are those of the day in the bar at the top. What is dated later is left out of a figure and listed with the reason.",
            "Known on: the register as it had been written down by a time. A change in the history leads there; nothing can be edited meanwhile, and “Show all” leads back.",
            "Published on: only what a dated source had made public by a day. It stands in the address as pub, such as pub=2024-02-02.",
        ],
        beside: Beside::None,
    },
    Topic {
        id: "keys",
        title: "Keys",
        says: &["Letters work while no field has the focus."],
        beside: Beside::Keys,
    },
    Topic {
        id: "files",
        title: "Files and links",
        says: &[
            "Export gives the register with its whole history as one file, internal records included, and other formats beside it. Import reads a file and says what it would change before anything is taken in.",
            "Back up writes the same into a folder or a download and reads it back. It counts as a backup when all of it is there; with a passphrase it is encrypted.",
            "Share makes a link that holds a copy without history and authors. Internal records are in it only if you say so, and with a passphrase nobody reads it without.",
            "Publish puts a release into the register, with the public figures of its day and the hash of what was published, and makes files for any web server.",
            "A lock, under Settings, encrypts what this browser keeps of a register. A lost passphrase is lost: nobody can open the register without it.",
        ],
        beside: Beside::None,
    },
    Topic {
        id: "here",
        title: "What stays in this browser",
        says: &[
            "Everything stays in this browser until you export, share, publish or back it up. The page sends nothing to anybody; what it fetches are its own files.",
            "The line at the foot of the navigation says where the last edit is: in memory only, saved in this browser, or safe on disk. The example is kept until its tab is closed.",
            "While others look on, amounts can be hidden on the screen, in all tabs of this browser. What is kept, exported and copied from the register stays whole.",
            "Muster is not approved for classified information. Records marked internal stay out of public copies.",
        ],
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
            Beside::Marks => MARKS.to_vec(),
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
        let text: String =
            self.says.iter().copied().chain([self.title]).chain(texts).flat_map(|text| [text, " "]).collect();
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
        for text in all.chain(MARKS.iter().map(|(_, said)| *said)) {
            assert!(!text.contains('!') && text.ends_with('.'), "{text}");
        }
    }
}
