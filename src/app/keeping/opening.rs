//! Opens the register that waits for what reads its segments: from its snapshot where that is a head start, else in
//! portions, and lets the page go on in between.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::snapshots;
use crate::app::browser::shelf::Shelf;
use crate::app::browser::turn::{Slice, idle};
use crate::app::desk::Desk;
use crate::app::held::{Held, Place, journal_of};
use crate::app::reference::Reference;
use crate::app::registers;
use crate::app::visit;
use crate::journal::{Journal, OpenError, Opening};
use crate::register::{Change, Id, Register, Touched};
use crate::said;
use crate::words::text::areas::keeping as text;

/// So many changes are folded at once.
const PORTION: usize = 250;

/// So often it looks for the bank's rates before it goes on without them, and so many milliseconds pass in between.
const PATIENCE: u32 = 40;
const A_MOMENT: u32 = 5;

/// How much of a register is read, of how much: keys of the store, then changes.
pub type Progress = RwSignal<Option<(usize, usize)>>;

/// Begins, once for the page; the answer says how far the opening of a large register is.
pub fn start(desk: Desk, reference: Reference) -> Progress {
    let (progress, openings) = (Progress::new(None), StoredValue::new(0_u32));
    Effect::new(move |_| {
        if let Some(id) = desk.sealed.get() {
            // A register of this size lacks a rate sooner or later, and would then be counted a second time.
            reference.fetch();
            openings.update_value(|count| *count = count.wrapping_add(1));
            let this = openings.get_value();
            if visit::is_elsewhere(&id) {
                spawn_local(visit::arrive(desk, id, move || openings.get_value() == this));
                return;
            }
            spawn_local(open(desk, id, (progress, reference), move || openings.get_value() == this));
        }
    });
    progress
}

async fn open(desk: Desk, id: Id, (progress, reference): (Progress, Reference), is_last: impl Fn() -> bool) {
    let is_open = untrack(|| desk.open_id()).as_deref() == Some(id.as_str());
    let opened = opened(&id, progress, reference).await;
    // From here to the end nothing is awaited: what other tabs write in between would not be heard.
    progress.set(None);
    // Meanwhile another register may be asked for, or this one again, with more to be read.
    if !is_last() || desk.sealed.get_untracked().as_ref() != Some(&id) {
        if let Ok((_, Some(late))) = opened {
            late.dispose();
        }
        return;
    }
    match opened {
        // Only what another tab sealed was missing.
        Ok((held, _)) if is_open => {
            desk.sealed.set(None);
            registers::take(desk, held.register.changes().cloned().collect());
        }
        Ok((held, late)) => {
            let replica = held.pen.replica().clone();
            registers::put(desk, &id, Place::Lasting, Ok(held));
            if let Some(late) = late {
                catch_up(desk, replica, late).await;
            }
        }
        Err(error) => registers::put(desk, &id, Place::Lasting, Err(error)),
    }
}

/// What is still to be read behind a head start.
type Late = StoredValue<Option<Opening<Shelf>>, LocalStorage>;

async fn opened(
    id: &Id,
    progress: Progress,
    reference: Reference,
) -> Result<(Held, Option<Late>), OpenError> {
    let journal = journal_of(id, Place::Lasting);
    if let Some((snapshot, tables)) = snapshots::kept(&journal).await {
        rates(reference).await;
        let mut opening = Opening::begin(journal.clone())?;
        if let Some(newer) = opening.newer_than(&snapshot)? {
            let (early, changes) = (opening.opened().clone(), snapshot.changes);
            let late = Late::new_local(Some(opening));
            let mut register = Register::ahead(snapshot.head_start(tables), Box::new(move || read(late)));
            register.add(newer);
            let mut held = Held::of(Place::Lasting, journal, register, early);
            held.snapshot = changes;
            return Ok((held, Some(late)));
        }
    }
    in_portions(journal, progress, reference).await.map(|held| (held, None))
}

/// Waits a moment for the bank's rates.
async fn rates(reference: Reference) {
    for _ in 0..PATIENCE {
        if !untrack(|| reference.is_coming()) {
            return;
        }
        TimeoutFuture::new(A_MOMENT).await;
    }
}

/// Reads what stands under the next key; what cannot be read any more is left out, and missed at the next opening.
fn read(late: Late) -> Option<Vec<Change>> {
    late.try_update_value(|opening| {
        let opening = opening.as_mut()?;
        let more = opening.step().unwrap_or(false);
        let changes = opening.changes();
        (more || !changes.is_empty()).then_some(changes)
    })?
}

async fn in_portions(
    journal: Journal<Shelf>,
    progress: Progress,
    reference: Reference,
) -> Result<Held, OpenError> {
    let mut opening = Opening::begin(journal.clone())?;
    let keys = opening.names().len();
    let (mut register, mut slice) = (Register::default(), Slice::begin());
    loop {
        let more = opening.step()?;
        for portion in opening.changes().chunks(PORTION) {
            register.add(portion.iter().cloned());
            slice.pause().await;
        }
        if !more {
            break;
        }
        slice.pause().await;
        progress.set(Some((keys.saturating_sub(opening.names().len()), keys)));
    }
    rates(reference).await;
    // What came in the meantime.
    while opening.step()? {}
    register.add(opening.changes());
    Ok(Held::of(Place::Lasting, journal, register, opening.finish()))
}

/// What stands in place of a register that is being read.
pub fn view(progress: Option<Progress>) -> AnyView {
    let said = move || match progress.and_then(|progress| progress.get()) {
        Some((read, all)) => {
            let percent = read.saturating_mul(100).checked_div(all).unwrap_or_default();
            said!(text::BEING_READ_SO_FAR, percent = percent.to_string())
        }
        None => text::BEING_READ.said().to_owned(),
    };
    view! { <p class="hint" role="status">{said}</p> }.into_any()
}

/// Reads what is behind a head start, and holds the records against it, while nobody waits for the page.
async fn catch_up(desk: Desk, replica: Id, late: Late) {
    let step = |held: &mut Held| (*held.pen.replica() == replica).then(|| held.register.catch_up()).flatten();
    loop {
        let slice = idle().await;
        while let Some(touched) = desk.hold(step).flatten() {
            if !touched.is_empty() {
                desk.absorb(&touched);
            }
            if slice.is_over() {
                break;
            }
        }
        if desk.hold(|held| held.register.is_settled()) != Some(false) {
            break;
        }
    }
    if let Some(opening) = late.try_update_value(Option::take).flatten() {
        let opened = opening.finish();
        desk.hold(|held| {
            if *held.pen.replica() == replica {
                held.settle(opened);
            }
        });
        // What needs the changes can be told now.
        desk.absorb(&Touched::new());
    }
    late.dispose();
}
