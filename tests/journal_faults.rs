//! Whatever goes wrong, and whatever tabs do at once: no acknowledged change disappears.
//!
//! Two to four tabs write, import, blank, seal, tidy, repair and reopen one register. At each call of the store another tab
//! may go on, a write may be refused, done and called refused, cut or dropped, a read may give half or nothing, and
//! storage events come late, in any order or not at all. `MUSTER_SEED=<n>` runs the schedule of one seed again;
//! `MUSTER_SEEDS=<n>` runs so many.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::expect_used,
    reason = "a test"
)]

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;

use muster::journal::{Heard, Journal, MemoryStore, Opened, SaveError, Sealer, Store, StoreError, segment};
use muster::register::{Body, Change, Hash, Id, Now, Pen};
use serde_json::json;

const DEEDS: usize = 30;

/// Numbers that look like chance and are the same for the same seed (splitmix).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % limit as u64).unwrap()
    }

    fn one_in(&mut self, chance: usize) -> bool {
        self.below(chance) == 0
    }
}

/// What all tabs share: whose turn it is, what was promised, and what each is still to hear.
struct World {
    dice: Dice,
    turn: usize,
    alive: Vec<bool>,
    faulty: bool,
    /// How many faults of reading there were; what an opening shows is only held to it without one.
    misread: usize,
    /// What was announced as saved, and whether it may still be whole.
    promised: BTreeMap<Hash, (Change, bool)>,
    events: Vec<Vec<(String, Option<String>)>>,
    failure: Option<String>,
}

struct Shared {
    world: Mutex<World>,
    turned: Condvar,
    store: MemoryStore,
}

impl Shared {
    fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// Gives the turn to any tab that is still there, and waits for the own.
    fn pass(&self, me: usize) {
        let mut world = self.world();
        if world.dice.one_in(3) {
            Self::turn(&mut world);
            self.turned.notify_all();
        }
        drop(self.wait(world, me));
    }

    fn wait<'a>(&'a self, mut world: MutexGuard<'a, World>, me: usize) -> MutexGuard<'a, World> {
        while world.turn != me {
            world = self.turned.wait(world).unwrap_or_else(|poisoned| poisoned.into_inner());
        }
        world
    }

    fn turn(world: &mut World) {
        let alive: Vec<usize> = (0..world.alive.len()).filter(|tab| world.alive[*tab]).collect();
        if !alive.is_empty() {
            world.turn = alive[world.dice.below(alive.len())];
        }
    }

    fn leave(&self, me: usize) {
        let mut world = self.world();
        world.alive[me] = false;
        Self::turn(&mut world);
        self.turned.notify_all();
    }
}

/// The store as one tab sees it.
#[derive(Clone)]
struct Tab {
    shared: Arc<Shared>,
    me: usize,
}

fn half(value: &str) -> String {
    value.chars().take(value.chars().count() / 2).collect()
}

impl Tab {
    /// What goes wrong with this call, if something does.
    fn fault(&self, chance: usize, kinds: usize) -> Option<usize> {
        self.shared.pass(self.me);
        let mut world = self.shared.world();
        (world.faulty && world.dice.one_in(chance)).then(|| world.dice.below(kinds))
    }

    fn refused<T>(&self) -> Result<T, StoreError> {
        Err(if self.shared.world().dice.one_in(2) {
            StoreError::Full
        } else {
            StoreError::Failed("a fault of the test".to_owned())
        })
    }

    /// Tells the other tabs.
    fn tell(&self, key: &str, value: Option<&str>) {
        let mut world = self.shared.world();
        for tab in 0..world.events.len() {
            if tab != self.me {
                world.events[tab].push((key.to_owned(), value.map(str::to_owned)));
            }
        }
    }
}

impl Store for Tab {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        let fault = self.fault(150, 3);
        if fault.is_some() {
            self.shared.world().misread += 1;
        }
        match fault {
            None => self.shared.store.get(key),
            Some(0) => Ok(None),
            Some(1) => Ok(self.shared.store.get(key)?.map(|value| half(&value))),
            Some(_) => self.refused(),
        }
    }

    fn set(&self, key: &str, value: &str) -> Result<(), StoreError> {
        let (kept, refused) = match self.fault(25, 4) {
            None => (Some(value.to_owned()), false),
            Some(0) => (None, true),
            Some(1) => (Some(value.to_owned()), true),
            Some(2) => (Some(half(value)), false),
            Some(_) => (None, false),
        };
        if let Some(kept) = kept {
            self.shared.store.set(key, &kept)?;
            self.tell(key, Some(&kept));
        }
        if refused { self.refused() } else { Ok(()) }
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        let fault = self.fault(25, 3);
        if fault.is_none_or(|fault| fault == 1) {
            self.shared.store.remove(key)?;
            self.tell(key, None);
        }
        if fault.is_some_and(|fault| fault < 2) { self.refused() } else { Ok(()) }
    }

    fn keys(&self) -> Result<Vec<String>, StoreError> {
        match self.fault(150, 1) {
            None => {
                // No order is promised, and no two tabs need see the same.
                let mut keys = self.shared.store.keys()?;
                let mut world = self.shared.world();
                for at in (1..keys.len()).rev() {
                    keys.swap(at, world.dice.below(at + 1));
                }
                Ok(keys)
            }
            Some(_) => self.refused(),
        }
    }
}

fn journal<S: Store>(store: S) -> Journal<S> {
    Journal::new(store, "it").reading(Some(segment::read))
}

/// A page with the register open.
struct Page {
    tab: Tab,
    pen: Pen,
    sealer: Sealer<Tab>,
    known: BTreeMap<Hash, Change>,
}

impl Page {
    fn new(tab: Tab, name: &str) -> Self {
        let sealer = Sealer::new(journal(tab.clone()), name.into());
        Page { tab, pen: Pen::new(name), sealer, known: BTreeMap::new() }
    }

    fn roll(&self, limit: usize) -> usize {
        self.tab.shared.world().dice.below(limit)
    }

    fn promise<'a>(&self, changes: impl IntoIterator<Item = &'a Change>) {
        let mut world = self.tab.shared.world();
        for change in changes {
            let held = world.promised.entry(change.id).or_insert_with(|| (change.clone(), true));
            held.1 &= !change.is_blanked();
        }
    }

    fn learn(&mut self, changes: impl IntoIterator<Item = Change>) {
        for change in changes {
            if change.is_blanked() || !self.known.contains_key(&change.id) {
                self.known.insert(change.id, change);
            }
        }
    }

    fn write(&mut self) {
        let number = self.known.len();
        let now =
            Now { millis: 1_700_000_000_000 + number as u64, at: "2024-02-02T10:00:00+02:00".to_owned() };
        let body = json!({"parties": {format!("p{number}"): {"name": format!("Party {number} of {}", self.pen.replica())}}});
        let change = self.pen.write(body.as_object().unwrap().clone(), &now);
        if journal(&self.tab).append(&change).is_ok() {
            self.promise([&change]);
        }
        self.learn([change]);
    }

    /// Changes of replicas from elsewhere, forks among them; several tabs may import the same.
    fn foreign(&self) -> Vec<Change> {
        let count = 1 + self.roll(6);
        let one = |_| {
            let mut pen = Pen::new(format!("far{}", self.roll(4)).as_str());
            let now = Now { millis: 1_600_000_000_000, at: "2024-01-01T10:00:00Z".to_owned() };
            let name = if self.roll(4) == 0 { "fork" } else { "main" };
            let mut change = None;
            for number in 0..=self.roll(3) {
                let body = json!({"parties": {format!("f{number}"): {"name": name}}});
                change = Some(pen.write(body.as_object().unwrap().clone(), &now));
            }
            change.unwrap()
        };
        (0..count).map(one).collect()
    }

    fn import(&mut self) {
        let changes = self.foreign();
        let failed =
            journal(&self.tab).append_all(&changes).err().map_or_else(Vec::new, |partly| partly.failed);
        self.promise_but(&changes, &failed);
        self.learn(changes);
    }

    fn import_sealed(&mut self) {
        let changes: Vec<Change> =
            self.foreign().into_iter().filter(|one| !self.known.contains_key(&one.id)).collect();
        let mut sealer =
            Sealer::new(journal(self.tab.clone()), Id::from(format!("i{}", self.roll(1_000_000))));
        sealer.import(changes.clone());
        while sealer.is_busy() {
            let _ = sealer.step();
        }
        let failed = sealer.failed();
        self.promise_but(&changes, &failed);
        self.learn(changes);
    }

    fn promise_but(&self, changes: &[Change], failed: &[muster::journal::NotTaken]) {
        let is_failed = |change: &&Change| {
            failed
                .iter()
                .any(|not| not.replica == change.header.replica && not.number == change.header.number)
        };
        self.promise(changes.iter().filter(|change| !is_failed(change)));
    }

    fn blank(&mut self) {
        let whole: Vec<&Change> = self.known.values().filter(|change| !change.is_blanked()).collect();
        if whole.is_empty() {
            return;
        }
        let blanked = whole[self.roll(whole.len())].blanked();
        if journal(&self.tab).append_all([&blanked]).is_ok() {
            self.promise([&blanked]);
        }
        let _ = self.sealer.drop_blanked();
        self.learn([blanked]);
    }

    fn hear(&mut self) {
        let event = {
            let mut world = self.tab.shared.world();
            let waiting = world.events[self.tab.me].len();
            if waiting == 0 {
                return;
            }
            // Any of them, and not always.
            let at = world.dice.below(waiting);
            let event = world.events[self.tab.me].swap_remove(at);
            (!world.dice.one_in(4)).then_some(event)
        };
        let Some((key, value)) = event else { return };
        if let Heard::Changes(changes) = journal(&self.tab).absorb(&key, value.as_deref()) {
            self.learn(changes);
        }
    }

    fn reopen(&mut self) {
        let (promised, misread) = {
            let world = self.tab.shared.world();
            (world.promised.clone(), world.misread)
        };
        let Ok(opened) = journal(&self.tab).open() else { return };
        if self.tab.shared.world().misread == misread {
            self.check(&opened, &promised);
            let places = opened.changes.iter().map(|one| (one.header.replica.clone(), one.header.number));
            let _ = journal(&self.tab).repair(&opened.aside, &places.collect());
        }
        self.sealer.tidy(opened.doubles);
        self.learn(opened.changes);
    }

    fn check(&self, opened: &Opened, promised: &BTreeMap<Hash, (Change, bool)>) {
        if let Some(said) = missing(opened, promised) {
            self.tab.shared.world().failure.get_or_insert(said);
        }
    }

    fn act(&mut self) {
        match self.roll(20) {
            0..5 => self.write(),
            5..7 => self.import(),
            7 => self.import_sealed(),
            8 => self.blank(),
            9..11 => self.hear(),
            11 => self.reopen(),
            12 => {
                let newest = self.roll(3);
                self.sealer.seal(2, newest);
            }
            _ => drop(self.sealer.step()),
        }
    }
}

/// What of the promised is not there, or whole again.
fn missing(opened: &Opened, promised: &BTreeMap<Hash, (Change, bool)>) -> Option<String> {
    for (change, whole) in promised.values() {
        match opened.changes.iter().find(|found| found.id == change.id) {
            None => {
                return Some(format!("lost change {} of {}", change.header.number, change.header.replica));
            }
            Some(Change { body: Body::Whole(_), .. }) if !whole => {
                return Some(format!("whole again: {change:?}"));
            }
            Some(_) => {}
        }
    }
    None
}

fn names(store: &MemoryStore) -> Vec<String> {
    let mut keys = store.keys().unwrap();
    keys.sort();
    keys
}

/// One schedule; the world afterwards.
fn run(seed: u64) -> (MemoryStore, BTreeMap<Hash, (Change, bool)>) {
    let mut dice = Dice(seed);
    let tabs = 2 + dice.below(3);
    let faulty = !dice.one_in(4);
    let world = World {
        dice,
        turn: 0,
        alive: vec![true; tabs],
        faulty,
        misread: 0,
        promised: BTreeMap::new(),
        events: vec![Vec::new(); tabs],
        failure: None,
    };
    let shared =
        Arc::new(Shared { world: Mutex::new(world), turned: Condvar::new(), store: MemoryStore::new() });
    let threads: Vec<_> = (0..tabs)
        .map(|me| {
            let tab = Tab { shared: Arc::clone(&shared), me };
            thread::spawn(move || {
                let shared = Arc::clone(&tab.shared);
                drop(shared.wait(shared.world(), me));
                let mut page = Page::new(tab, &format!("r{me}"));
                (0..DEEDS).for_each(|_| page.act());
                // A tab is closed in the middle of whatever it does; another opens in its place.
                let mut page = Page::new(page.tab, &format!("s{me}"));
                page.reopen();
                (0..DEEDS).for_each(|_| page.act());
                shared.leave(me);
            })
        })
        .collect();
    for thread in threads {
        thread.join().expect("a tab stopped");
    }
    let world = shared.world();
    assert_eq!(world.failure, None, "seed {seed}");
    (shared.store.clone(), world.promised.clone())
}

/// After the storm a last tab opens, tidies until nothing is left to do, and everything is there at each step.
fn settle(seed: u64, store: &MemoryStore, promised: &BTreeMap<Hash, (Change, bool)>) {
    for round in 0..4 {
        let opened = journal(store).open().unwrap();
        assert_eq!(missing(&opened, promised), None, "seed {seed}, round {round}");
        let mut sealer = Sealer::new(journal(store), format!("end{round}").as_str().into());
        sealer.tidy(opened.doubles.clone());
        sealer.drop_blanked().unwrap();
        if round == 1 {
            sealer.seal(1, 0);
        }
        while sealer.is_busy() {
            ok(seed, sealer.step());
            let opened = journal(store).open().unwrap();
            assert_eq!(missing(&opened, promised), None, "seed {seed}, round {round}");
        }
    }
    let text: String = names(store)
        .iter()
        .filter(|key| !key.contains("/x/"))
        .map(|key| content(key, &store.get(key).unwrap().unwrap()))
        .collect();
    for (change, whole) in promised.values() {
        let said = change.whole().map(|body| json!(body).to_string());
        // What comes from elsewhere says the same in several changes.
        if let Some(said) = said.filter(|_| !whole && !change.header.replica.as_str().starts_with("far")) {
            assert!(!text.contains(&said), "seed {seed}: blanked, and still kept: {said}");
        }
    }
}

/// The bodies that stand under a key.
fn content(key: &str, value: &str) -> String {
    let key = muster::journal::Key::parse(key).unwrap();
    let changes = segment::read(&key, value)
        .or_else(|_| muster::journal::decode(&key, value).map(|change| vec![change]))
        .unwrap_or_default();
    changes.iter().filter_map(Change::whole).map(|body| json!(body).to_string()).collect()
}

#[track_caller]
fn ok<T: Debug>(seed: u64, result: Result<T, SaveError>) {
    assert!(result.is_ok(), "seed {seed}: {result:?}");
}

#[test]
fn no_acknowledged_change_disappears() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let seeds = match number("MUSTER_SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..number("MUSTER_SEEDS").unwrap_or(60),
    };
    println!("seeds {seeds:?}");
    let (mut segments, mut blanked) = (0, 0);
    for seed in seeds {
        let (store, promised) = run(seed);
        segments += names(&store).iter().filter(|key| key.starts_with("muster/it/s/")).count();
        blanked += promised.values().filter(|(_, whole)| !whole).count();
        settle(seed, &store, &promised);
    }
    println!("{segments} segments, {blanked} blanked changes");
}
