//! Joins what the browser's storage and the disk hold, once after the page has opened.

use std::cell::LazyCell;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;

use super::disk::{Keeper, taking};
use crate::app::browser::disk::Disk;
use crate::app::browser::shelf::Shelf;
use crate::app::desk::Desk;
use crate::app::held::{CHOICES, Place, identity, store};
use crate::app::registers;
use crate::journal::{
    Aside, Deed, Join, Journal, Key, LineError, Lines, Sealed, Store, join_rest, join_with, registers_in,
};
use crate::register::{Each, Id};

/// How many lines are read from the browser's storage before the page has its turn.
const PORTION: usize = 400;

/// Joins all registers of this browser, the open one first.
pub async fn join_all(keeper: &Keeper, disk: &Disk) -> Result<(), String> {
    let store = store(Place::Lasting).0;
    let (here, there) = (store.keys().unwrap_or_default(), disk.keys().await?);
    let is_rest =
        |key: &&String| CHOICES.contains(&key.as_str()) || matches!(Key::parse(key), Some(Key::Format(_)));
    let ours = lines(&store, here.iter().filter(is_rest)).await;
    let mut theirs = disk.read("muster/format/").await?;
    theirs.extend(disk.read("muster-").await?);
    carry_out(keeper, disk, &store, &ours, join_rest(&ours, &theirs.into_iter().collect())).await?;
    keeper.desk.sign(&identity().unwrap_or_default());
    let cards = disk.read("muster/index/").await?;
    let mut has_taken = false;

    let asked = || keeper.desk.address.with_untracked(|address| address.param("r").map(str::to_owned));
    let open = untrack(|| keeper.desk.open_id()).or_else(asked).map(Id::from);
    let all: Each<Id> = registers_in(here.iter().chain(&there)).into_iter().collect();
    let (first, rest): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|register| Some(register) == open.as_ref());
    for register in first.into_iter().chain(rest) {
        keeper.flush(disk).await?;
        let (prefix, card) = (Key::prefix(&register), Key::Index(register.clone()).to_string());
        let is_its = |key: &&String| key.starts_with(&prefix) || **key == card;
        let ours = lines(&store, here.iter().filter(is_its)).await;
        let mut theirs = disk.read(&prefix).await?;
        theirs.extend(cards.iter().filter(|(key, _)| *key == card).cloned());
        let theirs: Lines = theirs.into_iter().collect();
        // Read only where one store has a single change that the other has not.
        let sealed = LazyCell::new(|| Sealed::of(ours.iter().chain(theirs.iter())));
        // Only who has opened a lock can tell whether a line under it is sound.
        let opens = |key: &str, line: &str| {
            let asked = keeper.desk.hold(|held| held.id != register || held.journal().opens(key, line));
            asked.unwrap_or(true)
        };
        let found = join_with(&register, &ours, &theirs, &|change| sealed.covers(change), &opens);
        has_taken |= carry_out(keeper, disk, &store, &ours, found).await?;
        // What was only on the disk may be what the address asks for.
        if has_taken && open.as_ref() == Some(&register) && registers::is_idle(keeper.desk) {
            open_again(keeper.desk);
        }
    }
    // Also where it is being read still: what was taken may stand where its reading has been already.
    if has_taken && registers::is_idle(keeper.desk) {
        open_again(keeper.desk);
    }
    keeper.desk.shelf_revision.update(|revision| *revision += u64::from(has_taken));
    Ok(())
}

/// Opens what is being read anew, or else what the address or the last visit says.
fn open_again(desk: Desk) {
    match desk.sealed.get_untracked() {
        Some(id) => registers::show(desk, &id),
        None => registers::open(desk),
    }
}

/// What stands under these keys, read in portions.
async fn lines(store: &Shelf, keys: impl Iterator<Item = &String>) -> Lines {
    let mut found = Vec::new();
    for (count, key) in keys.enumerate() {
        if count % PORTION == PORTION - 1 {
            TimeoutFuture::new(0).await;
        }
        // What cannot be read is damaged, and mended if the disk has it.
        let line = store.get(key).unwrap_or_else(|_| Some(String::new()));
        found.extend(line.map(|line| (key.clone(), line)));
    }
    found.into_iter().collect()
}

/// Does what was found, except where this or another tab wrote meanwhile; whether the browser's storage got anything.
async fn carry_out(
    keeper: &Keeper,
    disk: &Disk,
    store: &Shelf,
    before: &Lines,
    found: Join,
) -> Result<bool, String> {
    let is_as_before = |deed: &Deed| {
        let (Deed::Put(key, _) | Deed::Remove(key)) = deed;
        store.get(key).unwrap_or_else(|_| Some(String::new())).as_ref() == before.get(key)
    };
    let for_disk: Vec<Deed> = found.disk.into_iter().filter(is_as_before).collect();
    let mut heard: Vec<_> = found.aside.into_iter().map(|aside| (aside.key, Some(aside.raw))).collect();
    let mut is_whole = true;
    for deed in found.browser.into_iter().filter(is_as_before) {
        match deed {
            Deed::Put(key, line) => {
                let is_clear = before.get(&key).is_none_or(|damaged| set_aside(store, &key, damaged));
                if !is_clear || taking(|| store.set(&key, &line)).is_err() {
                    keeper.homeless.borrow_mut().push((key.clone(), Some(line.clone())));
                    is_whole = false;
                }
                heard.push((key, Some(line)));
            }
            // A line goes only when what takes its place stands.
            Deed::Remove(key) if is_whole => {
                // What stays now goes next time.
                let _ = taking(|| store.remove(&key));
            }
            Deed::Remove(_) => {}
        }
    }
    if !for_disk.is_empty() {
        disk.write(&for_disk).await?;
    }
    let has_taken = !heard.is_empty();
    registers::absorb(keeper.desk, heard);
    Ok(has_taken)
}

/// Copies a damaged line before it is mended; whether the copy stands.
fn set_aside(store: &Shelf, key: &str, raw: &str) -> bool {
    let aside = Aside { key: key.to_owned(), raw: raw.to_owned(), reason: LineError::Checksum };
    let register = Key::parse(key).and_then(|key| key.register().cloned());
    register.is_none_or(|register| Journal::new(store, register).set_aside(&aside))
}
