//! The raw keys of this browser's storage, when nothing else works.

use crate::register::Arrange;
use leptos::prelude::*;

use crate::app::browser::files;
use crate::app::desk::desk;
use crate::app::held::{Place, store};

/// Lists every key of Muster and offers all of them as one file.
#[component]
pub fn Rescue() -> impl IntoView {
    let desk = desk();
    let (store, memory) = store(Place::Lasting);
    let mut keys: Vec<String> =
        store.keys().unwrap_or_default().into_iter().filter(|key| key.starts_with("muster")).collect();
    keys.arrange();
    let values: serde_json::Map<String, serde_json::Value> = keys
        .iter()
        .map(|key| (key.clone(), store.get(key).ok().flatten().map_or(serde_json::Value::Null, Into::into)))
        .collect();
    let count = keys.len();
    let save = move |_| {
        let text = serde_json::Value::Object(values.clone()).to_string();
        if let Err(reason) = files::download("muster-raw-keys.json", "application/json", &text) {
            desk.notice.set(reason);
        }
    };
    view! {
        <h1 tabindex="-1">"Rescue"</h1>
        <p class="point">"This browser holds " {count} " keys of Muster. Download them before you try anything else."</p>
        {memory.map(|reason| view! { <p class="error">"This browser keeps nothing for the page: " {reason}</p> })}
        <p class="tools"><button class="go" on:click=save>"Download all keys"</button></p>
        <ul class="plain keys">{keys.into_iter().map(|key| view! { <li><code>{key}</code></li> }).collect_view()}</ul>
    }
}
