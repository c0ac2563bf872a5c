//! The laws of the register: the order of arrival leaves no trace, a union loses nothing, undo undoes what it may,
//! and no amount is rounded.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

mod common;

use std::collections::BTreeMap;

use common::{
    Wild, body, bytes, cases, changes, later, now, object, patch, picture, print_decimal, records, written,
};
use muster::register::checks::{check_all, check_history, check_record, may_remove};
use muster::register::{
    Amount, Change, Collection, Day, Draft, Leaf, Node, Pen, Reader, Record, RecordKey, Register, TableOf,
    Tables, Undoable, canonical, parse_decimal,
};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

fn union(one: &Register, other: &Register) -> Register {
    let mut both = one.clone();
    both.add(other.changes().map(|change| (**change).clone()));
    both
}

/// The fold, told again as plainly as possible: all whole changes of complete steps in order, leaf by leaf.
fn model(changes: &[Change]) -> BTreeMap<(RecordKey, String), Value> {
    let blanked = |id| changes.iter().any(|other| other.id == id && other.is_blanked());
    let is_complete = |change: &Change| {
        change.header.part.is_none_or(|part| {
            (1..=part.m).all(|k| {
                changes.iter().any(|other| {
                    let same = other.header.replica == change.header.replica;
                    let place = other.header.part.map(|part| (part.first, part.k, part.m));
                    same && place == Some((part.first, k, part.m))
                })
            })
        })
    };
    let mut applied: Vec<_> =
        changes.iter().filter(|change| !blanked(change.id) && is_complete(change)).collect();
    applied.sort_by(|a, b| a.order().cmp(&b.order()));
    let mut leaves = BTreeMap::new();
    for change in applied {
        leaves.extend(written(&change.whole().unwrap()));
    }
    leaves.retain(|_, value| !value.is_null());
    leaves
}

fn today() -> Day {
    Day::from_ymd_opt(2024, 6, 1).unwrap()
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn any_order_and_grouping_folds_alike(
        (set, shuffled) in changes().prop_flat_map(|set| (Just(set.clone()), Just(set).prop_shuffle())),
        cut in any::<prop::sample::Index>(),
    ) {
        let expected = Register::of(set.clone());
        let folded = Register::of(shuffled.clone());
        prop_assert_eq!(picture(&folded), picture(&expected));
        prop_assert_eq!(bytes(&folded), bytes(&expected));
        let (one, other) = shuffled.split_at(cut.index(shuffled.len() + 1));
        let mut grouped = Register::of(one.to_vec());
        for change in other {
            grouped.add([change.clone()]);
        }
        prop_assert_eq!(picture(&grouped), picture(&expected));
        let parts = union(&Register::of(other.to_vec()), &Register::of(one.to_vec()));
        prop_assert_eq!(picture(&parts), picture(&expected));
    }

    #[test]
    fn the_fold_is_last_writer_wins(set in changes()) {
        let register = Register::of(set.clone());
        let mut folded = BTreeMap::new();
        for key in register.keys() {
            let body = json!({key.collection.word(): {key.id.as_str(): register.json(key)}});
            folded.extend(written(&object(body)));
        }
        prop_assert_eq!(folded, model(&set));
    }

    #[test]
    fn union_is_commutative_associative_idempotent(
        set in changes(),
        deal in prop::collection::vec(1_u8..8, 64),
    ) {
        let hand = |bit: u8| {
            let dealt = set.iter().zip(deal.iter().cycle()).filter(|(_, who)| **who & bit != 0);
            Register::of(dealt.map(|(change, _)| change.clone()))
        };
        let [a, b, c] = [1, 2, 4].map(hand);
        let all = picture(&Register::of(set.clone()));
        prop_assert_eq!(picture(&union(&a, &b)), picture(&union(&b, &a)));
        prop_assert_eq!(picture(&union(&union(&a, &b), &c)), all.clone());
        prop_assert_eq!(picture(&union(&a, &union(&b, &c))), all);
        prop_assert_eq!(picture(&union(&a, &a)), picture(&a));
    }

    #[test]
    fn a_change_reads_back_byte_for_byte(set in changes()) {
        for change in set {
            let bytes = canonical(&change.to_json());
            let read = Change::from_json(&serde_json::from_str(&bytes).unwrap());
            prop_assert_eq!(read.as_ref(), Ok(&change));
            prop_assert_eq!(canonical(&read.unwrap().to_json()), bytes);
        }
    }

    #[test]
    fn undo_gives_back_what_was_and_redo_what_was_undone(set in changes(), edit in body(Wild::Wild)) {
        let before = Register::of(set);
        let mut register = before.clone();
        let change = later(&before, "me", edit, None);
        register.add([change.clone()]);
        let edited = records(&register);
        let mut last = change.id;
        for (turn, expected) in [records(&before), edited.clone(), records(&before), edited].iter().enumerate() {
            let inverse = register.inverse(&last).unwrap();
            prop_assert!(inverse.kept.is_empty());
            let undo = later(&register, &format!("me{turn}"), inverse.draft.into_body(), Some(last));
            last = undo.id;
            register.add([undo]);
            prop_assert_eq!(&records(&register), expected);
        }
    }

    #[test]
    fn undo_leaves_later_writes_alone(
        set in changes(),
        (mine, theirs) in prop::sample::select(Collection::ALL).prop_flat_map(|collection| {
            let body = move || patch(collection.shape(), Wild::Wild)
                .prop_map(move |patch| object(json!({collection.word(): {"a": patch}})));
            (body(), body())
        }),
    ) {
        let before = Register::of(set);
        let mut register = before.clone();
        let change = later(&register, "me", mine.clone(), None);
        register.add([change.clone()]);
        register.add([later(&register, "they", theirs.clone(), None)]);
        let mut expected = before.clone();
        expected.add([later(&before, "they", theirs.clone(), None)]);
        let inverse = register.inverse(&change.id).unwrap();
        let (mine, theirs) = (written(&mine), written(&theirs));
        let both: Vec<_> = mine.keys().filter(|leaf| theirs.contains_key(leaf)).cloned().collect();
        prop_assert_eq!(&inverse.kept, &both);
        let undo = later(&register, "me too", inverse.draft.into_body(), Some(change.id));
        register.add([undo]);
        prop_assert_eq!(records(&register), records(&expected));
    }

    /// Against two stacks, as any editor keeps them.
    #[test]
    fn undo_and_redo_are_two_stacks(deeds in prop::collection::vec((0_u8..6, prop::collection::vec(body(Wild::Wild), 1..3)), 1..14)) {
        let mut pen = Pen::new("me");
        let mut register = Register::default();
        let (mut done, mut undone): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
        for (deed, bodies) in deeds {
            let shown = records(&register);
            let Undoable { undo, redo } = register.undoable(|_| true);
            prop_assert_eq!((undo.is_some(), redo.is_some()), (!done.is_empty(), !undone.is_empty()));
            let (target, from, to) = match deed {
                0 | 1 => (undo, &mut done, &mut undone),
                2 | 3 => (redo, &mut undone, &mut done),
                _ => {
                    register.add(pen.write_step(bodies, None, &now(1)));
                    done.push(shown);
                    undone.clear();
                    continue;
                }
            };
            let Some(target) = target else { continue };
            let inverse = register.inverse(&target).unwrap();
            prop_assert!(inverse.kept.is_empty());
            register.add([pen.undo(inverse.draft.into_body(), target, &now(1))]);
            prop_assert_eq!(Some(records(&register)), from.pop());
            to.push(shown);
        }
    }

    #[test]
    fn checks_say_the_same_record_by_record(set in changes()) {
        let register = Register::of(set);
        let all = check_all(&register, today());
        let mut single = check_history(&register, today());
        for key in register.keys() {
            single.extend(check_record(&register, key, today()));
            let _ = may_remove(&register, key);
        }
        prop_assert_eq!(all.len(), single.len());
        for finding in all {
            prop_assert!(single.contains(&finding));
            prop_assert!(!finding.sentence.is_empty() && !finding.remedy.is_empty());
        }
    }
}

fn reads_back<T: Record + Clone + PartialEq + std::fmt::Debug>(patch: &Map<String, Value>)
where
    Tables: TableOf<T>,
{
    let mut problems = Vec::new();
    let record = T::read(&mut Reader::new(patch, &mut problems));
    assert_eq!(problems, []);
    let mut draft = Draft::new();
    let key = draft.record(&"x".into(), &record);
    let register = Register::of([Pen::new("r").write(draft.into_body(), &now(1))]);
    let tables: &Tables = &register;
    let table: &muster::register::Table<T> = tables.table();
    let mut kept = table.live().chain(table.gone());
    let (id, read) = kept.next().unwrap();
    assert_eq!((id, &**read), (&key.id, &record));
    assert_eq!(Value::Object(record.write()), Value::Object(register.json(&key)));
    assert_eq!(register.problems().count(), 0);
}

macro_rules! typed_records {
    ($($test:ident: $type:ident;)*) => {
        proptest! {
            #![proptest_config(cases(32))]
            $(#[test]
            fn $test(patch in patch(muster::register::$type::shape(), Wild::Tame)) {
                reads_back::<muster::register::$type>(&patch);
            })*
        }

        #[test]
        fn every_type_is_among_them() {
            assert_eq!(Collection::ALL.len(), [$(stringify!($type)),*].len());
        }
    };
}

typed_records! {
    coalitions_read_back: Coalition;
    parties_read_back: Party;
    memberships_read_back: Membership;
    agreements_read_back: Agreement;
    contacts_read_back: Contact;
    contributions_read_back: Contribution;
    meetings_read_back: Meeting;
    actions_read_back: Action;
    purchases_read_back: Purchase;
    outreach_reads_back: Outreach;
    reported_figures_read_back: ReportedFigure;
    groups_read_back: Group;
    rates_read_back: Rate;
    sources_read_back: Source;
    releases_read_back: Release;
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn no_amount_is_rounded(digits in "[1-9][0-9]{0,30}", scale in 0_usize..=31, is_negative: bool) {
        let scale = scale.min(digits.len());
        let sign = if is_negative { -1 } else { 1 };
        let text = print_decimal(sign * digits.parse::<i128>().unwrap(), scale);
        let figures = text.trim_start_matches(['-', '0', '.']).replace('.', "").len();
        let amount = json!({"value": text, "currency": "EUR"});
        match Amount::read(&amount) {
            Ok(read) => prop_assert_eq!(read.write(), amount),
            Err(reason) => {
                prop_assert!(figures > 28 || digits.len() > 28, "{}: {}", text, reason);
                prop_assert!(reason.contains(&text));
            }
        }
    }
}

proptest! {
    #![proptest_config(cases(4))]

    #[test]
    fn a_thousand_entries_in_any_order_are_one_sum(
        cents in prop::collection::vec(-1_000_000_000_i64..1_000_000_000, 1000),
        seed in prop::collection::vec(any::<u32>(), 1000),
    ) {
        let mut pen = Pen::new("r");
        let mut entries: Vec<_> = cents.iter().enumerate().map(|(n, cents)| {
            let value = print_decimal(i128::from(*cents), 2);
            let entry = json!({"kind": "pledge", "amount": {"value": value, "currency": "EUR"}});
            pen.write(object(json!({"contributions": {"c": {"entries": {format!("e{n}"): entry}}}})), &now(1))
        }).zip(seed).collect();
        entries.sort_by_key(|(_, seed)| *seed);
        let register = Register::of(entries.into_iter().map(|(change, _)| change));
        let contribution = register.contributions.get(&"c".into()).unwrap();
        let amounts = contribution.entries.values().filter_map(|entry| entry.amount);
        let sum = amounts.map(|amount| amount.value).try_fold(Decimal::ZERO, Decimal::checked_add);
        let expected = print_decimal(cents.iter().copied().map(i128::from).sum(), 2);
        prop_assert_eq!(sum, parse_decimal(&expected).ok());
    }
}
