//! One contribution: who gives, every step with its rate and sources, and how it hangs together with others.

use std::sync::Arc;

use leptos::prelude::*;

use super::contributions::{area_name, givers_of};
use super::record::{Changes, Facts, Heading, Missing, Sections, Tools, UsedIn};
use crate::app::desk::{Dialog, desk};
use crate::app::locale;
use crate::app::parts::counted::COUNTED;
use crate::app::parts::figure::MeasureKey;
use crate::app::parts::figure_parts::{rate_view, reason};
use crate::app::parts::here::{Here, here};
use crate::app::parts::sources::{Cited, SourceList, cited};
use crate::app::parts::told::told;
use crate::app::parts::{say, titles};
use crate::app::readings::Reading;
use crate::app::route::Page;
use crate::app::wings::reading_view;
use crate::figures::{Figure, Of, reached};
use crate::register::{
    Arrange, Collection, Contribution as Record, Date, Entry, Few, Id, Meeting, Node, RecordKey, Register,
    Step,
};
use crate::said;
use crate::words::labels;
use crate::words::text::Arg;
use crate::words::text::areas::{amounts, common, parts, record as text};

/// The page of a contribution.
#[component]
pub fn Contribution(
    /// Which one.
    id: Id,
) -> impl IntoView {
    let desk = desk();
    let key = RecordKey::of::<Record>(&id);
    let at = id.clone();
    let exists = Memo::new(move |_| {
        desk.read_in(&[Collection::Contributions], |register| register.contributions.get(&at).is_some())
    });
    view! {
        <Show when=move || exists.get() fallback=|| view! { <Missing of=Collection::Contributions /> }>
            <Heading key=key.clone() />
            <Point id=id.clone() />
            <Tools key=key.clone() />
            <Facts key=key.clone() />
            <Entries id=id.clone() />
            {reading_view(Reading::Chain(key.clone()))}
            <Sections key=key.clone() except=&["entries"] />
            <UsedIn key=key.clone() />
            <Changes key=key.clone() />
        </Show>
    }
}

/// Who gives, what for, and how far it has come.
#[component]
fn Point(id: Id) -> impl IntoView {
    let here = here();
    let desk = here.desk;
    move || {
        let on = here.on();
        desk.read_in(&[Collection::Contributions, Collection::Parties, Collection::Register], |register| {
            let one = register.contributions.get(&id)?;
            let givers: Vec<_> = givers_of(one).collect();
            let names: Vec<_> = givers
                .iter()
                .map(|giver| {
                    let href = here.href(Page::Member(giver.to_string()));
                    view! { <a href=href>{say::party(register, giver)}</a> }.into_any()
                })
                .collect();
            let form = one.form.map(|form| labels::inside(labels::choice_label(form.word())));
            let area = one.area.as_ref().map(|area| area_name(register, area));
            let about: Vec<_> = form.into_iter().chain(area).collect();
            let about = if about.is_empty() { String::new() } else { format!(" ({})", about.join(", ")) };
            let step = reached(one, on);
            let so_far = match step.step.and_then(Step::measure) {
                _ if one.outside => said!(text::OUTSIDE),
                _ if step.withdrawn => said!(text::WITHDRAWN, day = say::day(on)),
                Some(measure) => {
                    said!(text::REACHED, day = say::day(on), measure = labels::inside(say::measure(measure)))
                }
                None => said!(text::NOTHING_HAPPENED, day = say::day(on)),
            };
            let from = match givers.len() {
                0 => text::FROM_NOT_STATED,
                1 => text::FROM,
                _ => text::FROM_TOGETHER,
            };
            let from = told(from, &[("about", Arg::Words(&about))], [("givers", commas(names))]);
            Some(view! { <p class="point">{from}" "{so_far}</p> })
        })
    }
}

/// Views in a row: A, B and C.
pub fn commas(mut items: Vec<AnyView>) -> AnyView {
    let last = items.pop();
    let joined = items.into_iter().enumerate().map(|(place, item)| {
        let before = if place == 0 { "" } else { ", " };
        view! { {before}{item} }
    });
    let joined: Vec<_> = joined.collect();
    match (joined.is_empty(), last) {
        (false, Some(last)) => {
            told(amounts::AND, &[], [("before", joined.into_any()), ("last", last)]).into_any()
        }
        (_, last) => last.into_any(),
    }
}

/// An entry with everything that the table says about it.
struct Line {
    id: Id,
    entry: Entry,
    meeting: Option<(String, RecordKey)>,
    cited: Vec<Cited>,
    others: Vec<String>,
}

/// The entries in the order of their dates, each with its sum in the reporting currency or why it is not counted.
#[component]
fn Entries(id: Id) -> impl IntoView {
    let here = here();
    let desk = here.desk;
    let key = RecordKey::of::<Record>(&id);
    let add = key.clone();
    let table = move || {
        let counted = here.counted().around(&id);
        let mut reads = COUNTED.to_vec();
        reads.extend([Collection::Meetings, Collection::Parties]);
        let lines = desk.read_in(&reads, |register| lines(register, &id));
        // Each step is a measure of its own; the figure of that measure says what the entry adds.
        let mut figures: Few<Step, Arc<Figure>> = Few::new();
        for line in &lines {
            if let Some((step, measure)) = line.entry.kind.and_then(|step| Some((step, step.measure()?))) {
                figures.or_insert_with(step, || Arc::new(counted.figure(measure)));
            }
        }
        let code = counted.query.currency.code();
        let count = lines.len().saturating_add(1).to_string();
        if lines.is_empty() {
            return view! { <p class="q">{text::NO_ENTRIES.said()}</p> }.into_any();
        }
        let rows = lines.into_iter().map(|line| {
            let figure = line.entry.kind.and_then(|step| figures.get(&step).cloned());
            row(here, &key, line, figure)
        });
        view! {
            <table class="list" aria-label=text::ENTRIES.said() aria-rowcount=count>
                <thead><tr>
                    <th scope="col">{text::STEP.said()}</th><th scope="col">{text::DATE.said()}</th><th scope="col" class="n">{text::AS_STATED.said()}</th>
                    <th scope="col" class="n">{code}</th><th scope="col">{text::SOURCES.said()}</th>
                    <th scope="col"><span class="aloud">{text::TOOLS.said()}</span></th>
                </tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        }
        .into_any()
    };
    view! {
        <h2>{text::ENTRIES.said()}</h2>
        {table}
        <p class="tools">
            <button class="small" disabled=move || desk.locked().is_some()
                on:click=move |_| desk.show(Dialog::Edit(add.clone(), "entries".to_owned()))>{text::ADD_ENTRY.said()}</button>
        </p>
    }
}

fn lines(register: &Register, id: &Id) -> Vec<Line> {
    let Some(one) = register.contributions.get(id) else { return Vec::new() };
    let mut lines: Vec<_> = one
        .entries
        .live()
        .map(|(id, entry)| Line {
            id: id.clone(),
            entry: entry.clone(),
            meeting: entry.meeting.as_ref().map(|meeting| {
                let key = RecordKey::of::<Meeting>(meeting.id());
                (titles::title(register, &key, &*locale()), key)
            }),
            cited: cited(register, std::iter::once(&entry.sources)),
            others: readings(register, entry),
        })
        .collect();
    lines.arrange_by_key(|line| (line.entry.date.as_ref().map(Date::last), line.id.clone()));
    lines
}

/// What other sources say of an entry, in words.
fn readings(register: &Register, entry: &Entry) -> Vec<String> {
    let said = entry.readings.values().filter_map(|reading| {
        let field = Entry::SHAPE.field(reading.field.as_deref()?)?;
        let value = titles::leaf(field.kind, &reading.value.as_ref()?.0, register, &*locale())?;
        let source = reading.source.as_ref().map(|source| {
            titles::title(register, &RecordKey::new(Collection::Sources, source.id().clone()), &*locale())
        });
        let said: Vec<_> = source.into_iter().chain(reading.reason.clone()).collect();
        let said = if said.is_empty() { String::new() } else { format!(" ({})", said.join("; ")) };
        Some(said!(text::OTHERS, value) + &said)
    });
    said.collect()
}

fn row(here: Here, key: &RecordKey, line: Line, figure: Option<Arc<Figure>>) -> AnyView {
    let desk = here.desk;
    let Line { id, entry, meeting, cited, others } = line;
    let step = match entry.kind.and_then(Step::measure) {
        Some(measure) => view! { <MeasureKey measure /> }.into_any(),
        None => entry
            .kind
            .map_or_else(|| text::NOT_STATED.said(), |kind| labels::choice_label(kind.word()))
            .into_any(),
    };
    let act = entry.act.clone();
    let meeting = meeting.map(|(title, key)| {
        let page = Page::of(&key);
        let link = view! { <a href=move || desk.href(page.clone())>{title}</a> };
        view! { <small>{told(text::AT_MEETING, &[], [("meeting", link.into_any())])}</small> }
    });
    let stated = entry.amount.map_or_else(|| said!(parts::NO_FIGURE), |amount| locale().amount(&amount));
    let soft = entry.amount.is_none();
    let edit = Dialog::Edit(key.clone(), format!("entries/{id}"));
    let what = act.clone().unwrap_or_else(|| said!(text::ENTRY));
    let name = said!(text::EDIT_ENTRY, what, sum = stated);
    let (rate, converted) = worth(&here, figure.as_deref(), &key.id, &id, entry.kind);
    let code = figure.as_ref().map_or("", |figure| figure.currency.code());
    view! {
        <tr data-id=id.to_string()>
            <td data-label=text::STEP.said()>{step}<small>{act}</small>{meeting}</td>
            <td class="d" data-label=text::DATE.said()>{entry.date.as_ref().map(say::date)}</td>
            <td class="n" data-label=text::AS_STATED.said()>
                <span class:q=soft>{stated}</span>
                {rate.map(|rate| view! { <small>{rate}</small> })}
                {others.into_iter().map(|other| view! { <small class="wrap">{other}</small> }).collect_view()}
            </td>
            <td class="n" data-label=code>{converted}</td>
            <td data-label=text::SOURCES.said()><SourceList cited /></td>
            <td class="n">
                <button class="small" aria-label=name disabled=move || desk.locked().is_some()
                    on:click=move |_| desk.show(edit.clone())>{common::EDIT.said()}</button>
            </td>
        </tr>
    }
    .into_any()
}

/// The rate of an entry and its sum in the reporting currency; where it is not counted, why.
fn worth(
    here: &Here,
    figure: Option<&Figure>,
    record: &Id,
    line: &Id,
    kind: Option<Step>,
) -> (Option<AnyView>, AnyView) {
    let soft = |text: String| view! { <span class="q">{text}</span> }.into_any();
    let Some(figure) = figure else {
        let statement = kind == Some(Step::Statement);
        return (None, soft(if statement { said!(text::ADDS_NOTHING) } else { "–".to_owned() }));
    };
    let of = Of::Contribution(record.clone());
    let part = figure.parts.iter().find(|part| part.of.as_ref() == Some(&of) && part.lines.contains(line));
    if let Some(part) = part {
        let rate = part.rate.as_ref().map(|rate| rate_view(here, rate));
        return (rate, say::number(part.converted, figure.currency).into_any());
    }
    let left = figure.left_out.iter().find(|left| left.of == of && left.line == *line);
    let text = left.map(|left| here.desk.look(|register| reason(register, &left.reason)));
    (None, soft(text.unwrap_or_else(|| "–".to_owned())))
}
