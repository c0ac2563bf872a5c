//! One record of theirs: what it is here, and what of it is taken in.

use std::sync::Arc;

use leptos::prelude::*;

use super::beside::Met;
use super::rows::{Row, rows};
use super::{Chosen, words};
use crate::app::browser::page;
use crate::app::locale;
use crate::app::pages::history::said::{self, nothing};
use crate::app::parts::{say, titles};
use crate::exchange::meet::{Found, Match, Said, Settled, Take, Why};
use crate::register::{Collection, Id, RecordKey, Register};
use crate::said;
use crate::words::text::areas::by_record as text;

/// A record of theirs.
#[component]
pub fn Record(
    /// What was found.
    met: Arc<Met>,
    /// Its place in that.
    place: usize,
    /// What is said to it.
    chosen: Chosen,
) -> impl IntoView {
    let Some(one) = met.meet.matches().get(place) else { return ().into_any() };
    let key = StoredValue::new(one.theirs.clone());
    let title = met.title(one);
    let json = met.meet.ours().json(&one.ours);
    let rows = rows(one.theirs.collection.shape(), &one.leaves, &json);
    let all: Vec<String> = one.leaves.iter().map(|leaf| leaf.path.clone()).collect();
    let (is_whole, is_part) = {
        let met = Arc::clone(&met);
        let taken = Memo::new(move |_| {
            let one = met.meet.matches().get(place);
            chosen.choice.with(|choice| {
                let leaves = one.map(|one| one.leaves.as_slice()).unwrap_or_default();
                let taken =
                    leaves.iter().filter(|leaf| key.with_value(|key| choice.takes(key, leaf))).count();
                (taken, leaves.len())
            })
        });
        (move || taken.get().0 == taken.get().1, move || (1..taken.get().1).contains(&taken.get().0))
    };
    let tick = move |is_taken: bool| {
        chosen.by_hand.update(|choice| {
            let key = key.get_value();
            for path in &all {
                choice.leaves.remove(&(key.clone(), path.clone()));
            }
            choice.records.insert(key, if is_taken { Take::Theirs } else { Take::Nothing });
        });
    };
    let leaves: Vec<AnyView> = rows.into_iter().map(|row| leaf(&met, one, row, chosen).into_any()).collect();
    let count = one.leaves.len();
    let leaves = view! { <ul class="leaves">{leaves}</ul> };
    let leaves = match one.found {
        Found::New => view! {
            <details><summary>{said!(text::FIELDS, n = count)}</summary>{leaves}</details>
        }
        .into_any(),
        Found::Paired(..) => leaves.into_any(),
    };
    let address = format!("{}/{}", one.theirs.collection.word(), one.theirs.id);
    view! {
        <div class="met" role="group" aria-label=title.clone() data-theirs=address>
            <p class="head">
                <label class="tick">
                    <input type="checkbox" prop:checked=is_whole prop:indeterminate=is_part
                        on:change=move |event| tick(event_target_checked(&event)) />
                    <b>{title.clone()}</b>
                </label>
                {met.rows(one).map(|rows| view! { <span class="q">{rows}</span> })}
                {(one.found == Found::New).then(|| view! { <span class="chip good">{text::NEW.said()}</span> })}
                {met.is_undecided(one, &chosen.settled.get_untracked())
                    .then(|| view! { <span class="chip w">{text::TO_BE_DECIDED.said()}</span> })}
            </p>
            <Is met=Arc::clone(&met) place chosen />
            {words::hidden(&one.hidden).map(|hidden| view! { <p class="q">{hidden}</p> })}
            {leaves}
        </div>
    }
    .into_any()
}

/// Which of ours it is, and which else it could be.
#[component]
fn Is(met: Arc<Met>, place: usize, chosen: Chosen) -> impl IntoView {
    let Some(one) = met.meet.matches().get(place) else { return ().into_any() };
    let ours = met.meet.ours();
    let collection = one.theirs.collection;
    let called = |id: &Id| titles::title(ours, &RecordKey::new(collection, id.clone()), &*locale());
    let said = match one.found {
        Found::New => None,
        Found::Paired(sure, why) if collection == Collection::Register => {
            let _ = (sure, why);
            Some(said!(text::REGISTER_ITSELF))
        }
        // One id is one record: only that it is called otherwise is news.
        Found::Paired(_, Why::Id) => {
            let here = called(&one.ours.id);
            (here != met.title(one)).then(|| said!(text::HERE, title = here))
        }
        Found::Paired(sure, why) => {
            let sure = words::sure(collection, sure, why);
            Some(said!(text::HERE_SURE, sure, title = called(&one.ours.id)))
        }
    };
    let said = said.map(|said| view! { <p class="q">{said}</p> });
    let settled = chosen.settled.get_untracked().get(&one.theirs).cloned();
    let is_fixed = collection == Collection::Register || matches!(one.found, Found::Paired(_, Why::Id));
    let mut candidates: Vec<Id> = Vec::new();
    if one.found != Found::New {
        candidates.push(one.ours.id.clone());
    }
    candidates.extend(one.others.iter().cloned());
    // What is settled stays to be settled otherwise.
    let candidates = chosen.offered.with_value(|all| all.get(&one.theirs).cloned()).unwrap_or(candidates);
    if is_fixed || candidates.is_empty() {
        return said.into_any();
    }
    let is_open = met.is_undecided(one, &chosen.settled.get_untracked());
    let now = match (&settled, one.found) {
        (Some(settled), _) => Some(settled.clone()),
        _ if is_open => None,
        (None, Found::New) => Some(Settled::New),
        (None, Found::Paired(..)) => Some(Settled::With(one.ours.id.clone())),
    };
    let offered = candidates.clone();
    let options = candidates.into_iter().map(|id| (called(&id), Settled::With(id)));
    let options = options.chain([(said!(text::NONE_OF_YOURS), Settled::New)]);
    let theirs = one.theirs.clone();
    let options: Vec<_> = options
        .map(|(label, answer)| {
            let is_now = now.as_ref() == Some(&answer);
            let (theirs, offered) = (theirs.clone(), offered.clone());
            let settle = move |_| {
                chosen.offered.update_value(|all| drop(all.insert(theirs.clone(), offered.clone())));
                chosen.settled.update(|settled| drop(settled.insert(theirs.clone(), answer.clone())));
                page::focus(&format!("#is-{place} input:checked"));
            };
            view! {
                <label class="tick">
                    <input type="radio" name=format!("is-{place}") prop:checked=is_now on:change=settle />
                    <span>{label}</span>
                </label>
            }
        })
        .collect();
    let choose = view! {
        <fieldset class="ways" id=format!("is-{place}")><legend>{text::WHICH_OF_YOURS.said()}</legend>{options}</fieldset>
    };
    match is_open || settled.is_some() {
        true => view! { {said}{choose} }.into_any(),
        false => view! { {said}<details><summary>{text::ANOTHER_ONE.said()}</summary>{choose}</details> }
            .into_any(),
    }
}

/// A leaf or a line, from what to what, and who says so.
fn leaf(met: &Arc<Met>, one: &Match, row: Row, chosen: Chosen) -> impl IntoView + use<> {
    let (locale, ours) = (locale(), met.meet.ours());
    let first = row.leaves.first().and_then(|place| one.leaves.get(*place));
    let (was, is) = (first.and_then(|leaf| leaf.ours.clone()), first.and_then(|leaf| leaf.theirs.clone()));
    let text = if row.is_line {
        let path = format!("{}/order", row.path);
        let spot = said::spot(&met.whole, &one.ours, &met.whole.json(&one.ours), &path, &*locale);
        view! { <b>{say::capital(&spot.line)}</b> }.into_any()
    } else {
        let register = if one.found == Found::New { &met.whole } else { ours };
        let spot = said::spot(register, &one.ours, &register.json(&one.ours), &row.path, &*locale);
        let value = |said: Option<&Said>, register: &Register| {
            let value = said.map(|said| &said.value).filter(|value| !value.is_null());
            spot.value(value, register, &*locale)
        };
        let (before, after) = (value(was.as_ref(), ours), value(is.as_ref(), &met.whole));
        let line = (!spot.line.is_empty()).then(|| format!("{}: ", say::capital(&spot.line)));
        let before = (one.found != Found::New && before != nothing() || before != after && was.is_some())
            .then(|| view! { <span class="q">{before}</span>" → " });
        view! { {line}{spot.field.clone()}": "{before}<b>{after}</b> }.into_any()
    };
    let since = first.filter(|leaf| leaf.since && chosen.has_base);
    let mut about = Vec::new();
    if let Some(who) = was.as_ref().and_then(who) {
        about.push(said!(text::HERE_BY, who));
    }
    if let Some(who) = is.as_ref().and_then(who) {
        about.push(said!(text::THERE_BY, who));
    }
    let sources = is.iter().flat_map(|said| &said.sources);
    let sources: Vec<String> = sources
        .map(|id| titles::title(&met.theirs, &RecordKey::new(Collection::Sources, id.clone()), &*locale))
        .collect();
    if !sources.is_empty() {
        about.push(said!(text::SOURCES, titles = sources.join(", ")));
    }
    if let Some(leaf) = since.filter(|_| chosen.is_apart()) {
        let later = if leaf.is_later { text::THEIRS_LATER } else { text::OURS_LATER };
        about.push(later.said().to_owned());
    }
    let both = since.map(|_| {
        let said = if chosen.is_apart() { text::BOTH_CHANGED } else { text::CHANGED_SINCE };
        view! { " "<span class="chip w">{said.said()}</span> }
    });
    let about = (!about.is_empty()).then(|| view! { <small>{say::capital(&about.join("; "))}</small> });
    let key = StoredValue::new(one.theirs.clone());
    let leaves: Vec<_> = row.leaves.iter().filter_map(|place| one.leaves.get(*place)).cloned().collect();
    let leaves = StoredValue::new(leaves);
    let is_taken = move || {
        chosen.choice.with(|choice| {
            leaves.with_value(|all| all.iter().all(|leaf| key.with_value(|key| choice.takes(key, leaf))))
        })
    };
    let tick = move |event| {
        let is_taken = event_target_checked(&event);
        chosen.by_hand.update(|choice| {
            leaves.with_value(|all| {
                for leaf in all {
                    choice.leaves.insert((key.get_value(), leaf.path.clone()), is_taken);
                }
            });
        });
    };
    view! {
        <li data-path=row.path>
            <label class="tick">
                <input type="checkbox" prop:checked=is_taken on:change=tick />
                <span>{text}{both}{about}</span>
            </label>
        </li>
    }
}

/// Who wrote a value and when, where that is known.
fn who(said: &Said) -> Option<String> {
    let change = said.change.as_ref()?;
    let header = &change.header;
    (header.author.is_some() || header.party.is_some())
        .then(|| format!("{}, {}", said::who(change), said::moment(&header.at, &*locale())))
}
