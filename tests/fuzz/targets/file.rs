//! Files that somebody brings: read, folded, held against a register, and written again.

use std::sync::LazyLock;

use muster::exchange::{read, read_beside, write};
use muster::register::Register;

use super::GOLDEN;
use super::meet::union::is_as_said;

/// A moment some days after the last change of the golden file.
const NOW: u64 = 1_707_000_000_000;

static HERE: LazyLock<Register> =
    LazyLock::new(|| Register::of(read(GOLDEN.as_bytes(), NOW).unwrap().changes.into_iter().step_by(2)));

pub fn run(data: &[u8]) -> bool {
    let found = read(data, NOW);
    assert_eq!(read_beside(data, NOW, Some(&HERE)), found, "beside a register it is another file");
    let Ok(file) = found else { return false };
    // Behind a blank it is read as any JSON, and not line by line.
    if data.starts_with(b"{") {
        assert_eq!(read(&[b" ", data].concat(), NOW).as_ref(), Ok(&file), "line by line it is another file");
    }
    is_as_said(&HERE, &file.changes);
    let register = Register::of(file.changes);
    let text = write(&file.register, &register);
    let again = read(text.as_bytes(), NOW).unwrap();
    assert!(
        again.problems.iter().all(|problem| !problem.left_out),
        "a change is left out of what was written"
    );
    assert_eq!(write(&again.register, &Register::of(again.changes)), text, "other bytes");
    true
}

pub fn seeds() -> Vec<Vec<u8>> {
    let lines: Vec<&str> = GOLDEN.lines().collect();
    let (first, last) = (lines.first().unwrap(), lines.last().unwrap());
    let changes = lines.iter().filter_map(|line| line.strip_prefix("{\"at\"")).map(|rest| {
        let change = format!("{{\"at\"{}", rest.trim_end_matches(','));
        format!("{first}\n{change}\n{last}\n")
    });
    changes.chain([GOLDEN.to_owned()]).map(String::into_bytes).collect()
}
