//! Which of our records each of theirs is.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use super::names::{Names, facets};
use super::pace::{Pace, Steps};
use super::pair::{Edge, apart, pair_up};
use super::rules::{Rule, rules};
use super::side::{Theirs, record, record_or_gone};
use super::signs::{Signs, View, do_fit};
use super::{Found, Settled, Sign, Sure, Why};
use crate::exchange::copy::keeps;
use crate::register::{Arrange, Collection, Few, Id, RecordKey, Register};

/// Of so many of ours that go by one key it is looked at which is least different; of more, only the very same are taken.
const LOOKED_AT: usize = 32;

/// So many that are as much like one are named.
const NAMED: usize = 4;

/// The collections, those first that others refer to.
const ORDER: [Collection; 15] = [
    Collection::Register,
    Collection::Parties,
    Collection::Sources,
    Collection::Agreements,
    Collection::Groups,
    Collection::Meetings,
    Collection::Memberships,
    Collection::Contacts,
    Collection::Contributions,
    Collection::Purchases,
    Collection::Actions,
    Collection::Outreach,
    Collection::Reported,
    Collection::Rates,
    Collection::Releases,
];

/// What one of theirs is.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub ours: RecordKey,
    pub found: Found,
    pub others: Vec<Id>,
}

/// Ours, and theirs where both come from one origin.
#[derive(Clone, Copy)]
pub(super) struct Sides<'a> {
    pub ours: &'a Register,
    pub both: Option<&'a Register>,
}

/// What all of theirs are, in their order. The names of all are known afterwards.
pub(super) async fn match_all<P: Pace>(
    sides: Sides<'_>,
    theirs: &[Theirs],
    settled: &Few<RecordKey, Settled>,
    names: &mut Names,
    steps: &mut Steps<'_, P>,
) -> Vec<Answer> {
    let mut answers: Vec<Option<Answer>> = vec![None; theirs.len()];
    for collection in ORDER {
        let places: Vec<usize> = theirs
            .iter()
            .enumerate()
            .filter(|(_, one)| one.key.collection == collection)
            .map(|(place, _)| place)
            .collect();
        let mut round = Round { sides, theirs, names, answers: &mut answers, taken: HashSet::new() };
        let open = round.known(&places, settled);
        round.by_rules(collection, open, steps).await;
        let known =
            places.iter().filter_map(|place| Some((theirs.get(*place)?, answers.get(*place)?.as_ref()?)));
        let known: Vec<_> = known.map(|(one, answer)| (one.key.clone(), answer.ours.id.clone())).collect();
        names.records.extend(known);
    }
    let all = theirs.iter().zip(answers);
    let unknown = |one: &Theirs| Answer { ours: one.key.clone(), found: Found::New, others: Vec::new() };
    all.map(|(one, answer)| answer.unwrap_or_else(|| unknown(one))).collect()
}

/// One collection.
struct Round<'a> {
    sides: Sides<'a>,
    theirs: &'a [Theirs],
    names: &'a Names,
    answers: &'a mut [Option<Answer>],
    taken: HashSet<Id>,
}

impl Round<'_> {
    fn take(&mut self, place: usize, id: Id, found: Found, others: Vec<Id>) {
        let (Some(one), Some(answer)) = (self.theirs.get(place), self.answers.get_mut(place)) else { return };
        self.taken.insert(id.clone());
        *answer = Some(Answer { ours: RecordKey { collection: one.key.collection, id }, found, others });
    }

    fn take_as_new(&mut self, place: usize, others: Vec<Id>) {
        let free = |id: &Id| !self.taken.contains(id);
        let id = self.theirs.get(place).and_then(|one| one.ids().find(free));
        if let Some(id) = id {
            self.take(place, id, Found::New, others);
        }
    }

    /// Those of which it is known without a look at what they say; the others are given back.
    fn known(&mut self, places: &[usize], settled: &Few<RecordKey, Settled>) -> Vec<usize> {
        let theirs = self.theirs;
        let of = |place: &usize| theirs.get(*place).map(|one| (*place, one));
        for (place, one) in places.iter().filter_map(of) {
            if let Some(Settled::With(id)) = settled.get(&one.key)
                && self.sides.ours.is_live(one.key.collection, id)
                && !self.taken.contains(id)
                && one.key != RecordKey::own()
            {
                self.take(place, id.clone(), Found::Paired(Sure::Certain, Why::ByHand), Vec::new());
            }
        }
        let mut open = Vec::new();
        for (place, one) in places.iter().filter_map(of) {
            if self.answers.get(place).is_some_and(Option::is_some) {
                continue;
            }
            if let Some(key) = self.own_id(one) {
                let why = match () {
                    () if self.names.keeps_ids || key == RecordKey::own() => Why::Id,
                    () if keeps(key.collection, key.id.as_str()) => Why::InCommon(const { &[Sign::Code] }),
                    () => Why::TakenBefore,
                };
                self.take(place, key.id, Found::Paired(Sure::Certain, why), Vec::new());
            } else if settled.get(&one.key) == Some(&Settled::New) {
                self.take_as_new(place, Vec::new());
            } else {
                open.push(place);
            }
        }
        open
    }

    /// The record of ours under an id that theirs has, or got when it was taken over.
    fn own_id(&self, one: &Theirs) -> Option<RecordKey> {
        // What is not here under its code may be under its mark; further ids it gets only where these are taken.
        let own = 1 + usize::from(one.mark.is_some());
        for (nth, id) in (1..).zip(one.ids()).filter(|(_, id)| !self.taken.contains(id)) {
            let key = RecordKey { collection: one.key.collection, id };
            if record_or_gone(self.sides.ours, &key).is_some() {
                return Some(key);
            }
            if nth >= own {
                break;
            }
        }
        None
    }

    fn view(&self, place: usize) -> Option<View<'_>> {
        let one = self.theirs.get(place)?;
        let id = one.key.id.as_str();
        Some(View { collection: one.key.collection, id, json: &one.json, names: Some(self.names) })
    }

    async fn by_rules<P: Pace>(
        &mut self,
        collection: Collection,
        mut open: Vec<usize>,
        steps: &mut Steps<'_, P>,
    ) {
        if open.is_empty() {
            return;
        }
        let mut shelf = Shelf::of(self, collection, &open, steps).await;
        open = self.by_lines(&shelf, open);
        let mut alike: HashMap<usize, Vec<Id>> = HashMap::new();
        for (nth, rule) in rules(collection).iter().enumerate() {
            let mut candidates: Vec<(usize, Vec<usize>)> = Vec::new();
            for place in &open {
                let ours = self.candidates(&mut shelf, nth, rule, *place, &mut alike);
                if !ours.is_empty() {
                    candidates.push((*place, ours));
                }
                steps.again().await;
            }
            for (edge, others) in self.decide(&mut shelf, &candidates) {
                let Some(id) = shelf.ids.get(edge.ours).cloned() else { continue };
                let others = others.iter().filter_map(|place| shelf.ids.get(*place).cloned()).collect();
                self.take(edge.theirs, id, Found::Paired(rule.sure, Why::InCommon(rule.signs)), others);
            }
            open.retain(|place| self.answers.get(*place).is_some_and(Option::is_none));
        }
        for place in open {
            self.take_as_new(place, alike.remove(&place).unwrap_or_default());
            steps.again().await;
        }
    }

    /// Those of which a line was taken over before are where that line is, whatever else became alike since.
    fn by_lines(&mut self, shelf: &Shelf, mut open: Vec<usize>) -> Vec<usize> {
        open.retain(|place| {
            let ours = self.theirs.get(*place).and_then(|one| shelf.marks.get(one.mark.as_ref()?));
            let id =
                ours.and_then(|ours| shelf.ids.get(*ours)).filter(|id| !self.taken.contains(*id)).cloned();
            let is_open = id.is_none();
            if let Some(id) = id {
                self.take(*place, id, Found::Paired(Sure::Certain, Why::TakenBefore), Vec::new());
            }
            is_open
        });
        open
    }

    /// Those of ours that are free and like one of theirs by a rule, in their order.
    fn candidates(
        &self,
        shelf: &mut Shelf,
        nth: usize,
        rule: &Rule,
        place: usize,
        alike: &mut HashMap<usize, Vec<Id>>,
    ) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        let (Some(theirs), Some(signs)) = (self.view(place), shelf.theirs.get(&place)) else { return found };
        for key in signs.keys(rule) {
            let Some(group) = shelf.groups.get(nth).and_then(|groups| groups.get(&key)).cloned() else {
                continue;
            };
            let mut free = Vec::new();
            for ours in &group {
                let Some(id) = shelf.ids.get(*ours) else { continue };
                if !self.taken.contains(id) {
                    free.push(*ours);
                } else if group.len() <= LOOKED_AT {
                    let alike = alike.entry(place).or_default();
                    if alike.len() < NAMED && !alike.contains(id) {
                        alike.push(id.clone());
                    }
                }
            }
            if free.len() > LOOKED_AT {
                let said = shelf.facets_of_theirs(self, place);
                free.retain(|ours| shelf.facets(self, *ours) == said);
                // The same several times over: the first goes with the first, and so on.
                let skipped = shelf.skipped.entry((nth, key)).or_default();
                free = free.into_iter().skip(*skipped).take(1).collect();
                *skipped += free.len();
            }
            found.extend(free);
        }
        found.arrange();
        found.dedup();
        found.retain(|ours| {
            let json = shelf.json(self, *ours);
            let id = shelf.ids.get(*ours).map_or("", Id::as_str);
            do_fit(rule, &theirs, &View { collection: theirs.collection, id, json: &json, names: None })
        });
        found
    }

    /// The pairs among candidates, each with those that are as good.
    fn decide(&self, shelf: &mut Shelf, candidates: &[(usize, Vec<usize>)]) -> Vec<(Edge, Vec<usize>)> {
        let mut wanted: HashMap<usize, usize> = HashMap::new();
        for ours in candidates.iter().flat_map(|(_, ours)| ours) {
            *wanted.entry(*ours).or_default() += 1;
        }
        let mut edges = Vec::new();
        for (theirs, all) in candidates {
            let is_plain = all.len() == 1 && all.iter().all(|ours| wanted.get(ours) == Some(&1));
            let said = if is_plain { Vec::new() } else { shelf.facets_of_theirs(self, *theirs) };
            for ours in all {
                let apart = if is_plain { (0, 0) } else { apart(&said, &shelf.facets(self, *ours)) };
                edges.push(Edge { theirs: *theirs, ours: *ours, apart });
            }
        }
        let paired = pair_up(edges.clone());
        let with_others = paired.into_iter().map(|edge| {
            let as_good = |other: &&Edge| {
                other.theirs == edge.theirs && other.ours != edge.ours && other.apart.0 <= edge.apart.0
            };
            let others = edges.iter().filter(|_| edge.apart.0 > 0).filter(as_good);
            (edge, others.map(|other| other.ours).take(NAMED).collect())
        });
        with_others.collect()
    }
}

/// Ours of a collection, as far as something of theirs goes by the same key.
struct Shelf {
    collection: Collection,
    ids: Vec<Id>,
    /// What theirs say, by their place.
    theirs: HashMap<usize, Signs>,
    /// For each rule the keys that theirs go by, and who of ours does.
    groups: Vec<HashMap<String, Vec<usize>>>,
    /// Who of ours has a line of which of theirs, by its mark.
    marks: HashMap<String, usize>,
    facets: HashMap<usize, Vec<String>>,
    skipped: HashMap<(usize, String), usize>,
}

impl Shelf {
    async fn of<P: Pace>(
        round: &Round<'_>,
        collection: Collection,
        open: &[usize],
        steps: &mut Steps<'_, P>,
    ) -> Self {
        let rules = rules(collection);
        let mut theirs: HashMap<usize, Signs> = HashMap::new();
        for place in open {
            theirs.extend(round.view(*place).map(|view| (*place, view.signs(rules))));
            steps.one().await;
        }
        let mut wanted: HashSet<(Sign, String)> = HashSet::new();
        let mut groups: Vec<HashMap<String, Vec<usize>>> = vec![HashMap::new(); rules.len()];
        for signs in theirs.values() {
            wanted.extend(signs.all());
            for (rule, group) in rules.iter().zip(&mut groups) {
                group.extend(signs.keys(rule).into_iter().map(|key| (key, Vec::new())));
            }
            steps.again().await;
        }
        let marked = open.iter().filter_map(|place| round.theirs.get(*place)?.mark.as_deref());
        let marked: HashSet<&str> = marked.collect();
        let mut marks: HashMap<String, usize> = HashMap::new();
        let ids: Vec<Id> = round.sides.ours.ids(collection);
        for (place, id) in ids.iter().enumerate() {
            steps.one().await;
            let key = RecordKey { collection, id: id.clone() };
            if round.sides.both.is_some_and(|theirs| !theirs.touching(&key).is_empty()) {
                continue;
            }
            let Some(json) = record(round.sides.ours, &key) else { continue };
            each_mark(&json, &mut |mark| {
                if marked.contains(mark) {
                    marks.entry(mark.to_owned()).or_insert(place);
                }
            });
            let mut signs = View { collection, id: id.as_str(), json: &json, names: None }.signs(rules);
            signs.retain(&wanted);
            for (rule, group) in rules.iter().zip(&mut groups) {
                for key in signs.keys(rule) {
                    if let Some(places) = group.get_mut(&key)
                        && places.last() != Some(&place)
                    {
                        places.push(place);
                    }
                }
            }
        }
        Shelf { collection, ids, theirs, groups, marks, facets: HashMap::new(), skipped: HashMap::new() }
    }

    fn json(&self, round: &Round<'_>, ours: usize) -> Map<String, Value> {
        let key = self.ids.get(ours).map(|id| RecordKey { collection: self.collection, id: id.clone() });
        key.and_then(|key| record(round.sides.ours, &key)).unwrap_or_default()
    }

    fn facets(&mut self, round: &Round<'_>, ours: usize) -> Vec<String> {
        if !self.facets.contains_key(&ours) {
            let found = facets(None, self.collection.shape(), &self.json(round, ours), None);
            self.facets.insert(ours, found);
        }
        self.facets.get(&ours).cloned().unwrap_or_default()
    }

    fn facets_of_theirs(&self, round: &Round<'_>, theirs: usize) -> Vec<String> {
        let one = round.theirs.get(theirs);
        one.map(|one| facets(None, self.collection.shape(), &one.json, Some(round.names))).unwrap_or_default()
    }
}

/// What the ids of lines begin with, where they are made of a mark and a number.
fn each_mark(json: &Map<String, Value>, found: &mut dyn FnMut(&str)) {
    for (id, line) in json.values().filter_map(Value::as_object).flatten() {
        let Some(line) = line.as_object() else { continue };
        if let Some((mark, _)) = id.split_once('.') {
            found(mark);
        }
        each_mark(line, found);
    }
}
