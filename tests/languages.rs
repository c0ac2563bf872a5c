//! The languages of the app: each says all that English says, in its own words, and nothing that nobody asks for.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use muster::words::Language;
use muster::words::text::{CatalogueError, Spoken, areas, language, within};

/// The languages that have a file.
const OTHERS: [Language; 4] = [Language::Ukrainian, Language::Estonian, Language::French, Language::German];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/words/languages")
}

fn head(language: Language) -> String {
    format!("Muster texts {} {}", language.tag(), areas::mark())
}

/// The lines of a file, each a name and a text.
fn lines(language: Language) -> Vec<(String, String)> {
    let text = fs::read_to_string(folder().join(format!("{}.txt", language.tag()))).unwrap_or_default();
    let pair = |line: &str| {
        let (name, text) = line.split_once(" = ").unwrap_or((line.trim_end_matches(" ="), ""));
        (name.to_owned(), text.to_owned())
    };
    text.lines().skip(1).map(pair).collect()
}

/// With `MUSTER_BLESS=1` the files get the names that they lack, without a text, and lose those that are gone.
#[test]
fn every_text_stands_in_every_language_in_the_order_of_the_program() {
    let expected = |language: Language| {
        let held: BTreeMap<String, String> = lines(language).into_iter().collect();
        let texts = areas::all()
            .map(|(name, _)| format!("{name} = {}\n", held.get(&name).map_or("", String::as_str)));
        (
            folder().join(format!("{}.txt", language.tag())),
            format!("{}\n{}", head(language), texts.collect::<String>()),
        )
    };
    if std::env::var_os("MUSTER_BLESS").is_some() {
        for (path, text) in OTHERS.map(expected) {
            fs::write(path, text).unwrap();
        }
    }
    for language in OTHERS {
        let (path, expected) = expected(language);
        let tag = language.tag();
        assert!(
            fs::read_to_string(&path).unwrap_or_default() == expected,
            "{tag}.txt is not of these texts; run 'MUSTER_BLESS=1 cargo test --test languages' and fill in what is empty"
        );
        let empty: Vec<String> =
            lines(language).into_iter().filter(|(_, text)| text.is_empty()).map(|(name, _)| name).collect();
        assert_eq!(empty, Vec::<String>::new(), "{tag}: without a text");
    }
}

/// What the braces of a text hold: names, and how many forms stand behind each.
fn braces(text: &str) -> BTreeSet<(String, usize)> {
    let inside = text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(inside, _)| inside);
    inside
        .map(|inside| {
            let mut parts = inside.split('|');
            (parts.next().unwrap().trim_start_matches('^').to_owned(), parts.count())
        })
        .collect()
}

/// The names that the braces of a text hold.
fn names(text: &str) -> BTreeSet<String> {
    braces(text).into_iter().map(|(name, _)| name).collect()
}

#[test]
fn what_is_put_into_a_text_is_put_into_it_in_every_language() {
    for (name, text) in areas::all() {
        assert_forms(&name, text, Language::English);
    }
    for language in OTHERS {
        for ((name, text), (_, english)) in lines(language).iter().zip(areas::all()) {
            assert_eq!(names(text), names(english), "{} {name}", language.tag());
            assert_forms(name, text, language);
        }
    }
}

#[track_caller]
fn assert_forms(name: &str, text: &str, language: Language) {
    for (of, forms) in braces(text) {
        assert!(forms == 0 || forms == language.forms(), "{} {name}: {forms} forms of {of}", language.tag());
    }
}

/// `same.txt` lists what is the same as in English, each with a reason: `de shell.NAME the word is the same`.
#[test]
fn no_text_is_left_in_english() {
    let same = fs::read_to_string(folder().join("same.txt")).unwrap();
    let mut allowed: BTreeSet<(String, String)> = BTreeSet::new();
    for line in same.lines().filter(|line| !line.is_empty()) {
        let mut words = line.splitn(3, ' ');
        let (tag, name) = (words.next().unwrap().to_owned(), words.next().unwrap().to_owned());
        assert!(words.next().is_some_and(|reason| !reason.trim().is_empty()), "no reason: {line}");
        assert!(allowed.insert((tag, name)), "twice: {line}");
    }
    for language in OTHERS {
        for ((name, text), (_, english)) in lines(language).into_iter().zip(areas::all()) {
            let is_allowed = allowed.remove(&(language.tag().to_owned(), name.clone()));
            assert_eq!(text == english, is_allowed, "{} {name} = {text}", language.tag());
        }
    }
    assert_eq!(allowed, BTreeSet::new(), "listed, and there is no such text");
}

#[test]
fn texts_are_calm_and_clean() {
    let of = |language: Language| lines(language).into_iter().map(move |(name, text)| (language, name, text));
    let english = areas::all().map(|(name, text)| (Language::English, name, text.to_owned()));
    for (language, name, text) in english.chain(OTHERS.into_iter().flat_map(of)) {
        let told = format!("{} {name} = {text}", language.tag());
        assert!(
            !text.contains(['!', '\n', '\t']) && text.trim_end() == text && !text.contains("  "),
            "{told}"
        );
        // It begins and ends as the English one does: behind a space, with a full stop.
        // An abbreviation may have a point: “Mrd.”.
        let is_sentence = |text: &str| text.ends_with(['.', '?']) && text.chars().count() > 4;
        let edges = |text: &str| (text.starts_with(' '), is_sentence(text));
        let same =
            areas::all().find(|(other, _)| *other == name).is_some_and(|(_, own)| edges(own) == edges(&text));
        assert!(same, "{told}");
    }
}

/// Every file of the program but the texts themselves.
fn sources(folder: &Path, found: &mut String) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() && !path.ends_with("areas") {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn no_text_is_kept_that_nobody_says() {
    let mut source = String::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut source);
    let words: BTreeSet<&str> = source.split(|sign: char| !sign.is_alphanumeric() && sign != '_').collect();
    let unused: Vec<String> = areas::all()
        .map(|(name, _)| name)
        .filter(|name| {
            let key = name.rsplit('.').next().unwrap();
            key == key.to_uppercase() && !words.contains(key)
        })
        .collect();
    assert_eq!(unused, Vec::<String>::new());
}

/// The browser tests hold `tests/fixtures/forms.txt` against the rules of the browser.
#[test]
fn the_forms_beside_numbers_are_those_that_the_browser_is_asked_about() {
    let said = Language::ALL.into_iter().map(|language| {
        let forms: String = (0..1_200).map(|number| language.form(number).to_string()).collect();
        format!("{} {forms}\n", language.tag())
    });
    let (path, said) =
        (Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/forms.txt"), said.collect::<String>());
    if std::env::var_os("MUSTER_BLESS").is_some() {
        fs::write(&path, &said).unwrap();
    }
    assert_eq!(fs::read_to_string(path).unwrap(), said);
}

#[test]
fn a_file_is_spoken_or_named_for_what_it_is() {
    for tongue in OTHERS {
        let path = folder().join(format!("{}.txt", tongue.tag()));
        let spoken = Spoken::read(tongue, fs::read_to_string(path).unwrap()).unwrap();
        assert_eq!(within(spoken, language), tongue);
    }
    let check = |text: String, expected: CatalogueError| {
        assert_eq!(Spoken::read(Language::German, text).unwrap_err(), expected);
    };
    check(String::new(), CatalogueError::Damaged);
    check("Muster texts uk 1\n".to_owned(), CatalogueError::Damaged);
    check("Muster texts de 00000000\na = b\n".to_owned(), CatalogueError::Other);
    check(format!("{}\na = b\n", head(Language::German)), CatalogueError::Damaged);
    assert_eq!(language(), Language::English);
}

#[test]
fn why_a_file_is_not_spoken_is_said_in_the_language_of_before() {
    let file = fs::read_to_string(folder().join("de.txt")).unwrap();
    let german = Spoken::read(Language::German, file).unwrap();
    for error in [CatalogueError::Other, CatalogueError::Damaged] {
        assert_ne!(within(german, || error.to_string()), error.to_string());
    }
}

/// What a file beside the program says in each language, between two marks that have the tag in their first.
fn said_without_the_program(file: &str, begin: &str, end: &str, between: &str) -> Vec<Vec<String>> {
    let source = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
    let of = |language: Language| {
        let begin = begin.replace("TAG", language.tag());
        let mut found = source.split(&begin).skip(1);
        let (texts, _) =
            found.next().and_then(|rest| rest.split_once(end)).unwrap_or_else(|| panic!("{begin}"));
        assert_eq!(found.count(), 0, "{begin}");
        texts.split(between).map(|text| text.trim_matches([' ', '\n', '"', ',']).to_owned()).collect()
    };
    Language::ALL.map(of).to_vec()
}

/// The program is not there to say these texts, so that they are none of the catalogue.
#[test]
fn what_is_said_without_the_program_is_said_in_every_language() {
    let boot = said_without_the_program("style/boot.js", "\n    TAG: [\n", "\n    ],", "\n");
    let page = said_without_the_program("index.html", "<p lang=\"TAG\">", "</p>", "\n");
    assert_eq!((boot[0].len(), page[0].len()), (7, 1));
    for texts in [boot, page] {
        for (place, english) in texts[0].iter().enumerate() {
            let all: Vec<&String> = texts.iter().filter_map(|texts| texts.get(place)).collect();
            let edges =
                |text: &str| (text.ends_with('.'), text.contains("{}"), text.contains(['!', '"', '`']));
            for (text, language) in all.iter().zip(Language::ALL) {
                assert_eq!(
                    (edges(text), text.is_empty()),
                    (edges(english), false),
                    "{}: {text}",
                    language.tag()
                );
            }
            let different: BTreeSet<&&String> = all.iter().collect();
            assert_eq!(different.len(), Language::ALL.len(), "missing, or the same in two: {all:?}");
        }
        assert!(texts.iter().all(|other| other.len() == texts[0].len()), "too many in one language");
    }
}
