//! A file into a register: read, shown for what it is, and only then taken in.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::browser::files;
use crate::app::desk::desk;
use crate::app::registers::{self, Incoming};

/// Chooses a file and says what it would change.
#[component]
pub fn Import() -> impl IntoView {
    let desk = desk();
    let input = NodeRef::<html::Input>::new();
    let incoming = RwSignal::new(None::<Result<Incoming, String>>);
    let read = move |_| {
        let Some(input) = input.get_untracked() else { return };
        spawn_local(async move {
            if let Some(file) = files::chosen(input).await {
                incoming.set(Some(file.and_then(|file| registers::inspect(&file.name, &file.bytes))));
            }
        });
    };
    let is_busy = RwSignal::new(false);
    let take = move |_| {
        let Some(Ok(file)) = incoming.get_untracked() else { return };
        is_busy.set(true);
        spawn_local(async move {
            match registers::take_in(desk, file).await {
                Ok(said) => {
                    desk.close();
                    desk.notice.set(said);
                }
                Err(reason) => {
                    // The window may have been closed meanwhile.
                    desk.notice.set(reason.clone());
                    let _ = incoming.try_set(Some(Err(reason)));
                    let _ = is_busy.try_set(false);
                }
            }
        });
    };
    view! {
        <label class="field">
            <span>"File"</span>
            <input type="file" node_ref=input accept=".json,application/json" aria-describedby="import-hint" on:change=read />
        </label>
        <p class="hint" id="import-hint">"A register, *.muster.json. What is in it is said before anything changes."</p>
        <div role="status">
            {move || incoming.get().map(|incoming| match incoming {
                Err(reason) => view! { <p class="error">{reason} " Nothing was changed."</p> }.into_any(),
                Ok(file) => view! {
                    <p>{file.says()}</p>
                    <ul>{file.remarks().into_iter().map(|remark| view! { <li>{remark}</li> }).collect_view()}</ul>
                }
                .into_any(),
            })}
        </div>
        <p class="tools">
            <button class="go" disabled=move || is_busy.get() || !matches!(incoming.get(), Some(Ok(_))) on:click=take>
                {move || match incoming.get() {
                    _ if is_busy.get() => "Being taken in…",
                    Some(Ok(file)) if file.is_merge() => "Merge",
                    _ => "Import file",
                }}
            </button>
            <button on:click=move |_| desk.close()>"Cancel"</button>
        </p>
    }
}
