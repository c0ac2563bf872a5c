//! XLSX (Office Open XML, ECMA-376): the few parts that sheets of typed cells need. No dates, no random ids,
//! and no formula but those that are asked for.

use std::fmt::Write as _;

use crate::exchange::sheet::column_letters;

/// A cell holds so many units of UTF-16; a program that finds more calls the whole file damaged.
const MOST: usize = 32_767;
/// What stands behind a text that was cut.
pub(super) const CUT: &str = "… (cut here; the data package has all of it)";
/// Columns are so wide, in characters.
const WIDTHS: std::ops::RangeInclusive<usize> = 6..=60;

/// How a cell looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// As its program likes.
    General,
    /// The name of a column.
    Head,
    /// Text, and what somebody types over it.
    Text,
    /// A day.
    Day,
    /// An amount with so many digits, up to four.
    Money(u32),
    /// The same in the row of totals.
    Total(u32),
}

impl Style {
    /// Its place among the formats of [`STYLES`].
    fn place(self) -> u32 {
        match self {
            Style::General => 0,
            Style::Head => 1,
            Style::Text => 2,
            Style::Day => 3,
            Style::Money(digits) => digits.min(4).saturating_add(4),
            Style::Total(digits) => digits.min(4).saturating_add(9),
        }
    }
}

/// A sheet that is being written, cell by cell.
pub(super) struct Sheet {
    pub name: String,
    rows: String,
    widths: Vec<usize>,
    row: usize,
    column: usize,
}

impl Sheet {
    /// A sheet with a row of names.
    pub fn new(name: &str, names: &[&str]) -> Self {
        let name = name.to_owned();
        let mut sheet = Sheet { name, rows: String::new(), widths: Vec::new(), row: 0, column: 0 };
        sheet.next_row();
        for name in names {
            sheet.text(name, Style::Head);
        }
        sheet
    }

    /// Begins a row.
    pub fn next_row(&mut self) {
        self.end_row();
        (self.row, self.column) = (self.row.saturating_add(1), 0);
        let _ = write!(self.rows, "<row r=\"{}\">", self.row);
    }

    fn end_row(&mut self) {
        if self.row > 0 {
            self.rows.push_str("</row>");
        }
    }

    /// The next cell: what it holds, its style, and how many characters that is.
    fn cell(&mut self, attribute: &str, style: Style, inside: &str, width: usize) {
        let (column, row) = (column_letters(self.column), self.row);
        let _ = write!(self.rows, "<c r=\"{column}{row}\" s=\"{}\"{attribute}>{inside}</c>", style.place());
        match self.widths.get_mut(self.column) {
            Some(widest) => *widest = width.max(*widest),
            None => self.widths.push(width),
        }
        self.column = self.column.saturating_add(1);
    }

    /// A cell in which nothing stands.
    pub fn skip(&mut self) {
        if self.widths.len() <= self.column {
            self.widths.push(0);
        }
        self.column = self.column.saturating_add(1);
    }

    /// A cell with text, which is never worked out.
    pub fn text(&mut self, text: &str, style: Style) {
        let cut = cut(text);
        let inside = format!("<is><t xml:space=\"preserve\">{}</t></is>", escaped(&cut));
        let width = text.lines().map(|line| line.chars().count()).max().unwrap_or_default();
        self.cell(" t=\"inlineStr\"", style, &inside, width);
    }

    /// A cell with a number, in digits with a point.
    pub fn number(&mut self, number: &str, style: Style) {
        // The signs that group its digits take room.
        self.cell("", style, &format!("<v>{number}</v>"), number.len().saturating_mul(4).div_ceil(3));
    }

    /// A cell with a day, counted from the end of 1899.
    pub fn day(&mut self, count: i64) {
        self.cell("", Style::Day, &format!("<v>{count}</v>"), 10);
    }

    /// A cell with true or false.
    pub fn flag(&mut self, is: bool) {
        self.cell(" t=\"b\"", Style::General, &format!("<v>{}</v>", u8::from(is)), 5);
    }

    /// A cell that is worked out, and what it comes to.
    pub fn formula(&mut self, formula: &str, number: &str, style: Style) {
        let inside = format!("<f>{}</f><v>{number}</v>", escaped(formula));
        self.cell("", style, &inside, number.len().saturating_mul(4).div_ceil(3));
    }

    /// How many rows it has.
    pub fn rows(&self) -> usize {
        self.row
    }

    fn finish(mut self, is_first: bool) -> String {
        self.end_row();
        let selected = if is_first { " tabSelected=\"1\"" } else { "" };
        let mut columns = String::new();
        for (place, width) in (1_usize..).zip(&self.widths) {
            let width = width.saturating_add(2).clamp(*WIDTHS.start(), *WIDTHS.end());
            let _ =
                write!(columns, "<col min=\"{place}\" max=\"{place}\" width=\"{width}\" customWidth=\"1\"/>");
        }
        format!(
            "<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView{selected} workbookViewId=\"0\"><pane ySplit=\"1\" \
             topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>{columns}</cols>\
             <sheetData>{}</sheetData></worksheet>",
            self.rows
        )
    }
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const TYPES: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// The files of a spreadsheet, in their order.
pub(super) fn files(sheets: Vec<Sheet>, title: &str) -> Vec<(String, String)> {
    let part = |place: usize| format!("worksheets/sheet{place}.xml");
    let (mut types, mut list, mut relations) = (String::new(), String::new(), String::new());
    for (place, sheet) in (1_usize..).zip(&sheets) {
        let (part, name) = (part(place), escaped(&sheet.name));
        let _ = write!(types, "<Override PartName=\"/xl/{part}\" ContentType=\"{TYPES}.worksheet+xml\"/>");
        let _ = write!(list, "<sheet name=\"{name}\" sheetId=\"{place}\" r:id=\"rId{place}\"/>");
        let _ = write!(
            relations,
            "<Relationship Id=\"rId{place}\" Type=\"{RELATIONS}/worksheet\" Target=\"{part}\"/>"
        );
    }
    let types = format!(
        "<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" \
         ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{TYPES}.sheet.main+xml\"/>\
         <Override PartName=\"/xl/styles.xml\" ContentType=\"{TYPES}.styles+xml\"/><Override \
         PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
         {types}</Types>"
    );
    let package = format!(
        "<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" Type=\"{RELATIONS}/officeDocument\" \
         Target=\"xl/workbook.xml\"/><Relationship Id=\"rId2\" Type=\"{PACKAGE}/relationships/metadata/core-properties\" \
         Target=\"docProps/core.xml\"/></Relationships>"
    );
    let core = format!(
        "<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title></cp:coreProperties>",
        escaped(title)
    );
    let workbook =
        format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets>{list}</sheets></workbook>");
    let relations = format!(
        "<Relationships xmlns=\"{PACKAGE}/relationships\">{relations}<Relationship Id=\"rIdStyles\" \
         Type=\"{RELATIONS}/styles\" Target=\"styles.xml\"/></Relationships>"
    );
    let styles = format!("<styleSheet xmlns=\"{MAIN}\">{STYLES}</styleSheet>");
    let mut files = vec![
        ("[Content_Types].xml".to_owned(), types),
        ("_rels/.rels".to_owned(), package),
        ("docProps/core.xml".to_owned(), core),
        ("xl/workbook.xml".to_owned(), workbook),
        ("xl/_rels/workbook.xml.rels".to_owned(), relations),
        ("xl/styles.xml".to_owned(), styles),
    ];
    for (place, sheet) in (1_usize..).zip(sheets) {
        files.push((format!("xl/{}", part(place)), sheet.finish(place == 1)));
    }
    files.into_iter().map(|(name, text)| (name, format!("{HEAD}{text}"))).collect()
}

/// The formats of [`Style`], in the order of [`Style::place`].
const STYLES: &str = concat!(
    "<numFmts count=\"4\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/>",
    "<numFmt numFmtId=\"165\" formatCode=\"#,##0.0\"/><numFmt numFmtId=\"166\" formatCode=\"#,##0.000\"/>",
    "<numFmt numFmtId=\"167\" formatCode=\"#,##0.0000\"/></numFmts>",
    "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>",
    "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>",
    "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>",
    "<borders count=\"2\"><border/><border><top style=\"thin\"/></border></borders>",
    "<cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"14\"><xf/>",
    "<xf numFmtId=\"49\" fontId=\"1\" applyNumberFormat=\"1\" applyFont=\"1\"/>",
    "<xf numFmtId=\"49\" applyNumberFormat=\"1\"/><xf numFmtId=\"164\" applyNumberFormat=\"1\"/>",
    "<xf numFmtId=\"3\" applyNumberFormat=\"1\"/><xf numFmtId=\"165\" applyNumberFormat=\"1\"/>",
    "<xf numFmtId=\"4\" applyNumberFormat=\"1\"/><xf numFmtId=\"166\" applyNumberFormat=\"1\"/>",
    "<xf numFmtId=\"167\" applyNumberFormat=\"1\"/>",
    "<xf numFmtId=\"3\" fontId=\"1\" borderId=\"1\" applyNumberFormat=\"1\" applyFont=\"1\" applyBorder=\"1\"/>",
    "<xf numFmtId=\"165\" fontId=\"1\" borderId=\"1\" applyNumberFormat=\"1\" applyFont=\"1\" applyBorder=\"1\"/>",
    "<xf numFmtId=\"4\" fontId=\"1\" borderId=\"1\" applyNumberFormat=\"1\" applyFont=\"1\" applyBorder=\"1\"/>",
    "<xf numFmtId=\"166\" fontId=\"1\" borderId=\"1\" applyNumberFormat=\"1\" applyFont=\"1\" applyBorder=\"1\"/>",
    "<xf numFmtId=\"167\" fontId=\"1\" borderId=\"1\" applyNumberFormat=\"1\" applyFont=\"1\" applyBorder=\"1\"/>",
    "</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>",
);

/// A text that fits into a cell.
fn cut(text: &str) -> String {
    if text.encode_utf16().count() <= MOST {
        return text.to_owned();
    }
    let (mut left, mut kept) = (MOST.saturating_sub(CUT.encode_utf16().count()), String::new());
    for sign in text.chars() {
        let Some(rest) = left.checked_sub(sign.len_utf16()) else { break };
        left = rest;
        kept.push(sign);
    }
    kept + CUT
}

/// Text as XML in a spreadsheet, which writes signs that XML has not as `_x0007_`; what looks so by itself
/// has its first sign written so.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, sign) in text.char_indices() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(sign),
            // As it is, it would be read as the end of a line.
            '\r' => out.push_str("&#13;"),
            '_' if looks_written(text.get(at..).unwrap_or_default()) => out.push_str("_x005F_"),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {
                let _ = write!(out, "_x{:04X}_", u32::from(sign));
            }
            _ => out.push(sign),
        }
    }
    out
}

/// Whether a text begins like `_x000D_`.
fn looks_written(text: &str) -> bool {
    let mut signs = text.chars();
    signs.next() == Some('_')
        && signs.next() == Some('x')
        && signs.by_ref().take(4).filter(char::is_ascii_hexdigit).count() == 4
        && signs.next() == Some('_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_xml_has_not_are_written_out() {
        let check = |text: &str, expected: &str| assert_eq!(escaped(text), expected);
        check("a<b>&\"c\"\n\t", "a&lt;b&gt;&amp;&quot;c&quot;\n\t");
        check("\r\u{0}\u{fffe}", "&#13;_x0000__xFFFE_");
        check("_x000D_ _x00_ x000D_", "_x005F_x000D_ _x00_ x000D_");
        check("__x000d_", "__x005F_x000d_");
    }

    #[test]
    fn a_text_that_does_not_fit_is_cut_and_says_so() {
        assert_eq!(cut(&"a".repeat(MOST)), "a".repeat(MOST));
        let cut = cut(&"😀".repeat(MOST));
        assert!(cut.ends_with(CUT) && cut.starts_with('😀'));
        assert!((MOST - 1..=MOST).contains(&cut.encode_utf16().count()));
    }
}
