//! What an export says of itself.

use crate::register::Day;

use super::{OTHERS, Table};

/// For whom an export is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Everybody. Whoever makes it took out what is internal; so much of it.
    Public {
        /// How many records were left out.
        records: usize,
        /// How many lines of the records that stay.
        lines: usize,
    },
    /// Those who keep the register: what is internal is in it.
    Inside,
}

/// What an export says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// The name of the register.
    pub name: String,
    /// Which part of it, in words; nothing where it is the whole.
    pub part: Option<String>,
    /// The day on which its figures stand.
    pub day: Day,
    /// For whom it is.
    pub audience: Audience,
}

impl About {
    /// The name of a file, from what the register's files begin with: who sees the name sees for whom it is.
    pub fn file_name(&self, stem: &str, ending: &str) -> String {
        let part = if self.part.is_some() { "-part" } else { "" };
        let audience = if self.is_public() { "public" } else { "with-internal" };
        format!("{stem}{part}-{}-{audience}.{ending}", self.day)
    }

    /// Whether it is for everybody.
    pub fn is_public(&self) -> bool {
        matches!(self.audience, Audience::Public { .. })
    }

    /// The tables that go into it.
    pub fn shown<'a>(&self, tables: &'a [Table]) -> Vec<&'a Table> {
        tables.iter().filter(|table| table.name != OTHERS || !self.is_public()).collect()
    }

    /// For whom it is, as a sentence.
    pub(super) fn says(&self) -> String {
        match self.audience {
            Audience::Inside => "With what is internal: not for publication.".to_owned(),
            Audience::Public { records: 0, lines: 0 } => "Public: nothing was left out.".to_owned(),
            Audience::Public { records, lines } => {
                format!("Public: {records} internal records and {lines} internal lines were left out.")
            }
        }
    }
}

#[cfg(test)]
pub(super) fn tiny(audience: Audience) -> About {
    let day = Day::from_ymd_opt(2024, 2, 1).unwrap();
    About { name: "IT coalition".to_owned(), part: None, day, audience }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_file_says_for_whom_it_is() {
        let check = |about: About, expected: &str| assert_eq!(about.file_name("it", "zip"), expected);
        let public = tiny(Audience::Public { records: 1, lines: 2 });
        assert_eq!(public.says(), "Public: 1 internal records and 2 internal lines were left out.");
        check(public, "it-2024-02-01-public.zip");
        let part = Some("Contributions of Estonia".to_owned());
        check(About { part, ..tiny(Audience::Inside) }, "it-part-2024-02-01-with-internal.zip");
    }
}
