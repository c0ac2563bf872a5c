//! A register under a lock: everything that says something of its content is kept encrypted.
//!
//! What would stand under `muster/<register>/<place>` stands under `muster/<register>/e/<key>/<place>` instead, sealed
//! with the data key of that name; the plain key is the name in its associated data. [`Locked`] is a store that shows
//! it under its plain key, so that a journal needs to know nothing of it.
//!
//! - **The header stands twice**, so that one damaged value does not lock a register for ever.
//! - **Nothing plain goes before its sealed copy was read back and opened**, and nothing sealed before its plain one.
//! - **Whatever stops on the way is gone on with at the next opening**: [`Locked::tidy`].
//! - **Two locks put on at once have keys and places of their own**, so that neither overwrites the other.
//!
//! The key `lock` is the one that every tab asks before it writes. It holds the header; while a lock is taken away it says
//! so. Afterwards `u/<key>` stays and says for good that this lock is no more, so that a store which is some edits behind
//! does not bring it back.

mod change;
mod cover;
mod locked;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod troubles;

pub use cover::Cover;
pub use locked::Locked;

use super::{Key, OpenError, Place, Store, StoreError, frame};
use crate::register::{Hash, Id};
use crate::seal::{SealError, Vault};

/// The text under the key `lock` while everything is being written in plain again: still locked.
const OPENING: &str = "opening";

/// The headers of a register's locks, the one that holds first; none when it has no lock. Several only where a change
/// of passphrase was interrupted, or two tabs put a lock on at once.
///
/// # Errors
/// When the store does not answer. A header that cannot be read is an error in its place.
pub fn headers(store: &impl Store, register: &Id) -> Result<Vec<Result<Vault, SealError>>, StoreError> {
    let vaults = Key::In(register.clone(), Place::Vault(String::new())).to_string();
    let lock = lock_key(register);
    let keys = store.keys()?;
    let copies = keys.iter().filter(|key| key.starts_with(&vaults)).filter_map(|key| Key::parse(key));
    let mut found: Vec<Result<Vault, SealError>> = Vec::new();
    for key in std::iter::once(lock).chain(copies) {
        let Some(line) = store.get(&key.to_string())? else { continue };
        // A header has a checksum of its own, so that one under the wrong key still serves.
        let vault = match line.splitn(3, ' ').nth(2) {
            Some(OPENING) => continue,
            Some(text) => Vault::read(text),
            None => Err(SealError::Altered),
        };
        if !found.contains(&vault) {
            found.push(vault);
        }
    }
    // One that is damaged is no matter where its copy can be read.
    if found.iter().any(Result::is_ok) {
        found.retain(|vault| !matches!(vault, Err(SealError::Altered | SealError::NotAVault)));
    }
    Ok(found)
}

/// Refuses a register that is locked and whose key the store does not have. What is left of a lock that was taken away
/// goes.
pub(super) fn check(store: &impl Store, register: &Id) -> Result<(), OpenError> {
    if store.lock_of(register).is_some() {
        return Ok(());
    }
    let (keys, prefix) = (store.keys()?, Key::prefix(register));
    let is_header = |key: &&String| {
        key.strip_prefix(&prefix).is_some_and(|place| place == "lock" || place.starts_with("k/"))
    };
    let is_over = |id: &&str| keys.contains(&format!("{prefix}u/{id}"));
    let mut over = None;
    for key in keys.iter().filter(is_header) {
        let line = store.get(key)?.unwrap_or_default();
        match key_of(&line) {
            Some(id) if is_over(&id) => over = Some(id.to_owned()),
            // It stands beside a header, or is the last that is left of a lock.
            None if line.ends_with(OPENING)
                && keys.iter().any(|key| key.starts_with(&format!("{prefix}u/"))) =>
            {
                over = over.or_else(|| Some(String::new()));
            }
            _ => return Err(OpenError::Locked(register.clone())),
        }
    }
    Ok(over.map_or(Ok(()), |id| sweep(store, register, &id))?)
}

/// The name of the key in the line of a header.
pub(super) fn key_of(line: &str) -> Option<&str> {
    line.split_once(" id=")?.1.split(' ').next()
}

/// Takes away all that belongs to a lock that is no more, its headers last.
fn sweep(store: &impl Store, register: &Id, id: &str) -> Result<(), StoreError> {
    let prefix = Key::prefix(register);
    let (sealed, headers): (Vec<String>, Vec<String>) =
        store.keys()?.into_iter().partition(|key| !key.ends_with("/lock") && !key.contains("/k/"));
    for key in sealed.iter().filter(|key| key.starts_with(&format!("{prefix}e/{id}/"))) {
        store.remove(key)?;
    }
    for key in headers.iter().filter(|key| key.starts_with(&prefix)) {
        let line = store.get(key)?.unwrap_or_default();
        if key_of(&line) == Some(id) || line.ends_with(OPENING) {
            store.remove(key)?;
        }
    }
    Ok(())
}

fn lock_key(register: &Id) -> Key {
    Key::In(register.clone(), Place::Lock)
}

/// Key and line of a header's second copy. The name follows from the header, so that no two headers share one.
fn copy_of(register: &Id, vault: &Vault) -> (Key, String) {
    let text = vault.to_string();
    let name = Hash::of(text.as_bytes()).to_string().chars().take(16).collect();
    let key = Key::In(register.clone(), Place::Vault(name));
    let line = frame(&key, &text);
    (key, line)
}
