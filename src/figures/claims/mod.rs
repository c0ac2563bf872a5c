//! Figures that somebody made public, held against the register. `docs/decisions/0027-claims.md` says how the open
//! points of the rules were settled.
//!
//! Data flows: a record or a sentence → [`Claim`] → [`reconcile`] → [`Outcome`]: whether it holds, and if not, why not.

mod bounds;
mod claim;
mod judge;
mod narrowing;
mod outcome;
mod parties;
mod seen;

pub use claim::{Claim, Says, Time, claims};
pub use judge::reconcile;
pub use outcome::{Another, Cause, Lack, Lacking, Narrowing, Nearest, Outcome, PartySet, Verdict, linked};
