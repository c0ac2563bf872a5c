//! The minutes of a meeting: how far they are, the texts that were kept, and what changed since.

use leptos::prelude::*;
use serde_json::{Map, Value};

use crate::app::desk::Desk;
use crate::app::pages::meeting::is_signed;
use crate::app::parts::form::between;
use crate::app::parts::here::{Here, here};
use crate::app::parts::say;
use crate::app::reference::{Reference, reference};
use crate::app::route::{Address, Page};
use crate::documents::{Kept, Line, Written, differences, kept, minutes_text, stands_on};
use crate::figures::{Count, Ledger, Query};
use crate::register::{
    Collection, Currency, Date, Draft, Id, Meeting, MinutesState, MinutesVersion, Node, RecordKey, Register,
};

/// A text that was kept, as the page lists it.
#[derive(Clone, PartialEq)]
struct Text {
    word: String,
    name: String,
    date: String,
    hash: String,
    as_kept: bool,
}

impl Text {
    fn of(kept: &Kept<'_>) -> Self {
        Text {
            word: kept.word(),
            name: label(kept),
            date: kept.version.date.as_ref().map(say::date).unwrap_or_default(),
            hash: kept.version.hash.clone().unwrap_or_default(),
            as_kept: kept.version.is_as_kept(),
        }
    }
}

/// What a text that was kept is called.
pub fn label(kept: &Kept<'_>) -> String {
    match kept.version.state {
        Some(MinutesState::Approved) => format!("Version {}, approved", kept.number),
        Some(MinutesState::Circulated) => format!("Circulated text {}", kept.number),
        _ => format!("Kept text {}", kept.number),
    }
}

/// The minutes as they stand.
#[derive(Clone, PartialEq)]
struct Standing {
    state: MinutesState,
    texts: Vec<Text>,
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
        <h2>"Minutes"</h2>
        <p>{said} " " <a href=draft>"Read them as the register has them now"</a></p>
        {changed}
        {steps}
        {texts}
    }
}

fn standing(register: &Register, reference: Reference, id: &Id) -> Option<Standing> {
    let meeting = register.meetings.get(id)?;
    let rates = reference.rates(register);
    let now = minutes_text(register, &*rates, id).map_err(|error| error.to_string());
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
    let texts = all.iter().map(Text::of).collect();
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
    let last = standing.texts.last();
    let on = |verb: &str| match last.filter(|text| !text.date.is_empty()) {
        Some(text) => format!("{verb} on {}", text.date),
        None => verb.to_owned(),
    };
    match standing.state {
        MinutesState::Draft => "They are a draft.".to_owned(),
        MinutesState::Circulated => format!("{}, not approved yet.", on("Circulated")),
        MinutesState::Approved => format!("{}; the text that was approved stands.", on("Approved")),
    }
}

/// The address of a text of the minutes.
fn text_address(here: &Here, key: &RecordKey, word: &str) -> String {
    Address::parse(&here.href(Page::of(key))).with("doc", "minutes").with("version", word).to_string()
}

/// What differs, line by line: in words and marks, not in colour alone.
#[component]
fn Changed(state: MinutesState, lines: Vec<Line>) -> impl IntoView {
    let since = if state == MinutesState::Approved { "after approval" } else { "after it was circulated" };
    let lines = lines.into_iter().map(|line| match line {
        Line::Same(text) => view! { <li>{text}</li> }.into_any(),
        Line::Went(text) => {
            view! { <li class="went"><span class="aloud">"Was: "</span><del>{text}</del></li> }.into_any()
        }
        Line::Came(text) => {
            view! { <li class="came"><span class="aloud">"Is now: "</span><ins>{text}</ins></li> }.into_any()
        }
        Line::Skipped(count) => {
            let same = say::count(count, "line is", "lines are");
            view! { <li class="q">{format!("… {same} the same")}</li> }.into_any()
        }
    });
    view! {
        <div class="say w">
            <p><b>"The record was changed "{since}"."</b> " The text that was kept stays as it is. This is what differs:"</p>
            <ul class="diff" aria-label="What differs">{lines.collect_view()}</ul>
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
    let bare = !texts.iter().any(|text| text.name.ends_with("approved"));
    let written = StoredValue::new((key, written));
    let button = move |label: &'static str, to: MinutesState, class: &'static str| {
        let act = move |_| written.with_value(|(key, written)| keep(&desk, key, to, written));
        view! { <button class=class disabled=move || waits || desk.locked().is_some() on:click=act>{label}</button> }
    };
    let back = move || {
        let act = move |_| written.with_value(|(key, _)| take_back(&desk, key));
        view! { <button class="small" disabled=move || desk.locked().is_some() on:click=act>"Back to draft"</button> }
    };
    let buttons = match state {
        MinutesState::Draft => view! {
            {button("Circulate", MinutesState::Circulated, "small")}
            {button("Approve", MinutesState::Approved, "small")}
        }
        .into_any(),
        MinutesState::Circulated => view! {
            {differs.then(|| button("Circulate again", MinutesState::Circulated, "small"))}
            {button("Approve", MinutesState::Approved, "small")}
            {back()}
        }
        .into_any(),
        MinutesState::Approved if differs => {
            button("Approve a new version", MinutesState::Approved, "small").into_any()
        }
        MinutesState::Approved if bare => {
            button("Keep the approved text", MinutesState::Approved, "small").into_any()
        }
        MinutesState::Approved => return ().into_any(),
    };
    let waits = waits.then(|| view! { <span role="status">"Exchange rates are being fetched."</span> });
    view! { <p class="tools">{buttons} {waits}</p> }.into_any()
}

/// All texts that were kept, the latest first.
#[component]
fn Texts(key: RecordKey, texts: Vec<Text>) -> impl IntoView {
    let here = here();
    let count = texts.len();
    let rows = texts.into_iter().rev().map(|text| {
        let (key, word) = (key.clone(), text.word.clone());
        let altered = (!text.as_kept).then(|| {
            view! { <span class="chip bad">"The text is not the one that was kept: its SHA-256 is another one"</span> }
        });
        view! {
            <tr data-id=text.word>
                <td><a href=move || text_address(&here, &key, &word)>{text.name}</a> " " {altered}</td>
                <td class="d" data-label="Kept on">{text.date}</td>
                <td class="code" data-label="SHA-256"><code>{text.hash}</code></td>
            </tr>
        }
    });
    view! {
        <table class="list" aria-label="Texts that were kept" aria-rowcount=(count + 1).to_string()>
            <thead><tr><th scope="col">"Text"</th><th scope="col">"Kept on"</th><th scope="col">"SHA-256"</th></tr></thead>
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
            MinutesState::Approved => "Approved. The text stands as it is from now on.",
            _ => "Circulated. The text that was sent is kept.",
        },
    );
}

fn last_order(meeting: Option<&Meeting>) -> String {
    let orders = meeting.into_iter().flat_map(|meeting| meeting.versions.values());
    orders.filter_map(|version| version.order.clone()).max().unwrap_or_default()
}

fn take_back(desk: &Desk, key: &RecordKey) {
    let patch = Map::from_iter([("minutes".to_owned(), Value::from(MinutesState::Draft.word()))]);
    write(desk, key, patch, "A draft again. What was circulated stays readable.");
}

fn write(desk: &Desk, key: &RecordKey, patch: Map<String, Value>, done: &'static str) {
    if !is_signed(desk) {
        return;
    }
    let mut draft = Draft::new();
    draft.patch_with(key, patch);
    match desk.write(draft) {
        Ok(_) => desk.notice.set(done.to_owned()),
        Err(reason) => desk.notice.set(reason),
    }
}
