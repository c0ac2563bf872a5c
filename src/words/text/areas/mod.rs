//! The texts, an area a file, in the order of the lines of the other languages.

pub mod actions;
pub mod amounts;
pub mod browser;
pub mod by_record;
pub mod cells;
pub mod charts;
pub mod common;
pub mod communique;
pub mod compare;
pub mod dates;
pub mod desk;
pub mod documents;
pub mod errors;
pub mod exports;
pub mod files;
pub mod findings;
pub mod forms;
pub mod groups;
pub mod help;
pub mod history;
pub mod inputs;
pub mod keeping;
pub mod lacking;
pub mod lists;
pub mod meeting;
pub mod meetings;
pub mod member;
pub mod minutes;
pub mod needs;
pub mod noted;
pub mod notes;
pub mod overview;
pub mod pages;
pub mod parts;
pub mod rates;
pub mod record;
pub mod records;
pub mod reported;
pub mod rescue;
pub mod roadmap;
pub mod samples;
pub mod settings;
pub mod sharing;
pub mod sheets;
pub mod shell;
pub mod signing;
pub mod tables;
pub mod visit;
pub mod windows;

use super::Text;
use crate::words::labels;

/// The line after the last of all areas; the labels follow.
pub(crate) const END: u16 = noted::END;

/// All areas.
const AREAS: [&[(&str, Text)]; 49] = [
    actions::ALL,
    dates::ALL,
    shell::ALL,
    pages::ALL,
    settings::ALL,
    overview::ALL,
    amounts::ALL,
    common::ALL,
    parts::ALL,
    forms::ALL,
    records::ALL,
    windows::ALL,
    sharing::ALL,
    by_record::ALL,
    record::ALL,
    meeting::ALL,
    member::ALL,
    findings::ALL,
    charts::ALL,
    compare::ALL,
    needs::ALL,
    roadmap::ALL,
    minutes::ALL,
    reported::ALL,
    groups::ALL,
    lists::ALL,
    cells::ALL,
    keeping::ALL,
    signing::ALL,
    visit::ALL,
    exports::ALL,
    tables::ALL,
    history::ALL,
    rescue::ALL,
    help::ALL,
    meetings::ALL,
    desk::ALL,
    browser::ALL,
    rates::ALL,
    samples::ALL,
    documents::ALL,
    notes::ALL,
    communique::ALL,
    sheets::ALL,
    inputs::ALL,
    errors::ALL,
    files::ALL,
    lacking::ALL,
    noted::ALL,
];

#[allow(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "beyond the end it does not compile"
)]
/// What the names of all areas come to, so that a file of another build is known.
const MARK: u32 = {
    let (mut mark, mut area) = (0x811c_9dc5, 0);
    while area < AREAS.len() {
        let mut text = 0;
        while text < AREAS[area].len() {
            mark = mixed(mark, AREAS[area][text].0.as_bytes());
            text += 1;
        }
        area += 1;
    }
    labels::marked(mark)
};

#[allow(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "beyond the end it does not compile"
)]
/// FNV-1a, with an end behind each name.
pub(crate) const fn mixed(mut mark: u32, name: &[u8]) -> u32 {
    let mut at = 0;
    while at < name.len() {
        mark = (mark ^ name[at] as u32).wrapping_mul(0x0100_0193);
        at += 1;
    }
    (mark ^ 0xff).wrapping_mul(0x0100_0193)
}

/// What a file of another language says of which build it is.
pub fn mark() -> String {
    format!("{MARK:08x}")
}

/// How many lines a file of another language has.
pub fn lines() -> usize {
    usize::from(END).saturating_add(labels::LINES)
}

/// Every text by its name, in the order of the lines.
pub fn all() -> impl Iterator<Item = (String, &'static str)> {
    let areas = AREAS.into_iter().flatten().map(|(name, text)| ((*name).to_owned(), text.english()));
    areas.chain(labels::names().zip(labels::english()))
}
