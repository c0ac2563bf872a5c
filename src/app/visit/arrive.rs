//! Where a register comes in from elsewhere: found by the id that the address gives it, and put on the desk.

use std::cell::RefCell;

use leptos::prelude::{GetUntracked, Set};

use super::hosted::on_this_server;
use super::{INSIDE, Visit, inside, tab, visit};
use crate::app::browser::elsewhere::{self, NotHad};
use crate::app::browser::{clock, page};
use crate::app::desk::Desk;
use crate::app::route::Page;
use crate::exchange;
use crate::register::Id;

/// A file may be so large, in bytes.
const LARGEST: usize = 64 << 20;

thread_local! {
    /// What could not be opened last, and why.
    static FAILED: RefCell<Option<(String, String)>> = const { RefCell::new(None) };
}

/// Why the register of that id could not be opened.
pub fn failure(id: &str) -> Option<String> {
    FAILED.with_borrow(|failed| failed.as_ref().filter(|(of, _)| of == id).map(|(_, why)| why.clone()))
}

/// Finds the register of that id and puts it on the desk, unless another one is asked for meanwhile.
pub async fn arrive(desk: Desk, id: Id, is_last: impl Fn() -> bool) {
    let found = found(&id).await;
    if !is_last() || desk.sealed.get_untracked().as_ref() != Some(&id) {
        return;
    }
    match found {
        Ok(found) => visit(desk, found).await,
        Err(reason) => {
            FAILED.set(Some((id.to_string(), reason)));
            let mut address = desk.address.get_untracked();
            if !matches!(address.page, Page::Open | Page::Shared(_)) {
                address = address.to(Page::Open);
                page::replace(&address.to_string());
                desk.address.set(address);
            }
            desk.sealed.set(None);
        }
    }
}

async fn found(id: &Id) -> Result<Visit, String> {
    match id.as_str().split_once('/') {
        _ if id.as_str() == INSIDE => inside::visit(),
        Some(("open", path)) => beside(id, path).await,
        Some(("tab", _)) => tab::kept(id).ok_or_else(|| {
            "This tab does not hold that register any more. Open it again from where it came.".to_owned()
        }),
        Some(("s", _)) => {
            Err("This version of Muster does not open registers in links. Ask for the register as a file."
                .to_owned())
        }
        _ => Err("No register is called so. Check the address.".to_owned()),
    }
}

/// A file of the page's own server, as it is now; as this tab had it where the server is away.
async fn beside(id: &Id, path: &str) -> Result<Visit, String> {
    let place = on_this_server(path, &elsewhere::path()).map_err(|refused| refused.to_string())?;
    match elsewhere::fetch_anew(&place, LARGEST).await {
        Ok(bytes) => {
            let file =
                exchange::read(&bytes, clock::now().millis).map_err(|error| format!("“{path}”: {error}"))?;
            Ok(Visit::of_file(id.clone(), format!("“{path}” on the server of this page"), file))
        }
        Err(NotHad::Answer(404 | 410)) => Err(format!(
            "There is no file “{path}” on the server of this page. Check the address, or ask whoever gave it to you."
        )),
        Err(NotHad::TooLarge) => Err(format!(
            "“{path}” is larger than {} MiB, which is more than is opened in a tab. Download the file and import it.",
            LARGEST >> 20
        )),
        Err(away) => {
            let why = match away {
                NotHad::Answer(status) => format!("The server of this page answered {status}."),
                _ => "The server of this page cannot be reached.".to_owned(),
            };
            let kept = tab::kept(id)
                .map(|visit| Visit {
                    from: format!("“{path}”, as this tab had it before. {why}"), ..visit
                });
            kept.ok_or_else(|| {
                format!("“{path}” could not be fetched. {why} Try again when there is a connection to it.")
            })
        }
    }
}
