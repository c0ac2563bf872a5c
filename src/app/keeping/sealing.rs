//! Seals the old changes of the open register while nobody waits for the page, and says when room gets short.

use std::future::Future;
use std::pin::Pin;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::snapshots;
use crate::app::browser::keep;
use crate::app::browser::shelf::Shelf;
use crate::app::browser::turn::{Turn, idle};
use crate::app::desk::Desk;
use crate::app::held::{Held, Place, read_segments_with, store};
use crate::journal::{Engine, Journal, LARGE, Level, NEWEST, PartlySaved, Quota, Sealer, segment};
use crate::register::{Change, Id};

/// How often it looks whether something was written, in milliseconds.
const PAUSE: u32 = 2_000;
/// After so many changes the storage is measured again.
const MEASURE: usize = 20;
/// Where room is short, so many single keys are worth a segment, and so many stay.
const FEW: (usize, usize) = (48, 16);

/// Begins, once for the page.
pub fn start(desk: Desk) {
    read_segments_with(segment::read);
    desk.hold(Held::read_segments);
    spawn_local(async move {
        let (mut work, mut told) = (None, None);
        loop {
            TimeoutFuture::new(PAUSE).await;
            work = seen(desk, work.take());
            if let Some(work) = &mut work {
                work.go_on(desk, &mut told).await;
            }
        }
    });
}

/// The register that is being looked after.
struct Work {
    replica: Id,
    sealer: Sealer<Shelf>,
    turn: Turn,
    size: usize,
    blanked: usize,
    /// How many changes the last snapshot has.
    snapshot: usize,
    measured: Option<usize>,
    quota: Option<Quota>,
}

/// The work on what is open now: the one before, unless another register was opened or this one anew.
fn seen(desk: Desk, before: Option<Work>) -> Option<Work> {
    let work = desk.hold(|held| {
        // What stands behind a head start may be what there is to mend.
        if held.place != Place::Lasting || held.read_only().is_some() || !held.register.is_settled() {
            return None;
        }
        let replica = held.pen.replica().clone();
        before.filter(|work| work.replica == replica).or_else(|| Some(begin(held, replica)))
    });
    work.flatten()
}

fn begin(held: &mut Held, replica: Id) -> Work {
    let mut sealer = Sealer::new(held.journal().clone(), replica.clone());
    sealer.tidy(std::mem::take(&mut held.doubles));
    if !held.aside.is_empty() {
        // What could not be taken away stays for the next opening.
        let _ = held.journal().repair(&held.aside, &held.places());
    }
    Work {
        replica,
        sealer,
        turn: Turn::of(format!("muster-seal-{}", held.id)),
        size: 0,
        blanked: held.register.blanked(),
        snapshot: held.snapshot,
        measured: None,
        quota: None,
    }
}

impl Work {
    async fn go_on(&mut self, desk: Desk, told: &mut Option<Level>) {
        let sizes = desk.hold(|held| (held.register.size(), held.register.blanked()));
        let Some((size, blanked)) = sizes else { return };
        if self.blanked != blanked && self.sealer.drop_blanked().is_ok() {
            self.blanked = blanked;
        }
        if self.size != size && !self.sealer.is_busy() {
            let is_short = self.quota.is_some_and(|quota| quota.level().is_some());
            let (from, newest) = if is_short { FEW } else { (LARGE, NEWEST) };
            self.sealer.seal(from, newest);
            self.size = size;
        }
        while self.sealer.is_busy() && self.turn.has_come().await {
            idle().await;
            let is_open = desk.hold(|held| *held.pen.replica() == self.replica) == Some(true);
            // What stays to be done is done at the next look.
            if !is_open || self.sealer.step().is_err() {
                break;
            }
        }
        let last = self.snapshot;
        if desk.hold(|held| snapshots::is_worth(&held.register, last)) == Some(true)
            && self.turn.has_come().await
            && let Some(changes) = snapshots::make(desk, &self.replica).await
        {
            self.snapshot = changes;
        }
        if self.measured.is_none_or(|measured| measured.abs_diff(size) >= MEASURE) {
            idle().await;
            self.measured = Some(size);
            self.quota = measure();
            say(desk, self.quota, told);
        }
    }
}

fn measure() -> Option<Quota> {
    let engine = if keep::is_webkit() { Engine::Bytes } else { Engine::Units };
    match store(Place::Lasting) {
        (store, None) => Quota::measure(&store, engine).ok(),
        _ => None,
    }
}

/// Says once for each threshold that is reached how full it is.
fn say(desk: Desk, quota: Option<Quota>, told: &mut Option<Level>) {
    let level = quota.and_then(Quota::level);
    if level > *told
        && let Some(sentence) = quota.and_then(Quota::sentence)
    {
        desk.notice.set(sentence);
    }
    *told = level.max(*told);
}

/// What writes an import as segments.
pub type Importing = Pin<Box<dyn Future<Output = Result<(), PartlySaved>>>>;

/// Saves many new changes as segments, one after the other; the page goes on in between.
pub fn import(journal: Journal<Shelf>, replica: Id, changes: Vec<Change>) -> Importing {
    Box::pin(async move {
        let all = changes.len();
        let mut sealer = Sealer::new(journal, replica);
        sealer.import(changes);
        while sealer.is_busy() {
            TimeoutFuture::new(0).await;
            // What was not saved is told at the end.
            let _ = sealer.step();
        }
        let failed = sealer.failed();
        if failed.is_empty() {
            return Ok(());
        }
        Err(PartlySaved { new: all.saturating_sub(failed.len()), known: 0, failed })
    })
}
