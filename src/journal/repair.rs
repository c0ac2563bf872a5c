//! Damage: what a value that cannot be read held, as far as it still says so, and taking it away once it is here again.

use super::segment::{self, Stretch};
use super::{Aside, Journal, Key, Place, SaveError, Store};
use crate::register::{Each, Id};

/// Where changes stand: replica and number of each.
pub type Places = Each<(Id, u32)>;

/// What a value that was set aside held and is not here otherwise; none when it does not say what it held.
pub fn lost(aside: &Aside, here: &Places) -> Option<Vec<Stretch>> {
    let key = Key::parse(&aside.key)?;
    let held = match &key {
        Key::In(_, Place::Change { replica, number, .. } | Place::Blanked { replica, number, .. }) => {
            vec![Stretch { replica: replica.clone(), first: *number, last: *number }]
        }
        Key::In(_, Place::Segment { .. }) => segment::contents(&key, &aside.raw)?,
        _ => return None,
    };
    let mut lost: Vec<Stretch> = Vec::new();
    for Stretch { replica, first, last } in held {
        for number in (first..=last).filter(|number| !here.contains(&(replica.clone(), *number))) {
            match lost.last_mut() {
                Some(stretch)
                    if stretch.replica == replica && stretch.last.checked_add(1) == Some(number) =>
                {
                    stretch.last = number;
                }
                _ => lost.push(Stretch { replica: replica.clone(), first: number, last: number }),
            }
        }
    }
    Some(lost)
}

impl<S: Store> Journal<S> {
    /// Takes away values that cannot be read, each once all that it held is kept here otherwise and a copy of it is set
    /// aside. What came from another store or a backup is saved before, as any import is.
    ///
    /// The answer names the keys that were taken away.
    ///
    /// # Errors
    /// When a value could not be taken away; those before it were.
    pub fn repair(&self, aside: &[Aside], kept: &Places) -> Result<Vec<String>, SaveError> {
        self.writable()?;
        let mut mended = Vec::new();
        for aside in aside {
            let (copy, line) = super::journal::copy_of(&self.register, &aside.key, &aside.raw);
            if lost(aside, kept).is_some_and(|lost| lost.is_empty())
                && self.store.get(&aside.key)?.as_ref() == Some(&aside.raw)
                && self.store.get(&copy.to_string())?.as_ref() == Some(&line)
            {
                self.store.remove(&aside.key)?;
                mended.push(aside.key.clone());
            }
        }
        Ok(mended)
    }
}
