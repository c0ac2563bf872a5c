//! The register as a file.

use leptos::prelude::*;

use super::as_page::AsPage;
use crate::app::browser::{clock, files};
use crate::app::copies::{self, Copy};
use crate::app::desk::desk;
use crate::app::parts::say;
use crate::app::parts::titles;
use crate::app::registers;
use crate::app::wings::exports_view;
use crate::exchange::{self, Asked};

/// Offers the register's file and says what is in it.
#[component]
pub fn Export() -> impl IntoView {
    let desk = desk();
    let error = RwSignal::new(String::new());
    let further = RwSignal::new(false);
    let stem = desk.read(|register| titles::file_stem(&registers::title(register)));
    // What goes back to a coalition must not be taken for its own file.
    let back = desk.file_id().and_then(|id| Asked::read(&id));
    let back = back.map(|asked| format!("-return-{}-{}", asked.party, asked.day)).unwrap_or_default();
    let name = format!("{stem}{back}.muster.json");
    let shown = name.clone();
    let size = say::count(desk.read(crate::register::Register::size), "change", "changes");
    let digest = desk.read(|register| exchange::digest(register).to_string());
    let keep = move |_| {
        let id = desk.file_id().unwrap_or_else(|| "register".into());
        let text = desk.look(|register| exchange::write(&id, register));
        match files::download(&name, "application/json", &text) {
            Ok(()) => {
                // Of what goes with this tab, nothing is written down.
                if !desk.is_passing() {
                    let changes = desk.look(crate::register::Register::size);
                    copies::note(id.as_str(), &Copy { millis: clock::now().millis, changes });
                }
                desk.close();
                desk.notice.set(format!("Exported: {name}."));
            }
            Err(reason) => error.set(reason),
        }
    };
    view! {
        <p>
            "One file with every change of this register, internal records included: " {size} ". "
            "It can be imported anywhere, and its bytes are the same whoever exports the same changes."
        </p>
        <p><code>{shown}</code></p>
        <p>"Hash of this history: " <code class="digest">{digest}</code></p>
        <p class="hint">
            "Write it down beside the file. Two copies with the same hash hold the same changes; the page History holds the register against an older file."
        </p>
        <p class="error" role="alert">{move || error.get()}</p>
        <AsPage />
        <details on:toggle=move |_| further.set(true)>
            <summary>"In another format"</summary>
            <Show when=move || further.get()>{exports_view()}</Show>
        </details>
        <p class="tools">
            <button class="go" on:click=keep>"Export file"</button>
            <button on:click=move |_| desk.close()>"Cancel"</button>
        </p>
    }
}
