//! A copy of the register as a link: what goes into it, how it is sealed, and who can take a link of that length.

use leptos::prelude::*;

use crate::app::browser::clock;
use crate::app::desk::{Desk, desk};
use crate::app::parts::table;
use crate::app::route::Page;
use crate::exchange::{Chosen, CopyScope, Detail, FreshCopy};
use crate::register::{Day, RecordKey};
use crate::said;
use crate::words::text::Text;
use crate::words::text::areas::{common, sharing as text, windows};

mod made;
mod qr;
mod sign;
mod told;

pub(super) use made::{Locked, Made, Parcel};
pub(super) use sign::{Sign, Signs};
pub(super) use told::Told;

/// A register of more records is no matter for a link.
const MANY: usize = 5_000;

/// What can stay out of it.
const DETAILS: [(Detail, Text); 6] = [
    (Detail::Notes, text::NOTES),
    (Detail::Minutes, text::MINUTES),
    (Detail::Attendance, text::ATTENDANCE),
    (Detail::Statements, text::STATEMENTS),
    (Detail::Plans, text::PLANS),
    (Detail::Items, text::ITEMS),
];

/// What was asked for, as signals.
#[derive(Clone, Copy)]
struct Asked {
    only_view: RwSignal<bool>,
    from: RwSignal<String>,
    to: RwSignal<String>,
    without: RwSignal<Vec<Detail>>,
    internal: RwSignal<bool>,
}

impl Asked {
    fn keep(self, detail: Detail, goes: bool) {
        self.without.update(|without| {
            without.retain(|other| *other != detail);
            if !goes {
                without.push(detail);
            }
        });
    }

    fn scope(self, view: &[RecordKey]) -> Result<CopyScope, String> {
        let day = |text: String, other: Day| match text.as_str() {
            "" => Ok(other),
            typed => typed.parse::<Day>().map_err(|_| said!(text::NO_DAY, typed)),
        };
        let (from, to) = (self.from.get(), self.to.get());
        let period = match (from.as_str(), to.as_str()) {
            ("", "") => None,
            _ => Some((day(from, Day::MIN)?, day(to, Day::MAX)?)),
        };
        if period.is_some_and(|(from, to)| to < from) {
            return Err(said!(text::PERIOD_ENDS));
        }
        Ok(CopyScope {
            which: if self.only_view.get() { Chosen::Only(view.to_vec()) } else { Chosen::Whole },
            period,
            without: self.without.get(),
            with_internal: self.internal.get(),
        })
    }
}

/// The window.
#[component]
pub fn Share() -> impl IntoView {
    let desk = desk();
    let view = StoredValue::new(in_view(&desk));
    let asked = Asked {
        only_view: RwSignal::new(false),
        from: RwSignal::new(String::new()),
        to: RwSignal::new(String::new()),
        without: RwSignal::new(Vec::new()),
        internal: RwSignal::new(false),
    };
    let locked = Locked::new();
    let copy = Memo::new(move |_| {
        let scope = view.with_value(|view| asked.scope(view))?;
        let count = desk.look(|register| register.keys().count());
        if count > MANY {
            return Err(said!(text::TOO_MANY, n = count));
        }
        Ok(desk.look(|register| FreshCopy::of(register, &scope, clock::today())))
    });
    let check = |label: Text, value: RwSignal<bool>| {
        view! {
            <label class="tick">
                <input type="checkbox" prop:checked=value on:change=move |event| value.set(event_target_checked(&event)) />
                <span>{label.said()}</span>
            </label>
        }
    };
    let date = |label: Text, value: RwSignal<String>| {
        view! {
            <label class="field">
                <span>{label.said()}</span>
                <input type="date" prop:value=value on:change=move |event| value.set(event_target_value(&event)) />
            </label>
        }
    };
    let view_label =
        view.with_value(|view| (!view.is_empty()).then(|| said!(text::ONLY_LIST, n = view.len())));
    view! {
        <form class="form" on:submit=move |event| event.prevent_default()>
            <p>{text::LINK_MEANS.said()}</p>
            <fieldset class="ways">
                <legend>{windows::WHAT_GOES.said()}</legend>
                {view_label.map(|label| view! {
                    <label class="tick">
                        <input type="checkbox" prop:checked=asked.only_view
                            on:change=move |event| asked.only_view.set(event_target_checked(&event)) />
                        <span>{label}</span>
                    </label>
                })}
                {check(text::INTERNAL, asked.internal)}
                <details>
                    <summary>{text::FIELDS.said()}</summary>
                    {DETAILS.map(|(detail, label)| view! {
                        <label class="tick">
                            <input type="checkbox" prop:checked=move || asked.without.with(|without| !without.contains(&detail))
                                on:change=move |event| asked.keep(detail, event_target_checked(&event)) />
                            <span>{label.said()}</span>
                        </label>
                    })}
                </details>
                <div class="pair">{date(text::DATED_FROM, asked.from)}{date(text::DATED_TO, asked.to)}</div>
            </fieldset>
            {move || match copy.get() {
                Err(reason) => view! { <p class="error" role="alert">{reason}</p> }.into_any(),
                Ok(copy) => view! { <Told copy=copy.clone() /><Made desk parcel=Parcel::Copy(copy) locked /> }.into_any(),
            }}
            <p class="tools"><button type="button" on:click=move |_| desk.close()>{common::CLOSE.said()}</button></p>
        </form>
    }
}

/// The records of the list on the page, as it is filtered.
pub fn in_view(desk: &Desk) -> Vec<RecordKey> {
    let Page::List(collection) = desk.address.with_untracked(|address| address.page.clone()) else {
        return Vec::new();
    };
    table::ids_in_view().into_iter().map(|id| RecordKey { collection, id: id.as_str().into() }).collect()
}
