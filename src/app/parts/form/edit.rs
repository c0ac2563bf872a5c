//! The form of a record on record: each field is saved when it is left, and Cancel takes all of it back.

use leptos::prelude::*;

use super::Done;
use super::attendance::AttendanceField;
use super::fields::{OpenAt, first, more, some};
use super::frame::{Frame, focus_fault, keep};
use super::remove::refusal;
use super::target::Target;
use crate::app::browser::page;
use crate::app::desk::desk;
use crate::register::{Collection, Draft, RecordKey, join};
use crate::said;
use crate::words::text::areas::{common, forms as text};

/// The fields of a record, with Save and Cancel.
#[component]
pub fn EditForm(
    /// Which record.
    key: RecordKey,
    /// The leaf or line at which it opens; empty for the beginning.
    at: String,
    /// What happens in the end.
    on_done: Callback<Done>,
) -> AnyView {
    let desk = desk();
    let collection = key.collection;
    let target = Target::record(key.clone());
    provide_context(OpenAt(at.clone()));
    if !at.is_empty() {
        page::focus(&format!("[id^='{}']", target.dom_id(&at)));
    }
    let error = RwSignal::new(None::<String>);
    let drawn = RwSignal::new(0_u32);
    let name = format!("edit/{}/{}", collection.word(), key.id);
    let draft = keep(target, &name, move || drawn.update(|drawn| *drawn += 1));
    let key = StoredValue::new(key);
    let save = move || {
        if target.settle("") {
            target.close();
            on_done.run(Done::Saved(key.get_value()));
        } else {
            focus_fault();
        }
    };
    let cancel = Callback::new(move |()| {
        target.close();
        desk.take_back(&target.made());
        on_done.run(Done::Cancelled);
    });
    // Undo brings it back, so that nobody needs to be asked.
    let remove = move |_| {
        let key = key.get_value();
        if let Some(reason) = desk.look(|register| refusal(register, &key)) {
            return error.set(Some(reason));
        }
        let mut draft = Draft::new();
        draft.remove(&key, "");
        match desk.write(draft) {
            Ok(_) => {
                target.close();
                desk.go(super::remove::list_of(&key));
                on_done.run(Done::Cancelled);
                desk.notice.set(said!(text::REMOVED));
            }
            Err(reason) => error.set(Some(reason)),
        }
    };
    let tools = (collection != Collection::Register).then(|| {
        view! {
            <button type="button" class="danger" on:click=remove>
                {common::REMOVE.said()}
            </button>
        }
        .into_any()
    });
    let content = view! {
        {draft}
        {move || {
            drawn.track();
            untrack(|| fields(target, collection))
        }}
    }
    .into_any();
    view! { <Frame save=Callback::new(move |()| save()) cancel error tools=tools.unwrap_or_else(|| ().into_any()) content /> }
        .into_any()
}

fn fields(target: Target, collection: Collection) -> AnyView {
    let (shape, first) = (collection.shape(), first(collection));
    let named: Vec<_> = first.iter().copied().filter(|name| *name != "attendance").collect();
    let attendance = first.contains(&"attendance");
    let path = join("", "attendance");
    view! {
        {some(target, shape, "", &named)}
        {attendance.then(|| view! { <AttendanceField target path /> })}
        {more(target, shape, "", first)}
    }
    .into_any()
}
