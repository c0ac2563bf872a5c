//! **figures**: what a register adds up to. `docs/decisions/0020-counting.md` and those after it, to 0029, with 0060 to 0063, say how
//! the open points of the rules were settled.
//!
//! Knows records only: no storage, no screen, no language. Every function is pure; the day, the currency and the
//! rates come in as arguments.
//!
//! Data flows: [`Register`](crate::register::Register) → [`Ledger`] (what each record says, as days and sums, made
//! once for each revision) → [`Count`] (a ledger on one day in one currency) → [`Figure`] → [`by`] (its splits). What
//! others say of it is a [`Claim`], and what becomes of that an [`Outcome`].
//!
//! Comparisons ask a count more than once, whole or in pieces: [`at_meeting`], [`mod@between`], [`series`].
//! Totals that are kept through edits stand in [`Books`].
//! Over figures and records together stand [`mod@coverage`], [`chain`], [`mod@roadmap`], [`mod@flows`] and [`proposal`];
//! [`layout`] says where all of it stands in a chart.

#![deny(clippy::arithmetic_side_effects)]

pub mod agenda;
mod ahead;
pub mod at_meeting;
pub mod between;
mod books;
mod bought;
pub mod by;
pub mod chain;
mod claims;
mod compared;
mod count;
pub mod coverage;
pub mod days;
mod ecb;
mod effect;
mod fact;
mod family;
mod figure;
pub mod flows;
mod groups;
mod keep;
mod layered;
pub mod layout;
mod ledger;
mod measure;
mod membership;
mod money;
mod pieces;
pub mod proposal;
mod purchases;
mod raised;
mod rates;
mod remainder;
pub mod roadmap;
pub mod series;
mod since;
mod split;
mod stage;
pub mod weigh;

pub use agenda::{AgendaPoint, Agendas, History, HistoryStep, OpenPoint, before, line, point_title};
pub use ahead::YearAhead;
pub use at_meeting::{NewAtMeeting, NewMoney};
pub use between::{
    Added, Between, Changed, Closed, Held, Joined, Level, Moved, between, changed, changed_of, held,
    meeting_after, meeting_before,
};
pub use books::Books;
pub use by::{Joint, Key, Row, Splitting, Standing};
pub use chain::{
    Chains, ContributionChain, DecidedIn, Decision, DeliveryLink, Free, PurchaseChain, ShareLink,
};
pub use claims::{
    Another, Cause, Claim, Lack, Lacking, Narrowing, Nearest, Outcome, PartySet, Says, Time, Verdict, claims,
    linked, reconcile,
};
pub use compared::Compared;
pub use count::{Count, Query, figure, valid_on};
pub use coverage::{Coverage, Covered, Need, NeedShare, PriorityRow, coverage, findings_at};
pub use ecb::{EcbError, EcbRates};
pub use effect::{Effect, EffectRow, effect, effect_of_policy};
pub use fact::{Dated, Fact, Tilt, When};
pub use family::Circle;
pub use figure::{
    Ceiling, Figure, LeftOut, Loose, Of, Open, Part, Possible, Reason, Said, Spread, Total, Unconverted,
    Unvalued, Who, Why,
};
pub use flows::{FlowLink, FlowNode, FlowSum, Flows, flows};
pub use groups::{GroupOn, group_on};
pub use keep::{Anew, COUNTED, Keep};
pub use layered::Layered;
pub use ledger::{Ledger, Policy};
pub use membership::{Members, Undated, members, members_public, roles};
pub use money::{Money, over, times};
pub use proposal::{Proposal, ProposedShare, StillFree, StillOpen, WhyFree, WhyOpen, WhyShare, propose};
pub use rates::{Found, Leg, NoValue, Rates, TypedRates, convert};
pub use roadmap::{Lapse, Lapsed, NeedYear, Planned, PlannedRow, PlannedYear, Roadmap, roadmap};
pub use series::{Apart, Point, Series};
pub use since::{SeriesHeld, Since, series_held};
pub use stage::{ActionOn, Reached, Signatory, action_on, open_actions, reached, signatories, stage};
