//! Any record: all that it says, where that comes from, what points to it, and who changed it.

use leptos::prelude::*;

use crate::app::desk::{Dialog, desk};
use crate::app::locale;
use crate::app::pages::history::said;
use crate::app::parts::records::missing;
use crate::app::parts::told::told;
use crate::app::parts::{say, titles};
use crate::app::route::Page;
use crate::register::checks::{may_remove, references_to};
use crate::register::{Arrange, Collection, Draft, RecordKey};
use crate::said;
use crate::words::labels;
use crate::words::text::areas::{common, forms, record as text};

mod facts;
mod sections;

pub use facts::Facts;
pub use sections::{Sections, add_label};

/// So many changes stand on the page of a record; the others in its history.
const LATEST: usize = 10;

/// Fields that are shown in a way of their own, or not at all.
const APART: [&str; 4] = ["order", "gone", "readings", "sources"];

/// The page of a record without a page of its own kind.
#[component]
pub fn Record(
    /// Which record.
    key: RecordKey,
) -> impl IntoView {
    let desk = desk();
    let (one, _) = labels::collection_label(key.collection);
    let at = key.clone();
    let exists = Memo::new(move |_| desk.read(|register| register.is_live(at.collection, &at.id)));
    view! {
        <Show when=move || exists.get() fallback=move || view! { <Missing of=key.collection /> }>
            <Heading key=key.clone() />
            <p class="point">{one}</p>
            <Tools key=key.clone() />
            <Fields key=key.clone() />
            <UsedIn key=key.clone() />
            <Changes key=key.clone() />
        </Show>
    }
}

/// The title of a record.
#[component]
pub fn Heading(
    /// Which record.
    key: RecordKey,
) -> impl IntoView {
    let desk = desk();
    let title = move || say::capital(&desk.read(|register| titles::title(register, &key, &*locale())));
    view! { <h1 tabindex="-1">{title}</h1> }
}

/// What stands where a record should be that is not there, or not yet, or no more.
#[component]
pub fn Missing(
    /// Of which kind it would be.
    of: Collection,
) -> impl IntoView {
    let desk = desk();
    let history = view! { <a href=move || desk.href(Page::History)>{text::THE_HISTORY.said()}</a> };
    view! {
        <h1 tabindex="-1">{missing(of).said()}</h1>
        <p class="point">{told(text::NOT_FOUND_MEANS, &[], [("history", history.into_any())])}</p>
    }
}

/// Edit and remove. What others point to is not removed; the page says what does.
#[component]
pub fn Tools(
    /// Which record.
    key: RecordKey,
) -> impl IntoView {
    let desk = desk();
    let refused = RwSignal::new(String::new());
    let (edit, remove) = (key.clone(), key);
    let take_out = move |_| {
        let allowed = desk.look(|register| may_remove(register, &remove));
        if let Err(orphans) = allowed {
            refused.set(orphans.to_string());
            return;
        }
        let mut draft = Draft::new();
        draft.remove(&remove, "");
        match desk.write(draft) {
            Ok(_) => {
                desk.notice.set(forms::REMOVED.said().to_owned());
                desk.go(list_of(remove.collection));
            }
            Err(reason) => refused.set(reason),
        }
    };
    view! {
        <p class="tools">
            <button class="go" disabled=move || desk.locked().is_some()
                on:click=move |_| desk.show(Dialog::Edit(edit.clone(), String::new()))>{common::EDIT.said()}</button>
            <button disabled=move || desk.locked().is_some() on:click=take_out>{common::REMOVE.said()}</button>
        </p>
        <p class="error" role="alert">{move || refused.get()}</p>
    }
}

fn list_of(collection: Collection) -> Page {
    match collection {
        Collection::Memberships | Collection::Parties => Page::Members,
        other => Page::List(other),
    }
}

/// All that a record says: its facts, its sources, its lines.
#[component]
pub fn Fields(
    /// Which record.
    key: RecordKey,
    /// Fields that the page shows itself.
    #[prop(optional)]
    except: &'static [&'static str],
) -> impl IntoView {
    view! {
        <Facts key=key.clone() except />
        <Sections key except />
    }
}

/// The records that point to this one.
#[component]
pub fn UsedIn(
    /// Which record.
    key: RecordKey,
) -> impl IntoView {
    let desk = desk();
    let found = Memo::new(move |_| {
        desk.read(|register| {
            let mut keys: Vec<RecordKey> =
                references_to(register, &key).into_iter().map(|(key, _)| key).collect();
            keys.arrange();
            keys.dedup();
            let titled = keys.into_iter().map(|key| {
                let title = titles::title(register, &key, &*locale());
                (key, title)
            });
            titled.collect::<Vec<_>>()
        })
    });
    view! {
        <Show when=move || !found.with(Vec::is_empty)>
            <h2>{text::USED_IN.said()}</h2>
            <ul class="plain">
                {move || found.get().into_iter().map(|(key, title)| {
                    let page = Page::of(&key);
                    view! {
                        <li><a href=move || desk.href(page.clone())>{title}</a> " " <small>{labels::collection_label(key.collection).0}</small></li>
                    }
                }).collect_view()}
            </ul>
        </Show>
    }
}

/// Who changed the record, and when.
#[component]
pub fn Changes(
    /// Which record.
    key: RecordKey,
) -> impl IntoView {
    let desk = desk();
    let all = key.clone();
    let all = move || super::history::address_of(&desk, &all);
    let changes = Memo::new(move |_| {
        desk.read(|register| {
            let touching = register.touching(&key);
            let last = touching.iter().rev().take(LATEST);
            let last =
                last.map(|change| (change.id.to_string(), change.header.at.clone(), said::who(change)));
            (touching.len(), last.collect::<Vec<_>>())
        })
    });
    view! {
        <details class="changes">
            <summary>{move || changes.with(|(count, _)| said!(text::CHANGES, n = say::whole(*count)))}</summary>
            <ul class="plain">
                {move || changes.get().1.into_iter().map(|(id, at, who)| {
                    let page = Page::Change(id);
                    view! {
                        <li><a href=move || desk.href(page.clone())><time class="d" datetime=at.clone()>{said::moment(&at, &*locale())}</time></a> " " {who}</li>
                    }
                }).collect_view()}
            </ul>
            <p><a href=all>{text::HISTORY.said()}</a></p>
        </details>
    }
}
