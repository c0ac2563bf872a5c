//! A step of thousands of parts: kept as segments and folded while the page goes on, or not at all.

use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::Set;
use serde_json::{Map, Value};

use crate::app::browser::clock;
use crate::app::browser::shelf::Shelf;
use crate::app::browser::turn::Slice;
use crate::app::desk::Desk;
use crate::exchange::Accepted;
use crate::journal::Sealer;
use crate::register::{BODY_LIMIT, Change, Hash, Touched};
use crate::said;
use crate::words::text::areas::desk;
use crate::words::text::areas::keeping as text;

/// So many parts are folded at once.
const PORTION: usize = 50;

/// Is told how far it is: so many things of so many.
pub type Tell = Rc<dyn Fn(usize, usize)>;

/// What a step is.
pub enum Step {
    /// What was accepted of another register, and who is told how far it is.
    Accepted(Accepted, Tell),
    /// What undoes the step of that change or does it again, and what is said then.
    Undo(Hash, &'static str),
}

/// What writes it.
pub type Writing = Pin<Box<dyn Future<Output = Result<(), String>>>>;

/// Writes a step on the desk.
pub fn write(desk: Desk, step: Step) -> Writing {
    Box::pin(async move {
        if let Some(reason) = desk.locked() {
            return Err(reason);
        }
        let _turn = Turn::take().ok_or(text::ANOTHER_STEP.said())?;
        let (id, done) = match step {
            Step::Accepted(accepted, tell) => {
                let mut run = Run { slice: Slice::begin(), tell };
                return put(desk, accepted.bodies, None, &mut run).await;
            }
            Step::Undo(id, done) => (id, done),
        };
        let tell = Rc::new(move |ready: usize, all: usize| {
            let percent = ready.saturating_mul(100).checked_div(all).unwrap_or_default();
            desk.notice.set(said!(text::LARGE_STEP, percent = percent.to_string()));
        });
        let mut run = Run { slice: Slice::begin(), tell };
        let (bodies, is_partial) = inverse(desk, &id, &mut run).await?;
        put(desk, bodies, Some(id), &mut run).await?;
        let left = if is_partial { text::LATER_STAYS.said() } else { "" };
        desk.notice.set(format!("{done} {left}").trim_end().to_owned());
        Ok(())
    })
}

async fn put(desk: Desk, bodies: Bodies, undoes: Option<Hash>, run: &mut Run) -> Result<(), String> {
    let begun = desk.hold(|held| {
        let pen = held.second_pen();
        held.journal().begin(pen.replica()).map_err(|error| error.to_string())?;
        let sealer = Sealer::new(held.journal().clone(), pen.replica().clone());
        Ok::<_, String>((held.id.clone(), pen, sealer, held.register.clone()))
    });
    let (id, mut pen, sealer, mut register) = begun.ok_or_else(|| desk::NO_REGISTER.said())??;
    let all = bodies.len();
    let mut step: Vec<Arc<Change>> = Vec::with_capacity(all);
    for change in pen.parts(bodies, undoes, clock::now()) {
        step.push(Arc::new(change));
        run.go_on(step.len(), all.saturating_mul(3)).await;
    }
    keep(sealer, &step, run).await?;
    let (mut touched, mut folded) = (Touched::new(), 0_usize);
    for parts in step.chunks(PORTION) {
        touched.extend(register.add_parts(parts.iter().cloned()));
        folded = folded.saturating_add(parts.len());
        run.go_on(all.saturating_mul(2).saturating_add(folded), all.saturating_mul(3)).await;
    }
    desk.show_step(&id, register, pen.replica().clone(), &touched)
}

thread_local! {
    static IS_BUSY: Cell<bool> = const { Cell::new(false) };
}

/// One large step at a time: an undo that is asked for twice would be written twice.
struct Turn;

impl Turn {
    fn take() -> Option<Self> {
        (!IS_BUSY.replace(true)).then_some(Turn)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        IS_BUSY.set(false);
    }
}

/// What is done in slices, and told of.
struct Run {
    slice: Slice,
    tell: Tell,
}

impl Run {
    async fn go_on(&mut self, done: usize, all: usize) {
        if self.slice.is_over() {
            (self.tell)(done, all);
            self.slice.pause().await;
        }
    }
}

type Bodies = Vec<(Map<String, Value>, Option<Hash>)>;

/// The bodies that undo a step, part by part, so that none becomes large; whether anything is left alone.
async fn inverse(desk: Desk, id: &Hash, run: &mut Run) -> Result<(Bodies, bool), String> {
    let begun = desk.hold(|held| (held.register.size(), held.register.inverting(id)));
    let (size, Some(mut inverting)) = begun.ok_or_else(|| desk::NO_REGISTER.said())? else {
        return Err(text::NOTHING_LEFT.said().to_owned());
    };
    let all = inverting.left();
    let (mut bodies, mut is_partial) = (Bodies::new(), false);
    loop {
        let part = desk.hold(|held| (held.register.size() == size).then(|| inverting.next(&held.register)));
        let part = part.flatten().ok_or(text::WRITTEN_MEANWHILE.said())?;
        let Some(part) = part else {
            // Written even when nothing is left to do, so that the next undo goes on to the change before.
            if bodies.is_empty() {
                bodies.push((Map::new(), None));
            }
            return Ok((bodies, is_partial));
        };
        is_partial |= !part.kept.is_empty();
        let parts = if part.draft.is_empty() { Vec::new() } else { part.draft.into_bodies(BODY_LIMIT) };
        bodies.extend(parts.into_iter().map(|body| (body, None)));
        run.go_on(all.saturating_sub(inverting.left()), all).await;
    }
}

/// Keeps a step, or nothing of it.
async fn keep(mut sealer: Sealer<Shelf>, step: &[Arc<Change>], run: &mut Run) -> Result<(), String> {
    let all = step.len();
    sealer.import(step.iter().map(|change| Change::clone(change)).collect());
    let (mut steps, mut error) = (0_usize, None);
    while sealer.is_busy() && error.is_none() {
        error = sealer.step().err();
        // A segment of some hundred changes takes two steps.
        steps = steps.saturating_add(1);
        run.go_on(all.saturating_add(steps.saturating_mul(100).min(all)), all.saturating_mul(3)).await;
    }
    let Some(error) = error else { return Ok(()) };
    let left = sealer
        .give_up()
        .err()
        .map_or(String::new(), |error| said!(text::NOT_TAKEN_AWAY, error = error.to_string()));
    Err(format!("{error} {left}").trim_end().to_owned())
}
