//! A register in a link. The tab has the link as it was received, so that a sealed one stays sealed.

use std::cell::RefCell;

use super::arrive::Halt;
use super::{SignedBy, Visit, tab};
use crate::app::browser::clock;
use crate::app::keeping::stretch::wrapping;
use crate::app::parts::say;
use crate::exchange::link::{ASKS_ABOVE, BEGINNING, Content, Limits, Opened, Received};
use crate::exchange::{self, Asked};
use crate::register::{Hash, Id};
use crate::said;
use crate::words::text::areas::visit as text;

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
    found(id, &opened).await.map_err(Halt::Failed)
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
    found(id, &opened).await
}

fn read(text: &str) -> Result<Received, String> {
    Received::read(text, Limits::default()).map_err(|error| error.to_string())
}

fn text(id: &Id) -> Result<String, String> {
    let last =
        LAST.with_borrow(|last| last.as_ref().filter(|(of, _)| of == id).map(|(_, text)| text.clone()));
    last.or_else(|| tab::kept(id)).ok_or_else(|| text::LINK_GONE.said().to_owned())
}

async fn found(id: &Id, opened: &Opened) -> Result<Visit, String> {
    let visit = match &opened.content {
        Content::Request(text) => request(id, text)?,
        Content::Copy(copy) => Visit {
            id: id.clone(),
            from: text::FROM_LINK.said().to_owned(),
            about: say::copy(copy),
            signed: None,
            origin: None,
            may_edit: false,
            lasts: false,
            changes: copy.changes(),
            ahead: Vec::new(),
        },
    };
    let signed = match &opened.signed {
        Some(signed) => Some(SignedBy::of(signed).await),
        None => None,
    };
    Ok(Visit { signed, lasts: tab::kept(id).is_some(), ..visit })
}

/// A member's part, which is there to be corrected.
fn request(id: &Id, text: &str) -> Result<Visit, String> {
    let file = exchange::read(text.as_bytes(), clock::now().millis);
    let file = file.map_err(|error| said!(text::LINK_NOT_OPENED, error = error.to_string()))?;
    if Asked::read(&file.register).is_none() {
        return Err(text::LINK_NO_REQUEST.said().to_owned());
    }
    Ok(Visit { may_edit: true, ..Visit::of_file(id.clone(), text::FROM_LINK.said().to_owned(), file) })
}
