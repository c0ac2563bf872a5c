//! What the register says of a reported figure, in words: the verdict, its reasons, and where each leads.

use leptos::prelude::*;
use rust_decimal::Decimal;

use super::figure_parts::link;
use super::here::Here;
use super::{say, titles};
use crate::app::locale;
use crate::figures::{Another, Cause, Lack, Lacking, Narrowing, Of, Outcome, PartySet, Says, Verdict};
use crate::register::{Collection, Currency, Id, RecordKey, Register, Span};

/// A verdict in a word or two.
pub fn short(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Holds { understates: false } => "Holds",
        Verdict::Holds { understates: true } => "Holds, understates",
        Verdict::OtherMembers { .. } => "Same number, other members",
        Verdict::HoldsForAnother(_) => "Holds for another",
        Verdict::CannotBeTold(_) => "Cannot be told",
        Verdict::Differs { .. } => "Differs",
        Verdict::NotKept => "Not kept here",
    }
}

/// How a verdict is marked.
pub fn mark(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Holds { .. } => "chip good",
        Verdict::Differs { .. } | Verdict::OtherMembers { .. } => "chip bad",
        Verdict::HoldsForAnother(_) | Verdict::CannotBeTold(_) => "chip w",
        Verdict::NotKept => "chip",
    }
}

/// The verdict in a sentence with its numbers.
pub fn sentence(register: &Register, outcome: &Outcome) -> String {
    let on = say::day(outcome.on);
    let amount = |value: Decimal| amount(outcome, value);
    let found = outcome.found.map(amount).unwrap_or_else(|| "nothing that can be compared".to_owned());
    let gap = outcome.gap.unwrap_or_default();
    let side = if gap.is_sign_negative() { "more" } else { "less" };
    let gap = amount(gap.abs());
    match &outcome.verdict {
        Verdict::Holds { understates: false } => format!("It holds: the register has {found} on {on}."),
        Verdict::Holds { understates: true } => {
            format!("It holds, and says much less than there is: the register has {found} on {on}.")
        }
        Verdict::OtherMembers { without, others } => format!(
            "The number is right, and it is of others: it names {}, and rests on {}.",
            names(register, without),
            names(register, others)
        ),
        Verdict::HoldsForAnother(all) => match all.first() {
            Some(one) => format!(
                "The register has {found} on {on}. It holds for another: {}.",
                another(register, outcome, one)
            ),
            None => format!("The register has {found} on {on}."),
        },
        Verdict::CannotBeTold(open) => format!(
            "The register has {found} on {on}, {gap} {side}. {} could make up for it.",
            say::capital(&say::count(
                open.len(),
                "thing of which not enough is known",
                "things of which not enough is known"
            ))
        ),
        Verdict::Differs { nearest, .. } => {
            let nearest = nearest.map(|near| {
                format!(
                    " Nearest is {} with {}.",
                    say::measure(near.measure).to_ascii_lowercase(),
                    amount(near.amount)
                )
            });
            format!("The register has {found} on {on}, {gap} {side}.{}", nearest.unwrap_or_default())
        }
        Verdict::NotKept => {
            let word = outcome.claim.word.as_deref().unwrap_or("this");
            format!("The register keeps no measure for “{word}”.")
        }
    }
}

/// What follows “against this register it” in a document; nothing for a measure that is not kept.
pub fn words(register: &Register, outcome: &Outcome) -> Option<String> {
    let gap = amount(outcome, outcome.gap.unwrap_or_default().abs());
    Some(match &outcome.verdict {
        Verdict::Holds { understates: false } => "holds".to_owned(),
        Verdict::Holds { understates: true } => "holds, and says much less than there is".to_owned(),
        Verdict::OtherMembers { .. } => "holds for other members".to_owned(),
        Verdict::HoldsForAnother(all) => match all.first() {
            Some(one) => format!("holds for something else: {}", another(register, outcome, one)),
            None => "holds for something else".to_owned(),
        },
        Verdict::CannotBeTold(_) => "cannot be told".to_owned(),
        Verdict::Differs { .. } => format!("differs by {gap}"),
        Verdict::NotKept => return None,
    })
}

/// The reasons behind a verdict, each with what it leads to.
pub fn reasons(here: &Here, register: &Register, outcome: &Outcome) -> Vec<AnyView> {
    match &outcome.verdict {
        Verdict::HoldsForAnother(all) => all
            .iter()
            .skip(1)
            .map(|one| view! { <li>{say::capital(&another(register, outcome, one))}"."</li> }.into_any())
            .collect(),
        Verdict::CannotBeTold(open) => open.iter().map(|one| lacking(here, register, outcome, one)).collect(),
        Verdict::Differs { narrowing, .. } => {
            narrowing.iter().map(|one| narrows(here, register, outcome, one)).collect()
        }
        _ => Vec::new(),
    }
}

fn lacking(here: &Here, register: &Register, outcome: &Outcome, one: &Lacking) -> AnyView {
    let what = match one.what {
        Lack::Figure => "has no figure",
        Lack::Date => "is dated too loosely to be told apart",
        Lack::Source => "has no dated source",
        Lack::Split => "is not split between its givers or forms",
        Lack::Rate => "has no exchange rate",
    };
    let most = one.most.map(|most| format!(", up to {}", amount(outcome, most))).unwrap_or_default();
    let of = of(here, register, one.of.as_ref());
    view! { <li>{of}" "{what}{most}"."</li> }.into_any()
}

fn narrows(here: &Here, register: &Register, outcome: &Outcome, one: &Narrowing) -> AnyView {
    let why = match one.cause {
        Cause::Later => "came within 30 days after",
        Cause::Earlier => "came within the 30 days before",
        Cause::Duplicate => "may be the same money",
        Cause::Repeat => "says again what is counted",
        Cause::Reading => "has another reading",
    };
    let effect = amount(outcome, one.effect.abs());
    let of = of(here, register, Some(&one.of));
    view! { <li>{of}" "{why}": "{effect}"."</li> }.into_any()
}

/// A record with its giver, since purposes alone are often alike.
fn of(here: &Here, register: &Register, of: Option<&Of>) -> AnyView {
    match of {
        Some(of) => {
            let givers: Vec<Id> = match of {
                Of::Contribution(id) => register
                    .contributions
                    .get(id)
                    .map(|one| {
                        one.contributors
                            .values()
                            .filter_map(|giver| Some(giver.party.as_ref()?.id().clone()))
                            .collect()
                    })
                    .unwrap_or_default(),
                Of::Purchase(_) => Vec::new(),
            };
            let who =
                if givers.is_empty() { String::new() } else { format!("{}: ", names(register, &givers)) };
            view! { {who}{link(here, register, of)} }.into_any()
        }
        None => "What is allocated beyond all commitments".into_any(),
    }
}

fn another(register: &Register, outcome: &Outcome, one: &Another) -> String {
    match one {
        Another::Measure { measure, on, span, meeting, amount: value } => {
            let measure = say::measure(*measure).to_ascii_lowercase();
            let value = amount(outcome, *value);
            match (span, meeting) {
                (Span::Meeting, Some(meeting)) => {
                    let key = RecordKey::new(Collection::Meetings, meeting.clone());
                    format!("{value} was new at {}, {measure}", titles::title(register, &key, &*locale()))
                }
                _ => format!("{value} is {measure} on {}", say::day(*on)),
            }
        }
        Another::Set(set) => set_of(register, set),
        Another::Members { on, parties } => {
            format!("{} on {}", say::count(parties.len(), "member", "members"), say::day(*on))
        }
    }
}

fn set_of(register: &Register, set: &PartySet) -> String {
    let mut said = match &set.agreement {
        Some(agreement) => {
            let key = RecordKey::new(Collection::Agreements, agreement.clone());
            format!("the signatories of {}", titles::title(register, &key, &*locale()))
        }
        None => "the members by role".to_owned(),
    };
    let with = &set.disputed;
    if set.beneficiary {
        said.push_str(", the beneficiary counted");
    }
    if !with.is_empty() {
        said.push_str(&format!(", with {}, which are disputed", names(register, with)));
    }
    format!("{said} ({})", say::count(set.parties.len(), "party", "parties"))
}

fn names(register: &Register, ids: &[Id]) -> String {
    if ids.is_empty() { "no one".to_owned() } else { say::and(&say::parties(register, ids)) }
}

/// A number as the claim has it: money in its currency, or members.
fn amount(outcome: &Outcome, value: Decimal) -> String {
    match &outcome.claim.says {
        Says::Sum(stated) => say::money(value, stated.currency),
        Says::Number(_) => say::number(value, Currency::EUR).trim_end_matches(".00").to_owned(),
    }
}
