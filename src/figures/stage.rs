//! How far things are on a day: purchases, contributions, agreements, actions.

use rust_decimal::Decimal;

use crate::register::{
    ActKind, Action, ActionState, Arrange, Citation, Contribution, Date, Day, Few, Id, Lines, Purchase,
    PurchaseStepKind, Receipt, Register, Step,
};

use super::raised::STEPS;

/// How far a purchase is on a day: its furthest step. Cancelled beats all; a delivery counts as the step "delivered",
/// and as "received" once the receipt of each is confirmed.
pub fn stage(purchase: &Purchase, on: Day) -> Option<PurchaseStepKind> {
    stage_of(purchase, on, &|_| true)
}

/// The same by the steps and deliveries whose sources are taken.
pub(super) fn stage_of(
    purchase: &Purchase,
    on: Day,
    taken: &dyn Fn(&Lines<Citation>) -> bool,
) -> Option<PurchaseStepKind> {
    let is_in = |date: &Option<Date>, sources: &Lines<Citation>| {
        date.as_ref().is_some_and(|date| date.last() <= on) && taken(sources)
    };
    let steps = purchase.steps.values().filter(|step| is_in(&step.date, &step.sources));
    let furthest = steps.filter_map(|step| step.kind).max();
    let mut delivered = None;
    let mut confirmed = true;
    for delivery in purchase.deliveries.values() {
        if is_in(&delivery.date, &delivery.sources) {
            delivered = Some(PurchaseStepKind::Delivered);
            confirmed &= delivery.receipt == Some(Receipt::Confirmed);
        }
    }
    let delivered = delivered.map(|step| if confirmed { PurchaseStepKind::Received } else { step });
    furthest.max(delivered)
}

/// How far a contribution is on a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reached {
    /// The furthest step with an entry; nothing when none has happened yet.
    pub step: Option<Step>,
    /// Whether a pledge or more was cut.
    pub reduced: bool,
    /// Whether cuts took back everything.
    pub withdrawn: bool,
}

/// How far a contribution is on a day, by its own entries with a date or with none.
pub fn reached(contribution: &Contribution, on: Day) -> Reached {
    let mut reached = Reached::default();
    // Sums by step and currency.
    let mut sums = Few::new();
    for entry in contribution.entries.values() {
        let Some(kind) = entry.kind.filter(|kind| *kind != Step::Statement) else { continue };
        if entry.date.as_ref().is_some_and(|date| date.last() > on) {
            continue;
        }
        reached.step = reached.step.max(Some(kind)).filter(|step| STEPS.contains(step));
        let Some(amount) = entry.amount else {
            // Something without a figure stands whatever was cut.
            sums.insert((kind, None), Decimal::ONE);
            continue;
        };
        reached.reduced |= amount.value < Decimal::ZERO;
        let sum = sums.or_insert((kind, Some(amount.currency)), Decimal::ZERO);
        *sum = sum.checked_add(amount.value).unwrap_or(*sum);
    }
    reached.withdrawn = reached.reduced && sums.values().all(|sum| *sum <= Decimal::ZERO);
    reached
}

/// A party that signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signatory {
    /// Who.
    pub party: Id,
    /// The day from which the signature is certain.
    pub since: Day,
}

/// The parties that had signed an agreement by a day, by date, then id. They come from the acts of memberships.
pub fn signatories(register: &Register, agreement: &Id, on: Day) -> Vec<Signatory> {
    let mut signed: Few<Id, Day> = Few::new();
    for (_, record) in register.memberships.live() {
        let Some(party) = &record.party else { continue };
        for act in record.acts.values() {
            let signature = matches!(act.kind, Some(ActKind::Declaration | ActKind::Agreement));
            let here = act.agreement.as_ref().is_some_and(|other| other.id() == agreement);
            let Some(day) = act.date.as_ref().map(|date| date.last()).filter(|day| *day <= on) else {
                continue;
            };
            if signature && here {
                let since = signed.or_insert(party.id().clone(), day);
                *since = (*since).min(day);
            }
        }
    }
    let mut signed: Vec<_> = signed.into_iter().map(|(party, since)| Signatory { party, since }).collect();
    signed.arrange_by(|a, b| (a.since, &a.party).cmp(&(b.since, &b.party)));
    signed
}

/// How an action stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActionOn {
    /// Open, done or dropped; nothing before the meeting that made it.
    pub state: Option<ActionState>,
    /// For how many days it has been overdue.
    pub overdue: Option<i64>,
}

/// How an action stands on a day: made by then, and done or dropped by then. Without the meeting that made or closed
/// it, an action stands as it is recorded. One that is open is overdue after the last day that its due date can mean.
pub fn action_on(register: &Register, action: &Action, on: Day) -> ActionOn {
    let by_then = |meeting: &Option<crate::register::Ref<_>>| {
        let held = meeting.as_ref().and_then(|meeting| register.meetings.get(meeting.id()));
        held.and_then(|held| held.date.as_ref()).is_none_or(|date| date.last() <= on)
    };
    let state = match action.state.unwrap_or(ActionState::Open) {
        ActionState::Open => ActionState::Open,
        closed if by_then(&action.closed_at) => closed,
        _ => ActionState::Open,
    };
    let state = by_then(&action.made_at).then_some(state);
    let due = action.due.as_ref().filter(|_| state == Some(ActionState::Open));
    let overdue = due.map(|due| on.signed_duration_since(due.last()).num_days()).filter(|days| *days > 0);
    ActionOn { state, overdue }
}

/// The actions that were open on a day. By due date, those without one last, then by id.
pub fn open_actions(register: &Register, on: Day) -> Vec<Id> {
    let is_open = |action: &Action| action_on(register, action, on).state == Some(ActionState::Open);
    let mut open: Vec<_> = register.actions.live().filter(|(_, action)| is_open(action)).collect();
    open.arrange_by_key(|(id, action)| {
        (action.due.as_ref().map_or(Day::MAX, |due| due.last()), (*id).clone())
    });
    open.into_iter().map(|(id, _)| id.clone()).collect()
}
