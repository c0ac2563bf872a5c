//! Holds the disk to what the browser's storage holds: joined once, then edit by edit.
//!
//! What waits goes in one step, strictly, and only then an edit is called safe. Where the disk refuses, is late or is
//! not there, the page works on and says so.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::time::Duration;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::joining;
use crate::app::browser::disk::{Disk, KEPT, Written};
use crate::app::browser::shelf;
use crate::app::desk::{Desk, Saved};
use crate::app::held::{CHOICES, Place as Kept, store};
use crate::app::registers;
use crate::journal::{Deed, Key, Place, Shelf, Store};
use crate::register::{Few, Id};
use crate::said;
use crate::words::text::areas::keeping as text;

/// After so long without an answer, the disk is called late.
const LATE: Duration = Duration::from_secs(5);
/// After so many milliseconds, what was refused is tried again.
const AGAIN: u32 = 30_000;

/// How it stands with the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Not known yet.
    Asked,
    /// It holds what the browser's storage holds.
    Joined(Written),
    /// It does not, for this reason.
    Behind(String),
}

/// What is to be written to the disk, and how it stands.
pub struct Keeper {
    pub(super) desk: Desk,
    /// How it stands with the disk.
    pub standing: RwSignal<Standing>,
    disk: RefCell<Option<Disk>>,
    /// The last line of each key, or that it went.
    waiting: RefCell<Few<String, Option<String>>>,
    is_busy: Cell<bool>,
    /// Something came since the last writing began.
    has_more: Cell<bool>,
    /// What was refused is tried again after a while.
    is_delayed: Cell<bool>,
    pub(super) is_joined: Cell<bool>,
    /// Lines that only the disk has room for.
    pub(super) homeless: RefCell<Vec<(String, Option<String>)>>,
}

thread_local! {
    static KEEPER: RefCell<Option<Rc<Keeper>>> = const { RefCell::new(None) };
    /// Whether what is written comes from the disk.
    static IS_TAKING: Cell<bool> = const { Cell::new(false) };
}

/// The keeper of this page, once it has begun.
pub fn keeper() -> Option<Rc<Keeper>> {
    KEEPER.with_borrow(Clone::clone)
}

/// Begins, once for the page.
pub fn start(desk: Desk) {
    let keeper = Rc::new(Keeper {
        desk,
        standing: RwSignal::new(Standing::Asked),
        disk: RefCell::default(),
        waiting: RefCell::default(),
        is_busy: Cell::new(false),
        has_more: Cell::new(false),
        is_delayed: Cell::new(false),
        is_joined: Cell::new(false),
        homeless: RefCell::default(),
    });
    KEEPER.set(Some(Rc::clone(&keeper)));
    shelf::listen(hear);
    Effect::new(move |_| {
        desk.written.track();
        // A register that is opened may lack what only the disk has room for.
        if desk.open_id().is_some() {
            let homeless = keeper.homeless.borrow().clone();
            untrack(|| registers::absorb(desk, homeless));
        }
        keeper.wake();
    });
}

/// The open register is about to be closed. What only the disk has taken comes back when it is opened again.
///
/// # Errors
/// How many changes neither store has taken.
pub fn part() -> Result<(), usize> {
    let Some(keeper) = keeper() else { return Ok(()) };
    let unsaved = keeper.unsaved();
    if !unsaved.is_empty() && !keeper.desk.saved.with_untracked(|saved| matches!(saved, Saved::Disk(_))) {
        return Err(unsaved.len());
    }
    let lines = unsaved.into_iter().map(|(key, line)| (key, Some(line)));
    keeper.homeless.borrow_mut().extend(lines);
    Ok(())
}

/// Takes note of what this tab wrote.
fn hear(key: &str, line: Option<&str>) {
    let is_in_both = CHOICES.contains(&key) || Key::parse(key).is_some_and(|key| key.is_in_both());
    let is_ours = !IS_TAKING.get() && is_in_both;
    let Some(keeper) = keeper().filter(|_| is_ours) else { return };
    keeper.waiting.borrow_mut().insert(key.to_owned(), line.map(str::to_owned));
    keeper.wake();
}

/// What puts the mark of a removed register on the disk.
pub type Removing = Pin<Box<dyn Future<Output = Result<(), String>>>>;

/// Puts the mark of a removed register on the disk, before what goes with it: the disk then brings nothing back.
pub fn removed_on_disk(register: Id) -> Removing {
    Box::pin(async move {
        let mark = Key::In(register, Place::Removed).to_string();
        let line = store(Kept::Lasting).0.get(&mark).map_err(|error| error.to_string())?;
        let disk = match keeper() {
            Some(keeper) => keeper.opened().await?,
            None => Disk::open(KEPT, || {}).await?,
        };
        let deeds: Vec<Deed> = line.into_iter().map(|line| Deed::Put(mark.clone(), line)).collect();
        disk.write(&deeds).await.map(drop)
    })
}

/// Writes to the browser's storage what the disk holds already.
pub(super) fn taking<T>(write: impl FnOnce() -> T) -> T {
    IS_TAKING.set(true);
    let done = write();
    IS_TAKING.set(false);
    done
}

impl Keeper {
    /// Goes to work, unless it is at work.
    fn wake(self: &Rc<Self>) {
        self.has_more.set(true);
        if self.is_busy.replace(true) {
            return;
        }
        let keeper = Rc::clone(self);
        spawn_local(async move {
            let late = Rc::clone(&keeper);
            let watch = set_timeout_with_handle(move || late.is_late(), LATE);
            let done = keeper.work().await;
            if let Ok(watch) = watch {
                watch.clear();
            }
            keeper.is_busy.set(false);
            match done {
                Ok(written) => keeper.settle(written),
                Err(reason) => {
                    registers::has_looked(keeper.desk);
                    keeper.fall_behind(&reason);
                    if !keeper.is_delayed.replace(true) {
                        TimeoutFuture::new(AGAIN).await;
                        keeper.is_delayed.set(false);
                        keeper.wake();
                    }
                }
            }
        });
    }

    /// Writes until nothing waits.
    async fn work(self: &Rc<Self>) -> Result<Written, String> {
        let disk = self.opened().await?;
        loop {
            self.has_more.set(false);
            let written = self.flush(&disk).await?;
            if !self.is_joined.get() {
                joining::join_all(self, &disk).await?;
                self.is_joined.set(true);
                registers::has_looked(self.desk);
            } else if !self.has_more.get() {
                return Ok(written);
            }
        }
    }

    async fn opened(self: &Rc<Self>) -> Result<Disk, String> {
        if let Some(disk) = self.disk.borrow().clone() {
            return Ok(disk);
        }
        let keeper = Rc::downgrade(self);
        let disk = Disk::open(KEPT, move || {
            if let Some(keeper) = keeper.upgrade() {
                keeper.disk.replace(None);
            }
        });
        let disk = disk.await?;
        self.disk.replace(Some(disk.clone()));
        Ok(disk)
    }

    /// Writes what waits, in one step.
    pub(super) async fn flush(&self, disk: &Disk) -> Result<Written, String> {
        // A newer version may keep another form under the same keys.
        if let Some(newer) = newer_version() {
            return Err(newer);
        }
        let (unsaved, waiting) = (self.unsaved(), self.waiting.take());
        let deed = |(key, line): (&String, &Option<String>)| match line {
            Some(line) => Deed::Put(key.clone(), line.clone()),
            None => Deed::Remove(key.clone()),
        };
        let put = |(key, line)| Deed::Put(key, line);
        let deeds: Vec<Deed> = waiting.iter().map(deed).chain(unsaved.into_iter().map(put)).collect();
        let written = disk.write(&deeds).await;
        if written.is_err() {
            let mut again = self.waiting.borrow_mut();
            for (key, line) in waiting {
                again.or_insert(key, line);
            }
            // An open database that refuses may be gone.
            self.disk.replace(None);
        }
        written
    }

    /// The changes that the browser's storage refused.
    fn unsaved(&self) -> Vec<(String, String)> {
        let unsaved = self.desk.hold(|held| match held.place {
            Kept::Lasting => held.journal().lines(&held.unsaved),
            Kept::Session => Vec::new(),
        });
        unsaved.unwrap_or_default()
    }

    /// All that waited is on the disk: so is the last edit.
    fn settle(&self, written: Written) {
        self.standing.set(Standing::Joined(written));
        if untrack(|| self.desk.is_passing()) {
            return;
        }
        let reason = match self.desk.saved.get_untracked() {
            Saved::Disk(_) => return,
            Saved::Browser(_) => String::new(),
            Saved::Memory(reason) | Saved::Unsaved(reason) => reason,
        };
        self.desk.saved.set(match written {
            Written::Strictly => Saved::Disk(reason),
            Written::Loosely => Saved::Browser(text::DISK_NOT_TOLD.said().to_owned()),
        });
    }

    fn fall_behind(&self, reason: &str) {
        self.standing.set(Standing::Behind(reason.to_owned()));
        self.say(said!(text::NOT_ON_DISK, reason));
    }

    fn is_late(&self) {
        registers::has_looked(self.desk);
        self.say(text::DISK_IS_LATE.said().to_owned());
    }

    /// Says at the last edit why it stays behind.
    fn say(&self, reason: String) {
        let is_passing = untrack(|| self.desk.is_passing());
        if !is_passing && self.desk.saved.with_untracked(|saved| matches!(saved, Saved::Browser(_))) {
            self.desk.saved.set(Saved::Browser(reason));
        }
    }
}

/// Why this version must not write any more, if a newer one was at work in this browser.
fn newer_version() -> Option<String> {
    Shelf::new(store(Kept::Lasting).0).newer().map(|newer| newer.to_string())
}
