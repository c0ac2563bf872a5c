//! One step of the history: what it did leaf by leaf, what it hangs together with, and what can be done from it.

use std::collections::HashSet;

use leptos::prelude::*;

use super::back::{Moment, Return};
use super::blank::Blank;
use super::leaves::Leaves;
use super::said::{self, Written};
use crate::app::desk::desk;
use crate::app::locale;
use crate::app::parts::here::here;
use crate::app::parts::told::told;
use crate::app::route::Page;
use crate::register::{Change, Effect, Hash, RecordKey, Register};
use crate::said;
use crate::words::text::areas::history as text;
use crate::words::text::areas::record;

/// Of a step of more parts only what so many of them wrote is shown.
const PARTS: usize = 500;

/// What the page shows of a step.
#[derive(Clone, PartialEq)]
struct Shown {
    /// Its first change.
    id: Hash,
    at: String,
    point: String,
    facts: Vec<(&'static str, String, Option<Page>)>,
    effects: Vec<Effect>,
    /// The record, where it is one.
    one: Option<RecordKey>,
    /// Whether any of it still has its content.
    is_whole: bool,
    earlier: Option<Hash>,
    later: Option<Hash>,
}

/// What is asked for below the table.
#[derive(Clone, PartialEq)]
enum Asked {
    Return(Option<RecordKey>),
    Blank,
}

/// The page of a step, by the identity of any of its changes.
#[component]
pub fn ChangePage(
    /// The identity, as text.
    id: String,
) -> impl IntoView {
    let (desk, here) = (desk(), here());
    let shown = Memo::new(move |_| desk.read(|register| Hash::parse(&id).and_then(|id| show(register, &id))));
    let asked = RwSignal::new(None::<Asked>);
    let put_away = Callback::new(move |()| asked.set(None));
    let page = move || {
        let Some(Shown { id, at, point, facts, effects, one, is_whole, earlier, later }) = shown.get() else {
            let history = view! { <a href=move || here.href(Page::History)>{record::THE_HISTORY.said()}</a> };
            return view! {
                <h1 tabindex="-1">{text::NO_SUCH_CHANGE.said()}</h1>
                <p class="point">{told(text::NO_SUCH_CHANGE_MEANS, &[], [("history", history.into_any())])}</p>
            }
            .into_any();
        };
        let known = at.clone();
        let known =
            move || desk.address.with(|address| address.to(Page::Overview).with("known", &known).to_string());
        let leaves: Vec<_> = effects.into_iter().map(|effect| (effect.leaf, Some(effect.standing))).collect();
        let table = (!leaves.is_empty()).then(|| {
            view! {
                <h2>{text::BEFORE_AND_AFTER.said()}</h2>
                <Leaves leaves label=text::BEFORE_AND_AFTER.said() heads=[text::BEFORE.said(), text::AFTER.said()] />
            }
        });
        let one = one.map(|key| view! {
            <button disabled=move || desk.locked().is_some() on:click=move |_| asked.set(Some(Asked::Return(Some(key.clone()))))>
                {text::RETURN_RECORD_AFTER.said()}
            </button>
        });
        let facts = facts.into_iter().map(|(label, said, page)| {
            view! {
                <dt>{label}</dt>
                <dd>{match page {
                    Some(page) => view! { <a href=move || here.href(page.clone())>{said}</a> }.into_any(),
                    None => said.into_any(),
                }}</dd>
            }
        });
        let step_to = move |to: Option<Hash>, label: &'static str| {
            to.map(|id| view! { <a href=move || here.href(Page::Change(id.to_string()))>{label}</a> })
        };
        view! {
            <h1 tabindex="-1">{said!(text::CHANGE_OF, moment = said::moment(&at, &*locale()))}</h1>
            <p class="point">{point}</p>
            <p class="neighbours">
                <a href=move || here.href(Page::History)>{text::ALL_CHANGES.said()}</a>
                {step_to(earlier, text::EARLIER_CHANGE.said())}
                {step_to(later, text::LATER_CHANGE.said())}
            </p>
            {table}
            <h2>{text::WHERE_IT_STANDS.said()}</h2>
            <dl class="facts">{facts.collect_view()}</dl>
            <p class="tools">
                <a class="btn" href=known>{text::AS_KNOWN_THEN.said()}</a>
                {one}
                <button disabled=move || desk.locked().is_some() on:click=move |_| asked.set(Some(Asked::Return(None)))>
                    {text::RETURN_REGISTER_AFTER.said()}
                </button>
                {is_whole.then(|| view! {
                    <button disabled=move || desk.locked().is_some() on:click=move |_| asked.set(Some(Asked::Blank))>{text::BLANK_ASKS.said()}</button>
                })}
            </p>
            {move || asked.get().map(|asked| match asked {
                Asked::Return(record) => view! { <Return record moment=Moment::After(id) on_cancel=put_away /> }.into_any(),
                Asked::Blank => view! { <Blank id on_cancel=put_away /> }.into_any(),
            })}
        }
        .into_any()
    };
    view! { {page} }
}

fn show(register: &Register, id: &Hash) -> Option<Shown> {
    let step = register.whole_step(id);
    let first = step.first()?;
    let changes: Vec<&Change> = step.iter().map(AsRef::as_ref).collect();
    let parts: HashSet<Hash> = step.iter().map(|part| part.id).collect();
    let (mut earlier, mut later, mut passed) = (None, None, false);
    for change in register.changes() {
        if parts.contains(&change.id) {
            passed = true;
        } else if passed {
            later = Some(change.id);
            break;
        } else {
            earlier = Some(change.id);
        }
    }
    let effects = register.first_effects(id, PARTS);
    let written = Written::of(changes.iter().copied());
    let is_whole = changes.iter().any(|change| change.whole().is_some_and(|body| !body.is_empty()));
    Some(Shown {
        id: first.id,
        at: first.header.at.clone(),
        point: point(register, &changes, &written, effects.len()),
        facts: facts(register, first, &changes),
        one: written.one().cloned(),
        effects,
        is_whole,
        earlier,
        later,
    })
}

/// Who did what, in one sentence.
fn point(register: &Register, step: &[&Change], written: &Written, leaves: usize) -> String {
    let who = step.first().map(|change| said::who(change)).unwrap_or_default();
    let what = said::what(register, step.iter().copied(), written, &*locale());
    let is_waiting = step.iter().any(|change| register.is_waiting(change));
    let is_blanked = step.iter().any(|change| change.is_blanked());
    let did = match (is_waiting, is_blanked, leaves) {
        (true, ..) => text::PARTS_MISSING.said().to_owned(),
        (_, true, _) => text::CONTENT_BLANKED.said().to_owned(),
        _ if step.len() > PARTS => {
            said!(text::PARTS_SHOWN, n = step.len(), shown = PARTS.to_string())
        }
        (.., 0) => text::WRITES_NOTHING.said().to_owned(),
        (.., n) => said!(text::FIELDS_WRITTEN, n),
    };
    format!("{what}. {did} {who}.")
}

fn facts(register: &Register, first: &Change, step: &[&Change]) -> Vec<(&'static str, String, Option<Page>)> {
    let locale = locale();
    let to = |id: &Hash| {
        register.change(id).map_or_else(
            || (said!(text::NOT_HERE, id = id.to_string()), None),
            |change| {
                let moment = said::moment(&change.header.at, &*locale);
                let said = said!(text::CHANGE_BY, moment, who = said::who(change));
                (said, Some(Page::Change(id.to_string())))
            },
        )
    };
    let header = &first.header;
    let written = said!(text::WRITTEN_BY, moment = header.at, who = said::who(first));
    let mut facts = vec![(text::WRITTEN.said(), written, None)];
    let place = match header.part {
        Some(part) => said!(
            text::PLACE_OF_PARTS,
            first = part.first.to_string(),
            last = part.first.saturating_add(part.m).saturating_sub(1).to_string(),
            replica = header.replica.as_str(),
            here = step.len().to_string(),
            all = part.m.to_string()
        ),
        None => {
            said!(text::PLACE_OF_ONE, number = header.number.to_string(), replica = header.replica.as_str())
        }
    };
    facts.push((text::PLACE.said(), place, None));
    let mut tie = |label, id: Option<&Hash>| {
        if let Some(id) = id {
            let (said, page) = to(id);
            facts.push((label, said, page));
        }
    };
    tie(text::UNDOES.said(), header.undoes.as_ref());
    tie(text::UNDONE_BY.said(), register.undone().get(&first.id));
    tie(if first.is_note() { text::BLANKED.said() } else { text::TAKES_OVER.said() }, header.from.as_ref());
    if step.iter().any(|change| change.is_blanked()) {
        match register.blanking_of(&first.id) {
            Some(note) => {
                let (said, page) = to(&note.id);
                facts.push((text::BLANKED_BY.said(), said, page));
            }
            None => facts.push((text::BLANKED_BY.said(), text::NOT_NOTED.said().to_owned(), None)),
        }
    }
    facts.push((text::IDENTITY.said(), first.id.to_string(), None));
    facts
}
