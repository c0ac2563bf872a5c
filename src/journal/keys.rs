//! The names of the keys, printed and read in this one place.
//!
//! | key | holds |
//! |---|---|
//! | `muster/<register>/c/<replica>/<n>` | one change, written by the tab whose replica it is |
//! | `muster/<register>/c/<replica>/<n>.<8 hex digits of its id>` | one change that came from elsewhere |
//! | `muster/<register>/b/<replica>/<n>.<8 hex digits of its id>` | one change without its content, blanked |
//! | `muster/<register>/s/<replica>/<n>` | a sealed segment of changes |
//! | `muster/<register>/d/<replica>/<form>` | a draft |
//! | `muster/<register>/here/<replica>` | nothing: the replica wrote in this browser |
//! | `muster/<register>/x/<16 hex digits>` | a copy of what could not be read |
//! | `muster/<register>/removed` | when the register was removed |
//! | `muster/<register>/lock` | the header of the lock that holds now, or that it is being taken away |
//! | `muster/<register>/u/<key>` | nothing: the lock with that key was taken away |
//! | `muster/<register>/k/<16 hex digits>` | the header of a lock, a second time |
//! | `muster/<register>/e/<key>/<place>` | what would stand at the place, sealed with that key |
//! | `muster/index/<register>` | the register's card |
//! | `muster/format/<n>` | nothing: a version that writes format n has been here |

use std::fmt;

use crate::register::{Hash, Id};

/// The first part of every key.
const ROOT: &str = "muster";

/// Words that stand where a register's id stands.
const RESERVED: [&str; 2] = ["index", "format"];

/// A key of this page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// What belongs to one register.
    In(Id, Place),
    /// The card of a register: its title and when it was opened.
    Index(Id),
    /// A version that writes this format has been here.
    Format(u32),
}

/// A key inside a register.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// One change.
    Change {
        /// Its replica.
        replica: Id,
        /// Its number there.
        number: u32,
        /// The first 8 digits of its id, when it came from elsewhere.
        mark: Option<Mark>,
    },
    /// One change without its content.
    Blanked {
        /// Its replica.
        replica: Id,
        /// Its number there.
        number: u32,
        /// The first 8 digits of its id.
        mark: Mark,
    },
    /// A sealed segment.
    Segment {
        /// Who sealed it.
        replica: Id,
        /// Its number there.
        number: u32,
    },
    /// What is half typed.
    Draft {
        /// Where it is typed.
        replica: Id,
        /// In which form; it may hold `/`.
        form: String,
    },
    /// The replica wrote in this browser.
    Here(Id),
    /// The register was removed.
    Removed,
    /// A copy of what could not be read.
    Aside(String),
    /// The header of the lock that holds now.
    Lock,
    /// The header of a lock, under a name that follows from it.
    Vault(String),
    /// The lock with the key of that name was taken away.
    Unlocked(String),
    /// What would stand at a place, sealed: the name of the key, `/`, and the place.
    Sealed(String),
}

impl Place {
    /// Whether a lock covers what stands there: all but what says nothing of the register's content.
    pub fn is_covered(&self) -> bool {
        !matches!(
            self,
            Place::Here(_)
                | Place::Removed
                | Place::Lock
                | Place::Vault(_)
                | Place::Unlocked(_)
                | Place::Sealed(_)
        )
    }
}

/// The first 8 hexadecimal digits of a change's id.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark(u32);

impl Mark {
    /// The mark of an id.
    pub fn of(id: &Hash) -> Self {
        let digits: String = id.to_string().chars().take(8).collect();
        Mark::parse(&digits).unwrap_or(Mark(0))
    }

    fn parse(digits: &str) -> Option<Self> {
        u32::from_str_radix(digits, 16).ok().map(Mark)
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", self.0)
    }
}

impl fmt::Debug for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// Whether an id can stand in a key: 1 to 64 characters, no `/`, no blanks or control characters.
pub fn is_id(id: &str) -> bool {
    !id.is_empty()
        && id.len() <= 64
        && !id.contains(|c: char| c == '/' || c.is_whitespace() || c.is_control())
}

/// Whether an id can be that of a register: as [`is_id`], and none of the words with a meaning of their own.
pub fn is_register_id(id: &str) -> bool {
    is_id(id) && !RESERVED.contains(&id)
}

impl Key {
    /// Reads a key; none for foreign ones and for those of a later version.
    pub fn parse(text: &str) -> Option<Self> {
        let key = read(text)?;
        // Only the one printed form is ours: "007" or an upper-case mark is not.
        (key.to_string() == text).then_some(key)
    }

    /// The beginning of every key of a register.
    pub fn prefix(register: &Id) -> String {
        format!("{ROOT}/{register}/")
    }

    /// Whether a segment stands there.
    pub fn is_segment(&self) -> bool {
        matches!(self, Key::In(_, Place::Segment { .. }))
    }

    /// The register that the key belongs to.
    pub fn register(&self) -> Option<&Id> {
        match self {
            Key::In(register, _) | Key::Index(register) => Some(register),
            Key::Format(_) => None,
        }
    }
}

fn read(text: &str) -> Option<Key> {
    let (head, rest) = text.strip_prefix(ROOT)?.strip_prefix('/')?.split_once('/')?;
    match head {
        "index" => Some(Key::Index(register(rest)?)),
        "format" => Some(Key::Format(rest.parse().ok()?)),
        _ => Some(Key::In(register(head)?, place(rest)?)),
    }
}

fn register(text: &str) -> Option<Id> {
    is_register_id(text).then(|| text.into())
}

fn place(text: &str) -> Option<Place> {
    match text {
        "removed" => return Some(Place::Removed),
        "lock" => return Some(Place::Lock),
        _ => {}
    }
    let id = |text: &str| is_id(text).then(|| Id::from(text));
    let (kind, rest) = text.split_once('/')?;
    let pair = || {
        let (replica, rest) = rest.split_once('/')?;
        Some((id(replica)?, rest))
    };
    match kind {
        "c" => {
            let (replica, rest) = pair()?;
            let (number, mark) = match rest.split_once('.') {
                None => (rest, None),
                Some((number, mark)) => (number, Some(Mark::parse(mark)?)),
            };
            Some(Place::Change { replica, number: number.parse().ok()?, mark })
        }
        "b" => {
            let (replica, rest) = pair()?;
            let (number, mark) = rest.split_once('.')?;
            Some(Place::Blanked { replica, number: number.parse().ok()?, mark: Mark::parse(mark)? })
        }
        "s" => {
            let (replica, number) = pair()?;
            Some(Place::Segment { replica, number: number.parse().ok()? })
        }
        "d" => {
            let (replica, form) = pair()?;
            (!form.is_empty()).then(|| Place::Draft { replica, form: form.to_owned() })
        }
        "here" => Some(Place::Here(id(rest)?)),
        "x" => id(rest).map(|name| Place::Aside(name.to_string())),
        "u" => id(rest).map(|name| Place::Unlocked(name.to_string())),
        "k" => id(rest).map(|name| Place::Vault(name.to_string())),
        "e" => Some(Place::Sealed(rest.to_owned())),
        _ => None,
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Key::In(register, place) => write!(f, "{ROOT}/{register}/{place}"),
            Key::Index(register) => write!(f, "{ROOT}/index/{register}"),
            Key::Format(number) => write!(f, "{ROOT}/format/{number}"),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Change { replica, number, mark: None } => write!(f, "c/{replica}/{number}"),
            Place::Change { replica, number, mark: Some(mark) } => write!(f, "c/{replica}/{number}.{mark}"),
            Place::Blanked { replica, number, mark } => write!(f, "b/{replica}/{number}.{mark}"),
            Place::Segment { replica, number } => write!(f, "s/{replica}/{number}"),
            Place::Draft { replica, form } => write!(f, "d/{replica}/{form}"),
            Place::Here(replica) => write!(f, "here/{replica}"),
            Place::Removed => f.write_str("removed"),
            Place::Aside(name) => write!(f, "x/{name}"),
            Place::Lock => f.write_str("lock"),
            Place::Vault(name) => write!(f, "k/{name}"),
            Place::Unlocked(name) => write!(f, "u/{name}"),
            Place::Sealed(rest) => write!(f, "e/{rest}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_and_reads_back() {
        let check = |text: &str, expected: Key| {
            assert_eq!(expected.to_string(), text);
            assert_eq!(Key::parse(text), Some(expected), "{text}");
        };
        let inside = |place| Key::In("it".into(), place);
        let replica = || Id::from("r1");
        check("muster/it/c/r1/7", inside(Place::Change { replica: replica(), number: 7, mark: None }));
        let mark = Some(Mark(0x00ab_12cd));
        check("muster/it/c/r1/7.00ab12cd", inside(Place::Change { replica: replica(), number: 7, mark }));
        let mark = Mark(0x00ab_12cd);
        check("muster/it/b/r1/7.00ab12cd", inside(Place::Blanked { replica: replica(), number: 7, mark }));
        check("muster/it/s/r1/2", inside(Place::Segment { replica: replica(), number: 2 }));
        let form = "contributions/r1.3".to_owned();
        check("muster/it/d/r1/contributions/r1.3", inside(Place::Draft { replica: replica(), form }));
        check("muster/it/here/r1", inside(Place::Here(replica())));
        check("muster/it/removed", inside(Place::Removed));
        check("muster/it/x/00ff", inside(Place::Aside("00ff".to_owned())));
        check("muster/it/lock", inside(Place::Lock));
        check("muster/it/u/00ff", inside(Place::Unlocked("00ff".to_owned())));
        check("muster/it/k/00ff", inside(Place::Vault("00ff".to_owned())));
        check("muster/it/e/k1/s/r1/2", inside(Place::Sealed("k1/s/r1/2".to_owned())));
        check("muster/index/it", Key::Index("it".into()));
        check("muster/format/1", Key::Format(1));
    }

    #[test]
    fn leaves_foreign_keys_alone() {
        let foreign = [
            "",
            "muster",
            "muster/",
            "muster/it",
            "mustered/it/removed",
            "theme",
            "muster//removed",
            "muster/it/c/r1/07",
            "muster/it/c/r1/+7",
            "muster/it/c/r1/7.AB",
            "muster/it/c/r1/7.ab",
            "muster/it/c/r1",
            "muster/it/c/r1/7/8",
            "muster/it/d/r1/",
            "muster/it/here/a/b",
            "muster/it/zz/1",
            "muster/index/a/b",
            "muster/index/index",
            "muster/format/x",
            "muster/it/removed/x",
        ];
        for text in foreign {
            assert_eq!(Key::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_mark_is_the_beginning_of_the_id() {
        let id = Hash::of(b"x");
        assert!(id.to_string().starts_with(&Mark::of(&id).to_string()));
    }

    #[test]
    fn tells_ids_from_other_text() {
        for good in ["r1", "k3v9-x.2", "Эстония"] {
            assert!(is_id(good), "{good}");
        }
        for bad in ["", "a/b", "a b", "a\n", &"x".repeat(65)] {
            assert!(!is_id(bad), "{bad}");
        }
        assert!(!is_register_id("index"));
    }
}
