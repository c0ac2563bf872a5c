//! The views of the purchases, and which one the address asks for as `view`.

use leptos::prelude::*;

use crate::app::desk::{Desk, desk};
use crate::words::text::Text;
use crate::words::text::areas::record as text;

/// A view of the purchases beside their list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// Needs by priority, with what is funded and delivered.
    Needs,
    /// Planned money and needs by year, and what lapses.
    Roadmap,
    /// Which free money could go to which open need.
    Proposal,
}

impl View {
    const ALL: [View; 3] = [View::Needs, View::Roadmap, View::Proposal];

    fn word(self) -> &'static str {
        match self {
            View::Needs => "needs",
            View::Roadmap => "roadmap",
            View::Proposal => "proposal",
        }
    }

    fn label(self) -> Text {
        match self {
            View::Needs => text::NEEDS,
            View::Roadmap => text::ROADMAP,
            View::Proposal => text::PROPOSAL,
        }
    }
}

/// The view that the address asks for; nothing for the list.
pub fn asked(desk: &Desk) -> Option<View> {
    desk.address.with(|address| {
        let word = address.param("view")?;
        View::ALL.into_iter().find(|view| view.word() == word)
    })
}

/// The links to the views.
#[component]
pub fn Views() -> impl IntoView {
    let desk = desk();
    let link = move |view: Option<View>| {
        let word = view.map_or("", View::word);
        let href = move || {
            desk.address.with(|address| address.to(address.page.clone()).with("view", word).to_string())
        };
        let current = move || (asked(&desk) == view).then_some("page");
        view! { <a href=href aria-current=current>{view.map_or(text::LIST, View::label).said()}</a> }
    };
    let links = std::iter::once(None).chain(View::ALL.map(Some)).map(link);
    view! { <nav class="views" aria-label=text::VIEWS.said()>{links.collect_view()}</nav> }
}
