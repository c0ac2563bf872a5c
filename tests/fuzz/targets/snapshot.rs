//! Snapshots: what one says of itself, and a piece of its records, which are shown and counted before anything is checked.

use muster::exchange::read;
use muster::figures::{Query, TypedRates, figure};
use muster::journal::{Journal, MemoryStore, Snapshot};
use muster::register::{Currency, Day, Hash, HeadStart, Measure, Packing, Register, Stamp, Unpacking};

use super::GOLDEN;

/// The first byte says what the rest is.
pub fn run(data: &[u8]) -> bool {
    match data.split_first() {
        Some((b't', text)) => is_read_again(&String::from_utf8_lossy(text)),
        Some((b'p', piece)) => holds(piece),
        _ => false,
    }
}

pub fn seeds() -> Vec<Vec<u8>> {
    let file = read(GOLDEN.as_bytes(), u64::MAX).unwrap();
    let first: Vec<_> =
        file.changes.iter().filter(|change| change.header.replica.as_str() == "k3v9x2m1").take(5).collect();
    let journal = Journal::new(MemoryStore::new(), "golden");
    journal.append_all(first.iter().map(|change| change.as_ref())).unwrap();
    let snapshot = Snapshot::of(&Register::of(first.into_iter().cloned()), &journal).unwrap();
    let pieces = pieces(&Register::of(file.changes));
    let mut seeds = vec![[b"t", snapshot.text().as_bytes()].concat()];
    seeds.extend(pieces.iter().map(|piece| [b"p", piece.as_slice()].concat()));
    seeds
}

fn is_read_again(text: &str) -> bool {
    let Some(snapshot) = Snapshot::read(text) else { return false };
    assert_eq!(Snapshot::read(&snapshot.text()), Some(snapshot));
    true
}

/// Whether a piece holds records. Packed again, they are the same.
fn holds(piece: &[u8]) -> bool {
    let Some(register) = unpacked(&[piece.to_vec()]) else { return false };
    let query = Query { on: Day::MAX, published: None, currency: Currency::EUR };
    let _ = figure(&register, &TypedRates::of(&register), Measure::Pledged, &query);
    let packed = pieces(&register);
    assert_eq!(pieces(&unpacked(&packed).unwrap()), packed);
    true
}

fn unpacked(pieces: &[Vec<u8>]) -> Option<Register> {
    let mut unpacking = Unpacking::default();
    for piece in pieces {
        unpacking.piece(piece)?;
    }
    let last = (Stamp::default(), "r1".into(), 1, Hash::of(b""));
    let start = HeadStart { tables: unpacking.tables(), changes: 1, blanked: 0, last };
    Some(Register::ahead(start, Box::new(|| None)))
}

fn pieces(register: &Register) -> Vec<Vec<u8>> {
    let mut packing = Packing::of(register);
    std::iter::from_fn(|| packing.piece(4_096)).collect()
}
