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
use crate::said;
use crate::words::text::areas::amounts::{INTERNAL_RECORDS, TOGETHER};
use crate::words::text::areas::documents as says;
use crate::words::text::areas::parts::NO_FIGURE;
use crate::words::text::{self, language};
use crate::words::{Language, Length, Locale, and, numeral, on_day, party};

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
        match (self.audience, records, lines) {
            (Audience::Public, 0, 0) => said!(says::NOTHING_LEFT_OUT),
            (Audience::Public, ..) => {
                let what = [(records, INTERNAL_RECORDS), (lines, says::INTERNAL_ENTRIES)];
                let what = what.into_iter().filter(|(number, _)| *number > 0);
                let what: Vec<_> =
                    what.map(|(number, text)| text.with(&[("n", text::Arg::Number(number))])).collect();
                said!(says::LEFT_OUT, what = and(&what))
            }
            (Audience::Inside, 0, 0) => said!(says::INSIDE_NOTHING),
            (Audience::Inside, n, 0) => said!(says::INSIDE_RECORDS, n),
            (Audience::Inside, 0, n) => said!(says::INSIDE_ENTRIES, n),
            (Audience::Inside, n, m) => said!(says::INSIDE_BOTH, n, m),
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
    pub fn finish(self, kind: text::Text, title: String) -> Document {
        let has_notes = self.seen.audience == Audience::Public;
        self.say_left_out(has_notes.then_some(says::HAS_FOOTNOTES)).close(kind.said(), title)
    }

    /// Says behind another sentence what is internal and therefore left out, or not.
    pub fn say_left_out(mut self, before: Option<text::Text>) -> Self {
        let left_out = self.seen.left_out();
        let before = before.map(|before| format!("{} ", before.said())).unwrap_or_default();
        self.sentence(format!("{before}{left_out}"), None);
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
        // The sentences are in the language that is spoken, whatever the language of the names and numbers in them.
        let (tag, spoken) = (self.locale.tag(), language().tag());
        let language = if tag.starts_with(spoken) { tag } else { spoken }.to_owned();
        Document { over, title, language, note, blocks: self.blocks, basis: None }
    }

    pub fn heading(&mut self, text: text::Text) {
        self.own_heading(text.said().to_owned());
    }

    /// A heading in the words of the register.
    pub fn own_heading(&mut self, words: String) {
        self.blocks.push(Block::Heading(words));
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
        self.coalition().map_or_else(|| said!(says::COALITION), |name| said!(says::THE_COALITION, name))
    }

    /// The name of a party. One whose record is internal is not named outside.
    pub fn party(&self, id: &Id) -> String {
        let gone = self.register.parties.gone().any(|(other, _)| other == id);
        if gone && self.seen.audience == Audience::Public {
            return said!(says::UNNAMED_PARTY);
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
            Who::Together(ids) => said!(TOGETHER, names = self.all_in_prose(ids)),
            Who::NotStated => said!(says::GIVER_NOT_STATED),
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
        let said = self.date(date);
        match () {
            () if date.is_one_of() || date.is_lasting() || date.is_approximate() || date.is_uncertain() => {
                said
            }
            () if date.is_day() => said!(says::ON_DAY, date = on_day(said)),
            () => said!(says::IN_MONTH, date = said),
        }
    }

    /// The same behind other words, where there is a date.
    pub fn behind(&self, date: Option<&Date>) -> String {
        date.map(|date| format!(" {}", self.when(date))).unwrap_or_default()
    }

    /// A sum with all its digits.
    pub fn money(&self, value: Decimal, currency: Currency) -> String {
        self.locale.amount(&Amount::exact(value, currency))
    }

    /// A figure with all its digits; in words where nothing in it has one.
    pub fn exactly(&self, figure: &Figure) -> String {
        if figure.parts.is_empty() && !figure.without_figure.is_empty() {
            return said!(NO_FIGURE);
        }
        tilted(self.money(figure.amount, figure.currency), figure.open, figure.about)
    }
}

/// A sum with “or more”, “or less” and “about”, as they follow it.
pub(super) fn tilted(sum: String, open: Open, about: bool) -> String {
    match (open, about) {
        (Open::No, false) => sum,
        (Open::No, true) => said!(says::PARTLY_ABOUT, sum),
        (Open::Above, false) => said!(says::OR_MORE, sum),
        (Open::Above, true) => said!(says::OR_MORE_PARTLY_ABOUT, sum),
        (Open::Below, false) => said!(says::OR_LESS, sum),
        (Open::Below, true) => said!(says::OR_LESS_PARTLY_ABOUT, sum),
        (Open::Both, false) => said!(says::MORE_OR_LESS, sum),
        (Open::Both, true) => said!(says::MORE_OR_LESS_PARTLY_ABOUT, sum),
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

/// A number at the beginning of a sentence: in English a word up to twenty.
pub(super) fn so_many(number: usize) -> String {
    const TEENS: [&str; 8] =
        ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"];
    if language() != Language::English {
        return number.to_string();
    }
    let teen = number.checked_sub(13).and_then(|at| TEENS.get(at));
    teen.map_or_else(|| numeral(number), |word| (*word).to_owned())
}

/// The text of a clause that stands inside a sentence: without its full stop, and small at its beginning unless that
/// is an abbreviation, or its language German, where it may be a noun.
pub(super) fn clause(text: &str) -> String {
    let text = text.trim().trim_end_matches('.');
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second))
            if !second.is_uppercase() && !second.is_ascii_digit() && language() != Language::German =>
        {
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

/// The end of a sentence; a date may end with a full stop of its own, as “р.” does.
pub(super) fn ended(words: String) -> String {
    if words.ends_with('.') { words } else { words + "." }
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
    let takes = NAMES.contains(&name.as_str()) || name.starts_with("United States of");
    if takes && language() == Language::English { format!("the {name}") } else { name }
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
        assert_eq!([1, 16, 21].map(so_many), ["one", "sixteen", "21"]);
    }
}
