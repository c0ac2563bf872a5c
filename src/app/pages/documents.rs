//! The documents that a page offers, and which one its address asks for as `doc`, so that a document can be linked
//! like any other view.

use leptos::prelude::*;

use crate::app::desk::{Desk, desk};
use crate::app::readings::Reading;
use crate::app::wings::reading_view;
use crate::register::Id;
use crate::words::text::Text;
use crate::words::text::areas::documents as text;

/// A document that a page offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Of a meeting, for the public.
    Communique,
    /// Of a meeting, for those who were there.
    Minutes,
    /// For those who go to a meeting.
    Pack,
    /// Of the coalition or of one member.
    Sheet,
    /// What the contributions of a member became.
    Became,
    /// Of two days: what is new.
    Since,
}

/// What a document is about.
#[derive(Clone, Debug, PartialEq)]
pub enum About {
    /// A meeting.
    Meeting(Id),
    /// A party.
    Party(Id),
    /// All of it.
    Coalition,
    /// What is new since a meeting or a day, as the address has it.
    Since(Option<String>),
}

impl Kind {
    const ALL: [Kind; 6] =
        [Kind::Communique, Kind::Minutes, Kind::Pack, Kind::Sheet, Kind::Became, Kind::Since];

    fn word(self) -> &'static str {
        match self {
            Kind::Communique => "communique",
            Kind::Minutes => "minutes",
            Kind::Pack => "pack",
            Kind::Sheet => "sheet",
            Kind::Became => "became",
            Kind::Since => "text",
        }
    }

    fn label(self) -> Text {
        match self {
            Kind::Communique => text::COMMUNIQUE,
            Kind::Minutes => text::MINUTES,
            Kind::Pack => text::PACK,
            Kind::Sheet => text::FACT_SHEET,
            Kind::Became => text::BECAME,
            Kind::Since => text::AS_TEXT,
        }
    }
}

/// The document that the address asks for.
pub fn asked(desk: &Desk) -> Option<Kind> {
    desk.address.with(|address| {
        let word = address.param("doc")?;
        Kind::ALL.into_iter().find(|kind| kind.word() == word)
    })
}

/// The links to the documents of a page.
#[component]
pub fn Offers(
    /// Which.
    kinds: &'static [Kind],
) -> impl IntoView {
    let desk = desk();
    let links = kinds.iter().map(|kind| {
        let href = move || desk.address.with(|address| address.clone().with("doc", kind.word()).to_string());
        view! { <a href=href>{kind.label().said()}</a> }
    });
    view! { <p class="tools offers"><span>{text::DOCUMENTS.said()}</span>{links.collect_view()}</p> }
}

/// A document in place of its page.
pub fn shown(kind: Kind, about: About) -> AnyView {
    reading_view(Reading::Document(kind, about))
}
