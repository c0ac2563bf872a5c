//! The columns that are understood, and what people call them.

use super::fields::{Known, REFERENCE, Target};
use crate::register::Collection;

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

/// All that a table can be, the commonest first.
pub const TARGETS: [Target; 7] = [
    Target {
        collection: Collection::Contributions,
        row: "an entry of a contribution",
        columns: &[
            OF_REFERENCE,
            known(
                "contributors/party",
                &[
                    "Giver",
                    "Донор",
                    "Andja",
                    "Donateur",
                    "Geber",
                    "Givers",
                    "Donor",
                    "Donors",
                    "Contributor",
                    "Contributors",
                    "Country",
                    "Member",
                    "Party",
                    "Країна",
                    "Riik",
                    "Pays",
                    "Land",
                    "Anetaja",
                    "Contributeur",
                    "Beitragende",
                ],
            ),
            known(
                "purpose",
                &[
                    "Purpose",
                    "Призначення",
                    "Eesmärk",
                    "Objet",
                    "Zweck",
                    "Description",
                    "What for",
                    "Title",
                    "Опис",
                    "Kirjeldus",
                    "Beschreibung",
                ],
            ),
            known("form", &["Form", "Форма", "Vorm", "Forme", "Form der Leistung", "Type of contribution"]),
            OF_AREA,
            known(
                "entries/kind",
                &[
                    "Step", "Крок", "Samm", "Étape", "Schritt", "Measure", "Stage", "Status", "Стан", "Olek",
                    "Statut",
                ],
            ),
            known("entries/act", &["Act", "Дія", "Tegu", "Acte", "Handlung", "Verb"]),
            known("entries/date", &["Date", "Дата", "Kuupäev", "Date", "Datum", "Day", "When"]),
            known(
                "entries/amount",
                &[
                    "Amount",
                    "Сума",
                    "Summa",
                    "Montant",
                    "Betrag",
                    "Sum",
                    "Value",
                    "Вартість",
                    "Väärtus",
                    "Valeur",
                    "Wert",
                ],
            ),
            known(
                "entries/amount.currency",
                &["Currency", "Валюта", "Valuuta", "Devise", "Währung", "Monnaie"],
            ),
            known(
                "entries/amount.qualifier",
                &["Qualifier", "Уточнення", "Täpsustus", "Précision", "Einschränkung", "About"],
            ),
            known(
                "entries/value_date",
                &["Value date", "Дата валютування", "Väärtuspäev", "Date de valeur", "Wertstellung"],
            ),
            known("entries/counts_for", &["Year", "Рік", "Aasta", "Année", "Jahr", "Budget year"]),
            OF_NOTE,
        ],
        sources: &OF_ENTRY,
        needs: &["contributors/party"],
    },
    Target {
        collection: Collection::Memberships,
        row: "a role of a party",
        columns: &[
            known(
                "party",
                &[
                    "Party",
                    "Сторона",
                    "Osapool",
                    "Partie",
                    "Partei",
                    "Member",
                    "Country",
                    "State",
                    "Країна",
                    "Riik",
                    "Pays",
                    "Land",
                    "Учасник",
                    "Liige",
                    "Membre",
                    "Mitglied",
                ],
            ),
            known("role", &["Role", "Роль", "Roll", "Rôle", "Rolle"]),
            known("from", &["From", "Від", "Alates", "Depuis", "Von", "Since", "Joined", "Start"]),
            known("until", &["Until", "До", "Kuni", "Jusqu’à", "Bis", "End", "Left"]),
            known("acts/kind", &["Act", "Дія", "Tegu", "Acte", "Handlung"]),
            known(
                "acts/date",
                &[
                    "Date of the act",
                    "Дата дії",
                    "Teo kuupäev",
                    "Date de l’acte",
                    "Datum der Handlung",
                    "Signed",
                ],
            ),
            OF_NOTE,
        ],
        sources: &OF_RECORD,
        needs: &["party"],
    },
    Target {
        collection: Collection::Purchases,
        row: "a step of a purchase",
        columns: &[
            OF_REFERENCE,
            known(
                "title",
                &[
                    "Title",
                    "Назва",
                    "Nimetus",
                    "Titre",
                    "Titel",
                    "Purchase",
                    "Закупівля",
                    "Hange",
                    "Achat",
                    "Beschaffung",
                    "Name",
                ],
            ),
            known("need", &["Need", "Потреба", "Vajadus", "Besoin", "Bedarf"]),
            OF_AREA,
            known("priority", &["Priority", "Пріоритет", "Prioriteet", "Priorité", "Priorität"]),
            known("by_when", &["By when", "До коли", "Mis ajaks", "Pour quand", "Bis wann", "Deadline"]),
            known("supplier", &["Supplier", "Постачальник", "Tarnija", "Fournisseur", "Lieferant"]),
            known("steps/kind", &["Step", "Крок", "Samm", "Étape", "Schritt", "Status", "Stage"]),
            known("steps/date", &["Date", "Дата", "Kuupäev", "Date", "Datum"]),
            known(
                "steps/value",
                &[
                    "Value",
                    "Вартість",
                    "Väärtus",
                    "Valeur",
                    "Wert",
                    "Amount",
                    "Сума",
                    "Summa",
                    "Montant",
                    "Betrag",
                ],
            ),
            known("steps/value.currency", &["Currency", "Валюта", "Valuuta", "Devise", "Währung"]),
            known(
                "steps/value.qualifier",
                &["Qualifier", "Уточнення", "Täpsustus", "Précision", "Einschränkung"],
            ),
            known("items/what", &["Item", "Предмет", "Ese", "Article", "Gegenstand"]),
            known("items/quantity", &["Quantity", "Кількість", "Kogus", "Quantité", "Menge"]),
            OF_NOTE,
        ],
        sources: &OF_STEP,
        needs: &["title"],
    },
    Target {
        collection: Collection::Meetings,
        row: "a meeting",
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
    },
    Target {
        collection: Collection::Actions,
        row: "an action",
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
    },
    Target {
        collection: Collection::Outreach,
        row: "an approach",
        columns: &[
            known(
                "party",
                &[
                    "Party",
                    "Сторона",
                    "Osapool",
                    "Partie",
                    "Partei",
                    "Country",
                    "Країна",
                    "Riik",
                    "Pays",
                    "Land",
                ],
            ),
            known("group", &["Group", "Група", "Rühm", "Groupe", "Gruppe"]),
            known("direction", &["Direction", "Напрямок", "Suund", "Sens", "Richtung"]),
            known("stage", &["Stage", "Етап", "Etapp", "Étape", "Stufe", "Status"]),
            known("date", &["Date", "Дата", "Kuupäev", "Date", "Datum"]),
            known("by", &["By", "Ким", "Kelle poolt", "Par", "Durch"]),
            known(
                "said",
                &["What was said", "Що сказано", "Mida öeldi", "Ce qui a été dit", "Was gesagt wurde"],
            ),
            known(
                "next",
                &["Next step", "Наступний крок", "Järgmine samm", "Prochaine étape", "Nächster Schritt"],
            ),
            known("due", &["Due", "Термін", "Tähtaeg", "Échéance", "Fällig"]),
            OF_NOTE,
        ],
        sources: &[],
        needs: &["party", "group"],
    },
    Target {
        collection: Collection::Sources,
        row: "a source",
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
    },
];
