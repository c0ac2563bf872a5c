//! **words**: the languages. Names, numbers and dates as people write and read them.
//!
//! Knows the register's types and nothing of storage, screens or the engine that formats: what depends on a reader's
//! language stands behind [`Locale`], which [`English`] fills natively and the browser fills by its own means. What a
//! person types is understood, found ambiguous and asked about, or refused with a sentence ([`Typed`]); it is never
//! guessed.

mod amount_input;
mod amount_tokens;
mod arithmetic;
mod date_input;
mod date_said;
mod date_tokens;
mod date_words;
mod english;
mod folded;
mod headline;
mod headline_words;
pub mod labels;
mod language;
mod locale;
mod number_words;
mod other_words;
mod phrases;
mod sought;
pub mod text;
mod typed;
mod veil;

pub use amount_input::{TypedAmount, read_amount, read_number};
pub use date_input::read_date;
pub use date_said::{date_said, on_day};
pub use date_words::{Length, date_text, period_text};
pub use english::English;
pub use folded::folded;
pub use headline::{Headline, HeadlineCount, HeadlineSum, read_headline};
pub use language::Language;
pub use locale::Locale;
pub use number_words::{amount_text, editable_number, number_text, qualifier_words};
pub use phrases::{ORGANISATIONS, and, count, numeral, ordinal, party, semicolon, whole};
pub use sought::{Letters, Sought};
pub use typed::Typed;
pub use veil::veiled;
