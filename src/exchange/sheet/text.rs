//! Tables in text: in which encoding, with what between the cells.

use csv::{ReaderBuilder, StringRecord};
use encoding_rs::{
    Encoding, ISO_8859_15, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251, WINDOWS_1252, WINDOWS_1257,
};

use super::{Cell, Grid, SheetError};

/// The encodings that can be chosen, with what each is for.
pub const ENCODINGS: [(&Encoding, &str); 7] = [
    (UTF_8, "UTF-8"),
    (WINDOWS_1252, "Windows-1252, Western European"),
    (WINDOWS_1251, "Windows-1251, Cyrillic"),
    (WINDOWS_1257, "Windows-1257, Baltic"),
    (ISO_8859_15, "ISO 8859-15, Western European"),
    (UTF_16LE, "UTF-16, little-endian"),
    (UTF_16BE, "UTF-16, big-endian"),
];

/// What can stand between cells, with its name.
pub const DELIMITERS: [(char, &str); 4] = [(',', "Comma"), (';', "Semicolon"), ('\t', "Tab"), ('|', "Bar")];

/// So many rows are looked at to find what stands between cells.
const LOOKED_AT: usize = 50;

/// How a text file is read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    /// Its letters.
    pub encoding: &'static Encoding,
    /// What stands between cells.
    pub delimiter: char,
}

impl Reading {
    /// How a file is most probably meant.
    pub fn find(bytes: &[u8]) -> Self {
        let encoding = encoding(bytes);
        Reading { encoding, delimiter: delimiter(&encoding.decode(bytes).0) }
    }

    /// The table in a file.
    ///
    /// # Errors
    /// When it is no text, or a quotation mark is never closed.
    pub fn read(self, bytes: &[u8]) -> Result<Grid, SheetError> {
        let (text, _, _) = self.encoding.decode(bytes);
        if text.contains(is_no_text) {
            return Err(SheetError::NoTable);
        }
        let grid = read_text(&text, self.delimiter)?;
        if grid.rows.is_empty() { Err(SheetError::Empty) } else { Ok(grid) }
    }
}

/// What no encoding gives where it is the right one, and the text is one.
fn is_no_text(letter: char) -> bool {
    letter == char::REPLACEMENT_CHARACTER || matches!(letter, '\0'..='\x08' | '\x0e'..='\x1f')
}

/// The table in a text that was pasted: cells of a spreadsheet come with tabs between them.
///
/// # Errors
/// When nothing stands in it, or a quotation mark is never closed.
pub fn read_pasted(text: &str) -> Result<Grid, SheetError> {
    let grid = read_text(text, delimiter(text))?;
    if grid.rows.is_empty() { Err(SheetError::Empty) } else { Ok(grid) }
}

fn read_text(text: &str, delimiter: char) -> Result<Grid, SheetError> {
    let rows = rows(text, delimiter)?;
    if is_open(text, delimiter) {
        let line = rows.last().map_or(1, |(line, _)| *line);
        return Err(SheetError::OpenQuote { line });
    }
    Ok(Grid { rows, ..Grid::default() }.tidy())
}

/// The rows of a text, each with the line that it begins in.
fn rows(text: &str, delimiter: char) -> Result<Vec<(usize, Vec<Cell>)>, SheetError> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(u8::try_from(delimiter).unwrap_or(b','))
        .from_reader(text.as_bytes());
    let (mut record, mut rows) = (StringRecord::new(), Vec::new());
    let (mut line, mut rest) = (1_usize, text);
    loop {
        let read = reader.read_record(&mut record);
        if !read.map_err(|error| SheetError::Csv(error.position().map_or(1, csv::Position::line)))? {
            return Ok(rows);
        }
        // The reader passes over empty lines after it notes where it is.
        let before = text.len().saturating_sub(rest.len());
        let at = record.position().map_or(0, |position| position.byte());
        let at = usize::try_from(at).unwrap_or_default().saturating_sub(before);
        let (passed, begins) = rest.split_at_checked(at).unwrap_or(("", rest));
        let row = begins.trim_start_matches(['\r', '\n']);
        let (blank, _) = begins.split_at_checked(begins.len().saturating_sub(row.len())).unwrap_or_default();
        line = line.saturating_add([passed, blank].iter().map(|part| part.matches('\n').count()).sum());
        rest = row;
        rows.push((line, record.iter().map(Cell::of_text).collect()));
    }
}

/// Whether a cell that begins with a quotation mark never ends.
fn is_open(text: &str, delimiter: char) -> bool {
    let (mut is_open, mut is_start) = (false, true);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if is_open && letters.peek() == Some(&'"') => drop(letters.next()),
            '"' if is_open || is_start => is_open = !is_open,
            _ => {}
        }
        is_start = !is_open && (letter == delimiter || letter == '\n' || letter == '\r');
    }
    is_open
}

fn encoding(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0) {
        return UTF_8;
    }
    // Of texts in Latin letters every other byte of UTF-16 is zero.
    let zeros = |from: usize| bytes.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    match (zeros(0), zeros(1)) {
        (0, 0) => {}
        (even, odd) if even > odd => return UTF_16BE,
        _ => return UTF_16LE,
    }
    // In Cyrillic most letters are beyond ASCII; in Western texts few are.
    let high = bytes.iter().filter(|byte| **byte >= 0xc0).count();
    let low = bytes.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    match () {
        () if high > low / 3 => WINDOWS_1251,
        // Its sign of the euro, where the other has what nobody writes; and nothing where the other has letters.
        () if bytes.contains(&0xa4) && !bytes.iter().any(|byte| (0x80..0xa0).contains(byte)) => ISO_8859_15,
        () => WINDOWS_1252,
    }
}

/// What cuts the first rows into most cells, as many in one as in another.
fn delimiter(text: &str) -> char {
    let rate = |delimiter: char| {
        let start: String = text.lines().take(LOOKED_AT).map(|line| format!("{line}\n")).collect();
        let rows = rows(&start, delimiter).unwrap_or_default();
        let widths: Vec<usize> = rows.iter().map(|(_, cells)| cells.len()).collect();
        let first = widths.first().copied().unwrap_or_default();
        let same = widths.iter().filter(|width| **width == first).count();
        if first < 2 {
            0
        } else {
            same.saturating_mul(1_000).checked_div(widths.len()).unwrap_or(0).saturating_add(first)
        }
    };
    let rated = DELIMITERS.map(|(delimiter, _)| (rate(delimiter), delimiter));
    let best = rated.iter().max_by_key(|(rate, _)| *rate).filter(|(rate, _)| *rate > 0);
    // Of two that are as good the one that stands first.
    best.and_then(|best| rated.iter().find(|one| one.0 == best.0)).map_or(',', |(_, delimiter)| *delimiter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], encoding: &Encoding, delimiter: char, rows: &[&[&str]]) {
        let reading = Reading::find(bytes);
        assert_eq!((reading.encoding, reading.delimiter), (encoding, delimiter));
        let grid = reading.read(bytes).unwrap();
        let found: Vec<Vec<&str>> =
            grid.rows.iter().map(|(_, cells)| cells.iter().map(Cell::text).collect()).collect();
        assert_eq!(found, rows);
    }

    #[test]
    fn encoding_and_delimiter_are_found() {
        let rows: &[&[&str]] = &[&["Riik", "Summa"], &["Eesti", "1,5"]];
        check("Riik;Summa\nEesti;1,5\n".as_bytes(), UTF_8, ';', rows);
        check("\u{feff}Riik;Summa\r\nEesti;1,5".as_bytes(), UTF_8, ';', rows);
        check("Riik\tSumma\nEesti\t1,5".as_bytes(), UTF_8, '\t', rows);
        check("Riik,Summa\nEesti,\"1,5\"\n".as_bytes(), UTF_8, ',', rows);
        let wide =
            |text: &str, order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        check(&wide("Riik;Summa\nEesti;1,5", u16::to_le_bytes), UTF_16LE, ';', rows);
        check(&wide("Riik;Summa\nEesti;1,5", u16::to_be_bytes), UTF_16BE, ';', rows);
        let (bytes, _, _) = WINDOWS_1251.encode("Країна;Сума\nЕстонія;5\n");
        check(&bytes, WINDOWS_1251, ';', &[&["Країна", "Сума"], &["Естонія", "5"]]);
        let (bytes, _, _) = WINDOWS_1252.encode("Land;Betrag\nÖsterreich;5\n");
        check(&bytes, WINDOWS_1252, ';', &[&["Land", "Betrag"], &["Österreich", "5"]]);
    }

    #[test]
    fn each_encoding_is_found_and_another_one_can_be_chosen() {
        const CYRILLIC: &[&[&str]] = &[&["Країна", "Сума"], &["Естонія", "5 €"]];
        const WESTERN: &[&[&str]] = &[&["Land", "Betrag"], &["Österreich", "5 €"], &["Belgien", "Ž"]];
        let text = |rows: &[&[&str]], between: char| {
            rows.iter().map(|row| format!("{}\r\n", row.join(&between.to_string()))).collect::<String>()
        };
        let wide =
            |text: &str, order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        for between in [',', ';', '\t'] {
            for rows in [CYRILLIC, WESTERN] {
                let text = text(rows, between);
                check(text.as_bytes(), UTF_8, between, rows);
                for mark in ["", "\u{feff}"] {
                    let text = format!("{mark}{text}");
                    check(&wide(&text, u16::to_le_bytes), UTF_16LE, between, rows);
                    check(&wide(&text, u16::to_be_bytes), UTF_16BE, between, rows);
                }
            }
            let encoded = |rows: &[&[&str]], encoding: &'static Encoding| {
                let text = text(rows, between);
                let (bytes, _, is_broken) = encoding.encode(&text);
                assert!(!is_broken);
                bytes.into_owned()
            };
            check(&encoded(CYRILLIC, WINDOWS_1251), WINDOWS_1251, between, CYRILLIC);
            check(&encoded(WESTERN, WINDOWS_1252), WINDOWS_1252, between, WESTERN);
            check(&encoded(WESTERN, ISO_8859_15), ISO_8859_15, between, WESTERN);
            // Whatever was found, any other one can be said.
            for (encoding, _) in ENCODINGS {
                let (bytes, said, is_broken) = encoding.encode("Riik;Euro\nEesti;1\n");
                assert!(!is_broken);
                let grid = Reading { encoding: said, delimiter: ';' }.read(&bytes).unwrap();
                assert_eq!(grid.cell(1, 0).text(), "Eesti", "{}", encoding.name());
            }
            let reading = Reading { encoding: WINDOWS_1257, delimiter: between };
            let baltic: &[&[&str]] = &[&["Riik"], &["Läti"], &["Šiauliai"]];
            let grid = reading.read(&encoded(baltic, WINDOWS_1257)).unwrap();
            assert_eq!(grid.cell(2, 0).text(), "Šiauliai");
        }
        assert_eq!(Reading { encoding: UTF_8, delimiter: ',' }.read(b"a,\xd6"), Err(SheetError::NoTable));
    }

    #[test]
    fn a_cell_may_hold_lines_and_its_row_keeps_its_number() {
        let grid = Reading::find(b"a,b\n\"1\n2\",3\n\n4,5\n").read(b"a,b\n\"1\n2\",3\n\n4,5\n").unwrap();
        let numbers: Vec<usize> = grid.rows.iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers, [1, 2, 5]);
        assert_eq!(grid.cell(1, 0).text(), "1\n2");
    }

    #[test]
    fn what_is_no_table_is_named() {
        let read = |bytes: &[u8]| Reading::find(bytes).read(bytes).unwrap_err();
        assert_eq!(read(b""), SheetError::Empty);
        assert_eq!(read(b" ; ;\n;;\n"), SheetError::Empty);
        assert_eq!(read(&[0x61, 0x2c, 0, 1, 2, 3, 0xff, 0xfe, 0x80]), SheetError::NoTable);
        assert_eq!(read(b"a,\x01\n"), SheetError::NoTable);
        assert_eq!(read(b"a,b\n1,\"2\n3,4\n"), SheetError::OpenQuote { line: 2 });
        assert_eq!(read_pasted("\n\n"), Err(SheetError::Empty));
    }
}
