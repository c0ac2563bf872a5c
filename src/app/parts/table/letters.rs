//! The order of letters in the languages that were spoken here, each asked of the browser once.

use std::cell::RefCell;
use std::sync::Arc;

use crate::app::browser::intl::in_order;
use crate::app::parts::grid::Alphabet;
use crate::words::Language;
use crate::words::text;

thread_local! {
    static ASKED: RefCell<Vec<(Language, Arc<Alphabet>)>> = const { RefCell::new(Vec::new()) };
}

/// That of the language that is spoken.
pub fn alphabet() -> Arc<Alphabet> {
    let language = text::language();
    ASKED.with_borrow_mut(|asked| {
        if let Some((_, alphabet)) = asked.iter().find(|(other, _)| *other == language) {
            return Arc::clone(alphabet);
        }
        let letters = in_order(language, Alphabet::letters());
        let alphabet = Arc::new(Alphabet::of(letters.into_iter()));
        asked.push((language, Arc::clone(&alphabet)));
        alphabet
    })
}
