//! What is kept where, how much, and for how long: in plain words, for the page of settings.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use rust_decimal::Decimal;

use super::disk::{Standing, keeper};
use super::lasting;
use super::version::Version;
use crate::app::backups;
use crate::app::browser::clock;
use crate::app::browser::disk::Written;
use crate::app::browser::keep;
use crate::app::desk::{Desk, Dialog};
use crate::app::held::{Place, store};
use crate::app::locale;
use crate::app::parts::say;
use crate::journal::{Engine, Quota};

/// How often tabs are counted while the page shows them.
const COUNT: Duration = Duration::from_secs(2);

/// The panel.
pub fn panel(desk: Desk) -> AnyView {
    view! {
        <h2>"What is kept, and where"</h2>
        <dl class="facts storage">
            <dt>"In this browser"</dt>
            <dd data-kept="browser">{move || in_browser(&desk)}</dd>
            <dt>"On the disk"</dt>
            <dd data-kept="disk">{on_disk}</dd>
            <Lasting />
            <dt>"Last verified backup"</dt>
            <dd data-kept="backup">{move || in_backup(&desk)}</dd>
            <dt>"Private window"</dt>
            <dd>"If this window is a private one, all of it goes when the window is closed. Browsers do not tell a page whether it is."</dd>
            <Tabs />
            <Version />
        </dl>
    }
    .into_any()
}

/// Sets a signal to what is asked for, unless the page was left meanwhile.
fn fill<T: Send + Sync + 'static>(signal: RwSignal<T>, asked: impl Future<Output = T> + 'static) {
    spawn_local(async move {
        let answer = asked.await;
        signal.try_set(answer);
    });
}

/// When the last backup was verified, and where it is.
fn in_backup(desk: &Desk) -> AnyView {
    desk.shelf_revision.track();
    let last = desk.open_id().and_then(|id| backups::last(&id.into()));
    let words = last.map_or_else(
        || "None yet. ".to_owned(),
        |last| {
            format!(
                "{}, {}: {}. ",
                clock::day_of(last.at),
                last.place,
                say::count(last.count, "change", "changes")
            )
        },
    );
    let desk = *desk;
    view! {
        {words}
        <Show when=move || !desk.is_passing()>
            <button type="button" class="small" on:click=move |_| desk.show(Dialog::Backup)>"Back up…"</button>
        </Show>
    }
    .into_any()
}

/// How much the browser's storage holds, by the rule of its engine.
fn in_browser(desk: &Desk) -> String {
    desk.written.track();
    desk.shelf_revision.track();
    let (store, memory) = store(Place::Lasting);
    if let Some(reason) = memory {
        return format!("Nothing: {reason}");
    }
    let engine = if keep::is_webkit() { Engine::Bytes } else { Engine::Units };
    let Ok(quota) = Quota::measure(&store, engine) else {
        return "The browser does not let its storage be counted now.".to_owned();
    };
    let number = |value: u64| locale().number(Decimal::from(value), 0);
    let used = format!(
        "All registers: {} of {} characters, {} %.",
        number(quota.used),
        number(quota.limit),
        quota.percent()
    );
    [Some(used), quota.sentence()].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Whether the disk holds the same, and why not.
fn on_disk() -> AnyView {
    let Some(standing) = keeper().map(|keeper| keeper.standing) else { return "Not known yet.".into_any() };
    let words = move || match standing.get() {
        Standing::Asked => "It is being held against what this browser has.".to_owned(),
        Standing::Joined(Written::Strictly) => {
            "The same, written so that it outlives a crash. Either of the two makes the other whole."
                .to_owned()
        }
        Standing::Joined(Written::Loosely) => {
            "The same, but this browser does not tell when it has reached the disk.".to_owned()
        }
        Standing::Behind(reason) => format!("Not all of it: {reason}"),
    };
    let used = RwSignal::new(None);
    fill(used, keep::estimate());
    let size = move || used.get().map(|(used, _)| format!(" The page uses about {} there.", size(used)));
    view! { {words} {size} }.into_any()
}

/// A number of bytes, roughly.
fn size(bytes: f64) -> String {
    let kilo = (bytes / 1_000.0).max(0.0) as u64;
    let number = |value: u64| locale().number(Decimal::from(value), 0);
    if kilo < 10_000 { format!("{} kB", number(kilo)) } else { format!("{} MB", number(kilo / 1_000)) }
}

/// Whether the browser may clear it when it needs room, and a way to ask it not to.
#[component]
fn Lasting() -> impl IntoView {
    let answer = RwSignal::new(None::<Option<bool>>);
    fill(answer, async { Some(keep::is_lasting().await) });
    let ask = move |_| fill(answer, async { Some(lasting::ask().await) });
    let words = move || match answer.get() {
        None => "",
        Some(Some(true)) => "The browser keeps it until you remove it.",
        Some(Some(false)) => {
            "The browser may clear it when the disk is nearly full or the page was not used for long. "
        }
        Some(None) => "The browser does not say whether it clears it when it needs room.",
    };
    let can_ask = move || answer.get() == Some(Some(false));
    view! {
        <dt>"For how long"</dt>
        <dd data-kept="lasting">
            {words}
            <Show when=can_ask>
                <button type="button" class="small" on:click=ask>"Ask the browser to keep it"</button>
            </Show>
        </dd>
    }
}

/// How many other tabs have the page open.
#[component]
fn Tabs() -> impl IntoView {
    let count = RwSignal::new(None::<usize>);
    let ask = move || fill(count, keep::tabs());
    ask();
    if let Ok(again) = set_interval_with_handle(ask, COUNT) {
        on_cleanup(move || again.clear());
    }
    let words = move || match count.get() {
        None => "This browser does not let tabs be counted.".to_owned(),
        Some(0 | 1) => "None has Muster open.".to_owned(),
        Some(2) => "One other has Muster open; what is written there shows here.".to_owned(),
        Some(all) => {
            format!("{} others have Muster open; what is written there shows here.", all.saturating_sub(1))
        }
    };
    view! { <dt>"Other tabs"</dt> <dd data-kept="tabs">{words}</dd> }
}
