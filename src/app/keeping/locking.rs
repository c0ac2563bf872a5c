//! What is done to the lock of a register, with what the page shows afterwards.

use std::rc::Rc;

use leptos::prelude::*;

use super::stretch::{new_key, new_vault, wrapping};
use super::tabs::{self, Told};
use super::{disk, snapshots};
use crate::app::browser::shelf::Shelf;
use crate::app::desk::Desk;
use crate::app::held::{Held, Place, see_through, seen_through, store};
use crate::app::registers;
use crate::journal::lock::{Locked, headers};
use crate::register::Id;
use crate::said;
use crate::seal::{DataKey, SealError, Vault};
use crate::words::text::areas::keeping as text;

fn lasting() -> Shelf {
    store(Place::Lasting).0
}

/// Opens a locked register and shows it.
///
/// # Errors
/// A sentence: it stays locked.
pub async fn open(desk: Desk, id: &Id, passphrase: &str) -> Result<(), String> {
    let (vault, key, others) = find(id, passphrase).await?;
    let locked = Locked::new(lasting(), id.clone(), &key);
    let tidied = locked.tidy(&vault).and_then(|()| {
        others
            .iter()
            .try_for_each(|(vault, key)| locked.absorb(&Locked::new(lasting(), id.clone(), key), vault))
    });
    see_through(Some((id.clone(), Rc::new(locked))));
    registers::show(desk, id);
    if let Err(error) = tidied {
        desk.notice.set(said!(text::NOT_UNDER_LOCK, error = error.to_string()));
    }
    Ok(())
}

/// A header with the key inside.
type Opened = (Vault, DataKey);

/// The lock that a passphrase opens, and others that it opens as well.
async fn find(id: &Id, passphrase: &str) -> Result<(Vault, DataKey, Vec<Opened>), String> {
    let found = headers(&lasting(), id).map_err(|error| error.to_string())?;
    let (mut opened, mut refused) = (Vec::new(), None);
    for header in found {
        let tried = match header {
            Ok(vault) => {
                let wrapping = wrapping(passphrase, vault.cost()).await?;
                vault.open(id.as_str(), &wrapping).map(|key| (vault, key))
            }
            Err(error) => Err(error),
        };
        match tried {
            Ok(pair) => opened.push(pair),
            Err(error) => refused = refused.or(Some(error)),
        }
    }
    if opened.is_empty() {
        return Err(refused.unwrap_or(SealError::NotAVault).to_string());
    }
    let (vault, key) = opened.remove(0);
    opened.retain(|(other, _)| other.id() != vault.id());
    Ok((vault, key, opened))
}

/// Locks the open register.
///
/// # Errors
/// A sentence; what is shown says whether it is locked.
pub async fn put_on(desk: Desk, id: &Id, passphrase: &str) -> Result<(), String> {
    snapshots::forget(id).await?;
    let key = new_key()?;
    let vault = new_vault(id.as_str(), &key, passphrase).await?;
    let locked = Locked::new(lasting(), id.clone(), &key);
    let done = locked.lock(&vault);
    let stands = headers(&lasting(), id).is_ok_and(|found| found.contains(&Ok(vault)));
    if stands {
        see_through(Some((id.clone(), Rc::new(locked))));
    }
    registers::show(desk, id);
    done.map_err(|error| error.to_string())
}

/// Wraps the key of the open register in another passphrase.
///
/// # Errors
/// A sentence; then one of the two opens it.
pub async fn change(id: &Id, old: &str, new: &str) -> Result<(), String> {
    let (_, key, _) = find(id, old).await?;
    let vault = new_vault(id.as_str(), &key, new).await?;
    Locked::new(lasting(), id.clone(), &key).rewrap(&vault).map_err(|error| error.to_string())
}

/// Takes the lock of the open register away.
///
/// # Errors
/// A sentence; then it is still locked.
pub async fn take_off(desk: Desk, id: &Id, passphrase: &str) -> Result<(), String> {
    let (vault, key, _) = find(id, passphrase).await?;
    let done = Locked::new(lasting(), id.clone(), &key).unlock(&vault);
    if done.is_ok() {
        see_through(None);
        registers::show(desk, id);
        return Ok(());
    }
    // What was begun is undone under the lock.
    let _ = open(desk, id, passphrase).await;
    done.map_err(|error| error.to_string())
}

/// Locks the register that was opened last, in all tabs of this browser.
pub fn close(desk: Desk) {
    let Some(id) = seen_through() else { return };
    match let_go(desk, &id) {
        Ok(()) => tabs::tell(&Told::Lock(id)),
        Err(reason) => desk.notice.set(reason),
    }
}

/// Lets go of the key in this tab: the register asks for its passphrase again. What is half typed is kept under the lock.
///
/// # Errors
/// A sentence: it stays open, since changes would be lost that neither store has taken.
pub fn let_go(desk: Desk, id: &Id) -> Result<(), String> {
    let is_open = untrack(|| desk.open_id()).as_deref() == Some(id.as_str());
    if is_open {
        // Room that has come since is used.
        desk.hold(Held::save);
        disk::part().map_err(|unsaved| said!(text::LOCK_WOULD_LOSE, n = unsaved))?;
    }
    see_through(None);
    // Or it is still being read, with the key.
    if is_open || desk.sealed.with_untracked(|sealed| sealed.as_ref() == Some(id)) {
        registers::show(desk, id);
    }
    Ok(())
}
