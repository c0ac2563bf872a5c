//! Two days side by side: what came, who joined, what moved, what was opened and closed.

use rust_decimal::Decimal;

use crate::register::{
    Action, ActionState, Arrange, Citation, Day, Each, Id, Lines, Measure, Meeting, PurchaseStepKind, Ref,
    Register,
};

use super::fact::is_later;
use super::money::{add, sub};
use super::stage::stage_of;
use super::{Count, Figure, Money, Of, Open, Unconverted, Who, members_public};

/// What a figure says, without what it is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Level {
    /// How much.
    pub amount: Decimal,
    /// Or more, or less.
    pub open: Open,
    /// Whether an amount in it is only about right.
    pub about: bool,
    /// How many contributions and purchases count by number because no sum of theirs is known.
    pub unvalued: u32,
}

impl Level {
    /// Of a figure.
    pub fn of(figure: &Figure) -> Self {
        let Figure { amount, open, about, unvalued, .. } = *figure;
        Level { amount, open, about, unvalued }
    }
}

/// What one record adds to the change of a figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Added {
    /// The contribution or purchase; nothing for what is given back so that a figure does not fall below zero.
    pub of: Option<Of>,
    /// Whose it is.
    pub who: Who,
    /// What it had in the figure before.
    pub before: Decimal,
    /// What it has in it now.
    pub after: Decimal,
    /// The difference.
    pub change: Decimal,
    /// Whether it is in the figure for the first time, by number where it has no sum.
    pub is_new: bool,
    /// Whether no sum of it is known now.
    pub without_figure: bool,
}

/// How a figure changed. The rows add up to the change.
#[derive(Clone, Debug, PartialEq)]
pub struct Changed {
    /// Which figure.
    pub measure: Measure,
    /// As it stood.
    pub before: Level,
    /// As it stands.
    pub after: Level,
    /// The difference.
    pub change: Decimal,
    /// Record by record; those that are in it with the same sum have none.
    pub rows: Vec<Added>,
    /// By how much grew what has no rate.
    pub unconverted: Vec<Unconverted>,
}

/// Who came and went. The number before, with those that joined and without the others that were counted, is the
/// number after.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Joined {
    /// How many there were.
    pub before: usize,
    /// How many there are.
    pub after: usize,
    /// Counted now and not before.
    pub joined: Vec<Id>,
    /// Counted before, and neither counted nor disputed now.
    pub left: Vec<Id>,
    /// Disputed now and not before, and whether it was counted before.
    pub disputed: Vec<(Id, bool)>,
    /// Disputed before and not now, and whether it is counted now.
    pub settled: Vec<(Id, bool)>,
}

/// A purchase that is further than it was, or was cancelled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Which.
    pub purchase: Id,
    /// How far it was.
    pub then: Option<PurchaseStepKind>,
    /// How far it is.
    pub now: Option<PurchaseStepKind>,
}

/// An action that was closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    /// Which.
    pub action: Id,
    /// Done or dropped.
    pub state: ActionState,
    /// The meeting that closed it.
    pub meeting: Id,
}

/// A meeting on its day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Which.
    pub meeting: Id,
    /// The last day that its date can mean.
    pub day: Day,
}

/// What happened after one day up to another, inclusive.
#[derive(Clone, Debug, PartialEq)]
pub struct Between {
    /// The day before which everything had happened already.
    pub from: Day,
    /// The last day.
    pub until: Day,
    /// New money, measure by measure.
    pub money: Vec<Changed>,
    /// Who came and went.
    pub members: Joined,
    /// Purchases that moved, by id.
    pub purchases: Vec<Moved>,
    /// Actions that were made, also those that are closed already, by id.
    pub opened: Vec<Id>,
    /// Actions that were closed, by id.
    pub closed: Vec<Closed>,
    /// Meetings that were held, in their order.
    pub meetings: Vec<Held>,
}

/// What happened after a day, up to the day of the count, without what was surely made public after its day of
/// publication.
pub fn between(register: &Register, count: &Count, from: Day, measures: &[Measure]) -> Between {
    let until = count.query.on;
    let money = measures.iter().map(|measure| changed(count, from, *measure)).collect();
    let by = count.query.published;
    let (opened, closed) = actions(register, from, until, by);
    let mut meetings = held(register, Some(from), until);
    meetings.retain(|held| {
        let record = register.meetings.get(&held.meeting);
        record.is_none_or(|record| !is_later(register, &record.sources, &record.sources, by))
    });
    let members = joined(register, from, until, by);
    let purchases = moved(register, from, until, by);
    Between { from, until, money, members, purchases, opened, closed, meetings }
}

/// How a figure changed after a day, up to the day of the count.
pub fn changed(count: &Count, from: Day, measure: Measure) -> Changed {
    changed_of(&count.on(from).figure(measure), &count.figure(measure))
}

/// From one figure to another of the same measure.
pub fn changed_of(before: &Figure, after: &Figure) -> Changed {
    let mut lines: Vec<(Option<&Of>, &Who, Decimal, bool)> = Vec::new();
    for (figure, is_after) in [(before, false), (after, true)] {
        lines.extend(figure.parts.iter().map(|part| (part.of.as_ref(), &part.who, part.converted, is_after)));
        let bare = figure.without_figure.iter();
        lines.extend(bare.map(|bare| (Some(&bare.of), &bare.who, Decimal::ZERO, is_after)));
    }
    lines.arrange_by(|a, b| a.0.cmp(&b.0));
    let bare: Each<&Of> = after.without_figure.iter().map(|bare| &bare.of).collect();
    let mut rows: Vec<Added> = Vec::new();
    for (of, who, value, is_after) in lines {
        if rows.last().is_none_or(|row| row.of.as_ref() != of) {
            rows.push(Added {
                of: of.cloned(),
                who: who.clone(),
                before: Decimal::ZERO,
                after: Decimal::ZERO,
                change: Decimal::ZERO,
                is_new: true,
                without_figure: of.is_some_and(|of| bare.contains(of)),
            });
        }
        let Some(row) = rows.last_mut() else { continue };
        row.is_new &= is_after;
        let side = if is_after { &mut row.after } else { &mut row.before };
        // A part of a sum that could be held can be held.
        *side = add(*side, value).unwrap_or(*side);
    }
    for row in &mut rows {
        row.change = sub(row.after, row.before).unwrap_or_default();
    }
    rows.retain(|row| !row.change.is_zero() || row.is_new);
    Changed {
        measure: after.measure,
        before: Level::of(before),
        after: Level::of(after),
        change: sub(after.amount, before.amount).unwrap_or_default(),
        rows,
        unconverted: beyond(&before.unconverted, &after.unconverted),
    }
}

/// What stands beside now and did not before, by currency.
fn beyond(before: &[Unconverted], after: &[Unconverted]) -> Vec<Unconverted> {
    let mut all: Vec<Unconverted> = after.to_vec();
    for old in before {
        match all.iter_mut().find(|one| one.sum.currency == old.sum.currency) {
            Some(one) => {
                one.sum.value = sub(one.sum.value, old.sum.value).unwrap_or(one.sum.value);
                one.count = one.count.saturating_sub(old.count);
            }
            None => all.push(Unconverted {
                sum: Money { value: super::money::negative(old.sum.value), ..old.sum },
                count: 0,
            }),
        }
    }
    all.retain(|one| !one.sum.value.is_zero() || one.count > 0);
    all
}

fn joined(register: &Register, from: Day, until: Day, by: Option<Day>) -> Joined {
    let (then, now) = (members_public(register, from, by), members_public(register, until, by));
    let beside = |all: &[Id], others: &[Id]| -> Vec<Id> {
        all.iter().filter(|id| !others.contains(id)).cloned().collect()
    };
    let with = |all: Vec<Id>, others: &[Id]| -> Vec<(Id, bool)> {
        all.into_iter().map(|id| (id.clone(), others.contains(&id))).collect()
    };
    let mut left = beside(&then.counted, &now.counted);
    left.retain(|id| !now.disputed.contains(id));
    Joined {
        before: then.counted.len(),
        after: now.counted.len(),
        joined: beside(&now.counted, &then.counted),
        left,
        disputed: with(beside(&now.disputed, &then.disputed), &then.counted),
        settled: with(beside(&then.disputed, &now.disputed), &now.counted),
    }
}

fn moved(register: &Register, from: Day, until: Day, by: Option<Day>) -> Vec<Moved> {
    let all = register.purchases.live().map(|(id, record)| {
        let taken = |sources: &Lines<Citation>| !is_later(register, sources, &record.sources, by);
        let [then, now] = [from, until].map(|on| stage_of(record, on, &taken));
        Moved { purchase: id.clone(), then, now }
    });
    all.filter(|moved| moved.then != moved.now).collect()
}

/// Those that a meeting of the time made, and those that one closed. Without a meeting nobody knows when.
fn actions(register: &Register, from: Day, until: Day, by: Option<Day>) -> (Vec<Id>, Vec<Closed>) {
    let within = |meeting: &Option<Ref<Meeting>>| {
        let day = register.meetings.get(meeting.as_ref()?.id())?.date.as_ref()?.last();
        (from < day && day <= until).then(|| meeting.as_ref().map(|meeting| meeting.id().clone()))?
    };
    let (mut opened, mut closed) = (Vec::new(), Vec::new());
    let known = |action: &Action| !is_later(register, &action.sources, &action.sources, by);
    for (id, action) in register.actions.live().filter(|(_, action)| known(action)) {
        if within(&action.made_at).is_some() {
            opened.push(id.clone());
        }
        let state = action.state.filter(|state| *state != ActionState::Open);
        if let (Some(state), Some(meeting)) = (state, within(&action.closed_at)) {
            closed.push(Closed { action: id.clone(), state, meeting });
        }
    }
    (opened, closed)
}

/// The meetings after a day, or of all time, up to another, in their order.
pub fn held(register: &Register, after: Option<Day>, until: Day) -> Vec<Held> {
    let mut all: Vec<_> =
        register.meetings.live().filter_map(|(id, meeting)| place_of(id, meeting)).collect();
    all.retain(|(day, ..)| after.is_none_or(|after| after < *day) && *day <= until);
    all.arrange();
    all.into_iter().map(|(day, _, id)| Held { meeting: id.clone(), day }).collect()
}

/// The last meeting of the same series before this one. Those without a series are one series.
pub fn meeting_before(register: &Register, meeting: &Id) -> Option<Held> {
    let this = register.meetings.get(meeting)?;
    let place = place_of(meeting, this)?;
    let others = register.meetings.live().filter(|(_, other)| other.series == this.series);
    let before = others.filter_map(|(id, other)| place_of(id, other)).filter(|other| *other < place).max()?;
    Some(Held { meeting: before.2.clone(), day: before.0 })
}

/// The next meeting of the same series.
pub fn meeting_after(register: &Register, meeting: &Id) -> Option<Held> {
    let this = register.meetings.get(meeting)?;
    let place = place_of(meeting, this)?;
    let others = register.meetings.live().filter(|(_, other)| other.series == this.series);
    let after = others.filter_map(|(id, other)| place_of(id, other)).filter(|other| *other > place).min()?;
    Some(Held { meeting: after.2.clone(), day: after.0 })
}

/// Where a meeting stands among others: by day, then hour, then id.
pub(super) type Place<'a> = (Day, Option<&'a str>, &'a Id);

/// The place of a meeting, if it has a day.
pub(super) fn place_of<'a>(id: &'a Id, meeting: &'a Meeting) -> Option<Place<'a>> {
    Some((meeting.date.as_ref()?.last(), meeting.time.as_deref(), id))
}
