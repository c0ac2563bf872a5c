//! Where a telephone's bars have no room: the other pages, files and links, and the way to everything by its name.

use leptos::prelude::*;

use crate::app::desk::{Dialog, desk};
use crate::app::pages;
use crate::app::shell::{Act, LINKS, MINOR, is_at_hand};
use crate::words::text::areas::{actions, pages as text};

/// The pages that the bar does not lead to.
#[component]
pub fn More() -> impl IntoView {
    let desk = desk();
    let links =
        LINKS.into_iter().filter(|(page, ..)| !is_at_hand(page)).map(|(page, label, _)| (page, label.said()));
    let minor = MINOR.into_iter().map(|page| {
        let title = pages::title_of(&page);
        (page, title)
    });
    let link = move |(page, label): (_, &'static str)| {
        let here = desk.address.with_untracked(|address| address.page == page).then_some("page");
        view! { <li><a href=desk.href(page) aria-current=here on:click=move |_| desk.close()>{label}</a></li> }
    };
    view! {
        <p class="row tools">
            <button class="go" autofocus=true on:click=move |_| desk.dialog.set(Some(Dialog::Palette))>{actions::PALETTE.said()}</button>
            <Show when=move || desk.is_open()><Act id="import" /><Act id="export" /><Act id="share" /></Show>
        </p>
        <nav aria-label=text::MORE_PAGES.said()>
            <ul class="more-pages">{links.chain(minor).map(link).collect_view()}</ul>
        </nav>
        <p class="tools"><button on:click=move |_| desk.close()>{text::CLOSE.said()}</button></p>
    }
}
