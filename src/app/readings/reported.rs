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
use crate::exchange::block::Place;
use crate::figures::{Claim, Outcome, Says, Verdict, claims, linked, reconcile};
use crate::register::{Collection, Day, Id, Measure, RecordKey, Register};
use crate::said;
use crate::words::labels;
use crate::words::text::areas::{cells, record, reported as text};

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
    /// The field that says so.
    named: &'static str,
    stated: String,
    /// The field that it was stated in, where it is one.
    valued: Option<&'static str>,
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
            let some = |n: usize, said: String| (n > 0).then_some(said);
            let hold = count(|verdict| matches!(verdict, Verdict::Holds { .. }));
            let for_else = count(|verdict| matches!(verdict, Verdict::HoldsForAnother(_)));
            let untold = count(|verdict| matches!(verdict, Verdict::CannotBeTold(_)));
            let differ =
                count(|verdict| matches!(verdict, Verdict::Differs { .. } | Verdict::OtherMembers { .. }));
            let parts = [
                some(hold, said!(text::HOLD, n = hold)),
                some(for_else, said!(text::HOLD_FOR_ELSE, n = for_else)),
                some(untold, said!(text::NOT_TOLD, n = untold)),
                some(differ, said!(text::DIFFER, n = differ)),
            ];
            let parts: Vec<String> = parts.into_iter().flatten().collect();
            if parts.is_empty() {
                said!(text::ON_RECORD, n = rows.len())
            } else {
                said!(text::ON_RECORD_OF, n = rows.len(), verdicts = say::and(&parts))
            }
        })
    };
    let tools = || view! { <Act id="add-reported" main=true /> };
    let title = labels::collection_label(Collection::Reported).1;
    view! {
        <h1 tabindex="-1">{title}</h1>
        <p class="point">{point}</p>
        <headline::Headline />
        <ListTable grid=grid label=title sort="-date" tools=ViewFn::from(tools)
            empty=ViewFn::from(|| view! {
                <p>{text::NONE_YET.said()}</p>
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
            <p class="point">{labels::collection_label(Collection::Reported).0}</p>
            <Tools key=key.clone() />
            <Verdicts id=key.id.clone() />
            <h2>{text::AS_REPORTED.said()}</h2>
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
        <h2>{text::AGAINST_REGISTER.said()}</h2>
        {shown}
    }
}

/// One verdict with its reasons.
fn outcome_view(here: &Here, register: &Register, outcome: &Outcome) -> AnyView {
    let reasons = verdicts::reasons(here, register, outcome);
    let reading = outcome.claim.reading.is_some().then(|| format!("{} ", text::ANOTHER_READING.said()));
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
    let named = if word.is_none() && measure.is_some() { "measure" } else { "word" };
    let valued = match record.map(|one| (one.amount.is_some(), one.count.is_some())) {
        Some((true, true)) => None,
        Some((false, true)) => Some("count"),
        _ => Some("amount"),
    };
    let said = word
        .or_else(|| measure.map(str::to_owned))
        .unwrap_or_else(|| labels::field_label("ReleasedFigure", "measure").to_owned());
    let mut sentence =
        outcome.as_ref().map(|outcome| verdicts::sentence(register, outcome)).unwrap_or_default();
    let place = all.iter().position(|other| other.claim.record.as_ref() == Some(&key.id));
    let others = place
        .and_then(|place| same.iter().find(|group| group.contains(&place)))
        .map_or(0, |group| group.len().saturating_sub(1));
    if others > 0 {
        sentence.push(' ');
        sentence.push_str(&said!(text::SAME_GAP, n = others));
    }
    let claim = outcome.as_ref().map(|outcome| &outcome.claim);
    let date = record.and_then(|one| one.date.as_ref());
    Row {
        said: say::capital(&said),
        named,
        valued,
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
        Says::Number(count) => {
            said!(text::COUNT_MEMBERS, n = usize::try_from(*count).unwrap_or_default())
        }
    }
}

fn grid(rows: Arc<Vec<Row>>) -> Grid {
    let columns = vec![
        Column::text("what", text::WHAT_WAS_SAID.said(), |row: &Row| row.said.clone())
            .edits(|row| Place::of(&row.key, row.named))
            .begins("word"),
        Column::number("value", text::STATED.said(), |row: &Row| row.value, |row| row.stated.clone())
            .edits(|row| match row.valued {
                Some(name) => Place::of(&row.key, name),
                None => Place::Fixed(cells::MADE_OF.said()),
            })
            .begins("amount"),
        Column::date("date", record::DATE.said(), |row: &Row| row.day, |row| row.date.clone())
            .field("date", |row| row.key.clone()),
        Column::text("verdict", text::AGAINST_REGISTER.said(), |row: &Row| {
            let word = row.verdict.as_ref().map(verdicts::short).unwrap_or_default();
            format!("{word} {}", row.sentence)
        })
        .view(|row: &Row| {
            let chip = row.verdict.as_ref().map(|verdict| {
                view! { <span class=verdicts::mark(verdict)>{verdicts::short(verdict)}</span> }
            });
            view! { {chip} <small class="block">{row.sentence.clone()}</small> }.into_any()
        }),
        Column::text("by", text::SAID_BY.said(), |row: &Row| row.by.clone())
            .field("by", |row| row.key.clone())
            .less(),
    ];
    Grid::new(Arc::clone(&rows), |row| row.key.id.to_string(), columns)
        .opens(&rows, |row| row.opens.clone())
        .makes(Collection::Reported)
        .facet(
            &rows,
            Facet::new("verdict", text::ALL_VERDICTS.said(), |row: &Row| {
                let label = row.verdict.as_ref().map_or(text::NO_CLAIM, verdicts::name);
                // The word in the address is the same in every language.
                let word = label.english().to_ascii_lowercase().replace([' ', ','], "-");
                vec![(word, label.said().to_owned())]
            }),
        )
}

/// The name of a measure, or what stands in its place.
fn measure_word(measure: Option<Measure>, word: Option<&str>) -> String {
    match (measure, word) {
        (Some(measure), _) => labels::choice_label(measure.word()).to_owned(),
        (None, Some(word)) => format!("“{word}”"),
        (None, None) => text::NO_MEASURE.said().to_owned(),
    }
}
