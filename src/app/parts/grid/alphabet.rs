//! The order of a language, letter by letter: a text gets a key, and keys are compared byte by byte. Nobody is asked
//! about each two texts, so that putting 100,000 of them in order takes no longer than reading them.

use std::collections::HashMap;

/// Signs that stand for several letters in every language of the app.
const SEVERAL: [(char, &str); 3] = [('ß', "ss"), ('æ', "ae"), ('œ', "oe")];
/// Letters below this have their place in a list, the others in a map.
const NEAR: usize = 0x530;
/// Stands before a letter that the alphabet does not know: behind all that it knows.
const UNKNOWN: char = '\u{7ff}';

/// Where a letter stands: which one it is, and which of its forms. The first is 0 where it does not count.
type Rank = (u16, u16);

/// The letters of a language in its order.
#[derive(Default)]
pub struct Alphabet {
    near: Vec<Option<Rank>>,
    far: HashMap<char, Rank>,
}

impl Alphabet {
    /// The small letters that are put in the order of a language; others stand behind them by their numbers.
    pub fn letters() -> impl Iterator<Item = char> {
        let ranges = [' '..='~', '\u{a0}'..='\u{24f}', '\u{400}'..='\u{52f}'];
        let few = "–—―‘’‚“”„…‹›№€".chars();
        ranges.into_iter().flatten().chain(few).filter(|letter| letter.to_lowercase().eq([*letter]))
    }

    /// Of letters in their order, each with whether it is the one before in another form. In front of the first
    /// stands nothing: what is a form of that does not count.
    pub fn of(letters: impl Iterator<Item = (char, bool)>) -> Self {
        let mut alphabet = Alphabet { near: vec![None; NEAR], far: HashMap::new() };
        let (mut letter_rank, mut form) = (0_u16, 0_u16);
        for (letter, is_form) in letters {
            if is_form {
                form = form.saturating_add(1);
            } else {
                (letter_rank, form) = (letter_rank.saturating_add(1), 1);
            }
            match alphabet.near.get_mut(letter as usize) {
                Some(near) => *near = Some((letter_rank, form)),
                None => drop(alphabet.far.insert(letter, (letter_rank, form))),
            }
        }
        alphabet
    }

    /// The key of a text, in which case does not count: its letters, and behind them their forms, where any is not
    /// the first.
    pub fn key(&self, text: &str) -> String {
        let (mut key, mut forms, mut is_plain) = (String::with_capacity(text.len()), Vec::new(), true);
        let mut put = |letter: char, at_least: u16| match self.rank(letter) {
            Some((0, _)) => {}
            Some((rank, form)) => {
                key.extend(char::from_u32(rank.into()));
                let form = form.max(at_least);
                is_plain &= form == 1;
                forms.push(form);
            }
            None => {
                key.extend([UNKNOWN, letter]);
                forms.push(1);
            }
        };
        for letter in text.chars().flat_map(char::to_lowercase) {
            match SEVERAL.iter().find(|(sign, _)| *sign == letter && letter > '~') {
                Some((_, letters)) => letters.chars().for_each(|letter| put(letter, 2)),
                None => put(letter, 1),
            }
        }
        if !is_plain {
            key.push('\0');
            key.extend(forms.iter().filter_map(|form| char::from_u32((*form).into())));
        }
        key
    }

    fn rank(&self, letter: char) -> Option<Rank> {
        self.near.get(letter as usize).copied().flatten().or_else(|| self.far.get(&letter).copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Letters of a made language: forms of one letter stand together, and what is no letter comes first.
    fn alphabet(groups: &str) -> Alphabet {
        let groups = groups.split(' ').enumerate();
        Alphabet::of(groups.flat_map(|(group, letters)| {
            letters.chars().enumerate().map(move |(at, letter)| (letter, at > 0 || group == 0))
        }))
    }

    fn check(groups: &str, texts: &[&str]) {
        let alphabet = alphabet(groups);
        let keys: Vec<_> = texts.iter().map(|text| alphabet.key(text)).collect();
        assert!(keys.is_sorted_by(|a, b| a < b), "{texts:?} {keys:?}");
    }

    #[test]
    fn texts_stand_in_the_order_of_the_letters() {
        check("\u{301} а б в г ґ д е є и і ї й к", &["авґ", "аг", "Ґа", "еа", "Єа", "ід", "їд", "ка"]);
        check("\u{301} a b s z t v", &["ab", "sa", "sz", "st", "sv", "za", "ta"]);
    }

    #[test]
    fn a_mark_counts_where_all_letters_are_the_same() {
        check("\u{301} aäá b oö s", &["a", "ä", "á", "aa", "äa", "ab", "äb", "áb", "o"]);
        check("\u{301} a e s t", &["sa", "ss", "ß", "sst", "ßt", "st"]);
        let alphabet = alphabet("\u{301} aá");
        assert_eq!(alphabet.key("a\u{301}"), alphabet.key("A"));
    }

    #[test]
    fn what_is_unknown_stands_last_by_its_number() {
        check("\u{301} a b", &["", "a", "b", "b漢", "あ", "漢", "漢a", "漢漢"]);
        assert!(Alphabet::default().key("b") > Alphabet::default().key("A"));
    }

    #[test]
    fn the_letters_are_small_and_each_is_one() {
        let letters: Vec<_> = Alphabet::letters().collect();
        assert!(letters.contains(&'ї') && letters.contains(&'õ') && !letters.contains(&'Õ'));
        assert!(letters.iter().all(|letter| letter.to_lowercase().count() == 1));
        let count = letters.len();
        assert!(u32::try_from(count).unwrap() < UNKNOWN.into());
        assert_eq!(letters.into_iter().collect::<std::collections::HashSet<_>>().len(), count);
    }
}
