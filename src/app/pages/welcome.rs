//! The first page of somebody who has no register yet: it teaches in three steps.

use leptos::prelude::*;

use crate::app::browser::{clock, page};
use crate::app::desk::desk;
use crate::app::keeping::Part;
use crate::app::registers;
use crate::app::shell::Act;
use crate::app::wings::keeping_view;
use crate::said;
use crate::words::text::areas::overview as text;

/// Start, example or file; and the registers that are here already.
#[component]
pub fn Welcome() -> impl IntoView {
    let desk = desk();
    let cards = move || {
        desk.shelf_revision.track();
        registers::list()
    };
    view! {
        <div class="welcome">
            <h1 tabindex="-1">"Muster"</h1>
            <p class="point">
                {text::WELCOME.said()}
            </p>
            <p class="tools">
                <Act id="start" main=true />
                <Act id="example" />
                <Act id="import" />
            </p>
            <ol class="steps">
                <li><b>{text::STEP_MEMBERS.said()}</b> " " {text::STEP_MEMBERS_HOW.said()}</li>
                <li><b>{text::STEP_RECORD.said()}</b> " " {text::STEP_RECORD_HOW.said()}</li>
                <li><b>{text::STEP_READ.said()}</b> " " {text::STEP_READ_HOW.said()}</li>
            </ol>
            <p class="hint">
                {text::STAYS_HERE.said()}
            </p>
            {page::root("data-edition").map(|_| keeping_view(Part::FromDisk))}
            <Show when=move || !cards().is_empty()>
                <h2>{text::IN_THIS_BROWSER.said()}</h2>
                <ul class="plain">
                    {move || cards().into_iter().map(|card| {
                        let id = card.register.clone();
                        view! {
                            <li>
                                <button class="link" on:click=move |_| registers::enter(desk, &id)>
                                    {card.title.clone().unwrap_or_else(|| card.register.to_string())}
                                </button>
                                " " <small>{said!(text::OPENED, day = clock::day_of(card.opened).to_string())}</small>
                            </li>
                        }
                    }).collect_view()}
                </ul>
            </Show>
        </div>
    }
}
