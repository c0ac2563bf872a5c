//! The preview by record: another register beside one of this browser, what of it is taken in, and what that does before
//! anything changes (`docs/decisions/0095-preview-by-record.md`).

mod beside;
mod record;
mod rows;
mod words;
mod working;

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use self::beside::Met;
pub use self::beside::{Beside, Table};
use self::record::Record;
use self::working::Working;
use crate::app::browser::page;
use crate::app::desk::desk;
use crate::app::held::{Identity, identity, set_identity};
use crate::app::incoming::Goal;
use crate::app::locale;
use crate::app::parts::titles;
use crate::exchange::meet::{Kind, Match, Settled, Take};
use crate::exchange::{Accepted, Choice};
use crate::register::{Collection, Few, Id, RecordKey};
use crate::said;
use crate::words::labels;
use crate::words::text::Text;
use crate::words::text::areas::{by_record as text, common, windows};
use crate::words::whole;

const STYLE: &str = include_str!("../../../../style/by-record.css");
/// So many records are drawn at once.
const DRAWN: usize = 200;
/// So many are named of what comes along or stays out.
const NAMED: usize = 10;

/// What a person has said so far, and what follows from it.
#[derive(Clone, Copy)]
struct Chosen {
    rules: &'static [(Take, Text)],
    /// Whether it is known what both had before.
    has_base: bool,
    rule: RwSignal<Take>,
    /// What was said of single records and leaves.
    by_hand: RwSignal<Choice>,
    settled: RwSignal<Few<RecordKey, Settled>>,
    /// Which of ours was to choose from where something is settled.
    offered: StoredValue<Few<RecordKey, Vec<Id>>>,
    /// All together.
    choice: Memo<Choice>,
}

impl Chosen {
    /// Whether the two are copies of one register that went on apart.
    fn is_apart(&self) -> bool {
        self.rules.iter().any(|(take, _)| *take == Take::Later)
    }
}

/// Compares, and takes in what is chosen.
#[component]
pub fn ByRecord(
    /// What is beside what.
    beside: Beside,
) -> impl IntoView {
    page::adopt_style(STYLE);
    let desk = desk();
    let (goal, error) = match Goal::of(desk, &beside.into) {
        Ok(goal) => (Some(goal), String::new()),
        Err(reason) => (None, reason),
    };
    let (goal, error) = (StoredValue::new_local(goal), RwSignal::new(error));
    let heading = beside.heading(desk);
    let (rules, has_base) = (beside.rules(), beside.has_base());
    let settled = RwSignal::new(Few::new());
    let working = Working::new();
    let Working { met, accepted, does, is_counting, .. } = working;
    working.compare(beside, goal, settled);
    let rule = RwSignal::new(rules.first().map(|(take, _)| *take).unwrap_or_default());
    let by_hand = RwSignal::new(Choice::default());
    let choice = Memo::new(move |_| {
        let by_hand = by_hand.get();
        let out = met.with(|met| met.as_ref().map(|met| met.stays_out(&settled.get_untracked())));
        let mut records: Few<RecordKey, Take> =
            out.into_iter().flatten().map(|key| (key, Take::Nothing)).collect();
        for (key, take) in by_hand.records.iter() {
            records.insert(key.clone(), *take);
        }
        Choice { take: rule.get(), records, leaves: by_hand.leaves }
    });
    let chosen =
        Chosen { rules, has_base, rule, by_hand, settled, offered: StoredValue::new(Few::new()), choice };
    working.count(choice);
    on_cleanup(move || working.let_go());
    let person = identity().is_none().then(|| RwSignal::new(Identity::default()));
    let is_nothing = move || accepted.with(|accepted| accepted.as_ref().is_none_or(|all| all.is_empty()));
    let take = move |_| {
        // Nothing is compared any more.
        let Some(goal) = goal.try_update_value(Option::take).flatten() else { return };
        let Some(taken) = accepted.try_update(Option::take).flatten() else { return };
        if let Some(person) = person {
            set_identity(&person.get_untracked());
        }
        let size = sized(&taken);
        spawn_local(async move {
            match goal.take_over(desk, Arc::unwrap_or_clone(taken), working.writing()).await {
                Ok(()) => {
                    // The window may have been closed meanwhile.
                    if !error.is_disposed() {
                        desk.close();
                    }
                    desk.notice.set(said!(text::TAKEN_IN, what = size));
                }
                Err(reason) => {
                    if let Some(said) = error.try_set(format!("{reason} {}", windows::NOTHING_CHANGED.said()))
                    {
                        desk.notice.set(said);
                    }
                }
            }
        });
    };
    let label = move || {
        accepted.with(|all| match all.as_ref().filter(|all| !all.is_empty()) {
            Some(accepted) => said!(text::TAKE_IN, what = sized(accepted)),
            None => said!(text::NOTHING_CHOSEN),
        })
    };
    view! {
        <h3 class="by-record">{heading}</h3>
        <p class="error" role="alert">{move || error.get()}</p>
        {working.view()}
        {move || met.get().map(|met| view! { <Shown met chosen accepted /> })}
        {person.map(|person| view! { <Signed person /> })}
        <div class="tools">
            <p class="effect" role="status" data-effect="">{move || does.get()}</p>
            <button class="go" disabled=move || is_nothing() || is_counting.get() on:click=take>{label}</button>
            <button on:click=move |_| desk.close()>{common::CANCEL.said()}</button>
        </div>
    }
}

/// How much is taken in.
fn sized(accepted: &Accepted) -> String {
    let (n, m) = accepted.size;
    said!(text::SIZE, fields = whole(n), n, records = whole(m), m)
}

/// Asks whose name stands on what is written.
#[component]
fn Signed(
    /// Who.
    person: RwSignal<Identity>,
) -> impl IntoView {
    let given = |text: String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    view! {
        <fieldset>
            <legend>{text::WHOSE_NAME.said()}</legend>
            <div class="pair">
                <label class="field">
                    <span>{windows::YOUR_NAME.said()}</span>
                    <input type="text" autocomplete="name"
                        on:input=move |event| person.update(|person| person.name = given(event_target_value(&event))) />
                </label>
                <label class="field">
                    <span>{windows::YOUR_PARTY.said()}</span>
                    <input type="text" placeholder=windows::PARTY_LIKE.said()
                        on:input=move |event| person.update(|person| person.party = given(event_target_value(&event))) />
                </label>
            </div>
        </fieldset>
    }
}

/// What was found, record by record.
#[component]
fn Shown(
    /// What was found.
    met: Arc<Met>,
    /// What is said to it.
    chosen: Chosen,
    /// What comes of that.
    accepted: RwSignal<Option<Arc<Accepted>>>,
) -> impl IntoView {
    let Chosen { rules, has_base, rule, settled, .. } = chosen;
    let has_conflict = move |one: &Match| has_conflict(one, has_base);
    let (only, drawn) = (RwSignal::new(false), RwSignal::new(DRAWN));
    let undecided = met.undecided(&settled.get_untracked()).len();
    let conflicts = met.shown().filter(|(_, one)| has_conflict(one)).count();
    let total = met.shown().count();
    let only_conflicts = || match has_base {
        true => said!(text::ONLY_BOTH, n = whole(conflicts)),
        false => said!(text::ONLY_DIFFERENT, n = whole(conflicts)),
    };
    let same = words::same_rows(met.same_rows());
    let maimed: Vec<String> =
        met.meet.matches().iter().filter(|one| one.is_maimed).map(|one| met.title(one)).collect();
    let maimed = (!maimed.is_empty()).then(|| {
        view! { <p>{said!(text::CANNOT_COME, titles = words::some(&maimed, NAMED))}</p> }
    });
    if total == 0 {
        return view! { <p role="status">{text::NOTHING_NEW.said()}{same}</p> {maimed} }.into_any();
    }
    let open_points =
        (undecided > 0).then(|| view! { <p class="say">{said!(text::UNDECIDED, n = undecided)}</p> });
    let beyond = {
        let met = Arc::clone(&met);
        move || accepted.with(|all| all.as_ref().map(|all| beyond(&met, all)))
    };
    let said = words::found(met.shown().map(|(_, one)| one));
    let both = words::both(met.shown().map(|(_, one)| one)).map(|both| format!(" {both}"));
    let list = move || {
        let mut all = met.shown().filter(|(_, one)| !only.get() || has_conflict(one));
        let mut last = None::<Collection>;
        let limit = drawn.get();
        let records: Vec<AnyView> = all
            .by_ref()
            .take(limit)
            .map(|(place, one)| {
                let collection = one.theirs.collection;
                let head = (last != Some(collection))
                    .then(|| view! { <h3>{labels::collection_label(collection).1}</h3> });
                last = Some(collection);
                view! { {head}<Record met=Arc::clone(&met) place chosen /> }.into_any()
            })
            .collect();
        let rest = all.count();
        view! {
            {records}
            {(rest > 0).then(|| view! {
                <p><button type="button" on:click=move |_| drawn.update(|drawn| *drawn = drawn.saturating_add(DRAWN))>
                    {said!(text::SHOW_MORE, n = whole(rest))}
                </button></p>
            })}
        }
    };
    view! {
        <p class="point">{said}{both}{same}</p>
        {open_points}
        {maimed}
        <fieldset class="ways">
            <legend>{text::WHAT_TO_TAKE_IN.said()}</legend>
            {rules.iter().copied().map(|(take, label)| view! {
                <label class="tick">
                    <input type="radio" name="rule" prop:checked=move || rule.get() == take on:change=move |_| rule.set(take) />
                    <span>{label.said()}</span>
                </label>
            }).collect_view()}
        </fieldset>
        {(conflicts > 0 && conflicts < total).then(only_conflicts).map(|label| view! {
            <p><label class="tick">
                <input type="checkbox" prop:checked=only on:change=move |event| only.set(event_target_checked(&event)) />
                <span>{label}</span>
            </label></p>
        })}
        <div data-beyond="">{beyond}</div>
        {list}
    }
    .into_any()
}

/// Whether the two say something else somewhere, or, where it is known what both had before, both changed something.
fn has_conflict(one: &Match, has_base: bool) -> bool {
    one.leaves.iter().any(|leaf| if has_base { leaf.since } else { leaf.kind != Kind::Added })
}

/// What comes along, and what stays out though it was chosen.
fn beyond(met: &Met, accepted: &Accepted) -> AnyView {
    let title = |key: &RecordKey| titles::title(&met.theirs, key, &*locale());
    let along: Vec<String> = accepted.along.iter().map(title).collect();
    let left: Vec<String> = accepted
        .left
        .iter()
        .map(|left| said!(text::REFERS, title = title(&left.theirs), other = title(&left.to)))
        .collect();
    view! {
        {(!along.is_empty()).then(|| view! {
            <p>{said!(text::COMES_ALONG, titles = words::some(&along, NAMED))}</p>
        })}
        {(!left.is_empty()).then(|| view! {
            <p>{said!(text::STAYS_OUT, what = words::some(&left, NAMED))}</p>
        })}
    }
    .into_any()
}
