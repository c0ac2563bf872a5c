//! Tables of somebody else's: text in any encoding, lists and spreadsheets, with whatever is said of their columns.

use std::io::{Cursor, Write};

use muster::exchange::sheet::{
    Grid, Mapping, Parties, Reading, Rows, Sense, TARGETS, read_book, read_list, read_pasted,
};
use muster::register::{Now, Register};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// What a spreadsheet has besides the parts that are fuzzed.
const PARTS: [(&str, &str); 3] = [
    (
        "xl/workbook.xml",
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
    ),
    (
        "xl/sharedStrings.xml",
        r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>Giver</t></si></sst>"#,
    ),
];
const SHEET: &str = r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="str"><v>Amount</v></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>EE</t></is></c><c r="B2"><v>5.5</v></c></row></sheetData></worksheet>"#;

/// The first byte says what the rest is: text in some encoding, what was pasted, a list, a spreadsheet, or the sheet in one.
/// The second says how its columns are read.
pub fn run(data: &[u8]) -> bool {
    let Some(([kind, said], rest)) = data.split_first_chunk::<2>() else { return false };
    let grids = match kind {
        b't' => Reading::find(rest).read(rest).map(|grid| vec![grid]),
        b'p' => read_pasted(&String::from_utf8_lossy(rest)).map(|grid| vec![grid]),
        b'l' => read_list(rest).map(|grid| vec![grid]),
        b'b' => read_book(rest),
        b's' => read_book(&book(rest)),
        _ => return false,
    };
    let Ok(grids) = grids else { return false };
    grids.iter().for_each(|grid| holds(grid, *said));
    true
}

pub fn seeds() -> Vec<Vec<u8>> {
    let seed = |kind: &[u8; 2], rest: &[u8]| [kind, rest].concat();
    let table = "Giver\tStep\tDate\tAmount\nLU, IS and EE\tpledged\t01/02/2024\tover 1.234 EUR\n".as_bytes();
    vec![
        seed(b"t\0", table),
        seed(b"t\x2a", b"Riik;Roll;Alates\nEE;liige;19.09.2023\n"),
        seed(b"p\x55", table),
        seed(b"t\0", b"Meeting;Date;Party;Attendance;Represented by\nKick-off;2023-09-19;EE;present;A\n"),
        seed(
            b"t\0",
            b"Reference;Giver;Step;Amount;Share;Other amount;Other source;Repeats;Part of\nA;EE;pledge;9 EUR;5;8 EUR;B;;\nA;LV;pledge;9 EUR;4;;;;\nB;EE;pledge;9 EUR;;;;A;A, C\nC;EE;pledge;;;;;;\n",
        ),
        seed(b"l\0", br#"[{"Giver": ["EE", "LV"], "Amount": 5.5, "Currency": "EUR", "Step": "pledge"}]"#),
        seed(b"s\0", SHEET.as_bytes()),
        seed(b"b\0", &book(SHEET.as_bytes())),
    ]
}

/// A spreadsheet with that sheet.
fn book(sheet: &[u8]) -> Vec<u8> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let parts = PARTS.iter().map(|(name, text)| (*name, text.as_bytes()));
    for (name, bytes) in parts.chain([("xl/worksheets/sheet1.xml", sheet)]) {
        writer.start_file(name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Every row becomes something or says why; what it becomes is read by the register.
fn holds(grid: &Grid, said: u8) {
    let ours = Register::default();
    let parties = Parties::of(&ours, |_| Vec::new());
    let mut mapping = Mapping::find(grid, &parties);
    if let Some(target) = TARGETS.get(usize::from(said >> 4)) {
        mapping = Mapping::with(grid, target, mapping.header, &parties);
    }
    let sense = Sense {
        day_first: (said & 1 > 0).then_some(said & 2 > 0),
        decimal_comma: (said & 4 > 0).then_some(said & 8 > 0),
    };
    mapping.columns.iter_mut().for_each(|column| column.sense = sense);
    mapping.fixed =
        ["entries/kind", "entries/amount.currency"].map(|path| (path.to_owned(), "EUR".to_owned())).into();
    let mut rows = Rows::of(grid, &mapping, &ours, &parties);
    let all = mapping.rows(grid);
    rows.read(all.clone());
    let taken = rows.finish(&Now { millis: 1, at: "2024-02-01T10:00:00Z".into() });
    for row in all {
        let is_taken = taken.rows.iter().any(|(other, _)| *other == row);
        assert!(is_taken != taken.problems.iter().any(|one| one.row == row), "row {row}");
    }
    assert_eq!(taken.register.problems().count(), 0, "what was read is read again");
}
