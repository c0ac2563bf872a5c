//! What is read out of a register: claims held against it, documents, comparisons and charts. They come in a wing of
//! their own and are drawn through [`reading_view`](super::wings::reading_view).

mod charts;
pub mod compare;
mod document;
mod funding;
mod minutes;
pub mod reported;

use leptos::prelude::*;

use super::browser::page;
use super::pages::documents::{About, Kind};
use super::pages::purchases::views::View;
use super::parts::form;
use super::route::Page;
use crate::register::{Collection, Id, RecordKey};

/// What is to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// A page of this wing.
    Page(Page),
    /// A document in place of the page that offers it.
    Document(Kind, About),
    /// A view of the purchases.
    Purchases(View),
    /// What hangs on a purchase, on a contribution, or on the decisions of a meeting.
    Chain(RecordKey),
    /// What was new at a meeting, on its page.
    NewAt(Id),
    /// The minutes of a meeting, how far they are, and the texts that were kept, on its page.
    Minutes(Id),
}

/// Whether a page is drawn by this wing.
pub fn has(page: &Page) -> bool {
    match page {
        Page::Compare | Page::Charts => true,
        Page::List(collection) => *collection == Collection::Reported,
        Page::Record(key) => key.collection == Collection::Reported,
        _ => false,
    }
}

/// Draws what is asked for.
pub fn draw(reading: Reading) -> AnyView {
    form::adopt_style();
    page::adopt_style(include_str!("../../../style/readings.css"));
    match reading {
        Reading::Document(kind, about) => view! { <document::DocumentPage kind about /> }.into_any(),
        Reading::Purchases(View::Needs) => view! { <funding::needs::Needs /> }.into_any(),
        Reading::Purchases(View::Roadmap) => view! { <funding::roadmap::RoadmapView /> }.into_any(),
        Reading::Purchases(View::Proposal) => view! { <funding::proposal::ProposalView /> }.into_any(),
        Reading::Chain(key) => view! { <funding::chain::Chain key /> }.into_any(),
        Reading::NewAt(id) => view! { <compare::NewAt id /> }.into_any(),
        Reading::Page(Page::Compare) => view! { <compare::Compare /> }.into_any(),
        Reading::Page(Page::Charts) => view! { <charts::Charts /> }.into_any(),
        Reading::Minutes(id) => view! { <minutes::MinutesOf id /> }.into_any(),
        Reading::Page(Page::Record(key)) => view! { <reported::ReportedFigure key /> }.into_any(),
        Reading::Page(_) => view! { <reported::Reported /> }.into_any(),
    }
}
