//! The chart of contributions by member, with its sentence and its table from the same split.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::pages::contributions::{MeasureChoice, measure_asked};
use crate::app::parts::bars::{Bar, BarChart};
use crate::app::parts::here::{Here, here};
use crate::app::parts::say;
use crate::app::route::Page;
use crate::figures::{Key, Open, Part, Row, Splitting, Standing, Total, Who};
use crate::register::{Arrange, Collection, Currency, Each, Register};

/// What each giver adds to one measure.
#[component]
pub fn Chart() -> impl IntoView {
    let here = here();
    let desk = here.desk;
    let measure = Memo::new(move |_| measure_asked(&desk));
    let drawn = move || {
        let total = here.total_now(measure.get());
        let split = here.split(total.measure, Splitting::Member);
        let rows = split.rows(Splitting::Member, &here.members());
        let (bars, sentence) = desk.read_in(&[Collection::Parties], |register| {
            let sentence = sentence(register, &total, split.largest(), &rows);
            (bars(register, &here, total.currency, &rows), sentence)
        });
        let word = total.measure.word();
        let name = say::measure(total.measure);
        let label = format!("{name} by member, valid on {}", say::day(total.date));
        let unit = format!("{name}, {}", total.currency);
        if bars.is_empty() {
            return view! { <p class="empty">{format!("Nothing is {} yet.", name.to_ascii_lowercase())}</p> }
                .into_any();
        }
        view! { <BarChart measure=word label unit sentence bars /> }.into_any()
    };
    view! {
        <div class="head"><h2>"Contributions by member"</h2><MeasureChoice /></div>
        <p class="why">{move || {
            format!("{}, {}, each sum at the rate of its day.", say::measure(measure.get()), here.query().currency)
        }}</p>
        {drawn}
    }
}

fn bars(register: &Register, here: &Here, currency: Currency, rows: &[Row]) -> Vec<Bar> {
    let mut bars: Vec<_> = rows
        .iter()
        .filter(|row| !row.amount.is_zero() || row.unvalued > 0)
        .map(|row| {
            let has_sum = !row.amount.is_zero();
            let label = match &row.key {
                Key::Party(id) => say::party(register, id),
                Key::Together(ids) => say::who(register, &Who::Together(Arc::clone(ids))),
                _ => "Funder not stated".to_owned(),
            };
            let href = match &row.key {
                Key::Party(id) => Some(here.href(Page::Member(id.to_string()))),
                _ => None,
            };
            let mark = if row.open == Open::No { "" } else { " +" };
            let short = match has_sum {
                true => format!("{}{mark}", say::short_money(row.amount, currency, row.open)),
                false => "no figure".to_owned(),
            };
            Bar {
                label,
                href,
                value: has_sum.then_some(row.amount),
                short,
                full: if has_sum { say::number(row.amount, currency) } else { "no figure".to_owned() },
                note: note(register, row, currency),
            }
        })
        .collect();
    bars.arrange_by_key(|bar| std::cmp::Reverse(bar.value));
    bars
}

/// What must be known beside a row: joint sums, known parts, who was not a member.
pub fn note(register: &Register, row: &Row, currency: Currency) -> String {
    let mut said = Vec::new();
    let joint: Each<String> =
        row.joint.iter().map(|joint| say::who(register, &Who::Together(Arc::clone(&joint.givers)))).collect();
    said.extend(joint.into_iter().map(|who| format!("or more: a part of what {who} gave is not published")));
    said.extend(row.known.iter().map(|(id, sum)| {
        format!("{} of it is known as the part of {}", say::money(*sum, currency), say::party(register, id))
    }));
    if row.unvalued > 0 && !row.amount.is_zero() {
        said.push(format!("{} more without a figure", row.unvalued));
    }
    match row.standing {
        Some(Standing::Others) => said.push("not a member that day".to_owned()),
        Some(Standing::SomeMembers) => said.push("not all of them members that day".to_owned()),
        _ => {}
    }
    said.join("; ")
}

fn sentence(register: &Register, total: &Total, largest: Option<&Part>, rows: &[Row]) -> String {
    let converted = largest.and_then(|part| {
        let leg = part.rate.as_ref()?.legs.first()?;
        let original = say::money(part.original.value, part.original.currency);
        Some(format!(
            "{}: {original}, which is {} at 1 {} = {} {} on {}.",
            say::who(register, &part.who),
            say::money(part.converted, total.currency),
            leg.base,
            crate::register::print_decimal(leg.value),
            leg.quote,
            say::day(leg.day)
        ))
    });
    let none = rows.iter().filter(|row| row.amount.is_zero() && row.unvalued > 0).count();
    let none = (none > 0)
        .then(|| format!("{} without a figure.", say::capital(&say::count(none, "giver", "givers"))));
    let all = format!("Together {}.", say::total(total));
    [Some(all), converted, none].into_iter().flatten().collect::<Vec<_>>().join(" ")
}
