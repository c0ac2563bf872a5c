//! The records that the blocks of a journal of ours are of.

use serde_json::Value;

use super::accounts::step_of;
use super::blocks::Block;
use super::leaf;
use super::make::{KNOWN, OF, QUALIFIER, RECORD, SOURCES, UNDATED, WHY, lines_of};
use crate::exchange::foreign::{Build, Line, Spot, hash, id, leaf as read_leaf, lines};
use crate::register::{Amount, Collection, Date, Kind, Leaf, Link, Qualifier, RecordKey, Shape};
use crate::said;
use crate::words::text::Text;
use crate::words::text::areas::noted as says;

/// Fields that say nothing of their own.
const BESIDE: [&str; 6] = [RECORD, OF, QUALIFIER, UNDATED, SOURCES, WHY];

/// Takes in what a block says.
pub fn take(block: &Block, build: &mut Build) {
    let Some(key) = block.told(RECORD).and_then(key) else {
        return build.problem(Spot::line(block.line), says::NO_RECORD_SAID.said());
    };
    // A known part follows from what is said of the contributions.
    if block.told(KNOWN).is_some() {
        return;
    }
    let Some(of) = block.told(OF) else {
        build.record(&key, said!(says::AT_LINE, line = block.line.to_string()));
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
        return build.problem(Spot::line(block.line), said!(says::NO_SUCH_LINES, of));
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
    build.record(&key, said!(says::AT_LINE, line = block.line.to_string()));
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
            Some(_) => build.problem(Spot::line(*line), said!(says::SAID_BEFORE, name)),
            None if field.is_some() => {
                build.problem(Spot::line(*line), said!(says::NOT_READ_AS, text = short(text), name));
            }
            None => build.problem(Spot::line(*line), said!(says::NO_SUCH_FIELD, name = short(name))),
        }
    }
    found
}

/// A transaction counts by its day and its posting: where its words say something else, somebody changed it
/// after it was written.
fn moved(block: &Block, read: &mut Line, build: &mut Build) {
    let differs = |build: &mut Build, sentence: Text| build.problem(Spot::line(block.line), sentence.said());
    let found = block.postings.iter().find_map(|one| Some((one, step_of(&one.account)?)));
    if let Some((posted, step)) = found {
        let qualifier = block.told(QUALIFIER).and_then(Qualifier::from_word).unwrap_or(Qualifier::Exact);
        let amount = Amount::new(posted.sum.value, posted.sum.currency, qualifier).write();
        if read.insert("amount".to_owned(), amount.clone()).is_some_and(|said| said != amount) {
            differs(build, says::OTHER_SUM_IN_WORDS);
        }
        let held = read.insert("kind".to_owned(), step.word().into());
        if held.is_some_and(|held| held != step.word()) {
            differs(build, says::OTHER_ACCOUNT_IN_WORDS);
        }
    } else {
        build.problem(Spot::line(block.line), says::NO_POSTING.said());
    }
    if block.told(UNDATED).is_some() {
        return;
    }
    let said = read.get("date").and_then(|held| Date::read(held).ok());
    if said.as_ref().is_none_or(|date| date.last() != block.day) {
        if said.is_some() {
            differs(build, says::OTHER_DAY_IN_WORDS);
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
