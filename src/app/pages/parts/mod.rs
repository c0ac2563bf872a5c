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
use crate::app::route::Page;
use crate::register::{Collection, Measure};

/// The page.
#[component]
pub fn Parts() -> impl IntoView {
    let desk = desk();
    page::adopt_style(include_str!("parts.css"));
    view! {
        <h1 tabindex="-1">"Parts"</h1>
        <p class="point">"What pages are made of, each part in its states: for whoever builds on them."</p>
        <p><a href=move || desk.href(Page::Help)>"Back to the help"</a></p>
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
        <h2>"Buttons"</h2>
        <p class="tools">
            <button type="button">"Normal"</button>
            <button type="button" class="go">"Main"</button>
            <button type="button" class="danger">"Danger"</button>
            <button type="button" disabled=true>"Disabled"</button>
            <button type="button" class="go" disabled=true>"Main, disabled"</button>
            <button type="button" class="small">"Small"</button>
            <a class="btn" href=move || desk.href(Page::Parts)>"A link as a button"</a>
            <button type="button" class="link">"A button as a link"</button>
        </p>
        <h2>"Windows"</h2>
        <p class="tools">
            <button type="button" on:click=move |_| desk.dialog.set(Some(Dialog::Keys))>"Open a window"</button>
            <button type="button" on:click=move |_| desk.notice.set("Said aloud, and gone after a while.".to_owned())>
                "Show a notice"
            </button>
        </p>
    }
}

#[component]
fn Fields() -> impl IntoView {
    let filled = json!({
        "word": "raised", "date": "2024-02", "measure": "pledged",
        "amount": {"currency": "EUR", "qualifier": "over", "value": "30000000"},
        "count": 12, "note": "What a text of several lines looks like,\nwhich grows with them.",
    });
    let full = Target::local(Collection::Reported, filled.as_object().cloned().unwrap_or_default());
    let empty = Target::local(Collection::Reported, Map::new());
    let faulty = Target::local(Collection::Reported, Map::new());
    faulty.set_typed("count", Some("a dozen".to_owned()));
    faulty.set_fault(
        "count",
        Some("“a dozen” is not a whole number; write digits only, such as 12.".to_owned()),
    );
    view! {
        <h2>"Fields"</h2>
        <p class="why">"A field says what it understood. What it did not understand stays as it was typed."</p>
        <div class="fields">
            <TextField target=empty path="word" label="Empty" hint="With a hint under it." />
            <TextField target=full path="word" label="Filled" />
            <CountField target=faulty path="count" label="Faulty" />
            <label class="field"><span>"Disabled"</span><input type="text" disabled=true value="cannot be changed" /></label>
            <DateField target=full path="date" label="Date" />
            <ChoiceField target=full path="measure" label="Choice" words=Measure::WORDS />
            <AmountField target=full path="amount" label="Amount" />
            <ProseField target=full path="note" label="Several lines" />
        </div>
        <p><label class="tick"><input type="checkbox" checked=true />"A choice of yes or no"</label></p>
    }
}

#[component]
fn Chips() -> impl IntoView {
    view! {
        <h2>"Chips"</h2>
        <p class="chips">
            <span class="chip">"Plain"</span>
            <span class="chip w">"Disputed"</span>
            <span class="chip bad">"Differs"</span>
            <span class="chip good">"Holds"</span>
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
    view! {
        <h2>"Figures"</h2>
        <p class="why">"A figure opens into its entries. In short it is never rounded past what it says."</p>
        <div class="scroll" tabindex="0" role="region" aria-label="Figures">
            <table>
                <thead><tr>
                    <th scope="col">"State"</th><th scope="col" class="n">"In short"</th>
                    <th scope="col" class="n">"In full"</th><th scope="col">"What stands beside it"</th>
                </tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
        <p>"Members: " <MembersView /> ", " <span class="chip w">"2 disputed"</span></p>
    }
}

#[component]
fn Tables() -> impl IntoView {
    let grid = |rows| Signal::stored(Arc::new(samples::grid(rows)));
    let empty = || view! { <p>"An empty list says what belongs here, and how to add it."</p> };
    view! {
        <h2>"Tables"</h2>
        <ListTable grid=grid(4) label="A list with a total" sort="-sum" still=true />
        <ListTable grid=grid(0) label="A list without rows" still=true empty=ViewFn::from(empty) />
    }
}

#[component]
fn Chart() -> impl IntoView {
    let unit = format!("{}, EUR", say::measure(Measure::Pledged));
    view! {
        <h2>"Chart"</h2>
        <BarChart measure=Measure::Pledged.word() label="Pledged by member" unit
            sentence="A chart has a sentence and a table from the same rows. One bar has no figure." bars=samples::bars() />
    }
}

#[component]
fn Notices() -> impl IntoView {
    view! {
        <h2>"Notices"</h2>
        <p class="say">"What is to be known."</p>
        <p class="say w">"What is to be looked at."</p>
        <p class="say bad">"What went wrong, and what to do."</p>
        <p class="standing">"The standing note of a register."</p>
        <h2>"Progress"</h2>
        <p class="narrow"><progress max="10" value="4" aria-label="Four of ten"></progress></p>
    }
}
