//! A member's part: what goes out, and what comes back.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

mod common;

use common::{cases, changes, now};
use muster::exchange::meet::{Choice, Meet, Origin, Take};
use muster::exchange::{AskError, Asked, Request, Returned, ask, read, read_own, returned, write};
use muster::register::{Change, Collection, Day, Draft, Few, Id, Pen, RecordKey, Register};
use proptest::prelude::*;
use serde_json::{Value, json};

const EXAMPLE: &str = include_str!("../src/app/example/it-coalition.muster.json");

fn example() -> Register {
    Register::of(read_own(EXAMPLE))
}

fn day() -> Day {
    "2024-08-01".parse().unwrap()
}

fn asked(register: &Register, party: &str) -> Request {
    ask(register, &"it".into(), &party.into(), day(), false).unwrap()
}

/// The file of a request as it comes back, with what the member wrote.
fn back(request: &Request, draft: Draft) -> Returned {
    let file = read(request.file().as_bytes(), 0).unwrap();
    let mut theirs = Register::of(file.changes.iter().chain(&file.ahead).cloned());
    if !draft.is_empty() {
        theirs.add([edit(&theirs, draft)]);
    }
    let text = write(&file.register, &theirs);
    returned(&read(text.as_bytes(), u64::MAX / 2).unwrap()).unwrap()
}

fn edit(register: &Register, draft: Draft) -> Change {
    let mut pen = Pen::new("member");
    pen.author = Some("Desk officer".to_owned());
    pen.clock.observe(register.latest());
    pen.write(draft.into_body(), &now(0))
}

/// What is offered of a return: `contributions/c entries/e/amount Differs`.
fn offered(ours: &Register, back: &Returned) -> Vec<String> {
    let meet = Meet::of(ours, &back.theirs, Origin::Return(&back.sent), &Few::new());
    let leaves = meet.matches().iter().flat_map(|one| one.leaves.iter().map(move |leaf| (one, leaf)));
    let print = leaves.map(|(one, leaf)| {
        let since = if leaf.since { " since" } else { "" };
        format!("{} {} {:?}{since}", one.ours.id, leaf.path, leaf.kind)
    });
    print.collect()
}

fn gift(id: &str) -> RecordKey {
    RecordKey::new(Collection::Contributions, id)
}

#[test]
fn only_the_part_of_one_party_goes() {
    let request = asked(&example(), "EE");
    let part = request.copy.register();
    assert_eq!(request.asked.to_string(), "it.ask.EE.2024-08-01");
    let count = |collection| part.count(collection);
    assert_eq!(count(Collection::Contributions), 4, "two of its own, one with others, one without a figure");
    assert!(part.contributions.live().all(|(_, one)| {
        one.contributors.values().any(|giver| giver.party.as_ref().unwrap().id().as_str() == "EE")
    }));
    assert!(part.memberships.live().all(|(_, one)| one.party.as_ref().unwrap().id().as_str() == "EE"));
    for collection in [
        Collection::Meetings,
        Collection::Outreach,
        Collection::Reported,
        Collection::Contacts,
        Collection::Rates,
        Collection::Purchases,
    ] {
        assert_eq!(count(collection), 0, "{collection:?}");
    }
    // Ids are those of the register, and nothing leads to what does not go.
    let example = example();
    assert!(part.keys().all(|key| example.is_live(key.collection, &key.id)));
    assert_eq!(part.coalition.live().count(), 1);
    let own = part.json(&RecordKey::own());
    assert!(own.keys().all(|name| ["areas", "currency", "name"].contains(&name.as_str())), "{own:?}");
}

#[test]
fn what_is_internal_goes_when_it_is_its_own_and_asked_for() {
    let body = json!({
        "parties": {"EE": {"kind": "state"}, "LU": {"kind": "state"}},
        "contacts": {"k": {"name": "Mari", "party": "EE"}, "l": {"name": "Luc", "party": "LU"}},
        "contributions": {
            "own": {"contributors": {"g": {"party": "EE"}}, "purpose": "Radios",
                "entries": {"e": {"act": "said", "internal": true}, "f": {"act": "announced"}}},
            "joint": {"contributors": {"g": {"party": "EE"}, "h": {"party": "LU"}}, "purpose": "Servers",
                "entries": {"e": {"act": "said", "internal": true}, "f": {"act": "announced"}}},
            "other": {"contributors": {"g": {"party": "LU"}}, "purpose": "Trucks"},
        },
    });
    let register = Register::of([Pen::new("r").write(body.as_object().unwrap().clone(), &now(1))]);
    let check = |with_internal: bool, expected: &[&str]| {
        let part = ask(&register, &"it".into(), &"EE".into(), day(), with_internal).unwrap().copy.register();
        let mut lines: Vec<String> = part.contacts.live().map(|(id, _)| format!("contact {id}")).collect();
        for (id, one) in part.contributions.live() {
            lines.extend(one.entries.live().map(|(entry, _)| format!("{id} {entry}")));
        }
        assert_eq!(lines, expected);
    };
    check(false, &["joint f", "own f"]);
    check(true, &["contact k", "joint f", "own e", "own f"]);
}

#[test]
fn refusals() {
    let body = json!({"parties": {"EE": {"internal": true}, "a b": {"name": "x"}}});
    let register = Register::of([Pen::new("r").write(body.as_object().unwrap().clone(), &now(1))]);
    let check = |party: &str, expected: AskError| {
        assert_eq!(ask(&register, &"it".into(), &party.into(), day(), false), Err(expected));
    };
    check("LU", AskError::NoParty("LU".into()));
    check("EE", AskError::Internal("EE".into()));
    check("a b", AskError::NoId("it.ask.a b.2024-08-01".to_owned()));
}

#[test]
fn ids_say_what_they_are() {
    let check = |id: &str, expected: Option<[&str; 2]>| {
        let found = Asked::read(&Id::from(id));
        assert_eq!(
            found.as_ref().map(|asked| [asked.register.as_str(), asked.party.as_str()]),
            expected,
            "{id}"
        );
        if let Some(found) = found {
            assert_eq!(found.to_string(), id);
        }
    };
    check("k3v9.ask.EE.2024-08-01", Some(["k3v9", "EE"]));
    check("k3v9.ask.r1.12.2024-08-01", Some(["k3v9", "r1.12"]));
    for other in
        ["k3v9", "k3v9.ask.EE", ".ask.EE.2024-08-01", "k3v9.ask..2024-08-01", "k3v9.ask.EE.2024-13-01"]
    {
        check(other, None);
    }
}

#[test]
fn a_changed_amount_is_exactly_that_leaf() {
    let example = example();
    let mut draft = Draft::new();
    let amount = json!({"currency": "EUR", "value": "600000"});
    draft.set(&gift("example.2"), "entries/example.389/amount", Some(amount.clone())).unwrap();
    let back = back(&asked(&example, "EE"), draft);
    let meet = Meet::of(&example, &back.theirs, Origin::Return(&back.sent), &Few::new());
    let one = meet.differing().next().unwrap();
    let leaf = &one.leaves[0];
    assert_eq!(offered(&example, &back), ["example.2 entries/example.389/amount Differs"]);
    let (ours, theirs) = (leaf.ours.as_ref().unwrap(), leaf.theirs.as_ref().unwrap());
    assert_eq!([&ours.value["value"], &theirs.value], [&json!("500000"), &amount]);
    assert_eq!(theirs.change.as_ref().unwrap().header.author.as_deref(), Some("Desk officer"));
    assert_eq!(ours.sources.len(), 3);
    let accepted = meet.accept(&Choice::all(Take::Theirs));
    let after = meet.after(&accepted, &now(1));
    assert_eq!(after.leaf(&gift("example.2"), "entries/example.389/amount").unwrap().0, amount);
    assert_eq!(accepted.bodies.len(), 1);
    assert_eq!(accepted.bodies[0].1, theirs.change.as_ref().map(|change| change.id));
    assert_eq!(offered(&after, &back), Vec::<String>::new());
}

#[test]
fn what_came_since_stays_and_is_told() {
    let example = example();
    let request = asked(&example, "EE");
    let write = |register: &Register, path: &str, value: Value| {
        let mut draft = Draft::new();
        draft.set(&gift("example.2"), path, Some(value)).unwrap();
        edit(register, draft)
    };
    let mut here = example.clone();
    here.add([write(&example, "purpose", "Changed here".into())]);
    assert_eq!(offered(&here, &back(&request, Draft::new())), Vec::<String>::new());
    let mut draft = Draft::new();
    draft.set(&gift("example.2"), "purpose", Some("Changed there".into())).unwrap();
    assert_eq!(offered(&here, &back(&request, draft)), ["example.2 purpose Differs since"]);
}

#[test]
fn what_was_removed_or_cleared_is_offered_as_that() {
    let example = example();
    let mut draft = Draft::new();
    draft.remove(&gift("example.2"), "entries/example.394");
    draft.remove(&gift("example.9"), "");
    draft.set(&gift("example.2"), "purpose", None).unwrap();
    let new = json!({"kind": "paid", "date": "2024-07-01", "amount": {"currency": "EUR", "value": "1"}});
    draft.patch_with(&gift("example.2"), json!({"entries": {"member.1": new}}).as_object().unwrap().clone());
    let back = back(&asked(&example, "EE"), draft);
    let mut said = offered(&example, &back);
    said.sort();
    assert_eq!(
        said,
        [
            "example.2 entries/example.394/gone Removed",
            "example.2 entries/member.1/amount Added",
            "example.2 entries/member.1/date Added",
            "example.2 entries/member.1/kind Added",
            "example.2 purpose Removed",
            "example.9 gone Removed",
        ]
    );
    let meet = Meet::of(&example, &back.theirs, Origin::Return(&back.sent), &Few::new());
    // Nothing is removed by additions.
    let added = meet.after(&meet.accept(&Choice::all(Take::Additions)), &now(1));
    assert!(added.contributions.get(&"example.9".into()).is_some());
    let all = meet.after(&meet.accept(&Choice::all(Take::Theirs)), &now(1));
    assert!(all.contributions.get(&"example.9".into()).is_none());
    assert_eq!(offered(&all, &back), Vec::<String>::new());
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn an_unchanged_return_differs_in_nothing(set in changes(), with_internal in any::<bool>()) {
        let register = Register::of(set);
        for party in register.ids(Collection::Parties) {
            let Ok(request) = ask(&register, &"it".into(), &party, day(), with_internal) else { continue };
            prop_assert_eq!(offered(&register, &back(&request, Draft::new())), Vec::<String>::new());
            let part = request.copy.register();
            prop_assert!(part.keys().all(|key| register.is_live(key.collection, &key.id)));
        }
    }

    /// Whatever was written meanwhile on both sides: what is taken is not offered again, and where nothing was written there,
    /// nothing is offered.
    #[test]
    fn a_return_is_taken_once(set in changes(), theirs in changes(), since in changes()) {
        let register = Register::of(set);
        for party in register.ids(Collection::Parties) {
            let Ok(request) = ask(&register, &"it".into(), &party, day(), true) else { continue };
            let mut ours = register.clone();
            ours.add(since.iter().filter_map(Change::whole).map(|body| common::later(&register, "here", body, None)));
            let mut returned = back(&request, Draft::new());
            prop_assert_eq!(offered(&ours, &returned), Vec::<String>::new());
            let sent = returned.theirs.clone();
            returned.theirs.add(theirs.iter().filter_map(Change::whole).map(|body| common::later(&sent, "member", body, None)));
            let meet = Meet::of(&ours, &returned.theirs, Origin::Return(&returned.sent), &Few::new());
            let after = meet.after(&meet.accept(&Choice::all(Take::Theirs)), &now(1_000_000));
            prop_assert_eq!(offered(&after, &returned), Vec::<String>::new());
        }
    }
}
