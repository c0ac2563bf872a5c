//! Sealed segments: as they stand in the store, and from behind the checksum.

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec;
use muster::journal::{Key, Place, frame, pack, segment, unframe, unpack};

const SEALED: &str = include_str!("../../fixtures/segment-2.txt");

/// The first byte says what the rest is: a whole value, what was deflated, or the columns themselves.
pub fn run(data: &[u8]) -> bool {
    match data.split_first() {
        Some((b'v', line)) => holds(&String::from_utf8_lossy(line)),
        Some((b'd', deflated)) => holds(&line(deflated)),
        Some((b'c', columns)) => holds(&line(&compress_to_vec(columns, 1))),
        _ => false,
    }
}

pub fn seeds() -> Vec<Vec<u8>> {
    let line = SEALED.lines().nth(1).unwrap();
    let packed = unframe(&key(), line).unwrap().rsplit(' ').next().unwrap();
    let deflated = unpack(packed).unwrap();
    let columns = decompress_to_vec(&deflated).unwrap();
    [("v", line.as_bytes()), ("d", &deflated), ("c", &columns)]
        .map(|(door, rest)| [door.as_bytes(), rest].concat())
        .to_vec()
}

fn key() -> Key {
    Key::In("golden".into(), Place::Segment { replica: "k3v9x2m1".into(), number: 1 })
}

/// A value with the right checksum.
fn line(deflated: &[u8]) -> String {
    frame(&key(), &format!("- - {}", pack(deflated)))
}

/// Whether a value is a segment. Sealed again, it holds the same changes and says which.
fn holds(line: &str) -> bool {
    let _ = segment::contents(&key(), line);
    let Ok(changes) = segment::read(&key(), line) else { return false };
    let again = segment::seal(&key(), &changes);
    let read = segment::read(&key(), &again).unwrap();
    assert!(changes.iter().all(|change| read.iter().any(|other| other.id == change.id)), "a change is gone");
    assert_eq!(segment::seal(&key(), &read), again, "other bytes");
    let held = segment::contents(&key(), &again).unwrap();
    let counted: usize = held.iter().map(|run| 1 + (run.last - run.first) as usize).sum();
    assert_eq!(counted, read.len(), "the list says something else");
    true
}
