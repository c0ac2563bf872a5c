//! Files of a list: what comes back is what the format carries of the records that were chosen, and no
//! other's.

use std::collections::{BTreeSet, HashSet};

use super::*;

/// Every other record of each collection that a list shows.
fn half(register: &Register) -> HashSet<RecordKey> {
    let shown = [Collection::Contributions, Collection::Purchases, Collection::Meetings, Collection::Actions];
    shown.iter().flat_map(|collection| keys(register, *collection).into_iter().step_by(2)).collect()
}

fn export_of(register: &Register, format: &Format, only: &HashSet<RecordKey>) -> Option<String> {
    let (id, on) = (Id::from("theirs"), "2025-03-31".parse().unwrap());
    let only = Some(only);
    match format.write(&Export { register, id: &id, on, left_out: None, registered_as: None, only }) {
        Ok(text) => Some(text),
        Err(ExportError::Nothing { .. }) => None,
        Err(error) => panic!("{error}"),
    }
}

/// What a format has a place for, and which collections it writes.
fn is_carried(register: &Register, collections: &[Collection], key: &RecordKey) -> bool {
    let is_here = match key.collection {
        Collection::Contributions => !register.contributions.get(&key.id).unwrap().outside,
        Collection::Meetings => {
            let date = register.meetings.get(&key.id).unwrap().date.as_ref();
            date.is_some_and(|date| !date.is_open())
        }
        _ => true,
    };
    collections.contains(&key.collection) && is_here
}

/// Checks one file of half a register, and gives its text.
fn check(
    register: &Register,
    format: &Format,
    collections: &[Collection],
    fields: &[&str],
) -> Option<String> {
    let only = half(register);
    let text = export_of(register, format, &only)?;
    let foreign = taken(&text);
    let mut carried: Vec<RecordKey> = only.iter().cloned().collect();
    carried.retain(|key| is_carried(register, collections, key));
    let found = differences(register, &foreign.register, &carried, fields);
    assert!(found.is_empty(), "{format:?}\n{}\n{:?}", found.join("\n"), foreign.problems);
    for collection in collections {
        let back: BTreeSet<RecordKey> = keys(&foreign.register, *collection).into_iter().collect();
        let chosen = carried.iter().filter(|key| key.collection == *collection).cloned().collect();
        assert_eq!(back, chosen, "{format:?}");
    }
    // Of the register itself the names of areas, which are named by what was chosen.
    let own = foreign.register.json(&RecordKey::own());
    assert!(own.keys().all(|name| name == "areas"), "{format:?} {own:?}");
    again(&text);
    Some(text)
}

fn registers_of_lists() -> Vec<Register> {
    let example = public(&Register::of(file::read_own(EXAMPLE))).register;
    std::iter::once(example).chain((0..6).map(|seed| made::Maker::new(seed).register())).collect()
}

#[test]
fn half_of_iati_comes_back() {
    // What a share draws on is named by its identifier, and in words where its activity is not in the file.
    let fields: Vec<&str> = IATI.iter().copied().filter(|field| *field != "shares/of/contribution").collect();
    let mut drawn_on = 0;
    for register in registers_of_lists() {
        let collections = [Collection::Contributions, Collection::Purchases];
        let only = half(&register);
        let Some(text) = check(&register, &Format::Iati(Perspective::Register), &collections, &fields) else {
            continue;
        };
        // Ids that need no writing in another way.
        for (id, purchase) in register.purchases.live().filter(|(id, _)| is_plain(id)) {
            let key = RecordKey { collection: Collection::Purchases, id: id.clone() };
            let mark = format!("muster:record=\"purchases/{id}\"");
            assert_eq!(text.contains(&mark), only.contains(&key));
            let drawn = purchase.shares.values().flat_map(|share| share.of.values());
            let drawn = drawn.filter_map(|of| of.contribution.as_ref()).map(|of| of.id().clone());
            let here = |of: &Id| register.contributions.get(of).is_some_and(|one| !one.outside);
            for of in drawn.filter(|of| only.contains(&key) && here(of) && is_plain(of)) {
                let part = text.split(&mark).nth(1).unwrap().split("</iati-activity>").next().unwrap();
                assert!(
                    part.contains(&format!("<related-activity ref=\"muster-theirs-contributions-{of}\""))
                );
                drawn_on += 1;
            }
        }
    }
    assert!(drawn_on > 0);
}

fn is_plain(id: &Id) -> bool {
    id.as_str().bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.".contains(&byte))
}

#[test]
fn half_of_a_members_file_comes_back() {
    let example = public(&Register::of(file::read_own(EXAMPLE))).register;
    let estonia = Id::from("EE");
    let is_theirs = |key: &RecordKey| {
        let record = example.contributions.get(&key.id).unwrap();
        record.contributors.values().any(|one| one.party.as_ref().is_some_and(|party| *party.id() == estonia))
    };
    let all: Vec<_> = keys(&example, Collection::Contributions).into_iter().filter(is_theirs).collect();
    let chosen = all.iter().step_by(2).cloned().collect();
    let text = export_of(&example, &Format::Iati(Perspective::Member(estonia.clone())), &chosen).unwrap();
    let back = keys(&taken(&text).register, Collection::Contributions).into_iter().collect::<HashSet<_>>();
    assert!(chosen.len() < all.len() && back == chosen);
}

#[test]
fn half_of_ocds_comes_back() {
    for register in registers_of_lists() {
        for package in [Package::Releases, Package::Records] {
            let format = Format::Ocds(package);
            let Some(text) = check(&register, &format, &[Collection::Purchases], OCDS) else { continue };
            // The money that it names is what the whole file names of these purchases, and no more.
            let whole = taken(&export(&register, &format).unwrap()).register;
            let whole: HashSet<_> = keys(&whole, Collection::Contributions).into_iter().collect();
            let part = keys(&taken(&text).register, Collection::Contributions);
            assert!(part.iter().all(|key| whole.contains(key)));
        }
    }
}

#[test]
fn half_of_a_calendar_comes_back() {
    for register in registers_of_lists() {
        check(&register, &Format::Calendar, &[Collection::Meetings, Collection::Actions], CALENDAR);
    }
}

/// The contributions that one hangs together with.
fn related(register: &Register, key: &RecordKey) -> Vec<Id> {
    let record = register.contributions.get(&key.id).unwrap();
    record.relations.values().filter_map(|one| Some(one.to.as_ref()?.id().clone())).collect()
}

#[test]
fn half_of_a_journal_comes_back() {
    let fields: Vec<&str> = JOURNAL.iter().copied().filter(|field| *field != "relations/to").collect();
    for register in registers_of_lists() {
        let only = half(&register);
        for format in JOURNALS {
            let text = check(&register, &format, &[Collection::Contributions], &fields).unwrap();
            let back = taken(&text);
            assert_eq!(back.problems, []);
            // What is related to a chosen one is named by its id, whether or not it was chosen.
            for key in keys(&back.register, Collection::Contributions) {
                assert_eq!(related(&back.register, &key), related(&register, &key));
            }
            // Parties and meetings are those that the chosen contributions name.
            let chosen = register.contributions.live().filter(|(id, _)| {
                only.contains(&RecordKey { collection: Collection::Contributions, id: (*id).clone() })
            });
            let chosen: Vec<_> = chosen.map(|(_, record)| record).collect();
            let givers = chosen.iter().flat_map(|one| one.contributors.values());
            let givers: BTreeSet<_> =
                givers.filter_map(|one| Some(one.party.as_ref()?.id().clone())).collect();
            let met = chosen.iter().flat_map(|one| one.entries.values());
            let met: BTreeSet<_> = met.filter_map(|one| Some(one.meeting.as_ref()?.id().clone())).collect();
            for (collection, named) in [(Collection::Parties, givers), (Collection::Meetings, met)] {
                assert!(keys(&back.register, collection).iter().all(|key| named.contains(&key.id)));
            }
        }
    }
}
