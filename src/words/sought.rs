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

/// Which letters a text has, as far as 64 bits tell them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Letters(u64);

impl Letters {
    /// Those of a text.
    pub fn of(text: &str) -> Self {
        Letters(text.chars().fold(0, |letters, letter| letters | 1 << (u32::from(letter) % 64)))
    }
}

/// What is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sought {
    words: Vec<String>,
    /// The letters of each word, and how many of them a slip may have put in.
    letters: Vec<(Letters, u32)>,
}

impl Sought {
    /// As it was typed.
    pub fn new(typed: &str) -> Self {
        let words: Vec<_> = folded(typed).split_whitespace().map(str::to_owned).collect();
        let slips = |word: &str| u32::from(word.chars().count() >= FORGIVEN);
        let letters = words.iter().map(|word| (Letters::of(word), slips(word))).collect();
        Sought { words, letters }
    }

    /// Whether a name with these letters may fit: most do not, and need not be read.
    pub fn may_fit(&self, name: Letters) -> bool {
        self.letters.iter().all(|(word, slips)| (word.0 & !name.0).count_ones() <= *slips)
    }

    /// Whether nothing is looked for, which fits everything.
    pub fn is_nothing(&self) -> bool {
        self.words.is_empty()
    }

    /// How far a name is from it, 0 where it begins with it; none where it does not fit. The name is [`folded`].
    pub fn distance(&self, name: &str) -> Option<u32> {
        self.distance_within(name, u32::MAX)
    }

    /// The same, where nobody asks for what is further than so much: it may be none then.
    pub fn distance_within(&self, name: &str, most: u32) -> Option<u32> {
        let by_words: Option<u32> = self.words.iter().map(|word| word_in(word, name)).sum();
        by_words.or_else(|| if most < SCATTERED { None } else { self.scattered(name) })
    }

    /// All letters in their order, with how often the next one stands elsewhere than behind the one before.
    fn scattered(&self, name: &str) -> Option<u32> {
        let letters = || self.words.iter().flat_map(|word| word.chars());
        let found = gaps(letters(), name, true).or_else(|| gaps(letters(), name, false));
        found.map(|gaps| SCATTERED.saturating_add(gaps))
    }
}

/// How far a word is from the words of a name.
fn word_in(word: &str, name: &str) -> Option<u32> {
    let (name_bytes, word_bytes) = (name.as_bytes(), word.as_bytes());
    // Where a letter begins no byte within another one is like it.
    let found = name_bytes.windows(word_bytes.len().max(1)).enumerate();
    let found = found.filter(|(_, part)| part.first() == word_bytes.first() && *part == word_bytes);
    let cost = |at: usize| match at.checked_sub(1).map(|before| name_bytes.get(before)) {
        None => 0,
        Some(Some(b' ')) => LATER,
        Some(_) => INSIDE,
    };
    let whole = found.map(|(at, _)| cost(at)).min();
    whole.or_else(|| {
        word.chars().nth(FORGIVEN.saturating_sub(1))?;
        let place = name.split(' ').position(|held| begins_with_a_slip(held, word))?;
        Some(if place == 0 { SLIP } else { SLIP.saturating_add(LATER) })
    })
}

/// The first letter of a text, and what follows.
fn cut(text: &str) -> Option<(char, &str)> {
    let mut letters = text.chars();
    letters.next().map(|first| (first, letters.as_str()))
}

/// Whether a word begins with another one but for one slip.
fn begins_with_a_slip(held: &str, typed: &str) -> bool {
    let same = held.chars().zip(typed.chars()).take_while(|(held, typed)| held == typed);
    let same: usize = same.map(|(letter, _)| letter.len_utf8()).sum();
    let (held, typed) = (held.get(same..).unwrap_or_default(), typed.get(same..).unwrap_or_default());
    match (cut(held), cut(typed)) {
        (Some((held_first, held_rest)), Some((typed_first, typed_rest))) => {
            let is_swapped = match (cut(held_rest), cut(typed_rest)) {
                (Some((held_next, held_rest)), Some((typed_next, typed_rest))) => {
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
        (None, Some((_, typed_rest))) => typed_rest.is_empty(),
        _ => false,
    }
}

/// What the gaps between letters come to: one where the next begins a word, two where it stands inside one; none where it is not there.
/// By words the next letter is looked for where words begin, first.
fn gaps(letters: impl Iterator<Item = char>, name: &str, by_words: bool) -> Option<u32> {
    let mut rest = name;
    let mut gaps = 0_u32;
    for letter in letters {
        if let Some(behind) = rest.strip_prefix(letter) {
            rest = behind;
            continue;
        }
        let (behind, cost) = match by_words.then(|| behind_begun(letter, rest)).flatten() {
            Some(behind) => (behind, 1),
            None => (behind(letter, rest)?, 2),
        };
        rest = behind;
        gaps = gaps.saturating_add(cost);
    }
    Some(gaps)
}

/// What is behind a letter, where it first stands. In a name a byte is found sooner than a search is begun.
fn behind(letter: char, text: &str) -> Option<&str> {
    match u8::try_from(letter).ok().filter(u8::is_ascii) {
        Some(byte) => text.get(text.bytes().position(|other| other == byte)?.saturating_add(1)..),
        None => text.split_once(letter).map(|(_, behind)| behind),
    }
}

/// What is behind a letter where it first begins a word that is not the first.
fn behind_begun(letter: char, mut text: &str) -> Option<&str> {
    loop {
        text = behind(' ', text)?;
        if let Some(behind) = text.strip_prefix(letter) {
            return Some(behind);
        }
    }
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
        fn what_fits_may_fit(typed in "[a-eà-éа-д ]{0,8}", name in "[a-eà-éа-д ]{0,20}") {
            let (sought, name) = (Sought::new(&typed), folded(&name));
            prop_assert!(sought.distance(&name).is_none() || sought.may_fit(Letters::of(&name)));
        }

        #[test]
        fn what_is_near_enough_is_told(typed in "[a-c ]{1,5}", name in "[a-c ]{0,12}", most in 0..60_u32) {
            let (sought, name) = (Sought::new(&typed), folded(&name));
            let near = |distance: &u32| *distance <= most;
            prop_assert_eq!(sought.distance_within(&name, most).filter(near), sought.distance(&name).filter(near));
        }

        #[test]
        fn anything_typed_is_answered(typed in ".{0,20}", name in ".{0,40}") {
            let found = distance(&typed, &name);
            prop_assert!(found.is_some() || !Sought::new(&typed).is_nothing());
        }
    }
}
