//! A sealed segment: many changes in one value, created once and never written again.
//!
//! `2 <checksum> <checksum of the list> <list> <packed>`. The list says in plain words which changes are inside, so
//! that it can be told what was lost when the rest is damaged. What is packed is deflated, and columns of lines below
//! that: `head` has those of the headers, `body` those of the bodies. No id is stored: they are computed again,
//! and held against the last one of each run.

mod body;
mod columns;
mod head;

use body::{Apart, Shape, Together};
use columns::{Columns, Lines};
use head::{Heads, Run};

use super::line::{checksum, frame, unframe};
use super::packed::{pack, unpack};
use super::{Key, LineError};
use crate::register::{Arrange, Body, Change, Few, Hash, Header, Id};

/// A segment is not read if its text, or the changes in it, would take more bytes than this: it would fill the memory of
/// the page. A browser's storage holds no more than that in plain.
const LARGEST: usize = 1 << 24;

/// About how many bytes a change takes beside its texts.
const CHANGE: usize = 256;

/// How hard deflate tries, of 10.
const EFFORT: u8 = 9;

/// The column of shapes, one for each change: its number in the column of those that are used, or a blanked body.
const SHAPE: &str = ".shape";
const SHAPES: &str = ".shapes";
const BLANKED: &str = "-";

/// What a segment says about its content: a replica, and the first and the last number of a run of its changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Whose changes.
    pub replica: Id,
    /// From this number on.
    pub first: u32,
    /// Up to this one.
    pub last: u32,
}

impl Stretch {
    /// One change.
    pub fn one(replica: &Id, number: u32) -> Self {
        Stretch { replica: replica.clone(), first: number, last: number }
    }
}

/// Changes as they are stored in a segment under that key. Of a whole and a blanked one the blanked is taken.
pub fn seal(key: &Key, changes: &[Change]) -> String {
    let mut changes: Vec<&Change> = changes.iter().collect();
    changes.arrange_by_key(|change| {
        let Change { header, id, .. } = change;
        (header.replica.clone(), header.number, *id, !change.is_blanked())
    });
    changes.dedup_by_key(|change| change.id);
    let runs = head::runs(&changes);
    let mut columns = Columns::default();
    head::put(&changes, &runs, &mut columns);
    put_bodies(&changes, &mut columns);
    let packed = pack(&miniz_oxide::deflate::compress_to_vec(columns.into_text().as_bytes(), EFFORT));
    let list: Vec<String> =
        runs.iter().map(|run| format!("{}/{}/{}", run.replica, run.first, run.last())).collect();
    let list = list.join("/");
    frame(key, &format!("{} {list} {packed}", checksum(key, &list)))
}

fn put_bodies(changes: &[&Change], columns: &mut Columns) {
    let mut apart = Apart::default();
    let mut numbers: Few<String, usize> = Few::new();
    for change in changes {
        match &change.body {
            Body::Blanked(hash) => {
                columns.line(SHAPE, BLANKED);
                columns.line(head::BLANKED, &hash.to_string());
            }
            Body::Whole(body) => {
                let shape = apart.take(&body.read(), columns);
                let next = numbers.len();
                let number = *numbers.or_insert_with(shape.clone(), || {
                    columns.line(SHAPES, &shape);
                    next
                });
                columns.line(SHAPE, &number.to_string());
            }
        }
    }
}

/// The changes of a segment.
///
/// # Errors
/// When it is not what was stored under this key.
pub fn read(key: &Key, line: &str) -> Result<Vec<Change>, LineError> {
    let packed = unframe(key, line)?.splitn(3, ' ').nth(2).ok_or(LineError::Checksum)?;
    unfold(packed).ok_or(LineError::NotASegment)
}

/// What a segment says that it holds, also when the rest of it is damaged; none when that is damaged too.
pub fn contents(key: &Key, line: &str) -> Option<Vec<Stretch>> {
    let mut words = line.split(' ').skip(2);
    let (sum, list) = (words.next()?, words.next()?);
    if sum != checksum(key, list) {
        return None;
    }
    let mut words = list.split('/');
    let mut held = Vec::new();
    while let Some(replica) = words.next() {
        let (first, last) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
        held.push(Stretch { replica: replica.into(), first, last });
    }
    Some(held)
}

fn unfold(packed: &str) -> Option<Vec<Change>> {
    let bytes = miniz_oxide::inflate::decompress_to_vec_with_limit(&unpack(packed)?, LARGEST).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let mut columns = Lines::read(&text)?;
    let mut heads = Heads::read(&mut columns)?;
    let shapes = shapes(&mut columns)?;
    let (shape, blanked) = (columns.place(SHAPE)?, columns.place(head::BLANKED));
    let mut together = Together::default();
    let mut room = LARGEST;
    let mut changes: Vec<Change> = Vec::with_capacity(columns.left(shape).min(LARGEST / CHANGE));
    while let Some(run) = heads.run(&mut columns) {
        let Run { replica, first, count, before, head } = run?;
        let mut prev = before;
        for number in first..=first.checked_add(count.checked_sub(1)?)? {
            let header = heads.header(&replica, number, prev, &mut columns)?;
            let body = match columns.line(shape)? {
                BLANKED => Body::Blanked(Hash::parse(columns.line(blanked?)?)?),
                number => {
                    let shape = shapes.get(number.parse::<usize>().ok()?)?;
                    Body::from(&together.body(shape, &mut columns)?)
                }
            };
            let change = Change::new(header, body);
            room = room.checked_sub(size(&change))?;
            prev = Some(change.id);
            changes.push(change);
        }
        if prev != Some(head) {
            return None;
        }
    }
    columns.is_spent().then_some(changes)
}

/// About how many bytes a change takes. What is said once in a segment may be in each of its changes.
fn size(change: &Change) -> usize {
    let Header { at, author, party, .. } = &change.header;
    let said = [Some(at), author.as_ref(), party.as_ref()].into_iter().flatten().map(String::len);
    said.fold(change.size().saturating_add(CHANGE), usize::saturating_add)
}

fn shapes(columns: &mut Lines) -> Option<Vec<Shape>> {
    let Some(place) = columns.place(SHAPES) else { return Some(Vec::new()) };
    let mut shapes = Vec::with_capacity(columns.left(place));
    while let Some(line) = columns.line(place) {
        shapes.push(Shape::read(line, columns)?);
    }
    Some(shapes)
}

#[cfg(test)]
mod tests;
