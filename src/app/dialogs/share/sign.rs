//! Whether a link is signed, and by whom.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::browser::clock;
use crate::app::browser::ed25519::is_able;
use crate::app::signing::{self, Make, Mine};
use crate::exchange::link::{Link, Signature};
use crate::said;
use crate::words::text::areas::sharing as text;

/// What was chosen of it, which stays when something else is.
#[derive(Clone, Copy)]
pub struct Signs {
    /// Whether this browser signs; none while nobody knows.
    is_able: RwSignal<Option<bool>>,
    mine: RwSignal<Option<Mine>>,
    is_wanted: RwSignal<bool>,
}

impl Signs {
    /// Looks for the key of this browser.
    pub fn new() -> Self {
        let all = Signs {
            is_able: RwSignal::new(None),
            mine: RwSignal::new(None),
            is_wanted: RwSignal::new(false),
        };
        spawn_local(async move {
            let found = signing::mine().await;
            let _ = all.mine.try_set(found);
            let _ = all.is_able.try_set(Some(is_able().await));
        });
        all
    }

    /// Whose signature is asked for.
    pub fn by(self) -> Option<Mine> {
        if self.is_wanted.try_get_untracked()? { self.mine.try_get_untracked()? } else { None }
    }
}

/// The link, signed now.
///
/// # Errors
/// A sentence.
pub async fn signed(link: Link, by: &Mine) -> Result<Link, String> {
    let at = clock::now().at;
    let bytes = by.sign(&link.message(&by.name, &at)).await?;
    Ok(link.signed(Signature { key: by.key, bytes, name: by.name.clone(), at }))
}

/// The tick, or the way to a key.
#[component]
pub fn Sign(
    /// What was chosen.
    signs: Signs,
    /// Called when that changes.
    #[prop(into)]
    changed: Callback<()>,
) -> impl IntoView {
    let want = move |is_wanted: bool| {
        signs.is_wanted.set(is_wanted);
        changed.run(());
    };
    let made = move |mine: Mine| {
        signs.mine.set(Some(mine));
        want(true);
    };
    let shown = move || {
        match (signs.is_able.get(), signs.mine.get()) {
        (None, _) => ().into_any(),
        (Some(false), _) => view! { <p class="hint">{text::CANNOT_SIGN.said()}</p> }.into_any(),
        (_, Some(mine)) => view! {
            <label class="tick">
                <input type="checkbox" prop:checked=signs.is_wanted on:change=move |event| want(event_target_checked(&event)) />
                <span>
                    {said!(text::SIGN_AS, name = mine.name)}
                    <small class="hint">{text::SIGN_MEANS.said()}</small>
                </span>
            </label>
        }
        .into_any(),
        (_, None) => view! {
            <details>
                <summary>{text::SIGN.said()}</summary>
                <p class="hint">{text::SIGN_NEEDS_KEY.said()}</p>
                <Make made />
            </details>
        }
        .into_any(),
    }
    };
    view! {
        <fieldset class="ways">
            <legend>{text::SIGNATURE.said()}</legend>
            {shown}
        </fieldset>
    }
}
