//! Blanking the content of a change: what it does and cannot take back, a second step, and then it is gone.

use leptos::prelude::*;

use super::said;
use crate::app::browser::clock;
use crate::app::copies;
use crate::app::desk::desk;
use crate::app::locale;
use crate::app::parts::here::here;
use crate::app::parts::told::told;
use crate::app::route::Page;
use crate::register::Hash;
use crate::words::text::areas::{common, history as text};

/// Where the content stands besides this change.
#[derive(Clone, Default, PartialEq)]
struct Elsewhere {
    /// Other changes with the same words: their page and what they are called.
    changes: Vec<(Page, String)>,
    /// Files that were exported from this browser since.
    exports: Vec<String>,
    /// Values set aside in this browser.
    aside: Vec<String>,
}

/// What blanking does, and the field that confirms it.
#[component]
pub fn Blank(
    /// Which change.
    id: Hash,
    /// What happens when it is put away.
    on_cancel: Callback<()>,
) -> impl IntoView {
    let (desk, here) = (desk(), here());
    let typed = RwSignal::new(String::new());
    let error = RwSignal::new(String::new());
    let elsewhere = Memo::new(move |_| look(&id));
    let blank = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if typed.get_untracked().trim() != text::BLANK_WORD.said() {
            return;
        }
        match desk.blank(&id) {
            Ok(()) => {
                desk.notice.set(text::BLANK_DONE.said().to_owned());
                on_cancel.run(());
            }
            Err(reason) => error.set(reason),
        }
    };
    let list = move || {
        let Elsewhere { changes, exports, aside } = elsewhere.get();
        let changes = (!changes.is_empty()).then(|| view! {
            <p>{text::BLANK_OTHERS.said()}</p>
            <ul>{changes.into_iter().map(|(page, said)| view! { <li><a href=move || here.href(page.clone())>{said}</a></li> }).collect_view()}</ul>
        });
        let exports = (!exports.is_empty()).then(|| {
            view! {
                <p>{text::BLANK_EXPORTS.said()}</p>
                <ul>{exports.into_iter().map(|said| view! { <li>{said}</li> }).collect_view()}</ul>
            }
        });
        let aside = (!aside.is_empty()).then(|| {
            view! {
                <p>{text::BLANK_ASIDE.said()}</p>
                <ul>{aside.into_iter().map(|key| view! { <li><code>{key}</code></li> }).collect_view()}</ul>
            }
        });
        view! { {changes} {exports} {aside} }
    };
    let no_undo = view! { <b>{text::BLANK_NO_UNDO.said()}</b> };
    view! {
        <section class="panel say bad" aria-label=text::BLANK.said()>
            <h2>{text::BLANK_TITLE.said()}</h2>
            <p>{told(text::BLANK_MEANS, &[], [("undo", no_undo.into_any())])}</p>
            <p>{text::BLANK_COPIES.said()}</p>
            {list}
            <form class="form" on:submit=blank>
                <label class="field">
                    <span>{said!(text::BLANK_TYPE, word = text::BLANK_WORD)}</span>
                    <input type="text" autocomplete="off" prop:value=typed on:input=move |event| typed.set(event_target_value(&event)) />
                </label>
                <p class="error" role="alert">{move || error.get()}</p>
                <p class="tools">
                    <button type="submit" disabled=move || typed.with(|typed| typed.trim() != text::BLANK_WORD.said())>{text::BLANK_FOR_GOOD.said()}</button>
                    <button type="button" on:click=move |_| on_cancel.run(())>{common::CANCEL.said()}</button>
                </p>
            </form>
        </section>
    }
}

fn look(id: &Hash) -> Elsewhere {
    let desk = desk();
    let locale = locale();
    let (changes, since, texts) = desk.read(|register| {
        let echoes = register.echoes(id).into_iter().map(|change| {
            let said = format!("{}, {}", said::moment(&change.header.at, &*locale), said::who(&change));
            (Page::Change(change.id.to_string()), said)
        });
        let since = register.change(id).map_or(0, |change| change.header.stamp.millis);
        (echoes.collect(), since, register.texts_of(id))
    });
    let register = desk.open_id().unwrap_or_default();
    let exports = copies::known(&register).into_iter().filter(|copy| copy.millis >= since);
    let aside = desk.hold(|held| {
        let holds = |raw: &str| texts.iter().any(|text| raw.contains(text.as_str()));
        held.aside.iter().filter(|aside| holds(&aside.raw)).map(|aside| aside.key.clone()).collect()
    });
    let exported = |copy: copies::Copy| {
        said!(text::EXPORTED_AT, moment = clock::moment_of(copy.millis), n = copy.changes)
    };
    Elsewhere { changes, exports: exports.map(exported).collect(), aside: aside.unwrap_or_default() }
}
