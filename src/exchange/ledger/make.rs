//! The items of a journal, made from a register.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::accounts::{self, parties, postings};
use super::counted::{Carried, Counted};
use super::item::{Item, Moved, Sum};
use super::known::{self, Known};
use super::leaf;
use crate::exchange::export::{Export, Said, is_blank, is_plain};
use crate::register::{
    Arrange, Citation, Collection, Contribution, Currency, Entry, Id, Kind, Lines, Meeting, Node, Party,
    Qualifier, RecordKey, Shape,
};

/// The names of the fields that say which record and line an item is.
pub const RECORD: &str = "record";
pub const OF: &str = "of";
/// What of an amount its posting does not say.
pub const QUALIFIER: &str = "qualifier";
/// That the source gives no date.
pub const UNDATED: &str = "undated";
/// The addresses of sources, one after the other.
pub const SOURCES: &str = "sources";
/// Why an entry is no transaction.
pub const WHY: &str = "no_transaction";

/// Of a known part: the contribution that says it.
pub const KNOWN: &str = "known_part";

/// Leaves that are no matter of a journal.
const OWN: [&str; 3] = ["gone", "order", "outside"];

/// What the items of a journal are made from.
pub struct Sheet<'a> {
    pub export: Export<'a>,
    pub said: Said<'a>,
    counted: Counted,
}

/// A line of a record: the list, and its id.
type At<'t> = (&'t str, &'t Id);

impl<'a> Sheet<'a> {
    pub fn new(export: &Export<'a>) -> Self {
        let said = Said(*export);
        let currency = said.own().and_then(|own| own.currency).unwrap_or(Currency::EUR);
        Sheet { export: *export, said, counted: Counted::of(export, currency) }
    }

    /// The contributions of the coalition that are written.
    pub fn contributions(&self) -> impl Iterator<Item = (&'a Id, &'a Contribution)> {
        let all = self.export.register.contributions.live().map(|(id, record)| (id, record.as_ref()));
        all.filter(|(id, record)| !record.outside && self.takes(id))
    }

    fn takes(&self, id: &Id) -> bool {
        self.export.takes(&RecordKey::of::<Contribution>(id))
    }

    /// What becomes of an entry.
    pub fn carried(&self, id: &Id, record: &Contribution, entry: (&Id, &Entry)) -> Carried {
        self.counted.carried(&self.export, id, record, entry)
    }

    /// Transactions by day, and what is told in words.
    pub fn items(&self) -> (Vec<(Item, Moved)>, Vec<Item>) {
        let (mut moves, mut words) = (Vec::new(), Vec::new());
        self.about(&mut words);
        for (id, record) in self.contributions() {
            self.contribution(id, record, &mut moves, &mut words);
        }
        // A part goes with the sum that it is of, whichever contribution says it.
        let known = known::parts(&self.export, &self.counted);
        moves
            .extend(known.iter().filter(|known| self.takes(&known.of)).filter_map(|known| self.known(known)));
        // On one day entries come before what is known of them.
        moves.arrange_by(|(one, a), (other, b)| {
            a.day.cmp(&b.day).then_with(|| (one.word, &one.fields).cmp(&(other.word, &other.fields)))
        });
        (moves, words)
    }

    /// The register, and all parties and meetings that its contributions name. Of a register that is not
    /// written the areas that they name.
    fn about(&self, words: &mut Vec<Item>) {
        let register = self.export.register;
        let (mut named, mut met) = (BTreeSet::new(), BTreeSet::new());
        if let Some(own) = self.said.own() {
            let key = RecordKey::own();
            let is_written = self.export.takes(&key);
            if is_written {
                words.push(self.record("register", self.said.coalition(), &key, &own.write()));
                named.extend(own.beneficiary.as_ref().map(|party| party.id()));
            }
            let worked_in: BTreeSet<&str> =
                self.contributions().filter_map(|(_, one)| one.area.as_deref()).collect();
            let areas = own.areas.live();
            for (id, area) in areas.filter(|(id, _)| is_written || worked_in.contains(id.as_str())) {
                words.push(self.line(
                    "area",
                    self.said.area(id.as_str()),
                    &key,
                    ("areas", id),
                    &area.write(),
                ));
            }
        }
        for (_, record) in self.contributions() {
            named.extend(self.said.givers(record));
            met.extend(record.entries.values().filter_map(|one| one.meeting.as_ref()).map(|one| one.id()));
        }
        for id in named {
            if let Some(party) = register.parties.get(id).filter(|party| !party.is_gone()) {
                let key = RecordKey::of::<Party>(id);
                words.push(self.record("party", self.said.party(id), &key, &party.write()));
            }
        }
        for id in met {
            if let Some(meeting) = register.meetings.get(id).filter(|meeting| !meeting.is_gone()) {
                // The rest of a meeting is no matter of accounts.
                let mut said = meeting.write();
                said.retain(|name, _| ["title", "date"].contains(&name.as_str()));
                let title = meeting.title.as_deref().filter(|title| !is_blank(title));
                let title = title.map_or_else(|| id.to_string(), str::to_owned);
                words.push(self.record("meeting", title, &RecordKey::of::<Meeting>(id), &said));
            }
        }
    }

    fn contribution(
        &self,
        id: &'a Id,
        record: &'a Contribution,
        moves: &mut Vec<(Item, Moved)>,
        words: &mut Vec<Item>,
    ) {
        let key = RecordKey::of::<Contribution>(id);
        let title = self.said.contribution(id);
        let mut whole = self.record("contribution", title.clone(), &key, &record.write());
        self.cite(&mut whole, &record.sources);
        words.push(whole);
        for (line, giver) in record.contributors.live() {
            let name = giver
                .party
                .as_ref()
                .map_or_else(|| "giver not stated".to_owned(), |party| self.said.party(party.id()));
            words.push(self.line("giver", name, &key, ("contributors", line), &giver.write()));
        }
        let givers: BTreeSet<&Id> = self.said.givers(record).into_iter().collect();
        let account = parties(givers.iter().map(|id| id.as_str()));
        let names: Vec<String> = givers.into_iter().map(|id| self.said.party(id)).collect();
        for (line, entry) in record.entries.live() {
            let mut item = self.line("entry", title.clone(), &key, ("entries", line), &entry.write());
            match self.carried(id, record, (line, entry)) {
                Carried::Moves(day) => {
                    let sides = entry.kind.zip(entry.amount.map(Sum::from));
                    let sides =
                        sides.and_then(|(step, sum)| postings(step, &account, sum, entry.stated_rate));
                    say_beside(&mut item, entry);
                    self.cite(&mut item, &entry.sources);
                    let moved = Moved {
                        day,
                        is_dated: entry.date.is_some(),
                        giver: if names.is_empty() {
                            "giver not stated".to_owned()
                        } else {
                            names.join(", ")
                        },
                        purpose: record.purpose.as_deref().map(str::to_owned).unwrap_or_default(),
                        postings: sides.unwrap_or_default(),
                    };
                    moves.push((item, moved));
                }
                Carried::Words(why) => {
                    item.fields.push((WHY.to_owned(), why.sentence().to_owned()));
                    self.cite(&mut item, &entry.sources);
                    words.push(item);
                }
            }
        }
        for (line, planned) in record.planned.live() {
            words.push(self.line("planned", title.clone(), &key, ("planned", line), &planned.write()));
        }
        for (line, larger) in record.larger.live() {
            let what = larger.what.clone().unwrap_or_default();
            words.push(self.line("larger", what, &key, ("larger", line), &larger.write()));
        }
        for (line, relation) in record.relations.live() {
            let other = relation.to.as_ref().map(|to| self.said.contribution(to.id())).unwrap_or_default();
            words.push(self.line("relation", other, &key, ("relations", line), &relation.write()));
        }
    }

    /// A known part of a joint sum goes from the account of all to that of its giver.
    fn known(&self, known: &Known) -> Option<(Item, Moved)> {
        let record = self.export.register.contributions.get(&known.of)?;
        let others: BTreeSet<&Id> = self.said.givers(record).into_iter().collect();
        let account = |ids: &mut dyn Iterator<Item = &Id>| parties(ids.map(Id::as_str));
        let (others, whose) = (account(&mut others.into_iter()), account(&mut known.whose.iter()));
        let names: Vec<String> = known.whose.iter().map(|id| self.said.party(id)).collect();
        let word = Collection::Contributions.word();
        let fields = [
            (RECORD, format!("{word}/{}", known.of)),
            (KNOWN, format!("{word}/{}", known.told_by)),
            ("kind", known.step.word().to_owned()),
        ];
        let fields = fields.map(|(name, text)| (name.to_owned(), text)).to_vec();
        let item = Item { word: "known part", title: self.said.contribution(&known.of), fields };
        let moved = Moved {
            day: known.day,
            is_dated: true,
            giver: names.join(", "),
            purpose: format!("Known part of: {}", item.title),
            postings: accounts::known(known.step, &whose, &others, known.sum())?,
        };
        Some((item, moved))
    }

    fn record(&self, word: &'static str, title: String, key: &RecordKey, said: &Map<String, Value>) -> Item {
        let fields = vec![(RECORD.to_owned(), format!("{}/{}", key.collection.word(), key.id))];
        with(Item { word, title, fields }, key.collection.shape(), said)
    }

    fn line(
        &self,
        word: &'static str,
        title: String,
        key: &RecordKey,
        (list, id): At<'_>,
        said: &Map<String, Value>,
    ) -> Item {
        let fields = vec![
            (RECORD.to_owned(), format!("{}/{}", key.collection.word(), key.id)),
            (OF.to_owned(), format!("{list}/{id}")),
        ];
        let item = Item { word, title, fields };
        lines_of(key.collection, list).map_or(item.clone(), |shape| with(item, shape, said))
    }

    /// The addresses of what was cited, as far as they are of the web.
    fn cite(&self, item: &mut Item, cited: &'a Lines<Citation>) {
        let found: Vec<String> = self.said.documents(&[cited]).into_iter().map(|(.., link)| link).collect();
        if !found.is_empty() {
            item.fields.push((SOURCES.to_owned(), found.join(" ")));
        }
    }
}

/// The shape of the lines of a list.
pub fn lines_of(collection: Collection, list: &str) -> Option<&'static Shape> {
    match collection.shape().field(list)?.kind {
        Kind::Lines(shape) => Some(shape),
        _ => None,
    }
}

/// All leaves that say something, in the order of their shape.
fn with(mut item: Item, shape: &'static Shape, said: &Map<String, Value>) -> Item {
    let fields = shape.fields.iter().filter(|field| !OWN.contains(&field.name));
    let texts = fields
        .filter_map(|field| Some((field.name.to_owned(), leaf::text(field.kind, said.get(field.name)?)?)));
    item.fields.extend(texts);
    item
}

/// What a transaction says by its day and its postings is not said again; what these cannot say is.
fn say_beside(item: &mut Item, entry: &Entry) {
    let is_day = entry.date.as_ref().is_some_and(is_plain);
    item.fields.retain(|(name, _)| name != "amount" && (name != "date" || !is_day));
    if entry.date.is_none() {
        item.fields.push((UNDATED.to_owned(), true.to_string()));
    }
    let qualifier = entry.amount.map(|amount| amount.qualifier).filter(|one| *one != Qualifier::Exact);
    item.fields.extend(qualifier.map(|one| (QUALIFIER.to_owned(), one.word().to_owned())));
}
