//! Reported figures, each held against the register, and a sentence to be checked.

use std::sync::Arc;

use leptos::prelude::*;
use rust_decimal::Decimal;

use crate::app::desk::desk;
use crate::app::locale;
use crate::app::pages::record::{Changes, Fields, Heading, Missing, Tools, UsedIn};
use crate::app::parts::grid::{Column, Facet, Grid};
use crate::app::parts::here::{Here, here};
use crate::app::parts::table::ListTable;
use crate::app::parts::{say, verdicts};
use crate::app::route::Page;
use crate::app::shell::Act;
use crate::figures::{Claim, Outcome, Says, Verdict, claims, linked, reconcile};
use crate::register::{Collection, Day, Id, Measure, RecordKey, Register};
use crate::words::labels;

mod headline;

/// What verdicts rest on, beside what figures rest on.
const READ: [Collection; 10] = [
    Collection::Register,
    Collection::Parties,
    Collection::Memberships,
    Collection::Agreements,
    Collection::Contributions,
    Collection::Meetings,
    Collection::Purchases,
    Collection::Reported,
    Collection::Rates,
    Collection::Sources,
];

/// One reported figure with its verdict.
struct Row {
    key: RecordKey,
    said: String,
    stated: String,
    value: Option<Decimal>,
    date: String,
    day: Option<Day>,
    by: String,
    verdict: Option<Verdict>,
    sentence: String,
    opens: String,
}

/// The list of reported figures.
#[component]
pub fn Reported() -> impl IntoView {
    let here = here();
    let rows = Memo::new_with_compare(move |_| Arc::new(rows(&here)), |_, _| true);
    let grid = Memo::new_with_compare(move |_| Arc::new(grid(rows.get())), |_, _| true);
    let point = move || {
        rows.with(|rows| {
            let count = |fits: fn(&Verdict) -> bool| {
                rows.iter().filter_map(|row| row.verdict.as_ref()).filter(|verdict| fits(verdict)).count()
            };
            let parts = [
                (count(|verdict| matches!(verdict, Verdict::Holds { .. })), "holds", "hold"),
                (
                    count(|verdict| matches!(verdict, Verdict::HoldsForAnother(_))),
                    "holds for something else",
                    "hold for something else",
                ),
                (
                    count(|verdict| matches!(verdict, Verdict::CannotBeTold(_))),
                    "cannot be told",
                    "cannot be told",
                ),
                (
                    count(|verdict| {
                        matches!(verdict, Verdict::Differs { .. } | Verdict::OtherMembers { .. })
                    }),
                    "differs",
                    "differ",
                ),
            ];
            let said: Vec<_> = parts
                .into_iter()
                .filter(|(count, ..)| *count > 0)
                .map(|(n, one, many)| say::count(n, one, many))
                .collect();
            let all = say::capital(&say::count(rows.len(), "reported figure is", "reported figures are"));
            if said.is_empty() {
                format!("{all} on record.")
            } else {
                format!("{all} on record: {}.", say::and(&said))
            }
        })
    };
    let tools = || view! { <Act id="add-reported" main=true /> };
    view! {
        <h1 tabindex="-1">"Reported figures"</h1>
        <p class="point">{point}</p>
        <headline::Headline />
        <ListTable grid=grid label="Reported figures" sort="-date" tools=ViewFn::from(tools)
            empty=ViewFn::from(|| view! {
                <p>"No reported figures yet. Enter what somebody said in public, in its own words and with its source, to hold it against the register."</p>
                <Act id="add-reported" main=true />
            }) />
    }
}

/// The page of one reported figure: what it says, and what the register says of it.
#[component]
pub fn ReportedFigure(
    /// Which one.
    key: RecordKey,
) -> impl IntoView {
    let desk = desk();
    let at = key.id.clone();
    let exists = Memo::new(move |_| {
        desk.read_in(&[Collection::Reported], |register| register.reported.get(&at).is_some())
    });
    move || {
        if !exists.get() {
            return view! { <Missing of=Collection::Reported /> }.into_any();
        }
        view! {
            <Heading key=key.clone() />
            <p class="point">"Reported figure"</p>
            <Tools key=key.clone() />
            <Verdicts id=key.id.clone() />
            <h2>"As reported"</h2>
            <Fields key=key.clone() />
            <UsedIn key=key.clone() />
            <Changes key=key.clone() />
        }
        .into_any()
    }
}

/// What the register says of one reported figure and of its other readings, with the reasons.
#[component]
fn Verdicts(
    /// The reported figure.
    id: Id,
) -> impl IntoView {
    let here = here();
    let all = Memo::new_with_compare(
        move |_| {
            let counted = here.counted();
            here.desk.read_in(&READ, |register| {
                let found = claims(register, &id).into_iter();
                Arc::new(
                    found
                        .map(|claim| reconcile(register, counted.ledger(), counted.rates(), &claim))
                        .collect::<Vec<_>>(),
                )
            })
        },
        |_, _| true,
    );
    let shown = move || {
        let all = all.get();
        here.desk
            .look(|register| all.iter().map(|outcome| outcome_view(&here, register, outcome)).collect_view())
    };
    view! {
        <h2>"Against the register"</h2>
        {shown}
    }
}

/// One verdict with its reasons.
fn outcome_view(here: &Here, register: &Register, outcome: &Outcome) -> AnyView {
    let reasons = verdicts::reasons(here, register, outcome);
    let reading = outcome.claim.reading.is_some().then_some("Another reading: ");
    view! {
        <div class="verdict">
            <p>
                <span class=verdicts::mark(&outcome.verdict)>{verdicts::short(&outcome.verdict)}</span>
                " " {reading} {say::capital(&stated(&outcome.claim))} ". " {verdicts::sentence(register, outcome)}
            </p>
            {(!reasons.is_empty()).then(|| view! { <ul class="plain">{reasons}</ul> })}
        </div>
    }
    .into_any()
}

fn rows(here: &Here) -> Vec<Row> {
    let counted = here.counted();
    here.desk.read_in(&READ, |register| {
        let mut found = Vec::new();
        for id in register.ids(Collection::Reported) {
            let claim = claims(register, &id).into_iter().next();
            let outcome = claim.map(|claim| reconcile(register, counted.ledger(), counted.rates(), &claim));
            found.push((id, outcome));
        }
        let outcomes: Vec<Outcome> = found.iter().filter_map(|(_, outcome)| outcome.clone()).collect();
        let same = linked(&outcomes);
        found.into_iter().map(|(id, outcome)| row(here, register, id, outcome, &outcomes, &same)).collect()
    })
}

fn row(
    here: &Here,
    register: &Register,
    id: Id,
    outcome: Option<Outcome>,
    all: &[Outcome],
    same: &[Vec<usize>],
) -> Row {
    let key = RecordKey::new(Collection::Reported, id);
    let record = register.reported.get(&key.id);
    let measure = record.and_then(|one| one.measure).map(say::measure);
    let word = record.and_then(|one| one.word.clone());
    let said = word.or_else(|| measure.map(str::to_owned)).unwrap_or_else(|| "Figure".to_owned());
    let mut sentence =
        outcome.as_ref().map(|outcome| verdicts::sentence(register, outcome)).unwrap_or_default();
    let place = all.iter().position(|other| other.claim.record.as_ref() == Some(&key.id));
    let others = place
        .and_then(|place| same.iter().find(|group| group.contains(&place)))
        .map_or(0, |group| group.len().saturating_sub(1));
    if others > 0 {
        let reports = say::count(others, "other report has", "other reports have");
        sentence.push_str(&format!(" {} the same gap.", say::capital(&reports)));
    }
    let claim = outcome.as_ref().map(|outcome| &outcome.claim);
    let date = record.and_then(|one| one.date.as_ref());
    Row {
        said: say::capital(&said),
        stated: claim.map(stated).unwrap_or_default(),
        value: claim.map(|claim| match &claim.says {
            Says::Sum(amount) => amount.value,
            Says::Number(count) => Decimal::from(*count),
        }),
        date: date.map(say::date).unwrap_or_default(),
        day: date.map(|date| date.first()),
        by: record.and_then(|one| one.by.clone()).unwrap_or_default(),
        verdict: outcome.map(|outcome| outcome.verdict),
        sentence,
        opens: here.href_now(Page::of(&key)),
        key,
    }
}

/// What is claimed, as it was stated.
pub fn stated(claim: &Claim) -> String {
    match &claim.says {
        Says::Sum(amount) => locale().amount(amount),
        Says::Number(count) => say::count(usize::try_from(*count).unwrap_or_default(), "member", "members"),
    }
}

fn grid(rows: Arc<Vec<Row>>) -> Grid {
    let columns = vec![
        Column::text("what", "What was said", |row: &Row| row.said.clone()),
        Column::number("value", "Stated", |row: &Row| row.value, |row| row.stated.clone()),
        Column::date("date", "Date", |row: &Row| row.day, |row| row.date.clone()),
        Column::text("verdict", "Against the register", |row: &Row| {
            let word = row.verdict.as_ref().map(verdicts::short).unwrap_or_default();
            format!("{word} {}", row.sentence)
        })
        .view(|row: &Row| {
            let chip = row.verdict.as_ref().map(|verdict| {
                view! { <span class=verdicts::mark(verdict)>{verdicts::short(verdict)}</span> }
            });
            view! { {chip} <small class="block">{row.sentence.clone()}</small> }.into_any()
        }),
        Column::text("by", "By", |row: &Row| row.by.clone()).less(),
    ];
    Grid::new(Arc::clone(&rows), |row| row.key.id.to_string(), columns)
        .opens(&rows, |row| row.opens.clone())
        .facet(
            &rows,
            Facet::new("verdict", "All verdicts", |row: &Row| {
                let word = row.verdict.as_ref().map(verdicts::short).unwrap_or("No claim");
                vec![(word.to_ascii_lowercase().replace([' ', ','], "-"), word.to_owned())]
            }),
        )
}

/// The name of a measure, or what stands in its place.
fn measure_word(measure: Option<Measure>, word: Option<&str>) -> String {
    match (measure, word) {
        (Some(measure), _) => labels::choice_label(measure.word()).to_owned(),
        (None, Some(word)) => format!("“{word}”"),
        (None, None) => "no measure".to_owned(),
    }
}
