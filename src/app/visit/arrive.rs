//! Where a register comes in from elsewhere: found by the id that the address gives it, and put on the desk, or halted
//! until its reader answers.

use std::cell::RefCell;

use leptos::prelude::{GetUntracked, Set};

use super::hosted::on_this_server;
use super::{INSIDE, Visit, address_of, inside, link, tab, visit};
use crate::app::browser::elsewhere::{self, NotHad};
use crate::app::browser::{clock, page};
use crate::app::desk::Desk;
use crate::exchange;
use crate::register::Id;
use crate::said;
use crate::words::text::areas::parts;
use crate::words::text::areas::visit as text;

/// A file may be so large, in bytes.
const LARGEST: usize = 64 << 20;

/// Why a register is not open yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Halt {
    /// It is in a link of so many characters, which is asked about.
    Long(usize),
    /// It is in a link that asks for its passphrase.
    Sealed,
    /// It cannot be opened, and why.
    Failed(String),
}

thread_local! {
    /// What was halted last.
    static HALTED: RefCell<Option<(Id, Halt)>> = const { RefCell::new(None) };
}

/// Why the register of that id is not open yet.
pub fn halted(id: &Id) -> Option<Halt> {
    HALTED.with_borrow(|halted| halted.as_ref().filter(|(of, _)| of == id).map(|(_, halt)| halt.clone()))
}

/// Finds the register of that id and puts it on the desk, unless another one is asked for meanwhile.
pub async fn arrive(desk: Desk, id: Id, is_last: impl Fn() -> bool) {
    let found = match id.as_str().split_once('/') {
        Some(("s", payload)) => match link::receive(payload) {
            Ok(kept) => {
                // The link leaves the address, which is followed from here.
                let address = address_of(&desk.address.get_untracked(), &kept);
                page::replace(&address.to_string());
                desk.address.set(address);
                return;
            }
            Err(reason) => Err(Halt::Failed(reason)),
        },
        Some(("link", _)) => link::open(&id, false).await,
        _ => file(&id).await.map_err(Halt::Failed),
    };
    if is_last() && desk.sealed.get_untracked().as_ref() == Some(&id) {
        settle(desk, id, found).await;
    }
}

/// Goes on with a long link, which its reader wants to have opened.
pub async fn go_on(desk: Desk, id: Id) {
    let found = link::open(&id, true).await;
    settle(desk, id, found).await;
}

/// Goes on with a sealed link.
///
/// # Errors
/// A sentence; the link can be tried again.
pub async fn unseal(desk: Desk, id: Id, passphrase: &str) -> Result<(), String> {
    let found = link::unseal(&id, passphrase).await?;
    visit(desk, found).await;
    Ok(())
}

async fn settle(desk: Desk, id: Id, found: Result<Visit, Halt>) {
    match found {
        Ok(found) => visit(desk, found).await,
        Err(halt) => {
            HALTED.set(Some((id.clone(), halt)));
            desk.asks.set(Some(id));
            desk.sealed.set(None);
        }
    }
}

async fn file(id: &Id) -> Result<Visit, String> {
    match id.as_str().split_once('/') {
        _ if id.as_str() == INSIDE => inside::visit(),
        Some(("open", path)) => beside(id, path).await,
        _ => Err(text::NO_SUCH_REGISTER.said().to_owned()),
    }
}

/// A file of the page's own server, as it is now; as this tab had it where the server is away.
async fn beside(id: &Id, path: &str) -> Result<Visit, String> {
    let read = |from: String, bytes: &[u8]| {
        let file = exchange::read(bytes, clock::now().millis)
            .map_err(|error| said!(parts::TABLE_WRONG, name = path, error = error.to_string()))?;
        Ok::<_, String>(Visit::of_file(id.clone(), from, file))
    };
    let place = on_this_server(path, &elsewhere::path()).map_err(|refused| refused.said())?;
    match elsewhere::fetch_anew(&place, LARGEST).await {
        Ok(bytes) => {
            let found = read(said!(text::FROM_BESIDE, path), &bytes)?;
            tab::keep_file(id, &bytes);
            Ok(found)
        }
        Err(NotHad::Answer(404 | 410)) => Err(said!(text::NO_SUCH_FILE, path)),
        Err(NotHad::TooLarge) => Err(said!(text::FILE_TOO_LARGE, path, size = (LARGEST >> 20).to_string())),
        Err(away) => {
            let why = match away {
                NotHad::Answer(status) => said!(text::SERVER_ANSWERED, status = status.to_string()),
                _ => text::SERVER_AWAY.said().to_owned(),
            };
            match tab::kept_file(id) {
                Some(bytes) => read(said!(text::FROM_BEFORE, path, why), &bytes),
                None => Err(said!(text::FILE_NOT_FETCHED, path, why)),
            }
        }
    }
}
