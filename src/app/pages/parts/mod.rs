//! The parts that pages are made of, in their states: for whoever builds on them.

mod looks;
mod samples;
mod tokens;

use std::sync::Arc;

use leptos::prelude::*;
use serde_json::{Map, json};

use self::looks::{Colours, Lengths, Measures};
use crate::app::browser::page;
use crate::app::desk::{Dialog, desk};
use crate::app::parts::bars::BarChart;
use crate::app::parts::figure::{MembersView, TotalView};
use crate::app::parts::form::{
    AmountField, ChoiceField, CountField, DateField, ProseField, Target, TextField,
};
use crate::app::parts::here::here;
use crate::app::parts::say;
use crate::app::parts::table::ListTable;
use crate::app::parts::told::told;
use crate::app::route::Page;
use crate::register::{Collection, Measure};
use crate::said;
use crate::words::text::areas::forms;
use crate::words::text::areas::pages;
use crate::words::text::areas::{meeting, member, parts, record, samples as text, sharing, shell};

/// The page.
#[component]
pub fn Parts() -> impl IntoView {
    let desk = desk();
    page::adopt_style(include_str!("parts.css"));
    view! {
        <h1 tabindex="-1">{pages::PARTS.said()}</h1>
        <p class="point">{text::POINT.said()}</p>
        <p><a href=move || desk.href(Page::Help)>{text::BACK_TO_HELP.said()}</a></p>
        <Colours />
        <Measures />
        <Lengths />
        <Buttons />
        <Fields />
        <Chips />
        <Figures />
        <Tables />
        <Chart />
        <Notices />
    }
}

#[component]
fn Buttons() -> impl IntoView {
    let desk = desk();
    view! {
        <h2>{text::BUTTONS.said()}</h2>
        <p class="tools">
            <button type="button">{text::NORMAL.said()}</button>
            <button type="button" class="go">{text::MAIN_BUTTON.said()}</button>
            <button type="button" class="danger">{text::DANGER.said()}</button>
            <button type="button" disabled=true>{text::DISABLED.said()}</button>
            <button type="button" class="go" disabled=true>{text::MAIN_DISABLED.said()}</button>
            <button type="button" class="small">{text::SMALL.said()}</button>
            <a class="btn" href=move || desk.href(Page::Parts)>{text::LINK_AS_BUTTON.said()}</a>
            <button type="button" class="link">{text::BUTTON_AS_LINK.said()}</button>
        </p>
        <h2>{text::WINDOWS.said()}</h2>
        <p class="tools">
            <button type="button" on:click=move |_| desk.dialog.set(Some(Dialog::Keys))>{text::OPEN_WINDOW.said()}</button>
            <button type="button" on:click=move |_| desk.notice.set(text::NOTICE_SAID.said().to_owned())>
                {text::SHOW_NOTICE.said()}
            </button>
        </p>
    }
}

#[component]
fn Fields() -> impl IntoView {
    let filled = json!({
        "word": "raised", "date": "2024-02", "measure": "pledged",
        "amount": {"currency": "EUR", "qualifier": "over", "value": "30000000"},
        "count": 12, "note": format!("{}\n{}", text::LINES_TYPED.said(), text::LINES_GROW.said()),
    });
    let full = Target::local(Collection::Reported, filled.as_object().cloned().unwrap_or_default());
    let empty = Target::local(Collection::Reported, Map::new());
    let faulty = Target::local(Collection::Reported, Map::new());
    faulty.set_typed("count", Some(text::FAULT_TYPED.said().to_owned()));
    faulty.set_fault("count", Some(said!(forms::NOT_WHOLE, typed = text::FAULT_TYPED)));
    view! {
        <h2>{sharing::FIELDS.said()}</h2>
        <p class="why">{text::FIELDS_SAY.said()}</p>
        <div class="fields">
            <TextField target=empty path="word" label=text::EMPTY.said() hint=text::HINT_UNDER.said() />
            <TextField target=full path="word" label=text::FILLED.said() />
            <CountField target=faulty path="count" label=text::FAULTY.said() />
            <label class="field"><span>{text::DISABLED.said()}</span><input type="text" disabled=true value=text::CANNOT_CHANGE.said() /></label>
            <DateField target=full path="date" label=record::DATE.said() />
            <ChoiceField target=full path="measure" label=text::CHOICE.said() words=Measure::WORDS />
            <AmountField target=full path="amount" label=parts::AMOUNT.said() />
            <ProseField target=full path="note" label=text::SEVERAL_LINES.said() />
        </div>
        <p><label class="tick"><input type="checkbox" checked=true />{text::YES_OR_NO.said()}</label></p>
    }
}

#[component]
fn Chips() -> impl IntoView {
    view! {
        <h2>{text::CHIPS.said()}</h2>
        <p class="chips">
            <span class="chip">{text::PLAIN.said()}</span>
            <span class="chip w">{member::DISPUTED.said()}</span>
            <span class="chip bad">{parts::DIFFERS.said()}</span>
            <span class="chip good">{parts::HOLDS.said()}</span>
        </p>
    }
}

#[component]
fn Figures() -> impl IntoView {
    let on = here().on();
    let rows = samples::totals(on).into_iter().map(|(state, total)| {
        let beside = say::beside_total(&total).join("; ");
        let (short, full) = (total.clone(), total);
        view! {
            <tr>
                <th scope="row">{state}</th>
                <td class="n"><TotalView total=Signal::stored(short) /></td>
                <td class="n"><TotalView total=Signal::stored(full) full=true /></td>
                <td>{beside}</td>
            </tr>
        }
    });
    let disputed = view! { <span class="chip w">{said!(text::DISPUTED_TWO, count = "2")}</span> };
    view! {
        <h2>{shell::FIGURES.said()}</h2>
        <p class="why">{text::FIGURES_SAY.said()}</p>
        <div class="scroll" tabindex="0" role="region" aria-label=shell::FIGURES.said()>
            <table>
                <thead><tr>
                    <th scope="col">{meeting::STATE.said()}</th><th scope="col" class="n">{text::IN_SHORT.said()}</th>
                    <th scope="col" class="n">{text::IN_FULL.said()}</th><th scope="col">{text::BESIDE_IT.said()}</th>
                </tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
        <p>{told(text::MEMBERS_AND, &[], [("members", view! { <MembersView /> }.into_any()), ("disputed", disputed.into_any())])}</p>
    }
}

#[component]
fn Tables() -> impl IntoView {
    let grid = |rows| Signal::stored(Arc::new(samples::grid(rows)));
    let empty = || view! { <p>{text::EMPTY_LIST.said()}</p> };
    view! {
        <h2>{text::TABLES.said()}</h2>
        <ListTable grid=grid(4) label=text::LIST_WITH_TOTAL.said() sort="-sum" still=true />
        <ListTable grid=grid(0) label=text::LIST_WITHOUT_ROWS.said() still=true empty=ViewFn::from(empty) />
    }
}

#[component]
fn Chart() -> impl IntoView {
    let unit = format!("{}, EUR", say::measure(Measure::Pledged));
    view! {
        <h2>{text::CHART.said()}</h2>
        <BarChart measure=Measure::Pledged.word() label=text::CHART_LABEL.said() unit
            sentence=text::CHART_SAYS.said() bars=samples::bars() />
    }
}

#[component]
fn Notices() -> impl IntoView {
    view! {
        <h2>{text::NOTICES.said()}</h2>
        <p class="say">{text::TO_BE_KNOWN.said()}</p>
        <p class="say w">{text::TO_BE_LOOKED_AT.said()}</p>
        <p class="say bad">{text::WENT_WRONG.said()}</p>
        <p class="standing">{text::STANDING_NOTE.said()}</p>
        <h2>{text::PROGRESS.said()}</h2>
        <p class="narrow"><progress max="10" value="4" aria-label=text::FOUR_OF_TEN.said()></progress></p>
    }
}
