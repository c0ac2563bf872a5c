//! What encodings, signs between cells, kinds of rows and columns are called.

use crate::exchange::sheet::{Known, Target};
use crate::words::Language;
use crate::words::text::areas::tables as text;
use crate::words::text::{Put, language};

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

/// What a row is.
pub(super) fn row(target: &Target) -> &'static str {
    match target.word {
        "contributions" => text::ROW_CONTRIBUTION.said(),
        "purchases" => text::ROW_PURCHASE.said(),
        "memberships" => text::ROW_MEMBERSHIP.said(),
        "outreach" => text::ROW_OUTREACH.said(),
        "attendance" => text::ROW_ATTENDANCE.said(),
        "meetings" => text::ROW_MEETING.said(),
        "actions" => text::ROW_ACTION.said(),
        "sources" => text::ROW_SOURCE.said(),
        _ => target.row,
    }
}

/// A column, as people call it in the reader's language.
pub(super) fn column(known: &Known) -> &'static str {
    let place = Language::ALL.iter().position(|one| *one == language()).unwrap_or_default();
    known.names.get(place).copied().unwrap_or(known.path)
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
            assert_eq!(row(&Target { row: "", ..*target }), target.row);
            assert!(target.all().all(|known| column(known) == known.names[0]));
        }
    }
}
