//! What several rules need to look up, each made once, when a rule first asks.

use std::cell::OnceCell;
use std::collections::HashMap;

use rust_decimal::Decimal;

use crate::register::{
    Amount, Arrange, Contribution, Currency, Day, Id, PurchaseStepKind, Qualifier, Register, RelationKind,
    Step,
};

/// A share of a purchase that draws on contributions.
#[derive(Clone, Debug)]
pub(super) struct Drawn {
    pub purchase: Id,
    pub amount: Amount,
}

/// A dated sum of one giver.
#[derive(Clone, Debug)]
pub(super) struct Given {
    pub contribution: Id,
    pub entry: Id,
    pub day: Day,
}

/// One sum of one giver.
pub(super) type GivenKey = (Id, Currency, Decimal);

/// A relation that points at a contribution.
#[derive(Clone, Debug)]
pub(super) struct Link {
    pub from: Id,
    pub kind: Option<RelationKind>,
    pub is_certain: bool,
}

#[derive(Default)]
pub(super) struct Index {
    drawn: OnceCell<HashMap<Id, Vec<Drawn>>>,
    given: OnceCell<HashMap<GivenKey, Vec<Given>>>,
    related: OnceCell<HashMap<Id, Vec<Link>>>,
    memberships: OnceCell<HashMap<Id, Vec<Id>>>,
    parties: OnceCell<HashMap<String, Vec<Id>>>,
}

impl Index {
    /// The shares that draw on one contribution alone, of purchases that were not cancelled.
    pub fn drawn(&self, register: &Register, contribution: &Id) -> &[Drawn] {
        let all = self.drawn.get_or_init(|| drawn(register));
        all.get(contribution).map_or(&[], Vec::as_slice)
    }

    /// Where one giver gave one sum, the earliest first.
    pub fn given(&self, register: &Register, key: &GivenKey) -> &[Given] {
        self.given.get_or_init(|| given(register)).get(key).map_or(&[], Vec::as_slice)
    }

    /// The relations that point at a contribution.
    pub fn related(&self, register: &Register, contribution: &Id) -> &[Link] {
        let all = self.related.get_or_init(|| {
            let mut all: HashMap<Id, Vec<_>> = HashMap::new();
            for (id, contribution) in register.contributions.live() {
                for relation in contribution.relations.values() {
                    if let Some(to) = &relation.to {
                        let is_certain = !relation.is_possible();
                        let link = Link { from: id.clone(), kind: relation.kind, is_certain };
                        all.entry(to.id().clone()).or_default().push(link);
                    }
                }
            }
            all
        });
        all.get(contribution).map_or(&[], Vec::as_slice)
    }

    /// The memberships of one party.
    pub fn memberships(&self, register: &Register, party: &Id) -> &[Id] {
        let all = self.memberships.get_or_init(|| {
            let mut all: HashMap<Id, Vec<Id>> = HashMap::new();
            for (id, membership) in register.memberships.live() {
                if let Some(party) = &membership.party {
                    all.entry(party.id().clone()).or_default().push(id.clone());
                }
            }
            all
        });
        all.get(party).map_or(&[], Vec::as_slice)
    }

    /// The parties that go by a name or a code, by id.
    pub fn parties(&self, register: &Register, word: &str) -> &[Id] {
        let all = self.parties.get_or_init(|| {
            let mut all: HashMap<String, Vec<Id>> = HashMap::new();
            for (id, _) in register.parties.live() {
                for word in words(register, id) {
                    all.entry(word).or_default().push(id.clone());
                }
            }
            all
        });
        all.get(word).map_or(&[], Vec::as_slice)
    }
}

/// The words that a party goes by, each once, in one spelling.
pub(super) fn words(register: &Register, id: &Id) -> Vec<String> {
    let Some(party) = register.parties.get(id) else { return Vec::new() };
    let is_state = party.kind == Some(crate::register::PartyKind::State);
    let code = party.code.as_deref().or(is_state.then_some(id.as_str()));
    let words = [party.name.as_deref(), code].into_iter().flatten();
    let mut words: Vec<String> =
        words.map(|word| word.trim().to_lowercase()).filter(|word| !word.is_empty()).collect();
    words.dedup();
    words
}

fn drawn(register: &Register) -> HashMap<Id, Vec<Drawn>> {
    let mut all: HashMap<Id, Vec<Drawn>> = HashMap::new();
    for (purchase, record) in register.purchases.live() {
        if record.steps.values().any(|step| step.kind == Some(PurchaseStepKind::Cancelled)) {
            continue;
        }
        for line in record.shares.values() {
            let of: Vec<_> = line.of.values().filter_map(|of| of.contribution.as_ref()).collect();
            if let ([contribution], Some(amount)) = (of.as_slice(), line.amount) {
                let drawn = Drawn { purchase: purchase.clone(), amount };
                all.entry(contribution.id().clone()).or_default().push(drawn);
            }
        }
    }
    all
}

fn given(register: &Register) -> HashMap<GivenKey, Vec<Given>> {
    let mut all: HashMap<GivenKey, Vec<Given>> = HashMap::new();
    for (id, contribution) in register.contributions.live() {
        for (key, given) in sums(id, contribution) {
            all.entry(key).or_default().push(given);
        }
    }
    for list in all.values_mut() {
        list.arrange_by(|a, b| (a.day, &a.contribution, &a.entry).cmp(&(b.day, &b.contribution, &b.entry)));
    }
    all
}

/// The dated sums of a contribution, for each of its givers.
pub(super) fn sums(id: &Id, contribution: &Contribution) -> Vec<(GivenKey, Given)> {
    let mut found = Vec::new();
    if contribution.outside {
        return found;
    }
    for (entry, line) in contribution.entries.live() {
        let (Some(amount), Some(date)) = (line.amount, &line.date) else { continue };
        if line.kind == Some(Step::Statement) || amount.value <= Decimal::ZERO {
            continue;
        }
        for giver in contribution.contributors.values().filter_map(|giver| giver.party.as_ref()) {
            let key = (giver.id().clone(), amount.currency, amount.value.normalize());
            let given = Given { contribution: id.clone(), entry: entry.clone(), day: date.last() };
            found.push((key, given));
        }
    }
    found
}

/// Sums by step of one contribution, where all its amounts are in one currency.
#[derive(Clone, Debug)]
pub(super) struct Steps {
    pub currency: Currency,
    sums: HashMap<Step, Decimal>,
}

impl Steps {
    /// The sum of one step; nothing recorded is zero.
    pub fn of(&self, step: Step) -> Decimal {
        self.sums.get(&step).copied().unwrap_or_default()
    }

    /// The furthest step by amount.
    pub fn raised(&self) -> Decimal {
        self.sums.values().copied().max().unwrap_or_default()
    }
}

/// What a contribution reached by step, with what certain parts of it and what makes it good reached on their own.
/// None when there is no amount at all, or when amounts are in several currencies: then nothing can be held against
/// it here.
pub(super) fn steps(index: &Index, register: &Register, id: &Id) -> Option<Steps> {
    let mut own = own_steps(register, id)?;
    let mut parts: HashMap<Step, Decimal> = HashMap::new();
    for link in index.related(register, id) {
        let is_part =
            matches!(link.kind, Some(RelationKind::PartOf | RelationKind::Fulfils)) && link.is_certain;
        if !is_part || link.from == *id {
            continue;
        }
        let part = own_steps(register, &link.from)?;
        match (own.currency, part.currency) {
            (None, _) => own.currency = part.currency,
            (Some(_), None) => {}
            (Some(own), Some(part)) if own == part => {}
            _ => return None,
        }
        for (step, value) in part.sums {
            let sum = parts.entry(step).or_default();
            *sum = sum.checked_add(value)?;
        }
    }
    for (step, value) in parts {
        let sum = own.sums.entry(step).or_default();
        *sum = value.max(*sum);
    }
    Some(Steps { currency: own.currency?, sums: own.sums })
}

struct OwnSteps {
    currency: Option<Currency>,
    sums: HashMap<Step, Decimal>,
}

fn own_steps(register: &Register, id: &Id) -> Option<OwnSteps> {
    let contribution = register.contributions.get(id)?;
    let mut own = OwnSteps { currency: None, sums: HashMap::new() };
    for entry in contribution.entries.values() {
        let (Some(step), Some(amount)) = (entry.kind, entry.amount) else { continue };
        if step == Step::Statement || amount.qualifier == Qualifier::AtMost {
            continue;
        }
        if *own.currency.get_or_insert(amount.currency) != amount.currency {
            return None;
        }
        let sum = own.sums.entry(step).or_default();
        *sum = sum.checked_add(amount.value)?;
    }
    Some(own)
}
