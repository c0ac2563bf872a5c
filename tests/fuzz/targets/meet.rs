//! Another register beside ours: compared by record, taken over in whole and in part, and united; a member's part.

mod made;
pub mod union;

use std::sync::LazyLock;

use muster::exchange::meet::{Accepted, Choice, Found, Meet, Origin, Settled, Sure, Take, Why};
use muster::exchange::{Asked, CopyScope, FreshCopy, ask, read, returned};
use muster::figures::{Count, Ledger, Query, TypedRates};
use muster::register::{Currency, Day, Few, Measure, Now, RecordKey, Register};
use serde_json::{Map, Value};

use super::GOLDEN;
use made::{Made, by_lines, by_steps};

/// A moment some days after the last change of the golden file.
const NOW: u64 = 1_707_000_000_000;

const MEASURES: [Measure; 5] =
    [Measure::Pledged, Measure::Raised, Measure::Delivered, Measure::Allocated, Measure::ToBeAllocated];

static HERE: LazyLock<Register> =
    LazyLock::new(|| Register::of(read(GOLDEN.as_bytes(), NOW).unwrap().changes.into_iter().step_by(2)));

/// The first byte says what the rest is: a program that writes two registers, the lines of such, a file or the id of a
/// request. The second says how the two hang together, the third and fourth what is taken of it.
pub fn run(data: &[u8]) -> bool {
    let [door, how, pick, picks, rest @ ..] = data else { return false };
    let how = How { how: *how, picks: u16::from_le_bytes([*pick, *picks]) };
    match door {
        b's' => is_held(&by_steps(rest), how),
        b'l' => is_held(&by_lines(&String::from_utf8_lossy(rest)), how),
        b'f' => file(rest, how),
        b'i' => is_read_again(&String::from_utf8_lossy(rest)),
        _ => false,
    }
}

#[derive(Clone, Copy)]
struct How {
    how: u8,
    picks: u16,
}

impl How {
    fn origin(self, base: &Register) -> Origin<'_> {
        match self.how % 4 {
            0 | 1 => Origin::Other,
            2 => Origin::Same,
            _ => Origin::Return(base),
        }
    }

    fn bit(self, place: u8) -> bool {
        self.how >> place & 1 == 1
    }

    fn picks(self, nth: usize) -> bool {
        self.picks >> (nth % 16) & 1 == 1
    }
}

fn is_held(made: &Made, how: How) -> bool {
    let base = Register::of(made.both.iter().cloned());
    // Without what both wrote, ours has nothing but its own.
    let shared = if how.bit(3) { &[][..] } else { &made.both };
    let ours = Register::of(shared.iter().chain(&made.ours).cloned());
    let mut theirs: Vec<_> = made.both.iter().chain(&made.theirs).cloned().collect();
    if how.bit(4) {
        theirs.iter_mut().step_by(3).for_each(|change| *change = change.blanked().into());
    }
    union::is_as_said(&ours, &theirs);
    let theirs = Register::of(theirs);
    let theirs = if how.bit(2) { copy(&theirs, how.bit(5)) } else { theirs };
    is_taken(&ours, &theirs, how.origin(&base), &made.settled, how);
    adds_nothing_of_its_own(&ours, how);
    comes_back_as_it_went(&ours, how);
    ours.keys().next().is_some() && theirs.keys().next().is_some()
}

/// Whatever is taken is a step that says what was taken, and is not offered again.
fn is_taken(ours: &Register, theirs: &Register, origin: Origin, settled: &Few<RecordKey, Settled>, how: How) {
    let meet = Meet::of(ours, theirs, origin, settled);
    let all = meet.accept(&Choice::all(Take::Theirs));
    assert_eq!(all.left, [], "something that is offered cannot come");
    let whole = folded(&meet, &all);
    // What could not be done is no word on what is there afterwards.
    let settled = &settled
        .iter()
        .filter(|(key, settled)| {
            let found = meet.get(key).map(|one| one.found);
            match settled {
                Settled::With(_) => found == Some(Found::Paired(Sure::Certain, Why::ByHand)),
                Settled::New => found == Some(Found::New),
            }
        })
        .map(|(key, settled)| (key.clone(), settled.clone()))
        .collect();
    let offered = |register: &Register| -> Vec<String> {
        let again = Meet::of(register, theirs, origin, settled);
        let all = again.matches().iter().flat_map(|one| one.leaves.iter().map(move |leaf| (one, leaf)));
        all.map(|(one, leaf)| format!("{:?} {} {:?}", one.theirs, leaf.path, leaf.kind)).collect()
    };
    assert_eq!(offered(&whole), Vec::<String>::new(), "what was taken is offered again");

    let additions = folded(&meet, &meet.accept(&Choice::all(Take::Additions)));
    for key in ours.keys() {
        let now = additions.leaves(key, |_| true);
        for (path, value) in ours.leaves(key, |_| true).into_iter().filter(|(_, value)| !value.is_null()) {
            assert_eq!(now.get(&path), Some(&value), "an addition changes {key:?} {path}");
        }
    }

    let leaves = meet.matches().iter().flat_map(|one| one.leaves.iter().map(move |leaf| (one, leaf)));
    let leaves = leaves.map(|(one, leaf)| (one.theirs.clone(), leaf.path.clone())).enumerate();
    let leaves = leaves.map(|(nth, leaf)| (leaf, how.picks(nth))).collect();
    let part = folded(&meet, &meet.accept(&Choice { leaves, ..Choice::default() }));
    let again = Meet::of(&part, theirs, origin, settled);
    let rest = folded(&again, &again.accept(&Choice::all(Take::Theirs)));
    assert_eq!(offered(&rest), Vec::<String>::new(), "after a part and the rest something is left");
    // Which of several that are alike one is, what was taken of it may decide.
    let is_sure = |meet: &Meet| meet.matches().iter().all(|one| one.others.is_empty());
    if is_sure(&meet) && is_sure(&again) {
        assert_eq!(records(&rest), records(&whole), "a part and then the rest is not all");
    }
}

/// Ours with a step in it, which stands there as it was written.
fn folded(meet: &Meet, accepted: &Accepted) -> Register {
    let after = meet.after(accepted, &now());
    for (body, _) in &accepted.bodies {
        for (word, records) in body {
            for (id, patch) in records.as_object().unwrap() {
                let collection = muster::register::Collection::from_word(word).unwrap();
                let key = RecordKey::new(collection, id.as_str());
                let held = after.leaves(&key, |_| true);
                stands(&held, &key, "", patch.as_object().unwrap());
                // Ours may hold what does not parse, but nothing of that is taken over.
                let news = after.problems_of(&key).iter().filter(|one| at(patch, &one.path).is_some());
                assert_eq!(news.collect::<Vec<_>>(), Vec::<&_>::new(), "{key:?} does not parse");
            }
        }
    }
    after
}

fn stands(held: &Few<String, Value>, key: &RecordKey, path: &str, patch: &Map<String, Value>) {
    for (name, value) in patch {
        let here = muster::register::join(path, name);
        match (held.get(&here), value) {
            (None, Value::Object(below)) => stands(held, key, &here, below),
            (found, value) => assert_eq!(found, Some(value), "{key:?} {here} is not as it was written"),
        }
    }
}

fn at<'a>(json: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('/').try_fold(json, |json, name| json.get(name))
}

fn records(register: &Register) -> Vec<(RecordKey, Value)> {
    let all = register.keys().map(|key| (key.clone(), Value::Object(register.json(key))));
    all.filter(|(_, json)| json != &Value::Object(Map::new())).collect()
}

/// A copy of one's own changes no total.
fn adds_nothing_of_its_own(ours: &Register, how: How) {
    let copy = copy(ours, how.bit(5));
    let meet = Meet::of(ours, &copy, Origin::Other, &Few::new());
    for take in [Take::Additions, Take::Theirs] {
        let after = meet.after(&meet.accept(&Choice::all(take)), &now());
        assert_eq!(totals(&after), totals(ours), "a copy of one's own changes a total");
    }
}

fn totals(register: &Register) -> Vec<String> {
    let query = Query { on: day(), published: None, currency: Currency::EUR };
    let (ledger, rates) = (Ledger::of(register), TypedRates::of(register));
    let count = Count::new(&ledger, &rates, query);
    MEASURES.map(|measure| count.figure(measure).amount.to_string()).to_vec()
}

fn copy(register: &Register, with_internal: bool) -> Register {
    FreshCopy::of(register, &CopyScope { with_internal, ..CopyScope::default() }, day()).register()
}

/// A member's part that comes back as it was sent offers nothing.
fn comes_back_as_it_went(ours: &Register, how: How) {
    for (id, _) in ours.parties.live().take(2) {
        let Ok(request) = ask(ours, &"it".into(), id, day(), how.bit(5)) else { continue };
        let file = read(request.file().as_bytes(), u64::MAX / 2).unwrap();
        let back = returned(&file).unwrap();
        assert_eq!(back.asked, request.asked);
        let meet = Meet::of(ours, &back.theirs, Origin::Return(&back.sent), &Few::new());
        assert!(meet.differing().next().is_none(), "{:?}", meet.differing().next());
    }
}

/// A file that somebody brings, beside the golden one.
fn file(bytes: &[u8], how: How) -> bool {
    let Ok(file) = read(bytes, NOW) else { return false };
    let theirs = Register::of(file.changes.iter().cloned());
    is_taken(&HERE, &theirs, how.origin(&HERE), &Few::new(), how);
    if let Some(back) = returned(&file) {
        is_taken(&HERE, &back.theirs, Origin::Return(&back.sent), &Few::new(), how);
    }
    comes_back_as_it_went(&theirs, how);
    true
}

fn is_read_again(id: &str) -> bool {
    let Some(asked) = Asked::read(&id.into()) else { return false };
    assert_eq!(Asked::read(&asked.to_string().into()), Some(asked));
    true
}

fn day() -> Day {
    Day::from_ymd_opt(2024, 8, 1).unwrap()
}

fn now() -> Now {
    Now { millis: 2, at: "2024-01-01T00:00:00Z".to_owned() }
}

pub fn seeds() -> Vec<Vec<u8>> {
    let bodies: Vec<String> = read(GOLDEN.as_bytes(), NOW)
        .unwrap()
        .changes
        .iter()
        .filter_map(|change| change.whole())
        .map(|body| Value::Object(body).to_string())
        .collect();
    let lines = |signs: &str| -> String {
        let all = bodies.iter().zip(signs.chars().cycle());
        all.map(|(body, sign)| format!("{sign}{body}\n")).collect()
    };
    let seed = |door: u8, how: u8, rest: &[u8]| [&[door, how, 0b0101_0011, 0b1100_1010], rest].concat();
    let settled = lines("=<>") + "?contributions k3v9x2m1.10 k3v9x2m1.10\n?parties EE\n";
    let request = ask(&HERE, &"it".into(), &"EE".into(), day(), true).unwrap();
    let writes: Vec<u8> = (0..=255).cycle().step_by(37).take(400).collect();
    vec![
        seed(b'l', 0, settled.as_bytes()),
        seed(b'l', 4, lines("=>").as_bytes()),
        seed(b'l', 8, lines("=<<").as_bytes()),
        seed(b'l', 2, lines("<>=>").as_bytes()),
        seed(b'l', 0b1_0011, lines("==>").as_bytes()),
        seed(b's', 0, &writes),
        seed(b's', 2, &writes[3..]),
        seed(b's', 3, &writes[7..]),
        seed(b'f', 0, GOLDEN.as_bytes()),
        seed(b'f', 2, GOLDEN.as_bytes()),
        seed(b'f', 3, request.file().as_bytes()),
        seed(b'i', 0, request.asked.to_string().as_bytes()),
    ]
}
