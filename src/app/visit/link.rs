//! A register in a link. The tab has the link as it was received, so that a sealed one stays sealed.

use std::cell::RefCell;

use super::arrive::Halt;
use super::{SignedBy, Visit, tab};
use crate::app::keeping::stretch::wrapping;
use crate::app::parts::say;
use crate::exchange::link::{ASKS_ABOVE, BEGINNING, Limits, Opened, Received};
use crate::register::{Hash, Id};

/// So many digits of its hash tell a link from others.
const DIGITS: usize = 16;

thread_local! {
    /// The link that came last, also where the tab has no room for it.
    static LAST: RefCell<Option<(Id, String)>> = const { RefCell::new(None) };
}

/// Takes in the link of that payload; the answer is the id by which it is found again.
///
/// # Errors
/// A sentence when it is no link, or not whole.
pub fn receive(payload: &str) -> Result<Id, String> {
    let text = format!("{BEGINNING}{payload}");
    read(&text)?;
    let hash = Hash::of(text.as_bytes()).to_string();
    let id = Id::from(format!("link/{}", hash.get(..DIGITS).unwrap_or_default()));
    tab::keep(&id, &text);
    LAST.set(Some((id.clone(), text)));
    Ok(id)
}

/// What is in a link, unless it has to be asked about first.
pub async fn open(id: &Id, is_agreed: bool) -> Result<Visit, Halt> {
    let text = text(id).map_err(Halt::Failed)?;
    let received = read(&text).map_err(Halt::Failed)?;
    let length = text.chars().count();
    if length > ASKS_ABOVE && !is_agreed {
        return Err(Halt::Long(length));
    }
    if received.cost().is_some() {
        return Err(Halt::Sealed);
    }
    let opened = received.open(None).map_err(|error| Halt::Failed(error.to_string()))?;
    Ok(found(id, &opened).await)
}

/// What is in a sealed link.
///
/// # Errors
/// A sentence when the passphrase does not open it, or what is in it cannot be read.
pub async fn unseal(id: &Id, passphrase: &str) -> Result<Visit, String> {
    let received = read(&text(id)?)?;
    let key = match received.cost() {
        Some(cost) => Some(wrapping(passphrase, cost).await?),
        None => None,
    };
    let opened = received.open(key.as_ref()).map_err(|error| error.to_string())?;
    Ok(found(id, &opened).await)
}

fn read(text: &str) -> Result<Received, String> {
    Received::read(text, Limits::default()).map_err(|error| error.to_string())
}

fn text(id: &Id) -> Result<String, String> {
    let last =
        LAST.with_borrow(|last| last.as_ref().filter(|(of, _)| of == id).map(|(_, text)| text.clone()));
    last.or_else(|| tab::kept(id)).ok_or_else(|| "This tab no longer has the link. Open it again.".to_owned())
}

async fn found(id: &Id, opened: &Opened) -> Visit {
    let signed = match &opened.signed {
        Some(signed) => Some(SignedBy::of(signed).await),
        None => None,
    };
    Visit {
        id: id.clone(),
        from: "a link".to_owned(),
        about: say::copy(&opened.copy),
        signed,
        origin: None,
        may_edit: false,
        lasts: tab::kept(id).is_some(),
        changes: opened.copy.changes(),
        ahead: Vec::new(),
    }
}
