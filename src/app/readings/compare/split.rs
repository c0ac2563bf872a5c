//! One measure on two days by giver, area, form, year or meeting. The rows add up to the figures and to their change.

use std::sync::Arc;

use leptos::prelude::*;
use rust_decimal::Decimal;

use super::money::days;
use super::{Two, signed};
use crate::app::desk::Desk;
use crate::app::locale;
use crate::app::parts::figure::{FigureView, data_amount};
use crate::app::parts::here::{Here, here};
use crate::app::parts::{say, titles};
use crate::app::route::Page;
use crate::figures::by::by;
use crate::figures::{Compared, Key, Row, Splitting, Standing, Who, members_public};
use crate::register::{Arrange, Few, Id, Measure, Meeting, RecordKey, Register};
use crate::said;
use crate::words::labels;
use crate::words::text::Text;
use crate::words::text::areas::{amounts, charts, compare as text, member, overview, parts};

/// The words of the address, what is chosen and what the rows are.
const SPLITS: [(&str, Splitting, Text); 5] = [
    ("giver", Splitting::Member, text::BY_GIVER),
    ("area", Splitting::Area, charts::BY_AREA),
    ("form", Splitting::Form, charts::BY_FORM),
    ("year", Splitting::Year, charts::BY_YEAR),
    ("meeting", Splitting::Meeting, charts::BY_MEETING),
];

/// What a row has on the two days.
#[derive(Default)]
struct Line {
    before: Option<Row>,
    after: Option<Row>,
}

/// The split of one measure.
#[component]
pub fn Split(
    /// The two days.
    two: Arc<Two>,
) -> impl IntoView {
    let here = here();
    let any: Vec<Measure> =
        two.money.iter().filter(|one| one.is_any()).map(|one| one.after.measure).collect();
    // Raised counts each contribution once, so it is what one asks for first.
    let first = any.iter().copied().find(|measure| *measure == Measure::Raised).or(any.first().copied());
    let Some(first) = first else { return ().into_any() };
    let measure = {
        let any = any.clone();
        Memo::new(move |_| {
            let asked = param(here.desk, "measure").and_then(|word| Measure::from_word(&word));
            asked.filter(|measure| any.contains(measure)).unwrap_or(first)
        })
    };
    let split = Memo::new(move |_| {
        let asked = param(here.desk, "by");
        let found = SPLITS.into_iter().position(|(word, ..)| asked.as_deref() == Some(word));
        found.unwrap_or_default()
    });
    let table = move || {
        let one = two.money.iter().find(|one| one.after.measure == measure.get())?;
        let (_, splitting, label) = SPLITS.get(split.get()).copied()?;
        Some(here.desk.look(|register| table(&here, register, &two, one, splitting, label.said())))
    };
    let measures = any.into_iter().map(|one| {
        view! { <option value=one.word() selected=move || measure.get() == one>{say::measure(one)}</option> }
    });
    let splits = SPLITS.into_iter().enumerate().map(|(at, (word, _, label))| {
        view! { <option value=word selected=move || split.get() == at>{say::capital(label.said())}</option> }
    });
    view! {
        <div class="head">
            <h2>{move || said!(text::ON_BOTH_DAYS, measure = say::measure(measure.get()))}</h2>
            <div class="row">
                <select aria-label=member::MEASURE.said()
                    on:change=move |event| here.desk.set_param("measure", &event_target_value(&event))
                >{measures.collect_view()}</select>
                <select aria-label=charts::SPLIT_BY.said()
                    on:change=move |event| here.desk.set_param("by", &event_target_value(&event))
                >{splits.collect_view()}</select>
            </div>
        </div>
        {table}
    }
    .into_any()
}

fn param(desk: Desk, name: &str) -> Option<String> {
    desk.address.with(|address| address.param(name).map(str::to_owned))
}

fn table(
    here: &Here,
    register: &Register,
    two: &Two,
    one: &Compared,
    splitting: Splitting,
    label: &'static str,
) -> AnyView {
    let mut lines: Few<Key, Line> = Few::new();
    let (ledger, published) = (two.counted.ledger(), two.counted.query.published);
    for row in by(&one.before, ledger, splitting, &members_public(register, two.since.day, published)) {
        let key = row.key.clone();
        lines.or_default(key).before = Some(row);
    }
    for row in by(&one.after, ledger, splitting, &members_public(register, two.until, published)) {
        let key = row.key.clone();
        lines.or_default(key).after = Some(row);
    }
    // A giver of joint sums alone has a row, and nothing in it.
    let says = |row: &Option<Row>| row.as_ref().is_some_and(|row| !row.amount.is_zero() || row.unvalued > 0);
    let mut lines: Vec<_> =
        lines.into_iter().filter(|(_, line)| says(&line.before) || says(&line.after)).collect();
    lines.arrange_by_key(|(_, line)| {
        std::cmp::Reverse((amount(line.after.as_ref()), amount(line.before.as_ref())))
    });
    let [first, second] = days(two);
    let rows = lines.into_iter().map(|(key, line)| {
        let change = amount(line.after.as_ref()).saturating_sub(amount(line.before.as_ref()));
        let shown = match change.is_zero() {
            true => "–".to_owned(),
            false => signed(change, two.currency),
        };
        let note = line.after.as_ref().or(line.before.as_ref()).and_then(note);
        let cell = |row: Option<&Row>| match row {
            Some(row) if row.amount.is_zero() && row.unvalued > 0 => parts::NO_FIGURE.said().to_owned(),
            Some(row) => say::number(row.amount, two.currency),
            None => "–".to_owned(),
        };
        view! {
            <tr data-amount=data_amount(change, two.currency)>
                <td>{name(here, register, &key)}{note.map(|note| view! { <small>{note}</small> })}</td>
                <td class="n" data-label=first.clone()>{cell(line.before.as_ref())}</td>
                <td class="n" data-label=second.clone()>{cell(line.after.as_ref())}</td>
                <td class="n" data-label=text::DIFFERENCE.said()>{shown}</td>
            </tr>
        }
    });
    let rows: Vec<_> = rows.collect();
    let [before, after] = [&one.before, &one.after].map(|figure| Signal::stored(Arc::new(figure.clone())));
    let change = signed(one.changed.change, two.currency);
    view! {
        <table class="list two-days" aria-label=format!("{}, {label}", say::measure(one.after.measure))>
            <thead><tr>
                <th scope="col">{say::capital(label)}</th>
                <th scope="col" class="n">{first.clone()}</th>
                <th scope="col" class="n">{second.clone()}</th>
                <th scope="col" class="n">{text::DIFFERENCE.said()}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
            <tfoot><tr>
                <td>{parts::TOGETHER.said()}</td>
                <td class="n" data-label=first><FigureView figure=before plain=true /></td>
                <td class="n" data-label=second><FigureView figure=after plain=true /></td>
                <td class="n" data-label=text::DIFFERENCE.said()>{change}</td>
            </tr></tfoot>
        </table>
    }
    .into_any()
}

/// What must be known beside a row: parts that are not published, what has no figure, who was not a member.
fn note(row: &Row) -> Option<String> {
    let joint = (!row.joint.is_empty()).then(|| text::JOINT_NOT_PUBLISHED.said().to_owned());
    let bare =
        (row.unvalued > 0 && !row.amount.is_zero()).then(|| said!(overview::MORE_WITHOUT, n = row.unvalued));
    let standing = match row.standing {
        Some(Standing::Others) => Some(overview::NOT_MEMBER.said().to_owned()),
        Some(Standing::SomeMembers) => Some(overview::NOT_ALL_MEMBERS.said().to_owned()),
        _ => None,
    };
    let said: Vec<String> = [joint, bare, standing].into_iter().flatten().collect();
    (!said.is_empty()).then(|| said.join("; "))
}

fn amount(row: Option<&Row>) -> Decimal {
    row.map_or(Decimal::ZERO, |row| row.amount)
}

/// What a row is about; a party leads to its page.
fn name(here: &Here, register: &Register, key: &Key) -> AnyView {
    match key {
        Key::Party(id) => {
            let href = here.href_now(Page::Member(id.to_string()));
            view! { <a href=href>{say::party(register, id)}</a> }.into_any()
        }
        Key::Together(ids) => say::who(register, &Who::Together(Arc::clone(ids))).into_any(),
        Key::NotStated => amounts::NOT_STATED.said().into_any(),
        Key::Area(area) => {
            let own = register.coalition.get(&RecordKey::own().id);
            let area = area.as_deref().map(Id::from);
            let name = own.zip(area).and_then(|(own, area)| own.areas.0.get(&area)?.name.clone());
            name.unwrap_or_else(|| charts::NO_AREA.said().to_owned()).into_any()
        }
        Key::Form(form) => {
            form.map_or(charts::NO_FORM.said(), |form| labels::choice_label(form.word())).into_any()
        }
        Key::Meeting(Some(id)) => {
            let key = RecordKey::of::<Meeting>(id);
            let title = titles::title(register, &key, &*locale());
            view! { <a href=here.href_now(Page::of(&key))>{title}</a> }.into_any()
        }
        Key::Meeting(None) => charts::NO_MEETING_NAMED.said().into_any(),
        Key::Year(year) => {
            year.map_or_else(|| text::NO_YEAR.said().to_owned(), |year| year.to_string()).into_any()
        }
    }
}
