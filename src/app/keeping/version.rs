//! Which version of the page this is, whether it opens without its server, and whether there is a newer one: for
//! the panel of storage in the settings.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::offline::{Newer, Standing, Told, build, is_one_file, offline};
use crate::app::browser::keep;
use crate::app::held::{Place, store};
use crate::app::parts::say;
use crate::journal::Shelf;

/// What is to be known of a page that is opened from disk.
pub const FROM_DISK: &str = "What is entered stays in this browser, on this device: the file itself does not \
    change. In Chromium, Chrome and Edge every other HTML file that is opened from disk can read it; a lock \
    encrypts it, and is offered after the first save.";

/// Three rows of the panel.
#[component]
pub fn Version() -> impl IntoView {
    let own = build().unwrap_or_else(|| "Made for development; it has no name.".to_owned());
    let said = RwSignal::new(String::new());
    spawn_local(async move {
        let answer = asked().await;
        said.try_set(answer);
    });
    let newer = move || {
        let offline = offline()?;
        let named = offline.waiting.with(|told| told.build.clone());
        match offline.newer.get() {
            Newer::None => None,
            Newer::Waits => Some(format!(
                "Ready: {named}. It is used when you ask for it, or when no tab has Muster open any more."
            )),
            Newer::Taken => {
                Some("In use in another tab. This one has it when it is loaded again.".to_owned())
            }
        }
    };
    view! {
        <dt>"Version"</dt>
        <dd data-kept="build">{own}</dd>
        <dt>"Without its server"</dt>
        <dd data-kept="offline">{without_server}</dd>
        <dt>"Newer version"</dt>
        <dd data-kept="version">{move || newer().unwrap_or_else(|| said.get())}</dd>
    }
}

/// Whether the page opens without its server.
fn without_server() -> String {
    let Some(offline) = offline() else { return "Not known yet.".to_owned() };
    let trouble = || offline.trouble.get();
    let text = match offline.standing.get() {
        Standing::OneFile => return format!("This page is one file and has no server. {FROM_DISK}"),
        Standing::Draft => "No: it was built for development.",
        Standing::Unable => {
            "No: this browser keeps no page, or not at this address. Encrypted addresses (https) can be kept."
        }
        Standing::Off => {
            "No: the address switches it off (nosw). Open it without that word to have the page kept."
        }
        Standing::Coming => "Not yet: the page is being kept for that.",
        Standing::Refused => return format!("No: it could not be kept. {}", trouble()).trim_end().to_owned(),
        Standing::Here => return kept(&offline.active.get()),
    };
    text.to_owned()
}

fn kept(told: &Told) -> String {
    match told.missing {
        0 => "Yes: all of the page is kept in this browser.".to_owned(),
        missing => format!(
            "Yes, but for {} that the server did not give; the page asks again when one is needed.",
            say::count(missing, "file", "files")
        ),
    }
}

/// What the server has, asked now.
async fn asked() -> String {
    const NONE: &str = "None: the server has the version that is open.";
    const AWAY: &str = "Not known: the server cannot be asked now.";
    if let Some(newer) = Shelf::new(store(Place::Lasting).0).newer() {
        return newer.to_string();
    }
    if is_one_file() {
        return "Not known: this page is one file, and a newer version is a newer file.".to_owned();
    }
    let by_worker = match offline() {
        Some(offline) => offline.ask_server().await,
        None => None,
    };
    let text = match by_worker {
        Some(Ok(true)) => "There is one; it is being fetched.",
        Some(Ok(false)) => NONE,
        Some(Err(_)) => AWAY,
        None => match (keep::page_now().await, build()) {
            (Some(page), Some(build)) if page.contains(&build) => NONE,
            (Some(_), Some(_)) => {
                "The server has another version than the one that is open. Load the page again to get it."
            }
            _ => AWAY,
        },
    };
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_counted() {
        let told = |missing| kept(&Told { build: String::new(), missing, all: 40 });
        assert_eq!(told(0), "Yes: all of the page is kept in this browser.");
        assert!(told(1).starts_with("Yes, but for one file ") || told(1).starts_with("Yes, but for 1 file "));
    }
}
