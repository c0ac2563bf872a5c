//! What was chosen in this browser, whatever register is open.

use super::{IDENTITY, Place, store};

const LOOK: &str = "muster-look";
const LANGUAGE: &str = "muster-language";

/// What was chosen for this browser, whatever register is open.
pub const CHOICES: [&str; 3] = [IDENTITY, LOOK, LANGUAGE];

/// The look that was chosen: `light`, `dark`, or empty for the system's.
pub fn look() -> String {
    chosen(LOOK)
}

/// Remembers the look. Where nothing can be kept, it holds until the page is closed.
pub fn set_look(look: &str) {
    choose(LOOK, look);
}

/// Remembers the tag of the language. `style/boot.js` reads it, before the program is there.
pub fn set_language(tag: &str) {
    choose(LANGUAGE, tag);
}

/// Where it stands that amounts are hidden, and what stands there; in every tab, and on no disk.
pub const HIDES: &str = "muster-hides";
/// Amounts are hidden.
pub const HIDING: &str = "amounts";

/// Whether amounts are hidden on the screen.
pub fn hides() -> bool {
    chosen(HIDES) == HIDING
}

/// Remembers whether they are.
pub fn set_hides(hides: bool) {
    choose(HIDES, if hides { HIDING } else { "" });
}

fn chosen(key: &str) -> String {
    store(Place::Lasting).0.get(key).ok().flatten().unwrap_or_default()
}

fn choose(key: &str, value: &str) {
    let _ = store(Place::Lasting).0.set(key, value);
}

const RATES: &str = "muster-rates";

/// The bank's rates that a reader brought, as their file.
pub fn kept_rates() -> Option<Vec<u8>> {
    let text = store(Place::Lasting).0.get(RATES).ok()??;
    text.chars().map(|letter| u8::try_from(u32::from(letter)).ok()).collect()
}

/// Keeps the bank's rates, one letter a byte, which storage counts like any other; false where there is no room.
pub fn keep_rates(bytes: &[u8]) -> bool {
    let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    store(Place::Lasting).0.set(RATES, &text).is_ok()
}
