//! Texts with parts of the page in them.

use leptos::prelude::*;

use crate::words::text::{Arg, Piece, Text};

/// A text with a part of the page in the place of each name in braces; what has forms, and is no part, is said by `put`.
pub fn told<const N: usize>(
    text: Text,
    put: &[(&str, Arg<'_>)],
    parts: [(&str, AnyView); N],
) -> Vec<AnyView> {
    let mut parts = parts.map(|(name, view)| (name, Some(view)));
    let pieces = text.pieces().into_iter().map(|piece| match piece {
        Piece::Words(words) => words.into_any(),
        Piece::Brace(inside) => {
            let part = parts.iter_mut().find(|(name, _)| *name == inside).and_then(|(_, view)| view.take());
            part.unwrap_or_else(|| piece.said(put).into_any())
        }
    });
    pieces.collect()
}

/// Stands in a text for the one part of the page that it has.
pub const PART: &str = "\u{fffc}";

/// What stands before that part, and behind it.
pub fn around(said: &str) -> (String, String) {
    let (before, behind) = said.split_once(PART).unwrap_or((said, ""));
    (before.to_owned(), behind.to_owned())
}
