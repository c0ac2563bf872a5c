//! The keys, from the table of actions.

use leptos::prelude::*;

use crate::app::actions::ACTIONS;
use crate::app::desk::desk;
use crate::words::text::Text;
use crate::words::text::areas::help;
use crate::words::text::areas::pages as text;

/// What keys do in a list.
const IN_LISTS: [(Text, &str); 5] = [
    (help::SELECT_ROW, "Space"),
    (help::SELECT_MORE, "Shift+↓"),
    (help::SELECT_ALL, "Ctrl+A"),
    (help::COPY_ROWS, "Ctrl+C"),
    (help::SORT_MORE, "Shift+Enter"),
];

/// A table of all keys.
#[component]
pub fn Keys() -> impl IntoView {
    let desk = desk();
    let rows = ACTIONS.iter().filter_map(|action| {
        let keys = action.keys?;
        Some(view! { <tr><td>{action.label.said()}</td><td><kbd>{keys}</kbd></td></tr> })
    });
    view! {
        <table>
            <thead><tr><th scope="col">{text::WHAT_IT_DOES.said()}</th><th scope="col">{text::KEYS.said()}</th></tr></thead>
            <tbody>
                {rows.collect_view()}
                <tr><td>{text::OPEN_ROW.said()}</td><td><kbd>"Enter"</kbd></td></tr>
                {IN_LISTS.map(|(what, keys)| view! { <tr><td>{what.said()}</td><td><kbd>{keys}</kbd></td></tr> }).collect_view()}
                <tr><td>{text::CLOSE_WINDOW.said()}</td><td><kbd>"Escape"</kbd></td></tr>
            </tbody>
        </table>
        <p class="tools"><button on:click=move |_| desk.close()>{text::CLOSE.said()}</button></p>
    }
}
