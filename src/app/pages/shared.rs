//! A link that was opened: read, asked about where that is needed, and laid on the desk beside the reader's own registers.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::desk::{Desk, desk};
use crate::app::keeping::stretch::wrapping;
use crate::app::parts::say;
use crate::app::registers;
use crate::exchange::FreshCopy;
use crate::exchange::link::{ASKS_ABOVE, BEGINNING, Limits, Received};

/// How far it is with a link.
#[derive(Clone, Debug)]
enum State {
    /// It is so long that it is asked about.
    Long,
    /// It asks for its passphrase.
    Sealed,
    /// It is being opened.
    Opening,
    /// It does not open.
    Refused(String),
}

/// The page of a link.
#[component]
pub fn Shared(
    /// What stands behind `#/s/`.
    payload: String,
) -> impl IntoView {
    let desk = desk();
    let link = StoredValue::new(format!("{BEGINNING}{payload}"));
    let length = link.with_value(|link| link.chars().count());
    let received = StoredValue::new(None::<Received>);
    let state = RwSignal::new(if length > ASKS_ABOVE { State::Long } else { State::Opening });
    let word = RwSignal::new(String::new());
    let wrong = RwSignal::new(String::new());
    let lay = move |copy: &FreshCopy| {
        let text = link.get_value();
        if let Err(reason) = registers::lay_shared(desk, &text, copy.changes(), about(copy)) {
            state.set(State::Refused(reason));
        }
    };
    let open = move || match link.with_value(|link| Received::read(link, Limits::default())) {
        Err(error) => state.set(State::Refused(error.to_string())),
        Ok(sealed) if sealed.cost().is_some() => {
            received.set_value(Some(sealed));
            state.set(State::Sealed);
        }
        Ok(plain) => match plain.open(None) {
            Ok(opened) => lay(&opened.copy),
            Err(error) => state.set(State::Refused(error.to_string())),
        },
    };
    // Drawn first: what is laid on the desk takes the place of this page.
    if length <= ASKS_ABOVE {
        set_timeout(open, std::time::Duration::ZERO);
    }
    let unseal = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        wrong.set(String::new());
        spawn_local(async move {
            let Some(sealed) = received.try_get_value().flatten() else { return };
            let opened = match sealed.cost() {
                Some(cost) => wrapping(&word.get_untracked(), cost).await,
                None => return,
            };
            let opened = opened.and_then(|key| sealed.open(Some(&key)).map_err(|error| error.to_string()));
            match opened {
                Ok(opened) => lay(&opened.copy),
                Err(reason) => {
                    wrong.try_set(reason);
                }
            }
        });
    };
    view! {
        <h1 tabindex="-1">"Shared register"</h1>
        {move || match state.get() {
            State::Opening => view! { <p role="status">"The link is being opened…"</p> }.into_any(),
            State::Refused(reason) => view! {
                <p class="error" role="alert">{reason}</p>
                <Own desk />
            }.into_any(),
            State::Long => view! {
                <p>{format!("The link has {length} characters, which is a lot. It is read in this tab only, and nothing of it is kept.")}</p>
                <p class="tools"><button class="go" on:click=move |_| open()>"Open it"</button></p>
                <Own desk />
            }.into_any(),
            State::Sealed => view! {
                <form class="form" on:submit=unseal>
                    <p>"The link is sealed. Type the passphrase that its sender told you; nothing leaves this tab."</p>
                    <label class="field">
                        <span>"Passphrase of the link"</span>
                        <input type="password" autocomplete="off" prop:value=word aria-describedby="link-error"
                            on:input=move |event| word.set(event_target_value(&event)) />
                    </label>
                    <p class="error" id="link-error" role="alert">{move || wrong.get()}</p>
                    <p class="tools"><button type="submit" class="go">"Open it"</button></p>
                </form>
                <Own desk />
            }.into_any(),
        }}
    }
}

#[component]
fn Own(desk: Desk) -> impl IntoView {
    view! { <p><a href="#/" on:click=move |_| registers::open_own(desk)>"To my own registers"</a></p> }
}

/// What a reader is told of a copy.
fn about(copy: &FreshCopy) -> String {
    let kind = if copy.is_internal { "A copy with what is internal" } else { "A public copy" };
    let without = say::omitted(&copy.omitted);
    let without =
        if without.is_empty() { String::new() } else { format!(", without {}", say::and(&without)) };
    format!("{kind} that somebody made on {}{without}.", say::day(copy.day))
}
