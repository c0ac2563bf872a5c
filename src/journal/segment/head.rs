//! The headers of a segment in columns: what most changes share with the one before is one mark.

use super::super::keys::is_id;
use super::columns::{Columns, Lines, text_of};
use crate::register::{Change, Hash, Header, Id, Stamp, StepPart};

/// What stands in a column for the same as in the line before, and for nothing.
const AGAIN: &str = "\"";
const NONE: &str = "\\";
/// What stands in a run for nothing.
const NO_HASH: &str = "-";

const RUNS: &str = ".runs";
const STAMP: &str = ".stamp";
pub(super) const BLANKED: &str = ".blanked";
/// The columns in which a line says the same as the one before, most often.
const SAID: [&str; 7] = [".schema", ".at", ".author", ".party", ".undoes", ".from", ".part"];

/// Changes of one replica that follow each other, each naming the one before.
pub struct Run {
    pub replica: Id,
    pub first: u32,
    pub count: u32,
    /// What the first names.
    pub before: Option<Hash>,
    /// The last one.
    pub head: Hash,
}

impl Run {
    /// The number of its last change.
    pub fn last(&self) -> u32 {
        self.first.saturating_add(self.count).saturating_sub(1)
    }

    fn is_continued_by(&self, change: &Change) -> bool {
        let header = &change.header;
        self.replica == header.replica
            && self.last().checked_add(1) == Some(header.number)
            && header.prev == Some(self.head)
    }
}

/// The runs of changes that stand in order.
pub fn runs(changes: &[&Change]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for change in changes {
        if let Some(run) = runs.last_mut().filter(|run| run.is_continued_by(change)) {
            run.count = run.count.saturating_add(1);
            run.head = change.id;
            continue;
        }
        let Header { replica, number, prev, .. } = &change.header;
        runs.push(Run { replica: replica.clone(), first: *number, count: 1, before: *prev, head: change.id });
    }
    runs
}

/// Puts the headers into columns.
pub fn put(changes: &[&Change], runs: &[Run], columns: &mut Columns) {
    for Run { replica, first, count, before, head } in runs {
        let before = before.map_or_else(|| NO_HASH.to_owned(), |hash| hash.to_string());
        columns.line(RUNS, &format!("{replica} {first} {count} {before} {head}"));
    }
    let mut last = 0_i128;
    let mut before: [Option<String>; 7] = Default::default();
    for Change { header, .. } in changes {
        let millis = i128::from(header.stamp.millis);
        let step = millis.saturating_sub(last);
        last = millis;
        columns.line(
            STAMP,
            &match header.stamp.count {
                0 => step.to_string(),
                count => format!("{step}.{count}"),
            },
        );
        for ((column, said), before) in SAID.iter().zip(said(header)).zip(&mut before) {
            match &said {
                _ if *before == said && before.is_some() => columns.line(column, AGAIN),
                Some(text) => columns.text(column, text),
                None => columns.line(column, NONE),
            }
            *before = said;
        }
    }
}

fn said(header: &Header) -> [Option<String>; 7] {
    let hash = |hash: Option<Hash>| hash.map(|hash| hash.to_string());
    [
        Some(header.schema.to_string()),
        Some(header.at.clone()),
        header.author.clone(),
        header.party.clone(),
        hash(header.undoes),
        hash(header.from),
        header.part.map(|part| format!("{} {} {}", part.first, part.k, part.m)),
    ]
}

/// The headers of a segment that is being read.
pub struct Heads {
    runs: usize,
    stamp: usize,
    said: [usize; 7],
    millis: i128,
    before: [Option<String>; 7],
}

impl Heads {
    /// Finds the columns.
    pub fn read(columns: &mut Lines) -> Option<Self> {
        let mut said = [0; 7];
        for (place, name) in said.iter_mut().zip(SAID) {
            *place = columns.place(name)?;
        }
        let (runs, stamp) = (columns.place(RUNS)?, columns.place(STAMP)?);
        Some(Heads { runs, stamp, said, millis: 0, before: Default::default() })
    }

    /// The next run, which may be malformed.
    pub fn run(&mut self, columns: &mut Lines) -> Option<Option<Run>> {
        let line = columns.line(self.runs)?;
        Some(run(line))
    }

    /// The header of the next change.
    pub fn header(
        &mut self,
        replica: &Id,
        number: u32,
        prev: Option<Hash>,
        columns: &mut Lines,
    ) -> Option<Header> {
        for (place, before) in self.said.iter().zip(&mut self.before) {
            match columns.line(*place)? {
                AGAIN => {}
                NONE => *before = None,
                line => *before = Some(text_of(line)?),
            }
        }
        let stamp = self.stamp(columns)?;
        let [schema, at, author, party, undoes, from, part] = &self.before;
        Some(Header {
            schema: schema.as_deref()?.parse().ok().filter(|schema| *schema > 0)?,
            replica: replica.clone(),
            number,
            stamp,
            at: at.clone()?,
            author: author.clone(),
            party: party.clone(),
            undoes: hash(undoes.as_deref())?,
            from: hash(from.as_deref())?,
            prev,
            part: part.as_deref().map_or(Some(None), |part| self::part(part).map(Some))?,
        })
    }

    fn stamp(&mut self, columns: &mut Lines) -> Option<Stamp> {
        let line = columns.line(self.stamp)?;
        let (step, count) = line.split_once('.').unwrap_or((line, "0"));
        self.millis = self.millis.checked_add(step.parse::<i128>().ok()?)?;
        Some(Stamp { millis: u64::try_from(self.millis).ok()?, count: count.parse().ok()? })
    }
}

fn run(line: &str) -> Option<Run> {
    let mut words = line.split(' ');
    let replica = words.next().filter(|replica| is_id(replica))?.into();
    let (first, count) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    let before = hash(words.next().filter(|word| *word != NO_HASH))?;
    let head = Hash::parse(words.next()?)?;
    (first > 0 && count > 0).then_some(Run { replica, first, count, before, head })
}

/// A hash that may be absent; none when it is malformed.
fn hash(text: Option<&str>) -> Option<Option<Hash>> {
    text.map_or(Some(None), |text| Hash::parse(text).map(Some))
}

fn part(text: &str) -> Option<StepPart> {
    let mut words = text.split(' ').map(|word| word.parse::<u32>().ok());
    let mut next = || words.next().flatten();
    Some(StepPart { first: next()?, k: next()?, m: next()? })
}
