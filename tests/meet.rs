//! The preview by record, over registers of any kind: the same whatever the order of changes, nothing left when all is
//! taken, and in part and then the rest as all at once.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

mod common;

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use common::{cases, changes, now, records};
use muster::exchange::meet::{Accepted, Choice, Kind, Meet, Origin, Pace, Take};
use muster::exchange::{CopyScope, FreshCopy};
use muster::register::{Change, Few, Register};
use proptest::prelude::*;

fn meet<'a>(ours: &'a Register, theirs: &'a Register) -> Meet<'a> {
    Meet::of(ours, theirs, Origin::Other, &Few::new())
}

fn took(ours: &Register, theirs: &Register, choice: &Choice) -> (Register, Accepted) {
    let meet = meet(ours, theirs);
    let accepted = meet.accept(choice);
    (meet.after(&accepted, &now(1_000_000)), accepted)
}

/// Every leaf that is offered, by record.
fn offered(meet: &Meet<'_>) -> Vec<String> {
    let all = meet.matches().iter();
    all.flat_map(|one| {
        one.leaves.iter().map(move |leaf| format!("{:?} {} {:?}", one.theirs, leaf.path, leaf.kind))
    })
    .collect()
}

/// Lets others have a turn each time, and notes how far it was.
#[derive(Default)]
struct Turns(Vec<(usize, usize)>);

impl Pace for Turns {
    async fn turn(&mut self, done: usize, all: usize) {
        self.0.push((done, all));
        let mut is_first = true;
        poll_fn(move |_| if std::mem::take(&mut is_first) { Poll::Pending } else { Poll::Ready(()) }).await;
    }
}

/// Works until it is done.
fn done<T>(work: impl Future<Output = T>) -> T {
    let (mut work, mut context) = (pin!(work), Context::from_waker(Waker::noop()));
    loop {
        if let Poll::Ready(done) = work.as_mut().poll(&mut context) {
            return done;
        }
    }
}

fn two() -> impl Strategy<Value = (Vec<Change>, Vec<Change>)> {
    (changes(), changes())
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn the_same_whatever_the_order((ours, theirs) in two()) {
        let (one, other) = (Register::of(ours.clone()), Register::of(theirs.clone()));
        let (turned, returned) = (Register::of(ours.into_iter().rev()), Register::of(theirs.into_iter().rev()));
        let print = |meet: &Meet<'_>| format!("{:?}", meet.matches());
        prop_assert_eq!(print(&meet(&one, &other)), print(&meet(&turned, &returned)));
        for rule in [Take::Nothing, Take::Additions, Take::Theirs] {
            let choice = Choice::all(rule);
            prop_assert_eq!(meet(&one, &other).accept(&choice), meet(&turned, &returned).accept(&choice));
        }
    }

    #[test]
    fn nothing_is_left_when_all_is_taken((ours, theirs) in two(), keeps_ids in any::<bool>()) {
        let (ours, theirs) = (Register::of(ours), Register::of(theirs));
        let origin = if keeps_ids { Origin::Same } else { Origin::Other };
        let meet = Meet::of(&ours, &theirs, origin, &Few::new());
        let after = meet.after(&meet.accept(&Choice::all(Take::Theirs)), &now(1_000_000));
        let again = Meet::of(&after, &theirs, origin, &Few::new());
        prop_assert_eq!(offered(&again), Vec::<String>::new());
        prop_assert!(again.accept(&Choice::all(Take::Theirs)).is_empty());
    }

    #[test]
    fn additions_change_nothing_that_is_here((ours, theirs) in two()) {
        let (ours, theirs) = (Register::of(ours), Register::of(theirs));
        let (after, accepted) = took(&ours, &theirs, &Choice::all(Take::Additions));
        for key in ours.keys() {
            for (path, value) in ours.leaves(key, |_| true).iter().filter(|(_, value)| !value.is_null()) {
                prop_assert_eq!(after.leaf(key, path).map(|(value, _)| value), Some(value.clone()));
            }
        }
        prop_assert_eq!(took(&ours, &theirs, &Choice::default()).1, Accepted::default());
        // Each body names a change of theirs.
        prop_assert!(accepted.bodies.iter().all(|(_, from)| from.is_some_and(|from| theirs.change(&from).is_some())));
    }

    #[test]
    fn in_part_and_then_the_rest((ours, theirs) in two(), picks in prop::collection::vec(any::<bool>(), 30)) {
        let (ours, theirs) = (Register::of(ours), Register::of(theirs));
        let whole = took(&ours, &theirs, &Choice::all(Take::Theirs)).0;
        let compared = meet(&ours, &theirs);
        let all = compared.matches().iter().flat_map(|one| one.leaves.iter().map(move |leaf| (one.theirs.clone(), leaf.path.clone())));
        let leaves = all.zip(picks.iter().cycle().copied()).collect();
        let part = took(&ours, &theirs, &Choice { leaves, ..Choice::default() }).0;
        let rest = took(&part, &theirs, &Choice::all(Take::Theirs)).0;
        prop_assert_eq!(records(&rest), records(&whole));
    }

    #[test]
    fn with_turns_for_others_it_is_the_same((ours, theirs) in two()) {
        let (ours, theirs) = (Register::of(ours), Register::of(theirs));
        let mut turns = Turns::default();
        let settled = Few::new();
        let paced = done(Meet::paced(ours.clone(), &theirs, Origin::Other, &settled, &mut turns));
        prop_assert_eq!(offered(&paced), offered(&meet(&ours, &theirs)));
        prop_assert!(turns.0.is_sorted() && turns.0.iter().all(|(done, all)| done <= all));
        prop_assert!(offered(&paced).is_empty() || !turns.0.is_empty());
        let choice = Choice::all(Take::Theirs);
        let accepted = done(paced.accept_paced(&choice, &mut turns));
        prop_assert_eq!(&accepted, &paced.accept(&choice));
        let after = done(paced.after_paced(&accepted, &now(1_000_000), &mut turns));
        prop_assert_eq!(records(&after), records(&took(&ours, &theirs, &choice).0));
    }

    #[test]
    fn a_register_differs_in_nothing_from_itself(set in changes()) {
        let register = Register::of(set);
        let other = Register::of(register.changes().cloned());
        let same = Meet::of(&register, &other, Origin::Same, &Few::new());
        prop_assert_eq!(offered(&same), Vec::<String>::new());
        let back = Meet::of(&register, &other, Origin::Return(&register), &Few::new());
        prop_assert_eq!(offered(&back), Vec::<String>::new());
    }

    #[test]
    fn placeholders_of_a_copy_never_come_over((ours, theirs) in two()) {
        let copy = FreshCopy::of(&Register::of(theirs), &CopyScope::default(), "2024-08-01".parse().unwrap()).register();
        let accepted = took(&Register::of(ours), &copy, &Choice::all(Take::Theirs)).1;
        for ((key, path), value) in accepted.bodies.iter().flat_map(|(body, _)| common::written(body)) {
            let is_missing = |id: &str| id.split_once('-').is_some_and(|(letter, number)| letter.len() == 1 && number.parse::<u32>().is_ok());
            let is_one = is_missing(key.id.as_str()) || path.split('/').any(is_missing) || value.as_str().is_some_and(is_missing);
            prop_assert!(!is_one, "{:?} {} {}", key, path, value);
        }
    }

    #[test]
    fn what_differs_says_both_sides((ours, theirs) in two()) {
        let (ours, theirs) = (Register::of(ours), Register::of(theirs));
        for leaf in meet(&ours, &theirs).matches().iter().flat_map(|one| &one.leaves) {
            prop_assert!(leaf.theirs.as_ref().is_some_and(|said| said.value.is_null() || said.change.is_some()), "{:?}", leaf);
            prop_assert_eq!(leaf.ours.is_some(), leaf.kind != Kind::Added, "{:?}", leaf);
        }
    }
}
