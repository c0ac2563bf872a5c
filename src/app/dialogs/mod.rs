//! The windows over the page. One is open at a time; Escape cancels it, and the focus returns to where it was.

mod as_page;
mod ask;
mod backup;
mod by_record;
mod export;
mod identity;
mod import;
mod keys;
mod many;
mod merge;
mod more;
mod palette;
mod paste;
mod publish;
mod share;
mod start;

pub use by_record::Table;
pub use import::{Offered, PASTED, offer};
pub use share::in_view;

use leptos::either::Either;
use leptos::html;
use leptos::prelude::*;

use super::browser::page;
use super::desk::{Desk, Dialog, desk};
use super::parts::cell::CellEdit;
use super::parts::figure::FigureParts;
use super::parts::form::{self, Done, EditForm, NewForm};
use super::wings::{Wing, waiting, window_view, wings};
use crate::app::parts::records;
use crate::register::RecordKey;
use crate::said;
use crate::words::labels;
use crate::words::text::areas::desk::EDIT_RECORDS;
use crate::words::text::areas::{actions, cells, common, pages, windows as text};
use crate::words::whole;

/// Whatever window is open.
#[component]
pub fn Dialogs() -> impl IntoView {
    let desk = desk();
    let wings = wings();
    // Numbered, so that each window is an element of its own, also when one follows another.
    let count = StoredValue::new(0_usize);
    let windows = Memo::new(move |_| {
        let dialog = desk.dialog.get()?;
        // A window opens with what stands in it, so that the focus finds its first field.
        if !wings.is_settled(Wing::Windows) {
            wings.fetch(Wing::Windows);
            return None;
        }
        count.update_value(|count| *count = count.saturating_add(1));
        Some((count.get_value(), dialog))
    });
    view! {
        {move || (desk.dialog.with(Option::is_some) && windows.with(Option::is_none)).then(waiting)}
        {move || windows.get().map(|(number, dialog)| {
            let window = view! { <Window dialog /> };
            // In turn, so that a window is never drawn into the element of the one before.
            if number % 2 == 0 { Either::Left(window) } else { Either::Right(window) }
        })}
    }
}

/// What the window's Escape key does: the form inside says so, else it only closes.
#[derive(Clone, Copy)]
pub struct OnCancel(pub StoredValue<Option<Callback<()>>>);

#[component]
fn Window(
    /// Which window.
    dialog: Dialog,
) -> impl IntoView {
    let desk = desk();
    let node = NodeRef::<html::Dialog>::new();
    let on_cancel = OnCancel(StoredValue::new(None));
    provide_context(on_cancel);
    let shown = StoredValue::new_local(None);
    let before = StoredValue::new_local(page::focused());
    Effect::new(move |_| {
        if let Some(node) = node.get() {
            page::show_modal(&node);
            shown.set_value(Some(node));
        }
    });
    // What lies under an open window refuses the focus: first close, then give it back.
    on_cleanup(move || {
        if let Some(node) = shown.try_get_value().flatten() {
            page::close_modal(&node);
        }
        if let Some(element) = before.try_get_value().flatten() {
            page::give_back_focus(element);
        }
    });
    let title = title(&desk, &dialog);
    let this = StoredValue::new(dialog.clone());
    let wide = matches!(
        dialog,
        Dialog::New(..) | Dialog::Edit(..) | Dialog::Figure(..) | Dialog::Publish | Dialog::Paste(_)
    );
    view! {
        <dialog node_ref=node aria-labelledby="dialog-title" class:wide=wide
            // A browser closes it at a second Escape whatever the page says.
            on:close=move |_| {
                let is_open = this.try_with_value(|this| desk.dialog.with_untracked(|now| now.as_ref() == Some(this)));
                if is_open == Some(true) {
                    desk.close();
                }
            }
            on:cancel=move |event: leptos::ev::Event| {
                event.prevent_default();
                match on_cancel.0.try_get_value().flatten() {
                    Some(cancel) => cancel.run(()),
                    None => desk.close(),
                }
            }
        >
            <h2 id="dialog-title">{title}</h2>
            {window_view(desk, dialog)}
        </dialog>
    }
}

fn title(desk: &Desk, dialog: &Dialog) -> String {
    match dialog {
        Dialog::Identity(_) => said!(text::WHOSE_NAME),
        Dialog::Start => said!(actions::START),
        Dialog::New(collection, _) => records::new(*collection).said().to_owned(),
        Dialog::Edit(key, _) => {
            desk.look(|register| super::parts::titles::title(register, key, &*super::locale()))
        }
        Dialog::Many(keys) => said!(EDIT_RECORDS, count = whole(keys.len()), n = keys.len()),
        Dialog::Paste(_) => said!(cells::PASTE),
        Dialog::Import => said!(text::IMPORT),
        Dialog::Merge => said!(text::MERGE_INTO),
        Dialog::Export => said!(text::EXPORT),
        Dialog::Share => said!(text::SHARE),
        Dialog::Publish => said!(text::PUBLISH),
        Dialog::Ask(_) => said!(text::ASK),
        Dialog::Backup => said!(text::BACK_UP),
        Dialog::Keys => said!(text::KEYS),
        Dialog::Palette => said!(actions::PALETTE),
        Dialog::More => said!(pages::MORE_PAGES),
        Dialog::Figure(measure, _) => {
            said!(text::WHAT_MAKES_IT, measure = labels::choice_label(measure.word()))
        }
    }
}

/// What stands in a window.
pub fn content(desk: Desk, dialog: Dialog) -> AnyView {
    form::adopt_style();
    let done = Callback::new(move |done: Done| finish(desk, done));
    match dialog {
        Dialog::Identity(then) => view! { <identity::Identity then=then.map(|then| *then) /> }.into_any(),
        Dialog::Start => view! { <start::Start /> }.into_any(),
        Dialog::New(collection, filled) => view! { <NewForm collection filled on_done=done /> }.into_any(),
        Dialog::Edit(key, at) => view! { <EditForm key at on_done=done /> }.into_any(),
        Dialog::Many(keys) => view! { <many::Many keys /> }.into_any(),
        Dialog::Paste(block) => view! { <paste::Paste block /> }.into_any(),
        Dialog::Import => view! { <import::Import /> }.into_any(),
        Dialog::Merge => view! { <merge::Merge /> }.into_any(),
        Dialog::Ask(party) => view! { <ask::Ask party /> }.into_any(),
        Dialog::Backup => view! { <backup::BackUp /> }.into_any(),
        Dialog::Export => view! { <export::Export /> }.into_any(),
        Dialog::Share => view! { <share::Share /> }.into_any(),
        Dialog::Publish => view! { <publish::Publish /> }.into_any(),
        Dialog::Keys => view! { <keys::Keys /> }.into_any(),
        Dialog::Palette => view! { <palette::Palette /> }.into_any(),
        Dialog::More => view! { <more::More /> }.into_any(),
        Dialog::Figure(measure, on) => view! {
            <FigureParts measure on />
            <p class="tools"><button on:click=move |_| desk.close()>{common::CLOSE.said()}</button></p>
        }
        .into_any(),
    }
}

/// The editor of a cell of a list.
pub fn cell(edit: CellEdit) -> AnyView {
    form::adopt_style();
    view! { <form::CellEditor edit /> }.into_any()
}

fn finish(desk: Desk, done: Done) {
    desk.close();
    if let Done::Saved(key) = done {
        announce(desk, &key);
    }
}

fn announce(desk: Desk, key: &RecordKey) {
    let title = desk.look(|register| super::parts::titles::title(register, key, &*super::locale()));
    desk.notice.set(said!(text::RECORD_SAVED, title));
}
