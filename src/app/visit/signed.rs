//! Who signed what is visited, and whether the signature fits, as the bar tells it.

use leptos::prelude::*;

use crate::app::parts::say;
use crate::app::signing::{self, Standing, fingerprint};
use crate::documents::last_release;
use crate::exchange::link::{Signature, Signed};
use crate::register::{Day, Register, unhex};

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
                ("chip bad", "Signed with another key")
            }
            Verdict::Fits(_) => ("chip good", "Signed, unchanged"),
            Verdict::No => ("chip bad", "Signature does not fit"),
            Verdict::Untold(_) => ("chip w", "Signature not verified"),
        }
    }

    fn on(&self) -> String {
        self.day.map(|day| format!(" on {}", say::day(day))).unwrap_or_default()
    }
}

/// All that is told of a signature.
#[component]
pub fn Told(
    /// The signature.
    signed: SignedBy,
) -> impl IntoView {
    let (on, key) = (signed.on(), fingerprint(&signed.key));
    let name = || view! { "“"<bdi>{signed.name.clone()}</bdi>"”" };
    match signed.verdict.clone() {
        Verdict::No => view! {
            <p class="say bad" role="alert">
                <b>"The signature does not fit: altered or forged."</b>" It says that "{name()}" signed it"{on}
                ", but the content, the name or the time was changed since, or somebody else made it. Do not rely on what it says; ask whoever gave it to you."
            </p>
        }
        .into_any(),
        Verdict::Untold(reason) => view! {
            <p class="say w">
                "It says that "{name()}" signed it"{on}", which is not verified: it may be altered or forged. "{reason}
            </p>
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
                <p>"Signed by "{name()}{on}", unchanged since. Key "<code>{key}</code>"."</p>
                {move || known(&standing.get())}
                {move || error.get().map(|reason| view! { <p class="error" role="alert">{reason}</p> })}
                <Show when=move || !is_kept.get()>
                    <p class="tools"><button on:click=remember.clone()>"Remember this key"</button></p>
                </Show>
            }
            .into_any()
        }
    }
}

/// What is known of a key.
fn known(standing: &Standing) -> AnyView {
    match standing {
        Standing::Mine => view! { <p>"It is the key of this browser."</p> }.into_any(),
        Standing::Known(signer) => {
            let day = say::day(signer.on);
            view! { <p>"The same key as on "{day}", when it was remembered for “"<bdi>{signer.name.clone()}</bdi>"”."</p> }.into_any()
        }
        Standing::New => view! {
            <p>"A key that was not seen before: it is not among those that this browser remembers. The name is what the signer typed; compare the key with what they tell you in another way."</p>
        }
        .into_any(),
        Standing::Other(signer) => {
            let (day, before) = (say::day(signer.on), fingerprint(&signer.key));
            view! {
                <p class="say bad" role="alert">
                    <b>"Another key under a known name."</b>" The key that was remembered for “"<bdi>{signer.name.clone()}</bdi>"” on "{day}" is "<code>{before}</code>
                    ". This may be a new key of theirs, or somebody else. Ask them in another way before you rely on it."
                </p>
            }
            .into_any()
        }
        Standing::NotMine(mine) => {
            let own = fingerprint(&mine.key);
            view! {
                <p class="say bad" role="alert">
                    <b>"Your name, but not the key of this browser."</b>" That one is "<code>{own}</code>
                    ". Unless you have a second key, somebody else signed in your name."
                </p>
            }
            .into_any()
        }
    }
}
