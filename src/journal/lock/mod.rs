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
//! so.

mod change;
mod cover;
mod letters;
mod locked;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod troubles;

pub use cover::Cover;
pub use locked::Locked;

use super::{Key, OpenError, Place, Store, StoreError, frame, unframe};
use crate::register::{Hash, Id};
use crate::seal::{SealError, Vault};

/// The text under the key `lock` while everything is being written in plain again: still locked.
const OPENING: &str = "opening";

/// The same when all of it is: what is sealed may go.
const OPEN: &str = "open";

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
            Some(OPENING | OPEN) => continue,
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
pub(super) fn check(store: &impl Store, register: &Id, keys: &[String]) -> Result<(), OpenError> {
    let lock = lock_key(register);
    let vaults = Key::In(register.clone(), Place::Vault(String::new())).to_string();
    let has_lock = keys.contains(&lock.to_string());
    if store.lock_of(register).is_some() || !(has_lock || keys.iter().any(|key| key.starts_with(&vaults))) {
        return Ok(());
    }
    if says(store, &lock)?.as_deref() == Some(OPEN) {
        return Ok(sweep(store, register, keys)?);
    }
    Err(OpenError::Locked(register.clone()))
}

/// Takes away all that belongs to a lock that is no more; the key `lock` last, since it says so.
fn sweep(store: &impl Store, register: &Id, keys: &[String]) -> Result<(), StoreError> {
    let all = Key::prefix(register);
    for key in keys {
        if let Some(rest) = key.strip_prefix(&all)
            && (rest.starts_with("e/") || rest.starts_with("k/"))
        {
            store.remove(key)?;
        }
    }
    store.remove(&lock_key(register).to_string())
}

fn lock_key(register: &Id) -> Key {
    Key::In(register.clone(), Place::Lock)
}

/// The text under the key `lock`, if it can be read.
fn says(store: &impl Store, lock: &Key) -> Result<Option<String>, StoreError> {
    let line = store.get(&lock.to_string())?;
    Ok(line.and_then(|line| unframe(lock, &line).ok().map(str::to_owned)))
}

/// Key and line of a header's second copy. The name follows from the header, so that no two headers share one.
fn copy_of(register: &Id, vault: &Vault) -> (Key, String) {
    let text = vault.to_string();
    let name = Hash::of(text.as_bytes()).to_string().chars().take(16).collect();
    let key = Key::In(register.clone(), Place::Vault(name));
    let line = frame(&key, &text);
    (key, line)
}
