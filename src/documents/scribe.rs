//! What every document is written with: the register, its figures on a day, the reader's language, and footnotes.

use rust_decimal::Decimal;

use super::notes::Notes;
use super::tree::{Block, Document, Inline, Text, plain};
use super::{Audience, Brief, DocumentError, Public, Verdict, public};
use crate::figures::{Count, Figure, Ledger, Open, Who};
use crate::register::checks::capital;
use crate::register::{
    Amount, Arrange, Coalition, Currency, Date, Day, Id, Meeting, Record, RecordKey, Register, TableOf,
    Tables,
};
use crate::words::{Length, Locale, and, count, party};

/// The register as a document may see it.
pub(super) struct Seen {
    pub public: Public,
    audience: Audience,
}

impl Seen {
    /// For readers outside, without what is internal; for those inside, with it, and it is counted in both cases.
    pub fn by(audience: Audience, brief: &Brief<'_>) -> Self {
        let mut public = public(brief.register);
        if audience == Audience::Inside {
            public.register = brief.register.clone();
        }
        Seen { public, audience }
    }

    /// Whether a record is there, and if not, whether it is only not to be seen.
    pub fn check<T: Record>(&self, brief: &Brief<'_>, id: &Id) -> Result<(), DocumentError>
    where
        Tables: TableOf<T>,
    {
        let key = RecordKey::of::<T>(id);
        match (self.public.register.is_live(key.collection, id), brief.register.is_live(key.collection, id)) {
            (true, _) => Ok(()),
            (false, true) => Err(DocumentError::Internal(key)),
            (false, false) => Err(DocumentError::Unknown(key)),
        }
    }

    /// What is said of internal records at the end of a document.
    fn left_out(&self) -> String {
        let Public { records, lines, .. } = self.public;
        let what = match (records, lines) {
            (0, 0) => {
                return match self.audience {
                    Audience::Public => "Nothing internal is left out.",
                    Audience::Inside => {
                        "Not for publication. Nothing of this register is marked as internal."
                    }
                }
                .to_owned();
            }
            (records, 0) => count(records, "internal record", "internal records"),
            (0, lines) => count(lines, "internal entry", "internal entries"),
            (records, lines) => format!(
                "{} and {}",
                count(records, "internal record", "internal records"),
                count(lines, "internal entry", "internal entries")
            ),
        };
        let is = if records.saturating_add(lines) == 1 { "is" } else { "are" };
        match self.audience {
            Audience::Public => {
                format!("Left out of this text and its figures: {what}.")
            }
            Audience::Inside => {
                format!("Not for publication. {} of this register {is} taken into account.", capital(&what))
            }
        }
    }
}

/// Writes one document.
pub(super) struct Scribe<'a> {
    pub register: &'a Register,
    pub ledger: &'a Ledger,
    pub figures: Count<'a>,
    pub on: Day,
    pub locale: &'a dyn Locale,
    verdicts: &'a [Verdict],
    seen: &'a Seen,
    pub notes: Notes,
    pub blocks: Vec<Block>,
}

impl<'a> Scribe<'a> {
    pub fn new(brief: &Brief<'a>, seen: &'a Seen, ledger: &'a Ledger) -> Self {
        Scribe {
            register: &seen.public.register,
            ledger,
            figures: Count::new(ledger, brief.rates, brief.query),
            on: brief.query.on,
            locale: brief.locale,
            verdicts: brief.verdicts,
            seen,
            notes: Notes::default(),
            blocks: Vec::new(),
        }
    }

    /// The document, with what stands at its end.
    pub fn finish(self, kind: &str, title: String) -> Document {
        let has_notes = self.seen.audience == Audience::Public;
        let notes = if has_notes { "Each figure has a footnote to its entries. " } else { "" };
        self.say_left_out(notes).close(kind, title)
    }

    /// Says behind some words what is internal and therefore left out, or not.
    pub fn say_left_out(mut self, words: &str) -> Self {
        self.sentence(format!("{words}{}", self.seen.left_out()), None);
        self
    }

    /// The document as far as it is written.
    pub fn close(mut self, kind: &str, title: String) -> Document {
        let over = match self.coalition() {
            Some(name) => format!("{} · {kind}", capital(&name)),
            None => kind.to_owned(),
        };
        let notes = self.notes.into_list();
        if !notes.is_empty() {
            self.blocks.push(Block::Footnotes(notes));
        }
        let note = own(self.register).and_then(|own| own.standing_note.as_deref());
        let is_said =
            |note: &&str| note.chars().any(|letter| !letter.is_whitespace() && !letter.is_control());
        let note = note.filter(is_said).map(str::to_owned);
        // The sentences are English, whatever the language of the names and numbers in them.
        let tag = self.locale.tag();
        let language = if tag.starts_with("en") { tag } else { "en" }.to_owned();
        Document { over, title, language, note, blocks: self.blocks, basis: None }
    }

    pub fn heading(&mut self, text: &str) {
        self.blocks.push(Block::Heading(text.to_owned()));
    }

    pub fn paragraph(&mut self, text: Text) {
        if !text.is_empty() {
            self.blocks.push(Block::Paragraph(text));
        }
    }

    /// A paragraph with a footnote behind it, where there is one.
    pub fn sentence(&mut self, text: String, note: Option<Inline>) {
        let mut text = plain(text);
        text.extend(note);
        self.paragraph(text);
    }

    pub fn list(&mut self, items: Vec<Text>) {
        if !items.is_empty() {
            self.blocks.push(Block::List(items));
        }
    }

    /// What somebody who compares found out about a reported figure.
    pub fn verdict(&self, reported: &Id) -> Option<&'a Verdict> {
        self.verdicts.iter().find(|verdict| verdict.reported == *reported)
    }

    /// The name of the coalition without its article. What follows a colon says what the register is, not what the
    /// coalition is called.
    pub fn coalition(&self) -> Option<String> {
        let name = own(self.register)?.name.as_deref()?;
        let name = name.split_once(": ").map_or(name, |(name, _)| name).trim();
        (!name.is_empty()).then(|| name.to_owned())
    }

    /// The coalition inside a sentence.
    pub fn the_coalition(&self) -> String {
        self.coalition().map_or_else(|| "the coalition".to_owned(), |name| format!("the {name}"))
    }

    /// The name of a party. One whose record is internal is not named outside.
    pub fn party(&self, id: &Id) -> String {
        let gone = self.register.parties.gone().any(|(other, _)| other == id);
        if gone && self.seen.audience == Audience::Public {
            return "an unnamed party".to_owned();
        }
        party(self.register, id, self.locale)
    }

    /// A party inside a sentence, with its article where English has one.
    pub fn in_prose(&self, id: &Id) -> String {
        with_article(self.party(id))
    }

    /// Parties inside a sentence, in the order of their names.
    pub fn all_in_prose(&self, ids: &[Id]) -> String {
        and(&self.sorted(ids).into_iter().map(with_article).collect::<Vec<_>>())
    }

    /// Names in the reader's order.
    pub fn sorted(&self, ids: &[Id]) -> Vec<String> {
        let mut names: Vec<_> = ids.iter().map(|id| self.party(id)).collect();
        names.arrange_by(|a, b| self.locale.compare(a, b));
        names
    }

    /// Whose money it is.
    pub fn who(&self, who: &Who) -> String {
        match who {
            Who::Party(id) => self.party(id),
            Who::Together(ids) => format!("{} together", self.all_in_prose(ids)),
            Who::NotStated => "giver not stated".to_owned(),
        }
    }

    pub fn day(&self, day: Day) -> String {
        self.date(&Date::from_day(day))
    }

    pub fn date(&self, date: &Date) -> String {
        self.locale.date(date, Length::Long)
    }

    /// A date inside a sentence, with the word that goes before it.
    pub fn when(&self, date: &Date) -> String {
        let text = self.date(date);
        if date.is_one_of() || date.is_lasting() || date.is_approximate() || date.is_uncertain() {
            return text;
        }
        format!("{} {text}", if date.is_day() { "on" } else { "in" })
    }

    /// A sum with all its digits.
    pub fn money(&self, value: Decimal, currency: Currency) -> String {
        self.locale.amount(&Amount::exact(value, currency))
    }

    /// A figure with all its digits; in words where nothing in it has one.
    pub fn exactly(&self, figure: &Figure) -> String {
        if figure.parts.is_empty() && !figure.without_figure.is_empty() {
            return "no figure".to_owned();
        }
        let sum = self.money(figure.amount, figure.currency);
        format!("{sum}{}", tilt(figure.open, figure.about))
    }
}

/// “Or more”, “or less” and “about”, as they follow a sum.
pub(super) fn tilt(open: Open, about: bool) -> &'static str {
    match (open, about) {
        (Open::No, false) => "",
        (Open::No, true) => ", in parts about",
        (Open::Above, false) => " or more",
        (Open::Above, true) => " or more, in parts about",
        (Open::Below, false) => " or less",
        (Open::Below, true) => " or less, in parts about",
        (Open::Both, false) => ", or more, or less",
        (Open::Both, true) => ", or more, or less, in parts about",
    }
}

/// The register's own record.
pub(super) fn own(register: &Register) -> Option<&Coalition> {
    register.coalition.get(&RecordKey::own().id).map(AsRef::as_ref)
}

/// A meeting that is there.
pub(super) fn meeting<'a>(register: &'a Register, id: &Id) -> Option<&'a Meeting> {
    register.meetings.get(id).map(AsRef::as_ref)
}

/// A number with its noun at the beginning of a sentence, in words up to twenty: “Sixteen delegations”.
pub(super) fn so_many(number: usize, one: &str, many: &str) -> String {
    const TEENS: [&str; 8] =
        ["Thirteen", "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen", "Twenty"];
    match number.checked_sub(13).and_then(|at| TEENS.get(at)) {
        Some(word) => format!("{word} {many}"),
        None => capital(&count(number, one, many)),
    }
}

/// The text of a clause that stands inside a sentence: without its full stop, and small at its beginning unless that
/// is an abbreviation.
pub(super) fn clause(text: &str) -> String {
    let text = text.trim().trim_end_matches('.');
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if !second.is_uppercase() && !second.is_ascii_digit() => {
            first.to_lowercase().chain(text.chars().skip(1)).collect()
        }
        _ => text.to_owned(),
    }
}

/// A text as a sentence of its own.
pub(super) fn full_stop(text: &str) -> String {
    let text = text.trim();
    let ends = text.is_empty() || text.ends_with(['.', '!', '?', '…', '”']);
    format!("{}{}", capital(text), if ends { "" } else { "." })
}

/// The English names that take an article inside a sentence.
fn with_article(name: String) -> String {
    const NAMES: [&str; 18] = [
        "Bahamas",
        "Central African Republic",
        "Comoros",
        "Czech Republic",
        "Democratic Republic of the Congo",
        "Dominican Republic",
        "European Union",
        "Gambia",
        "Maldives",
        "Marshall Islands",
        "Netherlands",
        "NATO Support and Procurement Agency",
        "Philippines",
        "Seychelles",
        "Solomon Islands",
        "United Arab Emirates",
        "United Kingdom",
        "United States",
    ];
    if NAMES.contains(&name.as_str()) || name.starts_with("United States of") {
        format!("the {name}")
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses() {
        assert_eq!(clause("To start the first purchases."), "to start the first purchases");
        assert_eq!(clause("ICT equipment"), "ICT equipment");
        assert_eq!(clause("A roadmap"), "a roadmap");
        assert_eq!(clause(""), "");
        assert_eq!(full_stop("the end"), "The end.");
        assert_eq!(full_stop("“Yes.”"), "“Yes.”");
        assert_eq!(so_many(1, "state", "states"), "One state");
        assert_eq!(so_many(16, "state", "states"), "Sixteen states");
        assert_eq!(so_many(21, "state", "states"), "21 states");
    }
}
