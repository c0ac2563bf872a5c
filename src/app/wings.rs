//! The wings of the program: what is fetched when it is first asked for.
//!
//! The release build cuts the program at its doors (`docs/decisions/0007-wings.md`): what
//! only they reach comes in files of its own, so that the first load brings the frame of the page and the register,
//! and no form. A development build has everything in one. A wing that is here draws at once; one that is not yet
//! here says so, and one that could not be fetched says what to do.

use std::cell::Cell;
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::browser::page;
use super::browser::shelf::Shelf;
use super::desk::{Desk, Dialog};
use super::dialogs::{Offered, Table};
use super::keeping::{Importing, Part, Removing, Step, Writing};
use super::parts::bank;
use super::parts::cell::CellEdit;
use super::parts::here::{MakeKeep, keep_with};
use super::readings::{self, Reading};
use super::reference::{MakeRates, Reference};
use super::route::Page;
use super::{dialogs, keeping, pages};
#[cfg(feature = "formats")]
use super::{exporting, tables};
#[cfg(feature = "formats")]
use crate::documents::{Document, docx};
use crate::figures::Books;
use crate::journal::Journal;
use crate::register::{Change, Id};
use crate::words::text::areas::{desk as text, visit};
#[cfg(feature = "formats")]
use crate::words::text::{Spoken, within};

/// A part of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wing {
    /// The pages of a register.
    Pages,
    /// What is read out of it: claims, documents, comparisons, charts.
    Readings,
    /// The windows over them: forms, palette, import and export.
    Windows,
    /// What is done for the safety of what is kept, behind the page.
    Keeping,
}

/// What draws a part of the wing that keeps.
type DrawPart = fn(Desk, Part) -> AnyView;

thread_local! {
    static KEEPING: Cell<Option<DrawPart>> = const { Cell::new(None) };
}

/// Whether a wing can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Away,
    Coming,
    Here,
    Failed,
}

/// The state of every wing; one for the page.
#[derive(Clone, Copy)]
pub struct Wings {
    desk: Desk,
    reference: Reference,
    states: [RwSignal<State>; 4],
}

#[cfg(not(debug_assertions))]
type NotFetched = leptos::wasm_split::SplitLoaderError;
#[cfg(debug_assertions)]
type NotFetched = std::convert::Infallible;

/// A function that is a door of a wing, and one that fetches the wing.
macro_rules! door {
    ($wing:ident, $fetch:ident: $name:ident($($arg:ident: $type:ty),*) -> $gives:ty => $whole:expr) => {
        #[cfg(not(debug_assertions))]
        #[leptos::wasm_split::wasm_split($wing, wasm_split_path = ::leptos::wasm_split, fallible, preload($fetch))]
        fn $name($($arg: $type),*) -> Result<$gives, NotFetched> {
            Ok($whole)
        }

        #[cfg(debug_assertions)]
        async fn $fetch() -> Result<(), NotFetched> {
            Ok(())
        }

        #[cfg(debug_assertions)]
        async fn $name($($arg: $type),*) -> Result<$gives, NotFetched> {
            Ok($whole)
        }
    };
}

/// A door of a wing that nothing fetches beforehand.
macro_rules! side_door {
    ($wing:ident: $name:ident($($arg:ident: $type:ty),*) -> $gives:ty => $whole:expr) => {
        #[cfg(not(debug_assertions))]
        #[leptos::wasm_split::wasm_split($wing, wasm_split_path = ::leptos::wasm_split, fallible)]
        fn $name($($arg: $type),*) -> Result<$gives, NotFetched> {
            Ok($whole)
        }

        #[cfg(debug_assertions)]
        async fn $name($($arg: $type),*) -> Result<$gives, NotFetched> {
            Ok($whole)
        }
    };
}

door!(pages, fetch_pages: draw_page(page: Page) -> AnyView => pages::draw(page));
door!(pages, fetch_findings: draw_findings() -> AnyView => view! { <pages::findings::Findings /> }.into_any());
door!(pages, fetch_bank: open_bank(shipped: Vec<u8>) -> Result<MakeRates, String> => bank::open(&shipped));
door!(pages, fetch_books: open_books() -> MakeKeep => |register, ledger| Box::new(Books::over(register, ledger)));
door!(readings, fetch_readings: draw_reading(reading: Reading) -> AnyView => readings::draw(reading));
side_door!(keeping: start_keeping(desk: Desk, reference: Reference) -> DrawPart => keeping::start(desk, reference));
side_door!(keeping: begin_import(journal: Journal<Shelf>, replica: Id, changes: Vec<Change>) -> Importing => keeping::import(journal, replica, changes));
side_door!(keeping: begin_step(desk: Desk, step: Step) -> Writing => keeping::write(desk, step));
side_door!(keeping: begin_removing(register: Id) -> Removing => keeping::removed_on_disk(register));
door!(windows, fetch_windows: draw_window(desk: Desk, dialog: Dialog) -> AnyView => dialogs::content(desk, dialog));
door!(windows, fetch_cells: draw_cell(edit: CellEdit) -> AnyView => dialogs::cell(edit));

#[cfg(feature = "formats")]
door!(formats, fetch_exports: draw_exports() -> AnyView => exporting::draw());
#[cfg(feature = "formats")]
door!(formats, fetch_tables: draw_table(offered: Offered, done: Callback<Table>) -> AnyView => tables::draw(offered, done));
#[cfg(feature = "formats")]
side_door!(formats: write_docx(document: Document, spoken: &'static Spoken) -> Result<Vec<u8>, String> => within(spoken, || docx(&document).map_err(|error| error.to_string())));

impl Wings {
    /// None is here yet.
    pub fn new(desk: Desk, reference: Reference) -> Self {
        Wings { desk, reference, states: [State::Away; 4].map(RwSignal::new) }
    }

    fn state(&self, wing: Wing) -> RwSignal<State> {
        let [pages, readings, windows, keeping] = self.states;
        match wing {
            Wing::Pages => pages,
            Wing::Readings => readings,
            Wing::Windows => windows,
            Wing::Keeping => keeping,
        }
    }

    /// Fetches a wing, unless that was tried already.
    pub fn fetch(&self, wing: Wing) {
        if self.state(wing).get_untracked() == State::Away {
            self.fetch_now(wing);
        }
    }

    fn fetch_now(&self, wing: Wing) {
        let state = self.state(wing);
        state.set(State::Coming);
        let all = *self;
        spawn_local(async move {
            let fetched = match wing {
                // Each door has a latch of its own; the file behind them is fetched once.
                Wing::Pages => {
                    let fetched = fetch_pages().await.and(fetch_findings().await).and(fetch_bank().await);
                    let fetched = fetched.and(fetch_books().await);
                    if fetched.is_ok()
                        && let Some(make) = at_once(open_books())
                    {
                        keep_with(make);
                    }
                    fetched
                }
                Wing::Readings => fetch_readings().await,
                Wing::Windows => fetch_windows().await.and(fetch_cells().await),
                Wing::Keeping => {
                    start_keeping(all.desk, all.reference).await.map(|draw| KEEPING.set(Some(draw)))
                }
            };
            state.set(if fetched.is_ok() { State::Here } else { State::Failed });
            if all.states.iter().all(|state| state.get_untracked() == State::Here) {
                page::set_root("data-whole", Some("true"));
            }
        });
    }

    /// Fetches all that is not here.
    pub fn fetch_all(&self) {
        [Wing::Pages, Wing::Readings, Wing::Windows, Wing::Keeping]
            .into_iter()
            .for_each(|wing| self.fetch(wing));
    }

    /// Whether a wing is here; tracked.
    pub fn is_here(&self, wing: Wing) -> bool {
        self.state(wing).get() == State::Here
    }

    /// Whether a wing is here, or will not come without being asked for again; tracked.
    pub fn is_settled(&self, wing: Wing) -> bool {
        matches!(self.state(wing).get(), State::Here | State::Failed)
    }

    /// A view of a wing: now, or as soon as the wing is here.
    fn view(self, wing: Wing, draw: Box<dyn Fn() -> Option<AnyView> + Send + Sync>) -> AnyView {
        let state = self.state(wing);
        let shown = move || match state.get() {
            State::Here => untrack(&draw).unwrap_or_else(|| self.missing(wing)),
            State::Failed => self.missing(wing),
            State::Away | State::Coming => waiting(),
        };
        shown.into_any()
    }

    fn missing(self, wing: Wing) -> AnyView {
        view! {
            <div class="say bad" role="alert">
                <p>{text::NOT_FETCHED.said()}</p>
                <p class="tools"><button type="button" on:click=move |_| self.fetch_now(wing)>{visit::TRY_AGAIN.said()}</button></p>
            </div>
        }
        .into_any()
    }
}

/// The page of a register.
pub fn page_view(page: Page) -> AnyView {
    if readings::has(&page) {
        return reading_view(Reading::Page(page));
    }
    wings().fetch(Wing::Pages);
    wings().view(Wing::Pages, Box::new(move || at_once(draw_page(page.clone()))))
}

/// What is read out of a register.
pub fn reading_view(reading: Reading) -> AnyView {
    wings().fetch(Wing::Readings);
    wings().view(Wing::Readings, Box::new(move || at_once(draw_reading(reading.clone()))))
}

/// What has to do with the safety of what is kept.
pub fn keeping_view(part: Part) -> AnyView {
    let wings = wings();
    wings.fetch(Wing::Keeping);
    wings.view(Wing::Keeping, Box::new(move || KEEPING.get().map(|draw| draw(wings.desk, part))))
}

/// What stands in place of a register whose segments cannot be read yet.
pub fn sealed_view() -> AnyView {
    keeping_view(Part::Opening)
}

/// Saves many changes as segments.
///
/// # Errors
/// A sentence when the wing that does it could not be fetched, or something was not saved.
pub async fn import_sealed(journal: Journal<Shelf>, replica: Id, changes: Vec<Change>) -> Result<(), String> {
    match begin_import(journal, replica, changes).await {
        Ok(importing) => importing.await.map_err(|error| error.to_string()),
        Err(_) => Err(text::NO_LARGE_FILES.said().to_owned()),
    }
}

/// Writes a step of many parts while the page goes on.
///
/// # Errors
/// A sentence; then nothing is written.
pub async fn write_step(desk: Desk, step: Step) -> Result<(), String> {
    match begin_step(desk, step).await {
        Ok(writing) => writing.await,
        Err(_) => Err(text::NO_LARGE_STEPS.said().to_owned()),
    }
}

/// Returns when the mark of a removed register is on the disk.
///
/// # Errors
/// A sentence when the wing that writes it could not be fetched, or the disk refuses.
pub async fn removed_on_disk(register: &Id) -> Result<(), String> {
    match begin_removing(register.clone()).await {
        Ok(removing) => removing.await,
        Err(_) => Err(text::NO_REMOVING.said().to_owned()),
    }
}

/// What stands in a window.
pub fn window_view(desk: Desk, dialog: Dialog) -> AnyView {
    wings().fetch(Wing::Windows);
    wings().view(Wing::Windows, Box::new(move || at_once(draw_window(desk, dialog.clone()))))
}

/// The editor of a cell of a list.
pub fn cell_view(edit: CellEdit) -> AnyView {
    wings().fetch(Wing::Windows);
    wings().view(Wing::Windows, Box::new(move || at_once(draw_cell(edit.clone()))))
}

/// Reads the reference rates that lie beside the page.
///
/// # Errors
/// A sentence when the wing that reads them, or the file, is not as it should be.
pub async fn reference_rates(shipped: Vec<u8>) -> Result<MakeRates, String> {
    match open_bank(shipped).await {
        Ok(opened) => opened,
        Err(_) => Err(text::NO_RATES.said().to_owned()),
    }
}

/// A document in its language as a DOCX file, by the wing of heavy formats, which is fetched now.
///
/// # Errors
/// A sentence when the wing could not be fetched, or the file not be made.
#[cfg(feature = "formats")]
pub async fn docx_of(document: Document, spoken: &'static Spoken) -> Result<Vec<u8>, String> {
    match write_docx(document, spoken).await {
        Ok(written) => written,
        Err(_) => Err(text::NO_DOCX.said().to_owned()),
    }
}

/// The window of a table, by the wing of heavy formats, which is fetched now.
#[cfg(feature = "formats")]
pub fn table_view(offered: Offered, done: Callback<Table>) -> AnyView {
    formats_view(fetch_tables(), move || at_once(draw_table(offered.clone(), done)))
}

/// The formats of others that a register is exported in.
#[cfg(feature = "formats")]
pub fn exports_view() -> AnyView {
    formats_view(fetch_exports(), || at_once(draw_exports()))
}

#[cfg(feature = "formats")]
fn formats_view(
    fetch: impl Future<Output = Result<(), NotFetched>> + 'static,
    draw: impl Fn() -> Option<AnyView> + Send + 'static,
) -> AnyView {
    let state = RwSignal::new(State::Coming);
    spawn_local(async move {
        let fetched = fetch.await;
        let _ = state.try_set(if fetched.is_ok() { State::Here } else { State::Failed });
    });
    let drawn = move || match (state.get(), (state.get() == State::Here).then(|| untrack(&draw)).flatten()) {
        (_, Some(drawn)) => drawn,
        (State::Coming, None) => waiting(),
        (_, None) => view! {
            <p class="error" role="alert">{text::NO_FORMATS.said()}</p>
        }
        .into_any(),
    };
    drawn.into_any()
}

/// A build without the formats reads no tables.
#[cfg(not(feature = "formats"))]
pub fn table_view(_: Offered, _: Callback<Table>) -> AnyView {
    waiting()
}

/// Nor does it write any.
#[cfg(not(feature = "formats"))]
pub fn exports_view() -> AnyView {
    waiting()
}

/// What the checks find. Nobody has to wait for it, so it does not fetch its wing.
pub fn findings_view() -> AnyView {
    wings().view(Wing::Pages, Box::new(|| at_once(draw_findings())))
}

/// The wings of this page.
pub fn wings() -> Wings {
    expect_context()
}

/// What stands where a wing is awaited.
pub fn waiting() -> AnyView {
    view! { <p class="hint later" role="status">{text::BEING_FETCHED.said()}</p> }.into_any()
}

/// What a future gives that has nothing to wait for.
fn at_once<T>(future: impl Future<Output = Result<T, NotFetched>>) -> Option<T> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(done) => done.ok(),
        Poll::Pending => None,
    }
}
