//! The register in the formats of others: what goes, what it lacks for a full file, and the file.

mod files;
mod lacks;
mod registered;

use std::sync::Arc;

use leptos::prelude::*;

use self::files::{Asks, CHOICES, Choice, Part, table_label};
use self::lacks::Lacks;
use super::browser::{files as browser_files, page};
use super::desk::desk;
use super::dialogs::in_view;
use super::parts::here::here;
use super::parts::{say, titles};
use super::reference::reference;
use super::registers;
use crate::exchange::export::{Missing, Need};
use crate::register::Id;
use crate::said;
use crate::words::text::areas::{exports as text, parts, windows};

const STYLE: &str = include_str!("../../../style/exports.css");

/// What is asked for.
#[derive(Clone, Copy)]
struct Asked {
    choice: RwSignal<Choice>,
    is_internal: RwSignal<bool>,
    /// Whose file it is, for a format that is somebody's.
    party: RwSignal<Option<Id>>,
    /// What the publisher is registered as.
    registered: RwSignal<String>,
    /// Which table, where one goes alone.
    table: RwSignal<String>,
    /// Whether only the list on the page goes.
    only_view: RwSignal<bool>,
}

/// Offers the formats.
pub fn draw() -> AnyView {
    page::adopt_style(STYLE);
    view! { <Formats /> }.into_any()
}

#[component]
fn Formats() -> impl IntoView {
    let desk = desk();
    let asked = Asked {
        choice: RwSignal::new(Choice::Workbook),
        is_internal: RwSignal::new(false),
        party: RwSignal::new(None),
        registered: RwSignal::new(String::new()),
        table: RwSignal::new(String::new()),
        only_view: RwSignal::new(false),
    };
    let list = StoredValue::new(in_view(&desk));
    // A large register takes its time to be made public: it is done once.
    let part = Memo::new_with_compare(
        move |_| Arc::new(desk.look(|register| Part::of(register, asked.is_internal.get()))),
        |_, _| true,
    );
    let view =
        Memo::new(move |_| asked.only_view.get().then(|| list.with_value(|list| part.get().shown(list))));
    let (query, reference) = (here().query(), reference());
    let id = StoredValue::new(desk.file_id().unwrap_or_else(|| "register".into()));
    Effect::new(move |_| {
        let (choice, party) = (asked.choice.get(), asked.party.get());
        asked.registered.set(id.with_value(|id| registered::of(id, choice, party.as_ref())));
    });
    let with = move |work: &mut dyn FnMut(&Asks<'_>)| {
        let (part, registered) = (part.get(), asked.registered.get());
        let registered = Some(registered.trim()).filter(|text| !text.is_empty());
        let (party, table) = (asked.party.get(), asked.table.get());
        let (choice, name) = (asked.choice.get(), desk.look(registers::title));
        let party = party.as_ref();
        id.with_value(|id| {
            view.with(|view| {
                let view = view.as_ref();
                work(&Asks { part: &part, id, name, query, registered, party, choice, table: &table, view });
            });
        });
    };
    let missing = Memo::new(move |_| {
        let mut found: Vec<Missing> = Vec::new();
        with(&mut |asks| found = asks.lacks());
        found
    });
    let error = RwSignal::new(String::new());
    let save = move |_| {
        let stem = desk.look(|register| titles::file_stem(&registers::title(register)));
        let mut written = Err(String::new());
        untrack(|| {
            with(&mut |asks| {
                written = asks.write(&stem, &*reference.rates(&asks.part.register));
            });
        });
        let saved = written.and_then(|file| {
            browser_files::download_bytes(&file.name, file.media_type, &file.bytes).map(|()| file.name)
        });
        match saved {
            Ok(name) => {
                error.set(String::new());
                desk.notice.set(said!(windows::EXPORTED, name));
            }
            Err(reason) => error.set(reason),
        }
    };
    let hint = move || asked.choice.get().hint();
    let choices = CHOICES.map(|(choice, label)| {
        view! { <option value=choice.word() selected=choice == asked.choice.get_untracked()>{label.said()}</option> }
    });
    let choose = move |event| {
        let word = event_target_value(&event);
        if let Some((choice, _)) = CHOICES.iter().find(|(choice, _)| choice.word() == word) {
            asked.choice.set(*choice);
            error.set(String::new());
        }
    };
    let parties = move || {
        (asked.choice.get() == Choice::IatiOfMember).then(|| {
            let parties = desk.look(|register| {
                register.parties.live().map(|(id, _)| (id.clone(), say::party(register, id))).collect::<Vec<_>>()
            });
            if asked.party.with_untracked(Option::is_none) {
                asked.party.set(parties.first().map(|(id, _)| id.clone()));
            }
            let options = parties.into_iter().map(|(id, name)| view! { <option value=id.to_string()>{name}</option> });
            view! {
                <label class="field">
                    <span>{text::OF_PARTY.said()}</span>
                    <select on:change=move |event| asked.party.set(Some(event_target_value(&event).as_str().into()))>
                        {options.collect_view()}
                    </select>
                </label>
            }
        })
    };
    // In which tables anything stands is looked up when one is to go alone, and not for each of them.
    let is_alone = Memo::new(move |_| asked.choice.get() == Choice::Table);
    let filled = Memo::new(move |_| if is_alone.get() { part.get().tables() } else { Vec::new() });
    let tables = move || {
        is_alone.get().then(|| {
            let names = filled.get();
            let first = names.first().cloned().unwrap_or_default();
            let is_there = asked.table.with_untracked(|table| names.contains(table));
            if !is_there {
                asked.table.set(first);
            }
            let now = asked.table.get_untracked();
            let options = names.into_iter().map(|name| {
                view! { <option value=name.clone() selected=name == now>{table_label(&name)}</option> }
            });
            view! {
                <label class="field">
                    <span>{parts::TABLE.said()}</span>
                    <select on:change=move |event| asked.table.set(event_target_value(&event))>
                        {options.collect_view()}
                    </select>
                </label>
            }
        })
    };
    let refused = move || asked.registered.with(|text| asked.choice.get().refuses(text));
    let register_as = move |event| {
        let text = event_target_value(&event);
        let (choice, party) = (asked.choice.get_untracked(), asked.party.get_untracked());
        if choice.refuses(&text).is_none() {
            id.with_value(|id| registered::keep(id, choice, party.as_ref(), &text));
        }
        asked.registered.set(text);
    };
    let registered = move || {
        asked.choice.get().registry().map(|label| {
            view! {
                <label class="field">
                    <span>{label}</span>
                    <input type="text" prop:value=asked.registered
                        aria-invalid=move || refused().map(|_| "true") on:change=register_as />
                </label>
            }
        })
    };
    let only_view = move || {
        let count = list.with_value(Vec::len);
        (count > 0).then(|| view! {
            <p><label class="tick">
                <input type="checkbox" prop:checked=asked.only_view on:change=move |event| asked.only_view.set(event_target_checked(&event)) />
                <span>{said!(text::ONLY_THIS_LIST, n = count)}</span>
            </label></p>
        })
    };
    let told = move || {
        let left = part.with(|part| part.left_out);
        match left {
            None => text::INTERNAL_IS_IN.said().to_owned(),
            Some(left) if left.records == 0 && left.lines == 0 => text::NOTHING_INTERNAL.said().to_owned(),
            Some(left) => said!(text::STAYS_INTERNAL, records = left.records, lines = left.lines),
        }
    };
    view! {
        <div class="formats">
            <label class="field"><span>{text::FORMAT.said()}</span><select on:change=choose>{choices}</select></label>
            {tables}
            {parties}
            {registered}
        </div>
        <p class="hint">{hint}</p>
        {only_view}
        <p><label class="tick">
            <input type="checkbox" prop:checked=asked.is_internal on:change=move |event| asked.is_internal.set(event_target_checked(&event)) />
            <span>{text::WITH_INTERNAL.said()}</span>
        </label></p>
        <p class="q" data-export="stays">{told}</p>
        <Show when=move || !asked.choice.get().is_of_tables()><Lacks missing /></Show>
        <p class="error" role="alert">{move || refused().map_or_else(|| error.get(), str::to_owned)}</p>
        <p class="tools">
            <button class="go" on:click=save>{windows::SAVE_FILE.said()}</button>
        </p>
    }
}

/// Those that make a file invalid first.
fn in_order(missing: Vec<Missing>) -> Vec<Missing> {
    let (valid, complete): (Vec<_>, Vec<_>) = missing.into_iter().partition(|one| one.need == Need::Valid);
    valid.into_iter().chain(complete).collect()
}
