//! A key is made.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Mine;
use crate::app::browser::ed25519::Pair;
use crate::app::held::identity;
use crate::words::text::areas::signing as text;

/// Asks for the name and makes the key; no form of its own, so that it can stand in one.
#[component]
pub fn Make(
    /// Called with the key once it is kept.
    #[prop(into)]
    made: Callback<Mine>,
) -> impl IntoView {
    let name = RwSignal::new(identity().and_then(|person| person.name).unwrap_or_default());
    let (error, is_busy) = (RwSignal::new(String::new()), RwSignal::new(false));
    let make = move || {
        let name = name.get_untracked().trim().to_owned();
        if name.is_empty() {
            return error.set(text::TYPE_NAME.said().to_owned());
        }
        if is_busy.get_untracked() {
            return;
        }
        error.set(String::new());
        is_busy.set(true);
        spawn_local(async move {
            let kept = async {
                let pair = Pair::make(name).await?;
                pair.keep().await?;
                Ok(Mine { name: pair.name, key: pair.key })
            };
            match kept.await {
                Ok(mine) => {
                    made.try_run(mine);
                }
                Err(reason) => {
                    let _: Option<String> = error.try_set(reason);
                }
            }
            let _ = is_busy.try_set(false);
        });
    };
    view! {
        <div class="form">
            <label class="field">
                <span>{text::NAME_ON_SIGNATURES.said()}</span>
                <input type="text" autocomplete="name" maxlength="100" aria-describedby="make-key-error" prop:value=name
                    on:input=move |event| name.set(event_target_value(&event))
                    on:keydown=move |event| if event.key() == "Enter" { event.prevent_default(); make(); } />
            </label>
            <p class="error" id="make-key-error" role="alert">{move || error.get()}</p>
            <p class="tools"><button type="button" disabled=move || is_busy.get() on:click=move |_| make()>{text::MAKE_KEY.said()}</button></p>
        </div>
    }
}
