//! Spreadsheets: what stands in their cells, what is none of it, and what is refused.
#![cfg(feature = "formats")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

use std::io::{Cursor, Write};

use muster::exchange::sheet::{Cell, Grid, SheetError, read_book};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const BOOK: &str = r#"<workbook xmlns:r="r"><workbookPr/><sheets><sheet name="Gifts" sheetId="1" r:id="r1"/><sheet name="Empty" sheetId="2" r:id="r2"/></sheets></workbook>"#;
const LINKS: &str = r#"<Relationships><Relationship Id="r1" Target="worksheets/a.xml"/><Relationship Id="r2" Target="/xl/worksheets/b.xml"/></Relationships>"#;
const SHARED: &str = r#"<sst><si><t>Giver</t></si><si><r><t>Est</t></r><r><t>onia &amp; &#x4c;atvia</t></r><rPh sb="0" eb="1"><t>no</t></rPh></si></sst>"#;
const STYLES: &str = r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="d. mmm yyyy"/><numFmt numFmtId="165" formatCode="0.00"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>"#;
const SHEET: &str = r#"<worksheet><sheetData>
<row r="2"><c r="B2" t="s"><v>0</v></c><c r="C2" t="inlineStr"><is><t>When</t></is></c><c r="D2" t="str"><f>CONCAT("A","mount")</f><v>Amount</v></c></row>
<row r="4"><c r="B4" t="s"><v>1</v></c><c r="C4" s="1"><v>45323</v></c><c r="D4" s="2"><f>SUM(1,2)</f><v>1234.5600000000001</v></c><c r="E4" t="b"><v>1</v></c><c r="F4" t="e"><v>#N/A</v></c><c r="G4" t="s"><v>9</v></c></row>
</sheetData></worksheet>"#;
const CONTENT: &str = r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="Gifts">
<table:table-row table:number-rows-repeated="1"><table:table-cell table:number-columns-repeated="9"/></table:table-row>
<table:table-row><table:table-cell/><table:table-cell office:value-type="string"><text:p>Giver</text:p></table:table-cell><table:table-cell><text:p>When</text:p></table:table-cell><table:table-cell><text:p>Amount</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell table:number-columns-repeated="1024"/></table:table-row>
<table:table-row><table:table-cell/><table:table-cell><text:p>Estonia<text:s/>&amp; Latvia</text:p><office:annotation><text:p>no</text:p></office:annotation></table:table-cell><table:table-cell office:value-type="date" office:date-value="2024-02-01T00:00:00"><text:p>1.2.2024</text:p></table:table-cell><table:table-cell office:value-type="currency" office:value="1234.56" table:formula="of:=1"><text:p>1 234,56</text:p></table:table-cell><table:table-cell office:value-type="boolean" office:boolean-value="true"/></table:table-row>
<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"#;

fn archive(parts: &[(&str, &str)], method: CompressionMethod) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn xlsx(sheet: &str) -> Vec<u8> {
    let parts = [
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", LINKS),
        ("xl/sharedStrings.xml", SHARED),
        ("xl/styles.xml", STYLES),
        ("xl/worksheets/a.xml", sheet),
        ("xl/worksheets/b.xml", "<worksheet/>"),
    ];
    archive(&parts, CompressionMethod::Deflated)
}

fn ods(content: &str) -> Vec<u8> {
    archive(&[("content.xml", content)], CompressionMethod::Deflated)
}

#[test]
fn both_kinds_give_the_same_table() {
    let text = |text: &str| Cell::Text(text.to_owned());
    let expected = Grid {
        name: "Gifts".to_owned(),
        rows: vec![
            (2, vec![Cell::Empty, text("Giver"), text("When"), text("Amount")]),
            (
                4,
                vec![
                    Cell::Empty,
                    text("Estonia & Latvia"),
                    Cell::Day("2024-02-01".to_owned()),
                    Cell::Number("1234.56".to_owned()),
                    text("yes"),
                ],
            ),
        ],
    };
    assert_eq!(read_book(&xlsx(SHEET)), Ok(vec![expected.clone()]));
    assert_eq!(read_book(&ods(CONTENT)), Ok(vec![expected]));
}

#[test]
fn what_is_damaged_or_hostile_is_refused() {
    let check = |bytes: &[u8], expected: &str| {
        let error = read_book(bytes).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    };
    let bytes = xlsx(SHEET);
    for end in (0..bytes.len()).step_by(37) {
        assert!(read_book(&bytes[..end]).is_err(), "cut at {end}");
    }
    check(&xlsx("<worksheet><row r=\"1\">"), "cut or damaged");
    check(&xlsx("<!DOCTYPE a [<!ENTITY b \"c\">]><worksheet/>"), "document type");
    check(&xlsx("<worksheet><row><c t=\"str\"><v>&b;</v></c></row></worksheet>"), "cut or damaged");
    check(&xlsx("<worksheet><row><c r=\"XFE1\"><v>1</v></c></row></worksheet>"), "beyond the last column");
    check(&archive(&[("a.txt", "b")], CompressionMethod::Stored), "not a spreadsheet");
    let sealed = [("META-INF/manifest.xml", "<manifest:encryption-data/>"), ("content.xml", "x")];
    check(&archive(&sealed, CompressionMethod::Stored), "password");
    assert_eq!(read_book(&xlsx("<worksheet/>")), Err(SheetError::Empty));
}

#[test]
fn what_unfolds_without_bound_is_refused() {
    let wide = CONTENT.replace("<text:p>Giver</text:p>", "<text:p>x</text:p>").replace(
        "<table:table-row><table:table-cell/>",
        "<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell/>",
    );
    assert_eq!(read_book(&ods(&wide)), Err(SheetError::TooLarge(64)));
    let many = "<row><c r=\"XFD1\"><v>1</v></c></row>".repeat(300);
    assert_eq!(read_book(&xlsx(&format!("<worksheet>{many}</worksheet>"))), Err(SheetError::TooLarge(64)));
    let long = format!("<worksheet>{}</worksheet>", " ".repeat(65 << 20));
    let bytes = xlsx(&long);
    assert!(bytes.len() < 200_000, "{}", bytes.len());
    assert_eq!(read_book(&bytes), Err(SheetError::TooLarge(64)));
}
