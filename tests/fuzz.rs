//! What `cargo run -- fuzz` begins with, and what it found, through the same functions as there.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on stops")]

#[path = "fuzz/targets/mod.rs"]
mod targets;

use std::fs;
use std::path::PathBuf;

use targets::{ALL, WITH_FORMATS};

#[test]
fn every_seed_is_understood() {
    for target in ALL {
        assert!(target.most > 0, "{} may take memory", target.name);
        for seed in (target.seeds)() {
            assert!((target.run)(&seed), "{}: {}", target.name, String::from_utf8_lossy(&seed));
        }
    }
}

#[test]
fn a_seed_that_is_cut_anywhere_makes_no_reader_stop() {
    for target in ALL {
        for seed in (target.seeds)().into_iter().take(4) {
            let step = seed.len().div_ceil(200);
            for end in (0..seed.len()).step_by(step) {
                let _ = (target.run)(&seed[..end]);
            }
        }
    }
}

/// Files are named `<target>-<what happened>-<hash>`, as libFuzzer names them.
#[test]
fn what_was_found_makes_no_reader_stop_again() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/found");
    for file in fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()) {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let of = name.split('-').next().unwrap_or_default();
        match ALL.iter().find(|target| target.name == of) {
            Some(target) => {
                (target.run)(&fs::read(&file).unwrap());
            }
            None => assert!(
                cfg!(not(feature = "formats")) && WITH_FORMATS.contains(&of),
                "“{name}” names no target"
            ),
        }
    }
}
