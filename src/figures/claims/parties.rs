//! The verdict on a claimed number of members: which set of parties gives it.

use rust_decimal::Decimal;

use crate::register::{ActKind, Arrange, Day, Each, Id, Register};

use super::super::fact::published;
use super::super::membership::members_public;
use super::Claim;
use super::judge::{NEAR_DAYS, beside, best};
use super::outcome::{Another, Outcome, PartySet, Verdict};
use super::seen::shifted;

/// Up to how many disputed parties are tried in all combinations; of more only none, each alone, and all.
const ALL_COMBINATIONS: usize = 6;

/// The better of both ends of the date.
pub(super) fn tried(register: &Register, claim: &Claim, number: u32) -> Option<Outcome> {
    let size = usize::try_from(number).ok()?;
    let try_on = |(on, by): (Day, Day)| {
        let sets = sets(register, on, by);
        let own = sets.first().map(|set| set.parties.clone()).unwrap_or_default();
        let found = Decimal::from(own.len());
        Outcome {
            claim: claim.clone(),
            verdict: verdict(register, claim, size, &sets, (on, by)),
            on,
            published: by,
            found: Some(found),
            gap: Decimal::from(size).checked_sub(found),
            figure: None,
            parties: own,
        }
    };
    best(claim.ends().into_iter().map(try_on).collect())
}

fn verdict(
    register: &Register,
    claim: &Claim,
    size: usize,
    sets: &[PartySet],
    (on, by): (Day, Day),
) -> Verdict {
    let names = &claim.parties;
    let fits = |parties: &[Id]| parties.len() == size && (names.is_empty() || *parties == **names);
    if sets.first().is_some_and(|own| fits(&own.parties)) {
        return Verdict::Holds { understates: false };
    }
    let fitting: Vec<_> = sets.iter().filter(|set| fits(&set.parties)).cloned().map(Another::Set).collect();
    if !fitting.is_empty() {
        return Verdict::HoldsForAnother(fitting);
    }
    let same = sets.iter().find(|set| set.parties.len() == size);
    if let Some(same) = same.filter(|_| !names.is_empty()) {
        let parties: Each<Id> = same.parties.iter().cloned().collect();
        return Verdict::OtherMembers { without: beside(names, &parties), others: beside(&parties, names) };
    }
    let mut days: Vec<i64> = (-NEAR_DAYS..=NEAR_DAYS).filter(|days| *days != 0).collect();
    days.arrange_by_key(|days| (days.abs(), *days));
    for day in days {
        let then = shifted(on, day);
        let parties = members_public(register, then, Some(by)).counted;
        if fits(&parties) {
            return Verdict::HoldsForAnother(vec![Another::Members { on: then, parties }]);
        }
    }
    Verdict::Differs { nearest: None, narrowing: Vec::new() }
}

/// The sets that a number can be of: the register's own first, then with the fewest of the disputed, then without or
/// with the beneficiary, then the signatories of each agreement.
fn sets(register: &Register, on: Day, by: Day) -> Vec<PartySet> {
    let found = members_public(register, on, Some(by));
    let served: Each<Id> = found.beneficiaries.into_iter().collect();
    let base: Each<Id> = found.counted.iter().filter(|id| !served.contains(*id)).cloned().collect();
    let disputed: Vec<Id> = found.disputed.into_iter().filter(|id| !served.contains(id)).collect();
    let own = base.len() < found.counted.len();
    let ways: &[bool] = if served.is_empty() {
        &[false]
    } else if own {
        &[true, false]
    } else {
        &[false, true]
    };
    let mut sets = Vec::new();
    for with in ways {
        for some in some_of(&disputed) {
            let mut parties = base.clone();
            parties.extend(some.iter().cloned());
            if *with {
                parties.extend(served.iter().cloned());
            }
            let parties = parties.into_iter().collect();
            sets.push(PartySet { agreement: None, beneficiary: *with, disputed: some, parties });
        }
    }
    for (id, _) in register.agreements.live() {
        let signed = signed(register, id, on, by);
        let without: Vec<Id> = signed.iter().filter(|id| !served.contains(*id)).cloned().collect();
        let with = without.len() < signed.len();
        let set = |beneficiary, parties| PartySet {
            agreement: Some(id.clone()),
            beneficiary,
            disputed: Vec::new(),
            parties,
        };
        sets.push(set(with, signed.into_iter().collect()));
        if with {
            sets.push(set(false, without));
        }
    }
    sets
}

/// The combinations of the disputed, the smallest first.
fn some_of(disputed: &[Id]) -> Vec<Vec<Id>> {
    if disputed.len() > ALL_COMBINATIONS {
        let alone = disputed.iter().map(|id| vec![id.clone()]);
        return std::iter::once(Vec::new()).chain(alone).chain([disputed.to_vec()]).collect();
    }
    let mut all = vec![Vec::new()];
    for id in disputed {
        let with = all.iter().map(|some: &Vec<Id>| {
            let mut some = some.clone();
            some.push(id.clone());
            some
        });
        let with: Vec<_> = with.collect();
        all.extend(with);
    }
    all.arrange_by_key(Vec::len);
    all
}

/// Who had signed an agreement, without the signatures that were surely made public later.
fn signed(register: &Register, agreement: &Id, on: Day, by: Day) -> Each<Id> {
    let mut signed = Each::new();
    for (_, record) in register.memberships.live() {
        let Some(party) = &record.party else { continue };
        for act in record.acts.values() {
            let signature = matches!(act.kind, Some(ActKind::Declaration | ActKind::Agreement));
            let here = act.agreement.as_ref().is_some_and(|other| other.id() == agreement);
            let then = act.date.as_ref().is_some_and(|date| date.last() <= on);
            let public = published(register, &act.sources).or_else(|| published(register, &record.sources));
            if signature && here && then && public.is_none_or(|day| day <= by) {
                signed.insert(party.id().clone());
            }
        }
    }
    signed
}
