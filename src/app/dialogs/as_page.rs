//! The register as a page that shows itself.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::share::Told;
use crate::app::browser::{clock, files, random};
use crate::app::desk::{Desk, desk};
use crate::app::parts::{say, titles};
use crate::app::visit::{self, Choice, Inside, page_with};
use crate::app::{in_english, registers};
use crate::exchange::{self, CopyScope, FreshCopy};
use crate::register::{Id, Register};
use crate::said;
use crate::words::text::Text;
use crate::words::text::areas::windows as text;

/// What goes into the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Copy,
    Whole,
}

const WHAT: [(What, Text, Text); 2] =
    [(What::Copy, text::PUBLIC_COPY, text::PUBLIC_COPY_MEANS), (What::Whole, text::WHOLE, text::WHOLE_MEANS)];

/// Offers the one-file edition with this register inside.
#[component]
pub fn AsPage() -> impl IntoView {
    let desk = desk();
    let is_open = RwSignal::new(false);
    view! {
        <details on:toggle=move |_| is_open.set(true)>
            <summary>{text::AS_PAGE.said()}</summary>
            // A large register takes its time to be copied.
            <Show when=move || is_open.get()><Ways desk /></Show>
        </details>
    }
}

#[component]
fn Ways(
    /// The desk.
    desk: Desk,
) -> impl IntoView {
    let copy = desk.look(|register| FreshCopy::of(register, &CopyScope::default(), clock::today()));
    let told = copy.clone();
    let copy = StoredValue::new(copy);
    let (what, choice) = (RwSignal::new(What::Copy), RwSignal::new(Choice::Read));
    let (error, is_busy) = (RwSignal::new(String::new()), RwSignal::new(false));
    let save = move |_| {
        is_busy.set(true);
        spawn_local(async move {
            let Some((inside, name)) = copy.try_with_value(|copy| {
                let (what, choice) = (what.get_untracked(), choice.get_untracked());
                put_in(desk, what, copy, choice)
            }) else {
                return;
            };
            let saved = page_with(&inside).await;
            match saved.and_then(|page| files::download(&name, "text/html", &page)) {
                Ok(()) => {
                    desk.close();
                    desk.notice.set(said!(text::SAVED_AS_PAGE, name));
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
        <p>{text::AS_PAGE_MEANS.said()}</p>
        <fieldset class="ways">
            <legend>{text::WHAT_GOES.said()}</legend>
            {WHAT.map(|(one, label, hint)| view! {
                <label class="tick">
                    <input type="radio" name="page-what" prop:checked=move || what.get() == one on:change=move |_| what.set(one) />
                    <span>{label.said()}<small class="hint">{hint.said()}</small></span>
                </label>
            })}
        </fieldset>
        <Show when=move || what.get() == What::Copy fallback=move || view! { <p>{whole(desk)}</p> }>
            <Told copy=told.clone() />
        </Show>
        <fieldset class="ways">
            <legend>{text::MAY_DO.said()}</legend>
            {[Choice::Read, Choice::Edit].map(|one| view! {
                <label class="tick">
                    <input type="radio" name="page-readers" prop:checked=move || choice.get() == one on:change=move |_| choice.set(one) />
                    <span>{label(one).said()}<small class="hint">{move || hint(one, what.get()).said()}</small></span>
                </label>
            })}
        </fieldset>
        <p class="error" role="alert">{move || error.get()}</p>
        <p><button disabled=move || is_busy.get() on:click=save>{text::SAVE_AS_PAGE.said()}</button></p>
    }
}

/// What is put into the page, and the name of the page.
fn put_in(desk: Desk, what: What, copy: &FreshCopy, choice: Choice) -> (Inside, String) {
    let stem = desk.look(|register| titles::file_stem(&registers::title(register)));
    let today = clock::today();
    match what {
        What::Copy => {
            let file = exchange::write(&Id::from(random::id(16)), &copy.register());
            let inside = Inside { file, about: Some(in_english(|| say::copy(copy))), choice };
            (inside, format!("{stem}-public-{today}.html"))
        }
        What::Whole => {
            let id = untrack(|| desk.file_id()).unwrap_or_else(|| "register".into());
            let file = desk.look(|register| exchange::write(&id, register));
            // What was told of a copy goes along when it is passed on.
            let about = untrack(|| visit::open(&desk)).map(|visit| visit.about);
            (Inside { file, about, choice }, format!("{stem}-{today}.html"))
        }
    }
}

/// What goes where all of it does.
fn whole(desk: Desk) -> String {
    said!(text::ALL_GOES, n = desk.look(Register::size))
}

fn label(choice: Choice) -> Text {
    match choice {
        Choice::Read => text::READ_IT,
        Choice::Edit => text::EDIT_IT,
    }
}

fn hint(choice: Choice, what: What) -> Text {
    match (choice, what) {
        (Choice::Read, _) => text::READ_IT_MEANS,
        (Choice::Edit, What::Whole) => text::EDIT_WHOLE_MEANS,
        (Choice::Edit, What::Copy) => text::EDIT_COPY_MEANS,
    }
}
