//! The ledger: what every contribution and purchase says, as days and sums, made once for each revision.

use std::sync::Arc;

use crate::register::{
    AreaId, Arrange, Coalition, Contribution, Day, Each, Few, Form, Id, Node as _, RatePolicy, RecordKey,
    Register, Step,
};

use super::fact::Line;
use super::family::{Edge, Net, Tie, Ties};
use super::pieces::Piece;
use super::purchases::Bought;
use super::{Circle, Fact, Money, Reason, Who};

/// Which day's rate converts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Policy {
    /// The day of the entry.
    #[default]
    DayOfEntry,
    /// One day for all.
    FixedDay(Day),
    /// The rate that the party stated; without one, the day of the entry.
    Stated,
}

impl Policy {
    /// That of a register's own record; a fixed day that is not stated fixes nothing.
    pub fn of(own: &Coalition) -> Self {
        match (own.rate_policy, &own.rate_day) {
            (Some(RatePolicy::FixedDay), Some(day)) => Policy::FixedDay(day.last()),
            (Some(RatePolicy::Stated), _) => Policy::Stated,
            _ => Policy::DayOfEntry,
        }
    }
}

/// One contribution.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Account {
    pub id: Id,
    /// By the day from which they count, then id.
    pub facts: Vec<Fact>,
    pub who: Who,
    /// Published parts of its givers.
    pub shares: Vec<(Id, Money)>,
    /// Larger sums that it lies in: the limit and what it is.
    pub larger: Vec<(Money, Option<String>)>,
    pub form: Option<Form>,
    pub area: Option<AreaId>,
    pub outside: bool,
    /// Lines that count nowhere.
    pub idle: Vec<(Id, Option<Money>, Reason)>,
}

/// What a register says, reduced to what counting needs. It holds no day and no currency: make it once for each
/// revision of the collections, and ask it often.
#[derive(Clone, Debug)]
pub struct Ledger {
    pub(super) accounts: Vec<Account>,
    pub(super) index: Few<Id, usize>,
    pub(super) net: Net,
    /// All families: each joined one, then each contribution that stands alone.
    pub(super) families: Vec<Vec<usize>>,
    /// By id.
    pub(super) purchases: Vec<Bought>,
    /// Which day's rate converts; taken from the register, and free to be set to see another.
    pub policy: Policy,
}

const NO_TIES: &Ties = &Ties {
    repeats: Vec::new(),
    whole: None,
    parts: Vec::new(),
    maybe: Vec::new(),
    maybe_in: Vec::new(),
    joined: false,
};

impl Ledger {
    /// The ledger of a register.
    pub fn of(register: &Register) -> Self {
        let mut accounts = Vec::with_capacity(register.contributions.len());
        let mut related = Vec::new();
        for (place, (id, record)) in register.contributions.live().enumerate() {
            accounts.push(account(register, id, record));
            if !record.relations.0.is_empty() {
                related.push((place, record));
            }
        }
        let index: Few<Id, usize> = Few::in_order(
            accounts.iter().enumerate().map(|(place, account)| (account.id.clone(), place)).collect(),
        );
        let purchases: Vec<_> =
            register.purchases.live().map(|(id, record)| Bought::of(register, id, record, &index)).collect();
        for purchase in &purchases {
            for (place, fact) in purchase.paid_for() {
                if let Some(account) = accounts.get_mut(place) {
                    account.facts.push(fact);
                }
            }
        }
        for account in &mut accounts {
            arrange(&mut account.facts);
        }
        let net = net(related, &accounts, &index);
        let families = families(&accounts, &net);
        Ledger { accounts, index, net, families, purchases, policy: policy(register) }
    }

    /// Reads one contribution again after an edit that left its relations as they were. Where more depends on what it
    /// says than the sums of its family, nothing happens and the answer is false: the ledger is to be made anew.
    pub(super) fn read_again(&mut self, register: &Register, id: &Id) -> bool {
        let Some(record) = register.contributions.get(id).filter(|record| !record.is_gone()) else {
            return self.take_out(id);
        };
        let Some(place) = self.index.get(id).copied() else { return self.take_in(register, id, record) };
        // Which of two that may be the same gives way hangs on their days.
        let is_sure =
            |place: &usize| self.ties(*place).maybe.is_empty() && self.ties(*place).maybe_in.is_empty();
        if !self.family(place).iter().all(is_sure) {
            return false;
        }
        let Some(held) = self.accounts.get_mut(place) else { return false };
        // One that was taken out and comes back with relations may hang together with others.
        let comes_back = held.facts.is_empty() && !record.relations.is_empty();
        if held.outside != record.outside || comes_back {
            return false;
        }
        let mut new = account(register, id, record);
        let buys =
            || self.purchases.iter().flat_map(|bought| &bought.shares).any(|share| share.of.contains(&place));
        // Whose a purchase is follows from whose the money is.
        if (held.who != new.who || held.shares != new.shares) && buys() {
            return false;
        }
        new.facts.extend(held.facts.drain(..).filter(|fact| fact.bought.is_some()));
        arrange(&mut new.facts);
        *held = new;
        true
    }

    /// Takes out a contribution that is removed, if it hangs together with nothing: its place stays, empty.
    fn take_out(&mut self, id: &Id) -> bool {
        let Some(place) = self.index.get(id).copied() else { return true };
        let mut shares = self.purchases.iter().flat_map(|bought| &bought.shares);
        // Without it a circle is none: what it held back then counts.
        let mut circles = self.net.circles.iter().map(|circle| circle.contains(&place));
        let is_tied = self.net.ties.contains_key(&place) || circles.any(|is_in| is_in);
        if is_tied || shares.any(|share| share.of.contains(&place)) {
            return false;
        }
        let Some(held) = self.accounts.get_mut(place) else { return false };
        *held = Account {
            facts: Vec::new(),
            who: Who::NotStated,
            shares: Vec::new(),
            larger: Vec::new(),
            idle: Vec::new(),
            ..held.bare()
        };
        true
    }

    /// Takes in a contribution that one change has just made: nothing can hang together with it yet but by what it says
    /// itself.
    fn take_in(&mut self, register: &Register, id: &Id, record: &Arc<Contribution>) -> bool {
        let is_new = register.is_new(&RecordKey::of::<Contribution>(id));
        if !is_new || !record.relations.is_empty() {
            return false;
        }
        let mut new = account(register, id, record);
        arrange(&mut new.facts);
        let place = self.accounts.len();
        self.index.insert(id.clone(), place);
        if !new.outside {
            self.families.push(vec![place]);
        }
        self.accounts.push(new);
        true
    }

    /// All that hang together with a contribution by certain relations, itself among them.
    pub(super) fn family(&self, place: usize) -> Vec<usize> {
        let joined = self
            .net
            .ties
            .get(&place)
            .and_then(|_| self.net.families.iter().find(|family| family.contains(&place)));
        joined.cloned().unwrap_or_else(|| vec![place])
    }

    /// The family of a contribution as a piece; an empty one where the contribution is outside or not there.
    pub(super) fn piece_of(&self, id: &Id) -> Piece {
        let inside = |place: &usize| self.accounts.get(*place).is_some_and(|account| !account.outside);
        let place = self.index.get(id).copied().filter(inside);
        Piece { families: place.map(|place| self.family(place)).into_iter().collect() }
    }

    /// The circles among its relations, each an error in the register.
    pub fn circles(&self) -> Vec<Circle> {
        let id = |place: &usize| self.accounts.get(*place).map(|account| account.id.clone());
        let circles = self.net.circles.iter();
        circles.map(|circle| Circle { members: circle.iter().filter_map(id).collect() }).collect()
    }

    pub(super) fn ties(&self, place: usize) -> &Ties {
        self.net.ties.get(&place).unwrap_or(NO_TIES)
    }

    /// What a contribution is part of, from the nearest to the furthest.
    pub(super) fn wholes(&self, id: &Id) -> impl Iterator<Item = &Id> {
        let above = |place: &usize| self.ties(*place).whole;
        let places = std::iter::successors(self.index.get(id).and_then(above), above);
        places.filter_map(|place| self.accounts.get(place).map(|account| &account.id))
    }

    pub(super) fn account(&self, id: &Id) -> Option<&Account> {
        self.accounts.get(*self.index.get(id)?)
    }

    pub(super) fn bought(&self, id: &Id) -> Option<&Bought> {
        self.purchases.get(self.purchases.binary_search_by(|purchase| purchase.id.cmp(id)).ok()?)
    }
}

fn arrange(facts: &mut [Fact]) {
    // Most contributions have one.
    if facts.len() < 2 {
        return;
    }
    facts.arrange_by(|a, b| (a.dated.from, &a.dated.id).cmp(&(b.dated.from, &b.dated.id)));
}

/// All families, each joined one and each contribution that stands alone, in the order of their first members.
fn families(accounts: &[Account], net: &Net) -> Vec<Vec<usize>> {
    let joined: Each<usize> = net.families.iter().flatten().copied().collect();
    let begun: Few<usize, &Vec<usize>> =
        net.families.iter().filter_map(|family| Some((*family.first()?, family))).collect();
    let mut all = Vec::with_capacity(accounts.len());
    for (place, account) in accounts.iter().enumerate() {
        match begun.get(&place) {
            Some(family) => all.push((*family).clone()),
            None if account.outside || joined.contains(&place) => {}
            None => all.push(vec![place]),
        }
    }
    all
}

fn policy(register: &Register) -> Policy {
    register.coalition.get(&RecordKey::own().id).map(|own| Policy::of(own)).unwrap_or_default()
}

fn account(register: &Register, id: &Id, record: &Arc<Contribution>) -> Account {
    let key = RecordKey::of::<Contribution>(id);
    let mut facts = Vec::with_capacity(record.entries.0.len());
    let mut idle = Vec::new();
    // In the order of ids: the order in which a person put the lines has no part in counting.
    for (line, entry) in record.entries.0.iter().filter(|(_, entry)| !entry.is_gone()) {
        let source = Line {
            key: &key,
            field: "entries",
            id: line,
            date: entry.date.as_ref(),
            value_date: entry.value_date.as_ref(),
            amount: entry.amount.as_ref(),
            sources: &entry.sources,
            record_sources: &record.sources,
        };
        let money = entry.amount.map(|amount| Money { value: amount.value, currency: amount.currency });
        match (entry.kind, source.dated(register)) {
            (None, _) => idle.push((line.clone(), money, Reason::NoKind)),
            (Some(Step::Statement), _) => idle.push((line.clone(), money, Reason::Statement)),
            (_, None) => idle.push((line.clone(), money, Reason::NoDay)),
            (Some(kind), Some(mut dated)) => {
                dated.stated = entry.stated_rate;
                dated.year = entry.counts_for.and_then(|year| i32::try_from(year).ok());
                dated.meeting = entry.meeting.as_ref().map(|meeting| meeting.id().clone());
                facts.push(Fact { kind, bought: None, dated: Arc::new(dated) });
            }
        }
    }
    let givers: Few<Id, Option<Money>> = record
        .contributors
        .any()
        .filter_map(|giver| {
            let share = giver.share.map(|share| Money { value: share.value, currency: share.currency });
            Some((giver.party.as_ref()?.id().clone(), share))
        })
        .collect();
    Account {
        id: id.clone(),
        facts,
        who: Who::of(givers.keys().cloned()),
        shares: givers.into_iter().filter_map(|(id, share)| Some((id, share?))).collect(),
        larger: record
            .larger
            .values()
            .filter_map(|larger| {
                let amount = larger.amount?;
                Some((Money { value: amount.value, currency: amount.currency }, larger.what.clone()))
            })
            .collect(),
        form: record.form,
        area: record.area.clone(),
        outside: record.outside,
        idle,
    }
}

/// The relations between contributions that are there and inside the coalition.
fn net(related: Vec<(usize, &Arc<Contribution>)>, accounts: &[Account], index: &Few<Id, usize>) -> Net {
    let inside = |place: &usize| accounts.get(*place).is_some_and(|account| !account.outside);
    let mut edges = Each::new();
    for (from, record) in related.into_iter().filter(|(from, _)| inside(from)) {
        for relation in record.relations.values() {
            let (Some(kind), Some(to)) = (relation.kind, &relation.to) else { continue };
            let Some(to) = index.get(to.id()).copied().filter(inside) else { continue };
            let certain = Tie::of(kind).filter(|_| !relation.is_possible());
            edges.insert(Edge { from, to, certain });
        }
    }
    let first = |place: usize| {
        let account = accounts.get(place);
        let entry = account.and_then(|account| account.facts.iter().find(|fact| fact.bought.is_none()));
        let day = entry.map_or(Day::MAX, |fact| fact.dated.from);
        (day, account.map(|account| account.id.clone()))
    };
    Net::new(edges, |a, b| first(a) < first(b))
}
