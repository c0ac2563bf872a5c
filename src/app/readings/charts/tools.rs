//! A chart taken along: as SVG, as PNG, as a link to the same view, or on paper.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::browser::picture::{self, Picture};
use crate::app::browser::{files, page};
use crate::app::desk::{Desk, desk};
use crate::app::parts::titles;
use crate::said;
use crate::words::text::Text;
use crate::words::text::areas::{actions, charts as text};

/// The words around a chart.
#[derive(Clone, Default)]
pub struct Words {
    /// What it shows.
    pub title: String,
    /// What it says.
    pub sentence: String,
    /// What its numbers are.
    pub unit: String,
    /// Whether anything is drawn.
    pub is_drawn: bool,
}

/// The tools of a chart.
#[component]
pub fn Tools(
    /// What is said around it.
    words: RwSignal<Words>,
) -> impl IntoView {
    let desk = desk();
    // A picture is taken from what is seen.
    let none = move || desk.hides.get() || words.with(|words| !words.is_drawn);
    let svg = move |_| {
        let Some(taken) = take(&desk, &words.get_untracked()) else { return };
        spawn_local(async move {
            let kept = || {
                files::download(&name(words, "svg"), "image/svg+xml", &taken.svg).map(|()| name(words, "svg"))
            };
            let copied = picture::copy_text(&taken.svg).await;
            desk.notice.set(said(text::COPIED_SVG, copied, kept));
        });
    };
    let png = move |_| {
        let Some(taken) = take(&desk, &words.get_untracked()) else { return };
        spawn_local(async move {
            let made = match picture::png(&taken).await {
                Ok(made) => made,
                Err(reason) => return desk.notice.set(said!(text::NOT_MADE, reason)),
            };
            let kept = || {
                files::download_bytes(&name(words, "png"), "image/png", &made).map(|()| name(words, "png"))
            };
            let copied = picture::copy_png(&made).await;
            desk.notice.set(said(text::COPIED_PNG, copied, kept));
        });
    };
    let link = move |_| {
        let link = page::whole_address(&exact(&desk));
        spawn_local(async move {
            let copied = picture::copy_text(&link).await;
            desk.notice.set(match copied {
                Ok(()) => text::LINK_COPIED.said().to_owned(),
                Err(_) => said!(text::LINK_IS, link),
            });
        });
    };
    view! {
        <button type="button" disabled=none on:click=svg>{text::COPY_SVG.said()}</button>
        <button type="button" disabled=none on:click=png>{text::COPY_PNG.said()}</button>
        <button type="button" on:click=link>{text::COPY_LINK.said()}</button>
        <button type="button" on:click=move |_| page::print()>{actions::PRINT.said()}</button>
    }
}

/// The chart on the page as a picture of its own.
fn take(desk: &Desk, words: &Words) -> Option<Picture> {
    let foot = format!("{} · {}", untrack(|| desk.name()), words.unit);
    let taken = picture::take(".plot svg.chart", &words.title, &words.sentence, &foot);
    if taken.is_none() {
        desk.notice.set(text::NO_PICTURE.said().to_owned());
    }
    taken
}

fn name(words: RwSignal<Words>, ending: &str) -> String {
    words.with_untracked(|words| format!("{}.{ending}", titles::file_stem(&words.title)))
}

/// What became of a picture: copied, else kept as a file.
fn said(done: Text, copied: Result<(), String>, kept: impl FnOnce() -> Result<String, String>) -> String {
    match copied {
        Ok(()) => done.said().to_owned(),
        Err(_) => match kept() {
            Ok(name) => said!(text::KEPT_INSTEAD, name),
            Err(reason) => reason,
        },
    }
}

/// The address of exactly this view, with the day and the currency that hold now.
fn exact(desk: &Desk) -> String {
    let address = desk.address.get_untracked();
    let (on, currency) = untrack(|| (desk.on().to_string(), desk.currency()));
    address.with("on", &on).with("cur", currency.code()).to_string()
}
