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
use crate::journal::{Engine, Quota};
use crate::said;
use crate::words::text::areas::{actions, keeping as text};

/// How often tabs are counted while the page shows them.
const COUNT: Duration = Duration::from_secs(2);

/// The panel.
pub fn panel(desk: Desk) -> AnyView {
    view! {
        <h2>{text::KEPT_WHERE.said()}</h2>
        <dl class="facts storage">
            <dt>{text::IN_THE_BROWSER.said()}</dt>
            <dd data-kept="browser">{move || in_browser(&desk)}</dd>
            <dt>{text::ON_THE_DISK.said()}</dt>
            <dd data-kept="disk">{on_disk}</dd>
            <Lasting />
            <dt>{text::LAST_BACKUP_AT.said()}</dt>
            <dd data-kept="backup">{move || in_backup(&desk)}</dd>
            <dt>{text::PRIVATE_WINDOW.said()}</dt>
            <dd>{text::PRIVATE_WINDOW_MEANS.said()}</dd>
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
        || text::BACKUP_NONE.said().to_owned(),
        |last| said!(text::BACKUP_WAS, day = clock::day_of(last.at), place = last.place(), n = last.count),
    );
    let desk = *desk;
    view! {
        {words} " "
        <Show when=move || !desk.is_passing()>
            <button type="button" class="small" on:click=move |_| desk.show(Dialog::Backup)>{actions::BACK_UP.said()}</button>
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
        return said!(text::KEPT_NOTHING, reason);
    }
    let engine = if keep::is_webkit() { Engine::Bytes } else { Engine::Units };
    let Ok(quota) = Quota::measure(&store, engine) else {
        return text::KEPT_NOT_COUNTED.said().to_owned();
    };
    let number = |value: u64| locale().number(Decimal::from(value), 0);
    let used = said!(
        text::KEPT_USED,
        used = number(quota.used),
        limit = number(quota.limit),
        percent = quota.percent().to_string()
    );
    [Some(used), quota.sentence()].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Whether the disk holds the same, and why not.
fn on_disk() -> AnyView {
    let Some(standing) = keeper().map(|keeper| keeper.standing) else {
        return text::NOT_KNOWN_YET.said().into_any();
    };
    let words = move || match standing.get() {
        Standing::Asked => text::DISK_ASKED.said().to_owned(),
        Standing::Joined(Written::Strictly) => text::DISK_SAME.said().to_owned(),
        Standing::Joined(Written::Loosely) => text::DISK_SAME_LOOSELY.said().to_owned(),
        Standing::Behind(reason) => said!(text::DISK_BEHIND, reason),
    };
    let used = RwSignal::new(None);
    fill(used, keep::estimate());
    let size = move || used.get().map(|(used, _)| format!(" {}", said!(text::DISK_USED, size = size(used))));
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
        Some(Some(true)) => text::LASTS.said(),
        Some(Some(false)) => text::MAY_BE_CLEARED.said(),
        Some(None) => text::LASTS_UNKNOWN.said(),
    };
    let can_ask = move || answer.get() == Some(Some(false));
    view! {
        <dt>{text::FOR_HOW_LONG.said()}</dt>
        <dd data-kept="lasting">
            {words} " "
            <Show when=can_ask>
                <button type="button" class="small" on:click=ask>{text::ASK_TO_LAST.said()}</button>
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
        None => text::TABS_NOT_COUNTED.said().to_owned(),
        Some(0 | 1) => text::TABS_NONE.said().to_owned(),
        Some(2) => text::TABS_ONE.said().to_owned(),
        Some(all) => {
            let n = all.saturating_sub(1);
            said!(text::TABS_SOME, count = n.to_string(), n)
        }
    };
    view! { <dt>{text::OTHER_TABS.said()}</dt> <dd data-kept="tabs">{words}</dd> }
}
