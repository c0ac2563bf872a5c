//! Which columns a table can have, and what people call them.

use crate::register::{Collection, Field, Kind, Shape};

/// A column that is understood.
#[derive(Debug, PartialEq, Eq)]
pub struct Known {
    /// Where its values go: fields of the record and of the lines in it, such as `entries/amount`. A part of a leaf stands
    /// behind a point (`entries/amount.currency`), and so does a field of what a reference leads to
    /// (`entries/sources/source.title`).
    pub path: &'static str,
    /// What it is called in English, which is what a template says; then in Ukrainian, Estonian, French and German, and
    /// otherwise.
    pub names: &'static [&'static str],
}

/// What the rows of a table are.
#[derive(Debug)]
pub struct Target {
    /// Records of this collection.
    pub collection: Collection,
    /// What a row is, in a word or two.
    pub row: &'static str,
    /// Its columns, in the order of a template.
    pub columns: &'static [Known],
    /// Columns of the source of what a row says.
    pub sources: &'static [Known],
    /// Without one of these a row says nothing.
    pub needs: &'static [&'static str],
}

/// Rows with the same text in this column are one record.
pub const REFERENCE: &str = "reference";

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

impl Target {
    /// What the rows of a collection can be.
    pub fn of(collection: Collection) -> Option<&'static Target> {
        TARGETS.iter().find(|target| target.collection == collection)
    }

    /// The column of that path.
    pub fn column(&self, path: &str) -> Option<&'static Known> {
        self.all().find(|known| known.path == path)
    }

    /// What the column of a path holds.
    pub fn kind(&self, path: &str) -> Option<Kind> {
        let is_whole = !path.contains('.');
        field_at(self.collection.shape(), path).filter(|_| is_whole).map(|(_, field)| field.kind)
    }

    /// An empty table with all columns, as CSV.
    pub fn template(&self) -> String {
        let names: Vec<&str> = self.all().filter_map(|known| known.names.first()).copied().collect();
        format!("{}\r\n", names.join(","))
    }

    /// All columns, in the order of a template.
    pub fn all(&self) -> impl Iterator<Item = &'static Known> + use<> {
        self.columns.iter().chain(self.sources)
    }
}

/// The field of a shape that a path leads to, without what stands behind a point, and the lines on the way.
pub(super) fn field_at(shape: &'static Shape, path: &str) -> Option<(Vec<&'static str>, &'static Field)> {
    let (path, _) = path.split_once('.').unwrap_or((path, ""));
    let (mut shape, mut lists) = (shape, Vec::new());
    let mut names = path.split('/').peekable();
    while let Some(name) = names.next() {
        let field = shape.field(name)?;
        match (names.peek(), field.kind) {
            (None, _) => return Some((lists, field)),
            (Some(_), Kind::Lines(below)) => {
                lists.push(field.name);
                shape = below;
            }
            _ => return None,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_leads_to_a_field() {
        for target in &TARGETS {
            for Known { path, names } in target.all().filter(|known| known.path != REFERENCE) {
                assert!(field_at(target.collection.shape(), path).is_some(), "{path}");
                assert!(names.len() >= 5, "{path} has a name in each language");
            }
            for path in target.needs {
                assert!(target.column(path).is_some(), "{path}");
            }
        }
    }
}
