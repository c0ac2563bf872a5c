//! What is looked for while it is typed: its words in any order, begun or cut out of longer ones, with a slip of the fingers, or
//! nothing but letters in their order. Case and marks of letters do not count.

use super::folded;

/// What a word costs that a word of the name begins with, but not the first one.
const LATER: u32 = 1;
/// What it costs inside a word.
const INSIDE: u32 = 3;
/// What one slip costs: a letter too much, too few, another one, or two that changed places.
const SLIP: u32 = 8;
/// From so many letters on a slip is forgiven.
const FORGIVEN: usize = 4;
/// What letters alone cost, before the gaps between them.
const SCATTERED: u32 = 20;

/// What is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sought {
    words: Vec<Vec<char>>,
}

impl Sought {
    /// As it was typed.
    pub fn new(typed: &str) -> Self {
        Sought { words: folded(typed).split_whitespace().map(|word| word.chars().collect()).collect() }
    }

    /// Whether nothing is looked for, which fits everything.
    pub fn is_nothing(&self) -> bool {
        self.words.is_empty()
    }

    /// How far a name is from it, 0 where it begins with it; none where it does not fit. The name is [`folded`].
    pub fn distance(&self, name: &str) -> Option<u32> {
        let by_words: Option<u32> = self.words.iter().map(|word| word_in(word, name)).sum();
        by_words.or_else(|| self.scattered(name))
    }

    /// All letters in their order, with how often the next one stands elsewhere than behind the one before.
    fn scattered(&self, name: &str) -> Option<u32> {
        let name: Vec<char> = name.chars().collect();
        let letters = || self.words.iter().flatten().copied();
        let found = gaps(letters(), &name, true).or_else(|| gaps(letters(), &name, false));
        found.map(|gaps| SCATTERED.saturating_add(gaps))
    }
}

/// How far a word is from the words of a name.
fn word_in(word: &[char], name: &str) -> Option<u32> {
    let of_each = name.split(' ').enumerate().filter_map(|(place, held)| {
        let later = if place == 0 { 0 } else { LATER };
        let held: Vec<char> = held.chars().collect();
        if held.starts_with(word) {
            return Some(later);
        }
        if held.windows(word.len().max(1)).any(|part| part == word) {
            return Some(INSIDE);
        }
        (word.len() >= FORGIVEN && begins_with_a_slip(&held, word)).then_some(SLIP.saturating_add(later))
    });
    of_each.min()
}

/// Whether a word begins with another one but for one slip.
fn begins_with_a_slip(held: &[char], typed: &[char]) -> bool {
    let same = held.iter().zip(typed).take_while(|(held, typed)| held == typed).count();
    let held = held.get(same..).unwrap_or_default();
    let typed = typed.get(same..).unwrap_or_default();
    match (held, typed) {
        ([held_first, held_rest @ ..], [typed_first, typed_rest @ ..]) => {
            let is_swapped = match (held_rest, typed_rest) {
                ([held_next, held_rest @ ..], [typed_next, typed_rest @ ..]) => {
                    held_first == typed_next && held_next == typed_first && held_rest.starts_with(typed_rest)
                }
                _ => false,
            };
            is_swapped
                || held_rest.starts_with(typed_rest)
                || held_rest.starts_with(typed)
                || held.starts_with(typed_rest)
        }
        // One letter more than the word has.
        (_, [_]) => held.is_empty(),
        _ => false,
    }
}

/// What the gaps between letters come to: one where the next begins a word, two where it stands inside one; none where it is not there.
/// By words the next letter is looked for where words begin, first.
fn gaps(letters: impl Iterator<Item = char>, name: &[char], by_words: bool) -> Option<u32> {
    let mut at = 0_usize;
    let mut gaps = 0_u32;
    for letter in letters {
        let rest = name.get(at..)?;
        if rest.first() == Some(&letter) {
            at = at.saturating_add(1);
            continue;
        }
        let begins = || {
            let mut pairs = rest.windows(2);
            pairs.position(|pair| pair == [' ', letter]).map(|before| (before.saturating_add(1), 1))
        };
        let anywhere = || rest.iter().position(|other| *other == letter).map(|next| (next, 2));
        let (next, cost) = by_words.then(begins).flatten().or_else(anywhere)?;
        gaps = gaps.saturating_add(cost);
        at = at.saturating_add(next).saturating_add(1);
    }
    Some(gaps)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn distance(typed: &str, name: &str) -> Option<u32> {
        Sought::new(typed).distance(&folded(name))
    }

    /// Which of the names is found first.
    fn check(typed: &str, names: &[&str], expected: &str) {
        let found = names.iter().filter_map(|name| Some((distance(typed, name)?, *name)));
        assert_eq!(
            found.min_by_key(|(distance, _)| *distance).map(|(_, name)| name),
            Some(expected),
            "{typed}"
        );
    }

    #[test]
    fn the_beginning_beats_a_word_and_a_word_beats_a_piece() {
        check("meet", &["Add meeting", "Meetings", "Go to Meetings"], "Meetings");
        check("port", &["Import", "Add port", "Report"], "Add port");
        check("meeting add", &["Add member", "Add meeting"], "Add meeting");
    }

    #[test]
    fn letters_alone_are_found_where_words_begin() {
        check("gts", &["Go to Sources", "Targets"], "Go to Sources");
        assert!(distance("gts", "Go to Sources") < distance("gts", "Targets"));
        assert_eq!(distance("xyz", "Add meeting"), None);
        assert_eq!(distance("gnitm", "meeting"), None);
    }

    #[test]
    fn one_slip_is_forgiven_from_four_letters_on() {
        for typed in ["Luxmbourg", "Luxembuorg", "Luxenbourg", "Luxxembourg", "luxembourgg", "Lxuemb"] {
            assert_eq!(distance(typed, "Luxembourg"), Some(SLIP), "{typed}");
        }
        assert_eq!(distance("lx", "Luxembourg"), Some(SCATTERED + 2), "letters, and no slip");
        assert_eq!(distance("Latvai", "Luxembourg"), None);
    }

    #[test]
    fn marks_and_case_do_not_count_in_any_script() {
        assert_eq!(distance("cote", "Côte d’Ivoire"), Some(0));
        assert_eq!(distance("київ", "Зустріч, Київ"), Some(LATER));
        assert_eq!(distance("STRASSE", "Straße"), Some(0));
    }

    #[test]
    fn nothing_fits_everything() {
        assert!(Sought::new(" … ").is_nothing());
        assert_eq!(distance("", "Anything"), Some(0));
    }

    proptest! {
        #[test]
        fn a_name_is_found_by_itself_its_words_turned_round_and_its_pieces(
            words in prop::collection::vec("[a-zà-öø-žа-яії]{2,9}", 1..5), cut in 1..9_usize,
        ) {
            let name = words.join(" ");
            let turned: Vec<&str> = words.iter().rev().map(String::as_str).collect();
            let pieces: Vec<String> = words.iter().map(|word| word.chars().take(cut).collect()).collect();
            prop_assert_eq!(distance(&words[0], &name), Some(0));
            for typed in [turned.join(" "), pieces.join("  ")] {
                prop_assert!(distance(&typed, &name).is_some_and(|far| far < SCATTERED), "{}", typed);
            }
        }

        #[test]
        fn a_slip_is_forgiven_wherever_it_is(word in "[a-z]{4,9}", at in 0..9_usize, other in "[0-9]") {
            let mut letters: Vec<char> = word.chars().collect();
            let at = at % letters.len();
            letters[at] = other.chars().next().unwrap();
            let typed: String = letters.into_iter().collect();
            prop_assert_eq!(distance(&typed, &word), Some(SLIP));
        }

        #[test]
        fn anything_typed_is_answered(typed in ".{0,20}", name in ".{0,40}") {
            let found = distance(&typed, &name);
            prop_assert!(found.is_some() || !Sought::new(&typed).is_nothing());
        }
    }
}
