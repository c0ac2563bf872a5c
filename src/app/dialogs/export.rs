//! The register as a file.

use leptos::prelude::*;

use super::as_page::AsPage;
use crate::app::browser::{clock, files};
use crate::app::copies::{self, Copy};
use crate::app::desk::desk;
use crate::app::parts::titles;
use crate::app::registers;
use crate::app::wings::exports_view;
use crate::exchange::{self, Asked};
use crate::said;
use crate::words::text::areas::{common, windows as text};

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
    let size = desk.read(crate::register::Register::size);
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
                desk.notice.set(said!(text::EXPORTED, name));
            }
            Err(reason) => error.set(reason),
        }
    };
    view! {
        <p>{said!(text::EXPORT_LEAD, n = size)}</p>
        <p><code>{shown}</code></p>
        <p>{text::HASH.said()} " " <code class="digest">{digest}</code></p>
        <p class="hint">{text::HASH_MEANS.said()}</p>
        <p class="error" role="alert">{move || error.get()}</p>
        <AsPage />
        <details on:toggle=move |_| further.set(true)>
            <summary>{text::OTHER_FORMAT.said()}</summary>
            <Show when=move || further.get()>{exports_view()}</Show>
        </details>
        <p class="tools">
            <button class="go" on:click=keep>{text::EXPORT_FILE.said()}</button>
            <button on:click=move |_| desk.close()>{common::CANCEL.said()}</button>
        </p>
    }
}
