//! What a figure is made of: its entries with their rates and sources, and what it leaves out and why.

use std::sync::Arc;

use leptos::prelude::*;

use super::figure::{MembersView, rule};
use super::here::{Here, here};
use super::sources::{SourceCount, origins};
use super::told::told;
use super::{say, titles};
use crate::app::locale;
use crate::app::route::Page;
use crate::figures::{Figure, Found, LeftOut, Of, Part, Reason, Why};
use crate::register::{
    Arrange, Collection, Contribution, Date, Day, Id, Measure, Purchase, RecordKey, Register,
};
use crate::said;
use crate::words::labels;
use crate::words::text::Arg;
use crate::words::text::areas::parts as text;

/// The list behind a figure.
#[component]
pub fn FigureParts(
    /// Which figure.
    measure: Measure,
    /// On which day.
    on: Day,
) -> impl IntoView {
    if measure == Measure::Members {
        return view! { <Counted on /> }.into_any();
    }
    let here = here();
    let figure = Memo::new(move |_| Arc::new(here.counted().on(on).figure(measure)));
    (move || figure.with(|figure| view! { <Made figure=Arc::clone(figure) /> })).into_any()
}

#[component]
fn Made(figure: Arc<Figure>) -> impl IntoView {
    let here = here();
    let code = figure.currency.code();
    let head = said!(
        text::MADE_OF,
        measure = say::measure(figure.measure),
        figure = say::figure(&figure),
        day = say::day(figure.date)
    );
    let beside = say::beside(&figure);
    let beside = (!beside.is_empty()).then(|| format!(" {}.", say::capital(&beside.join("; "))));
    let parts = here.desk.look(|register| {
        figure.parts.iter().map(|part| part_row(&here, register, part, &figure)).collect_view()
    });
    let total = say::number(figure.amount, figure.currency);
    let has_parts = !figure.parts.is_empty();
    view! {
        <p class="why">{rule(figure.measure)}</p>
        <p><b>{head}</b>{beside}</p>
        {has_parts.then(|| view! {
            <table class="list" aria-label=text::ENTRIES.said()>
                <thead><tr>
                    <th scope="col">{text::WHOSE.said()}</th><th scope="col">{text::RECORD.said()}</th><th scope="col">{text::COUNTS_FROM.said()}</th>
                    <th scope="col" class="n">{text::AS_STATED.said()}</th><th scope="col" class="n">{code}</th><th scope="col" class="n">{text::SOURCES.said()}</th>
                </tr></thead>
                <tbody>{parts}</tbody>
                <tfoot><tr><td colspan="4">{text::TOGETHER.said()}</td><td class="n">{total}</td><td></td></tr></tfoot>
            </table>
        })}
        <Outside figure=Arc::clone(&figure) />
    }
}

fn part_row(here: &Here, register: &Register, part: &Part, figure: &Figure) -> AnyView {
    let whose = say::who(register, &part.who);
    let why = match part.why {
        Why::Entry => None,
        Why::Furthest(step) => {
            Some(said!(text::FURTHEST, step = labels::inside(labels::choice_label(step.word()))))
        }
        Why::Remainder => Some(said!(text::REMAINS)),
        Why::Delivery => Some(said!(text::DELIVERY)),
        Why::Order => Some(said!(text::ORDER)),
        Why::Share => Some(said!(text::SHARE)),
        Why::TakenAway => Some(said!(text::TAKEN_AWAY)),
        Why::AgainstPledges => Some(said!(text::AGAINST_PLEDGES)),
    };
    let said = part.of.as_ref().and_then(|of| act_of(register, of, &part.lines));
    let record = part.of.as_ref().map(|of| link(here, register, of));
    let note = [said, why].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let sources = part.of.as_ref().map(|of| sources_of(register, of, &part.lines));
    let sources = sources.map(|count| view! { <SourceCount count /> });
    let rate = part.rate.as_ref().map(|rate| rate_view(here, rate));
    view! {
        <tr>
            <td data-label=text::WHOSE.said()>{whose}</td>
            <td data-label=text::RECORD.said()>{record}<small>{note}</small></td>
            <td class="d" data-label=text::COUNTS_FROM.said()>{say::date(&Date::from_day(part.day))}</td>
            <td class="n" data-label=text::AS_STATED.said()>
                {say::money(part.original.value, part.original.currency)}
                {rate.map(|rate| view! { <small>{rate}</small> })}
            </td>
            <td class="n" data-label=figure.currency.code()>{say::number(part.converted, figure.currency)}</td>
            <td class="n" data-label=text::SOURCES.said()>{sources}</td>
        </tr>
    }
    .into_any()
}

/// A rate with its day and where it comes from, each leg on a line.
pub fn rate_view(here: &Here, rate: &Found) -> AnyView {
    let legs = rate.legs.iter().map(|leg| {
        let equation = format!("1 {} = {} {}", leg.base, locale().number(leg.value, 0), leg.quote);
        let from =
            format!("{}, {}", say::date(&Date::from_day(leg.day)), labels::choice_label(leg.kind.word()));
        let equation = match &leg.record {
            Some(id) => {
                let href =
                    here.href_now(Page::of(&RecordKey { collection: Collection::Rates, id: id.clone() }));
                view! { <a href=href>{equation}</a> }.into_any()
            }
            None => equation.into_any(),
        };
        view! { <span class="leg">{equation}", "{from}</span> }
    });
    legs.collect_view().into_any()
}

/// What stands beside the figure: without a sum, without a rate, and left out with the reason.
#[component]
fn Outside(figure: Arc<Figure>) -> impl IntoView {
    let here = here();
    let without = here.desk.look(|register| {
        let rows = figure.without_figure.iter().map(|one| {
            view! { <li>{say::who(register, &one.who)}": "{link(&here, register, &one.of)}</li> }
        });
        rows.collect_view()
    });
    let left = here
        .desk
        .look(|register| figure.left_out.iter().map(|left| left_row(&here, register, left)).collect_view());
    let (has_without, has_left) = (!figure.without_figure.is_empty(), !figure.left_out.is_empty());
    view! {
        {has_without.then(|| view! { <section><h3>{text::WITHOUT_FIGURE.said()}</h3><ul class="plain">{without}</ul></section> })}
        {has_left.then(|| view! {
            <section>
                <h3>{text::LEFT_OUT.said()}</h3>
                <table class="list" aria-label=text::LEFT_OUT_OF.said()>
                    <thead><tr>
                        <th scope="col">{text::RECORD.said()}</th><th scope="col" class="n">{text::AMOUNT.said()}</th><th scope="col">{text::WHY.said()}</th>
                    </tr></thead>
                    <tbody>{left}</tbody>
                </table>
            </section>
        })}
    }
}

fn left_row(here: &Here, register: &Register, left: &LeftOut) -> AnyView {
    let amount = left.amount.map(|amount| say::money(amount.value, amount.currency));
    let act = act_of(register, &left.of, std::slice::from_ref(&left.line));
    view! {
        <tr class="out">
            <td data-label=text::RECORD.said()>{link(here, register, &left.of)}<small>{act}</small></td>
            <td class="n" data-label=text::AMOUNT.said()>{amount.unwrap_or_else(|| text::NO_FIGURE.said().to_owned())}</td>
            <td data-label=text::WHY.said()>{reason(register, &left.reason)}</td>
        </tr>
    }
    .into_any()
}

/// Why something is left out, in words.
pub fn reason(register: &Register, reason: &Reason) -> String {
    let title = |id: &Id| titles::title(register, &RecordKey::of::<Contribution>(id), &*locale());
    match reason {
        Reason::AfterDate => said!(text::AFTER_DATE),
        Reason::TooLoose => said!(text::TOO_LOOSE),
        Reason::NotPublished => said!(text::NOT_PUBLISHED),
        Reason::Outside => said!(text::OUTSIDE),
        Reason::Repeats(id) => said!(text::REPEATS, title = title(id)),
        Reason::PossiblySame(id) => said!(text::POSSIBLY_SAME, title = title(id)),
        Reason::Within(id) => said!(text::LIES_WITHIN, title = title(id)),
        Reason::PartsAreMore => said!(text::PARTS_ARE_MORE),
        Reason::AnotherStep(step) => {
            said!(text::ANOTHER_STEP, step = labels::inside(labels::choice_label(step.word())))
        }
        Reason::Statement => said!(text::STATEMENT),
        Reason::NoKind => said!(text::NO_KIND),
        Reason::NoDay => said!(text::NO_DAY),
        Reason::NoRate => said!(text::NO_RATE),
        Reason::TooManyDigits => said!(text::TOO_MANY_DIGITS),
        Reason::Cancelled => said!(text::CANCELLED),
        Reason::Superseded => said!(text::SUPERSEDED),
        Reason::LaterStep => said!(text::LATER_STEP),
    }
}

fn key(of: &Of) -> RecordKey {
    match of {
        Of::Contribution(id) => RecordKey::of::<Contribution>(id),
        Of::Purchase(id) => RecordKey::of::<Purchase>(id),
    }
}

/// The record by what it is for, since whose it is stands beside it.
/// A contribution or purchase by what it is for, leading to it.
pub fn link(here: &Here, register: &Register, of: &Of) -> AnyView {
    let key = key(of);
    let purpose = register.contributions.get(of.id()).and_then(|one| one.purpose.as_deref());
    let title = match (of, purpose) {
        (Of::Contribution(_), Some(purpose)) if !purpose.trim().is_empty() => titles::short(purpose),
        _ => titles::title(register, &key, &*locale()),
    };
    let desk = here.desk;
    view! { <a href=here.href_now(Page::of(&key)) on:click=move |_| desk.close()>{title}</a> }.into_any()
}

/// The source's own verb for the first line.
fn act_of(register: &Register, of: &Of, lines: &[Id]) -> Option<String> {
    let Of::Contribution(id) = of else { return None };
    let contribution = register.contributions.get(id)?;
    lines.iter().find_map(|line| contribution.entries.0.get(line)?.act.clone())
}

/// How many origins speak for the lines, or for the record where the lines have none of their own.
fn sources_of(register: &Register, of: &Of, lines: &[Id]) -> usize {
    let (record, own) = match of {
        Of::Contribution(id) => {
            let Some(record) = register.contributions.get(id) else { return 0 };
            let own = lines.iter().filter_map(|line| record.entries.0.get(line)).map(|entry| &entry.sources);
            (&record.sources, own.collect::<Vec<_>>())
        }
        Of::Purchase(id) => {
            let Some(record) = register.purchases.get(id) else { return 0 };
            let steps = lines.iter().filter_map(|line| record.steps.0.get(line)).map(|step| &step.sources);
            let shares =
                lines.iter().filter_map(|line| record.shares.0.get(line)).map(|share| &share.sources);
            let deliveries =
                lines.iter().filter_map(|line| record.deliveries.0.get(line)).map(|line| &line.sources);
            (&record.sources, steps.chain(shares).chain(deliveries).collect())
        }
    };
    match origins(register, own.into_iter()) {
        0 => origins(register, std::iter::once(record)),
        count => count,
    }
}

/// Who the members are.
#[component]
fn Counted(on: Day) -> impl IntoView {
    let here = here();
    let desk = here.desk;
    let names = move |ids: &[Id]| {
        let rows = desk.look(|register| {
            let mut rows: Vec<_> = ids.iter().map(|id| (say::party(register, id), id.clone())).collect();
            rows.arrange();
            rows
        });
        rows.into_iter()
            .map(|(name, id)| {
                let href = here.href_now(Page::Member(id.to_string()));
                view! { <li><a href=href on:click=move |_| desk.close()>{name}</a></li> }
            })
            .collect_view()
    };
    let content = move || {
        let members = here.members_on(on);
        let disputed = !members.disputed.is_empty();
        view! {
            <ul class="plain columns">{names(&members.counted)}</ul>
            {disputed.then(|| view! {
                <h3>{text::DISPUTED.said()}</h3>
                <ul class="plain columns">{names(&members.disputed)}</ul>
            })}
        }
    };
    let number = view! { <b><MembersView on /></b> }.into_any();
    view! {
        <p class="why">{rule(Measure::Members)}</p>
        <p>{told(text::MEMBERS_ON, &[("day", Arg::Words(&say::day(on)))], [("members", number)])}</p>
        {content}
    }
}
