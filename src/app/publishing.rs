//! Publishing: the next release, and the files to put on any static server.

use std::sync::Arc;

use leptos::prelude::untrack;

use super::browser::folder::Folder;
use super::browser::{clock, files, random};
use super::desk::Desk;
use super::parts::counted::Counted;
use super::parts::here::Here;
use super::parts::{say, titles};
use super::registers;
use super::signing::Mine;
use super::{in_english, locale};
use crate::documents::{
    Brief, Document, front_page, last_release, next_release, release_line, release_sheet,
};
use crate::exchange::{self, CopyScope, FreshCopy};
use crate::register::{Draft, Hash, HeldThen, Id, Measure, Register, Release, ReleasedFigure, hex};
use crate::said;
use crate::words::labels;
use crate::words::text::areas::desk;

/// In which folder beside the page registers lie.
const FOLDER: &str = "registers";

/// What would be published now.
#[derive(Clone)]
pub struct Prepared {
    /// The public copy.
    pub copy: FreshCopy,
    /// The release; the last one where nothing has changed since.
    pub release: Release,
    /// Whether it was published before.
    pub is_known: bool,
    /// It as a document.
    pub sheet: Document,
}

/// The files of a release.
#[derive(Clone)]
pub struct Files {
    /// The page in front: its name and its HTML.
    pub page: (String, String),
    /// The register: its name and its text.
    pub register: (String, String),
}

/// Works out the next release by the figures on the page.
pub fn prepare(here: Here) -> Prepared {
    let counted = untrack(|| here.counted());
    here.desk.look(|register| {
        let copy = FreshCopy::of(register, &CopyScope::default(), clock::today());
        let hash = exchange::content(&copy.register());
        let last = last_release(register).map(|(_, release)| release);
        let known = last.filter(|last| last.hash.as_deref() == Some(hash.to_string().as_str()));
        let is_known = known.is_some();
        let release = known.cloned().unwrap_or_else(|| next(register, &counted, hash));
        let sheet = with_brief(register, &counted, |brief| release_sheet(brief, &release));
        Prepared { copy, release, is_known, sheet }
    })
}

fn next(register: &Register, counted: &Counted, hash: Hash) -> Release {
    let held = exchange::heads(register).into_iter().map(|head| HeldThen {
        replica: Some(head.replica.to_string()),
        count: Some(head.count),
        head: Some(head.head.to_string()),
        ..HeldThen::default()
    });
    let names = |register: &Register, key: &_| titles::title(register, key, &*locale());
    with_brief(register, counted, |brief| next_release(brief, clock::today(), held.collect(), hash, &names))
}

fn with_brief<T>(register: &Register, counted: &Counted, write: impl FnOnce(&Brief<'_>) -> T) -> T {
    in_english(|| {
        let (locale, rates, query) = (locale(), counted.rates(), counted.query);
        write(&Brief { register, rates, query, locale: &*locale, verdicts: &[] })
    })
}

/// Writes the release into the register, signed if somebody signs it, unless it stands there already; then makes its files.
///
/// # Errors
/// A sentence; nothing is published then.
pub async fn publish(here: Here, prepared: Prepared, by: Option<Mine>) -> Result<Files, String> {
    let Prepared { mut release, is_known, .. } = prepared;
    if !is_known {
        if let Some(by) = by {
            release.signer = Some(by.name.clone());
            release.signed_at = Some(clock::now().at);
            release.key = Some(hex(&by.key));
            release.signature = Some(hex(&by.sign(&release.message()).await?));
        }
        let mut draft = Draft::new();
        draft.record(&Id::from(random::id(12)), &release);
        here.desk.write(draft)?;
    }
    Ok(files_of(here, &release))
}

fn files_of(here: Here, release: &Release) -> Files {
    let counted = untrack(|| here.counted());
    here.desk.look(|register| {
        let stem = titles::file_stem(&registers::title(register));
        let (name, today) = (format!("{stem}.muster.json"), clock::today());
        // A publication is of one register whatever its number, so that a later one is known for the same.
        let id = published_id(here.desk);
        let copy = FreshCopy::of(register, &CopyScope::default(), today);
        let text = exchange::write(&id, &copy.register());
        let opens = format!("./#/open?src={FOLDER}/{name}");
        let html = with_brief(register, &counted, |brief| {
            let sheet = release_sheet(brief, release);
            front_page(&sheet, &release_line(brief, release), &opens)
        });
        Files { page: (format!("{stem}.html"), html), register: (name, text) }
    })
}

/// The id of what is published of a register: always the same, and not that of the register, since the two must not be
/// united.
fn published_id(desk: Desk) -> Id {
    let own = untrack(|| desk.file_id()).map(|id| id.to_string()).unwrap_or_default();
    let hash = Hash::of(format!("published {own}").as_bytes()).to_string();
    Id::from(format!("public-{}", hash.get(..16).unwrap_or_default()))
}

impl Files {
    /// Writes them into a folder: the page, and the register into the folder of registers there.
    ///
    /// # Errors
    /// A sentence; the page is written last, so that it never leads to what is not there.
    pub async fn put_into(&self, folder: &Folder) -> Result<(), String> {
        let (name, text) = &self.register;
        folder.inside(FOLDER).await?.write(name, text.as_bytes()).await?;
        let (name, text) = &self.page;
        folder.write(name, text.as_bytes()).await
    }

    /// Offers the register as a file to keep.
    ///
    /// # Errors
    /// A sentence.
    pub fn download_register(&self) -> Result<(), String> {
        files::download(&self.register.0, "application/json", &self.register.1)
    }

    /// Offers the page as a file to keep.
    ///
    /// # Errors
    /// A sentence.
    pub fn download_page(&self) -> Result<(), String> {
        files::download(&self.page.0, "text/html", &self.page.1)
    }
}

/// What a release is called: “Release 3”.
pub fn name(release: &Release) -> String {
    said!(desk::RELEASE, number = release.number.unwrap_or_default().to_string())
}

/// The releases of a register after a number, the last one first.
pub fn after(register: &Register, number: u32) -> Vec<Arc<Release>> {
    let mut all: Vec<_> = register.releases.live().map(|(_, release)| Arc::clone(release)).collect();
    all.retain(|release| release.number.is_some_and(|other| other > number));
    crate::register::Arrange::arrange_by(&mut *all, |a, b| b.number.cmp(&a.number));
    all
}

/// The day of a release in words.
pub fn day(release: &Release) -> String {
    release.day.as_ref().map(say::date).unwrap_or_default()
}

/// What a released figure measures.
pub fn label(measure: Option<Measure>) -> &'static str {
    measure.map_or("–", |measure| labels::choice_label(measure.word()))
}

/// A released figure in words.
pub fn sum(figure: &ReleasedFigure) -> String {
    let number = || figure.count.map_or_else(|| "–".to_owned(), |count| count.to_string());
    let words = figure.amount.as_ref().map_or_else(number, |amount| locale().amount(amount));
    match figure.beyond {
        Some(beyond) => format!("{words} {}", labels::choice_label(beyond.word()).to_lowercase()),
        None => words,
    }
}
