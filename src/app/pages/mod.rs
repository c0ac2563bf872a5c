//! The pages, one file each, and which one an address shows.

pub mod action;
pub mod actions;
pub mod contribution;
pub mod contributions;
pub mod documents;
pub mod findings;
pub mod group;
pub mod groups;
pub mod help;
pub mod history;
pub mod lists;
pub mod meeting;
pub mod meetings;
pub mod member;
pub mod members;
pub mod overview;
mod parts;
pub mod purchase;
pub mod purchases;
pub mod record;
pub mod registers;
mod release;
pub mod rescue;
pub mod settings;
pub mod welcome;

use leptos::prelude::*;

use super::browser::page;
use super::desk::desk;
use super::keeping::Part;
use super::parts::form;
use super::readings;
use super::route::Page;
use super::wings::{Wing, keeping_view, page_view, sealed_view};
use crate::register::Collection;
use crate::said;
use crate::words::labels;
use crate::words::text::areas::rescue::LOOKS_ON_DISK;
use crate::words::text::areas::{pages as text, shell};

/// Whether a page says something without a register.
fn stands_alone(page: &Page) -> bool {
    matches!(page, Page::Registers | Page::Help | Page::Parts | Page::Rescue | Page::Unknown(_))
        || arrives(page)
}

/// Whether a page is where a register comes in from elsewhere.
fn arrives(page: &Page) -> bool {
    matches!(page, Page::Open | Page::Shared(_))
}

/// The wing that a page comes with: none for the welcome and the overview.
pub fn wing_of(page: &Page, is_open: bool) -> Option<Wing> {
    match page {
        page if arrives(page) => Some(Wing::Keeping),
        page if stands_alone(page) => Some(Wing::Pages),
        Page::Overview => None,
        page => is_open.then(|| if readings::has(page) { Wing::Readings } else { Wing::Pages }),
    }
}

/// The view of a page: what needs a register, or first a welcome.
pub fn view_of(page: Page) -> AnyView {
    let desk = desk();
    if arrives(&page) {
        return keeping_view(Part::Visit);
    }
    if stands_alone(&page) {
        return page_view(page);
    }
    // Only whether one is open is followed here: the page follows the rest itself.
    let is_open = Memo::new(move |_| desk.is_open());
    let shown = move || match (is_open.get(), &page) {
        (false, _) if desk.asks.with(Option::is_some) => keeping_view(Part::Ask),
        (false, _) if desk.sealed.with(Option::is_some) => sealed_view(),
        (false, _) if desk.looks.get() == Some(true) => {
            view! { <p class="hint" role="status">{LOOKS_ON_DISK.said()}</p> }.into_any()
        }
        (false, _) => view! { <welcome::Welcome /> }.into_any(),
        // The page that most begin with needs no wing.
        (true, Page::Overview) => view! { <overview::Overview /> }.into_any(),
        (true, other) => page_view(other.clone()),
    };
    shown.into_any()
}

/// Draws one page.
pub fn draw(page: Page) -> AnyView {
    form::adopt_style();
    page::adopt_style(include_str!("../../../style/pages.css"));
    match page {
        Page::Members => view! { <members::Members /> }.into_any(),
        Page::Member(code) => view! { <member::Member code /> }.into_any(),
        Page::List(Collection::Contributions) => view! { <contributions::Contributions /> }.into_any(),
        Page::List(Collection::Meetings) => view! { <meetings::Meetings /> }.into_any(),
        Page::List(Collection::Purchases) => view! { <purchases::Purchases /> }.into_any(),
        Page::List(Collection::Actions) => view! { <actions::Actions /> }.into_any(),
        Page::List(Collection::Groups) => view! { <groups::Groups /> }.into_any(),
        Page::List(collection) => view! { <lists::List collection /> }.into_any(),
        Page::Record(key) => match key.collection {
            Collection::Contributions => view! { <contribution::Contribution id=key.id /> }.into_any(),
            Collection::Actions => view! { <action::Action id=key.id /> }.into_any(),
            Collection::Groups => view! { <group::Group id=key.id /> }.into_any(),
            Collection::Meetings => view! { <meeting::Meeting id=key.id /> }.into_any(),
            Collection::Purchases => view! { <purchase::Purchase id=key.id /> }.into_any(),
            Collection::Releases => view! { <release::Release id=key.id /> }.into_any(),
            _ => view! { <record::Record key /> }.into_any(),
        },
        Page::History => view! { <history::History /> }.into_any(),
        Page::Change(id) => view! { <history::ChangePage id /> }.into_any(),
        Page::Registers => view! { <registers::Registers /> }.into_any(),
        Page::Help => view! { <help::Help /> }.into_any(),
        Page::Parts => view! { <parts::Parts /> }.into_any(),
        Page::Rescue => view! { <rescue::Rescue /> }.into_any(),
        Page::Settings => view! { <settings::Settings /> }.into_any(),
        other => view! { <Lost path=super::route::Address::of(other).to_string() /> }.into_any(),
    }
}

/// The name of a page, for the title of the window.
pub fn title_of(page: &Page) -> &'static str {
    match page {
        Page::Overview => shell::OVERVIEW.said(),
        Page::Members => shell::MEMBERS.said(),
        Page::Member(_) => text::MEMBER.said(),
        Page::List(collection) => labels::collection_label(*collection).1,
        Page::Record(key) => labels::collection_label(key.collection).0,
        Page::Compare => text::COMPARE.said(),
        Page::Charts => text::CHARTS.said(),
        Page::History => shell::HISTORY.said(),
        Page::Change(_) => text::CHANGE.said(),
        Page::Registers => text::REGISTERS.said(),
        Page::Settings => text::SETTINGS.said(),
        Page::Help => text::HELP.said(),
        Page::Parts => text::PARTS.said(),
        Page::Shared(_) | Page::Open => text::SHARED.said(),
        Page::Rescue => text::RESCUE.said(),
        Page::Unknown(_) => text::UNKNOWN.said(),
    }
}

#[component]
fn Lost(
    /// What stands in the address.
    path: String,
) -> impl IntoView {
    let desk = desk();
    view! {
        <h1 tabindex="-1">{text::UNKNOWN.said()}</h1>
        <p class="point">{said!(text::NOTHING_AT, address = path)}</p>
        <p><a href=move || desk.href(Page::Overview)>{text::TO_OVERVIEW.said()}</a></p>
    }
}
