//! The minutes of a meeting: how far they are, the texts that were kept, and what changed since.

use leptos::prelude::*;
use serde_json::{Map, Value};

use crate::app::desk::Desk;
use crate::app::in_english;
use crate::app::pages::meeting::is_signed;
use crate::app::parts::form::between;
use crate::app::parts::here::{Here, here};
use crate::app::parts::say;
use crate::app::reference::{Reference, reference};
use crate::app::route::{Address, Page};
use crate::documents::{DocumentError, Kept, Line, Written, differences, kept, minutes_text, stands_on};
use crate::figures::{Count, Ledger, Query};
use crate::register::{
    Collection, Currency, Date, Draft, Id, Meeting, MinutesState, MinutesVersion, Node, RecordKey, Register,
};
use crate::said;
use crate::words::labels;
use crate::words::text::Text;
use crate::words::text::areas::minutes as text;

/// A text that was kept, as the page lists it.
#[derive(Clone, PartialEq)]
struct Listed {
    word: String,
    name: String,
    date: String,
    hash: String,
    as_kept: bool,
    approved: bool,
}

impl Listed {
    fn of(kept: &Kept<'_>) -> Self {
        Listed {
            word: kept.word(),
            name: label(kept),
            date: kept.version.date.as_ref().map(say::date).unwrap_or_default(),
            hash: kept.version.hash.clone().unwrap_or_default(),
            as_kept: kept.version.is_as_kept(),
            approved: kept.version.state == Some(MinutesState::Approved),
        }
    }
}

/// What a text that was kept is called.
pub fn label(kept: &Kept<'_>) -> String {
    let number = kept.number.to_string();
    match kept.version.state {
        Some(MinutesState::Approved) => said!(text::VERSION_APPROVED, number),
        Some(MinutesState::Circulated) => said!(text::CIRCULATED_TEXT, number),
        _ => said!(text::KEPT_TEXT, number),
    }
}

/// The minutes as they stand.
#[derive(Clone, PartialEq)]
struct Standing {
    state: MinutesState,
    texts: Vec<Listed>,
    /// The text as the register has it, or why there is none.
    now: Result<Written, String>,
    /// What differs from the text that stands.
    changed: Vec<Line>,
    /// Whether rates are still to come by which it may read otherwise.
    waits: bool,
}

/// How far the minutes are, with what can be done next.
#[component]
pub fn MinutesOf(
    /// Of which meeting.
    id: Id,
) -> impl IntoView {
    let (here, reference) = (here(), reference());
    let desk = here.desk;
    let key = RecordKey::new(Collection::Meetings, id.clone());
    // Whatever stands in minutes may come from any collection.
    let standing = Memo::new(move |_| desk.read(|register| standing(register, reference, &id)));
    let said = move || standing.with(|standing| standing.as_ref().map(sentence));
    let about = key.clone();
    let draft = move || text_address(&here, &about, "draft");
    let texts = {
        let key = key.clone();
        move || {
            let texts = standing.get()?.texts;
            (!texts.is_empty()).then(|| view! { <Texts key=key.clone() texts /> })
        }
    };
    let changed = move || {
        let standing = standing.get()?;
        (!standing.changed.is_empty())
            .then(|| view! { <Changed state=standing.state lines=standing.changed /> })
    };
    let steps = move || standing.get().map(|standing| view! { <Steps key=key.clone() standing /> });
    view! {
        <h2>{labels::choice_label("minutes")}</h2>
        <p>{said} " " <a href=draft>{text::READ_NOW.said()}</a></p>
        {changed}
        {steps}
        {texts}
    }
}

fn standing(register: &Register, reference: Reference, id: &Id) -> Option<Standing> {
    let meeting = register.meetings.get(id)?;
    let rates = reference.rates(register);
    // What may be kept is written in English.
    let now = in_english(|| minutes_text(register, &*rates, id)).map_err(|error| match error {
        DocumentError::Undated(key) => said!(text::UNDATED, id = key.id.to_string()),
        other => other.to_string(),
    });
    if lacks_rates(register, &*rates, id) {
        reference.fetch();
    }
    let state = meeting.minutes.unwrap_or(MinutesState::Draft);
    let all = kept(meeting);
    let last = all.iter().rev().find(|kept| kept.version.state == Some(state));
    let earlier = last.and_then(|kept| kept.version.text.as_deref());
    let changed = match (earlier, &now) {
        (Some(earlier), Ok(now)) => differences(earlier, &now.text),
        _ => Vec::new(),
    };
    let texts = all.iter().map(Listed::of).collect();
    Some(Standing { state, texts, now, changed, waits: reference.is_coming() })
}

/// Whether something new at the meeting has no rate yet.
fn lacks_rates(register: &Register, rates: &dyn crate::figures::Rates, id: &Id) -> bool {
    let own = register.coalition.get(&RecordKey::own().id).and_then(|own| own.currency);
    let Some(on) = stands_on(register, id) else { return false };
    let query = Query { on, published: None, currency: own.unwrap_or(Currency::EUR) };
    !Count::new(&Ledger::of(register), rates, query).new_at(id).unconverted.is_empty()
}

fn sentence(standing: &Standing) -> String {
    let date = standing.texts.last().map(|text| &text.date).filter(|date| !date.is_empty());
    match (standing.state, date) {
        (MinutesState::Draft, _) => text::ARE_DRAFT.said().to_owned(),
        (MinutesState::Circulated, Some(date)) => said!(text::CIRCULATED_ON, date),
        (MinutesState::Circulated, None) => text::CIRCULATED.said().to_owned(),
        (MinutesState::Approved, Some(date)) => said!(text::APPROVED_ON, date),
        (MinutesState::Approved, None) => text::APPROVED.said().to_owned(),
    }
}

/// The address of a text of the minutes.
fn text_address(here: &Here, key: &RecordKey, word: &str) -> String {
    Address::parse(&here.href(Page::of(key))).with("doc", "minutes").with("version", word).to_string()
}

/// What differs, line by line: in words and marks, not in colour alone.
#[component]
fn Changed(state: MinutesState, lines: Vec<Line>) -> impl IntoView {
    let approved = state == MinutesState::Approved;
    let changed = if approved { text::CHANGED_APPROVED } else { text::CHANGED_CIRCULATED };
    let lines = lines.into_iter().map(|line| match line {
        Line::Same(text) => view! { <li>{text}</li> }.into_any(),
        Line::Went(text) => {
            view! { <li class="went"><span class="aloud">{text::WAS.said()}" "</span><del>{text}</del></li> }.into_any()
        }
        Line::Came(text) => {
            view! { <li class="came"><span class="aloud">{text::IS_NOW.said()}" "</span><ins>{text}</ins></li> }.into_any()
        }
        Line::Skipped(count) => {
            view! { <li class="q">{said!(text::SAME_LINES, n = count)}</li> }.into_any()
        }
    });
    view! {
        <div class="say w">
            <p><b>{changed.said()}</b> " " {text::KEPT_STAYS.said()}</p>
            <ul class="diff" aria-label=text::WHAT_DIFFERS.said()>{lines.collect_view()}</ul>
        </div>
    }
}

/// What can be done with the minutes now.
#[component]
fn Steps(key: RecordKey, standing: Standing) -> impl IntoView {
    let desk = here().desk;
    let Standing { state, now, changed, waits, texts } = standing;
    let written = match now {
        Ok(written) => written,
        Err(reason) => return view! { <p class="q">{reason}</p> }.into_any(),
    };
    let differs = !changed.is_empty();
    // Minutes that are said to be approved, without the text: it can still be kept.
    let bare = !texts.iter().any(|text| text.approved);
    let written = StoredValue::new((key, written));
    let button = move |label: Text, to: MinutesState| {
        let act = move |_| written.with_value(|(key, written)| keep(&desk, key, to, written));
        view! { <button class="small" disabled=move || waits || desk.locked().is_some() on:click=act>{label.said()}</button> }
    };
    let back = move || {
        let act = move |_| written.with_value(|(key, _)| take_back(&desk, key));
        view! { <button class="small" disabled=move || desk.locked().is_some() on:click=act>{text::BACK_TO_DRAFT.said()}</button> }
    };
    let buttons = match state {
        MinutesState::Draft => view! {
            {button(text::CIRCULATE, MinutesState::Circulated)}
            {button(text::APPROVE, MinutesState::Approved)}
        }
        .into_any(),
        MinutesState::Circulated => view! {
            {differs.then(|| button(text::CIRCULATE_AGAIN, MinutesState::Circulated))}
            {button(text::APPROVE, MinutesState::Approved)}
            {back()}
        }
        .into_any(),
        MinutesState::Approved if differs => button(text::APPROVE_NEW, MinutesState::Approved).into_any(),
        MinutesState::Approved if bare => button(text::KEEP_APPROVED, MinutesState::Approved).into_any(),
        MinutesState::Approved => return ().into_any(),
    };
    let waits = waits.then(|| view! { <span role="status">{text::RATES_COMING.said()}</span> });
    view! { <p class="tools">{buttons} {waits}</p> }.into_any()
}

/// All texts that were kept, the latest first.
#[component]
fn Texts(key: RecordKey, texts: Vec<Listed>) -> impl IntoView {
    let here = here();
    let count = texts.len();
    let rows = texts.into_iter().rev().map(|text| {
        let (key, word) = (key.clone(), text.word.clone());
        let altered = (!text.as_kept).then(|| {
            view! { <span class="chip bad">{text::ALTERED.said()}</span> }
        });
        view! {
            <tr data-id=text.word>
                <td><a href=move || text_address(&here, &key, &word)>{text.name}</a> " " {altered}</td>
                <td class="d" data-label=text::KEPT_ON.said()>{text.date}</td>
                <td class="code" data-label="SHA-256"><code>{text.hash}</code></td>
            </tr>
        }
    });
    view! {
        <table class="list" aria-label=text::TEXTS_KEPT.said() aria-rowcount=(count + 1).to_string()>
            <thead><tr><th scope="col">{text::TEXT.said()}</th><th scope="col">{text::KEPT_ON.said()}</th><th scope="col">"SHA-256"</th></tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}

/// Keeps the text as it stands with its hash and says how far the minutes are, as one change.
fn keep(desk: &Desk, key: &RecordKey, state: MinutesState, written: &Written) {
    let today = untrack(|| desk.today());
    let mut version = MinutesVersion::of(state, Date::from_day(today), &written.text);
    let last = desk.look(|register| last_order(register.meetings.get(&key.id).map(|meeting| &**meeting)));
    version.order = Some(between(&last, None));
    version.internal = written.internal.then_some(true);
    let line = Map::from_iter([(desk.new_id().to_string(), Value::Object(version.write()))]);
    let patch = [("minutes", Value::from(state.word())), ("versions", Value::Object(line))];
    write(
        desk,
        key,
        patch.map(|(name, value)| (name.to_owned(), value)).into_iter().collect(),
        match state {
            MinutesState::Approved => text::NOW_APPROVED,
            _ => text::NOW_CIRCULATED,
        },
    );
}

fn last_order(meeting: Option<&Meeting>) -> String {
    let orders = meeting.into_iter().flat_map(|meeting| meeting.versions.values());
    orders.filter_map(|version| version.order.clone()).max().unwrap_or_default()
}

fn take_back(desk: &Desk, key: &RecordKey) {
    let patch = Map::from_iter([("minutes".to_owned(), Value::from(MinutesState::Draft.word()))]);
    write(desk, key, patch, text::NOW_DRAFT);
}

fn write(desk: &Desk, key: &RecordKey, patch: Map<String, Value>, done: Text) {
    if !is_signed(desk) {
        return;
    }
    let mut draft = Draft::new();
    draft.patch_with(key, patch);
    match desk.write(draft) {
        Ok(_) => desk.notice.set(done.said().to_owned()),
        Err(reason) => desk.notice.set(reason),
    }
}
