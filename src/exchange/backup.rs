//! Backups: how their files are named, which of them stay, and whether one holds what it should.

use std::collections::{BTreeMap, BTreeSet};

use thiserror::Error;

use super::{FileError, digest, read};
use crate::register::{Hash, Id, Register};
use crate::said;
use crate::words::text::areas::files as says;

/// So many backups of the last day stay.
const OF_THE_LAST_DAY: usize = 5;

/// For so many days before it the last one of each stays.
const DAYS: usize = 30;

/// The name of a backup's file: `<what>.<register>.<moment>.muster.json`, or `….muster.sealed`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BackupName {
    /// The beginning of the register's id, so that registers of one name stay apart.
    register: String,
    /// `2024-02-02T10-31-05`, by the clock on the wall; `-2` and so on behind it for more of one second.
    at: String,
    stem: String,
    is_sealed: bool,
}

const PLAIN: &str = ".muster.json";
const SEALED: &str = ".muster.sealed";

impl BackupName {
    /// The name for a backup that is made now. `stem` is a piece of a file name that says what it is of.
    pub fn new(stem: &str, register: &Id, at: &str, is_sealed: bool) -> Self {
        let at = at.chars().take(19).map(|c| if c == ':' { '-' } else { c }).collect();
        BackupName { register: short(register), at, stem: stem.replace('.', "-"), is_sealed }
    }

    /// The name for it in a folder that holds `names`: one of the same second is not written over.
    #[must_use]
    pub fn beside(mut self, names: &[String]) -> Self {
        let second = self.at.clone();
        for count in 2.. {
            if !names.contains(&self.to_string()) {
                break;
            }
            self.at = format!("{second}-{count}");
        }
        self
    }

    /// Reads a name; none for other files.
    pub fn parse(name: &str) -> Option<Self> {
        let plain = name.strip_suffix(PLAIN).map(|rest| (rest, false));
        let (rest, is_sealed) = plain.or_else(|| name.strip_suffix(SEALED).map(|rest| (rest, true)))?;
        let mut parts = rest.split('.');
        let (stem, register, at) = (parts.next()?, parts.next()?, parts.next()?);
        let is_moment = at.len() >= 19 && at.split('T').next().is_some_and(|day| day.len() == 10);
        (parts.next().is_none() && is_moment).then(|| BackupName {
            register: register.to_owned(),
            at: at.to_owned(),
            stem: stem.to_owned(),
            is_sealed,
        })
    }

    fn day(&self) -> &str {
        self.at.split('T').next().unwrap_or_default()
    }
}

impl std::fmt::Display for BackupName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let end = if self.is_sealed { SEALED } else { PLAIN };
        write!(f, "{}.{}.{}{end}", self.stem, self.register, self.at)
    }
}

fn short(register: &Id) -> String {
    register.as_str().chars().filter(|c| *c != '.').take(8).collect()
}

/// The files of a folder that may go: of the last day with a backup several stay, of each day before the last one.
/// Files of other registers, and all that is not a backup, are left alone.
pub fn spare<'a>(register: &Id, names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let own = names.into_iter().filter_map(BackupName::parse).filter(|name| name.register == short(register));
    let mut by_day: BTreeMap<String, BTreeSet<(String, BackupName)>> = BTreeMap::new();
    for name in own {
        by_day.entry(name.day().to_owned()).or_default().insert((name.at.clone(), name));
    }
    let mut spare = Vec::new();
    for (place, day) in by_day.into_values().rev().enumerate() {
        let stay = match place {
            0 => OF_THE_LAST_DAY,
            place if place <= DAYS => 1,
            _ => 0,
        };
        spare.extend(day.into_iter().rev().skip(stay).map(|(_, name)| name.to_string()));
    }
    spare
}

/// Why a file is not the backup that it should be.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum BackupError {
    /// It cannot be read.
    #[error(transparent)]
    File(#[from] FileError),
    /// It is of something else.
    #[error("{}", said!(says::OTHER_BACKUP, id = .0.as_str()))]
    OtherRegister(Id),
    /// Some of it cannot be read.
    #[error("{}", said!(says::BACKUP_UNREAD, reason = .0))]
    Damaged(String),
    /// It holds something else.
    #[error("{}", said!(says::BACKUP_OTHER, found = found.to_string(), expected = expected.to_string()))]
    OtherContent {
        /// The hash of what is in it.
        found: Hash,
        /// The hash of what should be.
        expected: Hash,
    },
}

/// Reads a backup back: decoded, folded, and its hash held against that of the register when it was made. How many
/// changes it holds.
///
/// # Errors
/// When it is not, whole and unaltered, what was backed up.
pub fn verify(bytes: &[u8], register: &Id, expected: Hash) -> Result<usize, BackupError> {
    // What is stamped ahead of this clock is in the backup as well.
    let file = read(bytes, u64::MAX)?;
    if file.register != *register {
        return Err(BackupError::OtherRegister(file.register));
    }
    if let Some(problem) = file.problems.into_iter().find(|problem| problem.left_out) {
        return Err(BackupError::Damaged(problem.sentence));
    }
    let fold = Register::of(file.changes);
    let found = digest(&fold);
    if found == expected { Ok(fold.size()) } else { Err(BackupError::OtherContent { found, expected }) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::exchange::write;
    use crate::register::{Change, Now, Pen};

    #[test]
    fn a_name_reads_back() {
        let name =
            BackupName::new("it.coalition", &"k3v9x2abcdef".into(), "2024-02-02T10:31:05+02:00", false);
        assert_eq!(name.to_string(), "it-coalition.k3v9x2ab.2024-02-02T10-31-05.muster.json");
        assert_eq!(BackupName::parse(&name.to_string()), Some(name));
        let sealed = BackupName::new("it", &"k3".into(), "2024-02-02T10:31:05Z", true);
        assert_eq!(sealed.to_string(), "it.k3.2024-02-02T10-31-05.muster.sealed");
        assert_eq!(BackupName::parse(&sealed.to_string()), Some(sealed));
        for other in ["it.muster.json", "notes.txt", "it.k3.x.muster.json", "it.k3.2024-02-02T10-31-05.zip"] {
            assert_eq!(BackupName::parse(other), None, "{other}");
        }
    }

    #[test]
    fn backups_of_one_second_stand_side_by_side() {
        let name = BackupName::new("it", &"k3".into(), "2024-02-02T10:31:05Z", false);
        let mut names = Vec::new();
        for expected in ["05", "05-2", "05-3"] {
            let free = name.clone().beside(&names);
            assert_eq!(free.to_string(), format!("it.k3.2024-02-02T10-31-{expected}.muster.json"));
            assert_eq!(BackupName::parse(&free.to_string()), Some(free.clone()));
            names.push(free.to_string());
        }
    }

    #[test]
    fn several_of_the_last_day_stay_and_one_of_each_before() {
        let name = |day: u32, hour: u32| {
            BackupName::new(
                "it",
                &"k3".into(),
                &format!("2024-02-{day:02}T{hour:02}:00:00"),
                hour.is_multiple_of(2),
            )
            .to_string()
        };
        let other = BackupName::new("it", &"other".into(), "2024-02-01T09:00:00", false).to_string();
        let mut names: Vec<String> = (1..8).map(|hour| name(9, hour)).collect();
        names.extend([name(8, 1), name(8, 2), name(5, 1), name(5, 9), other, "notes.txt".to_owned()]);
        let mut spare = spare(&"k3".into(), names.iter().map(String::as_str));
        spare.sort();
        let mut expected = [name(9, 1), name(9, 2), name(8, 1), name(5, 1)];
        expected.sort();
        assert_eq!(spare, expected);
    }

    #[test]
    fn after_a_month_of_days_the_oldest_go() {
        let day = |day: usize| {
            let at = format!("2024-{:02}-{:02}T10:00:00", day / 28 + 1, day % 28 + 1);
            BackupName::new("it", &"k3".into(), &at, false).to_string()
        };
        let names: Vec<String> = (0..40).map(day).collect();
        let found = spare(&"k3".into(), names.iter().map(String::as_str));
        assert_eq!(found.len(), 9);
        assert!(names[..9].iter().all(|name| found.contains(name)));
    }

    fn changes() -> Vec<Change> {
        let mut pen = Pen::new("r1");
        let now = Now { millis: 1, at: String::new() };
        let body = |name: &str| json!({"parties": {"EE": {"name": name}}}).as_object().unwrap().clone();
        ["Estonia", "Eesti"].iter().map(|name| pen.write(body(name), &now)).collect()
    }

    #[test]
    fn a_backup_is_verified_by_what_is_in_it() {
        let (all, id) = (changes(), Id::from("it"));
        let (whole, part) = (Register::of(all.clone()), Register::of(all[..1].to_vec()));
        let text = write(&id, &whole);
        assert_eq!(verify(text.as_bytes(), &id, digest(&whole)), Ok(2));
        let refused =
            |bytes: &[u8], register: &str| verify(bytes, &register.into(), digest(&whole)).unwrap_err();
        assert_eq!(refused(text.as_bytes(), "drones"), BackupError::OtherRegister(id.clone()));
        let shorter = write(&id, &part);
        assert!(matches!(refused(shorter.as_bytes(), "it"), BackupError::OtherContent { .. }));
        let altered = text.replace("Eesti", "Eestj");
        assert!(matches!(refused(altered.as_bytes(), "it"), BackupError::OtherContent { .. }));
        let broken = text.replace("\"number\":2", "\"number\":\"2\"");
        assert!(matches!(refused(broken.as_bytes(), "it"), BackupError::Damaged(_)));
        for length in 0..text.len() {
            assert!(
                verify(&text.as_bytes()[..length], &id, digest(&whole)).is_err() || length == text.len() - 1
            );
        }
    }
}
