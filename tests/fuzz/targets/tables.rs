//! Tables that are said to be of a register: a package, one table of it by its name or by its columns, or several as
//! a package would hold them.

use std::io::{Cursor, Write};

use muster::exchange::tables::{
    About, Audience, csv_alone, of, package, read_alone, read_package, read_table, read_workbook, register,
};
use muster::register::{Day, Now, Register};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::GOLDEN;

/// The first byte says what the rest is: a package; a spreadsheet of ours, or a sheet for one; the name of a table, a line, and its text, to
/// be read by that name or by its columns; or such tables, each behind another line of `--`, in a package.
pub fn run(data: &[u8]) -> bool {
    match data.split_first() {
        Some((b'p', bytes)) => holds(read_package(bytes, &now()).ok()),
        Some((b't', bytes)) => {
            let Some((file, text)) = parted(bytes) else { return false };
            holds(read_table(&file, text, &now()).ok())
        }
        Some((b'a', bytes)) => {
            let Some((file, text)) = parted(bytes) else { return false };
            holds(read_alone(&file, text, &now()).and_then(Result::ok))
        }
        Some((b'b', bytes)) => holds(read_workbook(bytes, &now()).and_then(Result::ok)),
        Some((b's', bytes)) => holds(read_workbook(&book(bytes), &now()).and_then(Result::ok)),
        Some((b'z', bytes)) => holds(read_package(&packed(bytes), &now()).ok()),
        _ => false,
    }
}

fn now() -> Now {
    Now { millis: 1, at: String::new() }
}

fn about() -> About {
    let day = Day::from_ymd_opt(2024, 2, 1).unwrap();
    About { name: "A register".to_owned(), part: None, day, audience: Audience::Inside }
}

fn parted(bytes: &[u8]) -> Option<(String, &[u8])> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    Some((String::from_utf8_lossy(&bytes[..end]).into_owned(), &bytes[end + 1..]))
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, bytes: &[u8]| {
        // A name that was there already is not taken.
        if zip.start_file(name, SimpleFileOptions::default()).is_ok() {
            zip.write_all(bytes).unwrap();
        }
    };
    put("datapackage.json", b"{\"muster\": {\"form\": 1}}");
    let mut rest = bytes;
    while !rest.is_empty() {
        let end = rest.windows(4).position(|four| four == b"\n--\n").unwrap_or(rest.len());
        if let Some((name, text)) = parted(&rest[..end]) {
            put(&format!("data/{name}.csv"), text);
        }
        rest = rest.get(end + 4..).unwrap_or_default();
    }
    zip.finish().unwrap().into_inner()
}

/// A spreadsheet of ours with this sheet of contributions.
fn book(sheet: &[u8]) -> Vec<u8> {
    const BOOK: &str = r#"<workbook><sheets><sheet name="About" id="a"/><sheet name="contributions" id="b"/></sheets></workbook>"#;
    const LINKS: &str = r#"<Relationships><Relationship Id="a" Target="a.xml"/><Relationship Id="b" Target="b.xml"/></Relationships>"#;
    const ABOUT: &str = r#"<worksheet><row><c t="str"><v>Form</v></c><c t="str"><v>Muster tables 1</v></c></row></worksheet>"#;
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in [
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", LINKS.as_bytes()),
        ("xl/a.xml", ABOUT.as_bytes()),
        ("xl/b.xml", sheet),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Whether tables say anything. What they say, they say again when it is written as tables.
fn holds(read: Option<muster::exchange::tables::ReadBack>) -> bool {
    let Some(read) = read else { return false };
    for problem in &read.problems {
        assert!(problem.reason.ends_with('.'), "{problem}");
    }
    let all = of(&read.register);
    let again = register(&all, &now());
    assert_eq!(again.problems, [], "what was written is not read");
    assert_eq!(of(&again.register), all, "other tables");
    let unpacked = read_package(&package(&all, &about()).unwrap(), &now()).unwrap();
    assert_eq!(of(&unpacked.register), all, "another package");
    read.register.size() > 0
}

pub fn seeds() -> Vec<Vec<u8>> {
    let golden = Register::of(muster::exchange::file::read(GOLDEN.as_bytes(), u64::MAX).unwrap().changes);
    let tables: Vec<_> = of(&golden).into_iter().filter(|table| !table.rows.is_empty()).collect();
    let csv = muster::exchange::tables::csv;
    let alone = tables.iter().map(|table| format!("t{}.csv\n{}", table.name, csv(table)).into_bytes());
    let all: Vec<String> = tables.iter().map(|table| format!("{}\n{}", table.name, csv(table))).collect();
    let mut seeds = vec![format!("z{}", all.join("\n--\n")).into_bytes()];
    seeds.push([b"p".as_slice(), &package(&tables, &about()).unwrap()].concat());
    seeds.extend(alone);
    let by_columns = tables
        .iter()
        .map(|table| [format!("ax.{}.csv\n", table.name).into_bytes(), csv_alone(table)].concat());
    seeds.extend(by_columns);
    let row = r#"<row><c t="str"><v>id</v></c><c t="str"><v>purpose</v></c></row><row><c t="str"><v>c</v></c><c t="str"><v>_x000D_ Radios</v></c></row>"#;
    seeds.push(format!("s<worksheet>{row}</worksheet>").into_bytes());
    seeds
}
