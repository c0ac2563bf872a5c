//! Who belongs on a day, and as what.

use crate::register::{ActKind, Capacity, Day, Each, Few, Id, Membership, Node, RecordKey, Register, Role};

use super::fact::published;

/// The parties of a coalition on a day; each list is in the order of ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Members {
    /// Those that make the number: leads, members and, if the register says so, the beneficiary.
    pub counted: Vec<Id>,
    /// Leads.
    pub leads: Vec<Id>,
    /// Observers.
    pub observers: Vec<Id>,
    /// Those for whom the coalition works.
    pub beneficiaries: Vec<Id>,
    /// Organisations that work with it.
    pub partners: Vec<Id>,
    /// Those asked to join.
    pub invited: Vec<Id>,
    /// Those whose roles contradict each other: not in the number, named beside it.
    pub disputed: Vec<Id>,
    /// Records that say neither since when nor by which dated act: they hold from the beginning, and are flagged.
    pub undated: Vec<Undated>,
}

impl Members {
    /// The capacity in which a party sits in a meeting by its role; nothing where its roles contradict each other.
    pub fn capacity(&self, party: &Id) -> Option<Capacity> {
        if self.disputed.contains(party) {
            return None;
        }
        let ranked = [
            (&self.leads, Capacity::Lead),
            (&self.beneficiaries, Capacity::Beneficiary),
            (&self.counted, Capacity::Member),
            (&self.observers, Capacity::Observer),
        ];
        let found = ranked.into_iter().find(|(list, _)| list.contains(party));
        Some(found.map_or(Capacity::Guest, |(_, capacity)| capacity))
    }
}

/// A membership without a beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undated {
    /// The record.
    pub membership: Id,
    /// Whose it is.
    pub party: Id,
}

/// What the records in force say of one party.
#[derive(Clone, Debug, Default)]
struct Held {
    roles: Each<Role>,
    unsettled: bool,
}

impl Held {
    fn belongs(&self) -> bool {
        self.roles.contains(&Role::Lead) || self.roles.contains(&Role::Member)
    }

    fn is_disputed(&self) -> bool {
        let beside = [Role::Observer, Role::Partner, Role::Invited];
        self.unsettled || self.belongs() && beside.iter().any(|role| self.roles.contains(role))
    }
}

/// The parties on a day.
pub fn members(register: &Register, on: Day) -> Members {
    members_public(register, on, None)
}

/// The parties on a day, without the memberships that were surely made public after another.
pub fn members_public(register: &Register, on: Day, by: Option<Day>) -> Members {
    let mut all = Members::default();
    let mut held: Few<Id, Held> = Few::new();
    for (id, record) in register.memberships.live() {
        let Some(party) = record.party.as_ref().map(|party| party.id()) else { continue };
        if !in_force(record, on) || by.is_some_and(|by| is_later(register, record, by)) {
            continue;
        }
        if begins(record).is_none() {
            all.undated.push(Undated { membership: id.clone(), party: party.clone() });
        }
        let held = held.or_default(party.clone());
        held.roles.extend(record.role);
        held.unsettled |= record.role.is_none() && has_role_readings(record);
    }
    let own = register.coalition.get(&RecordKey::own().id);
    let beneficiary = own.and_then(|own| own.beneficiary.as_ref()).map(|party| party.id().clone());
    let counts = own.and_then(|own| own.beneficiary_counts) == Some(true);
    if let Some(party) = &beneficiary {
        let founded = own.and_then(|own| own.founded.as_ref()).is_none_or(|day| day.last() <= on);
        let on_record = register
            .memberships
            .live()
            .any(|(_, record)| record.party.as_ref().is_some_and(|other| other.id() == party));
        if held.contains_key(party) || founded && !on_record {
            held.or_default(party.clone()).roles.insert(Role::Beneficiary);
        }
    }
    for (party, held) in held {
        let is = |role| held.roles.contains(&role);
        if is(Role::Beneficiary) {
            all.beneficiaries.push(party.clone());
        }
        if held.is_disputed() {
            all.disputed.push(party);
            continue;
        }
        if if is(Role::Beneficiary) { counts } else { held.belongs() } {
            all.counted.push(party.clone());
        }
        for (role, list) in [
            (Role::Lead, &mut all.leads),
            (Role::Observer, &mut all.observers),
            (Role::Partner, &mut all.partners),
            (Role::Invited, &mut all.invited),
        ] {
            if is(role) {
                list.push(party.clone());
            }
        }
    }
    all
}

/// The roles of one party on a day; lead implies member.
pub fn roles(register: &Register, party: &Id, on: Day) -> Each<Role> {
    let records = register.memberships.live().map(|(_, record)| record);
    let own = records.filter(|record| record.party.as_ref().is_some_and(|other| other.id() == party));
    let mut roles: Each<Role> =
        own.filter(|record| in_force(record, on)).filter_map(|record| record.role).collect();
    if roles.contains(&Role::Lead) {
        roles.insert(Role::Member);
    }
    roles
}

/// From the last day that its beginning can mean to its last day, inclusive.
fn in_force(record: &Membership, on: Day) -> bool {
    begins(record).is_none_or(|from| from <= on) && ends(record).is_none_or(|until| on <= until)
}

/// Whether the earliest source of a membership and its acts is of a later day; without a dated source nothing says so.
fn is_later(register: &Register, record: &Membership, by: Day) -> bool {
    let acts = record.acts.values().map(|act| &act.sources);
    let days =
        std::iter::once(&record.sources).chain(acts).filter_map(|sources| published(register, sources));
    days.min().is_some_and(|day| day > by)
}

/// Where the record does not say since when, the earliest act does.
fn begins(record: &Membership) -> Option<Day> {
    let acts = || {
        let acts = record.acts.values().filter(|act| act.kind != Some(ActKind::Left));
        acts.filter_map(|act| act.date.as_ref()).map(|date| date.last()).min()
    };
    record.from.as_ref().map(|date| date.last()).or_else(acts)
}

/// Where the record does not say until when, the act of leaving does; that day is its last.
fn ends(record: &Membership) -> Option<Day> {
    let left = || {
        let acts = record.acts.values().filter(|act| act.kind == Some(ActKind::Left));
        acts.filter_map(|act| act.date.as_ref()).map(|date| date.last()).min()
    };
    record.until.as_ref().map(|date| date.last()).or_else(left)
}

fn has_role_readings(record: &Membership) -> bool {
    record.readings.0.values().any(|reading| !reading.is_gone() && reading.field.as_deref() == Some("role"))
}
