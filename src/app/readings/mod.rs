//! What is read out of a register: claims held against it, documents, comparisons and charts. They come in a wing of
//! their own and are drawn through [`reading_view`](super::wings::reading_view).

mod document;
mod minutes;
pub mod reported;

use leptos::prelude::*;

use super::pages::documents::{About, Kind};
use super::route::Page;
use crate::register::{Collection, Id};

/// What is to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// A page of this wing.
    Page(Page),
    /// A document in place of the page that offers it.
    Document(Kind, About),
    /// The minutes of a meeting, how far they are, and the texts that were kept, on its page.
    Minutes(Id),
}

/// Whether a page is drawn by this wing.
pub fn has(page: &Page) -> bool {
    match page {
        Page::List(collection) => *collection == Collection::Reported,
        Page::Record(key) => key.collection == Collection::Reported,
        _ => false,
    }
}

/// Draws what is asked for.
pub fn draw(reading: Reading) -> AnyView {
    match reading {
        Reading::Document(kind, about) => view! { <document::DocumentPage kind about /> }.into_any(),
        Reading::Minutes(id) => view! { <minutes::MinutesOf id /> }.into_any(),
        Reading::Page(Page::Record(key)) => view! { <reported::ReportedFigure key /> }.into_any(),
        Reading::Page(_) => view! { <reported::Reported /> }.into_any(),
    }
}
