//! What is visited, into a register of this browser: what it would change is said first. Changes of the same register make
//! one set with those that are here, or are chosen from; anything else is compared record by record.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::by_record::{Beside, ByRecord};
use crate::app::desk::desk;
use crate::app::incoming::{self, Incoming};
use crate::app::parts::here::here;
use crate::app::parts::told::told;
use crate::app::{registers, visit};
use crate::register::Id;
use crate::words::text::areas::{actions, common, windows as text};

/// Chooses a register and says what the visited one would change in it.
#[component]
pub fn Merge() -> impl IntoView {
    let (desk, here) = (desk(), here());
    let visited = untrack(|| visit::open(&desk));
    let cards = registers::list();
    let origin = visited.as_ref().and_then(|visited| visited.origin.clone());
    let same = cards.iter().map(|card| &card.register).find(|id| Some(*id) == origin.as_ref());
    let into = RwSignal::new(same.or(cards.first().map(|card| &card.register)).cloned());
    let (is_busy, error) = (RwSignal::new(false), RwSignal::new(String::new()));
    // Changes of the same register, of which not all are to come.
    let chooses = RwSignal::new(false);
    let visited = StoredValue::new(visited);
    let found = Memo::new(move |_| {
        let into = into.get()?;
        let same = visited.with_value(|visited| {
            visited.as_ref().filter(|visited| Some(&into) == visited.origin.as_ref()).map(visit::Visit::file)
        })?;
        Some(untrack(|| incoming::weigh(here, text::VISITED.said(), same)))
    });
    let beside = move || {
        let into = into.get().filter(|_| chooses.get() || found.with(Option::is_none))?;
        visited.with_value(|visited| visited.as_ref().map(|visited| Beside::of(&visited.file(), into)))
    };
    let done = move |said: Result<String, String>| match said {
        Ok(said) => {
            desk.close();
            desk.notice.set(said);
        }
        Err(reason) => {
            let _ = error.try_set(reason);
            let _ = is_busy.try_set(false);
        }
    };
    let merge = move |_| {
        let Some(Ok(incoming)) = found.get_untracked() else { return };
        is_busy.set(true);
        spawn_local(async move { done(incoming::take_in(desk, incoming).await) });
    };
    let copy = move |_| {
        is_busy.set(true);
        spawn_local(async move { done(visit::keep_copy(desk).await) });
    };
    let may_merge = move || found.with(|found| matches!(found, Some(Ok(_))));
    let is_none = cards.is_empty();
    view! {
        {(!is_none).then(|| view! {
            <label class="field">
                <span>{text::INTO.said()}</span>
                <select on:change=move |event| {
                    chooses.set(false);
                    into.set(Some(Id::from(event_target_value(&event))));
                }>
                    {cards.into_iter().map(|card| {
                        let id = card.register.to_string();
                        let is_chosen = into.get_untracked().as_ref() == Some(&card.register);
                        let name = card.title.unwrap_or_else(|| id.clone());
                        view! { <option value=id selected=is_chosen>{name}</option> }
                    }).collect_view()}
                </select>
            </label>
        })}
        <div role="status">{move || match found.get() {
            _ if is_none => view! { <p>{text::NO_REGISTER.said()}</p> }.into_any(),
            None => {
                let copy = view! {
                    <button type="button" class="link" disabled=move || is_busy.get() on:click=copy>{text::A_COPY.said()}</button>
                };
                view! { <p>{told(text::OR_COPY, &[], [("copy", copy.into_any())])}</p> }.into_any()
            }
            Some(Err(reason)) => view! { <p class="error">{reason} " " {text::NOTHING_CHANGED.said()}</p> }.into_any(),
            Some(Ok(incoming)) => said(&incoming),
        }}</div>
        <p class="error" role="alert">{move || error.get()}</p>
        {move || match beside() {
            Some(beside) => view! { <ByRecord beside /> }.into_any(),
            None => view! {
                <p class="tools">
                    <Show when=may_merge fallback=move || view! { <button class="go" disabled=move || is_busy.get() on:click=copy>{actions::KEEP_COPY.said()}</button> }>
                        <button class="go" disabled=move || is_busy.get() on:click=merge>{text::MERGE.said()}</button>
                        <button disabled=move || is_busy.get() on:click=move |_| chooses.set(true)>{text::BY_RECORD.said()}</button>
                    </Show>
                    <button on:click=move |_| desk.close()>{common::CANCEL.said()}</button>
                </p>
            }
            .into_any(),
        }}
    }
}

fn said(incoming: &Incoming) -> AnyView {
    let remarks = incoming.remarks().into_iter().map(|remark| view! { <li>{remark}</li> }).collect_view();
    view! { <p>{incoming.says()}</p> <ul>{remarks}</ul> }.into_any()
}
