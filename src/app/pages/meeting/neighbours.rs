//! The series of a meeting, and the meetings before and after it.

use leptos::prelude::*;
use serde_json::{Map, Value};

use super::called;
use crate::app::desk::Dialog;
use crate::app::parts::here::here;
use crate::app::parts::told::told;
use crate::app::route::Page;
use crate::figures::{meeting_after, meeting_before};
use crate::register::{Collection, Id, RecordKey};
use crate::words::text::Text;
use crate::words::text::areas::meeting as text;

/// What stands around a meeting in its series.
#[derive(Clone, PartialEq)]
struct Around {
    series: Option<String>,
    kind: Option<&'static str>,
    dated: bool,
    before: Option<(Id, String)>,
    after: Option<(Id, String)>,
}

/// The series with the meetings before and after.
#[component]
pub fn Neighbours(
    /// Which record.
    key: RecordKey,
) -> impl IntoView {
    let here = here();
    let desk = here.desk;
    let at = key.clone();
    let around = Memo::new(move |_| {
        desk.read_in(&[Collection::Meetings], |register| {
            let meeting = register.meetings.get(&at.id)?;
            let named = |held: crate::figures::Held| {
                let title = called(register, &held.meeting);
                (held.meeting, title)
            };
            Some(Around {
                series: meeting.series.clone(),
                kind: meeting.kind.map(|kind| kind.word()),
                dated: meeting.date.is_some(),
                before: meeting_before(register, &at.id).map(named),
                after: meeting_after(register, &at.id).map(named),
            })
        })
    });
    let link = move |label: Text, (id, title): (Id, String)| {
        let page = Page::Record(RecordKey::new(Collection::Meetings, id));
        let link = view! { <a href=move || here.href(page.clone())>{title}</a> };
        view! { <span>{told(label, &[], [("meeting", link.into_any())])}</span> }
    };
    let edit = Dialog::Edit(key, "series".to_owned());
    let series = move |series: Option<String>| {
        let edit = edit.clone();
        let words = match &series {
            Some(series) => series.clone(),
            None => text::NO_SERIES.said().to_owned(),
        };
        let words = view! { <b>{words}</b> };
        view! {
            <span>
                {told(text::SERIES, &[], [("series", words.into_any())])} " "
                <button class="link" disabled=move || desk.locked().is_some() aria-label=text::CHANGE_SERIES.said()
                    on:click=move |_| desk.show(edit.clone())>{text::CHANGE.said()}</button>
            </span>
        }
    };
    // The next one goes on where this one ends: same series, same kind.
    let next = move |around: &Around| {
        let given = [("series", around.series.clone()), ("kind", around.kind.map(str::to_owned))];
        let filled =
            given.into_iter().filter_map(|(name, value)| Some((name.to_owned(), Value::from(value?))));
        let dialog = Dialog::New(Collection::Meetings, filled.collect::<Map<_, _>>());
        view! {
            <button class="link" disabled=move || desk.locked().is_some()
                on:click=move |_| desk.show(dialog.clone())>{text::ADD_NEXT.said()}</button>
        }
    };
    let shown = move || {
        around.get().map(|around| {
            let next = (around.after.is_none() && around.dated).then(|| next(&around));
            view! {
                {series(around.series)}
                {around.before.map(|before| link(text::PREVIOUS, before))}
                {around.after.map(|after| link(text::NEXT, after))}
                {next}
            }
        })
    };
    view! { <p class="neighbours">{shown}</p> }
}
