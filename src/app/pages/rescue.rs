//! The raw keys of this browser's storage and what could not be read of them, when nothing else works.

use std::sync::Arc;

use leptos::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use crate::app::browser::files;
use crate::app::desk::{Desk, desk};
use crate::app::held::{Place, store};
use crate::app::locale;
use crate::app::parts::grid::{Column, Grid};
use crate::app::parts::table::ListTable;
use crate::app::registers;
use crate::journal::{Aside, Journal, Key, Place as At, Store as _};
use crate::register::{Arrange, canonical};
use crate::said;
use crate::words::text::areas::{pages, rescue as text, settings};

/// What every key of this page begins with.
const OURS: &str = "muster";

/// One key.
struct Row {
    key: String,
    what: String,
    /// Units of UTF-16, as storage counts; none for a value that the browser does not give out.
    size: Option<usize>,
}

/// Lists every key of Muster and what was set aside, each to be taken away alone or with all others.
#[component]
pub fn Rescue() -> impl IntoView {
    let desk = desk();
    let (kept, memory) = store(Place::Lasting);
    let mut keys: Vec<String> = kept.keys().unwrap_or_default();
    keys.retain(|key| key.starts_with(OURS));
    keys.arrange();
    let size = |key: &String| kept.get(key).ok().flatten().map(|value| value.encode_utf16().count());
    let rows: Vec<Row> =
        keys.iter().map(|key| Row { what: what(key), size: size(key), key: key.clone() }).collect();
    let taken: usize =
        rows.iter().map(|row| row.key.len().saturating_add(row.size.unwrap_or_default())).sum();
    let point = said!(text::HOLDS_KEYS, n = rows.len(), count = number(taken), m = taken);
    let rows = Arc::new(rows);
    let columns = vec![
        Column::text("key", text::KEY.said(), |row: &Row| row.key.clone()).code(),
        Column::text("what", text::WHAT_IT_IS.said(), |row: &Row| row.what.clone()),
        Column::number(
            "size",
            text::CHARACTERS.said(),
            |row: &Row| row.size.map(Decimal::from),
            |row| row.size.map_or_else(|| text::CANNOT_BE_READ.said().to_owned(), number),
        ),
        Column::text("get", text::DOWNLOAD.said(), |_: &Row| String::new()).view(move |row| {
            let key = row.key.clone();
            let label = said!(text::DOWNLOAD_KEY, key);
            view! { <button class="small" aria-label=label on:click=move |_| save_key(desk, &key)>{text::DOWNLOAD.said()}</button> }.into_any()
        }),
    ];
    let grid = Arc::new(Grid::new(Arc::clone(&rows), |row| row.key.clone(), columns));
    view! {
        <h1 tabindex="-1">{pages::RESCUE.said()}</h1>
        <p class="point">{point}</p>
        {memory.map(|reason| view! { <p class="error">{said!(text::KEEPS_NOTHING, reason)}</p> })}
        <p class="tools"><button class="go" on:click=move |_| save_all(desk)>{text::DOWNLOAD_ALL.said()}</button></p>
        <SetAside aside=aside(desk) />
        <h2>{text::ALL_KEYS.said()}</h2>
        <ListTable grid=Signal::stored(grid) label=text::KEYS.said() empty=ViewFn::from(|| view! { <p>{text::NO_KEYS.said()}</p> }) />
    }
}

/// What could not be read, with the reason.
#[component]
fn SetAside(aside: Vec<Aside>) -> impl IntoView {
    let desk = desk();
    if aside.is_empty() {
        return view! { <p>{text::ALL_CAN_BE_READ.said()}</p> }.into_any();
    }
    let all: Vec<Value> = aside
        .iter()
        .map(|one| json!({"key": one.key, "raw": one.raw, "reason": one.reason.to_string()}))
        .collect();
    let rows = aside.into_iter().map(|one| {
        let (name, raw) = (file_of(&one.key), one.raw);
        let label = said!(text::DOWNLOAD_WHAT_STOOD, key = one.key);
        view! {
            <tr data-id=one.key.clone()>
                <td class="code" data-label=text::KEY.said()><code>{one.key.clone()}</code></td>
                <td data-label=text::WHY_NOT_READ.said()>{one.reason.to_string()}</td>
                <td class="n" data-label=text::DOWNLOAD.said()>
                    <button class="small" aria-label=label on:click=move |_| save(desk, &name, "text/plain", &raw)>{text::DOWNLOAD.said()}</button>
                </td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let count = all.len().saturating_add(1).to_string();
    view! {
        <section>
            <h2>{settings::ASIDE.said()}</h2>
            <p>{text::SET_ASIDE_MEANS.said()}</p>
            <table class="list" aria-label=settings::ASIDE.said() aria-rowcount=count>
                <thead><tr><th scope="col">{text::KEY.said()}</th><th scope="col">{text::WHY_NOT_READ.said()}</th><th scope="col">{text::DOWNLOAD.said()}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
            <p class="tools">
                <button on:click=move |_| save(desk, "muster-set-aside.json", "application/json", &canonical(&all.clone().into()))>
                    {text::DOWNLOAD_ASIDE.said()}
                </button>
            </p>
        </section>
    }
    .into_any()
}

/// What could not be read, of all registers of this browser.
fn aside(desk: Desk) -> Vec<Aside> {
    let open = desk.open_id();
    let mut all = desk.hold(|held| held.aside.clone()).unwrap_or_default();
    for card in registers::list().into_iter().filter(|card| Some(card.register.as_str()) != open.as_deref()) {
        let opened = Journal::new(store(Place::Lasting).0, card.register).open();
        all.extend(opened.map(|opened| opened.aside).unwrap_or_default());
    }
    all
}

/// What stands under a key, in words.
fn what(key: &str) -> String {
    match Key::parse(key) {
        Some(Key::Index(_)) => text::IS_CARD.said().to_owned(),
        Some(Key::Format(_)) => text::IS_FORMAT.said().to_owned(),
        Some(Key::In(_, At::Change { replica, number, .. })) => {
            said!(text::IS_CHANGE, number = number.to_string(), replica = replica.as_str())
        }
        Some(Key::In(_, At::Blanked { replica, number, .. })) => {
            said!(text::IS_BLANKED, number = number.to_string(), replica = replica.as_str())
        }
        Some(Key::In(_, At::Draft { form, .. })) => said!(text::IS_DRAFT, form),
        Some(Key::In(_, At::Here(_))) => text::IS_HERE.said().to_owned(),
        Some(Key::In(_, At::Removed)) => text::IS_REMOVED.said().to_owned(),
        Some(Key::In(_, At::Aside(_))) => text::IS_ASIDE.said().to_owned(),
        Some(Key::In(..)) => text::IS_SEALED.said().to_owned(),
        None => match key {
            "muster-identity" => text::IS_IDENTITY.said(),
            "muster-look" => text::IS_LOOK.said(),
            "muster-language" => text::IS_LANGUAGE.said(),
            "muster-hides" => text::IS_HIDES.said(),
            "muster-idle" => text::IS_IDLE.said(),
            "muster-asked-to-last" | "muster-lock-offered" => text::IS_ASKED.said(),
            "muster-signers" => text::IS_SIGNERS.said(),
            "muster-rates" => text::IS_RATES.said(),
            key if key.starts_with("muster-copy/") => text::IS_COPY.said(),
            key if key.starts_with("muster-registered/") => text::IS_REGISTERED.said(),
            key if key.starts_with("muster-tables/") => text::IS_TABLE.said(),
            key if key.starts_with("muster-looked/") => text::IS_LOOKED.said(),
            _ => text::IS_UNKNOWN.said(),
        }
        .to_owned(),
    }
}

fn number(count: usize) -> String {
    locale().number(Decimal::from(count), 0)
}

/// A file name made of a key.
fn file_of(key: &str) -> String {
    format!("{}.txt", key.replace('/', "_"))
}

fn save_key(desk: Desk, key: &str) {
    match store(Place::Lasting).0.get(key) {
        Ok(value) => save(desk, &file_of(key), "text/plain", &value.unwrap_or_default()),
        Err(error) => desk.notice.set(error.to_string()),
    }
}

fn save_all(desk: Desk) {
    let (kept, _) = store(Place::Lasting);
    let keys = kept.keys().unwrap_or_default().into_iter().filter(|key| key.starts_with(OURS));
    let values: Map<String, Value> = keys
        .map(|key| (key.clone(), kept.get(&key).ok().flatten().map_or(Value::Null, Into::into)))
        .collect();
    save(desk, "muster-raw-keys.json", "application/json", &canonical(&Value::Object(values)));
}

fn save(desk: Desk, name: &str, mime: &str, text: &str) {
    if let Err(reason) = files::download(name, mime, text) {
        desk.notice.set(reason);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_in_words() {
        assert_eq!(what("muster/it/c/r1/7"), "Change 7 of replica r1");
        assert_eq!(what("muster/it/b/r1/7.00ab12cd"), "Change 7 of replica r1, blanked");
        assert_eq!(what("muster/it/d/r1/new/members"), "Half typed: new/members");
        assert_eq!(what("muster-identity"), "Your name and party");
        assert_eq!(what("muster-hides"), "Whether amounts are hidden");
        assert_eq!(what("muster-registered/it/iati"), "The identifier that a publisher is registered under");
        assert_eq!(what("muster/x"), "Not known to this version");
    }
}
