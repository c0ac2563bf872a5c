//! The first page of somebody who has no register yet: it teaches in three steps.

use leptos::prelude::*;

use crate::app::browser::{clock, page};
use crate::app::desk::desk;
use crate::app::keeping::Part;
use crate::app::registers;
use crate::app::shell::Act;
use crate::app::wings::keeping_view;

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
                "The register of a coalition of states: who belongs, what each promised, what arrived, what was decided, "
                "and where every one of those facts comes from."
            </p>
            <p class="tools">
                <Act id="start" main=true />
                <Act id="example" />
                <Act id="import" />
            </p>
            <ol class="steps">
                <li><b>"Add members."</b> " Each with its role, the day it joined, and the source that says so."</li>
                <li><b>"Record contributions and meetings."</b> " What is pledged, committed, paid and delivered stays apart, in its own currency."</li>
                <li><b>"Read the totals."</b> " Each figure says its measure, its currency and its day, and opens into the entries that make it."</li>
            </ol>
            <p class="hint">
                "Everything stays in this browser; there is no server. Muster is not approved for classified information."
            </p>
            {page::root("data-edition").map(|_| keeping_view(Part::FromDisk))}
            <Show when=move || !cards().is_empty()>
                <h2>"In this browser"</h2>
                <ul class="plain">
                    {move || cards().into_iter().map(|card| {
                        let id = card.register.clone();
                        view! {
                            <li>
                                <button class="link" on:click=move |_| registers::enter(desk, &id)>
                                    {card.title.clone().unwrap_or_else(|| card.register.to_string())}
                                </button>
                                " " <small>"opened " {clock::day_of(card.opened)}</small>
                            </li>
                        }
                    }).collect_view()}
                </ul>
            </Show>
        </div>
    }
}
