//! **documents**: what a register writes. The communiqué and the minutes of a meeting, the pack for the next one, what
//! is new since another, fact sheets of the coalition and of a member, and what the contributions of a member became.
//!
//! Knows records, figures and words; no storage and no screen. The day, the rates, the reader's language and what
//! comparing found out about reported figures come in as arguments.
//!
//! Data flows: [`Brief`] → [`public`] (without what is internal) → [`Document`] (one tree of blocks) → [`markdown`],
//! [`html`] or, with the feature `formats`, `docx`.

mod attendance;
mod became;
mod claims;
mod communique;
mod confirmed;
mod differences;
#[cfg(feature = "formats")]
mod docx;
mod escape;
mod fact_sheet;
mod frozen;
mod html;
mod kept;
mod markdown;
mod meeting_pack;
mod member_sheet;
mod minutes;
mod notes;
mod opening;
mod public;
mod release;
mod rounding;
mod scribe;
mod since;
mod tree;
mod worded;

pub use became::became;
pub use communique::{communique, stands_on};
pub use differences::{Line, differences};
#[cfg(feature = "formats")]
pub use docx::{DocxError, docx};
pub use fact_sheet::{MONEY, fact_sheet};
pub use frozen::read;
pub use html::{front_page, html, html_page};
pub use kept::{Kept, kept};
pub use markdown::markdown;
pub use meeting_pack::meeting_pack;
pub use member_sheet::member_sheet;
pub use minutes::{Which, Written, minutes, minutes_text};
pub use public::{Public, public, unnamed};
pub use release::{as_released, last_release, next_release, release_line, release_sheet};
pub use rounding::{Known, press, press_amount, press_figure};
pub use since::{givers, news, since};
pub use tree::{
    Block, Cited, Column, Document, Footnote, Inline, Made, Shown, Table, Text, plain, web_address,
};

use thiserror::Error;

use crate::figures::{Query, Rates};
use crate::register::{Id, RecordKey, Register};
use crate::said;
use crate::words::text::areas::documents as says;
use crate::words::{Locale, labels};

/// What a document is made from.
#[derive(Clone, Copy)]
pub struct Brief<'a> {
    /// The whole register; what is internal is left out here.
    pub register: &'a Register,
    /// Exchange rates.
    pub rates: &'a dyn Rates,
    /// On which day, and in which currency, figures stand.
    pub query: Query,
    /// The reader's language, for names, numbers and dates. The sentences are in the one that is spoken
    /// ([`within`](crate::words::text::within)).
    pub locale: &'a dyn Locale,
    /// What holding reported figures against the register came to.
    pub verdicts: &'a [Verdict],
}

/// What holding a reported figure against the register came to, in words. Whoever compares gives it; a figure
/// without one is quoted without a judgement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The reported figure.
    pub reported: Id,
    /// What stands after “Against this register it”: “holds”, “differs by 2,703,626.22 EUR”.
    pub words: String,
    /// More on it, as whole sentences; it stands in the footnote.
    pub because: Option<String>,
}

/// For whom a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Everybody: what is internal stays out and is counted.
    Public,
    /// Those who keep the register and those who meet.
    Inside,
}

/// Why a document cannot be written.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DocumentError {
    /// There is no such record.
    #[error("{}", said!(says::NO_RECORD, id = .0.id.as_str(), collection = among(.0)))]
    Unknown(RecordKey),
    /// It may not be published.
    #[error("{}", said!(says::IS_INTERNAL, id = .0.id.as_str(), collection = among(.0)))]
    Internal(RecordKey),
    /// There is nothing to begin with.
    #[error("{}", says::NO_START.said())]
    NoStart,
    /// Minutes stand on the day of their meeting.
    #[error("{}", said!(says::NO_DAY, id = .0.id.as_str()))]
    Undated(RecordKey),
    /// No such text of the minutes was kept.
    #[error("{}", said!(says::NO_VERSION, word = .0))]
    NoVersion(String),
}

/// What the records beside one are called.
fn among(key: &RecordKey) -> String {
    labels::inside(labels::collection_label(key.collection).1)
}
