//! One party: its roles over time, what it gave, where it sat, what it said, and what the coalition said to it.

use std::sync::Arc;

use leptos::prelude::*;
use serde_json::{Map, Value};

use super::contributions::{MEASURES, givers_of};
use super::documents::{self, Kind};
use super::members::{act_text, held, in_words};
use super::record::{Changes, Missing};
use crate::app::desk::{Desk, Dialog, desk};
use crate::app::locale;
use crate::app::parts::counted::COUNTED;
use crate::app::parts::figure::MeasureKey;
use crate::app::parts::here::{Here, here};
use crate::app::parts::sources::{SourceCount, origins};
use crate::app::parts::{say, titles};
use crate::app::route::Page;
use crate::exchange::Asked;
use crate::figures::by::by;
use crate::figures::{Key, Open, Row, Splitting, Who, reached};
use crate::register::{
    Arrange, Collection, Contribution, Id, Measure, Meeting, Membership, Outreach, Party, Purchase,
    RecordKey, Register, Step,
};
use crate::said;
use crate::words::labels;
use crate::words::text::Text;
use crate::words::text::areas::{actions, amounts, common, member as text, parts, record, shell};

mod traces;

/// The page of a party, by its id or its code.
#[component]
pub fn Member(
    /// As the address has it.
    code: String,
) -> impl IntoView {
    let desk = desk();
    let id = Memo::new(move |_| {
        desk.read_in(
            &[Collection::Parties, Collection::Memberships, Collection::Contributions, Collection::Meetings],
            |register| find(register, &code),
        )
    });
    let document = Memo::new(move |_| documents::asked(&desk));
    move || match (id.get(), document.get()) {
        (Some(id), Some(kind)) => documents::shown(kind, documents::About::Party(id)),
        (Some(id), None) => view! { <Whole id /> }.into_any(),
        (None, _) => view! { <Missing of=Collection::Parties /> }.into_any(),
    }
}

/// The party of that id or code; a state that is only pointed to has no record of its own.
fn find(register: &Register, code: &str) -> Option<Id> {
    let id = Id::from(code);
    if register.parties.get(&id).is_some() {
        return Some(id);
    }
    let by_code = register.parties.live().find(|(_, party)| party.code.as_deref() == Some(code));
    if let Some((id, _)) = by_code {
        return Some(id.clone());
    }
    let pointed =
        register.memberships.live().any(|(_, one)| one.party.as_ref().is_some_and(|party| *party.id() == id));
    let gives = register.contributions.live().any(|(_, one)| givers_of(one).any(|giver| giver == id));
    let own = register.coalition.get(&RecordKey::own().id).and_then(|own| own.beneficiary.as_ref());
    (pointed || gives || own.is_some_and(|party| *party.id() == id)).then_some(id)
}

#[component]
fn Whole(id: Id) -> impl IntoView {
    let desk = desk();
    let key = RecordKey::of::<Party>(&id);
    let (at, party) = (id.clone(), id.clone());
    let name = move || desk.read_in(&[Collection::Parties], |register| say::party(register, &at));
    let has_record = {
        let id = id.clone();
        move || desk.read_in(&[Collection::Parties], |register| register.parties.get(&id).is_some())
    };
    let filled = |collection: Collection| match collection {
        Collection::Contributions => None,
        _ => Some("party"),
    };
    let add = move |collection: Collection, label: Text| {
        let party = party.clone();
        view! {
            <button disabled=move || desk.locked().is_some() on:click=move |_| {
                let mut given = Map::new();
                match filled(collection) {
                    Some(field) => {
                        given.insert(field.to_owned(), Value::from(party.as_str()));
                    }
                    None => {
                        let line = serde_json::json!({ desk.new_id().as_str(): { "party": party.as_str() } });
                        given.insert("contributors".to_owned(), line);
                    }
                }
                desk.show(Dialog::New(collection, given));
            }>{label.said()}</button>
        }
    };
    let (edit, asked) = (key.clone(), id.clone());
    view! {
        <h1 tabindex="-1">{name}</h1>
        <Point id=id.clone() />
        <p class="tools">
            {add(Collection::Memberships, text::ADD_ROLE)}
            {add(Collection::Contributions, actions::ADD_CONTRIBUTION)}
            {add(Collection::Outreach, actions::ADD_OUTREACH)}
            <Show when=has_record>
                {
                    let edit = edit.clone();
                    view! {
                        <button disabled=move || desk.locked().is_some()
                            on:click=move |_| desk.show(Dialog::Edit(edit.clone(), String::new()))>{text::EDIT_PARTY.said()}</button>
                    }
                }
                {
                    let party = asked.clone();
                    move || desk.file_id().filter(|id| !desk.is_visited() && Asked::read(id).is_none()).map(|_| {
                        let party = party.clone();
                        view! { <button on:click=move |_| desk.show(Dialog::Ask(party.clone()))>{text::ASK.said()}</button> }
                    })
                }
            </Show>
        </p>
        <documents::Offers kinds=&[Kind::Sheet, Kind::Became] />
        <Roles id=id.clone() />
        <Given id=id.clone() />
        <traces::Traces id=id.clone() />
        <Changes key=key />
    }
}

/// The role on the day, and what it gave alone.
#[component]
fn Point(id: Id) -> impl IntoView {
    let here = here();
    let desk = here.desk;
    move || {
        let on = here.on();
        let members = here.members();
        let roles = desk.read_in(&[Collection::Memberships], |register| held(register, &members, &id, on));
        let role = match roles.is_empty() {
            true if members.disputed.contains(&id) => said!(text::DISPUTED),
            true => said!(text::NO_ROLE),
            false => in_words(&roles),
        };
        let is_disputed = members.disputed.contains(&id) && !roles.is_empty();
        let said = match is_disputed {
            true => said!(text::ROLE_ON_DISPUTED, role, day = say::day(on)),
            false => said!(text::ROLE_ON, role, day = say::day(on)),
        };
        view! { <p class="point">{said}</p> }
    }
}

/// Every membership with its acts, in the order of time.
#[component]
fn Roles(id: Id) -> impl IntoView {
    let here = here();
    let desk = here.desk;
    let reads = [Collection::Memberships, Collection::Agreements, Collection::Sources];
    let rows = move || {
        desk.read_in(&reads, |register| {
            let mut own: Vec<_> = register
                .memberships
                .live()
                .filter(|(_, one)| one.party.as_ref().is_some_and(|party| *party.id() == id))
                .collect();
            own.arrange_by_key(|(key, one)| (one.from.clone(), (*key).clone()));
            if own.is_empty() {
                return view! { <p class="q">{text::NO_ROLE_ON_RECORD.said()}</p> }.into_any();
            }
            own.into_iter().map(|(key, one)| membership(&here, register, key, one)).collect_view().into_any()
        })
    };
    view! { <h2>{text::ROLES.said()}</h2><ul class="timeline">{rows}</ul> }
}

fn membership(here: &Here, register: &Register, id: &Id, one: &Membership) -> AnyView {
    let desk = here.desk;
    let key = RecordKey::of::<Membership>(id);
    let role =
        one.role.map_or_else(|| text::ROLE_NOT_SETTLED.said(), |role| labels::choice_label(role.word()));
    let time = match (&one.from, &one.until) {
        (Some(from), Some(until)) => {
            said!(text::FROM_TO, from = say::long_date(from), until = say::long_date(until))
        }
        (Some(from), None) => said!(text::SINCE, date = say::long_date(from)),
        (None, Some(until)) => said!(text::UNTIL, date = say::long_date(until)),
        (None, None) => String::new(),
    };
    let others = one.readings.values().filter(|reading| reading.field.as_deref() == Some("role")).filter_map(
        |reading| {
            let word = reading.value.as_ref()?.0.as_str()?.to_owned();
            let source = reading.source.as_ref().map(|source| {
                titles::title(register, &RecordKey::new(Collection::Sources, source.id().clone()), &*locale())
            });
            let said: Vec<_> = source.into_iter().chain(reading.reason.clone()).collect();
            let said = if said.is_empty() { String::new() } else { format!(" ({})", said.join("; ")) };
            Some(view! { <li>{said!(record::OTHERS, value = labels::inside(labels::choice_label(&word))) + &said}</li> })
        },
    );
    let others: Vec<_> = others.collect();
    let others = (!others.is_empty()).then(|| view! { <ul class="readings">{others}</ul> });
    let mut acts: Vec<_> = one.acts.values().collect();
    acts.arrange_by_key(|act| act.date.clone());
    let acts = acts.into_iter().map(|act| {
        let count = origins(register, std::iter::once(&act.sources).chain(std::iter::once(&one.sources)));
        let agreement = act.agreement.as_ref().map(|agreement| {
            let key = RecordKey::new(Collection::Agreements, agreement.id().clone());
            let title = titles::title(register, &key, &*locale());
            view! { ", "<a href=here.href(Page::of(&key))>{title}</a> }
        });
        let sources = if count == 0 { " ".to_owned() } else { format!(" · {}", said!(text::SOURCES, count = count.to_string(), n = count)) };
        view! { <li>{act_text(act)}{agreement}<span class="q">{sources}</span>{(count == 0).then(|| view! { <SourceCount count /> })}</li> }
    });
    let acts: Vec<_> = acts.collect();
    let acts = (!acts.is_empty()).then(|| view! { <ul>{acts}</ul> });
    let edit = key.clone();
    view! {
        <li data-id=id.to_string()>
            <a href=here.href(Page::of(&key))>{role}</a>" "<span class="d">{time}</span>" "
            <button class="link" aria-label=said!(record::EDIT_NAMED, name = role) disabled=move || desk.locked().is_some()
                on:click=move |_| desk.show(Dialog::Edit(edit.clone(), String::new()))>{common::EDIT.said()}</button>
            {others}
            {acts}
        </li>
    }
    .into_any()
}

/// What it gave, by measure and contribution by contribution.
#[component]
fn Given(id: Id) -> impl IntoView {
    let here = here();
    let desk = here.desk;
    let of = id.clone();
    let sums = move || {
        let counted = here.counted();
        let members = here.members();
        let rows = MEASURES.into_iter().filter_map(|measure| {
            let figure = counted.figure(measure);
            let row = by(&figure, counted.ledger(), Splitting::Member, &members)
                .into_iter()
                .find(|row| row.key == Key::Party(of.clone()))?;
            Some(sum_row(&desk, measure, &row, counted.query.currency))
        });
        let rows: Vec<_> = rows.collect();
        if rows.is_empty() {
            return ().into_any();
        }
        let head = format!("{}, {}", counted.query.currency, say::day(counted.query.on));
        view! {
            <table>
                <thead><tr><th scope="col">{text::MEASURE.said()}</th><th scope="col" class="n">{head}</th><th scope="col">{text::BESIDE_IT.said()}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    };
    let mut reads = COUNTED.to_vec();
    reads.push(Collection::Parties);
    let list = move || {
        let on = here.on();
        desk.read_in(&reads, |register| {
            let own: Vec<_> = register.contributions.live().filter(|(_, one)| givers_of(one).any(|giver| giver == id)).collect();
            if own.is_empty() {
                return view! { <p class="q">{text::NO_CONTRIBUTION.said()}</p> }.into_any();
            }
            let rows = own.into_iter().map(|(key, one)| {
                let key = RecordKey::of::<Contribution>(key);
                let title = titles::title(register, &key, &*locale());
                let measure = reached(one, on).step.and_then(Step::measure).filter(|_| !one.outside);
                let outside = one.outside.then(|| view! { <span class="chip w">{text::OUTSIDE.said()}</span> });
                let reached = measure.map(|measure| view! { <MeasureKey measure /> });
                view! { <li data-id=key.id.to_string()><a href=here.href(Page::of(&key))>{title}</a>" "<small>{reached}</small>{outside}</li> }
            });
            view! { <ul class="plain">{rows.collect_view()}</ul> }.into_any()
        })
    };
    view! { <h2>{shell::CONTRIBUTIONS.said()}</h2>{sums}{list} }
}

fn sum_row(desk: &Desk, measure: Measure, row: &Row, currency: crate::register::Currency) -> AnyView {
    let joint: Vec<_> = desk.look(|register| {
        let mut givers: Vec<_> = row.joint.iter().map(|joint| Arc::clone(&joint.givers)).collect();
        givers.dedup();
        givers.into_iter().map(|givers| say::who(register, &Who::Together(givers))).collect()
    });
    let mut beside = Vec::new();
    if row.open != Open::No {
        beside.push(said!(amounts::OR_MORE));
    }
    beside.extend(joint.into_iter().map(|who| said!(text::PART_NOT_PUBLISHED, who)));
    if row.unvalued > 0 {
        beside.push(said!(amounts::WITHOUT_FIGURE, n = row.unvalued));
    }
    let amount = if row.amount.is_zero() && row.unvalued > 0 {
        said!(parts::NO_FIGURE)
    } else {
        say::number(row.amount, currency)
    };
    view! { <tr><td><MeasureKey measure /></td><td class="n">{amount}</td><td>{beside.join("; ")}</td></tr> }
        .into_any()
}
