//! Which version of the page this is, whether it opens without its server, and whether there is a newer one: for
//! the panel of storage in the settings.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::offline::{Newer, Standing, Told, build, is_one_file, offline};
use crate::app::browser::keep;
use crate::app::held::{Place, store};
use crate::journal::Shelf;
use crate::said;
use crate::words::text::areas::keeping as text;

/// Three rows of the panel.
#[component]
pub fn Version() -> impl IntoView {
    let own = build().unwrap_or_else(|| text::VERSION_DRAFT.said().to_owned());
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
            Newer::Waits => Some(said!(text::NEWER_WAITS, version = named)),
            Newer::Taken => Some(text::NEWER_ELSEWHERE.said().to_owned()),
        }
    };
    view! {
        <dt>{text::VERSION.said()}</dt>
        <dd data-kept="build">{own}</dd>
        <dt>{text::WITHOUT_SERVER.said()}</dt>
        <dd data-kept="offline">{without_server}</dd>
        <dt>{text::NEWER_VERSION.said()}</dt>
        <dd data-kept="version">{move || newer().unwrap_or_else(|| said.get())}</dd>
    }
}

/// Whether the page opens without its server.
fn without_server() -> String {
    let Some(offline) = offline() else { return text::NOT_KNOWN_YET.said().to_owned() };
    let trouble = || offline.trouble.get();
    let text = match offline.standing.get() {
        Standing::OneFile => {
            return format!("{} {}", text::ONE_FILE_ALONE.said(), text::FROM_DISK.said());
        }
        Standing::Draft => text::OFFLINE_DRAFT.said(),
        Standing::Unable => text::OFFLINE_UNABLE.said(),
        Standing::Off => text::OFFLINE_OFF.said(),
        Standing::Coming => text::OFFLINE_COMING.said(),
        Standing::Refused => {
            return format!("{} {}", text::OFFLINE_REFUSED.said(), trouble()).trim_end().to_owned();
        }
        Standing::Here => return kept(&offline.active.get()),
    };
    text.to_owned()
}

fn kept(told: &Told) -> String {
    match told.missing {
        0 => text::OFFLINE_ALL.said().to_owned(),
        missing => said!(text::OFFLINE_BUT, n = missing),
    }
}

/// What the server has, asked now.
async fn asked() -> String {
    if let Some(newer) = Shelf::new(store(Place::Lasting).0).newer() {
        return newer.to_string();
    }
    if is_one_file() {
        return text::NEWER_ONE_FILE.said().to_owned();
    }
    let by_worker = match offline() {
        Some(offline) => offline.ask_server().await,
        None => None,
    };
    let text = match by_worker {
        Some(Ok(true)) => text::NEWER_COMING.said(),
        Some(Ok(false)) => text::NEWER_NONE.said(),
        Some(Err(_)) => text::NEWER_AWAY.said(),
        None => match (keep::page_now().await, build()) {
            (Some(page), Some(build)) if page.contains(&build) => text::NEWER_NONE.said(),
            (Some(_), Some(_)) => text::NEWER_LOAD.said(),
            _ => text::NEWER_AWAY.said(),
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
