//! What is new between two days, in one sentence.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Two, meeting_of, money};
use crate::app::parts::here::here;
use crate::app::parts::say;
use crate::app::parts::told::told;
use crate::figures::{Between, Changed, Joined, Who};
use crate::register::{Each, Id, Measure, Register};
use crate::said;
use crate::words::text::Put;
use crate::words::text::areas::compare as text;

/// How many givers are named at most.
const NAMED: usize = 4;

/// The point in a sentence.
#[component]
pub fn Point(
    /// The two days.
    two: Arc<Two>,
) -> impl IntoView {
    let here = here();
    let days = usize::try_from((two.until - two.since.day).num_days()).unwrap_or_default();
    let raised = two.money.iter().find(|one| one.after.measure == Measure::Raised);
    let raised = raised.map(|one| &one.changed).filter(|changed| !changed.change.is_zero());
    let sum = match raised {
        None => text::NO_NEW_SUM.said().into_any(),
        Some(changed) => {
            let is_cut = changed.change.is_sign_negative();
            let givers = if is_cut { None } else { here.desk.look(|register| givers(register, changed)) };
            let sum =
                view! { <money::Change changed=changed.clone() two=two.clone() full=true /> }.into_any();
            let said = match &givers {
                Some(givers) => told(text::NEW_RAISED_BY, &[("givers", givers.arg())], [("sum", sum)]),
                None if is_cut => told(text::CHANGE_RAISED, &[], [("sum", sum)]),
                None => told(text::NEW_RAISED, &[], [("sum", sum)]),
            };
            said.into_any()
        }
    };
    let (news, until) = (news(&two.rest), say::day(two.until));
    let put = |date| [("n", days.arg()), ("day", until.arg()), ("news", news.arg()), ("date", date)];
    let said = match meeting_of(&here, &two.since) {
        Some((meeting, date)) => {
            told(text::SINCE_MEETING, &put(date.arg()), [("meeting", meeting), ("money", sum)])
        }
        None => {
            let date = say::day(two.since.day);
            told(text::SINCE_DAY, &put(date.arg()), [("money", sum)])
        }
    };
    view! { <p class="point">{said}</p> }
}

/// Who gave what is new in a figure; nothing where nobody did, or more than a sentence holds.
fn givers(register: &Register, changed: &Changed) -> Option<String> {
    let new = changed.rows.iter().filter(|row| !row.change.is_zero() && !row.change.is_sign_negative());
    let all: Each<&Who> = new.map(|row| &row.who).collect();
    if all.len() > NAMED {
        return None;
    }
    let names = |ids: &[Id]| say::and(&say::parties(register, ids));
    let mut alone: Vec<Id> = Vec::new();
    let mut others = Vec::new();
    for who in &all {
        match who {
            Who::Party(id) => alone.push(id.clone()),
            Who::Together(ids) if all.len() == 1 => others.push(said!(text::BY_TOGETHER, names = names(ids))),
            Who::Together(ids) => others.push(said!(text::BY_JOINTLY, names = names(ids))),
            Who::NotStated => others.push(text::BY_NOT_STATED.said().to_owned()),
        }
    }
    let alone = (!alone.is_empty()).then(|| said!(text::BY_ONE, names = names(&alone)));
    alone.into_iter().chain(others).reduce(|before, next| said!(text::AND_BY, before, next))
}

/// What happened beside money: members, purchases, actions.
fn news(between: &Between) -> String {
    let Joined { joined, left, disputed, .. } = &between.members;
    let mut members = match (joined.len(), left.len()) {
        (0, 0) => text::NOBODY_CAME.said().to_owned(),
        (n, 0) => said!(text::N_JOINED, n),
        (0, n) => said!(text::N_LEFT, n),
        (n, m) => said!(text::JOINED_AND_LEFT, n, m),
    };
    if !disputed.is_empty() {
        members = said!(text::AND_DISPUTED, members, n = disputed.len());
    }
    let moved = match between.purchases.len() {
        0 => text::NO_MOVE.said().to_owned(),
        n => said!(text::N_MOVED, n),
    };
    let actions = match (between.opened.len(), between.closed.len()) {
        (0, 0) => text::NO_ACTION.said().to_owned(),
        (n, 0) => said!(text::N_OPENED, n),
        (0, n) => said!(text::N_CLOSED, n),
        (n, m) => said!(text::OPENED_AND_CLOSED, n, m),
    };
    [members, moved, actions].join("; ")
}
