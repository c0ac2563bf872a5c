//! What encodings and signs between cells are called.

use crate::words::text::Put;
use crate::words::text::areas::tables as text;

/// An encoding: its own name, and the letters that it is for.
pub(super) fn encoding(name: &str, label: &str) -> String {
    let kind = match name {
        "windows-1252" | "ISO-8859-15" => text::WESTERN,
        "windows-1251" => text::CYRILLIC,
        "windows-1257" => text::BALTIC,
        "UTF-16LE" => text::LITTLE_ENDIAN,
        "UTF-16BE" => text::BIG_ENDIAN,
        _ => return label.to_owned(),
    };
    let own = label.split_once(", ").map_or(label, |(own, _)| own);
    kind.with(&[("encoding", own.arg())])
}

/// The sign between cells.
pub(super) fn delimiter(sign: char, label: &'static str) -> &'static str {
    match sign {
        ',' => text::COMMA.said(),
        ';' => text::SEMICOLON.said(),
        '\t' => text::TAB_SIGN.said(),
        '|' => text::BAR_SIGN.said(),
        _ => label,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::sheet::{DELIMITERS, ENCODINGS, TARGETS};

    #[test]
    fn everything_is_called_in_english_as_it_calls_itself() {
        for (one, label) in ENCODINGS {
            assert_eq!(encoding(one.name(), label), label);
        }
        for (sign, label) in DELIMITERS {
            assert_eq!(delimiter(sign, ""), label);
        }
        for target in &TARGETS {
            assert!(target.all().all(|known| known.name() == known.names[0]));
        }
    }
}
