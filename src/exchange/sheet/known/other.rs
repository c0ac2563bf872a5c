//! Columns of meetings, of actions and of sources.

use super::super::fields::Target;
use super::{OF_NOTE, OF_RECORD, known};
use crate::register::Collection;
use crate::words::text::areas::tables;

pub(super) const MEETINGS: Target = Target {
    word: "meetings",
    collection: Collection::Meetings,
    row: tables::ROW_MEETING,
    columns: &[
        known(
            "title",
            &[
                "Title",
                "Назва",
                "Nimetus",
                "Titre",
                "Titel",
                "Meeting",
                "Зустріч",
                "Kohtumine",
                "Réunion",
                "Sitzung",
            ],
        ),
        known("kind", &["Kind", "Вид", "Liik", "Type", "Art"]),
        known("series", &["Series", "Серія", "Sari", "Série", "Reihe"]),
        known("date", &["Date", "Дата", "Kuupäev", "Date", "Datum"]),
        known("time", &["Time", "Час", "Kellaaeg", "Heure", "Uhrzeit"]),
        known("place", &["Place", "Місце", "Koht", "Lieu", "Ort", "Venue"]),
        OF_NOTE,
    ],
    sources: &OF_RECORD,
    needs: &["title", "date"],
    each: &[],
};

pub(super) const ACTIONS: Target = Target {
    word: "actions",
    collection: Collection::Actions,
    row: tables::ROW_ACTION,
    columns: &[
        known("text", &["Action", "Завдання", "Ülesanne", "Action", "Aufgabe", "Text", "Task"]),
        known("owner", &["Owner", "Відповідальний", "Vastutaja", "Responsable", "Verantwortlich"]),
        known("due", &["Due", "Термін", "Tähtaeg", "Échéance", "Fällig", "Due date", "Deadline"]),
        known("state", &["State", "Стан", "Olek", "État", "Stand", "Status"]),
        known("priority", &["Priority", "Пріоритет", "Prioriteet", "Priorité", "Priorität"]),
        OF_NOTE,
    ],
    sources: &[],
    needs: &["text"],
    each: &[],
};

pub(super) const SOURCES: Target = Target {
    word: "sources",
    collection: Collection::Sources,
    row: tables::ROW_SOURCE,
    columns: &[
        known("title", &["Title", "Назва", "Pealkiri", "Titre", "Titel"]),
        known("address", &["Address", "Адреса", "Aadress", "Adresse", "Adresse im Netz", "Link", "URL"]),
        known("archived", &["Archived", "Архів", "Arhiveeritud", "Archivé", "Archiviert"]),
        known("publisher", &["Publisher", "Видавець", "Väljaandja", "Éditeur", "Herausgeber"]),
        known("shown", &["Date shown", "Дата", "Kuupäev", "Date", "Datum", "Published on"]),
        known("retrieved", &["Retrieved", "Отримано", "Hangitud", "Consulté le", "Abgerufen"]),
        known("language", &["Language", "Мова", "Keel", "Langue", "Sprache"]),
        known("kind", &["Kind", "Вид", "Liik", "Type", "Art"]),
        OF_NOTE,
    ],
    sources: &[],
    needs: &["title", "address"],
    each: &[],
};
