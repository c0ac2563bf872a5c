//! A spreadsheet: a sheet that says what it is, one of figures that add up by themselves, and one for each
//! table in which anything stands. Text is a string and never a formula.

mod read;
mod xlsx;

pub use read::read_workbook;

use rust_decimal::Decimal;

use self::xlsx::{Sheet, Style};
use super::package::packed;
use super::{About, ColumnKind, FORM, SUMMED, Sums, Table, TablesError};
use crate::exchange::sheet::column_letters;
use crate::figures::Open;
use crate::register::{Currency, Date, Day};

/// A spreadsheet's numbers are right to so many digits; longer ones stand as text.
const DIGITS: usize = 15;
/// A sheet has so many rows.
const ROWS: usize = 1_048_576;
/// The name of a sheet has so many characters.
const NAME: usize = 31;

/// The sheet that says what the others are.
const ABOUT: &str = "About";
/// The sheet of totals, which no table is.
const FIGURES: &str = "Figures";
/// What the first of these rows says of the form of the tables, and what the others begin with, each of which says
/// which table a sheet is.
const OF_FORM: (&str, &str) = ("Form", "Muster tables ");
const OF_TABLE: &str = "Table";

/// The bytes of an XLSX file. The same tables, figures and description give the same bytes.
///
/// # Errors
/// When a table has more rows than a sheet, or the archive cannot be made.
pub fn workbook(tables: &[Table], figures: &Sums, about: &About) -> Result<Vec<u8>, TablesError> {
    let tables = about.shown(tables);
    let mut sheets = Vec::new();
    for table in tables.iter().filter(|table| !table.rows.is_empty()) {
        let rows = table.rows.len();
        if rows >= ROWS {
            return Err(TablesError::TooLong { table: table.name.clone(), rows });
        }
        let name = sheet_name(&table.name, sheets.len());
        sheets.push((table.name.as_str(), of_table(table, &name)));
    }
    let first = of_about(about, figures, &sheets);
    let tables = sheets.into_iter().map(|(_, sheet)| sheet);
    let all = [first, of_figures(figures)].into_iter().chain(tables);
    packed(&xlsx::files(all.collect(), &about.name))
}

/// What a table is called as a sheet; a long name is cut and numbered.
fn sheet_name(table: &str, number: usize) -> String {
    if table.chars().count() <= NAME {
        return table.to_owned();
    }
    let number = format!("~{number}");
    let begin: String = table.chars().take(NAME.saturating_sub(number.len())).collect();
    begin + &number
}

fn of_about(about: &About, figures: &Sums, sheets: &[(&str, Sheet)]) -> Sheet {
    let mut sheet = Sheet::new(ABOUT, &["What", "Which", "Rows"]);
    let mut line = |what: &str, which: &str, rows: Option<usize>| {
        sheet.next_row();
        sheet.text(what, Style::Text);
        sheet.text(which, Style::Text);
        if let Some(rows) = rows {
            sheet.number(&rows.to_string(), Style::General);
        }
    };
    line("Register", &about.name, None);
    line("Part", about.part.as_deref().unwrap_or("All of it"), None);
    line("For", &about.says(), None);
    line("As of", &about.day.to_string(), None);
    line("Figures", &format!("On {} in {}", figures.query.on, figures.query.currency), None);
    line("Numbers", "Those of more than 15 digits stand as text, so that none is rounded.", None);
    line("Dates", "What is not one certain day stands as EDTF (ISO 8601-2).", None);
    line(OF_FORM.0, &format!("{}{FORM}", OF_FORM.1), None);
    for (table, one) in sheets {
        let what = if *table == one.name { OF_TABLE.to_owned() } else { format!("{OF_TABLE} {}", one.name) };
        line(&what, table, Some(one.rows().saturating_sub(1)));
    }
    sheet
}

fn of_figures(figures: &Sums) -> Sheet {
    let currency = figures.query.currency;
    let heads = SUMMED.map(|measure| format!("{} ({currency})", measure.word()));
    let names = ["collection", "id", "what"].into_iter().chain(heads.iter().map(String::as_str));
    let mut sheet = Sheet::new(FIGURES, &names.collect::<Vec<_>>());
    for row in &figures.rows {
        sheet.next_row();
        sheet.text(row.key.collection.word(), Style::Text);
        sheet.text(row.key.id.as_str(), Style::Text);
        sheet.text(&row.title, Style::Text);
        for sum in row.sums {
            match sum {
                Some(sum) => amount(&mut sheet, &digits(sum, currency), currency.digits(), Style::Money),
                None => sheet.skip(),
            }
        }
    }
    let last = sheet.rows();
    let label = |sheet: &mut Sheet, text: &str| {
        sheet.next_row();
        sheet.text(text, Style::Text);
        sheet.skip();
        sheet.skip();
    };
    label(&mut sheet, "Total");
    for (place, total) in figures.totals.iter().enumerate() {
        let sums = || figures.rows.iter().filter_map(|row| row.sums.get(place).copied().flatten());
        let number = digits(total.amount, currency);
        if sums().next().is_none() || !sums().chain([total.amount]).all(|sum| fits(&digits(sum, currency))) {
            amount(&mut sheet, &number, currency.digits(), Style::Total);
            continue;
        }
        // A spreadsheet counts in halves of halves: the sum of cents is rounded to what it stands for.
        let scale =
            sums().map(|sum| sum.normalize().scale()).max().unwrap_or_default().max(currency.digits());
        let column = column_letters(place.saturating_add(3));
        let formula = format!("ROUND(SUM({column}2:{column}{last}),{scale})");
        sheet.formula(&formula, &number, Style::Total(currency.digits()));
    }
    if figures.totals.iter().any(|total| total.amount != total.figure) {
        label(&mut sheet, "Of the whole register");
        for total in &figures.totals {
            amount(&mut sheet, &digits(total.figure, currency), currency.digits(), Style::Money);
        }
    }
    label(&mut sheet, "About, or more, or less");
    for total in &figures.totals {
        let open = match total.open {
            Open::No => None,
            Open::Above => Some("or more"),
            Open::Below => Some("or less"),
            Open::Both => Some("or more or less"),
        };
        let words: Vec<&str> = total.about.then_some("about").into_iter().chain(open).collect();
        if words.is_empty() { sheet.skip() } else { sheet.text(&words.join(", "), Style::Text) }
    }
    label(&mut sheet, "Without a figure");
    for total in &figures.totals {
        sheet.number(&total.unvalued.to_string(), Style::General);
    }
    label(&mut sheet, "Not converted");
    for total in &figures.totals {
        if total.unconverted.is_empty() { sheet.skip() } else { sheet.text(&total.unconverted, Style::Text) }
    }
    sheet
}

fn of_table(table: &Table, name: &str) -> Sheet {
    let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
    let mut sheet = Sheet::new(name, &names);
    // Where the currency of an amount stands.
    let currencies: Vec<Option<usize>> = names
        .iter()
        .map(|name| name.strip_suffix(".value").and_then(|name| table.place(&format!("{name}.currency"))))
        .collect();
    for row in &table.rows {
        sheet.next_row();
        for ((column, currency), cell) in table.columns.iter().zip(&currencies).zip(row) {
            let Some(text) = cell else {
                sheet.skip();
                continue;
            };
            match column.kind {
                ColumnKind::Integer => number(&mut sheet, text, Style::General),
                ColumnKind::Decimal => {
                    let code = currency.and_then(|place| row.get(place)?.as_deref());
                    match code.and_then(|code| Currency::parse(code).ok()) {
                        Some(currency) => amount(&mut sheet, text, currency.digits(), Style::Money),
                        None => number(&mut sheet, text, Style::General),
                    }
                }
                ColumnKind::Boolean => sheet.flag(text == "true"),
                ColumnKind::Date => match counted(text) {
                    Some(count) => sheet.day(count),
                    None => sheet.text(text, Style::Text),
                },
                ColumnKind::Text | ColumnKind::Choice(_) | ColumnKind::Reference(_) | ColumnKind::Json => {
                    sheet.text(text, Style::Text);
                }
            }
        }
    }
    sheet
}

/// An amount with the digits of its currency; one that has more shows all of them.
fn amount(sheet: &mut Sheet, text: &str, digits: u32, style: fn(u32) -> Style) {
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let is_fine = u32::try_from(decimals).is_ok_and(|decimals| decimals > digits);
    number(sheet, text, if is_fine { Style::General } else { style(digits) });
}

fn number(sheet: &mut Sheet, text: &str, style: Style) {
    if fits(text) { sheet.number(text, style) } else { sheet.text(text, Style::Text) }
}

/// Whether a spreadsheet keeps a number exactly.
fn fits(text: &str) -> bool {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_start_matches('0');
    let digits = if text.contains('.') { digits.trim_end_matches('0') } else { digits };
    digits.len() <= DIGITS
}

/// A sum with the digits of its currency, and more where it has more.
fn digits(sum: Decimal, currency: Currency) -> String {
    let sum = sum.normalize();
    let digits = usize::try_from(sum.scale().max(currency.digits())).unwrap_or_default();
    format!("{sum:.digits$}")
}

/// The days from the end of 1899 to a certain day. A spreadsheet takes 1900 for a leap year, so that this is
/// right from March 1900 on.
fn counted(text: &str) -> Option<i64> {
    let day = Date::parse(text).ok().filter(Date::is_day)?.first();
    if day.to_string() != text || day < Day::from_ymd_opt(1900, 3, 1)? {
        return None;
    }
    Some(day.signed_duration_since(Day::from_ymd_opt(1899, 12, 30)?).num_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_a_spreadsheet_would_round_stay_text() {
        let check = |text: &str, expected: bool| assert_eq!(fits(text), expected, "{text}");
        check("999999999999999", true);
        check("1000000000000000", false);
        check("-9999999999999.99", true);
        check("12345678901234.50", true);
        check("12345678901234.56", false);
        check("0.000000000000000000000123", true);
        check("0", true);
    }

    #[test]
    fn only_certain_days_are_counted() {
        let check = |text: &str, expected: Option<i64>| assert_eq!(counted(text), expected, "{text}");
        check("2024-02-01", Some(45_323));
        check("1900-03-01", Some(61));
        check("1900-02-28", None);
        check("2024-02", None);
        check("2024-02-01~", None);
        check("[2024-02-01,2024-02-02]", None);
    }

    #[test]
    fn names_of_sheets_are_short_and_their_own() {
        let check = |table: &str, expected: &str| assert_eq!(sheet_name(table, 12), expected);
        check("contributions-entries-sources", "contributions-entries-sources");
        check("meetings-agenda-outcomes-sources", "meetings-agenda-outcomes-sou~12");
    }
}
