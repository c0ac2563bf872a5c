//! All registers of this browser.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::browser::clock;
use crate::app::desk::desk;
use crate::app::registers;
use crate::app::shell::Act;
use crate::register::Id;
use crate::said;
use crate::words::text::areas::record;
use crate::words::text::areas::{common, pages, rescue as text};

/// The registers side by side: open, add, remove.
#[component]
pub fn Registers() -> impl IntoView {
    let desk = desk();
    let cards = Memo::new(move |_| {
        desk.shelf_revision.track();
        registers::list()
    });
    let asked = RwSignal::new(None::<Id>);
    let typed = RwSignal::new(String::new());
    let remove = move |id: Id| {
        asked.set(None);
        desk.notice.set(text::BEING_REMOVED.said().to_owned());
        spawn_local(async move {
            let removed = registers::remove(desk, &id).await;
            let done = || text::WAS_REMOVED.said().to_owned();
            desk.notice.set(removed.map_or_else(|reason| reason, |()| done()));
        });
    };
    let point = move || match cards.with(Vec::len) {
        0 if desk.looks.get() == Some(true) => text::LOOKS_ON_DISK.said().to_owned(),
        0 => text::NO_REGISTERS.said().to_owned(),
        1 => text::ONE_REGISTER.said().to_owned(),
        n => said!(text::REGISTERS_KEPT, count = n.to_string(), n),
    };
    view! {
        <h1 tabindex="-1">{pages::REGISTERS.said()}</h1>
        <p class="point">{point}</p>
        <p class="tools"><Act id="start" main=true /><Act id="example" /><Act id="import" /></p>
        <Show when=move || desk.is_passing()>
            <p>{move || said!(text::IN_THIS_TAB, name = desk.name())}</p>
        </Show>
        <Show when=move || !cards.with(Vec::is_empty)>
        <table aria-rowcount=move || cards.with(Vec::len).to_string()>
            <thead>
                <tr><th scope="col">{text::REGISTER.said()}</th><th scope="col">{text::LAST_OPENED.said()}</th><th scope="col"><span class="aloud">{record::TOOLS.said()}</span></th></tr>
            </thead>
            <tbody>
                <For each=move || cards.get() key=|card| (card.register.clone(), card.opened) let(card)>
                    {
                        let (open, ask, id) = (card.register.clone(), card.register.clone(), card.register.clone());
                        view! {
                            <tr data-id=card.register.to_string()>
                                <td>
                                    <button class="link" on:click=move |_| registers::enter(desk, &open)>
                                        {card.title.clone().unwrap_or_else(|| card.register.to_string())}
                                    </button>
                                    {registers::is_locked(&card.register).then(|| view! { " " <span class="chip">{text::LOCKED.said()}</span> })}
                                </td>
                                <td class="d">{clock::day_of(card.opened)}</td>
                                <td class="n">
                                    <button on:click=move |_| { typed.set(String::new()); asked.set(Some(ask.clone())); }>{text::REMOVE_ASKS.said()}</button>
                                </td>
                            </tr>
                            {move || (asked.get().as_ref() == Some(&id)).then(|| {
                                let id = id.clone();
                                view! {
                                    <tr><td colspan="3">
                                        <form class="form" on:submit=move |event| { event.prevent_default(); if typed.get() == text::REMOVE_WORD.said() { remove(id.clone()); } }>
                                            <label class="field">
                                                <span>{said!(text::REMOVING_MEANS, word = text::REMOVE_WORD)}</span>
                                                <input type="text" prop:value=typed on:input=move |event| typed.set(event_target_value(&event)) />
                                            </label>
                                            <p class="tools">
                                                <button type="submit" disabled=move || typed.get() != text::REMOVE_WORD.said()>{text::REMOVE_HERE.said()}</button>
                                                <button type="button" on:click=move |_| asked.set(None)>{common::CANCEL.said()}</button>
                                            </p>
                                        </form>
                                    </td></tr>
                                }
                            })}
                        }
                    }
                </For>
            </tbody>
        </table>
        </Show>
    }
}
