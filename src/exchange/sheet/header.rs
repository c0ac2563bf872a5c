//! Which row names the columns, what the rows are, and what each column is.

use super::fields::{Known, Target, field_at};
use super::known::TARGETS;
use super::parties::Parties;
use super::values::{Sense, amount, currency, date};
use super::words::plain;
use super::{Cell, Grid};
use crate::register::{Collection, Currency, Kind};

/// So many rows are looked at for the one that names the columns, and for what columns hold.
const LOOKED_AT: usize = 30;

/// How the columns of a table are understood; all of it can be said otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct Mapping {
    /// What its rows are.
    pub target: &'static Target,
    /// The place of the row that names the columns; what stands above it is passed over.
    pub header: Option<usize>,
    /// What each column is.
    pub columns: Vec<Column>,
    /// What holds for every row that says nothing else: paths with words, such as `entries/kind` and “pledge”.
    pub fixed: Vec<(String, String)>,
}

/// What a column is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// The path of what it holds; without one it becomes a note.
    pub path: Option<&'static str>,
    /// How its cells are read where they can be read in two ways.
    pub sense: Sense,
}

impl Mapping {
    /// How a table is most probably meant.
    pub fn find(grid: &Grid, parties: &Parties) -> Self {
        let rows = 0..grid.rows.len().min(LOOKED_AT);
        let ways = TARGETS.iter().flat_map(|target| rows.clone().map(move |row| (target, row)));
        let rated = ways.map(|(target, row)| (named(grid, row, target).1, target, row));
        // Of those that are as good the first.
        let best = rated.fold(None, |best: Option<(usize, &'static Target, usize)>, one| match best {
            Some(best) if best.0 >= one.0 => Some(best),
            _ => Some(one),
        });
        match best.filter(|(names, ..)| *names >= 2) {
            Some((_, target, row)) => Mapping::with(grid, target, Some(row), parties),
            // Nobody named them: the first row does if nothing in it is a number or a date.
            None => {
                let is_words = |column| {
                    let cell = grid.cell(0, column);
                    matches!(cell, Cell::Text(_)) && date(cell, Sense::default()).is_err() && !is_sum(cell)
                };
                let has_header = grid.rows.len() > 1 && (0..grid.width()).all(is_words);
                Mapping::with(grid, &TARGETS[0], has_header.then_some(0), parties)
            }
        }
    }

    /// The same table as rows of something else, or named by another row.
    pub fn with(grid: &Grid, target: &'static Target, header: Option<usize>, parties: &Parties) -> Self {
        let mut paths = header.map(|row| named(grid, row, target).0).unwrap_or_default();
        paths.resize(grid.width(), None);
        let first = header.map_or(0, |row| row.saturating_add(1));
        for column in 0..paths.len() {
            if paths.get(column).is_some_and(Option::is_none)
                && let Some(path) = by_content(grid, first, column, target, parties)
                && !paths.contains(&Some(path))
                && let Some(free) = paths.get_mut(column)
            {
                *free = Some(path);
            }
        }
        let columns = paths.into_iter().map(|path| Column { path, sense: Sense::default() }).collect();
        Mapping { target, header, columns, fixed: Vec::new() }
    }

    /// What a column is called in the table.
    pub fn title<'a>(&self, grid: &'a Grid, column: usize) -> &'a str {
        self.header.map_or("", |row| grid.cell(row, column).text())
    }

    /// The places of the rows that hold something.
    pub fn rows(&self, grid: &Grid) -> std::ops::Range<usize> {
        self.header.map_or(0, |row| row.saturating_add(1))..grid.rows.len()
    }

    /// What holds for every row at that path.
    pub fn fixed(&self, path: &str) -> Option<&str> {
        self.fixed.iter().find(|(other, _)| other == path).map(|(_, text)| text.as_str())
    }
}

/// Those of a column's names that are looked at.
type Names = for<'a> fn(&'a [&'static str]) -> &'a [&'static str];

/// What the cells of a row name as columns, and how many do.
fn named(grid: &Grid, row: usize, target: &Target) -> (Vec<Option<&'static str>>, usize) {
    let mut paths: Vec<Option<&'static str>> = Vec::new();
    for column in 0..grid.width() {
        let text = plain(grid.cell(row, column).text());
        let is_free = |known: &&Known| !paths.contains(&Some(known.path));
        // What it is called first goes before what it is called, too.
        let by = |names: Names| {
            let mut free = target.all().filter(is_free);
            free.find(|known| names(known.names).iter().any(|name| plain(name) == text))
                .map(|known| known.path)
        };
        let path = (!text.is_empty())
            .then(|| by(|names| names.get(..1).unwrap_or_default()).or_else(|| by(|names| names)))
            .flatten();
        paths.push(path);
    }
    let count = paths.iter().flatten().count();
    (paths, count)
}

/// What a column without a name holds, where nearly all of its cells agree.
fn by_content(
    grid: &Grid,
    first: usize,
    column: usize,
    target: &'static Target,
    parties: &Parties,
) -> Option<&'static str> {
    let rows = first..grid.rows.len().min(first.saturating_add(LOOKED_AT));
    let cells: Vec<&Cell> = rows.map(|row| grid.cell(row, column)).filter(|cell| !cell.is_empty()).collect();
    if cells.is_empty() {
        return None;
    }
    let most = |fits: &dyn Fn(&Cell) -> bool| {
        cells.iter().filter(|cell| fits(cell)).count().saturating_mul(5) >= cells.len().saturating_mul(4)
    };
    let kind = |kind: Kind| {
        let shape = target.collection.shape();
        let is_of = |known: &&Known| {
            !known.path.contains("sources")
                && field_at(shape, known.path).is_some_and(|(_, field)| field.kind == kind)
                && !known.path.contains('.')
        };
        target.all().find(is_of).map(|known| known.path)
    };
    let behind = |part: &str| {
        let is_of = |known: &&Known| known.path.ends_with(part) && !known.path.contains("readings");
        target.all().find(is_of).map(|known| known.path)
    };
    if most(&|cell| currency(cell.text()).is_ok()) {
        return behind(".currency");
    }
    if most(&|cell| parties.find(cell.text()).is_some() || parties.several(cell.text()).len() > 1) {
        return kind(Kind::Ref(Collection::Parties));
    }
    if most(&|cell| cell.text().starts_with("http")) {
        return behind("source.address").or_else(|| behind("address"));
    }
    if most(&|cell| matches!(cell, Cell::Day(_)) || is_day(cell)) {
        return kind(Kind::Date);
    }
    most(&is_sum).then(|| kind(Kind::Amount)).flatten()
}

fn is_day(cell: &Cell) -> bool {
    let text = cell.text();
    let is_dated = text.chars().filter(char::is_ascii_digit).count() >= 5 && !text.contains(',');
    // A question is an answer here: it is a date, if we knew which.
    is_dated && date(cell, Sense { day_first: Some(true), ..Sense::default() }).is_ok()
}

fn is_sum(cell: &Cell) -> bool {
    let beside = super::values::Beside { currency: Currency::parse("EUR").ok(), qualifier: None };
    let sense = Sense { decimal_comma: Some(true), ..Sense::default() };
    cell.text().chars().any(|c| c.is_ascii_digit()) && amount(cell, beside, sense).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::sheet::read_pasted;
    use crate::register::Register;

    fn check(text: &str, collection: Collection, header: Option<usize>, expected: &[&str]) {
        let grid = read_pasted(text).unwrap();
        let mapping = Mapping::find(&grid, &Parties::of(&Register::default(), |_| Vec::new()));
        let paths: Vec<&str> = mapping.columns.iter().map(|column| column.path.unwrap_or("-")).collect();
        assert_eq!(
            (mapping.target.collection, mapping.header, paths.as_slice()),
            (collection, header, expected),
            "{text}"
        );
    }

    #[test]
    fn columns_are_known_by_their_names_in_any_language() {
        let entry = ["contributors/party", "entries/date", "entries/amount", "entries/amount.currency"];
        check(
            "Donor\tDate\tAmount\tCurrency\nEstonia\t2024-01-01\t5\tEUR",
            Collection::Contributions,
            Some(0),
            &entry,
        );
        check("Донор;Дата;Сума;Валюта\nЕстонія;2024-01-01;5;EUR", Collection::Contributions, Some(0), &entry);
        check(
            "Geber;Datum;Betrag;Währung\nEstland;1.2.2024;5;EUR",
            Collection::Contributions,
            Some(0),
            &entry,
        );
        check(
            "Party,Role,From\nEE,lead,2023-09-19",
            Collection::Memberships,
            Some(0),
            &["party", "role", "from"],
        );
        check(
            "Title,Address,Publisher\nA,https://a.example,B",
            Collection::Sources,
            Some(0),
            &["title", "address", "publisher"],
        );
    }

    #[test]
    fn a_template_names_all_columns() {
        for target in &TARGETS {
            let grid = read_pasted(&target.template()).unwrap();
            let expected: Vec<Option<&str>> = target.all().map(|known| Some(known.path)).collect();
            assert_eq!(named(&grid, 0, target).0, expected);
        }
    }

    #[test]
    fn what_stands_above_the_names_is_passed_over() {
        let text = "Contributions 2024,,\n\nGiver,Amount,Remarks of ours\nEE,5 EUR,x";
        check(text, Collection::Contributions, Some(1), &["contributors/party", "entries/amount", "-"]);
    }

    #[test]
    fn columns_without_names_are_known_by_what_they_hold() {
        let text = "Estonia\t01/02/2024\t1 000 EUR\nLatvia\t13/02/2024\tover 5 million EUR";
        check(
            text,
            Collection::Contributions,
            None,
            &["contributors/party", "entries/date", "entries/amount"],
        );
    }
}
