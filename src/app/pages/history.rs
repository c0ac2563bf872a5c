//! Every change: when, who, what it wrote, before and after; narrowed by record, author and time.

mod against;
mod back;
mod blank;
mod change;
mod leaves;
pub mod said;

use std::collections::HashSet;
use std::sync::{Arc, OnceLock};

use leptos::prelude::*;
use rust_decimal::Decimal;

pub use change::ChangePage;

use crate::app::desk::{Desk, desk};
use crate::app::locale;
use crate::app::parts::grid::{Column, Facet, Grid, SortBy};
use crate::app::parts::here::here;
use crate::app::parts::table::ListTable;
use crate::app::parts::told::told;
use crate::app::route::{Address, Page};
use crate::register::{Change, Id, RecordKey, Register};
use crate::said;
use crate::words::labels;
use crate::words::text::areas::{history as text, pages, parts, shell};
use crate::words::whole;
use against::{Digest, HeldAgainst};
use back::ReturnTo;
use said::Written;

/// So many leaves a row says, and of a step of many parts those of so many.
const SAID: usize = 2;
const LOOKED_AT: usize = 50;

/// One step, as a row. What it says is worked out when it is drawn.
struct Row {
    /// Its changes, in order.
    step: Vec<Arc<Change>>,
    is_undone: bool,
    is_waiting: bool,
    written: OnceLock<Written>,
}

/// What the address narrows the list to.
#[derive(Clone, Debug, Default, PartialEq)]
struct Narrow {
    record: Option<RecordKey>,
    from: String,
    until: String,
}

impl Narrow {
    fn of(address: &Address) -> Self {
        let param = |name: &str| address.param(name).unwrap_or_default().to_owned();
        Narrow {
            record: address.param("record").and_then(key_of),
            from: param("from"),
            until: param("until"),
        }
    }

    /// Whether a change was written on one of the days, by its author's clock.
    fn fits(&self, change: &Change) -> bool {
        let day = change.header.at.get(..10).unwrap_or_default();
        (self.from.is_empty() || day >= self.from.as_str())
            && (self.until.is_empty() || day <= self.until.as_str())
    }
}

/// The record that an address names, by the path of its page.
fn key_of(path: &str) -> Option<RecordKey> {
    match Address::parse(&format!("#/{path}")).page {
        Page::Record(key) => Some(key),
        Page::Member(id) => Some(RecordKey::new(crate::register::Collection::Parties, id)),
        Page::Settings => Some(RecordKey::own()),
        _ => None,
    }
}

/// The address of the history of one record.
pub fn address_of(desk: &Desk, key: &RecordKey) -> String {
    let page = Address::of(Page::of(key)).to_string();
    desk.address
        .with(|address| address.to(Page::History).with("record", page.trim_start_matches("#/")).to_string())
}

/// The list of all changes, the newest first.
#[component]
pub fn History() -> impl IntoView {
    let (desk, here) = (desk(), here());
    let narrow = Memo::new(move |_| desk.address.with(Narrow::of));
    let rows = Memo::new_with_compare(
        move |_| narrow.with(|narrow| Arc::new(desk.read(|register| rows(register, narrow)))),
        |_, _| true,
    );
    let grid = Memo::new_with_compare(move |_| Arc::new(grid(desk, &rows.get())), |_, _| true);
    let point = move || match desk.read(Register::size) {
        0 => text::NOTHING_WRITTEN.said().to_owned(),
        1 => text::ONE_CHANGE.said().to_owned(),
        n => said!(text::CHANGES_SO_FAR, count = whole(n), n),
    };
    let only = move || {
        narrow.with(|narrow| narrow.record.clone()).map(|key| {
            let title = desk.read(|register| said::titled(register, &key, &*locale()));
            let page = Page::of(&key);
            let link = view! { <a href=move || here.href(page.clone())>{title}</a> };
            view! {
                <span class="chip">
                    {told(text::ONLY_RECORD, &[], [("record", link.into_any())])} " "
                    <button class="bare" on:click=move |_| desk.set_param("record", "")>{shell::SHOW_ALL.said()}</button>
                </span>
            }
        })
    };
    let day = move |name: &'static str| {
        let value = move || desk.address.with(|address| address.param(name).unwrap_or_default().to_owned());
        view! { <input type="date" prop:value=value on:input=move |event| desk.set_param(name, &event_target_value(&event)) /> }
    };
    let empty = move || {
        let said = if narrow.get() == Narrow::default() {
            text::FIRST_EDIT_HERE.said()
        } else {
            text::NO_CHANGE_FITS.said()
        };
        view! { <p>{said}</p> }
    };
    view! {
        <h1 tabindex="-1">{shell::HISTORY.said()}</h1>
        <p class="point">{point}</p>
        <div class="tools" role="group" aria-label=text::WRITTEN.said()>
            <label>{text::WRITTEN_FROM.said()} " " {day("from")}</label>
            <label>{text::WRITTEN_UNTIL.said()} " " {day("until")}</label>
            {only}
        </div>
        <ListTable grid label=text::CHANGES.said() empty=ViewFn::from(empty) />
        <section>
            <h2>{text::RETURN_EARLIER.said()}</h2>
            <ReturnTo record=Signal::derive(move || narrow.with(|narrow| narrow.record.clone())) />
        </section>
        <section>
            <h2>{text::NOTHING_CUT_OFF.said()}</h2>
            <Digest />
            <HeldAgainst />
        </section>
    }
}

/// The steps that fit, the newest first.
fn rows(register: &Register, narrow: &Narrow) -> Vec<Row> {
    let undone = register.undone();
    let mut seen: HashSet<(&Id, u32)> = HashSet::new();
    let mut rows = Vec::new();
    let touching = narrow.record.as_ref().map(|key| register.touching(key).iter().rev());
    let all = touching.is_none().then(|| register.changes().rev());
    for change in touching.into_iter().flatten().chain(all.into_iter().flatten()) {
        // The parts of a step are one row.
        if !narrow.fits(change)
            || change.header.part.is_some_and(|part| !seen.insert((&change.header.replica, part.first)))
        {
            continue;
        }
        let step = register.whole_step(&change.id);
        let Some(first) = step.first().map(|first| first.id) else { continue };
        rows.push(Row {
            is_undone: undone.contains_key(&first),
            is_waiting: register.is_waiting(change),
            step,
            written: OnceLock::new(),
        });
    }
    rows
}

impl Row {
    fn first(&self) -> Option<&Change> {
        self.step.first().map(AsRef::as_ref)
    }

    fn said(&self, say: impl Fn(&Change) -> String) -> String {
        self.first().map(say).unwrap_or_default()
    }

    fn id(&self) -> String {
        self.said(|change| change.id.to_string())
    }

    /// What it writes to; of thousands of changes it is told once.
    fn written(&self) -> &Written {
        self.written.get_or_init(|| Written::of(self.step.iter().map(AsRef::as_ref)))
    }

    /// The sorts of change that it counts under.
    fn kind(&self) -> Vec<(String, String)> {
        let is = |test: fn(&Change) -> bool| self.step.iter().any(|change| test(change));
        let kinds = [
            ("undo", text::UNDO.said(), is(|change| change.header.undoes.is_some())),
            ("undone", text::UNDONE.said(), self.is_undone),
            (
                "taken",
                text::TAKEN_OVER.said(),
                is(|change| change.header.from.is_some() && !change.is_note()),
            ),
            ("blanked", text::BLANKED.said(), is(|change| change.is_blanked() || change.is_note())),
            ("waiting", text::INCOMPLETE.said(), self.is_waiting),
        ];
        let mut kinds: Vec<_> = kinds
            .into_iter()
            .filter(|(.., holds)| *holds)
            .map(|(word, label, _)| (word.to_owned(), label.to_owned()))
            .collect();
        if kinds.is_empty() {
            kinds.push(("edit".to_owned(), text::EDIT.said().to_owned()));
        }
        kinds
    }
}

fn grid(desk: Desk, rows: &Arc<Vec<Row>>) -> Grid {
    let open = move |row: &Row| {
        desk.address.with_untracked(|address| address.to(Page::Change(row.id())).to_string())
    };
    let what = move |row: &Row| {
        desk.look(|register| {
            said::what(register, row.step.iter().map(AsRef::as_ref), row.written(), &*locale())
        })
    };
    let columns = vec![
        Column::text("at", text::WHEN.said(), |row: &Row| row.said(|change| change.header.at.clone()))
            .sorted(|row: &Row| SortBy::Number(row.first().map(|change| Decimal::from(change.header.stamp.millis))))
            .view(move |row| {
                let at = row.said(|change| change.header.at.clone());
                let shown = said::moment(&at, &*locale());
                view! { <a href=open(row)><time class="d" datetime=at.clone() title=at>{shown}</time></a> }.into_any()
            }),
        Column::text("who", parts::WHO.said(), |row: &Row| row.said(said::who)),
        Column::text("what", text::WHAT.said(), what).view(move |row| {
            let chips = row.kind().into_iter().filter(|(word, _)| word != "edit");
            view! { {what(row)} " " {chips.map(|(_, label)| view! { <span class="chip">{label}</span> " " }).collect_view()} }.into_any()
        }),
        Column::text("fields", text::BEFORE_AND_AFTER.said(), |row: &Row| row.written().fields.join(", "))
            .view(move |row| before_and_after(desk, row)),
        Column::text("number", pages::CHANGE.said(), |row: &Row| row.said(|change| format!("{}/{}", change.header.replica, change.header.number))).less(),
    ];
    Grid::new(Arc::clone(rows), Row::id, columns)
        .opens(rows, open)
        .facet(
            rows,
            Facet::new("author", text::ALL_AUTHORS.said(), |row: &Row| {
                let who = row.said(said::who);
                vec![(who.clone(), who)]
            })
            .called(text::BY_AUTHOR.said()),
        )
        .facet(
            rows,
            Facet::new("of", text::ALL_RECORDS.said(), |row: &Row| {
                let all = row.written().collections.iter();
                all.map(|one| (one.word().to_owned(), labels::collection_label(*one).1.to_owned())).collect()
            })
            .called(text::BY_RECORD.said()),
        )
        .facet(rows, Facet::new("kind", text::ALL_KINDS.said(), Row::kind).called(text::BY_KIND.said()))
}

/// The first leaves of a row, each from what to what.
fn before_and_after(desk: Desk, row: &Row) -> AnyView {
    let Some(id) = row.first().map(|change| change.id) else { return ().into_any() };
    let (lines, more) = desk.look(|register| {
        let locale = locale();
        let effects = register.first_effects(&id, LOOKED_AT);
        let lines = effects.iter().take(SAID).map(|effect| {
            let leaf = &effect.leaf;
            let spot = said::spot(register, &leaf.key, &register.json(&leaf.key), &leaf.path, &*locale);
            let [before, after] = [&leaf.before, &leaf.after].map(|value| {
                crate::app::parts::titles::short(&spot.value(value.as_ref(), register, &*locale))
            });
            (spot.field, before, after)
        });
        (lines.collect::<Vec<_>>(), effects.len().saturating_sub(SAID))
    });
    let rest = match row.step.len() <= LOOKED_AT {
        true => said!(text::AND_MORE, count = whole(more)),
        false => text::AND_MORE_FIELDS.said().to_owned(),
    };
    let lines = lines.into_iter().map(|(field, before, after)| {
        view! {
            <span class="leg">{field} ": " <span class="q">{before}</span> " → " {after}</span>
        }
    });
    view! { {lines.collect_view()} {(more > 0).then(|| view! { <small>{rest}</small> })} }.into_any()
}
