//! The preview by record: another register beside ours, where a union of changes does not apply - a copy that came as a
//! link, what a member sends back, a register of another origin.
//!
//! [`Meet::of`] says for each of their records which of ours it is, how sure that is and why, and in which leaves the two
//! differ. Nothing of it is more than a proposal: a person settles pairs ([`Settled`]) and chooses ([`Choice`]);
//! [`Meet::accept`] makes one step of that, for the pen of this desk.
//!
//! What theirs lacks is never a deletion, but where it is known what they had before: what they were sent
//! ([`Origin::Return`]), or the changes that both have ([`Origin::Same`]).

mod accept;
mod apart;
mod differ;
mod lines;
mod matching;
mod names;
mod pace;
mod pair;
mod plain;
mod rules;
mod said;
pub(super) mod side;
mod signs;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use serde_json::Value;

use crate::register::{Change, Collection, Few, Id, RecordKey, Register};

use apart::Apart;

pub use accept::{Accepted, Choice, Left, Take};
use names::Names;
use pace::Steps;
pub use pace::{AtOnce, Pace, at_once};
pub use rules::Sign;

/// How another register hangs together with ours.
#[derive(Clone, Copy, Debug)]
pub enum Origin<'a> {
    /// Ids say nothing: it was written anew, or elsewhere.
    Other,
    /// It comes from where ours comes from and went on apart: the same id is the same record. What only ours changed
    /// since is no difference, and what they cleared or removed since is one.
    Same,
    /// What was sent out comes back. This is what was sent: what they left as it was is no difference, whatever became of
    /// it here, and what they cleared or removed is one.
    Return(&'a Register),
}

/// What a person says one of their records is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settled {
    /// This record of ours.
    With(Id),
    /// None of ours.
    New,
}

/// How sure a pair is. Nothing but certain ones should be accepted without a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sure {
    /// It may be the same.
    Possible,
    /// It is probably the same.
    Likely,
    /// It is the same.
    Certain,
}

/// Why two records are taken for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// They have one id and one origin, or are the register's own record.
    Id,
    /// It was taken over from there before.
    TakenBefore,
    /// A person said so.
    ByHand,
    /// They have these in common.
    InCommon(&'static [Sign]),
}

/// What one of their records is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// None of ours.
    New,
    /// One of ours.
    Paired(Sure, Why),
}

/// One of their records.
#[derive(Clone, Debug)]
pub struct Match {
    /// Which.
    pub theirs: RecordKey,
    /// The record of ours that it is, or the one that it becomes.
    pub ours: RecordKey,
    /// What it is here.
    pub found: Found,
    /// Records of ours that are as much like it: of a pair, it could as well be one of these; of a new one, it may be one
    /// of these that is paired already.
    pub others: Vec<Id>,
    /// Where the two differ, in the order of paths. Of a new one, all that it says.
    pub leaves: Vec<Difference>,
    /// What of it leads to what they do not have, and stays out.
    pub hidden: Vec<Hidden>,
    /// Whether a new one cannot be taken over, since without what is hidden it would say something else: a contribution
    /// of which a giver is hidden.
    pub is_maimed: bool,
}

/// What stays out of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hidden {
    /// Where it stands in their record, or where it would stand here.
    pub path: String,
    /// Of what kind the record is that it leads to.
    pub collection: Collection,
}

/// What taking over a leaf does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Ours says nothing there.
    Added,
    /// Ours says something else.
    Differs,
    /// They cleared it, or removed the line or record that the path ends in with `gone`.
    Removed,
}

/// A leaf on which the two do not agree.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Where it would be written here, as names joined by `/`.
    pub path: String,
    /// Where it stands in their record.
    pub their_path: String,
    /// What taking it over does.
    pub kind: Kind,
    /// What ours says.
    pub ours: Option<Said>,
    /// What theirs says, in our ids.
    pub theirs: Option<Said>,
    /// Whether ours became another, too, since both had the same: since it was sent, or since the two went apart.
    pub since: bool,
    /// Whether theirs was written after ours, where both have changes of one origin.
    pub is_later: bool,
    /// What it refers to, where that is new here.
    need: Option<Need>,
}

/// A value of one side with what is known of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// The value; null for a leaf that was cleared.
    pub value: Value,
    /// The change that wrote it: by whom, when, for which party. A copy names nobody.
    pub change: Option<Arc<Change>>,
    /// The sources of the line or record that it is in, by their ids on their side.
    pub sources: Vec<Id>,
}

/// Something new of theirs that a leaf refers to.
#[derive(Clone, Debug, PartialEq)]
struct Need {
    /// Their record.
    key: RecordKey,
    /// The line in it, in our ids, where it is not the record.
    line: Option<String>,
    /// What cannot stand without it: this leaf, or the line that it leads.
    falls: String,
}

/// Another register beside ours.
#[derive(Clone, Debug)]
pub struct Meet<'a> {
    ours: Cow<'a, Register>,
    /// Their records by key.
    matches: Vec<Match>,
    places: HashMap<RecordKey, usize>,
}

impl<'a> Meet<'a> {
    /// Compares. `settled` says of some of their records what they are; what cannot be (a record that is not here, or that
    /// another one is already) is passed over. The same registers give the same answer, whatever the order of changes.
    pub fn of(
        ours: &'a Register,
        theirs: &Register,
        origin: Origin<'_>,
        settled: &Few<RecordKey, Settled>,
    ) -> Self {
        at_once(Meet::compare(ours, theirs, origin, settled, &mut AtOnce))
    }

    /// Compares while others have their turn, to be kept while somebody chooses.
    pub async fn paced(
        ours: Register,
        theirs: &Register,
        origin: Origin<'_>,
        settled: &Few<RecordKey, Settled>,
        pace: &mut impl Pace,
    ) -> Meet<'static> {
        let Meet { matches, places, .. } = Meet::compare(&ours, theirs, origin, settled, pace).await;
        Meet { ours: Cow::Owned(ours), matches, places }
    }

    async fn compare(
        ours: &'a Register,
        theirs: &Register,
        origin: Origin<'_>,
        settled: &Few<RecordKey, Settled>,
        pace: &mut impl Pace,
    ) -> Self {
        // Theirs are read, taken apart, looked for and compared; ours are looked through.
        let all = theirs.keys().count().saturating_mul(4).saturating_add(ours.keys().count());
        let mut steps = Steps::of(all, pace);
        let keeps_ids = !matches!(origin, Origin::Other);
        let apart = matches!(origin, Origin::Same).then(|| Apart::of(ours, theirs));
        let base = match origin {
            Origin::Return(base) => Some(base),
            _ => apart.as_ref().map(|apart| &apart.base),
        };
        let is_meant = |key: &RecordKey| apart.as_ref().is_none_or(|apart| apart.keys.contains(key));
        let records = side::all_of(theirs, [keeps_ids, apart.is_some()], is_meant, &mut steps).await;
        // Of two that both have, one is not taken for the other.
        let both = apart.as_ref().map(|_| theirs);
        let mut names = Names { keeps_ids, ..Names::default() };
        let sides = matching::Sides { ours, both };
        let found = matching::match_all(sides, &records, settled, &mut names, &mut steps).await;
        let sides = differ::Sides { ours, theirs, base };
        let mut matches = differ::differ_all(sides, records, found, &mut names, &mut steps).await;
        if let Some(base) = base {
            matches
                .extend(differ::removed(ours, theirs, base).into_iter().filter(|one| is_meant(&one.theirs)));
        }
        let mut meet = Meet { ours: Cow::Borrowed(ours), matches, places: HashMap::new() };
        meet.note_places();
        meet.hide_what_never_comes(&mut steps).await;
        meet.matches.retain(|one| !one.leaves.is_empty() || one.found != Found::New || one.is_maimed);
        meet.note_places();
        meet
    }

    fn note_places(&mut self) {
        let places = self.matches.iter().enumerate().map(|(place, one)| (one.theirs.clone(), place));
        self.places = places.collect();
    }

    /// Lets go of some of what it holds; whether anything is left.
    pub fn wane(&mut self, many: usize) -> bool {
        self.matches.truncate(self.matches.len().saturating_sub(many));
        let is_left = match &mut self.ours {
            Cow::Owned(ours) => ours.wane(many),
            Cow::Borrowed(_) => false,
        };
        is_left || !self.matches.is_empty()
    }

    /// Ours, as it was compared.
    pub fn ours(&self) -> &Register {
        &self.ours
    }

    /// Their records: what each is here, and where it differs.
    pub fn matches(&self) -> &[Match] {
        &self.matches
    }

    /// One of their records.
    pub fn get(&self, theirs: &RecordKey) -> Option<&Match> {
        self.matches.get(*self.places.get(theirs)?)
    }

    /// Those that a person has something to say on.
    pub fn differing(&self) -> impl Iterator<Item = &Match> {
        self.matches.iter().filter(|one| !one.leaves.is_empty())
    }
}
