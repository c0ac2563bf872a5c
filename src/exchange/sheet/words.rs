//! Words as people write them in cells, for what the register has fixed words for.

use crate::words::labels;

/// Lower case, with single blanks, without what stands around words.
pub(super) fn plain(text: &str) -> String {
    let letters = text.to_lowercase();
    let words = letters.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// What else people write for the words of the register.
const ALSO: [(&str, &[&str]); 43] = [
    (
        "pledge",
        &[
            "pledged",
            "announced",
            "announcement",
            "reported",
            "promised",
            "обіцянка",
            "оголошено",
            "lubadus",
            "lubatud",
            "promesse",
            "annoncé",
            "zusage",
            "zugesagt",
            "angekündigt",
        ],
    ),
    (
        "commitment",
        &[
            "committed",
            "approved",
            "signed",
            "зобов язання",
            "затверджено",
            "kohustus",
            "kinnitatud",
            "engagement",
            "engagé",
            "verpflichtung",
            "bewilligt",
        ],
    ),
    (
        "paid",
        &[
            "transferred",
            "payment",
            "disbursed",
            "received",
            "сплачено",
            "переказано",
            "makstud",
            "payé",
            "versé",
            "bezahlt",
            "gezahlt",
            "überwiesen",
        ],
    ),
    (
        "expenditure",
        &[
            "spent",
            "витрати",
            "витрачено",
            "kulu",
            "kulutatud",
            "dépense",
            "dépensé",
            "ausgabe",
            "ausgegeben",
        ],
    ),
    (
        "delivery",
        &[
            "delivered",
            "provided",
            "handed over",
            "доставка",
            "поставлено",
            "передано",
            "tarne",
            "tarnitud",
            "üle antud",
            "livraison",
            "livré",
            "lieferung",
            "geliefert",
        ],
    ),
    (
        "statement",
        &[
            "confirmed",
            "said",
            "заява",
            "підтверджено",
            "avaldus",
            "kinnitas",
            "déclaration",
            "confirmé",
            "erklärung",
            "bestätigt",
        ],
    ),
    (
        "financial",
        &[
            "money",
            "cash",
            "financial contribution",
            "гроші",
            "фінансовий",
            "raha",
            "rahaline",
            "financier",
            "argent",
            "geld",
            "finanziell",
        ],
    ),
    (
        "in-kind",
        &[
            "goods",
            "equipment",
            "натура",
            "товари",
            "mitterahaline",
            "kaubad",
            "en nature",
            "sachleistung",
            "güter",
        ],
    ),
    (
        "services",
        &["service", "послуги", "teenused", "teenus", "service", "dienstleistungen", "dienstleistung"],
    ),
    ("training", &["навчання", "koolitus", "formation", "schulung", "ausbildung"]),
    ("mixed", &["змішаний", "segatud", "mixte", "gemischt"]),
    (
        "lead",
        &["leader", "co lead", "провідна", "лідер", "juhtriik", "juht", "chef de file", "führung", "leitung"],
    ),
    ("member", &["full member", "член", "учасник", "liige", "membre", "mitglied"]),
    ("observer", &["спостерігач", "vaatleja", "observateur", "beobachter"]),
    ("beneficiary", &["бенефіціар", "abisaaja", "saaja", "bénéficiaire", "begünstigter", "empfänger"]),
    ("partner", &["partner organisation", "партнер", "partner", "partenaire", "partnerorganisation"]),
    ("invited", &["guest", "запрошений", "kutsutud", "invité", "eingeladen"]),
    ("guest", &["invited", "гість", "запрошений", "külaline", "invité", "gast"]),
    (
        "present",
        &[
            "attended",
            "in person",
            "there",
            "yes",
            "y",
            "x",
            "присутній",
            "присутня",
            "присутні",
            "так",
            "kohal",
            "osales",
            "jah",
            "présent",
            "présente",
            "présents",
            "oui",
            "anwesend",
            "ja",
        ],
    ),
    (
        "remote",
        &[
            "online",
            "by video",
            "by telephone",
            "virtual",
            "дистанційно",
            "онлайн",
            "kaugosalus",
            "veebis",
            "à distance",
            "en ligne",
            "per video",
            "zugeschaltet",
        ],
    ),
    (
        "excused",
        &[
            "apologies",
            "sent apologies",
            "вибачення",
            "відсутній з повідомленням",
            "vabandas",
            "vabandanud",
            "excusé",
            "excusée",
            "entschuldigt",
        ],
    ),
    (
        "absent",
        &[
            "did not attend",
            "not there",
            "no",
            "n",
            "відсутній",
            "відсутня",
            "ні",
            "puudus",
            "puudub",
            "ei",
            "absente",
            "non",
            "abwesend",
            "nein",
            "fehlt",
        ],
    ),
    (
        "not-stated",
        &[
            "unknown",
            "not known",
            "невідомо",
            "teadmata",
            "inconnu",
            "non précisé",
            "unbekannt",
            "keine angabe",
        ],
    ),
    ("exact", &["точно", "täpselt", "exactement", "genau", "exactly"]),
    (
        "about",
        &[
            "approximately",
            "approx",
            "around",
            "circa",
            "ca",
            "близько",
            "приблизно",
            "umbes",
            "environ",
            "etwa",
            "rund",
        ],
    ),
    ("over", &["more than", "above", "понад", "більше", "üle", "plus de", "über", "mehr als"]),
    ("at-least", &["at least", "minimum", "не менше", "щонайменше", "vähemalt", "au moins", "mindestens"]),
    ("almost", &["nearly", "close to", "майже", "peaaegu", "presque", "fast", "beinahe"]),
    (
        "at-most",
        &[
            "at most",
            "up to",
            "maximum",
            "не більше",
            "до",
            "kuni",
            "au plus",
            "jusqu à",
            "höchstens",
            "bis zu",
        ],
    ),
    ("need", &["needed", "потреба", "vajadus", "besoin", "bedarf"]),
    ("approved", &["схвалено", "heaks kiidetud", "approuvé", "genehmigt"]),
    ("ordered", &["order", "замовлено", "tellitud", "commandé", "bestellt"]),
    ("contracted", &["contract", "контракт", "leping", "sous contrat", "vertrag"]),
    ("delivered", &["доставлено", "tarnitud", "livré", "geliefert"]),
    ("received", &["отримано", "kätte saadud", "reçu", "erhalten"]),
    ("cancelled", &["canceled", "скасовано", "tühistatud", "annulé", "storniert"]),
    ("open", &["todo", "to do", "відкрито", "avatud", "ouvert", "offen"]),
    ("done", &["closed", "completed", "виконано", "tehtud", "fait", "erledigt"]),
    ("dropped", &["відкинуто", "loobutud", "abandonné", "verworfen"]),
    ("outward", &["to them", "назовні", "välja", "sortant", "hinaus"]),
    ("inward", &["to us", "до нас", "sisse", "entrant", "herein"]),
    ("agreement-signed", &["signed the agreement", "signed"]),
    ("declaration-of-intent", &["declaration", "letter of intent"]),
];

/// The word of a list that a text stands for.
pub(super) fn choice(words: &'static [&'static str], text: &str) -> Option<&'static str> {
    let said = plain(text);
    let is_word = |word: &str| plain(word) == said || plain(labels::choice_label(word)) == said;
    let is_also =
        |word: &str| ALSO.iter().any(|(of, also)| *of == word && also.iter().any(|one| plain(one) == said));
    let found = words.iter().find(|word| is_word(word)).or_else(|| words.iter().find(|word| is_also(word)));
    found.copied()
}

/// Yes or no, in any language of the app.
pub(super) fn flag(text: &str) -> Option<bool> {
    match plain(text).as_str() {
        "yes" | "y" | "true" | "1" | "x" | "так" | "jah" | "oui" | "ja" => Some(true),
        "no" | "n" | "false" | "0" | "ні" | "ei" | "non" | "nein" => Some(false),
        _ => None,
    }
}

/// Whether a text says that there is no figure.
pub(super) fn is_nothing(text: &str) -> bool {
    const NOTHING: [&str; 12] = [
        "",
        "n a",
        "na",
        "none",
        "not stated",
        "unknown",
        "undisclosed",
        "not disclosed",
        "tbd",
        "невідомо",
        "teadmata",
        "unbekannt",
    ];
    NOTHING.contains(&plain(text).as_str()) && !text.chars().any(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::Kind;

    #[test]
    fn words_of_the_field_are_understood_in_its_languages() {
        let check = |field: &str, text: &str, expected: Option<&str>| {
            let shape = crate::register::Collection::Contributions.shape();
            let (_, field) = super::super::fields::field_at(shape, field).unwrap();
            let Kind::Choice(words) = field.kind else { panic!("no choice") };
            assert_eq!(choice(words, text), expected, "{text}");
        };
        check("entries/kind", "Pledged", Some("pledge"));
        check("entries/kind", " approved ", Some("commitment"));
        check("entries/kind", "Zugesagt", Some("pledge"));
        check("entries/kind", "зобов’язання", Some("commitment"));
        check("entries/kind", "perhaps", None);
        check("form", "In kind", Some("in-kind"));
    }

    #[test]
    fn each_word_is_one_of_the_registers() {
        let shapes = crate::register::Collection::ALL.iter().map(|collection| collection.shape());
        let mut words: Vec<&str> = Vec::new();
        fn gather(shape: &'static crate::register::Shape, words: &mut Vec<&str>) {
            for field in shape.fields {
                match field.kind {
                    Kind::Choice(of) => words.extend(of),
                    Kind::Lines(below) => gather(below, words),
                    _ => {}
                }
            }
        }
        shapes.for_each(|shape| gather(shape, &mut words));
        words.extend(["exact", "about", "over", "at-least", "almost", "at-most"]);
        for (word, _) in ALSO {
            assert!(words.contains(&word), "{word}");
        }
    }
}
