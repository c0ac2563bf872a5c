//! What a journal says, whatever its dialect.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use rust_decimal::Decimal;

use super::accounts::step_of;
use super::make::Sheet;
use crate::exchange::export::Export;
use crate::register::{Amount, Currency, Day};

/// A whole journal.
pub struct Journal {
    /// The day on which it stands.
    pub on: Day,
    /// What the register is called.
    pub title: String,
    /// What the journal is.
    pub preface: String,
    pub currencies: BTreeSet<Currency>,
    pub accounts: BTreeMap<String, Account>,
    /// Items that move a sum, by day.
    pub moves: Vec<(Item, Moved)>,
    /// Items in words.
    pub words: Vec<Item>,
}

/// What is said of an account.
pub struct Account {
    /// The day of its first posting.
    pub from: Day,
    /// Whose it is, in words.
    pub name: String,
}

/// Something that the register says: a record, or a line of one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// What it is, in a word.
    pub word: &'static str,
    /// What it is called.
    pub title: String,
    /// Its fields by name; first the record and the line that it is.
    pub fields: Vec<(String, String)>,
}

impl Item {
    /// The text of a field.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(held, _)| held == name).map(|(_, text)| text.as_str())
    }
}

/// What moves a sum.
#[derive(Debug)]
pub struct Moved {
    pub day: Day,
    /// Whether the source gives the date; else the day is that from which figures count it.
    pub is_dated: bool,
    pub giver: String,
    pub purpose: String,
    pub postings: Vec<Posting>,
}

/// One side of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posting {
    pub account: String,
    pub sum: Sum,
    /// What one unit costs.
    pub price: Option<Sum>,
}

/// A sum of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sum {
    pub value: Decimal,
    pub currency: Currency,
}

/// With all digits of its currency's minor unit, and more where it has more.
impl fmt::Display for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = self.value.normalize();
        let digits = usize::try_from(value.scale().max(self.currency.digits())).unwrap_or_default();
        write!(f, "{value:.digits$} {}", self.currency)
    }
}

impl fmt::Display for Posting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // With one space hledger takes the sum for a part of the name.
        write!(f, "{}  {}", self.account, self.sum)?;
        match self.price {
            // A rate has no minor unit.
            Some(price) => write!(f, " @ {} {}", price.value.normalize(), price.currency),
            None => Ok(()),
        }
    }
}

impl From<Amount> for Sum {
    fn from(amount: Amount) -> Self {
        Sum { value: amount.value, currency: amount.currency }
    }
}

impl Journal {
    /// That of a register.
    pub fn of(export: &Export<'_>) -> Self {
        let sheet = Sheet::new(export);
        let (moves, words) = sheet.items();
        let mut journal = Journal {
            on: export.on,
            title: sheet.said.coalition(),
            preface: sheet.said.preface(),
            currencies: BTreeSet::new(),
            accounts: BTreeMap::new(),
            moves,
            words,
        };
        for (_, moved) in &journal.moves {
            for posting in &moved.postings {
                let sums = [Some(posting.sum), posting.price];
                journal.currencies.extend(sums.into_iter().flatten().map(|sum| sum.currency));
                // The moves stand in the order of their days.
                journal.accounts.entry(posting.account.clone()).or_insert_with(|| Account {
                    from: moved.day,
                    // All postings of a move to a party are its own, but for those of others in a known part.
                    name: if step_of(&posting.account).is_some() {
                        moved.giver.clone()
                    } else {
                        String::new()
                    },
                });
            }
        }
        journal
    }
}
