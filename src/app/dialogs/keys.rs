//! The keys, from the table of actions.

use leptos::prelude::*;

use crate::app::actions::ACTIONS;
use crate::app::desk::desk;

/// A table of all keys.
#[component]
pub fn Keys() -> impl IntoView {
    let desk = desk();
    let rows = ACTIONS.iter().filter_map(|action| {
        let keys = action.keys?;
        Some(view! { <tr><td>{action.label}</td><td><kbd>{keys}</kbd></td></tr> })
    });
    view! {
        <table>
            <thead><tr><th scope="col">"What it does"</th><th scope="col">"Keys"</th></tr></thead>
            <tbody>
                {rows.collect_view()}
                <tr><td>"Open the row in focus"</td><td><kbd>"Enter"</kbd></td></tr>
                <tr><td>"Close a window"</td><td><kbd>"Escape"</kbd></td></tr>
            </tbody>
        </table>
        <p class="tools"><button on:click=move |_| desk.close()>"Close"</button></p>
    }
}
