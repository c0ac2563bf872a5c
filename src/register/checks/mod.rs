//! What stands in a register and cannot be right, or should be looked at: a list of findings.
//!
//! Nothing here refuses anything. A union can bring any change, so that what a form refuses is a finding afterwards.
//! [`check_all`] gives what [`check_history`] and [`check_record`] of every record give, so that a page can check
//! again only what was touched, and what points at it ([`references_to`]).

mod codes;
mod dates;
mod evidence;
mod funding;
mod history;
mod index;
mod meetings;
mod money;
mod names;
mod people;
mod readings;
mod references;
mod relations;
mod walk;

#[cfg(test)]
mod tiny;

use crate::register::Arrange;
use crate::words::text::Text;
use index::Index;
use walk::{Spot, spots};

use super::{Collection, Day, RecordKey, Register};

pub use names::{capital, name};
pub use references::{Orphans, References, area_used, may_remove, references_to};

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something was altered or stands against itself: look at once.
    Critical,
    /// It cannot be right.
    Error,
    /// It is probably not right, or something is missing.
    Warning,
    /// Something to know or to settle.
    Info,
}

/// One kind of finding.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its name, which never changes.
    pub id: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What to do.
    pub remedy: Text,
}

/// Something that cannot be right, or should be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The name of its rule.
    pub id: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What is found, as a whole sentence with the values in it, in the language that was spoken then.
    pub sentence: String,
    /// In which record.
    pub key: RecordKey,
    /// The leaf or line inside the record; empty for the record itself.
    pub path: String,
    /// What to do.
    pub remedy: String,
}

/// Whether a finding is about money promised twice: shares beyond what stands behind them.
pub fn is_about_funding(finding: &Finding) -> bool {
    funding::RULES.iter().any(|rule| rule.id == finding.id)
}

/// All rules, by topic.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    let topics: [&'static [&'static Rule]; 10] = [
        codes::RULES,
        dates::RULES,
        evidence::RULES,
        funding::RULES,
        history::RULES,
        meetings::RULES,
        money::RULES,
        people::RULES,
        readings::RULES,
        relations::RULES,
    ];
    topics.into_iter().flatten().copied()
}

/// What is found in one record, `today` being the calendar date where the user is.
pub fn check_record(register: &Register, key: &RecordKey, today: Day) -> Vec<Finding> {
    check_records(register, [key], today)
}

/// What is found in some records, in their order.
pub fn check_records<'a>(
    register: &Register,
    keys: impl IntoIterator<Item = &'a RecordKey>,
    today: Day,
) -> Vec<Finding> {
    let look = Look { register, today, index: &Index::default() };
    let mut found = Vec::new();
    for key in keys {
        look.record(key, &mut found);
    }
    found
}

/// What is found in the changes themselves: forks, missing parts, clocks that are ahead.
pub fn check_history(register: &Register, today: Day) -> Vec<Finding> {
    let mut found = Vec::new();
    history::check(register, today, &mut Found { key: &RecordKey::own(), list: &mut found });
    found
}

/// All that is found, what matters most first.
pub fn check_all(register: &Register, today: Day) -> Vec<Finding> {
    let mut round = Round::new(today);
    while !round.go_on(register, usize::MAX) {}
    round.found()
}

/// A look at all records in turn, so that a large register need not be checked in one go. The register must stay as
/// it is from the first step to the last.
#[derive(Default)]
pub struct Round {
    today: Day,
    index: Index,
    last: Option<RecordKey>,
    found: Vec<Finding>,
}

impl Round {
    /// Nothing was looked at yet.
    pub fn new(today: Day) -> Self {
        Round { today, ..Round::default() }
    }

    /// Checks so many records more; true when that was all.
    pub fn go_on(&mut self, register: &Register, records: usize) -> bool {
        if self.last.is_none() {
            self.found = check_history(register, self.today);
        }
        let look = Look { register, today: self.today, index: &self.index };
        let after = self.last.take();
        let mut keys = register.keys_after(after.as_ref());
        for key in keys.by_ref().take(records) {
            look.record(key, &mut self.found);
            self.last = Some(key.clone());
        }
        keys.next().is_none()
    }

    /// What was found, what matters most first.
    pub fn found(mut self) -> Vec<Finding> {
        self.found
            .arrange_by(|a, b| (a.severity, &a.key, &a.path, a.id).cmp(&(b.severity, &b.key, &b.path, b.id)));
        self.found
    }
}

/// A register under inspection, with what several rules need to look up, made once where it is needed.
struct Look<'a> {
    register: &'a Register,
    today: Day,
    index: &'a Index,
}

/// A record under inspection.
struct Subject<'a> {
    look: &'a Look<'a>,
    key: &'a RecordKey,
    /// The record and its live lines, the record first.
    spots: &'a [Spot<'a>],
}

/// Takes the findings of one record.
struct Found<'a> {
    key: &'a RecordKey,
    list: &'a mut Vec<Finding>,
}

impl Found<'_> {
    fn add(&mut self, rule: &Rule, path: impl Into<String>, sentence: String) {
        self.list.push(Finding {
            id: rule.id,
            severity: rule.severity,
            sentence,
            key: self.key.clone(),
            path: path.into(),
            remedy: rule.remedy.said().to_owned(),
        });
    }
}

impl Look<'_> {
    fn record(&self, key: &RecordKey, found: &mut Vec<Finding>) {
        if !self.register.is_live(key.collection, &key.id) {
            return;
        }
        let json = self.register.json(key);
        let spots = spots(key.collection.shape(), &json);
        let subject = Subject { look: self, key, spots: &spots };
        let found = &mut Found { key, list: found };
        codes::check(&subject, found);
        dates::check(&subject, found);
        evidence::check(&subject, found);
        funding::check(&subject, found);
        meetings::check(&subject, found);
        money::check(&subject, found);
        people::check(&subject, found);
        readings::check(&subject, found);
        relations::check(&subject, found);
    }
}

impl<'a> Subject<'a> {
    fn register(&self) -> &'a Register {
        self.look.register
    }

    /// The record's own spot, when it is of that collection.
    fn of(&self, collection: Collection) -> Option<&'a Spot<'a>> {
        self.spots.first().filter(|_| self.key.collection == collection)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_of_rules_are_unique_and_plain() {
        let mut seen = BTreeSet::new();
        for rule in rules() {
            assert!(seen.insert(rule.id), "{} twice", rule.id);
            let plain = rule
                .id
                .split('-')
                .all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase()));
            assert!(plain, "{}", rule.id);
            assert!(rule.remedy.english().ends_with('.'), "{}", rule.remedy.english());
        }
    }
}
