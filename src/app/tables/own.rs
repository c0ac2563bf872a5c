//! A data package that this program wrote: its records come back under their own ids.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::desk::desk;
use crate::app::dialogs::Table;
use crate::app::parts::say;
use crate::app::registers;
use crate::exchange::tables::ReadBack;

/// So many problems are shown at once.
const SHOWN: usize = 50;

/// Says what is in a package, and goes on.
#[component]
pub(super) fn Own(
    /// What the file is called.
    name: String,
    /// What it holds.
    back: ReadBack,
    /// What follows.
    done: Callback<Table>,
) -> impl IntoView {
    let desk = desk();
    let heading = format!("“{name}”, for “{}”", desk.look(registers::title));
    let ReadBack { register, problems, unlisted } = back;
    let count = register.keys().filter(|key| register.is_live(key.collection, &key.id)).count();
    let records = say::count(count, "record", "records");
    let left = problems.len().saturating_add(unlisted);
    let rest = left.saturating_sub(problems.len().min(SHOWN));
    let left = (left > 0).then(|| {
        let shown = problems.iter().take(SHOWN).map(|problem| view! { <li>{problem.to_string()}</li> }.into_any());
        view! {
            <p class="point">{format!("{} of it cannot be taken.", say::capital(&say::count(left, "row", "rows")))}</p>
            <ul class="problems">{shown.collect::<Vec<_>>()}</ul>
            {(rest > 0).then(|| view! { <p class="q">{format!("And {rest} more.")}</p> })}
        }
    });
    let register = Arc::new(register);
    let go_on = move |_| {
        let register = Arc::clone(&register);
        done.run(Table { name: name.clone(), register, rows: Vec::new(), keeps_ids: true });
    };
    view! {
        <h3 class="by-record">{heading}</h3>
        <p role="status">{format!("It is a data package of Muster with {records}.")}</p>
        {left}
        <div class="tools">
            <p class="effect">"Nothing is changed before you have seen, record by record, what it does."</p>
            <button class="go" disabled=count == 0 on:click=go_on>{format!("Go on with {records}")}</button>
            <button on:click=move |_| desk.close()>"Cancel"</button>
        </div>
    }
}
