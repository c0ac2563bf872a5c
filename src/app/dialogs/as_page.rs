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
    let choice = RwSignal::new(Choice::Read);
    let (error, is_busy) = (RwSignal::new(String::new()), RwSignal::new(false));
    let save = move |_| {
        is_busy.set(true);
        spawn_local(async move {
            let id = untrack(|| desk.file_id()).unwrap_or_else(|| "register".into());
            let (file, stem) = desk.look(|register| {
                (exchange::write(&id, register), titles::file_stem(&registers::title(register)))
            });
            let name = format!("{stem}-{}.html", clock::today());
            let saved = page_with(&file, choice.get_untracked()).await;
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
        <details>
            <summary>"As a page that shows itself"</summary>
            <p>
                "One HTML file with Muster and this register in it. It opens without a server, and counts every figure anew in front of the reader. "
                <b>"The whole register goes: internal records, authors and history included."</b>
            </p>
            <fieldset class="ways">
                <legend>"What its readers may do"</legend>
                {[Choice::Read, Choice::Edit].into_iter().map(|one| view! {
                    <label class="tick">
                        <input type="radio" name="page" prop:checked=move || choice.get() == one on:change=move |_| choice.set(one) />
                        <span>{label(one)}<small class="hint">{hint(one)}</small></span>
                    </label>
                }).collect_view()}
            </fieldset>
            <p class="error" role="alert">{move || error.get()}</p>
            <p><button disabled=move || is_busy.get() on:click=save>"Save as a page"</button></p>
        </details>
    }
}

fn label(choice: Choice) -> &'static str {
    match choice {
        Choice::Read => "Read it",
        Choice::Edit => "Edit it",
    }
}

fn hint(choice: Choice) -> &'static str {
    match choice {
        Choice::Read => "They may keep a copy, which is then a register of its own.",
        Choice::Edit => "They may also go on with it as the same register, which can be merged again.",
    }
}
