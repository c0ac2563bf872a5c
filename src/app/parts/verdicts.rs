//! What the register says of a reported figure, in words: the verdict, its reasons, and where each leads.

use leptos::prelude::*;
use rust_decimal::Decimal;

use super::figure_parts::link;
use super::here::Here;
use super::told::told;
use super::{say, titles};
use crate::app::locale;
use crate::figures::{Another, Cause, Lack, Lacking, Narrowing, Of, Outcome, PartySet, Says, Verdict};
use crate::register::{Collection, Currency, Id, RecordKey, Register, Span};
use crate::said;
use crate::words::labels;
use crate::words::text::areas::{communique, parts as text};
use crate::words::text::{Arg, Text};

/// A verdict in a word or two, in the reader's language.
pub fn short(verdict: &Verdict) -> &'static str {
    name(verdict).said()
}

/// A verdict in a word or two.
pub fn name(verdict: &Verdict) -> Text {
    match verdict {
        Verdict::Holds { understates: false } => text::HOLDS,
        Verdict::Holds { understates: true } => text::HOLDS_UNDERSTATES,
        Verdict::OtherMembers { .. } => text::OTHER_MEMBERS,
        Verdict::HoldsForAnother(_) => text::HOLDS_FOR_ANOTHER,
        Verdict::CannotBeTold(_) => text::CANNOT_BE_TOLD,
        Verdict::Differs { .. } => text::DIFFERS,
        Verdict::NotKept => text::NOT_KEPT,
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
    let day = say::day(outcome.on);
    let amount = |value: Decimal| amount(outcome, value);
    let found = outcome.found.map(amount).unwrap_or_else(|| said!(text::NOTHING_COMPARABLE));
    let apart = || {
        let gap = outcome.gap.unwrap_or_default();
        match gap.is_sign_negative() {
            true => said!(text::REGISTER_HAS_MORE, found, day, gap = amount(gap.abs())),
            false => said!(text::REGISTER_HAS_LESS, found, day, gap = amount(gap.abs())),
        }
    };
    match &outcome.verdict {
        Verdict::Holds { understates: false } => said!(text::IT_HOLDS, found, day),
        Verdict::Holds { understates: true } => said!(text::IT_UNDERSTATES, found, day),
        Verdict::OtherMembers { without, others } => {
            said!(text::IT_IS_OF_OTHERS, named = names(register, without), others = names(register, others))
        }
        Verdict::HoldsForAnother(all) => {
            let another =
                all.first().map(|one| said!(text::FOR_ANOTHER, another = another(register, outcome, one)));
            sentences([Some(said!(text::REGISTER_HAS, found, day)), another])
        }
        Verdict::CannotBeTold(open) => {
            sentences([Some(apart()), Some(said!(text::MAY_MAKE_UP, n = open.len()))])
        }
        Verdict::Differs { nearest, .. } => {
            let nearest = nearest.map(|near| {
                let measure = labels::inside(say::measure(near.measure));
                said!(text::NEAREST, measure, sum = amount(near.amount))
            });
            sentences([Some(apart()), nearest])
        }
        Verdict::NotKept => {
            let word = outcome.claim.word.as_deref().unwrap_or(text::THIS.said());
            said!(text::NO_MEASURE, word)
        }
    }
}

fn sentences<const N: usize>(all: [Option<String>; N]) -> String {
    all.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// What follows “against this register it” in a document; nothing for a measure that is not kept.
pub fn words(register: &Register, outcome: &Outcome) -> Option<String> {
    let gap = amount(outcome, outcome.gap.unwrap_or_default().abs());
    Some(match &outcome.verdict {
        Verdict::Holds { understates: false } => said!(communique::HOLDS),
        Verdict::Holds { understates: true } => said!(communique::UNDERSTATES),
        Verdict::OtherMembers { .. } => said!(communique::OTHER_MEMBERS),
        Verdict::HoldsForAnother(all) => match all.first() {
            Some(one) => said!(communique::FOR_ANOTHER_NAMED, another = another(register, outcome, one)),
            None => said!(communique::FOR_ANOTHER),
        },
        Verdict::CannotBeTold(_) => said!(communique::CANNOT_BE_TOLD),
        Verdict::Differs { .. } => said!(communique::DIFFERS_BY, gap),
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
    let lacks = match one.what {
        Lack::Figure => text::LACKS_FIGURE,
        Lack::Date => text::LACKS_DATE,
        Lack::Source => text::LACKS_SOURCE,
        Lack::Split => text::LACKS_SPLIT,
        Lack::Rate => text::LACKS_RATE,
    };
    let most = one.most.map(|most| said!(text::UP_TO, sum = amount(outcome, most))).unwrap_or_default();
    let of = of(here, register, one.of.as_ref());
    view! { <li>{told(lacks, &[("most", Arg::Words(&most))], [("record", of)])}</li> }.into_any()
}

fn narrows(here: &Here, register: &Register, outcome: &Outcome, one: &Narrowing) -> AnyView {
    let why = match one.cause {
        Cause::Later => text::CAME_LATER,
        Cause::Earlier => text::CAME_EARLIER,
        Cause::Duplicate => text::MAY_BE_SAME,
        Cause::Repeat => text::SAYS_AGAIN,
        Cause::Reading => text::READ_OTHERWISE,
    };
    let effect = amount(outcome, one.effect.abs());
    let of = of(here, register, Some(&one.of));
    view! { <li>{told(why, &[("sum", Arg::Words(&effect))], [("record", of)])}</li> }.into_any()
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
        None => text::BEYOND_COMMITMENTS.said().into_any(),
    }
}

fn another(register: &Register, outcome: &Outcome, one: &Another) -> String {
    match one {
        Another::Measure { measure, on, span, meeting, amount: value } => {
            let measure = labels::inside(say::measure(*measure));
            let sum = amount(outcome, *value);
            match (span, meeting) {
                (Span::Meeting, Some(meeting)) => {
                    let key = RecordKey::new(Collection::Meetings, meeting.clone());
                    let meeting = titles::title(register, &key, &*locale());
                    said!(text::WAS_NEW_AT, sum, meeting, measure)
                }
                _ => said!(text::IS_MEASURE_ON, sum, measure, day = say::day(*on)),
            }
        }
        Another::Set(set) => set_of(register, set),
        Another::Members { on, parties } => {
            said!(text::COUNTED_ON, n = parties.len(), day = say::day(*on))
        }
    }
}

fn set_of(register: &Register, set: &PartySet) -> String {
    let who = match &set.agreement {
        Some(agreement) => {
            let key = RecordKey::new(Collection::Agreements, agreement.clone());
            said!(text::SIGNATORIES, agreement = titles::title(register, &key, &*locale()))
        }
        None => said!(text::BY_ROLE),
    };
    let beneficiary = if set.beneficiary { text::WITH_BENEFICIARY.said() } else { "" };
    let disputed = match set.disputed.as_slice() {
        [] => String::new(),
        some => said!(text::WITH_DISPUTED, names = names(register, some)),
    };
    said!(text::SET, who, beneficiary, disputed, n = set.parties.len())
}

fn names(register: &Register, ids: &[Id]) -> String {
    if ids.is_empty() { said!(text::NO_ONE) } else { say::and(&say::parties(register, ids)) }
}

/// A number as the claim has it: money in its currency, or members.
fn amount(outcome: &Outcome, value: Decimal) -> String {
    match &outcome.claim.says {
        Says::Sum(stated) => say::money(value, stated.currency),
        Says::Number(_) => say::number(value, Currency::EUR).trim_end_matches(".00").to_owned(),
    }
}
