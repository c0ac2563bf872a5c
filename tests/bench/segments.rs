//! How large and how fast segments are over 100,000 contributions. Prints one line a measurement.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a benchmark that cannot go on stops"
)]

mod made;

use std::time::Instant;

use muster::journal::{Key, Place, segment};

fn main() {
    let changes = made::changes(100_000);
    for size in [250, 500, 1_000, 2_000, 4_000] {
        let mut units = 0;
        let (mut sealing, mut reading) = (vec![], vec![]);
        for (number, part) in (1..).zip(changes.chunks(size)) {
            let key = Key::In("bench".into(), Place::Segment { replica: "0123456789abcdef".into(), number });
            let start = Instant::now();
            let line = segment::seal(&key, part);
            sealing.push(start.elapsed().as_secs_f64() * 1000.0);
            units += line.encode_utf16().count() + key.to_string().len();
            let start = Instant::now();
            assert_eq!(segment::read(&key, &line).unwrap().len(), part.len());
            reading.push(start.elapsed().as_secs_f64() * 1000.0);
        }
        tell(&format!("{size} changes sealed"), sealing, &format!("{units} units in all"));
        tell(&format!("{size} changes read"), reading, "");
    }
}

fn tell(what: &str, mut millis: Vec<f64>, beside: &str) {
    millis.sort_by(f64::total_cmp);
    println!("{what}\t{:.3}\t{:.3}\t{beside}", millis[millis.len() / 2], millis[millis.len() - 1]);
}
