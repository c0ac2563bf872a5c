//! A file into a register: read, shown for what it is, and only then taken in, in one of the ways that are named.

use std::cell::RefCell;

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::by_record::{Beside, ByRecord, Table};
use crate::app::backups::{is_sealed, unseal};
use crate::app::browser::files::{self, Chosen};
use crate::app::desk::{Desk, desk};
use crate::app::incoming::{self, Incoming};
use crate::app::parts::here::here;
use crate::app::registers;
use crate::app::wings::table_view;
use crate::exchange::Asked;
use crate::register::Id;
use crate::said;
use crate::words::text::areas::{common, windows as text};

/// A file, or what was pasted, that may be a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// What it is called.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// How the names of tables end.
const ENDINGS: [&str; 13] = [
    "csv",
    "tsv",
    "tab",
    "txt",
    "xlsx",
    "ods",
    "zip",
    "xml",
    "ics",
    "journal",
    "hledger",
    "ledger",
    "beancount",
];

impl Offered {
    /// Whether it is JSON that speaks of contracting processes, as no register does.
    fn is_ocds(&self) -> bool {
        let start = self.bytes.get(..1 << 16).unwrap_or(&self.bytes);
        start.starts_with(b"{") && start.windows(6).any(|word| word == b"\"ocid\"")
    }

    /// Whether it is to be read as a table, and not as a register: a spreadsheet, text with separators, or a list.
    fn is_table(&self) -> bool {
        let ends = |ends: &[&str]| {
            self.name.rsplit_once('.').is_some_and(|(_, end)| ends.contains(&end.to_lowercase().as_str()))
        };
        let is_book = self.bytes.starts_with(b"PK") || self.bytes.starts_with(b"\xd0\xcf\x11\xe0");
        let first = self.bytes.iter().find(|byte| !byte.is_ascii_whitespace());
        let starts = [&b"<?xml"[..], b"<iati", b"BEGIN:VCALENDAR", b"; Muster journal"];
        let is_other = starts.iter().any(|start| self.bytes.starts_with(start)) || self.is_ocds();
        let is_table = is_book || is_other || first == Some(&b'[') || ends(&ENDINGS);
        is_table && !is_sealed(&self.bytes)
    }
}

/// What pasted rows are called; spreadsheets put tabs between cells.
pub const PASTED: &str = "pasted rows.tsv";

thread_local! {
    /// What was dropped or pasted and waits for the window.
    static WAITING: RefCell<Option<Offered>> = const { RefCell::new(None) };
}

/// Leaves a file for the window that opens next.
pub fn offer(offered: Offered) {
    WAITING.set(Some(offered));
}

/// What is done with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// What is missing is added; a register that is not here opens under its own id.
    Add,
    /// The register returns to its state, by one step.
    Return,
    /// It becomes a register of its own.
    Copy,
    /// What is chosen of it goes into another register of this browser.
    ByRecord,
}

/// The register that records of a file can be brought into, with its name: the one that it is a copy of, that a member's
/// return is for, or the one on the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Receiver {
    id: Id,
    name: String,
    kind: Kind,
}

/// What the file is to that register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Copy,
    Return,
    Other,
}

impl Receiver {
    fn of(desk: &Desk, file: &Incoming) -> Option<Self> {
        let card = |id: &Id| registers::list().into_iter().find(|card| card.register == *id);
        let asked = || Asked::read(&file.file().register).and_then(|asked| card(&asked.register));
        let own = || card(&file.file().register).filter(|_| file.is_merge());
        let on_desk = || {
            let id = Id::from(untrack(|| desk.open_id())?);
            card(&id).filter(|_| untrack(|| desk.locked()).is_none())
        };
        let known = own().map(|card| (card, Kind::Copy)).or_else(|| Some((asked()?, Kind::Return)));
        let (card, kind) = known.or_else(|| Some((on_desk()?, Kind::Other)))?;
        let name = card.title.unwrap_or_else(|| card.register.to_string());
        Some(Receiver { id: card.register, name, kind })
    }
}

impl Way {
    fn label(self, is_merge: bool, into: Option<&Receiver>) -> String {
        let said = match (self, is_merge) {
            (Way::Add, true) => text::ADD_MISSING,
            (Way::Add, false) => text::UNDER_OWN_ID,
            (Way::Return, _) => text::RETURN_TO,
            (Way::Copy, _) => text::AS_COPY,
            (Way::ByRecord, true) => text::CHOOSE_BY_RECORD,
            (Way::ByRecord, false) => {
                let name = into.map(|into| into.name.as_str()).unwrap_or_default();
                return said!(text::BRING_INTO, name);
            }
        };
        said.said().to_owned()
    }

    fn hint(self, file: &Incoming, into: Option<&Receiver>) -> String {
        let said = match (self, file.is_merge()) {
            (Way::Return, _) => return file.says_back(),
            (Way::ByRecord, true) => text::APART_MEANS,
            (Way::ByRecord, _) if into.is_some_and(|into| into.kind == Kind::Return) => text::RETURN_MEANS,
            (Way::ByRecord, _) => text::OTHER_MEANS,
            (Way::Add, true) => text::MERGE_MEANS,
            (Way::Add, false) => text::OPEN_MEANS,
            (Way::Copy, true) => text::COPY_BESIDE_MEANS,
            (Way::Copy, false) => text::COPY_MEANS,
        };
        said.said().to_owned()
    }

    fn button(self, is_merge: bool) -> &'static str {
        let said = match (self, is_merge) {
            (Way::Add, true) => text::MERGE,
            (Way::Add, false) => text::IMPORT_FILE,
            (Way::Return, _) => text::RETURN_TO,
            (Way::Copy, _) => text::OPEN_AS_COPY,
            (Way::ByRecord, _) => text::COMPARE,
        };
        said.said()
    }
}

/// What taking a file in gives, in the end.
type Taken = std::pin::Pin<Box<dyn Future<Output = Result<String, String>>>>;

/// Chooses a file and says what it would change.
#[component]
pub fn Import() -> impl IntoView {
    let (desk, here) = (desk(), here());
    let input = NodeRef::<html::Input>::new();
    let incoming = RwSignal::new(None::<Result<Incoming, String>>);
    let sealed = StoredValue::new_local(None::<Chosen>);
    let (asks, is_busy) = (RwSignal::new(false), RwSignal::new(false));
    let way = RwSignal::new(Way::Add);
    let (table, pasted) = (RwSignal::new(None::<Offered>), RwSignal::new(String::new()));
    let beside = RwSignal::new(None::<Beside>);
    let into = Memo::new(move |_| {
        incoming.with(|file| file.as_ref().and_then(|file| Receiver::of(&desk, file.as_ref().ok()?)))
    });
    // A table goes into the register that is open.
    let offer_table = move |offered: Offered| match untrack(|| desk.locked()) {
        Some(reason) => incoming.set(Some(Err(reason))),
        None if untrack(|| desk.open_id()).is_none() => {
            incoming.set(Some(Err(said!(text::TABLE_NEEDS_REGISTER))));
        }
        None => table.set(Some(offered)),
    };
    let read_table = Callback::new(move |table: Table| {
        beside.set(untrack(|| desk.open_id()).map(|id| Beside::of_table(table, id.into())));
    });
    let read_pasted = move |_| {
        let bytes = pasted.get_untracked().into_bytes();
        // Whatever it looks like, here it is a table.
        offer_table(Offered { name: PASTED.to_owned(), bytes });
    };
    let read_file = move |file: Offered| {
        way.set(Way::Add);
        asks.set(false);
        if file.is_table() {
            return offer_table(file);
        }
        if is_sealed(&file.bytes) {
            let Offered { name, bytes } = file;
            sealed.set_value(Some(Chosen { name, bytes }));
            incoming.set(None);
            asks.set(true);
            return;
        }
        incoming.set(Some(incoming::inspect(here, &file.name, &file.bytes)));
        if into.with_untracked(|into| into.as_ref().is_some_and(|into| into.kind == Kind::Return)) {
            way.set(Way::ByRecord);
        }
    };
    let read = move |_| {
        let Some(input) = input.get_untracked() else { return };
        spawn_local(async move {
            match files::chosen(input).await {
                Some(Ok(Chosen { name, bytes })) => read_file(Offered { name, bytes }),
                Some(Err(reason)) => incoming.set(Some(Err(reason))),
                None => {}
            }
        });
    };
    if let Some(waiting) = WAITING.take() {
        read_file(waiting);
    }
    let take = move |_| {
        let Some(Ok(file)) = incoming.get_untracked() else { return };
        let taken: Taken = match way.get_untracked() {
            Way::Add => Box::pin(incoming::take_in(desk, file)),
            Way::Return => Box::pin(incoming::return_to(desk, file)),
            Way::Copy => Box::pin(incoming::take_copy(desk, file)),
            Way::ByRecord => {
                beside.set(into.get_untracked().map(|into| Beside::of(file.file(), into.id)));
                return;
            }
        };
        is_busy.set(true);
        spawn_local(async move {
            match taken.await {
                Ok(said) => {
                    desk.close();
                    desk.notice.set(said);
                }
                Err(reason) => {
                    // The window may have been closed meanwhile.
                    desk.notice.set(reason.clone());
                    let _ = incoming.try_set(Some(Err(reason)));
                    let _ = is_busy.try_set(false);
                }
            }
        });
    };
    let is_merge = move || incoming.with(|file| matches!(file, Some(Ok(file)) if file.is_merge()));
    let further = move || match (beside.get(), table.get()) {
        (Some(beside), _) => Some(view! { <ByRecord beside /> }.into_any()),
        (None, Some(offered)) => Some(table_view(offered, read_table)),
        (None, None) => None,
    };
    view! {
        <Show when=move || beside.with(Option::is_none) && table.with(Option::is_none) fallback=further>
            <label class="field">
                <span>{text::FILE.said()}</span>
                <input type="file" node_ref=input accept=".json,.sealed,.csv,.tsv,.txt,.xlsx,.ods,.zip,.xml,.ics,.journal,.beancount,application/json" aria-describedby="import-hint" on:change=read />
            </label>
            <p class="hint" id="import-hint">{text::IMPORT_HINT.said()}</p>
            <details>
                <summary>{text::PASTE.said()}</summary>
                <label class="field">
                    <span>{text::ROWS.said()}</span>
                    <textarea rows="4" prop:value=pasted on:input=move |event| pasted.set(event_target_value(&event))></textarea>
                </label>
                <p class="tools"><button type="button" disabled=move || pasted.with(|text| text.trim().is_empty()) on:click=read_pasted>{text::READ_THEM.said()}</button></p>
            </details>
            <Show when=move || asks.get()><Unseal sealed incoming asks /></Show>
            <div role="status">
                {move || incoming.get().map(|incoming| match incoming {
                    Err(reason) => view! { <p class="error">{reason} " " {text::NOTHING_CHANGED.said()}</p> }.into_any(),
                    Ok(file) => view! {
                        <p>{file.says()}</p>
                        <ul>{file.remarks().into_iter().map(|remark| view! { <li>{remark}</li> }).collect_view()}</ul>
                    }
                    .into_any(),
                })}
            </div>
            {move || incoming.get().and_then(Result::ok).map(|file| view! {
                <fieldset class="ways">
                    <legend>{text::WHAT_TO_DO.said()}</legend>
                    {[Way::Add, Way::Return, Way::Copy, Way::ByRecord]
                        .into_iter()
                        .filter(|one| match one {
                            Way::Return => file.is_merge(),
                            Way::ByRecord => into.with(Option::is_some),
                            Way::Add | Way::Copy => true,
                        })
                        .map(|one| view! {
                            <label class="tick">
                                <input type="radio" name="way" prop:checked=move || way.get() == one on:change=move |_| way.set(one) />
                                <span>{into.with(|into| one.label(file.is_merge(), into.as_ref()))}<small class="hint">{into.with(|into| one.hint(&file, into.as_ref()))}</small></span>
                            </label>
                        })
                        .collect_view()}
                </fieldset>
            })}
            <p class="tools">
                <button class="go" disabled=move || is_busy.get() || !matches!(incoming.get(), Some(Ok(_))) on:click=take>
                    {move || if is_busy.get() { text::TAKING_IN.said() } else { way.get().button(is_merge()) }}
                </button>
                <button on:click=move |_| desk.close()>{common::CANCEL.said()}</button>
            </p>
        </Show>
    }
}

/// Asks for the passphrase of an encrypted file.
#[component]
fn Unseal(
    /// The file.
    sealed: StoredValue<Option<Chosen>, LocalStorage>,
    /// Where it goes when it is open.
    incoming: RwSignal<Option<Result<Incoming, String>>>,
    /// Whether it is asked for.
    asks: RwSignal<bool>,
) -> impl IntoView {
    let here = here();
    let word = RwSignal::new(String::new());
    let error = RwSignal::new(String::new());
    let is_busy = RwSignal::new(false);
    let open = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some((name, bytes)) =
            sealed.with_value(|file| file.as_ref().map(|file| (file.name.clone(), file.bytes.clone())))
        else {
            return;
        };
        is_busy.set(true);
        spawn_local(async move {
            let opened = unseal(&bytes, &word.get_untracked()).await;
            let _ = is_busy.try_set(false);
            match opened {
                Ok(plain) => {
                    let _ = incoming.try_set(Some(incoming::inspect(here, &name, &plain)));
                    let _ = asks.try_set(false);
                }
                Err(reason) => drop(error.try_set(reason)),
            }
        });
    };
    view! {
        <form class="form" on:submit=open>
            <label class="field">
                <span>{text::BACKUP_PASSPHRASE.said()}</span>
                <input type="password" autocomplete="off" prop:value=word aria-describedby="unseal-error"
                    on:input=move |event| word.set(event_target_value(&event)) />
            </label>
            <p class="error" id="unseal-error" role="alert">{move || error.get()}</p>
            <p class="tools"><button type="submit" disabled=move || is_busy.get()>{text::OPEN_FILE.said()}</button></p>
        </form>
    }
}
