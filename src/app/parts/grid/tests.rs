//! What a list answers.

use rust_decimal::Decimal;

use super::*;

type Row = (&'static str, Option<i64>);

fn grid() -> Grid {
    let rows: Arc<Vec<Row>> = Arc::new(vec![("Denmark", Some(12)), ("estonia", None), ("Belgium", Some(3))]);
    let columns = vec![
        Column::text("who", "Who", |row: &Row| row.0.to_owned()),
        Column::number(
            "sum",
            "Sum",
            |row: &Row| row.1.map(Decimal::from),
            |row| row.1.map(|sum| sum.to_string()).unwrap_or_default(),
        ),
    ];
    let facet = Facet::new("figure", "All", |row: &Row| {
        let word = if row.1.is_some() { "yes" } else { "no" };
        vec![(word.to_owned(), word.to_owned())]
    });
    Grid::new(Arc::clone(&rows), |row| row.0.to_owned(), columns).facet(&rows, facet)
}

fn asked(filter: &str, facet: &str, sort: &str) -> Asked {
    let facets = vec![("figure", facet.to_owned())];
    Asked { filter: filter.to_owned(), facets, sort: sort.to_owned(), group: String::new() }
}

fn check(filter: &str, facet: &str, sort: &str, expected: &[usize]) {
    assert_eq!(*grid().select(&asked(filter, facet, sort), None).rows, expected);
}

#[test]
fn filters_and_sorts() {
    check("", "", "", &[0, 1, 2]);
    check("", "", "who", &[2, 0, 1]);
    check("", "", "-who", &[1, 0, 2]);
    check("BEL", "", "", &[2]);
    check("mark 12", "", "", &[0]);
    check("", "no", "", &[1]);
    check("", "other", "", &[]);
    check("", "", "nothing", &[0, 1, 2]);
}

#[test]
fn what_has_no_value_stands_last() {
    check("", "", "sum", &[2, 0, 1]);
    check("", "", "-sum", &[0, 2, 1]);
}

#[test]
fn a_row_that_counts_twice_under_a_word_is_one() {
    let rows = Arc::new(vec![()]);
    let word = || ("a".to_owned(), "A".to_owned());
    let facet = Facet::new("figure", "All", move |()| vec![word(), word()]);
    let columns = vec![Column::text("who", "Who", |()| String::new())];
    let grid = Grid::new(Arc::clone(&rows), |()| String::new(), columns).facet(&rows, facet);
    assert_eq!(*grid.select(&asked("", "a", ""), None).rows, [0]);
    assert_eq!(grid.options(0), Some(vec![word()]));
}

#[test]
fn a_long_list_that_is_being_read_answers_so_far() {
    let rows: Arc<Vec<usize>> = Arc::new((0..SMALL + 500).collect());
    let grid = || {
        let columns = vec![Column::text("who", "Who", |row: &usize| format!("row {row}"))];
        let facet = Facet::new("odd", "All", |row: &usize| {
            let word = if row % 2 == 1 { "odd" } else { "even" };
            vec![(word.to_owned(), word.to_owned())]
        });
        Grid::new(Arc::clone(&rows), usize::to_string, columns).facet(&rows, facet)
    };
    let (reading, asked) = (grid(), asked("row", "", "-who"));
    assert_eq!(reading.options(0), None);
    let begun = reading.select(&Asked::default(), None);
    let mut counts = Vec::new();
    while reading.prepare() {
        let shown = reading.select(&asked, Some(&begun));
        assert_eq!(shown.so_far, shown.rows.len() < rows.len());
        counts.push(shown.rows.len());
    }
    assert!(counts.is_sorted() && counts.first() == Some(&0) && counts.last() == Some(&rows.len()));
    assert_eq!(reading.options(0).map(|options| options.len()), Some(2));
    assert_eq!(reading.select(&asked, Some(&begun)).rows, grid().select(&asked, None).rows);
}

#[test]
fn groups_add_up_with_what_is_in_no_row() {
    let rows = Arc::new(vec![("a", 120), ("b", -20), ("a", 1)]);
    let sum = |row: &(&str, i64)| Some(Decimal::new(row.1, 2));
    let columns = vec![
        Column::text("who", "Who", |row: &(&str, i64)| row.0.to_owned()),
        Column::number("sum", "Sum", sum, |row| row.1.to_string()).summed(sum, |sum| sum.to_string()),
    ];
    let facet = Facet::group("who", "who", |row: &(&str, i64)| vec![(row.0.to_owned(), row.0.to_owned())]);
    let grid = Grid::new(Arc::clone(&rows), |row| row.0.to_owned(), columns)
        .facet(&rows, facet)
        .rest("Elsewhere", || Some(Decimal::new(50, 2)).into());
    let check = |filter: &str, group: &str, expected: &[&str]| {
        let asked = Asked {
            filter: filter.to_owned(),
            facets: Vec::new(),
            sort: "-sum".to_owned(),
            group: group.to_owned(),
        };
        let sections = grid.select(&asked, None).sections;
        let said = sections
            .iter()
            .map(|one| format!("{} {} {}", one.label, one.count(), one.totals[0].1.amount.unwrap()));
        assert_eq!(said.collect::<Vec<_>>(), expected);
    };
    check("", "who", &["a 2 1.21", "b 1 -0.20", "Elsewhere 0 0.50"]);
    check("b", "who", &["b 1 -0.20"]);
    check("", "nothing", &[]);
}

#[test]
fn a_group_says_or_more_where_a_row_of_it_has_no_figure() {
    let rows =
        Arc::new(vec![("a", Some(120), false), ("a", None, true), ("b", Some(7), false), ("c", None, true)]);
    type Row = (&'static str, Option<i64>, bool);
    let adds = |row: &Row| {
        let tilt = Tilt { above: row.2, ..Tilt::default() };
        Adds { amount: row.1.map(Decimal::from), tilt }
    };
    let columns =
        vec![Column::text("who", "Who", |row: &Row| row.0.to_owned()).summed(adds, |sum| sum.to_string())];
    let facet = Facet::group("who", "By who", |row: &Row| vec![(row.0.to_owned(), row.0.to_owned())]);
    let grid = Grid::new(Arc::clone(&rows), |row: &Row| row.0.to_owned(), columns).facet(&rows, facet);
    let sections = grid.select(&Asked { group: "who".to_owned(), ..Asked::default() }, None).sections;
    let said: Vec<_> = sections.iter().map(|one| grid.columns[0].sum_said(one.totals[0].1)).collect();
    assert_eq!(said, ["120 or more", "7", "no figure"]);
    assert_eq!(grid.groupings(), [("who", "By who".to_owned())]);
}

#[test]
fn a_long_list_stands_as_before_until_its_new_order_is_read() {
    let rows: Arc<Vec<usize>> = Arc::new((0..SMALL + 500).collect());
    let columns = vec![Column::text("last", "Last", |row: &usize| format!("{}", row % 10))];
    let facet = Facet::group("odd", "By odd", |row: &usize| vec![((row % 2).to_string(), String::new())]);
    let grid = Grid::new(Arc::clone(&rows), usize::to_string, columns).facet(&rows, facet);
    let as_made = grid.select(&Asked::default(), None);
    let asked = Asked { sort: "-last".to_owned(), group: "odd".to_owned(), ..Asked::default() };
    let mut portions = Vec::new();
    let mut shown = grid.select(&asked, Some(&as_made));
    while shown.waits {
        let has_order = grid.lacks_order(&asked.sort).is_none();
        assert_eq!((*shown.rows == *as_made.rows, shown.sections.is_empty()), (!has_order, true));
        assert!(grid.prepare());
        shown = grid.select(&asked, Some(&shown));
        portions.push(has_order);
    }
    assert!(portions.contains(&false) && portions.contains(&true), "{portions:?}");
    assert_eq!((shown.rows.first(), shown.sections.len()), (Some(&8), 2));
    assert!(grid.has_wanted());
}

#[test]
fn words_stand_in_the_order_of_the_language() {
    let rows: Arc<Vec<&str>> = Arc::new(vec!["Японія", "Італія", "Данія", "Канада", "Ірландія"]);
    let columns = || vec![Column::text("who", "Who", |row: &&str| (*row).to_owned())];
    let facet = || Facet::new("who", "All", |row: &&str| vec![((*row).to_owned(), (*row).to_owned())]);
    let grid =
        || Grid::new(Arc::clone(&rows), |row: &&str| (*row).to_owned(), columns()).facet(&rows, facet());
    let check = |grid: Grid, expected: &[&str]| {
        let asked = Asked { sort: "who".to_owned(), group: "who".to_owned(), ..Asked::default() };
        let shown = grid.select(&asked, None);
        let sorted: Vec<_> = shown.rows.iter().map(|row| rows[*row]).collect();
        assert_eq!(sorted, expected);
        assert_eq!(shown.sections.iter().map(|one| one.label.as_str()).collect::<Vec<_>>(), expected);
        let options = grid.options(0).unwrap();
        assert_eq!(options.iter().map(|(_, label)| label.as_str()).collect::<Vec<_>>(), expected);
    };
    check(grid(), &["Данія", "Канада", "Японія", "Ірландія", "Італія"]);
    let spelled = grid();
    spelled.spelled(|| {
        Arc::new(Alphabet::of("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя".chars().map(|letter| (letter, false))))
    });
    check(spelled, &["Данія", "Ірландія", "Італія", "Канада", "Японія"]);
}

#[test]
fn after_an_edit_a_list_answers_as_if_it_were_read_anew() {
    type Row = (u8, &'static str, Option<i64>);
    let grid = |rows: &[Row]| {
        let rows = Arc::new(rows.to_vec());
        let columns = vec![
            Column::text("who", "Who", |row: &Row| row.1.to_owned()),
            Column::number(
                "sum",
                "Sum",
                |row: &Row| row.2.map(Decimal::from),
                |row| format!("{:?} euro", row.2),
            ),
        ];
        let facet = Facet::new("who", "All", |row: &Row| vec![(row.1.to_owned(), row.1.to_uppercase())]);
        Grid::new(Arc::clone(&rows), |row| row.0.to_string(), columns).facet(&rows, facet)
    };
    let rows = [(0, "b", Some(2)), (1, "ab", None), (2, "c", Some(1)), (3, "ab", Some(2))];
    let answers = |grid: &Grid| {
        let asks = [
            ("", "", "who", "who"),
            ("a", "", "-sum,who", ""),
            ("euro 2", "", "sum", "who"),
            ("", "ab", "", ""),
        ];
        let shown = asks.map(|(filter, who, sort, group)| {
            let shown = grid.select(
                &Asked {
                    filter: filter.to_owned(),
                    facets: vec![("who", who.to_owned())],
                    sort: sort.to_owned(),
                    group: group.to_owned(),
                },
                None,
            );
            (shown.rows, shown.sections)
        });
        (shown, grid.options(0))
    };
    for edited in [(1, "ab", None), (1, "ba", None), (1, "ab", Some(7)), (1, "", Some(-1))] {
        for read in 0..4 {
            let before = grid(&rows);
            let _ = before.alphabet();
            (0..read).for_each(|_| assert!(before.prepare()));
            if read == 3 {
                let _ = answers(&before);
            }
            let mut now = rows;
            now[1] = edited;
            let after = grid(&now).after(&before, &[1]);
            if read == 3 {
                let stand = after.columns.iter().map(Cells::has_order).collect::<Vec<_>>();
                assert_eq!(stand, [edited.1 == rows[1].1, edited.2 == rows[1].2], "{edited:?}");
            }
            let drawn = [0, 1, 2].map(|place| after.drawn_as(Line::Row(place)));
            assert_eq!(drawn, [before.number, after.number, before.number]);
            assert_eq!(answers(&after), answers(&grid(&now)), "{edited:?} {read}");
        }
    }
}
