//! `docs/format.md` says what the code does: its tables are made from the shapes of the records and the comments
//! on their fields, and its examples of leaves are read by the code.
//!
//! `MUSTER_BLESS=1 cargo test --test format_doc` writes the tables anew.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use muster::register::{
    Amount, Collection, Currency, Date, Kind, Leaf, Number, Place, Quantity, Shape, StatedRate,
};
use serde_json::Value;

/// Where the code's comments and the page are.
fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// What the sources say beside their items: `Type` and `Type.field` or `Type.word` give the comment.
#[derive(Default)]
struct Comments {
    said: BTreeMap<String, String>,
    /// The name of each list of words, by its words.
    choices: BTreeMap<Vec<String>, String>,
}

impl Comments {
    fn read(folder: &Path) -> Self {
        let mut comments = Comments::default();
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                let below = Comments::read(&entry);
                comments.said.extend(below.said);
                comments.choices.extend(below.choices);
            } else if entry.extension().is_some_and(|end| end == "rs") {
                comments.take(&fs::read_to_string(&entry).unwrap());
            }
        }
        comments
    }

    /// Reads `node!` and `choice!` blocks line by line.
    fn take(&mut self, source: &str) {
        let (mut comment, mut owner, mut words) = (String::new(), None::<String>, Vec::new());
        let mut inside = false;
        for line in source.lines() {
            let line = line.trim();
            if line == "node! {" || line == "choice! {" {
                inside = true;
            } else if !inside {
                continue;
            } else if let Some(text) = line.strip_prefix("///") {
                comment = format!("{comment} {}", text.trim()).trim().to_owned();
            } else if let Some(rest) =
                line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub enum "))
            {
                let name = rest.split_whitespace().next().unwrap().to_owned();
                self.said.insert(name.clone(), std::mem::take(&mut comment));
                owner = Some(name);
            } else if let (Some(owner), Some((name, rest))) = (&owner, line.split_once([':', '='])) {
                let word = rest.trim().trim_end_matches(',').trim_matches('"').to_owned();
                let is_word = rest.contains('"');
                let member = if is_word { word.clone() } else { name.trim().to_owned() };
                self.said.insert(format!("{owner}.{member}"), std::mem::take(&mut comment));
                if is_word {
                    words.push(word);
                }
            } else if line == "}" {
                match owner.take() {
                    Some(name) if !words.is_empty() => {
                        self.choices.insert(std::mem::take(&mut words), name);
                    }
                    Some(_) => {}
                    None => inside = false,
                }
            }
        }
    }

    fn of(&self, name: &str) -> &str {
        self.said.get(name).unwrap_or_else(|| panic!("no comment on {name}"))
    }
}

/// Fields of every record and of most lines; the page tells them once.
const COMMON: [&str; 6] = ["note", "sources", "readings", "internal", "order", "gone"];

struct Tables<'a> {
    comments: &'a Comments,
    out: String,
    later: Vec<&'static Shape>,
    done: BTreeSet<&'static str>,
    choices: BTreeSet<String>,
}

fn tables(comments: &Comments) -> String {
    let mut tables = Tables {
        comments,
        out: String::new(),
        later: vec![],
        done: BTreeSet::new(),
        choices: BTreeSet::new(),
    };
    for collection in Collection::ALL {
        tables.shape(collection.shape(), &format!("`{}`: {}", collection.word(), collection.shape().name));
    }
    while let Some(shape) = (!tables.later.is_empty()).then(|| tables.later.remove(0)) {
        if tables.done.insert(shape.name) {
            tables.shape(shape, &format!("Lines of {}", shape.name));
        }
    }
    tables.words();
    tables.out
}

impl Tables<'_> {
    fn shape(&mut self, shape: &'static Shape, title: &str) {
        let names: Vec<&str> = shape.fields.iter().map(|field| field.name).collect();
        let all = COMMON.iter().all(|common| names.contains(common));
        writeln!(self.out, "### {title}\n\n{}\n", self.comments.of(shape.name)).unwrap();
        writeln!(self.out, "| field | kind | meaning |\n|---|---|---|").unwrap();
        for field in shape.fields.iter().filter(|field| !COMMON.contains(&field.name)) {
            let meaning = self.comments.of(&format!("{}.{}", shape.name, field.name));
            let kind = self.kind(field.kind);
            writeln!(self.out, "| `{}` | {kind} | {meaning} |", field.name).unwrap();
        }
        let common = if all { "the [common fields](#common-fields)" } else { "`order` and `gone`" };
        writeln!(self.out, "\nand {common}.\n").unwrap();
        if all {
            for common in ["sources", "readings"] {
                if let Some(Kind::Lines(lines)) = shape.field(common).map(|field| field.kind) {
                    self.later.push(lines);
                }
            }
        }
    }

    fn kind(&mut self, kind: Kind) -> String {
        match kind {
            Kind::Choice(words) => {
                let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
                let name =
                    self.comments.choices.get(&words).unwrap_or_else(|| panic!("no choice of {words:?}"));
                self.choices.insert(name.clone());
                format!("word of [{name}](#words-of-{})", name.to_lowercase())
            }
            Kind::Ref(collection) => format!("id in `{}`", collection.word()),
            Kind::Area => "id of a line of `areas` in the register's own record".to_owned(),
            Kind::Lines(shape) => {
                self.later.push(shape);
                format!("lines of [{0}](#lines-of-{1})", shape.name, shape.name.to_lowercase())
            }
            leaf => format!("{leaf:?}").to_lowercase(),
        }
    }

    fn words(&mut self) {
        for (words, name) in &self.comments.choices {
            if self.choices.contains(name) {
                writeln!(self.out, "### Words of {name}\n\n{}\n", self.comments.of(name)).unwrap();
                writeln!(self.out, "| word | meaning |\n|---|---|").unwrap();
                for word in words {
                    let meaning = self.comments.of(&format!("{name}.{word}"));
                    writeln!(self.out, "| `{word}` | {meaning} |").unwrap();
                }
                self.out.push('\n');
            }
        }
    }
}

const BEGIN: &str = "<!-- tables: made by tests/format_doc.rs -->\n";
const END: &str = "<!-- end of tables -->\n";

#[test]
fn the_tables_are_those_of_the_code() {
    let page = root().join("docs/format.md");
    let text = fs::read_to_string(&page).unwrap();
    let (head, rest) = text.split_once(BEGIN).unwrap();
    let (there, tail) = rest.split_once(END).unwrap();
    let made = format!("\n{}", tables(&Comments::read(&root().join("src/register"))));
    if std::env::var_os("MUSTER_BLESS").is_some() {
        fs::write(&page, format!("{head}{BEGIN}{made}{END}{tail}")).unwrap();
        return;
    }
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<BTreeSet<_>>();
    let (made_lines, there_lines) = (lines(&made), lines(there));
    let missing: Vec<_> = made_lines.difference(&there_lines).collect();
    let extra: Vec<_> = there_lines.difference(&made_lines).collect();
    let hint = "run MUSTER_BLESS=1 cargo test --test format_doc";
    assert!(made == there, "docs/format.md lacks {missing:#?}\nand has too much {extra:#?}\n{hint}");
}

/// Every shape that can be reached, by name.
fn shapes() -> BTreeMap<&'static str, &'static Shape> {
    let mut found = BTreeMap::new();
    let mut open: Vec<_> = Collection::ALL.iter().map(|collection| collection.shape()).collect();
    while let Some(shape) = open.pop() {
        if found.insert(shape.name, shape).is_none() {
            open.extend(shape.fields.iter().filter_map(|field| match field.kind {
                Kind::Lines(lines) => Some(lines),
                _ => None,
            }));
        }
    }
    found
}

#[test]
fn names_of_shapes_are_unique_and_their_fields_are_on_the_page() {
    let text = fs::read_to_string(root().join("docs/format.md")).unwrap();
    let mut records = BTreeSet::new();
    for collection in Collection::ALL {
        assert!(records.insert(collection.shape().name), "{} twice", collection.shape().name);
        assert!(
            text.contains(&format!("### `{}`: ", collection.word())),
            "no table of {}",
            collection.word()
        );
    }
    for (name, shape) in shapes() {
        let end = format!(": {name}\n");
        let own = text.split("\n### ").find(|part| {
            part.starts_with(&format!("Lines of {name}\n")) || (part.starts_with('`') && part.contains(&end))
        });
        let own = own.unwrap_or_else(|| panic!("no table of {name}"));
        for field in shape.fields.iter().filter(|field| !COMMON.contains(&field.name)) {
            assert!(own.contains(&format!("\n| `{}` |", field.name)), "{name} lacks {}", field.name);
        }
    }
    let common = text.split("\n## ").find(|part| part.starts_with("Common fields")).unwrap();
    for field in COMMON {
        assert!(common.contains(&format!("\n| `{field}` |")), "the common fields lack {field}");
    }
}

/// Reads the example as that kind of leaf, and writes it again.
fn written_again(kind: &str, value: &Value) -> Result<Value, String> {
    fn again<T: Leaf>(value: &Value) -> Result<Value, String> {
        T::read(value).map(|leaf| leaf.write())
    }
    match kind {
        "text" | "prose" | "link" => again::<String>(value),
        "flag" => again::<bool>(value),
        "count" => again::<u32>(value),
        "number" => again::<Number>(value),
        "amount" => again::<Amount>(value),
        "rate" => again::<StatedRate>(value),
        "quantity" => again::<Quantity>(value),
        "date" => again::<Date>(value),
        "place" => again::<Place>(value),
        "currency" => again::<Currency>(value),
        other => panic!("the page has a leaf of the kind {other}, which no field has"),
    }
}

#[test]
fn examples_of_leaves_are_read_and_written_as_they_stand() {
    let text = fs::read_to_string(root().join("docs/format.md")).unwrap();
    let leaves = text.split("\n## ").find(|part| part.starts_with("Leaves")).unwrap();
    let mut seen = BTreeSet::new();
    for row in leaves.lines().filter_map(|line| line.strip_prefix("| `")) {
        let (kind, rest) = row.split_once("` | ").unwrap();
        let (examples, _) = rest.split_once(" | ").unwrap();
        for example in examples.split("`").skip(1).step_by(2) {
            let value: Value =
                serde_json::from_str(example).unwrap_or_else(|error| panic!("{example}: {error}"));
            assert_eq!(written_again(kind, &value), Ok(value), "{kind}: {example}");
            seen.insert(kind.to_owned());
        }
    }
    let used = shapes().into_values().flat_map(|shape| shape.fields).filter_map(|field| match field.kind {
        Kind::Choice(_) | Kind::Ref(_) | Kind::Area | Kind::Any | Kind::Lines(_) => None,
        leaf => Some(format!("{leaf:?}").to_lowercase()),
    });
    for kind in used {
        assert!(seen.contains(&kind), "the page has no example of the kind {kind}");
    }
}
