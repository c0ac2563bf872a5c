//! What was new at a meeting: what its entries added to what was raised, whatever their day.

use std::sync::Arc;

use leptos::prelude::*;

use super::{meeting_of, record_link};
use crate::app::browser::page;
use crate::app::parts::figure::data_amount;
use crate::app::parts::figure_parts::link;
use crate::app::parts::here::{Here, here};
use crate::app::parts::say;
use crate::app::parts::told::told;
use crate::app::route::Page;
use crate::figures::{NewAtMeeting, NewMoney, Of, Query, Since, meeting_before};
use crate::register::{Arrange, Collection, Contribution, Entry, Id, RecordKey, Register};
use crate::said;
use crate::words::text::Put;
use crate::words::text::areas::{amounts, compare as text, parts, record};

/// The section on the page of a meeting.
#[component]
pub fn NewAt(
    /// Which meeting.
    id: Id,
) -> impl IntoView {
    page::adopt_style(super::STYLE);
    let here = here();
    let at = id.clone();
    let found = Memo::new_with_compare(
        move |_| {
            let counted = here.counted();
            let new = counted.count().new_at(&at);
            counted.lacks_rate(!new.unconverted.is_empty());
            (counted.query, Arc::new(new))
        },
        |_, _| true,
    );
    let open = Memo::new(move |_| here.desk.address.with(|address| address.param("open") == Some("new")));
    let at = id.clone();
    let shown = move || {
        let (query, new) = found.get();
        here.desk.read_in(&[Collection::Parties], |register| section(&here, register, &at, &new, query, open))
    };
    view! {
        <section class="new-at">
            <h2>{text::NEW_HERE.said()}</h2>
            {shown}
            <Before id />
        </section>
    }
}

/// The way to all that is new since the meeting before.
#[component]
fn Before(id: Id) -> impl IntoView {
    let here = here();
    let found = Memo::new(move |_| {
        here.desk.read_in(&[Collection::Meetings], |register| {
            let before = meeting_before(register, &id)?;
            let day = register.meetings.get(&id)?.date.as_ref()?.last();
            Some((Since { day: before.day, meeting: Some(before.meeting) }, day))
        })
    });
    move || {
        let (before, day) = found.get()?;
        let id = before.meeting.as_ref().map(ToString::to_string).unwrap_or_default();
        let href = here.desk.address.with_untracked(|address| {
            address.to(Page::Compare).with("since", &id).with("on", &day.to_string()).to_string()
        });
        let (meeting, date) = meeting_of(&here, &before)?;
        let link = view! { <a href=href>{text::SINCE_LAST.said()}</a> }.into_any();
        let all = told(text::ALL_SINCE, &[("date", date.arg())], [("link", link), ("meeting", meeting)]);
        Some(view! { <p>{all}</p> })
    }
}

fn section(
    here: &Here,
    register: &Register,
    id: &Id,
    new: &NewAtMeeting,
    query: Query,
    open: Memo<bool>,
) -> AnyView {
    let named = named_only(here, register, id, new, query);
    if new.day.is_none() && named.is_none() {
        return view! { <p>{said!(text::NO_ENTRY, day = say::day(query.on))}</p> }.into_any();
    }
    let day = new.day.unwrap_or(query.on);
    let currency = query.currency;
    let beside = beside(register, new, query).join("; ");
    let some = |count: usize| (count > 0).then(|| count.to_string());
    let unconverted = new
        .unconverted
        .iter()
        .fold(0_usize, |sum, one| sum.saturating_add(usize::try_from(one.count).unwrap_or_default()));
    let possible =
        new.possibles.iter().fold(rust_decimal::Decimal::ZERO, |sum, one| sum.saturating_add(one.converted));
    let desk = here.desk;
    let is_bare = new.rows.is_empty() && new.without_figure.is_empty();
    let table = rows(here, register, id, new, query);
    let sum = view! {
        <button type="button" class="fig" data-figure="new-at-meeting"
            data-amount=data_amount(new.amount, currency) data-currency=currency.code()
            data-date=day.to_string() data-unvalued=some(new.without_figure.len())
            data-unconverted=some(unconverted)
            data-possible=(!possible.is_zero()).then(|| data_amount(possible, currency))
            aria-expanded=move || open.get().to_string()
            on:click=move |_| desk.set_param("open", if open.get_untracked() { "" } else { "new" })
        >
            {say::money(new.amount, currency)}
        </button>
    };
    let which = if beside.is_empty() { text::NEW_SUM } else { text::NEW_SUM_BESIDE };
    let day = say::day(day);
    let put = [("day", day.arg()), ("beside", beside.arg())];
    view! {
        <p>{told(which, &put, [("sum", sum.into_any())])}</p>
        {(!is_bare).then(|| view! { <div class="opens" hidden=move || !open.get()>{table}</div> })}
        {named}
    }
    .into_any()
}

/// What stands beside the sum.
fn beside(register: &Register, new: &NewAtMeeting, query: Query) -> Vec<String> {
    let mut all = Vec::new();
    if !new.first_figures.is_zero() {
        let sum = say::money(new.first_figures, query.currency);
        all.push(said!(text::ANNOUNCED_SUM, sum));
    }
    if !new.without_figure.is_empty() {
        all.push(said!(amounts::WITHOUT_FIGURE, n = new.without_figure.len()));
    }
    for one in &new.unconverted {
        all.push(said!(amounts::NOT_CONVERTED, sum = say::money(one.sum.value, one.sum.currency)));
    }
    for one in new.possibles.iter().filter(|one| !one.converted.is_zero()) {
        let sum = say::money(one.converted, query.currency);
        let title = super::title_of(register, &RecordKey::of::<Contribution>(&one.same_as));
        all.push(said!(text::SAME_MONEY, sum, title));
    }
    all
}

fn rows(here: &Here, register: &Register, id: &Id, new: &NewAtMeeting, query: Query) -> AnyView {
    let currency = query.currency;
    // Those announced before without a figure first, apart from what nobody had heard of.
    let mut sorted: Vec<&NewMoney> = new.rows.iter().collect();
    sorted.arrange_by(|a, b| b.first_figure.cmp(&a.first_figure).then_with(|| b.amount.cmp(&a.amount)));
    let rows = sorted.into_iter().map(|row| {
        let first = row.first_figure.then(|| {
            view! { " "<span class="chip">{text::ANNOUNCED.said()}</span> }
        });
        view! {
            <tr data-id=row.of.id().to_string() data-amount=data_amount(row.amount, currency)>
                <td>{say::who(register, &row.who)}</td>
                <td data-label=parts::RECORD.said()>{link(here, register, &row.of)}{first}</td>
                <td data-label=record::ENTRIES.said()>{entries(here, register, &row.of, id)}</td>
                <td class="n" data-label=currency.code()>{super::signed(row.amount, currency)}</td>
            </tr>
        }
    });
    let bare = new.without_figure.iter().map(|one| {
        view! {
            <tr data-id=one.of.id().to_string()>
                <td>{say::who(register, &one.who)}</td>
                <td data-label=parts::RECORD.said()>{link(here, register, &one.of)}</td>
                <td data-label=record::ENTRIES.said()>{entries(here, register, &one.of, id)}</td>
                <td class="n q" data-label=currency.code()>{parts::NO_FIGURE.said()}</td>
            </tr>
        }
    });
    let (rows, bare): (Vec<_>, Vec<_>) = (rows.collect(), bare.collect());
    view! {
        <table class="list" aria-label=text::NEW_HERE.said()>
            <thead><tr>
                {[parts::WHOSE, parts::RECORD, record::ENTRIES].map(|head| view! { <th scope="col">{head.said()}</th> }).collect_view()}
                <th scope="col" class="n">{currency.code()}</th>
            </tr></thead>
            <tbody>{rows}{bare}</tbody>
            <tfoot><tr>
                <td colspan="3">{parts::TOGETHER.said()}</td>
                <td class="n" data-label=currency.code()>{super::signed(new.amount, currency)}</td>
            </tr></tfoot>
        </table>
    }
    .into_any()
}

/// The entries of a contribution that name the meeting, each leading to the record it stands in.
fn entries(here: &Here, register: &Register, of: &Of, meeting: &Id) -> AnyView {
    let Of::Contribution(id) = of else { return ().into_any() };
    let Some(record) = register.contributions.get(id) else { return ().into_any() };
    let href = here.href_now(Page::of(&RecordKey::of::<Contribution>(id)));
    let named = record.entries.live().filter(|(_, entry)| names(entry, meeting));
    let links = named.map(|(line, entry)| {
        let amount = entry.amount.map(|amount| crate::app::locale().amount(&amount));
        let parts = [entry.date.as_ref().map(say::date), entry.act.clone(), amount];
        let said = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
        view! { <a class="leg" data-line=line.to_string() href=href.clone()>{say::capital(&said)}</a> }
    });
    links.collect_view().into_any()
}

fn names(entry: &Entry, meeting: &Id) -> bool {
    entry.meeting.as_ref().is_some_and(|other| other.id() == meeting)
}

/// Contributions that were spoken of at the meeting and add nothing: confirmed, said again, parts of others.
fn named_only(
    here: &Here,
    register: &Register,
    id: &Id,
    new: &NewAtMeeting,
    query: Query,
) -> Option<AnyView> {
    let by_then = |entry: &Entry| entry.date.as_ref().is_none_or(|date| date.last() <= query.on);
    let is_new = |other: &Id| {
        new.rows
            .iter()
            .map(|row| &row.of)
            .chain(new.without_figure.iter().map(|one| &one.of))
            .any(|of| of.id() == other)
    };
    let named = register.contributions.live().filter(|(other, record)| {
        let mut entries = record.entries.values();
        !is_new(other) && entries.any(|entry| names(entry, id) && by_then(entry))
    });
    let links: Vec<_> =
        named.map(|(other, _)| record_link(here, register, &RecordKey::of::<Contribution>(other))).collect();
    let items: Vec<_> = links.into_iter().map(|link| view! { <li>{link}</li> }).collect();
    (!items.is_empty()).then(|| {
        view! {
            <details>
                <summary>{said!(text::NAMED_ONLY, n = items.len())}</summary>
                <ul class="plain">{items}</ul>
            </details>
        }
        .into_any()
    })
}
