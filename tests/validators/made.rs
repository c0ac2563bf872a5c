//! Registers from seeds, made from the shapes of all records, with everything that a format may trip over: text that
//! is markup elsewhere, every currency and qualifier, dates of every form, sums that are missing, negative or huge.

use muster::register::{
    COUNTRIES, Change, Collection, Currency, Kind, Now, Pen, Qualifier, RecordKey, Register, Shape,
};
use serde_json::{Map, Value, json};

/// Numbers that look thrown and are the same everywhere.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5DEE_CE66)
    }

    /// A number below a bound.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % bound as u64).unwrap()
    }

    pub fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }

    fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

const TEXTS: [&str; 20] = [
    "Laptops for the staff",
    "]]> <b>bold</b> & \"quoted\" 'too'",
    "line one\nline two\r\nline three\rfour",
    "a\u{0}b\u{1}c\u{8}d\u{1b}[31m\u{7f}\u{85}",
    "\u{202E}right to left\u{202C} שלום العربية",
    "__proto__",
    "=1+1",
    "BEGIN:VEVENT\nSUMMARY:not this one\nEND:VEVENT",
    "a;b,c\\d\\n:e",
    "{\"a\": [1, 2]}",
    "<?xml version=\"1.0\"?><!-- --> <!DOCTYPE x [<!ENTITY y \"z\">]> &y;",
    "\u{FFFE}\u{FFFF}\u{FDD0}",
    "🇺🇦 \u{1F469}\u{200D}\u{1F4BB} e\u{301}",
    "  spaces  around  ",
    "\ttab\tand\u{A0}hard space",
    " ",
    "%XX %41 %",
    "../../etc/passwd",
    "-- ; DROP TABLE x",
    "\u{2028}separator\u{2029}",
];

/// What stands in the text of everything internal.
pub const SECRET: &str = "not for anybody else";

const ADDRESSES: [&str; 6] = [
    "https://example.org/a?b=c&d=<e>#f#g",
    "http://example.org:8080/ä ö/[x].PDF",
    "javascript:alert(1)",
    "https://[::1]/",
    "not an address",
    "https://example.org/%zz%41",
];

/// Ids of records and lines: few, so that references meet.
pub const IDS: [&str; 9] = ["a", "__proto__", "EE", "UA", "LU", "r.12", "r.13", "é x", "<&\">"];

/// So many contributions beside those: no relation names them.
const MADE: usize = 24;

const ZONES: [&str; 6] =
    ["Europe/Tallinn", "Europe/Kyiv", "UTC", "America/New_York", "Mars/Olympus", "Europe/Reykjavik"];

fn date(dice: &mut Dice) -> String {
    let (year, month, day) = (2019 + dice.below(7), 1 + dice.below(12), 1 + dice.below(28));
    let full = format!("{year}-{month:02}-{day:02}");
    match dice.below(14) {
        0 => format!("{year}"),
        1 => format!("{year}-{month:02}"),
        2 => format!("{year}-{month:02}~"),
        3 => format!("{full}?"),
        4 => format!("[{full},{}-01-01]", year + 1),
        5 => format!("[{full}..{}-01-01]", year + 1),
        6 => format!("{full}/{}", year + 1),
        7 => format!("{full}/.."),
        8 => format!("../{full}%"),
        _ => full,
    }
}

fn decimal(dice: &mut Dice) -> String {
    match dice.below(12) {
        0 => "-9999999999999999999999999999".to_owned(),
        1 => "0.0000000000000000000000000001".to_owned(),
        2 => "0".to_owned(),
        3 | 4 => format!("-{}", 1 + dice.below(1_000_000)),
        5 => format!("{}.{:02}", dice.below(1_000_000), 10 + dice.below(80) / 10 * 10 + 1),
        _ => (1 + dice.below(1_000_000_000)).to_string(),
    }
}

/// A maker of registers; currencies and qualifiers go round, so that each comes up.
pub struct Maker {
    pub dice: Dice,
    turn: usize,
    currencies: Vec<Currency>,
}

impl Maker {
    pub fn new(seed: u64) -> Self {
        let turn = usize::try_from(seed).unwrap() * 17;
        Maker { dice: Dice::new(seed), turn, currencies: Currency::all() }
    }

    fn currency(&mut self) -> String {
        self.turn += 1;
        let at = if self.dice.one_in(3) { 0 } else { self.turn };
        if at == 0 { "EUR".to_owned() } else { self.currencies[at % self.currencies.len()].to_string() }
    }

    fn leaf(&mut self, name: &str, kind: Kind, is_internal: bool) -> Value {
        let dice = &mut self.dice;
        match kind {
            Kind::Text | Kind::Prose if is_internal => SECRET.into(),
            Kind::Text if name == "time" => {
                dice.pick(&["10:00", "23:59", "7:5", "noon", "18:30"]).to_string().into()
            }
            Kind::Text if name == "zone" => dice.pick(&ZONES).to_string().into(),
            Kind::Text if name == "code" => dice.pick(&["EE", "UA", "XX", "<&>"]).to_string().into(),
            Kind::Text | Kind::Prose if dice.one_in(500) => "long \u{20AC} ".repeat(2_000).into(),
            Kind::Text | Kind::Prose => dice.pick(&TEXTS).to_string().into(),
            Kind::Link => dice.pick(&ADDRESSES).to_string().into(),
            Kind::Area => dice.pick(&IDS).to_string().into(),
            Kind::Flag => json!(true),
            Kind::Count if name == "priority" => dice.below(8).into(),
            Kind::Count => dice.below(3_000).into(),
            Kind::Number => decimal(dice).into(),
            Kind::Amount => {
                let qualifier = Qualifier::WORDS[self.turn % Qualifier::WORDS.len()];
                json!({"value": decimal(dice), "currency": self.currency(), "qualifier": qualifier})
            }
            Kind::Rate => json!({"base": "EUR", "quote": "DKK", "value": "7.4568"}),
            Kind::Quantity => json!({"value": decimal(dice), "unit": dice.pick(&TEXTS).to_string()}),
            Kind::Date => date(dice).into(),
            Kind::Place => {
                let (code, town) = (dice.pick(COUNTRIES).0, dice.pick(&TEXTS).to_string());
                json!({"country": code, "name": town, "online": dice.one_in(2)})
            }
            Kind::Currency => self.currency().into(),
            Kind::Choice(words) => dice.pick(words).to_string().into(),
            Kind::Ref(_) if name == "contribution" => format!("made.{}", dice.below(MADE)).into(),
            Kind::Ref(_) => dice.pick(&IDS).to_string().into(),
            Kind::Any => date(dice).into(),
            Kind::Lines(_) => unreachable!("lines are no leaf"),
        }
    }

    /// A patch to a record or line; what lies in an internal one is internal too.
    fn patch(&mut self, shape: &'static Shape, depth: usize, within: bool) -> Map<String, Value> {
        let mut patch = Map::new();
        let own = shape.field("internal").is_some() && self.dice.one_in(9);
        if own {
            patch.insert("internal".to_owned(), json!(true));
        }
        let is_internal = within || own;
        for field in shape.fields {
            let here = match field.name {
                "internal" => false,
                "gone" | "outside" => self.dice.one_in(14),
                "relations" => self.dice.one_in(12),
                _ => !self.dice.one_in(7),
            };
            match field.kind {
                _ if !here || field.name == "order" => {}
                Kind::Lines(lines) => {
                    let count = self.dice.below(if depth == 0 { 5 } else { 3 });
                    let mut all = Map::new();
                    for _ in 0..count {
                        let id = self.dice.pick(&IDS).to_string();
                        all.insert(id, Value::Object(self.patch(lines, depth + 1, is_internal)));
                    }
                    patch.insert(field.name.to_owned(), Value::Object(all));
                }
                kind => {
                    let leaf = self.leaf(field.name, kind, is_internal);
                    patch.insert(field.name.to_owned(), leaf);
                }
            }
        }
        patch
    }

    /// A register of some steps; later ones write again to what is there.
    pub fn register(&mut self) -> Register {
        let mut pen = Pen::new("made");
        let mut changes: Vec<Change> = Vec::new();
        for step in 0..2_u64 {
            for collection in Collection::ALL {
                let count = match collection {
                    Collection::Register => 1,
                    Collection::Contributions => 40,
                    Collection::Parties | Collection::Purchases => 6,
                    Collection::Meetings | Collection::Actions => 6,
                    _ => 1,
                };
                for _ in 0..count {
                    let id = match collection {
                        Collection::Register => RecordKey::own().id.to_string(),
                        Collection::Contributions if self.dice.one_in(2) => {
                            format!("made.{}", self.dice.below(MADE))
                        }
                        _ => self.dice.pick(&IDS).to_string(),
                    };
                    let mut body = json!({});
                    body[collection.word()][id] = Value::Object(self.patch(collection.shape(), 0, false));
                    let millis = 1_706_832_000_000 + step * 86_400_000;
                    let Value::Object(body) = body else { unreachable!("it was made as an object") };
                    changes.push(pen.write(body, &Now { millis, at: "2024-02-02T00:00:00Z".to_owned() }));
                }
            }
        }
        Register::of(changes)
    }
}
