//! The languages of the app.

/// A language of the app.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// The language that the app is written in.
    #[default]
    English,
    /// Ukrainian.
    Ukrainian,
    /// Estonian.
    Estonian,
    /// French.
    French,
    /// German.
    German,
}

impl Language {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::English, Self::Ukrainian, Self::Estonian, Self::French, Self::German];

    /// Its BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Ukrainian => "uk",
            Self::Estonian => "et",
            Self::French => "fr",
            Self::German => "de",
        }
    }

    /// What it calls itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Ukrainian => "Українська",
            Self::Estonian => "Eesti",
            Self::French => "Français",
            Self::German => "Deutsch",
        }
    }

    /// The language of a tag, whatever stands behind it: `de-AT` is German.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let main = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| main.eq_ignore_ascii_case(language.tag()))
    }

    /// A count with its digits, in groups of three from where the language begins to.
    pub fn whole(self, number: usize) -> String {
        let (mark, from) = match self {
            Self::English => (',', 1_000),
            Self::German => ('.', 1_000),
            Self::French => ('\u{202f}', 1_000),
            Self::Ukrainian => ('\u{a0}', 1_000),
            Self::Estonian => ('\u{a0}', 10_000),
        };
        if number < from { number.to_string() } else { in_groups(number, mark) }
    }

    /// How many forms a word has that stands beside a number.
    pub fn forms(self) -> usize {
        if self == Self::Ukrainian { 3 } else { 2 }
    }

    /// Which of the forms stands beside a number, by the rules of Unicode CLDR for whole numbers.
    pub fn form(self, number: usize) -> usize {
        match self {
            Self::French => usize::from(number > 1),
            Self::Ukrainian => match (number % 10, number % 100) {
                (_, 11..=14) => 2,
                (1, _) => 0,
                (2..=4, _) => 1,
                _ => 2,
            },
            Self::English | Self::Estonian | Self::German => usize::from(number != 1),
        }
    }
}

fn in_groups(number: usize, mark: char) -> String {
    match number / 1_000 {
        0 => number.to_string(),
        before => format!("{}{mark}{:03}", in_groups(before, mark), number % 1_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_name_languages() {
        let check = |tag: &str, expected| assert_eq!(Language::of_tag(tag), expected, "{tag}");
        check("de-AT", Some(Language::German));
        check("UK", Some(Language::Ukrainian));
        check("et_EE", Some(Language::Estonian));
        check("english", None);
        check("", None);
    }

    #[test]
    fn counts_have_groups() {
        let check = |language: Language, expected: [&str; 4]| {
            assert_eq!([999, 1_507, 20_000, 1_000_025].map(|number| language.whole(number)), expected);
        };
        check(Language::English, ["999", "1,507", "20,000", "1,000,025"]);
        check(Language::German, ["999", "1.507", "20.000", "1.000.025"]);
        check(Language::French, ["999", "1\u{202f}507", "20\u{202f}000", "1\u{202f}000\u{202f}025"]);
        check(Language::Ukrainian, ["999", "1\u{a0}507", "20\u{a0}000", "1\u{a0}000\u{a0}025"]);
        check(Language::Estonian, ["999", "1507", "20\u{a0}000", "1\u{a0}000\u{a0}025"]);
    }

    #[test]
    fn numbers_choose_forms() {
        let check = |language: Language, expected: &[usize]| {
            let numbers = [0, 1, 2, 5, 11, 12, 14, 21, 22, 25, 101, 111];
            assert_eq!(numbers.map(|number| language.form(number)), expected, "{language:?}");
        };
        check(Language::English, &[1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
        check(Language::French, &[0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
        check(Language::Ukrainian, &[2, 0, 1, 2, 2, 2, 2, 0, 1, 2, 0, 2]);
    }
}
