//! A shared register becomes one of the reader's own.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::desk::desk;
use crate::app::incoming;
use crate::app::parts::here::here;
use crate::app::registers;
use crate::exchange;
use crate::register::Id;

/// Says what is kept, and keeps it.
#[component]
pub fn KeepCopy() -> impl IntoView {
    let (desk, here) = (desk(), here());
    let error = RwSignal::new(String::new());
    let is_busy = RwSignal::new(false);
    let keep = move |_| {
        let id = Id::from(desk.open_id().unwrap_or_default());
        let file = desk.look(|register| exchange::write(&id, register));
        is_busy.set(true);
        spawn_local(async move {
            let kept = match incoming::inspect(here, "The shared register", file.as_bytes()) {
                Ok(file) => incoming::take_copy(desk, file).await,
                Err(reason) => Err(reason),
            };
            match kept {
                Ok(_) => {
                    desk.close();
                    desk.notice.set(format!("“{}” is kept in this browser.", desk.look(registers::title)));
                }
                Err(reason) => {
                    error.try_set(reason);
                    is_busy.try_set(false);
                }
            }
        });
    };
    view! {
        <p>
            "The register becomes one of your own in this browser, under a new id, beside the others. What its sender "
            "writes later does not come into it."
        </p>
        <p class="error" role="alert">{move || error.get()}</p>
        <p class="tools">
            <button class="go" disabled=is_busy on:click=keep>"Keep a copy"</button>
            <button on:click=move |_| desk.close()>"Cancel"</button>
        </p>
    }
}
