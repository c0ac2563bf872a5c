//! Who belongs on the day, in which role and by which acts; then instruments, people and other parties.

use std::sync::Arc;

use leptos::prelude::*;
use rust_decimal::Decimal;

use super::documents;
use crate::app::locale;
use crate::app::parts::figure::MembersView;
use crate::app::parts::grid::{Column, Facet, Grid, SortBy};
use crate::app::parts::here::{Here, here};
use crate::app::parts::sources::{SourceCount, origins};
use crate::app::parts::table::ListTable;
use crate::app::parts::{say, titles};
use crate::app::route::Page;
use crate::app::shell::Act;
use crate::figures::{Members as Belonging, roles, signatories};
use crate::register::{
    Act as Deed, ActKind, Agreement, Arrange, Collection, Contact, Date, Day, Few, Id, Membership, Party,
    RecordKey, Register, Role,
};
use crate::words::labels;

/// One party as the list shows it.
struct Row {
    id: Id,
    name: String,
    rank: usize,
    role: String,
    disputed: bool,
    since: Option<Date>,
    acts: String,
    given: usize,
    sources: usize,
    opens: String,
}

/// The list of members, or the fact sheet of the coalition where that is asked for.
#[component]
pub fn Members() -> impl IntoView {
    let desk = here().desk;
    let document = Memo::new(move |_| documents::asked(&desk));
    move || match document.get() {
        Some(kind) => documents::shown(kind, documents::About::Coalition),
        None => view! { <Whole /> }.into_any(),
    }
}

#[component]
fn Whole() -> impl IntoView {
    let here = here();
    let grid = Memo::new_with_compare(move |_| Arc::new(grid(&here)), |_, _| true);
    view! {
        <h1 tabindex="-1">"Members"</h1>
        <Point />
        <documents::Offers kinds=&[documents::Kind::Sheet] />
        <ListTable grid=grid label="Members" sort="role" tools=ViewFn::from(|| view! { <Act id="add-member" main=true /> })
            empty=ViewFn::from(|| view! {
                <h2>"No members yet"</h2>
                <p>
                    "Each party has one or more roles over time: lead, member, observer, beneficiary. The role on a day "
                    "follows from them. Add the lead nations first; states are found by their name or code."
                </p>
                <Act id="add-member" main=true />
            }) />
        <Agreements />
        <OtherParties />
        <Contacts />
    }
}

#[component]
fn Point() -> impl IntoView {
    let here = here();
    let desk = here.desk;
    let rest = move || {
        let members = here.members();
        let noun = if members.counted.len() == 1 { "member" } else { "members" };
        let mut said = vec![format!(" {noun} on {}", say::day(here.on()))];
        let names = |ids: &[Id]| desk.look(|register| say::and(&say::parties(register, ids)));
        if !members.leads.is_empty() {
            said.push(format!(", led by {}", names(&members.leads)));
        }
        if !members.beneficiaries.is_empty() {
            let counts = members.beneficiaries.iter().any(|id| members.counted.contains(id));
            let not = if counts { "counted" } else { "not counted" };
            said.push(format!("; {}, the beneficiary, is {not}", names(&members.beneficiaries)));
        }
        if !members.observers.is_empty() {
            said.push(format!("; {}", say::count(members.observers.len(), "observer", "observers")));
        }
        match members.disputed.len() {
            0 => {}
            1 => said.push(format!(". {} is disputed and not in the number", names(&members.disputed))),
            _ => said.push(format!(". {} are disputed and not in the number", names(&members.disputed))),
        }
        format!("{}.", said.concat())
    };
    view! { <p class="point"><MembersView word=true />{rest}</p> }
}

const READS: [Collection; 6] = [
    Collection::Register,
    Collection::Parties,
    Collection::Memberships,
    Collection::Agreements,
    Collection::Contributions,
    Collection::Sources,
];

fn grid(here: &Here) -> Grid {
    let on = here.on();
    let members = here.members();
    let rows: Arc<Vec<Row>> = Arc::new(here.desk.read_in(&READS, |register| {
        let mut by: Few<Id, Vec<Arc<Membership>>> = Few::new();
        for (_, record) in register.memberships.live() {
            if let Some(party) = &record.party {
                by.or_default(party.id().clone()).push(Arc::clone(record));
            }
        }
        for id in &members.beneficiaries {
            by.or_default(id.clone());
        }
        let address = |id: &Id| here.href(Page::Member(id.to_string()));
        by.into_iter().map(|(id, records)| row(register, &members, on, &records, address(&id), id)).collect()
    }));
    let columns = vec![
        Column::text("who", "Party", |row: &Row| row.name.clone()),
        Column::text("role", "Role", |row: &Row| row.role.clone())
            .view(|row| {
                let disputed = row.disputed.then(|| view! { " "<span class="chip w">"disputed"</span> });
                let soft = row.rank > 6;
                view! { <span class:q=soft>{row.role.clone()}</span>{disputed} }.into_any()
            })
            .sorted(|row| SortBy::Text(format!("{} {}", row.rank, row.name.to_lowercase()))),
        Column::date(
            "since",
            "Since",
            |row: &Row| row.since.as_ref().map(Date::last),
            |row| row.since.as_ref().map(say::date).unwrap_or_default(),
        ),
        Column::text("acts", "Acts", |row: &Row| row.acts.clone()),
        Column::number(
            "given",
            "Contributions",
            |row: &Row| Some(Decimal::from(row.given)),
            |row| {
                if row.given == 0 { String::new() } else { row.given.to_string() }
            },
        ),
        Column::number(
            "sources",
            "Sources",
            |row: &Row| Some(Decimal::from(row.sources)),
            |row| row.sources.to_string(),
        )
        .view(|row| view! { <SourceCount count=row.sources /> }.into_any())
        .less(),
    ];
    Grid::new(Arc::clone(&rows), |row| row.id.to_string(), columns)
        .opens(&rows, |row| row.opens.clone())
        .out(&rows, |row| row.rank > 6)
        .facet(&rows, Facet::new("role", "All roles", |row: &Row| vec![(row.role.clone(), row.role.clone())]))
}

fn row(
    register: &Register,
    members: &Belonging,
    on: Day,
    records: &[Arc<Membership>],
    opens: String,
    id: Id,
) -> Row {
    let (rank, role) = role_on(register, members, &id, records, on);
    let acts = || records.iter().flat_map(|record| record.acts.values());
    let since = records.iter().filter_map(|record| record.from.clone()).min();
    let mut dated: Vec<&Deed> = acts().collect();
    dated.arrange_by_key(|act| act.date.clone());
    let cited = records.iter().map(|record| &record.sources).chain(acts().map(|act| &act.sources));
    Row {
        name: say::party(register, &id),
        rank,
        role,
        disputed: members.disputed.contains(&id),
        since: since.or_else(|| dated.iter().find_map(|act| act.date.clone())),
        acts: dated.iter().map(|act| act_text(act)).collect::<Vec<_>>().join("; "),
        given: given_by(register, &id),
        sources: origins(register, cited),
        opens,
        id,
    }
}

/// The roles of a party on a day, the first of them first. Who leads is not called a member as well.
pub fn held(register: &Register, members: &Belonging, id: &Id, on: Day) -> Vec<Role> {
    let all = roles(register, id, on);
    let mut held: Vec<Role> =
        all.iter().copied().filter(|role| *role != Role::Member || !all.contains(&Role::Lead)).collect();
    if members.beneficiaries.contains(id) && !held.contains(&Role::Beneficiary) {
        held.push(Role::Beneficiary);
    }
    held.arrange();
    held
}

/// Roles in words: “Lead”, “Member and observer”.
pub fn in_words(held: &[Role]) -> String {
    let words: Vec<_> =
        held.iter().map(|role| labels::choice_label(role.word()).to_ascii_lowercase()).collect();
    say::capital(&say::and(&words))
}

/// The role on a day in words, with its place in the order of roles; past and coming ones stand last.
fn role_on(
    register: &Register,
    members: &Belonging,
    id: &Id,
    records: &[Arc<Membership>],
    on: Day,
) -> (usize, String) {
    let held = held(register, members, id, on);
    if let Some(first) = held.first() {
        return (Role::ALL.iter().position(|role| role == first).unwrap_or_default(), in_words(&held));
    }
    if members.disputed.contains(id) {
        return (6, "Not settled".to_owned());
    }
    let left = |record: &Arc<Membership>| record.until.as_ref().is_some_and(|until| until.last() < on);
    let left = !records.is_empty() && records.iter().all(left);
    if left { (8, "No longer".to_owned()) } else { (7, "Not yet".to_owned()) }
}

/// An act with its date: Declaration of intent 13 Feb 2024.
pub fn act_text(act: &Deed) -> String {
    let kind = act.kind.map_or("Act", |kind: ActKind| labels::choice_label(kind.word()));
    match &act.date {
        Some(date) => format!("{kind} {}", say::date(date)),
        None => kind.to_owned(),
    }
}

/// How many contributions that count a party has a part in.
fn given_by(register: &Register, id: &Id) -> usize {
    let live = register.contributions.live().filter(|(_, one)| !one.outside);
    live.filter(|(_, one)| super::contributions::givers_of(one).any(|giver| giver == *id)).count()
}

/// The instruments with those who had signed them by the day.
#[component]
fn Agreements() -> impl IntoView {
    let here = here();
    let desk = here.desk;
    let rows = move || {
        let on = here.on();
        desk.read_in(&READS, |register| {
            register.agreements.live().map(|(id, agreement)| {
                let key = RecordKey::of::<Agreement>(id);
                let title = titles::title(register, &key, &*locale());
                let signed: Vec<_> = signatories(register, id, on).into_iter().map(|one| one.party).collect();
                let signed = say::parties(register, &signed);
                let about = agreement.opened.as_ref().map(|opened| format!("opened {}", say::date(opened)));
                let count = say::capital(&say::count(signed.len(), "signatory", "signatories"));
                let names = if signed.is_empty() { String::new() } else { format!(": {}", say::and(&signed)) };
                view! {
                    <li><a href=here.href(Page::of(&key))>{title}</a>" "<small>{about}</small><br />{count}{names}</li>
                }
            }).collect_view()
        })
    };
    view! {
        <div class="head"><h2>"Agreements"</h2><Act id="add-agreement" /></div>
        <p class="why">"Signatures are acts of memberships that name the agreement."</p>
        <ul class="plain">{rows}</ul>
    }
}

/// Organisations and suppliers without a role, and states that appear only elsewhere.
#[component]
fn OtherParties() -> impl IntoView {
    let here = here();
    let desk = here.desk;
    let rows = move || {
        desk.read_in(&READS, |register| {
        let has_role = |id: &Id| register.memberships.live().any(|(_, one)| one.party.as_ref().is_some_and(|party| party.id() == id));
        let mut rows: Vec<_> = register
            .parties
            .live()
            .filter(|(id, _)| !has_role(id))
            .map(|(id, party)| (say::party(register, id), id.clone(), party.kind))
            .collect();
        rows.arrange_by(|a, b| locale().compare(&a.0, &b.0));
        rows.into_iter().map(|(name, id, kind)| {
            let kind = kind.map(|kind| labels::choice_label(kind.word()));
            view! { <li><a href=here.href(Page::of(&RecordKey::of::<Party>(&id)))>{name}</a>" "<small>{kind}</small></li> }
        }).collect_view()
    })
    };
    view! {
        <div class="head"><h2>"Other parties"</h2><Act id="add-party" /></div>
        <p class="why">"Guests, organisations and suppliers that have no role in the coalition."</p>
        <ul class="plain columns">{rows}</ul>
    }
}

/// People who speak for parties.
#[component]
fn Contacts() -> impl IntoView {
    let here = here();
    let desk = here.desk;
    let rows = move || {
        desk.read_in(&[Collection::Contacts, Collection::Parties], |register| {
        register.contacts.live().map(|(id, contact)| {
            let key = RecordKey::of::<Contact>(id);
            let party = contact.party.as_ref().map(|party| say::party(register, party.id()));
            let about: Vec<_> = contact.office.clone().into_iter().chain(party).collect();
            view! {
                <li><a href=here.href(Page::of(&key))>{titles::title(register, &key, &*locale())}</a>" "<small>{about.join(", ")}</small></li>
            }
        }).collect_view()
    })
    };
    view! {
        <div class="head"><h2>"Contacts"</h2><Act id="add-contact" /></div>
        <p class="why">"Internal unless said otherwise: they stay out of public copies."</p>
        <ul class="plain">{rows}</ul>
    }
}
