//! What a person takes over, and the one step that it makes.

use std::collections::{BTreeSet, HashMap, VecDeque};

use serde_json::{Map, Value};

use super::pace::{Steps, at_once};
use super::{AtOnce, Difference, Found, Hidden, Kind, Meet, Pace};
use crate::register::{Arrange, BODY_LIMIT, Collection, Draft, Few, Hash, Now, Pen, RecordKey, Register};

/// So many bodies are folded at once.
const PORTION: usize = 50;

/// What is taken over where nothing else is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Take {
    /// Nothing.
    #[default]
    Nothing,
    /// What ours does not say; where both say something, ours stands.
    Additions,
    /// What they changed since both had the same, and ours did not.
    Unopposed,
    /// That, and of what both changed what was written later.
    Later,
    /// All: theirs stands where both say something, and what they removed is removed.
    Theirs,
}

/// What a person takes over. The nearest word counts: of the leaf, of its record, of all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choice {
    /// Of all.
    pub take: Take,
    /// Of single records, by their keys.
    pub records: Few<RecordKey, Take>,
    /// Of single leaves: the key of their record and the path here ([`Difference::path`]), and whether it is taken.
    pub leaves: Few<(RecordKey, String), bool>,
}

impl Choice {
    /// The same for all.
    pub fn all(take: Take) -> Self {
        Choice { take, ..Choice::default() }
    }

    /// Whether a leaf of a record is taken over.
    pub fn takes(&self, record: &RecordKey, leaf: &Difference) -> bool {
        if !self.leaves.is_empty()
            && let Some(said) = self.leaves.get(&(record.clone(), leaf.path.clone()))
        {
            return *said;
        }
        match self.records.get(record).unwrap_or(&self.take) {
            Take::Nothing => false,
            Take::Additions => leaf.kind == Kind::Added,
            Take::Unopposed => !leaf.since,
            Take::Later => !leaf.since || leaf.is_later,
            Take::Theirs => true,
        }
    }
}

/// What was chosen and does not come, since what it refers to does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// Their record.
    pub theirs: RecordKey,
    /// The leaf or line, by its path here.
    pub path: String,
    /// Their record that it refers to: new here, and not chosen.
    pub to: RecordKey,
}

/// One step, to be written by the pen of this desk.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Accepted {
    /// The bodies of the step, each with their change that it takes over, for [`Pen::take_over`].
    pub bodies: Vec<(Map<String, Value>, Option<Hash>)>,
    /// Their records that come along because something refers to them: parties, sources and agreements.
    pub along: Vec<RecordKey>,
    /// What does not come though it was chosen; it is offered again once the other record is here.
    pub left: Vec<Left>,
    /// How many leaves it writes, and in how many records.
    pub size: (usize, usize),
}

impl Accepted {
    /// Whether it would change nothing.
    pub fn is_empty(&self) -> bool {
        self.bodies.is_empty()
    }
}

/// The chosen leaves of each of their records, by place.
type Chosen = Vec<BTreeSet<usize>>;

impl Meet<'_> {
    /// The step that a choice makes. What a new record or line cannot be understood without comes along - parties, sources,
    /// agreements and areas; what refers to another new record that was not chosen stays out and is named.
    pub fn accept(&self, choice: &Choice) -> Accepted {
        at_once(self.accept_paced(choice, &mut AtOnce))
    }

    /// The same while others have their turn.
    pub async fn accept_paced(&self, choice: &Choice, pace: &mut impl Pace) -> Accepted {
        // Chosen, written, and cut into bodies.
        let mut steps = Steps::of(self.matches.len().saturating_mul(3), pace);
        let mut chosen: Chosen = Vec::new();
        for one in &self.matches {
            steps.one().await;
            let leaves = one.leaves.iter().enumerate();
            chosen.push(
                leaves.filter(|(_, leaf)| choice.takes(&one.theirs, leaf)).map(|(place, _)| place).collect(),
            );
        }
        let mut accepted = Accepted { along: self.bring_along(&mut chosen), ..Accepted::default() };
        while self.leave_out(&mut chosen, &mut accepted.left, &mut steps).await {}
        accepted.left.dedup();
        accepted.along.retain(|key| {
            self.places.get(key).and_then(|place| chosen.get(*place)).is_some_and(|leaves| !leaves.is_empty())
        });
        let written = chosen.iter().map(BTreeSet::len).filter(|leaves| *leaves > 0);
        accepted.size = written
            .fold((0, 0), |(all, records), leaves| (all.saturating_add(leaves), records.saturating_add(1)));
        let mut drafts: HashMap<Option<Hash>, (usize, Draft)> = HashMap::new();
        for (one, chosen) in self.matches.iter().zip(&chosen) {
            steps.one().await;
            for leaf in chosen.iter().filter_map(|place| one.leaves.get(*place)) {
                let said = leaf.theirs.as_ref();
                let from = said.and_then(|said| said.change.as_ref()).map(|change| change.id);
                let nth = drafts.len();
                let (_, draft) = drafts.entry(from).or_insert_with(|| (nth, Draft::new()));
                let value = said.map(|said| said.value.clone()).filter(|value| !value.is_null());
                // Every path was made from the shapes.
                let _ = draft.set(&one.ours, &leaf.path, value);
            }
        }
        let mut drafts: Vec<_> = drafts.into_iter().collect();
        drafts.arrange_by_key(|(_, (nth, _))| *nth);
        for (from, (_, draft)) in drafts.into_iter().filter(|(_, (_, draft))| !draft.is_empty()) {
            steps.one().await;
            accepted.bodies.extend(draft.into_bodies(BODY_LIMIT).into_iter().map(|body| (body, from)));
        }
        accepted
    }

    /// Ours as it would be with a step, for totals before and after.
    pub fn after(&self, accepted: &Accepted, now: &Now) -> Register {
        at_once(self.after_paced(accepted, now, &mut AtOnce))
    }

    /// The same while others have their turn.
    pub async fn after_paced(&self, accepted: &Accepted, now: &Now, pace: &mut impl Pace) -> Register {
        let mut after = self.ours.as_ref().clone();
        let mut pen = Pen::new("preview");
        pen.clock.observe(after.latest());
        let all = accepted.bodies.len();
        for (nth, bodies) in accepted.bodies.chunks(PORTION).enumerate() {
            // Nobody undoes it, so that it need not be one step.
            after.add(pen.take_over(bodies.to_vec(), now));
            pace.turn(nth.saturating_mul(PORTION).min(all), all).await;
        }
        after
    }

    /// Takes out of what is offered all that would stay out even when everything is chosen.
    pub(super) async fn hide_what_never_comes<P: Pace>(&mut self, steps: &mut Steps<'_, P>) {
        let (mut chosen, mut left): (Chosen, _) = (Vec::new(), Vec::new());
        for one in &self.matches {
            chosen.push((0..one.leaves.len()).collect());
            steps.again().await;
        }
        while self.leave_out(&mut chosen, &mut left, steps).await {}
        for (one, chosen) in self.matches.iter_mut().zip(chosen) {
            steps.again().await;
            if chosen.len() == one.leaves.len() {
                continue;
            }
            let mut place = 0..;
            one.leaves.retain(|_| place.next().is_some_and(|place| chosen.contains(&place)));
        }
        for Left { theirs, path, to } in left {
            if let Some(one) = self.places.get(&theirs).and_then(|place| self.matches.get_mut(*place)) {
                one.hidden.push(Hidden { path, collection: to.collection });
            }
        }
    }

    /// Chooses all of what new records and lines cannot be understood without.
    fn bring_along(&self, chosen: &mut Chosen) -> Vec<RecordKey> {
        let mut along = Vec::new();
        let mut open: VecDeque<(usize, usize)> = VecDeque::new();
        for (place, leaves) in chosen.iter().enumerate() {
            open.extend(leaves.iter().map(|leaf| (place, *leaf)));
        }
        while let Some((place, leaf)) = open.pop_front() {
            let need = self.matches.get(place).and_then(|one| one.leaves.get(leaf)?.need.as_ref());
            let Some((need, place)) = need.and_then(|need| Some((need, *self.places.get(&need.key)?))) else {
                continue;
            };
            let (Some(one), Some(held)) = (self.matches.get(place), chosen.get_mut(place)) else { continue };
            let comes = match need.key.collection {
                Collection::Parties | Collection::Sources | Collection::Agreements => {
                    held.is_empty() && one.found == Found::New
                }
                Collection::Register => true,
                _ => false,
            };
            if !comes {
                continue;
            }
            if need.line.is_none() {
                along.push(one.theirs.clone());
            }
            for (leaf, difference) in one.leaves.iter().enumerate() {
                let is_meant = need.line.as_ref().is_none_or(|line| is_below(&difference.path, line));
                if is_meant && difference.kind == Kind::Added && held.insert(leaf) {
                    open.push_back((place, leaf));
                }
            }
        }
        along.arrange();
        along
    }

    /// Takes out what refers to something new that does not come; whether there was any.
    async fn leave_out<P: Pace>(
        &self,
        chosen: &mut Chosen,
        left: &mut Vec<Left>,
        steps: &mut Steps<'_, P>,
    ) -> bool {
        let mut out: Vec<(usize, String)> = Vec::new();
        for (place, (one, leaves)) in self.matches.iter().zip(chosen.iter()).enumerate() {
            steps.again().await;
            for need in leaves.iter().filter_map(|leaf| one.leaves.get(*leaf)?.need.as_ref()) {
                if !self.comes(&need.key, need.line.as_deref(), chosen) {
                    out.push((place, need.falls.clone()));
                    left.push(Left {
                        theirs: one.theirs.clone(),
                        path: need.falls.clone(),
                        to: need.key.clone(),
                    });
                }
            }
        }
        for (place, path) in &out {
            if let (Some(one), Some(held)) = (self.matches.get(*place), chosen.get_mut(*place)) {
                held.retain(|leaf| one.leaves.get(*leaf).is_some_and(|leaf| !is_below(&leaf.path, path)));
            }
        }
        !out.is_empty()
    }

    /// Whether a record of theirs, or a line of it, is here or comes.
    fn comes(&self, key: &RecordKey, line: Option<&str>, chosen: &Chosen) -> bool {
        let Some(place) = self.places.get(key) else { return false };
        let (Some(one), Some(held)) = (self.matches.get(*place), chosen.get(*place)) else { return false };
        match line {
            None => one.found != Found::New || !held.is_empty(),
            Some(line) => {
                held.iter().any(|leaf| one.leaves.get(*leaf).is_some_and(|leaf| is_below(&leaf.path, line)))
            }
        }
    }
}

/// Whether a path is another one or stands below it; all stand below the record, the empty path.
fn is_below(path: &str, above: &str) -> bool {
    above.is_empty() || path == above || path.strip_prefix(above).is_some_and(|rest| rest.starts_with('/'))
}
