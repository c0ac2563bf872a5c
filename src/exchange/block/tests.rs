//! What becomes of the cells under a block.

use serde_json::json;

use super::*;
use crate::register::Collection;

const FIXED: &str = "It is worked out.";

/// A list of two columns that can be set, `a` and `b`, and one that cannot.
fn block(text: &str, rows: &[[&str; 3]]) -> Block {
    let heads = ["A", "B", "Sum"].map(str::to_owned).to_vec();
    let mut block = Block::of(text, heads);
    block.rows = rows.iter().take(block.texts.len()).enumerate().map(|(at, shown)| row(at, shown)).collect();
    block
}

fn row(at: usize, shown: &[&str; 3]) -> Row {
    let key = RecordKey::new(Collection::Sources, format!("r{at}").as_str());
    let leaf = |path: &str| Place::Leaf(Leaf { key: key.clone(), path: path.to_owned(), kind: Kind::Text });
    let places = [leaf("a"), leaf("b"), Place::Fixed(FIXED)];
    let cells = places.into_iter().zip(shown).map(|(place, shown)| Cell {
        place,
        shown: (*shown).to_owned(),
        plain: format!("={shown}"),
    });
    Row { name: format!("Row {at}"), cells: cells.collect(), is_new: false }
}

/// Reads all but “bad”, upper case.
fn plan(block: &Block) -> Plan {
    let read = |_: &Leaf, text: &str| match text {
        "bad" => Err("It is bad.".to_owned()),
        "" => Ok(None),
        text => Ok(Some(json!(text.to_uppercase()))),
    };
    block.plan(&|leaf| Some(json!(if leaf.path == "b" { "NOW" } else { "THEN" })), &mut { read })
}

fn said(plan: &Plan) -> Vec<String> {
    let said = plan.cells.iter().map(|cell| match &cell.change {
        Ok((leaf, value)) => {
            format!("{} {} {}", leaf.key.id, leaf.path, value.clone().unwrap_or_default())
        }
        Err(reason) => format!("{}.{} {reason}", cell.row, cell.column),
    });
    said.collect()
}

fn check(text: &str, rows: &[[&str; 3]], expected: &[&str]) {
    assert_eq!(said(&plan(&block(text, rows))), expected, "{text:?}");
}

/// The same, over a list that makes records that cannot be without `needed`.
fn making(text: &str, needed: &str) -> Block {
    let mut block = block(text, &TWO);
    block.next = Some(Row { name: String::new(), is_new: true, ..row(0, &["", "", ""]) });
    for cell in block.next.iter_mut().flat_map(|row| &mut row.cells) {
        cell.plain = String::new();
    }
    let mut made = 0;
    block.extend(&|_, paths| paths.contains(&needed), &mut || {
        made += 1;
        Id::from(format!("new{made}").as_str())
    });
    block
}

const TWO: [[&str; 3]; 2] = [["x", "y", "1"], ["z", "", "2"]];

#[test]
fn cells_change_where_they_say_something_else() {
    check("p\tq\nr\ts", &TWO, &["r0 a \"P\"", "r0 b \"Q\"", "r1 a \"R\"", "r1 b \"S\""]);
    check("x\ty\t1\nz\t\t2", &TWO, &[]);
    check("=x\t=y\t=1", &TWO, &[]);
    check("x\tnow", &TWO, &[]);
    check("\tq", &TWO, &["r0 a null", "r0 b \"Q\""]);
}

#[test]
fn what_cannot_be_taken_is_named() {
    check("bad\tq\t7", &TWO, &["0.0 It is bad.", "r0 b \"Q\"", "0.2 It is worked out."]);
    let plan = plan(&block("bad\tq", &TWO));
    assert_eq!((plan.wrong(), plan.counts()), (1, (1, 1)));
    assert!(!plan.is_ready(false) && plan.is_ready(true));
}

#[test]
fn nothing_is_not_ready() {
    let plan = plan(&block("bad", &TWO));
    assert!(!plan.is_ready(true) && !plan.is_ready(false));
    assert!(!super::Plan::default().is_ready(true));
}

#[test]
fn heads_are_passed_over() {
    let with = block("A\tB\np\tq", &TWO);
    assert_eq!((with.had_heads, with.texts.len()), (true, 1));
    check("A\tB\np\tq", &TWO, &["r0 a \"P\"", "r0 b \"Q\""]);
    // A line alone is what somebody wants to paste.
    assert!(!block("A\tB", &TWO).had_heads);
    assert!(!block("A\tQ\np\tq", &TWO).had_heads);
}

#[test]
fn what_lies_beyond_is_counted() {
    let counted = |text: &str| {
        let plan = plan(&block(text, &TWO));
        (plan.rows_beyond, plan.columns_beyond, plan.counts())
    };
    assert_eq!(counted("p\nq\nr\ns"), (2, 0, (2, 2)));
    assert_eq!(counted("p\tq\t1\tbeyond\tbeyond"), (0, 2, (2, 1)));
    let many = "p\n".repeat(MOST + 3);
    assert_eq!((block(&many, &TWO).texts.len(), block(&many, &TWO).cut), (MOST, 3));
}

#[test]
fn rows_beyond_the_end_become_new_records() {
    let check = |text: &str, needed: &str, expected: &[&str], counts: (usize, usize, usize)| {
        let plan = plan(&making(text, needed));
        assert_eq!(said(&plan), expected, "{text:?}");
        assert_eq!((plan.counts().0, plan.made(), plan.rows_beyond), counts, "{text:?}");
    };
    check("p\n\nq", "a", &["r0 a \"P\"", "r1 a null", "new1 a \"Q\""], (2, 1, 0));
    check("x\nz\nq\nr\ts", "a", &["new1 a \"Q\"", "new2 a \"R\"", "new2 b \"S\""], (0, 2, 0));
    // What no new record has is wrong at its cell, and a line without anything makes none.
    check("x\nz\nq\t\t7\n\t", "a", &["new1 a \"Q\"", "2.2 It is worked out."], (0, 1, 0));
    check("x\nz\nbad\tb", "a", &["2.0 It is bad.", "new1 b \"B\""], (0, 1, 0));
    // Without what it cannot be without, it is left out as a whole.
    check("x\nz\nq", "b", &[], (0, 0, 1));
    check("x\ty\nz\nq\ts", "c", &[], (0, 0, 1));
}

#[test]
fn new_records_are_called_by_what_was_pasted() {
    let block = making("x\nz\n\t second \n", "a");
    let names: Vec<_> = block.rows.iter().map(|row| (row.name.as_str(), row.is_new)).collect();
    assert_eq!(names, [("Row 0", false), ("Row 1", false), ("second", true)]);
}

#[test]
fn a_new_record_that_lacks_something_is_not_made() {
    let mut plan = plan(&making("x\nz\nbad\tq\nr\ts", "a"));
    plan.hold(&mut |key, changes| {
        let has_a = changes.iter().any(|(path, _)| path == "a");
        (key.id.as_str().starts_with("new") && !has_a).then(|| "It needs that.".to_owned())
    });
    assert_eq!(said(&plan), ["2.0 It is bad.", "2.1 It needs that.", "new2 a \"R\"", "new2 b \"S\""]);
    assert_eq!((plan.made(), plan.is_ready(false), plan.is_ready(true)), (1, false, true));
}

#[test]
fn a_record_that_may_not_become_so_keeps_its_cells() {
    let held = |text: &str| {
        let mut plan = plan(&block(text, &TWO));
        plan.hold(&mut |key, changes| {
            let empties = changes.iter().any(|(path, value)| path == "a" && value.is_none());
            (empties || key.id.as_str() == "r1").then(|| "It needs that.".to_owned())
        });
        said(&plan)
    };
    assert_eq!(held("\tq"), ["0.0 It needs that.", "r0 b \"Q\""]);
    assert_eq!(held("p\tq\nr\ts"), ["r0 a \"P\"", "r0 b \"Q\"", "1.0 It needs that.", "1.1 It needs that."]);
}
