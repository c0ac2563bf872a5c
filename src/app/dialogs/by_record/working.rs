//! What takes its time with much: comparing, counting, writing. The page goes on meanwhile.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::beside::{Beside, Met};
use crate::app::browser::clock;
use crate::app::browser::turn::{Slice, while_asked};
use crate::app::desk::desk;
use crate::app::incoming::{Goal, effect, standing};
use crate::app::keeping::Tell;
use crate::app::parts::here::here;
use crate::exchange::meet::{Pace, Settled};
use crate::exchange::{Accepted, Choice};
use crate::register::{Few, RecordKey, Seen};
use crate::words::text::areas::by_record as text;

/// So many records are let go of at once.
const PORTION: usize = 100;

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    Comparing,
    Counting,
    Writing,
}

impl Doing {
    fn said(self) -> &'static str {
        let said = match self {
            Doing::Comparing => text::COMPARING,
            Doing::Counting => text::COUNTING,
            Doing::Writing => text::WRITING,
        };
        said.said()
    }
}

/// What was found and chosen, as far as it is known.
#[derive(Clone, Copy)]
pub struct Working {
    pub met: RwSignal<Option<Arc<Met>>>,
    pub accepted: RwSignal<Option<Arc<Accepted>>>,
    /// What taking it in does to members and totals.
    pub does: RwSignal<Option<String>>,
    /// Whether something else was chosen since it was counted.
    pub is_counting: RwSignal<bool>,
    busy: RwSignal<Option<(Doing, usize, usize)>>,
    compared: StoredValue<u32>,
    counted: StoredValue<u32>,
}

impl Working {
    /// Nothing yet.
    pub fn new() -> Self {
        Working {
            met: RwSignal::new(None),
            accepted: RwSignal::new(None),
            does: RwSignal::new(None),
            is_counting: RwSignal::new(false),
            busy: RwSignal::new(None),
            compared: StoredValue::new(0),
            counted: StoredValue::new(0),
        }
    }

    /// Lets go of what was found while the page goes on: of much that takes a while.
    pub fn let_go(self) {
        let met = self.met.try_update(Option::take).flatten();
        spawn_local(async move {
            // Those who show it let go of it first.
            let mut slice = Slice::begin();
            slice.rest().await;
            let Some(mut met) = met.and_then(Arc::into_inner) else { return };
            while met.wane(PORTION) {
                slice.pause().await;
            }
        });
    }

    /// Compares, and again whenever something is settled or the register changes.
    pub fn compare(
        self,
        beside: Beside,
        goal: StoredValue<Option<Goal>, LocalStorage>,
        settled: RwSignal<Few<RecordKey, Settled>>,
    ) {
        let (desk, here) = (desk(), here());
        let query = untrack(|| here.query());
        // Much is told as news that leaves the register as it is; nothing is compared for that.
        let seen = Memo::new(move |_| {
            desk.read(|_| ());
            goal.try_update_value(|goal| goal.as_mut()?.hold(|held| Seen::of(&held.register)).ok()).flatten()
        });
        Effect::new(move |_| {
            let settled = settled.get();
            seen.with(|_| ());
            let ours = goal.try_update_value(|goal| goal.as_mut()?.hold(|held| held.register.clone()).ok());
            let Some(ours) = ours.flatten() else { return };
            let (beside, mut pace) = (beside.clone(), self.turns(Doing::Comparing));
            self.run(self.compared, async move {
                let (meet, is_same) = beside.meet(ours, &settled, &mut pace).await;
                let before = standing(here, query, meet.ours(), &mut pace).await;
                let met = Met::of(&beside, meet, is_same, before, &mut pace).await;
                move || self.met.set(Some(Arc::new(met)))
            });
        });
    }

    /// Counts what is chosen, and again whenever that is something else.
    pub fn count(self, choice: Memo<Choice>) {
        let here = here();
        let query = untrack(|| here.query());
        Effect::new(move |_| {
            let (met, choice, mut pace) = (self.met.get(), choice.get(), self.turns(Doing::Counting));
            let Some(met) = met else { return };
            self.is_counting.set(true);
            self.run(self.counted, async move {
                let accepted = met.meet.accept_paced(&choice, &mut pace).await;
                let does = if accepted.is_empty() {
                    None
                } else {
                    let after = met.meet.after_paced(&accepted, &clock::now(), &mut pace).await;
                    let standing = standing(here, query, &after, &mut pace).await;
                    pace.turn(1, 1).await;
                    // Of much, letting go takes a while, too.
                    drop(after);
                    Some(effect([met.before.clone(), standing]).join("; "))
                };
                move || {
                    self.accepted.set(Some(Arc::new(accepted)));
                    self.does.set(does);
                    self.is_counting.set(false);
                }
            });
        });
    }

    /// Does something, until something newer of its kind is asked for or the window is closed.
    fn run<S: FnOnce() + 'static>(self, rounds: StoredValue<u32>, work: impl Future<Output = S> + 'static) {
        rounds.update_value(|round| *round = round.wrapping_add(1));
        let this = rounds.get_value();
        spawn_local(async move {
            let is_asked = move || rounds.try_get_value() == Some(this);
            if let Some(show) = while_asked(work, is_asked).await {
                self.busy.set(None);
                show();
            }
        });
    }

    fn turns(self, doing: Doing) -> Turns {
        Turns { slice: Slice::begin(), busy: self.busy, doing }
    }

    /// What is told how far the writing is.
    pub fn writing(self) -> Tell {
        Rc::new(move |done, all| {
            let _ = self.busy.try_set(Some((Doing::Writing, done, all)));
        })
    }

    /// How far it is.
    pub fn view(self) -> impl IntoView {
        let said = Memo::new(move |_| self.busy.get().map(|(doing, ..)| doing.said()));
        let done = move || self.busy.get().map_or(0, |(_, done, _)| done);
        let all = move || self.busy.get().map_or(1, |(.., all)| all);
        move || {
            said.get().map(|said| {
                view! {
                    <label class="field">
                        <span role="status">{said}</span>
                        <progress max=all prop:value=done></progress>
                    </label>
                }
            })
        }
    }
}

/// Lets the page go on every few milliseconds, and says how far it is.
pub struct Turns {
    slice: Slice,
    busy: RwSignal<Option<(Doing, usize, usize)>>,
    doing: Doing,
}

impl Pace for Turns {
    async fn turn(&mut self, done: usize, all: usize) {
        if self.slice.is_over() {
            let _ = self.busy.try_set(Some((self.doing, done, all)));
            self.slice.pause().await;
        }
    }
}
