//! How long figures take over 100,000 contributions. Called by `cargo run -- bench`; prints one line a measurement.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a benchmark that cannot go on stops"
)]

mod made;

use std::sync::Arc;
use std::time::Instant;

use muster::figures::{Books, Count, Keep as _, Query, Total, TypedRates};
use muster::register::{Currency, Day, Measure, Now, Pen, Register};
use serde_json::json;

const MANY: usize = 100_000;
/// Each short thing is done so often, and the median is told.
const OFTEN: usize = 41;
const SHOWN: [Measure; 9] = [
    Measure::Pledged,
    Measure::Committed,
    Measure::Raised,
    Measure::Delivered,
    Measure::Paid,
    Measure::Spent,
    Measure::Ordered,
    Measure::Allocated,
    Measure::ToBeAllocated,
];

fn tell(what: &str, mut millis: Vec<f64>) {
    millis.sort_by(f64::total_cmp);
    let budget = if what == "All totals after an edit" { "16" } else { "" };
    println!("{what}\t{:.3}\t{:.3}\t{budget}", millis[millis.len() / 2], millis[millis.len() - 1]);
}

fn timed<T>(run: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let made = run();
    (start.elapsed().as_secs_f64() * 1000.0, made)
}

fn main() {
    let changes = made::changes(MANY);
    let (fold, mut register) = timed(|| Register::of(changes));
    assert_eq!(register.problems().count(), 0, "{:?}", register.problems().next());
    tell("A register folded from its changes", vec![fold]);
    let rates = TypedRates::of(&register);
    let (took, mut books) = timed(|| Books::of(&register));
    tell("Its ledger", vec![took]);
    let query =
        Query { on: Day::from_ymd_opt(2025, 12, 31).unwrap(), published: None, currency: Currency::EUR };
    for measure in [Measure::Pledged, Measure::Raised, Measure::Delivered, Measure::OpenPledge] {
        let (took, figure) = timed(|| Count::new(books.ledger(), &rates, query).figure(measure));
        tell(&format!("The figure {}, {} parts", measure.word(), figure.parts.len()), vec![took]);
    }
    let (took, _) = timed(|| all(&mut books, &rates, query));
    tell("All totals from nothing", vec![took]);
    let mut pen = Pen::new("later");
    let (mut folds, mut again) = (Vec::new(), Vec::new());
    for n in 0..OFTEN {
        let now = Now { millis: 1_800_000_000_000 + n as u64, at: "2026-01-01T12:00:00+01:00".to_owned() };
        let amount = json!({"value": (n * 1_000 + 1).to_string(), "currency": "EUR"});
        let entry = json!({"kind": "pledge", "date": "2025-03-01", "amount": amount});
        // Every second one is new; of the others some hang together with more.
        let id = if n % 2 == 0 { made::id(n * 2_399 + 7) } else { format!("new{n}") };
        let body = json!({"contributions": {id: {"entries": {"e1": entry}}}});
        let change = pen.write(body.as_object().unwrap().clone(), &now);
        folds.push(timed(|| register.add([change])).0);
        let before = Arc::as_ptr(books.ledger());
        again.push(
            timed(|| {
                assert!(books.follow(&register, &rates), "counted anew");
                all(&mut books, &rates, query)
            })
            .0,
        );
        assert_eq!(before, Arc::as_ptr(books.ledger()), "counted anew");
    }
    tell("An edit folded in", folds);
    tell("All totals after an edit", again);
    let mut fresh = Books::of(&register);
    assert!(
        all(&mut fresh, &rates, query) == all(&mut books, &rates, query),
        "what is kept is what is counted"
    );
}

/// What the overview shows.
fn all(books: &mut Books, rates: &TypedRates, query: Query) -> Vec<Total> {
    SHOWN.iter().map(|measure| books.total(rates, query, *measure)).collect()
}
