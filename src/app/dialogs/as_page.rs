//! The register as a page that shows itself.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::browser::{clock, files};
use crate::app::desk::desk;
use crate::app::parts::titles;
use crate::app::registers;
use crate::app::visit::{Choice, page_with};
use crate::exchange;

/// Offers the one-file edition with this register inside.
#[component]
pub fn AsPage() -> impl IntoView {
    let desk = desk();
    let may_edit = RwSignal::new(false);
    let (error, is_busy) = (RwSignal::new(String::new()), RwSignal::new(false));
    let save = move |_| {
        is_busy.set(true);
        let choice = if may_edit.get_untracked() { Choice::Edit } else { Choice::Read };
        spawn_local(async move {
            let id = untrack(|| desk.file_id()).unwrap_or_else(|| "register".into());
            let (file, stem) = desk.look(|register| {
                (exchange::write(&id, register), titles::file_stem(&registers::title(register)))
            });
            let name = format!("{stem}-{}.html", clock::today());
            let saved = page_with(&file, choice).await;
            match saved.and_then(|page| files::download(&name, "text/html", &page)) {
                Ok(()) => {
                    desk.close();
                    desk.notice.set(format!("Saved as a page: {name}."));
                }
                Err(reason) => {
                    // The window may have been closed meanwhile.
                    let _ = error.try_set(reason);
                    let _ = is_busy.try_set(false);
                }
            }
        });
    };
    view! {
        <h3>"As a page"</h3>
        <p>
            "One HTML file with Muster and this register in it. It opens without a server, and counts every figure anew in front of the reader. "
            <b>"The whole register goes: internal records, authors and history included."</b>
        </p>
        <label class="tick">
            <input type="checkbox" prop:checked=may_edit on:change=move |event| may_edit.set(event_target_checked(&event)) />
            <span>
                "May be edited"
                <small class="hint">"Whoever opens it may go on with it as the same register, which can be merged again. Otherwise they read it, or keep a copy."</small>
            </span>
        </label>
        <p class="error" role="alert">{move || error.get()}</p>
        <p class="tools"><button disabled=move || is_busy.get() on:click=save>"Save as a page"</button></p>
    }
}
