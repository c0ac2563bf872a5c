//! The fuzzing program: libFuzzer over the one target that `MUSTER_FUZZ` names.
//!
//! `MUSTER_SEEDS` names a folder, which it fills with the target's seeds before it begins.
#![no_main]

#[path = "../targets/mod.rs"]
mod targets;

use std::alloc::System;
use std::path::Path;
use std::sync::OnceLock;
use std::{env, fs};

use cap::Cap;
use libfuzzer_sys::fuzz_target;
use targets::Target;

/// Everything that Rust allocates; what libFuzzer itself takes is not counted.
#[global_allocator]
static MEMORY: Cap<System> = Cap::new(System, usize::MAX);

static TARGET: OnceLock<&Target> = OnceLock::new();

fn begin() {
    let name = env::var("MUSTER_FUZZ").expect("MUSTER_FUZZ names a target");
    let target = targets::ALL.iter().find(|target| target.name == name).expect("a target of that name");
    if let Some(folder) = env::var_os("MUSTER_SEEDS") {
        for (number, seed) in (target.seeds)().iter().enumerate() {
            fs::write(Path::new(&folder).join(format!("seed-{number}")), seed)
                .expect("a folder for the seeds");
        }
    }
    let _ = TARGET.set(target);
}

fuzz_target!(init: begin(), |data: &[u8]| {
    let target = TARGET.get().expect("set at the beginning");
    // Above it an allocation fails, which ends the program: libFuzzer keeps the input.
    MEMORY.set_limit(MEMORY.allocated() + (target.most << 20)).expect("a limit above what is in use");
    let _ = (target.run)(data);
    MEMORY.set_limit(usize::MAX).expect("no limit");
});
