//! The language of the page: chosen here or by the browser, fetched where it is not English, and spoken from then on.

use std::cell::RefCell;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::browser::{files, page};
use super::{held, set_locale};
use crate::words::Language;
use crate::words::text::{self, Spoken};

/// The language that is on the screen. What is drawn is drawn anew when it changes.
#[derive(Clone, Copy)]
pub struct Tongue(RwSignal<u32>);

impl Tongue {
    /// The one that is spoken.
    pub fn spoken() -> Self {
        Tongue(RwSignal::new(0))
    }

    /// Which it is; tracked.
    pub fn now(self) -> Language {
        self.0.track();
        text::language()
    }

    /// Chooses another one, for this visit and the next. `failed` gets a sentence when it cannot be had.
    pub fn choose(self, language: Language, failed: impl Fn(String) + 'static) {
        spawn_local(async move {
            match learn(language).await {
                Ok(()) => {
                    held::set_language(language.tag());
                    self.0.update(|times| *times = times.wrapping_add(1));
                }
                Err(reason) => failed(reason),
            }
        });
    }
}

/// The language of this page.
pub fn tongue() -> Tongue {
    expect_context()
}

/// Does what begins the page, as soon as it can speak the language that is wanted. Where that cannot be had, it speaks English.
pub fn begin(page: impl FnOnce() + 'static) {
    match wanted() {
        Language::English => page(),
        // Leptos runs no work of its own before a page is mounted.
        other => wasm_bindgen_futures::spawn_local(async move {
            if learn(other).await.is_err() {
                page::set_root("lang", Some(Language::English.tag()));
            }
            page();
        }),
    }
}

/// The language that is wanted. `style/boot.js` chose it, since it speaks before the program.
fn wanted() -> Language {
    let tag = page::root("lang").unwrap_or_default();
    Language::ALL.into_iter().find(|language| language.tag() == tag).unwrap_or_default()
}

thread_local! {
    /// The languages that were fetched.
    static FETCHED: RefCell<Vec<&'static Spoken>> = const { RefCell::new(Vec::new()) };
}

/// A language, if it is here.
pub fn here(language: Language) -> Option<&'static Spoken> {
    if language == Language::English {
        return Some(Spoken::english());
    }
    FETCHED.with_borrow(|all| all.iter().copied().find(|spoken| spoken.language() == language))
}

/// A language, fetched if it is not here.
///
/// # Errors
/// A sentence when it cannot be had.
pub async fn fetched(language: Language) -> Result<&'static Spoken, String> {
    if let Some(spoken) = here(language) {
        return Ok(spoken);
    }
    let file = files::fetch(&format!("words/{}.txt", language.tag())).await?;
    let spoken = Spoken::read(language, file).map_err(|error| error.to_string())?;
    FETCHED.with_borrow_mut(|all| all.push(spoken));
    Ok(spoken)
}

/// Fetches a language and speaks it.
///
/// # Errors
/// A sentence when it cannot be had; then the one of before is spoken.
async fn learn(language: Language) -> Result<(), String> {
    text::speak(fetched(language).await?);
    set_locale(language);
    page::set_root("lang", Some(language.tag()));
    Ok(())
}
