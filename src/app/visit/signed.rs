//! Who signed what is visited, and whether the signature fits, as the bar tells it.

use leptos::prelude::*;

use crate::app::parts::say;
use crate::app::parts::told::told;
use crate::app::signing::{self, Signer, Standing, fingerprint};
use crate::documents::last_release;
use crate::exchange::link::{Signature, Signed};
use crate::register::{Day, Register, unhex};
use crate::words::text::areas::visit as text;
use crate::words::text::{Put, Text};

/// A signature that was looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct SignedBy {
    /// The name that stands with it.
    pub name: String,
    /// The public key.
    pub key: [u8; 32],
    /// The day that stands with it, where it is one.
    pub day: Option<Day>,
    /// What the browser says of it.
    pub verdict: Verdict,
}

/// Whether a signature fits.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// It does, and what is known of its key.
    Fits(Standing),
    /// It does not.
    No,
    /// This browser cannot tell, and why.
    Untold(String),
}

impl SignedBy {
    /// Has the browser verify it.
    pub async fn of(signed: &Signed) -> Self {
        let Signed { signature: Signature { key, bytes, name, at }, message } = signed;
        let verdict = match signing::verify(key, message, bytes).await {
            Ok(true) => Verdict::Fits(signing::standing(name, key).await),
            Ok(false) => Verdict::No,
            Err(reason) => Verdict::Untold(reason),
        };
        SignedBy {
            name: name.clone(),
            key: *key,
            day: at.get(..10).and_then(|day| day.parse().ok()),
            verdict,
        }
    }

    /// Has the browser verify the signature of the last release of a register, where it has one.
    pub async fn of_release(register: &Register) -> Option<Self> {
        let (_, release) = last_release(register)?;
        let signature = Signature {
            key: unhex(release.key.as_deref()?)?,
            bytes: unhex(release.signature.as_deref()?)?,
            name: release.signer.clone()?,
            at: release.signed_at.clone()?,
        };
        Some(SignedBy::of(&Signed { signature, message: release.message() }).await)
    }

    /// In a few words, and how they look.
    pub fn chip(&self) -> (&'static str, &'static str) {
        match &self.verdict {
            Verdict::Fits(Standing::Other(_) | Standing::NotMine(_)) => {
                ("chip bad", text::SIGNED_OTHER.said())
            }
            Verdict::Fits(_) => ("chip good", text::SIGNED_UNCHANGED.said()),
            Verdict::No => ("chip bad", text::SIGNED_WRONG.said()),
            Verdict::Untold(_) => ("chip w", text::SIGNED_UNTOLD.said()),
        }
    }

    /// A text with its name and key in it, as it is where a day stands with it, and where none does.
    fn says(&self, with_day: Text, without: Text, reason: &str) -> Vec<AnyView> {
        let day = self.day.map(say::day);
        let text = if day.is_some() { with_day } else { without };
        let put = [("day", day.unwrap_or_default()), ("reason", reason.to_owned())];
        let put = put.each_ref().map(|(name, words)| (*name, words.arg()));
        told(text, &put, [("name", named(&self.name)), ("key", code(&self.key))])
    }
}

/// All that is told of a signature.
#[component]
pub fn Told(
    /// The signature.
    signed: SignedBy,
) -> impl IntoView {
    match signed.verdict.clone() {
        Verdict::No => view! {
            <p class="say bad" role="alert">
                <b>{text::ALTERED.said()}</b> " " {signed.says(text::ALTERED_MEANS_ON, text::ALTERED_MEANS, "")}
            </p>
        }
        .into_any(),
        Verdict::Untold(reason) => view! {
            <p class="say w">{signed.says(text::UNTOLD_ON, text::UNTOLD, &reason)}</p>
        }
        .into_any(),
        Verdict::Fits(standing) => {
            let is_by_hand = !matches!(standing, Standing::Mine | Standing::Known(_));
            let standing = RwSignal::new(standing);
            let (is_kept, error) = (RwSignal::new(!is_by_hand), RwSignal::new(None::<String>));
            let remember = {
                let (name, key) = (signed.name.clone(), signed.key);
                move |_| match signing::remember(&name, &key) {
                    Ok(signer) => {
                        standing.set(Standing::Known(signer));
                        is_kept.set(true);
                    }
                    Err(reason) => error.set(Some(reason)),
                }
            };
            view! {
                <p>{signed.says(text::SIGNED_BY_ON, text::SIGNED_BY, "")}</p>
                {move || known(&standing.get())}
                {move || error.get().map(|reason| view! { <p class="error" role="alert">{reason}</p> })}
                <Show when=move || !is_kept.get()>
                    <p class="tools"><button on:click=remember.clone()>{text::REMEMBER_KEY.said()}</button></p>
                </Show>
            }
            .into_any()
        }
    }
}

/// What is known of a key.
fn known(standing: &Standing) -> AnyView {
    match standing {
        Standing::Mine => view! { <p>{text::OWN_KEY.said()}</p> }.into_any(),
        Standing::Known(signer) => view! { <p>{remembered(text::SAME_KEY, signer)}</p> }.into_any(),
        Standing::New => view! {
            <p>{text::NEW_KEY.said()}</p>
        }
        .into_any(),
        Standing::Other(signer) => view! {
            <p class="say bad" role="alert">
                <b>{text::OTHER_KEY.said()}</b> " " {remembered(text::OTHER_KEY_MEANS, signer)}
            </p>
        }
        .into_any(),
        Standing::NotMine(mine) => {
            let means = told(text::NOT_YOUR_KEY_MEANS, &[], [("key", code(&mine.key))]);
            view! { <p class="say bad" role="alert"><b>{text::NOT_YOUR_KEY.said()}</b> " " {means}</p> }
                .into_any()
        }
    }
}

/// A text about a key that was remembered.
fn remembered(text: Text, signer: &Signer) -> Vec<AnyView> {
    let day = say::day(signer.on);
    told(text, &[("day", day.arg())], [("name", named(&signer.name)), ("key", code(&signer.key))])
}

/// A name in its own direction of writing.
fn named(name: &str) -> AnyView {
    view! { <bdi>{name.to_owned()}</bdi> }.into_any()
}

fn code(key: &[u8; 32]) -> AnyView {
    view! { <code>{fingerprint(key)}</code> }.into_any()
}
