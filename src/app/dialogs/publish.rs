//! A release: what it says, what changed, and its files.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::share::{Sign, Signs, Told};
use crate::app::browser::{folder as browser_folder, page};
use crate::app::desk::desk;
use crate::app::parts::here::here;
use crate::app::publishing::{self, Files};
use crate::documents::html;

/// The window has a title of its own.
const STYLE: &str = ".release { overflow-x: auto; } .release h1, .release .over { display: none; }";

/// Shows the next release, writes it into the register, and offers its files.
#[component]
pub fn Publish() -> impl IntoView {
    let (desk, here) = (desk(), here());
    page::adopt_style(STYLE);
    let prepared = publishing::prepare(here);
    let name = publishing::name(&prepared.release);
    let (is_known, sheet) = (prepared.is_known, html(&prepared.sheet, &|_| None));
    let (told, prepared) = (prepared.copy.clone(), StoredValue::new(prepared));
    let files = RwSignal::new(None::<Files>);
    let (error, said) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (button, done) = if is_known {
        ("Make its files again".to_owned(), String::new())
    } else {
        (format!("Publish {}", name.to_lowercase()), format!("{name} stands in the register."))
    };
    let (signs, is_busy) = (Signs::new(), RwSignal::new(false));
    let publish = move |_| {
        let (prepared, by, done) = (prepared.get_value(), signs.by(), done.clone());
        is_busy.set(true);
        spawn_local(async move {
            let published = publishing::publish(here, prepared, by).await;
            let _ = is_busy.try_set(false);
            let (made, told, wrong) = match published {
                Ok(made) => (Some(made), done, String::new()),
                Err(reason) => (None, String::new(), reason),
            };
            let _ = (files.try_set(made), said.try_set(told), error.try_set(wrong));
        });
    };
    let lead = if is_known {
        format!("{name} is what is public now: nothing of it has changed since.")
    } else {
        format!(
            "{name} freezes the public figures of this day. It stands in the register from then on and is never altered; \
             the next release lists what changed."
        )
    };
    view! {
        <p>{lead}</p>
        <Told copy=told />
        <details open=move || !is_known && files.with(Option::is_none)>
            <summary>"What it says"</summary>
            <div class="release" inner_html=sheet></div>
        </details>
        <Show when=move || !is_known && files.with(Option::is_none)><Sign signs changed=|()| () /></Show>
        <p class="error" role="alert">{move || error.get()}</p>
        <p role="status">{move || said.get()}</p>
        {move || files.get().map(|files| view! { <Ways files said error /> })}
        <p class="tools">
            <Show when=move || files.with(Option::is_none)>
                <button class="go" disabled=move || is_busy.get() || !is_known && desk.locked().is_some() on:click=publish.clone()>{button.clone()}</button>
            </Show>
            <button on:click=move |_| desk.close()>{move || if files.with(Option::is_some) { "Close" } else { "Cancel" }}</button>
        </p>
    }
}

/// Where the files go.
#[component]
fn Ways(
    /// The files.
    files: Files,
    /// What was done.
    said: RwSignal<String>,
    /// What was not.
    error: RwSignal<String>,
) -> impl IntoView {
    let (front, register) = (files.page.0.clone(), files.register.0.clone());
    let files = StoredValue::new(files);
    let tell = move |done: Result<String, String>| {
        let (words, wrong) = done.map_or_else(|wrong| (String::new(), wrong), |words| (words, String::new()));
        let _ = said.try_set(words);
        let _ = error.try_set(wrong);
    };
    let folder = move |_| {
        spawn_local(async move {
            let chosen = match browser_folder::choose().await {
                Ok(Some(chosen)) => chosen,
                Ok(None) => return,
                Err(reason) => return tell(Err(reason)),
            };
            let put = files.get_value().put_into(&chosen).await;
            tell(put.map(|()| format!("Both files are in the folder “{}”.", chosen.name())));
        });
    };
    let saved = |name: &str| format!("Saved: {name}.");
    let one =
        move |_| tell(files.with_value(|files| files.download_register().map(|()| saved(&files.register.0))));
    let other = move |_| tell(files.with_value(|files| files.download_page().map(|()| saved(&files.page.0))));
    view! {
        <p>
            "Put both beside Muster on any server that gives out files: " <code>{front}</code>
            ", which shows the figures without a script, and " <code>"registers/"{register}</code>
            ", which it opens. Whoever looks again later is told what changed."
        </p>
        <p class="tools">
            <Show when=browser_folder::can_choose>
                <button class="go" on:click=folder>"Into a folder…"</button>
            </Show>
            <button on:click=other>"Save the page"</button>
            <button on:click=one>"Save the register"</button>
        </p>
    }
}
