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
use crate::app::parts::told::told;
use crate::app::parts::{say, titles};
use crate::app::route::Page;
use crate::app::shell::Act;
use crate::exchange::block::Place;
use crate::figures::{Members as Belonging, roles, signatories};
use crate::register::{
    Act as Deed, ActKind, Agreement, Arrange, Collection, Contact, Date, Day, Few, Id, Membership, Party,
    RecordKey, Register, Role,
};
use crate::said;
use crate::words::labels;
use crate::words::text::Arg;
use crate::words::text::areas::{cells, member as text, shell};

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
    /// Its membership, or why that is not one.
    own: Result<RecordKey, &'static str>,
    /// Whether its role and its date are those of the membership, and not made of more.
    says_role: bool,
    says_from: bool,
}

impl Row {
    /// A field of its membership, where that is one and the cell shows it.
    fn of(&self, name: &str, is_shown: bool) -> Place {
        match &self.own {
            Ok(key) if is_shown => Place::of(key, name),
            Ok(_) => Place::Fixed(cells::WORKED_OUT.said()),
            Err(why) => Place::Fixed(why),
        }
    }
}

/// A membership with its id.
type Held = (Id, Arc<Membership>);

/// The membership of a party that has one; else why there is none to edit.
fn only(records: &[Held]) -> Result<RecordKey, &'static str> {
    match records {
        [(id, _)] => Ok(RecordKey::of::<Membership>(id)),
        [] => Err(cells::NO_ROLE.said()),
        _ => Err(cells::SEVERAL_ROLES.said()),
    }
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
        <h1 tabindex="-1">{shell::MEMBERS.said()}</h1>
        <Point />
        <documents::Offers kinds=&[documents::Kind::Sheet] />
        <ListTable grid=grid label=shell::MEMBERS.said() sort="role" tools=ViewFn::from(|| view! { <Act id="add-member" main=true /> })
            empty=ViewFn::from(|| view! {
                <h2>{text::NO_MEMBERS.said()}</h2>
                <p>{text::NO_MEMBERS_MEANS.said()}</p>
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
    let point = move || {
        let members = here.members();
        let names = |ids: &[Id]| desk.look(|register| say::and(&say::parties(register, ids)));
        let led = match members.leads.as_slice() {
            [] => String::new(),
            leads => said!(text::LED_BY, names = names(leads)),
        };
        let beneficiary = match members.beneficiaries.as_slice() {
            [] => String::new(),
            some if some.iter().any(|id| members.counted.contains(id)) => {
                said!(text::BENEFICIARY_COUNTED, names = names(some))
            }
            some => said!(text::BENEFICIARY_NOT_COUNTED, names = names(some)),
        };
        let observers = match members.observers.len() {
            0 => String::new(),
            n => said!(text::OBSERVERS, n),
        };
        let disputed = match members.disputed.len() {
            0 => String::new(),
            n => format!(" {}", said!(text::NOT_IN_NUMBER, names = names(&members.disputed), n)),
        };
        let day = say::day(here.on());
        let put = [
            ("n", Arg::Number(members.counted.len())),
            ("day", Arg::Words(&day)),
            ("led", Arg::Words(&led)),
            ("beneficiary", Arg::Words(&beneficiary)),
            ("observers", Arg::Words(&observers)),
        ];
        let number = view! { <MembersView word=true /> };
        view! { {told(text::POINT, &put, [("members", number.into_any())])}{disputed} }
    };
    view! { <p class="point">{point}</p> }
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
        let mut by: Few<Id, Vec<Held>> = Few::new();
        for (id, record) in register.memberships.live() {
            if let Some(party) = &record.party {
                by.or_default(party.id().clone()).push((id.clone(), Arc::clone(record)));
            }
        }
        for id in &members.beneficiaries {
            by.or_default(id.clone());
        }
        let address = |id: &Id| here.href(Page::Member(id.to_string()));
        by.into_iter().map(|(id, records)| row(register, &members, on, &records, address(&id), id)).collect()
    }));
    let columns = vec![
        Column::text("who", text::PARTY.said(), |row: &Row| row.name.clone())
            .edits(|row| row.of("party", true))
            .begins("party"),
        Column::text("role", text::ROLE.said(), |row: &Row| row.role.clone())
            .view(|row| {
                let disputed = row
                    .disputed
                    .then(|| view! { " "<span class="chip w">{text::DISPUTED_CHIP.said()}</span> });
                let soft = row.rank > 6;
                view! { <span class:q=soft>{row.role.clone()}</span>{disputed} }.into_any()
            })
            .sorted(|row| SortBy::Text(format!("{} {}", row.rank, row.name)))
            .edits(|row| row.of("role", row.says_role))
            .begins("role"),
        Column::date(
            "since",
            text::SINCE_HEAD.said(),
            |row: &Row| row.since.as_ref().map(Date::last),
            |row| row.since.as_ref().map(say::date).unwrap_or_default(),
        )
        .edits(|row| row.of("from", row.says_from))
        .begins("from"),
        Column::text("acts", text::ACTS.said(), |row: &Row| row.acts.clone())
            .edits(|_| Place::Fixed(cells::MADE_OF.said())),
        Column::number(
            "given",
            shell::CONTRIBUTIONS.said(),
            |row: &Row| Some(Decimal::from(row.given)),
            |row| {
                if row.given == 0 { String::new() } else { row.given.to_string() }
            },
        ),
        Column::number(
            "sources",
            shell::SOURCES.said(),
            |row: &Row| Some(Decimal::from(row.sources)),
            |row| row.sources.to_string(),
        )
        .view(|row| view! { <SourceCount count=row.sources /> }.into_any())
        .less(),
    ];
    Grid::new(Arc::clone(&rows), |row| row.id.to_string(), columns)
        .opens(&rows, |row| row.opens.clone())
        .makes(Collection::Memberships)
        .out(&rows, |row| row.rank > 6)
        .facet(
            &rows,
            Facet::new("role", text::ALL_ROLES.said(), |row: &Row| {
                vec![(row.role.clone(), row.role.clone())]
            }),
        )
}

fn row(register: &Register, members: &Belonging, on: Day, held: &[Held], opens: String, id: Id) -> Row {
    let own = only(held);
    let records: Vec<&Membership> = held.iter().map(|(_, record)| &**record).collect();
    let (rank, role) = role_on(register, members, &id, &records, on);
    let acts = || records.iter().flat_map(|record| record.acts.values());
    let disputed = members.disputed.contains(&id);
    // What the sources disagree on is settled on its page, where they stand.
    let says_role = match records.first().and_then(|record| record.role) {
        Some(own) => in_words(&[own]) == role,
        None => rank > 6,
    };
    let since = records.iter().filter_map(|record| record.from.clone()).min();
    let says_from = since.is_some() || acts().all(|act| act.date.is_none());
    let mut dated: Vec<&Deed> = acts().collect();
    dated.arrange_by_key(|act| act.date.clone());
    let cited = records.iter().map(|record| &record.sources).chain(acts().map(|act| &act.sources));
    Row {
        name: say::party(register, &id),
        rank,
        role,
        disputed,
        own,
        says_role,
        says_from,
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
    let words: Vec<_> = held.iter().map(|role| labels::inside(labels::choice_label(role.word()))).collect();
    say::capital(&say::and(&words))
}

/// The role on a day in words, with its place in the order of roles; past and coming ones stand last.
fn role_on(
    register: &Register,
    members: &Belonging,
    id: &Id,
    records: &[&Membership],
    on: Day,
) -> (usize, String) {
    let held = held(register, members, id, on);
    if let Some(first) = held.first() {
        return (Role::ALL.iter().position(|role| role == first).unwrap_or_default(), in_words(&held));
    }
    if members.disputed.contains(id) {
        return (6, said!(text::NOT_SETTLED));
    }
    let left = |record: &&Membership| record.until.as_ref().is_some_and(|until| until.last() < on);
    let left = !records.is_empty() && records.iter().all(left);
    if left { (8, said!(text::NO_LONGER)) } else { (7, said!(text::NOT_YET)) }
}

/// An act with its date: Declaration of intent 13 Feb 2024.
pub fn act_text(act: &Deed) -> String {
    let kind = act.kind.map_or_else(|| text::ACT.said(), |kind: ActKind| labels::choice_label(kind.word()));
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
                let about = agreement.opened.as_ref().map(|opened| said!(text::OPENED, date = say::date(opened)));
                let count = said!(text::SIGNATORIES, n = signed.len());
                let names = if signed.is_empty() { String::new() } else { format!(": {}", say::and(&signed)) };
                view! {
                    <li><a href=here.href(Page::of(&key))>{title}</a>" "<small>{about}</small><br />{count}{names}</li>
                }
            }).collect_view()
        })
    };
    view! {
        <div class="head"><h2>{text::AGREEMENTS.said()}</h2><Act id="add-agreement" /></div>
        <p class="why">{text::AGREEMENTS_MEAN.said()}</p>
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
        <div class="head"><h2>{text::OTHER_PARTIES.said()}</h2><Act id="add-party" /></div>
        <p class="why">{text::OTHER_PARTIES_MEAN.said()}</p>
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
        <div class="head"><h2>{text::CONTACTS.said()}</h2><Act id="add-contact" /></div>
        <p class="why">{text::CONTACTS_MEAN.said()}</p>
        <ul class="plain">{rows}</ul>
    }
}
