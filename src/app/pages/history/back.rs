//! Returning a record or the register to a moment: shown first, then one step that undo takes back.

use leptos::prelude::*;

use super::leaves::Leaves;
use super::said;
use crate::app::browser::clock;
use crate::app::desk::desk;
use crate::app::locale;
use crate::app::route::Page;
use crate::register::{Back, Hash, RecordKey, Register};
use crate::words::text::areas::{common, history as text};

/// Which moment.
#[derive(Clone, Debug, PartialEq)]
pub enum Moment {
    /// A minute of this reader's clock, as the field writes it; what was written in it is part of it.
    Minute(String),
    /// Just after a change.
    After(Hash),
}

/// What a return would do.
#[derive(Clone, PartialEq)]
enum Found {
    /// The moment is none.
    NoMoment,
    /// Nothing was written by then.
    TooEarly,
    Back(Box<Back>),
}

fn find(register: &Register, record: Option<&RecordKey>, moment: &Moment) -> Found {
    let written = |then: &dyn Fn(&crate::register::Change) -> bool| {
        let mut all = register.changes();
        let some = match record {
            Some(key) => register.touching(key).iter().any(|change| then(change)),
            None => all.any(|change| then(change)),
        };
        if some { Found::Back(Box::new(register.back_to(record, then))) } else { Found::TooEarly }
    };
    match moment {
        Moment::After(id) => written(&register.up_to(id)),
        Moment::Minute(text) => match clock::instant(&format!("{text}:59")) {
            Some(at) => written(&|change| clock::instant(&change.header.at).is_none_or(|then| then <= at)),
            None => Found::NoMoment,
        },
    }
}

/// What a return changes, and the button that does it.
#[component]
pub fn Return(
    /// The record, or the whole register.
    record: Option<RecordKey>,
    /// Which moment.
    moment: Moment,
    /// What happens when it is put away.
    on_cancel: Callback<()>,
) -> impl IntoView {
    let desk = desk();
    let error = RwSignal::new(String::new());
    let found = Memo::new({
        let (record, moment) = (record.clone(), moment.clone());
        move |_| desk.read(|register| find(register, record.as_ref(), &moment))
    });
    let back = move |_| {
        let Found::Back(back) = found.get_untracked() else { return };
        let n = back.records();
        match desk.write(back.draft) {
            Ok(id) => {
                desk.notice.set(said!(text::RETURNED, n));
                desk.go(Page::Change(id.to_string()));
            }
            Err(reason) => error.set(reason),
        }
    };
    let name = record.map(|key| desk.look(|register| said::name(register, &key, &*locale())));
    let title = match (name, &moment) {
        (None, Moment::After(_)) => text::REGISTER_TO_CHANGE.said().to_owned(),
        (None, Moment::Minute(at)) => {
            said!(text::REGISTER_TO_MOMENT, moment = said::moment(at, &*locale()))
        }
        (Some(name), Moment::After(_)) => said!(text::RECORD_TO_CHANGE, name),
        (Some(name), Moment::Minute(at)) => {
            said!(text::RECORD_TO_MOMENT, name, moment = said::moment(at, &*locale()))
        }
    };
    let shown = move || match found.get() {
        Found::NoMoment => view! { <p>{text::CHOOSE_MOMENT.said()}</p> }.into_any(),
        Found::TooEarly => view! { <p>{text::TOO_EARLY.said()}</p> }.into_any(),
        Found::Back(back) if back.leaves.is_empty() => {
            view! { <p>{text::SAME_AS_THEN.said()}</p> }.into_any()
        }
        Found::Back(back) => {
            let means = said!(text::RETURN_MEANS, fields = back.leaves.len(), records = back.records());
            let leaves = back.leaves.into_iter().map(|leaf| (leaf, None)).collect();
            view! {
                <p>{means}</p>
                <Leaves leaves label=text::RETURN_CHANGES.said() heads=[text::NOW.said(), text::THEN.said()] />
            }
            .into_any()
        }
    };
    let does = move || found.with(|found| matches!(found, Found::Back(back) if !back.leaves.is_empty()));
    view! {
        <section class="panel" aria-label=text::RETURN.said()>
            <h2>{title}</h2>
            {shown}
            <p class="error" role="alert">{move || error.get()}</p>
            <p class="tools">
                <button class="go" disabled=move || !does() || desk.locked().is_some() on:click=back>{text::RETURN.said()}</button>
                <button on:click=move |_| on_cancel.run(())>{common::CANCEL.said()}</button>
            </p>
        </section>
    }
}

/// Asks for the moment to which a record or the register is to return.
#[component]
pub fn ReturnTo(
    /// The record, or the whole register.
    #[prop(into)]
    record: Signal<Option<RecordKey>>,
) -> impl IntoView {
    let desk = desk();
    let typed = RwSignal::new(String::new());
    let asked = RwSignal::new(None::<Moment>);
    let label = move || {
        if record.with(Option::is_some) { text::RETURN_RECORD_TO } else { text::RETURN_REGISTER_TO }.said()
    };
    view! {
        <form class="tools" on:submit=move |event| {
            event.prevent_default();
            asked.set(Some(Moment::Minute(typed.get())));
        }>
            <label>
                {label} " "
                <input type="datetime-local" prop:value=typed
                    on:input=move |event| { typed.set(event_target_value(&event)); asked.set(None); } />
            </label>
            <button type="submit" disabled=move || typed.with(String::is_empty) || desk.locked().is_some()>{text::SHOW_WHAT_CHANGES.said()}</button>
        </form>
        {move || asked.get().map(|moment| {
            view! { <Return record=record.get() moment on_cancel=Callback::new(move |()| asked.set(None)) /> }
        })}
    }
}
