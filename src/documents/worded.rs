//! Texts of the catalogue in a document: words are put in, and what is more than words stands between them.

use super::tree::{Inline, Text};
use crate::words::text::{self, Arg, Piece};

/// A text with what its braces name, `parts` as they are; [`worded!`] is how to call it.
pub(super) fn filled(text: text::Text, put: &[(&str, Arg<'_>)], parts: &[(&str, Text)]) -> Text {
    let mut out = Text::new();
    for piece in text.pieces() {
        let own = match piece {
            Piece::Brace(inside) => {
                let name = inside.strip_prefix('^').unwrap_or(inside);
                parts.iter().find(|(other, _)| *other == name).map(|(_, part)| part)
            }
            Piece::Words(_) => None,
        };
        match own {
            Some(part) => part.iter().for_each(|inline| add(&mut out, inline.clone())),
            None => {
                let words = piece.said(put);
                // What was put in may end with a full stop of its own, as in `said!`.
                let again = matches!(piece, Piece::Words(_)) && is_stopped(&out);
                let words = words.strip_prefix('.').filter(|_| again).map(str::to_owned).unwrap_or(words);
                add(&mut out, Inline::Plain(words));
            }
        }
    }
    out
}

fn is_stopped(text: &Text) -> bool {
    matches!(text.last(), Some(Inline::Plain(words)) if words.ends_with('.') && !words.ends_with(".."))
}

/// Plain words go on with those before them.
fn add(out: &mut Text, inline: Inline) {
    match (out.last_mut(), inline) {
        (_, Inline::Plain(words)) if words.is_empty() => {}
        (Some(Inline::Plain(before)), Inline::Plain(words)) => before.push_str(&words),
        (_, inline) => out.push(inline),
    }
}

/// A text with what its braces name, first what is words, then what is not: `worded!(SUM_BY; day; sum = vec![figure])`.
macro_rules! worded {
    ($text:expr; $($name:ident $(= $value:expr)?),*; $($part:ident = $inlines:expr),* $(,)?) => {{
        const {
            assert!(
                $crate::words::text::fits($text, &[$(stringify!($name),)* $(stringify!($part)),*]),
                "the names differ from the text's"
            )
        };
        $crate::documents::worded::filled(
            $text,
            &[$((stringify!($name), $crate::words::text::Put::arg($crate::said!(@ $name $(= $value)?)))),*],
            &[$((stringify!($part), $inlines)),*],
        )
    }};
}

pub(super) use worded;
