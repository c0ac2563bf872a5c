//! Where facts come from, and exchange rates.

use super::{Date, Link, Party, Ref, StatedRate};

choice! {
    /// What kind of text a source is.
    pub enum SourceKind {
        /// A text of a government.
        Government = "government",
        /// A report of the press.
        Press = "press",
        /// A reprint of another text.
        Reprint = "reprint",
        /// A text of an organisation.
        Organisation = "organisation",
        /// A letter or mail.
        Letter = "letter",
        /// An agreement.
        Agreement = "agreement",
        /// Minutes of a meeting.
        Minutes = "minutes",
        /// Something else.
        Other = "other",
    }
}

choice! {
    /// Where a rate comes from.
    pub enum RateKind {
        /// A reference rate of the European Central Bank.
        Ecb = "ecb",
        /// Stated by a party.
        PartyStated = "party-stated",
        /// Typed in.
        Typed = "typed",
    }
}

node! {
    /// A text that facts rest on. Copies of one origin count as one report.
    pub struct Source in Sources {
        /// Its title.
        title: Option<String>,
        /// Where it is.
        address: Option<Link>,
        /// Where a lasting copy is.
        archived: Option<Link>,
        /// Who published it.
        publisher: Option<String>,
        /// The date that it shows.
        shown: Option<Date>,
        /// The date of publication as established, where it is another.
        established: Option<Date>,
        /// When it was read.
        retrieved: Option<Date>,
        /// Its language, as a BCP 47 tag.
        language: Option<String>,
        /// What kind of text.
        kind: Option<SourceKind>,
        /// The text that it is a copy of.
        copy_of: Option<Ref<Source>>,
        /// The name of the file kept elsewhere.
        file_name: Option<String>,
        /// SHA-256 of that file.
        sha256: Option<String>,
    }
}

impl Source {
    /// The day from which it was public: as established, else as shown.
    pub fn published(&self) -> Option<&Date> {
        self.established.as_ref().or(self.shown.as_ref())
    }
}

node! {
    /// An exchange rate of a day or a period.
    pub struct Rate in Rates {
        /// The pair and its value.
        rate: Option<StatedRate>,
        /// The day or period.
        day: Option<Date>,
        /// Where it comes from.
        kind: Option<RateKind>,
        /// Who stated it.
        party: Option<Ref<Party>>,
    }
}
