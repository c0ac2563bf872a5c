//! The chart of contributions by member, with its sentence and its table from the same split.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::locale;
use crate::app::pages::contributions::{MeasureChoice, measure_asked};
use crate::app::parts::bars::{Bar, BarChart};
use crate::app::parts::here::{Here, here};
use crate::app::parts::say;
use crate::app::route::Page;
use crate::figures::{Key, Open, Part, Row, Splitting, Standing, Total, Who};
use crate::register::{Arrange, Collection, Currency, Each, Register};
use crate::said;
use crate::words::text::areas::{amounts, overview as text};

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
        let label = said!(text::CHART_LABEL, measure = name, day = say::day(total.date));
        let unit = said!(text::CHART_UNIT, measure = name, currency = total.currency.code());
        if bars.is_empty() {
            return view! { <p class="empty">{said!(text::CHART_EMPTY, measure = name)}</p> }.into_any();
        }
        view! { <BarChart measure=word label unit sentence bars /> }.into_any()
    };
    view! {
        <div class="head"><h2>{text::BY_MEMBER.said()}</h2><MeasureChoice /></div>
        <p class="why">{move || {
            said!(text::CHART_RULE, measure = say::measure(measure.get()), currency = here.query().currency.code())
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
                _ => amounts::NOT_STATED.said().to_owned(),
            };
            let href = match &row.key {
                Key::Party(id) => Some(here.href(Page::Member(id.to_string()))),
                _ => None,
            };
            let mark = if row.open == Open::No { "" } else { " +" };
            let short = match has_sum {
                true => format!("{}{mark}", say::short_money(row.amount, currency, row.open)),
                false => text::NO_FIGURE.said().to_owned(),
            };
            Bar {
                label,
                href,
                value: has_sum.then_some(row.amount),
                short,
                full: if has_sum {
                    say::number(row.amount, currency)
                } else {
                    text::NO_FIGURE.said().to_owned()
                },
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
    said.extend(joint.into_iter().map(|who| said!(text::PART_NOT_PUBLISHED, who)));
    said.extend(row.known.iter().map(|(id, sum)| {
        said!(text::KNOWN_PART, sum = say::money(*sum, currency), who = say::party(register, id))
    }));
    if row.unvalued > 0 && !row.amount.is_zero() {
        said.push(said!(text::MORE_WITHOUT, n = row.unvalued.to_string()));
    }
    match row.standing {
        Some(Standing::Others) => said.push(text::NOT_MEMBER.said().to_owned()),
        Some(Standing::SomeMembers) => said.push(text::NOT_ALL_MEMBERS.said().to_owned()),
        _ => {}
    }
    said.join("; ")
}

fn sentence(register: &Register, total: &Total, largest: Option<&Part>, rows: &[Row]) -> String {
    let converted = largest.and_then(|part| {
        let leg = part.rate.as_ref()?.legs.first()?;
        let original = say::money(part.original.value, part.original.currency);
        Some(said!(
            text::CONVERTED,
            who = say::who(register, &part.who),
            original,
            converted = say::money(part.converted, total.currency),
            base = leg.base.code(),
            rate = locale().number(leg.value, 0),
            quote = leg.quote.code(),
            day = say::day(leg.day)
        ))
    });
    let none = rows.iter().filter(|row| row.amount.is_zero() && row.unvalued > 0).count();
    let none = (none > 0).then(|| said!(text::GIVERS_WITHOUT, n = none));
    let all = said!(text::TOGETHER, total = say::total(total));
    [Some(all), converted, none].into_iter().flatten().collect::<Vec<_>>().join(" ")
}
