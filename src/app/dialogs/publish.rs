//! A release: what it says, what changed, and its files.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::share::{Sign, Signs, Told};
use crate::app::browser::{folder as browser_folder, page};
use crate::app::desk::desk;
use crate::app::parts::here::here;
use crate::app::parts::told::told;
use crate::app::publishing::{self, Files};
use crate::documents::html;
use crate::said;
use crate::words::text::areas::{common, windows as text};

/// The window has a title of its own.
const STYLE: &str = ".release { overflow-x: auto; } .release h1, .release .over { display: none; }";

/// Shows the next release, writes it into the register, and offers its files.
#[component]
pub fn Publish() -> impl IntoView {
    let (desk, here) = (desk(), here());
    page::adopt_style(STYLE);
    let prepared = publishing::prepare(here);
    let name = publishing::name(&prepared.release);
    let number = prepared.release.number.unwrap_or_default().to_string();
    let (is_known, sheet) = (prepared.is_known, html(&prepared.sheet, &|_| None));
    let (told, prepared) = (prepared.copy.clone(), StoredValue::new(prepared));
    let files = RwSignal::new(None::<Files>);
    let (error, said) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (button, done) = if is_known {
        (said!(text::FILES_AGAIN), String::new())
    } else {
        (said!(text::PUBLISH_RELEASE, number), said!(text::RELEASE_STANDS, release = name))
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
        said!(text::RELEASE_IS_NOW, release = name)
    } else {
        said!(text::RELEASE_FREEZES, release = name)
    };
    view! {
        <p>{lead}</p>
        <Told copy=told />
        <details open=move || !is_known && files.with(Option::is_none)>
            <summary>{text::WHAT_IT_SAYS.said()}</summary>
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
            <button on:click=move |_| desk.close()>{move || if files.with(Option::is_some) { common::CLOSE.said() } else { common::CANCEL.said() }}</button>
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
    let page = view! { <code>{files.page.0.clone()}</code> };
    let register = view! { <code>"registers/"{files.register.0.clone()}</code> };
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
            tell(put.map(|()| said!(text::IN_FOLDER, folder = chosen.name())));
        });
    };
    let saved = |name: &str| said!(common::SAVED, name);
    let one =
        move |_| tell(files.with_value(|files| files.download_register().map(|()| saved(&files.register.0))));
    let other = move |_| tell(files.with_value(|files| files.download_page().map(|()| saved(&files.page.0))));
    view! {
        <p>{told(text::PUT_BOTH, &[], [("page", page.into_any()), ("register", register.into_any())])}</p>
        <p class="tools">
            <Show when=browser_folder::can_choose>
                <button class="go" on:click=folder>{text::INTO_FOLDER.said()}</button>
            </Show>
            <button on:click=other>{text::SAVE_PAGE.said()}</button>
            <button on:click=one>{text::SAVE_REGISTER.said()}</button>
        </p>
    }
}
