//! The columns that are understood, and what people call them.

mod money;
mod other;
mod people;

use super::fields::{Known, REFERENCE, Target};

const fn known(path: &'static str, names: &'static [&'static str]) -> Known {
    Known { path, names }
}

const OF_REFERENCE: Known =
    known(REFERENCE, &["Reference", "Номер", "Viide", "Référence", "Referenz", "ID", "No", "Ref", "Nr"]);
const OF_NOTE: Known = known(
    "note",
    &[
        "Note",
        "Примітка",
        "Märkus",
        "Remarque",
        "Anmerkung",
        "Notes",
        "Comment",
        "Comments",
        "Bemerkung",
        "Märkused",
    ],
);
const OF_AREA: Known = known("area", &["Area", "Напрям", "Valdkond", "Domaine", "Bereich"]);

/// Columns of the source of what a row says; `$at` is where the citation stands.
macro_rules! sources {
    ($at:literal) => {
        [
            known(
                concat!($at, "sources/source.title"),
                &["Source", "Джерело", "Allikas", "Source", "Quelle", "Source title"],
            ),
            known(
                concat!($at, "sources/source.address"),
                &[
                    "Source address",
                    "Адреса джерела",
                    "Allika aadress",
                    "Adresse de la source",
                    "Quellenadresse",
                    "Link",
                    "URL",
                    "Source URL",
                ],
            ),
            known(
                concat!($at, "sources/source.publisher"),
                &["Publisher", "Видавець", "Väljaandja", "Éditeur", "Herausgeber"],
            ),
            known(
                concat!($at, "sources/source.shown"),
                &[
                    "Published on",
                    "Дата публікації",
                    "Avaldatud",
                    "Publié le",
                    "Veröffentlicht am",
                    "Source date",
                ],
            ),
        ]
    };
}

const OF_ENTRY: [Known; 4] = sources!("entries/");
const OF_RECORD: [Known; 4] = sources!("");
const OF_STEP: [Known; 4] = sources!("steps/");

/// Columns of what another source says of a step instead; `$at` is where the step stands, and `$sum` is its amount.
macro_rules! readings {
    ($at:literal, $sum:literal) => {
        [
            known(
                concat!($at, "readings/", $sum),
                &[
                    "Other amount",
                    "Інша сума",
                    "Teine summa",
                    "Autre montant",
                    "Anderer Betrag",
                    "Other value",
                    "Amount by another source",
                    "Інша вартість",
                    "Teine väärtus",
                    "Autre valeur",
                    "Anderer Wert",
                ],
            ),
            known(
                concat!($at, "readings/date"),
                &[
                    "Other date",
                    "Інша дата",
                    "Teine kuupäev",
                    "Autre date",
                    "Anderes Datum",
                    "Date by another source",
                ],
            ),
            known(
                concat!($at, "readings/source.title"),
                &["Other source", "Інше джерело", "Teine allikas", "Autre source", "Andere Quelle"],
            ),
            known(
                concat!($at, "readings/source.address"),
                &[
                    "Other source address",
                    "Адреса іншого джерела",
                    "Teise allika aadress",
                    "Adresse de l’autre source",
                    "Adresse der anderen Quelle",
                    "Other link",
                    "Other URL",
                ],
            ),
            known(
                concat!($at, "readings/reason"),
                &[
                    "Why not adopted",
                    "Чому не прийнято",
                    "Miks mitte",
                    "Pourquoi pas retenu",
                    "Warum nicht übernommen",
                ],
            ),
        ]
    };
}

const READ_ENTRY: [Known; 5] = readings!("entries/", "amount");
const READ_STEP: [Known; 5] = readings!("steps/", "value");

/// All that a table can be, the commonest first.
pub static TARGETS: [Target; 8] = [
    money::CONTRIBUTIONS,
    people::MEMBERSHIPS,
    money::PURCHASES,
    other::MEETINGS,
    other::ACTIONS,
    people::OUTREACH,
    other::SOURCES,
    people::ATTENDANCE,
];
