//! The records that the blocks of a journal of ours are of.

use serde_json::Value;

use super::accounts::step_of;
use super::blocks::Block;
use super::leaf;
use super::make::{KNOWN, OF, QUALIFIER, RECORD, SOURCES, UNDATED, WHY, lines_of};
use crate::exchange::foreign::{Build, Line, Spot, hash, id, leaf as read_leaf, lines};
use crate::register::{Amount, Collection, Date, Kind, Leaf, Link, Qualifier, RecordKey, Shape};

/// Fields that say nothing of their own.
const BESIDE: [&str; 6] = [RECORD, OF, QUALIFIER, UNDATED, SOURCES, WHY];

/// Takes in what a block says.
pub fn take(block: &Block, build: &mut Build) {
    let Some(key) = block.told(RECORD).and_then(key) else {
        return build.problem(
            Spot::line(block.line),
            "Which record this is of is not said in a field “record”, so that it is left out.",
        );
    };
    // A known part follows from what is said of the contributions.
    if block.told(KNOWN).is_some() {
        return;
    }
    let Some(of) = block.told(OF) else {
        build.record(&key, format!("line {}", block.line));
        let fields = fields(block, key.collection.shape(), build);
        for (name, value) in fields {
            build.set(&key, &name, Some(value));
        }
        for (_, line) in sources(block, build) {
            let is_cited = line.get("source").and_then(Value::as_str).map(|id| format!("c{id}"));
            build.line(&key, "sources", &is_cited.unwrap_or_default(), line);
        }
        return;
    };
    let found =
        of.split_once('/').and_then(|(list, line)| Some((list, id(line), lines_of(key.collection, list)?)));
    let Some((list, line, shape)) = found else {
        return build.problem(
            Spot::line(block.line),
            format!("There are no lines such as “{of}”, so that this is left out."),
        );
    };
    let mut read = fields(block, shape, build);
    if !block.postings.is_empty() {
        moved(block, &mut read, build);
    }
    let cited = sources(block, build);
    if !cited.is_empty() && shape.field("sources").is_some() {
        let cited = cited.into_iter().map(|(id, line)| (format!("c{id}"), Value::Object(line)));
        read.insert("sources".to_owned(), Value::Object(cited.collect()));
    }
    build.record(&key, format!("line {}", block.line));
    build.line(&key, list, &line, read);
}

/// The record that a text names, as far as a journal has such records.
fn key(text: &str) -> Option<RecordKey> {
    let (collection, record) = text.split_once('/')?;
    let collection = Collection::from_word(collection)?;
    let is_here = matches!(
        collection,
        Collection::Register | Collection::Parties | Collection::Contributions | Collection::Meetings
    );
    let key = RecordKey::new(collection, id(record).as_str());
    (is_here && (collection != Collection::Register || key == RecordKey::own())).then_some(key)
}

/// The leaves that a block says.
fn fields(block: &Block, shape: &'static Shape, build: &mut Build) -> Line {
    let mut found = Line::new();
    for (name, text, line) in &block.fields {
        if BESIDE.contains(&name.as_str()) {
            continue;
        }
        let field = shape.field(name).filter(|field| !matches!(field.kind, Kind::Lines(_)));
        match field.and_then(|field| leaf::value(field.kind, text)) {
            Some(value) if !found.contains_key(name) => drop(found.insert(name.clone(), value)),
            Some(_) => {
                build.problem(Spot::line(*line), format!("“{name}” was said before; the first is taken."))
            }
            None if field.is_some() => {
                build.problem(
                    Spot::line(*line),
                    format!("“{}” is not read as “{name}”, so that it is left out.", short(text)),
                );
            }
            None => build.problem(
                Spot::line(*line),
                format!("There is no field “{}”, so that it is left out.", short(name)),
            ),
        }
    }
    found
}

/// A transaction counts by its day and its posting: where its words say something else, somebody changed it
/// after it was written.
fn moved(block: &Block, read: &mut Line, build: &mut Build) {
    let differs = |build: &mut Build, what: &str| {
        let sentence = format!(
            "The {what} of the transaction is not the one in its words; that of the transaction is taken."
        );
        build.problem(Spot::line(block.line), sentence);
    };
    let found = block.postings.iter().find_map(|one| Some((one, step_of(&one.account)?)));
    if let Some((posted, step)) = found {
        let qualifier = block.told(QUALIFIER).and_then(Qualifier::from_word).unwrap_or(Qualifier::Exact);
        let amount = Amount::new(posted.sum.value, posted.sum.currency, qualifier).write();
        if read.insert("amount".to_owned(), amount.clone()).is_some_and(|said| said != amount) {
            differs(build, "sum");
        }
        let held = read.insert("kind".to_owned(), step.word().into());
        if held.is_some_and(|held| held != step.word()) {
            differs(build, "account");
        }
    } else {
        let sentence =
            "No posting is in an account of a measure, such as “Equity:Pledged:EE”, so that there is no sum.";
        build.problem(Spot::line(block.line), sentence);
    }
    if block.told(UNDATED).is_some() {
        return;
    }
    let said = read.get("date").and_then(|held| Date::read(held).ok());
    if said.as_ref().is_none_or(|date| date.last() != block.day) {
        if said.is_some() {
            differs(build, "day");
        }
        read.insert("date".to_owned(), Date::from_day(block.day).write());
    }
}

/// The sources that a block names, each with a line that cites it.
fn sources(block: &Block, build: &mut Build) -> Vec<(String, Line)> {
    let mut found: Vec<(String, Line)> = Vec::new();
    for address in block.told(SOURCES).into_iter().flat_map(str::split_whitespace) {
        let Some(link) = read_leaf::<Link>(address) else { continue };
        let source = hash(&["source", address]);
        build.set(&RecordKey::new(Collection::Sources, source.as_str()), "address", Some(link));
        if found.iter().all(|(held, _)| *held != source) {
            found.push((source.clone(), lines([("source", Some(source.into()))])));
        }
    }
    found
}

/// The beginning of a text, for a sentence.
fn short(text: &str) -> String {
    text.chars().take(60).collect()
}
