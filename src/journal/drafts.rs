//! What is half typed: kept beside the changes, never one of them.

use super::{Journal, Key, Place, SaveError, Store, StoreError, frame, unframe};
use crate::register::Id;

/// Something half typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedDraft {
    /// The page load in which it was typed.
    pub replica: Id,
    /// In which form.
    pub form: String,
    /// What, as the form wrote it.
    pub text: String,
}

impl SavedDraft {
    pub(super) fn new(replica: &Id, form: &str, text: &str) -> Self {
        SavedDraft { replica: replica.clone(), form: form.to_owned(), text: text.to_owned() }
    }
}

impl<S: Store> Journal<S> {
    /// Keeps what is half typed in a form, in place of what was kept of it before.
    ///
    /// # Errors
    /// When it is not kept.
    pub fn put_draft(&self, replica: &Id, form: &str, text: &str) -> Result<(), SaveError> {
        self.writable()?;
        let key = self.draft_key(replica, form)?;
        self.put(&key, &frame(&key, text))
    }

    /// Takes a draft out, on Save or Cancel, or when another page load goes on with it. None when there is none
    /// or it cannot be read.
    ///
    /// # Errors
    /// When it could not be taken out.
    pub fn take_draft(&self, replica: &Id, form: &str) -> Result<Option<String>, SaveError> {
        let key = self.draft_key(replica, form)?;
        let name = key.to_string();
        let line = self.store.get(&name)?;
        self.store.remove(&name)?;
        Ok(line.and_then(|line| unframe(&key, &line).ok().map(str::to_owned)))
    }

    /// All drafts of the register that can be read.
    ///
    /// # Errors
    /// When the store cannot list its keys.
    pub fn drafts(&self) -> Result<Vec<SavedDraft>, StoreError> {
        let mut drafts = Vec::new();
        for name in self.store.keys()? {
            let Some(key) = Key::parse(&name) else { continue };
            let Key::In(register, Place::Draft { replica, form }) = &key else { continue };
            if *register != self.register {
                continue;
            }
            if let Ok(Some(line)) = self.store.get(&name)
                && let Ok(text) = unframe(&key, &line)
            {
                drafts.push(SavedDraft::new(replica, form, text));
            }
        }
        Ok(drafts)
    }

    /// A key that reads back as itself.
    fn draft_key(&self, replica: &Id, form: &str) -> Result<Key, SaveError> {
        let key = self.key(Place::Draft { replica: replica.clone(), form: form.to_owned() });
        match Key::parse(&key.to_string()) {
            Some(read) if read == key => Ok(key),
            _ => Err(SaveError::BadId(format!("{replica}/{form}"))),
        }
    }
}
