//! The register as a file.

use leptos::prelude::*;

use crate::app::browser::files;
use crate::app::desk::desk;
use crate::app::parts::say;
use crate::app::registers;
use crate::exchange;

/// Offers the register's file and says what is in it.
#[component]
pub fn Export() -> impl IntoView {
    let desk = desk();
    let error = RwSignal::new(String::new());
    let name = desk.read(|register| format!("{}.muster.json", file_stem(&registers::title(register))));
    let shown = name.clone();
    let size = say::count(desk.read(crate::register::Register::size), "change", "changes");
    let keep = move |_| {
        let id = desk.open_id().unwrap_or_default();
        let text = desk.look(|register| exchange::write(&id.as_str().into(), register));
        match files::download(&name, "application/json", &text) {
            Ok(()) => {
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
        <p class="error" role="alert">{move || error.get()}</p>
        <p class="tools">
            <button class="go" on:click=keep>"Export file"</button>
            <button on:click=move |_| desk.close()>"Cancel"</button>
        </p>
    }
}

/// A file name made of a title.
fn file_stem(title: &str) -> String {
    let mut stem = String::new();
    for letter in title.to_lowercase().chars() {
        match letter {
            letter if letter.is_alphanumeric() => stem.push(letter),
            _ if !stem.is_empty() && !stem.ends_with('-') => stem.push('-'),
            _ => {}
        }
    }
    let stem = stem.trim_end_matches('-').chars().take(60).collect::<String>();
    if stem.is_empty() { "register".to_owned() } else { stem }
}
