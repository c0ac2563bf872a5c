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
use crate::app::parts::say;
use crate::app::parts::table::ListTable;
use crate::app::registers;
use crate::journal::{Aside, Journal, Key, Place as At, Store as _};
use crate::register::{Arrange, canonical};

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
    let count = say::count(rows.len(), "key", "keys");
    let taken: usize =
        rows.iter().map(|row| row.key.len().saturating_add(row.size.unwrap_or_default())).sum();
    let point = format!(
        "This browser holds {count} of Muster, {} characters. Download them before you try anything else.",
        number(taken)
    );
    let rows = Arc::new(rows);
    let columns = vec![
        Column::text("key", "Key", |row: &Row| row.key.clone()).code(),
        Column::text("what", "What it is", |row: &Row| row.what.clone()),
        Column::number(
            "size",
            "Characters",
            |row: &Row| row.size.map(Decimal::from),
            |row| row.size.map_or_else(|| "cannot be read".to_owned(), number),
        ),
        Column::text("get", "Download", |_: &Row| String::new()).view(move |row| {
            let key = row.key.clone();
            let label = format!("Download {key}");
            view! { <button class="small" aria-label=label on:click=move |_| save_key(desk, &key)>"Download"</button> }.into_any()
        }),
    ];
    let grid = Arc::new(Grid::new(Arc::clone(&rows), |row| row.key.clone(), columns));
    view! {
        <h1 tabindex="-1">"Rescue"</h1>
        <p class="point">{point}</p>
        {memory.map(|reason| view! { <p class="error">"This browser keeps nothing for the page: " {reason}</p> })}
        <p class="tools"><button class="go" on:click=move |_| save_all(desk)>"Download all keys"</button></p>
        <SetAside aside=aside(desk) />
        <h2>"All keys"</h2>
        <ListTable grid=Signal::stored(grid) label="Keys" empty=ViewFn::from(|| view! { <p>"Nothing of Muster is kept in this browser."</p> }) />
    }
}

/// What could not be read, with the reason.
#[component]
fn SetAside(aside: Vec<Aside>) -> impl IntoView {
    let desk = desk();
    if aside.is_empty() {
        return view! { <p>"Everything that is kept here can be read."</p> }.into_any();
    }
    let all: Vec<Value> = aside
        .iter()
        .map(|one| json!({"key": one.key, "raw": one.raw, "reason": one.reason.to_string()}))
        .collect();
    let rows = aside.into_iter().map(|one| {
        let (name, raw) = (file_of(&one.key), one.raw);
        let label = format!("Download what stood under {}", one.key);
        view! {
            <tr data-id=one.key.clone()>
                <td class="code" data-label="Key"><code>{one.key.clone()}</code></td>
                <td data-label="Why it cannot be read">{one.reason.to_string()}</td>
                <td class="n" data-label="Download">
                    <button class="small" aria-label=label on:click=move |_| save(desk, &name, "text/plain", &raw)>"Download"</button>
                </td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let count = all.len().saturating_add(1).to_string();
    view! {
        <section>
            <h2>"Set aside"</h2>
            <p>"These values cannot be read. They stay as they are, count nowhere, and everything else is as it was."</p>
            <table class="list" aria-label="Set aside" aria-rowcount=count>
                <thead><tr><th scope="col">"Key"</th><th scope="col">"Why it cannot be read"</th><th scope="col">"Download"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
            <p class="tools">
                <button on:click=move |_| save(desk, "muster-set-aside.json", "application/json", &canonical(&all.clone().into()))>
                    "Download all that is set aside"
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
        Some(Key::Index(_)) => "Card of a register: its name and when it was opened".to_owned(),
        Some(Key::Format(_)) => "Mark of the form in which registers are kept".to_owned(),
        Some(Key::In(_, At::Change { replica, number, .. })) => {
            format!("Change {number} of replica {replica}")
        }
        Some(Key::In(_, At::Blanked { replica, number, .. })) => {
            format!("Change {number} of replica {replica}, blanked")
        }
        Some(Key::In(_, At::Draft { form, .. })) => format!("Half typed: {form}"),
        Some(Key::In(_, At::Here(_))) => "Mark of a page that wrote here".to_owned(),
        Some(Key::In(_, At::Removed)) => "Mark of a register that was removed".to_owned(),
        Some(Key::In(_, At::Aside(_))) => "Copy of what could not be read".to_owned(),
        Some(Key::In(..)) => "Sealed changes".to_owned(),
        None => match key {
            "muster-identity" => "Your name and party",
            "muster-look" => "The look that was chosen",
            "muster-language" => "The language that was chosen",
            "muster-signers" => "Keys of signers that you remembered",
            "muster-rates" => "Reference rates that were brought",
            key if key.starts_with("muster-copy/") => "Note of an export",
            _ => "Not known to this version",
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
        assert_eq!(what("muster/x"), "Not known to this version");
    }
}
