//! Tells what a file is when it is not ours, from its first bytes.

use std::fmt;

use crate::words::text::areas::files as says;

/// A sort of file that people choose by mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A web page.
    Page,
    /// ZIP, which spreadsheets and text documents are, too.
    Zip,
    /// PDF.
    Pdf,
    /// Packed with gzip.
    Gzip,
    /// An old spreadsheet or text document.
    OldOffice,
    /// A picture.
    Picture,
    /// Text in UTF-16.
    Utf16,
    /// Bytes that are no text.
    Binary,
}

impl fmt::Display for Sort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = match self {
            Sort::Page => says::SORT_PAGE,
            Sort::Zip => says::SORT_ZIP,
            Sort::Pdf => says::SORT_PDF,
            Sort::Gzip => says::SORT_GZIP,
            Sort::OldOffice => says::SORT_OLD,
            Sort::Picture => says::SORT_PICTURE,
            Sort::Utf16 => says::SORT_UTF16,
            Sort::Binary => says::SORT_BINARY,
        };
        f.write_str(said.said())
    }
}

const BEGINNINGS: [(&[u8], Sort); 9] = [
    (b"PK\x03\x04", Sort::Zip),
    (b"%PDF", Sort::Pdf),
    (b"\x1f\x8b", Sort::Gzip),
    (b"\xd0\xcf\x11\xe0", Sort::OldOffice),
    (b"\x89PNG", Sort::Picture),
    (b"\xff\xd8\xff", Sort::Picture),
    (b"GIF8", Sort::Picture),
    (b"\xff\xfe", Sort::Utf16),
    (b"\xfe\xff", Sort::Utf16),
];

/// The text of a file without a byte order mark, or what sort of file it is instead.
pub(super) fn text(bytes: &[u8]) -> Result<&str, Sort> {
    if let Some((_, sort)) = BEGINNINGS.iter().find(|(beginning, _)| bytes.starts_with(beginning)) {
        return Err(*sort);
    }
    let text = match std::str::from_utf8(bytes) {
        // A character is cut in two at the end: reading on tells that the file ends too early.
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(bytes.get(..error.valid_up_to()).unwrap_or_default())
        }
        text => text,
    };
    let text = text.map_err(|_| Sort::Binary)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains('\0') {
        return Err(Sort::Binary);
    }
    if text.trim_start().starts_with('<') { Err(Sort::Page) } else { Ok(text) }
}
