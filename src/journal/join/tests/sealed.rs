//! What stands in a segment is not put back as single lines, and nothing blanked comes back out of one.

use super::*;
use crate::journal::testing::names;
use crate::journal::{Journal, Sealer};

#[test]
fn what_is_sealed_is_put_nowhere_and_goes_from_the_disk() {
    let single = |store: &MemoryStore| put(store, &estonia(1), false);
    let check = |(browser, disk): (MemoryStore, MemoryStore), expected: Join| {
        assert_eq!(join(&"it".into(), &lines(&browser), &lines(&disk), &|one| *one == estonia(1)), expected);
    };
    check(pair(single, |_| {}), Join::default());
    let goes = Join { disk: vec![Deed::Remove("muster/it/c/r1/1".to_owned())], ..Join::default() };
    check(pair(|_| {}, single), goes);
}

/// Seals all single keys of a store, and takes away what is twice.
fn seal(store: &MemoryStore) {
    let mut sealer = Sealer::new(Journal::new(store, "it"), "sealer".into());
    sealer.seal(1, 0);
    while sealer.is_busy() {
        sealer.step().unwrap();
    }
}

#[test]
fn after_sealing_no_single_key_is_written_again() {
    let singles = |store: &MemoryStore| (1..9).for_each(|number| put(store, &estonia(number), false));
    let is_single = |name: &String| name.starts_with("muster/it/c/");
    let sealed_here = pair(singles, singles);
    seal(&sealed_here.0);
    let sealed_there = pair(singles, singles);
    seal(&sealed_there.1);
    for (at, (browser, disk)) in [sealed_here, sealed_there].into_iter().enumerate() {
        let before = names(&browser).into_iter().filter(is_single).count();
        assert_eq!(before, if at == 0 { 0 } else { 8 });
        joined(&browser, &disk);
        assert_eq!(names(&disk).iter().filter(|name| is_single(name)).count(), 0);
        assert_eq!(names(&browser).iter().filter(|name| is_single(name)).count(), before);
        let segments = |store: &MemoryStore| {
            names(store).into_iter().filter(|name| !is_single(name)).collect::<Vec<_>>()
        };
        assert_eq!(segments(&browser), segments(&disk));
    }
}

/// The browser's storage may have lost what it wrote last.
#[test]
fn a_blanking_that_only_the_disk_has_outlives_the_segment_with_the_content() {
    let (browser, disk) =
        pair(|store| put(store, &estonia(1), false), |store| put(store, &estonia(1).blanked(), true));
    seal(&browser);
    joined(&browser, &disk);
    let blanked =
        names(&disk).into_iter().filter(|name| name.starts_with("muster/it/b/")).collect::<Vec<_>>();
    assert_eq!(blanked.len(), 1);
    assert!(names(&browser).contains(&blanked[0]));
}
