//! The fact sheet of the coalition on a day: figures, givers by rank and share, members, purchases, meetings.

use rust_decimal::{Decimal, RoundingStrategy};

use super::notes::rule;
use super::scribe::{Scribe, Seen, meeting, own, tilted};
use super::tree::{Document, Inline, Shown, Text, plain};
use super::worded::worded;
use super::{Audience, Brief};
use crate::figures::{Figure, Key, Ledger, Members, Row, Splitting, Who, by, members};
use crate::register::checks::capital;
use crate::register::{Arrange, Date, Id, Measure, Meeting, Party, Purchase, RecordKey, Role};
use crate::said;
use crate::words::text;
use crate::words::text::areas::dates::OR;
use crate::words::text::areas::documents as names;
use crate::words::text::areas::member::{BESIDE_IT, MEASURE, SINCE_HEAD};
use crate::words::text::areas::notes;
use crate::words::text::areas::overview::{BENEFICIARY, LEAD, MEMBER, OBSERVER, ROLE};
use crate::words::text::areas::parts::NO_FIGURE;
use crate::words::text::areas::record::NOT_STATED;
use crate::words::text::areas::sheets as says;
use crate::words::text::areas::{meeting::PARTY, shell};
use crate::words::{labels, semicolon};

/// The measures of money, in the order in which money goes.
pub const MONEY: [Measure; 9] = [
    Measure::Pledged,
    Measure::Committed,
    Measure::Paid,
    Measure::Spent,
    Measure::Delivered,
    Measure::Raised,
    Measure::Ordered,
    Measure::Allocated,
    Measure::ToBeAllocated,
];

/// The fact sheet of the coalition. It is public: what is internal stays out and is counted.
pub fn fact_sheet(brief: &Brief<'_>) -> Document {
    let seen = Seen::by(Audience::Public, brief);
    let ledger = Ledger::of(&seen.public.register);
    let mut scribe = Scribe::new(brief, &seen, &ledger);
    let all = members(scribe.register, scribe.on);
    let pledged = scribe.figures.figure(Measure::Pledged);
    let day = scribe.day(scribe.on);
    let (coalition, n, without) = (scribe.the_coalition(), all.counted.len(), scribe.and_without(&pledged));
    let sum = vec![scribe.figure(&pledged)];
    scribe.paragraph(worded!(says::HAD_MEMBERS; coalition, n, day, without; sum = sum));
    scribe.sums();
    scribe.givers(&pledged, &all);
    scribe.split(&pledged, Splitting::Form, says::BY_FORM, &all);
    scribe.split(&pledged, Splitting::Area, says::BY_AREA, &all);
    scribe.members(&all);
    scribe.purchases();
    scribe.meetings();
    scribe.about(false);
    let name = scribe.titled();
    scribe.finish(names::FACT_SHEET, said!(says::TITLE_ON, name, day))
}

impl Scribe<'_> {
    /// The coalition as a title.
    pub fn titled(&self) -> String {
        capital(&self.coalition().unwrap_or_else(|| said!(names::COALITION)))
    }

    /// The figures that say something, with what stands beside them, and the names of those that do not.
    fn sums(&mut self) {
        let (mut rows, mut empty) = (Vec::new(), Vec::new());
        for measure in MONEY {
            let figure = self.figures.figure(measure);
            let label = labels::choice_label(measure.word());
            if figure.parts.is_empty() && figure.without_figure.is_empty() && figure.unconverted.is_empty() {
                empty.push(labels::inside(label));
                continue;
            }
            let beside = capital(&self.beside(&figure).join(semicolon()));
            rows.push(vec![plain(label), plain(beside), vec![self.full_figure(&figure)]]);
        }
        if rows.is_empty() && empty.is_empty() {
            return;
        }
        self.heading(shell::FIGURES);
        if !rows.is_empty() {
            self.table(&[MEASURE, BESIDE_IT, names::HEAD_SUM], 1, rows);
        }
        if !empty.is_empty() {
            self.sentence(said!(says::NOTHING_AS, measures = either(&empty)), None);
        }
    }

    fn givers(&mut self, figure: &Figure, all: &Members) {
        let mut rows = by::by(figure, self.ledger, Splitting::Member, all);
        if rows.is_empty() {
            return;
        }
        self.heading(says::BY_GIVER);
        // From the largest sum down; the order of names among equals.
        rows.arrange_by(|a, b| {
            let name = |row: &Row| self.key_name(&row.key);
            b.amount.cmp(&a.amount).then_with(|| self.locale.compare(&name(a), &name(b)))
        });
        let mut cells = Vec::new();
        for row in &rows {
            let rank = match &row.key {
                Key::Party(id) => rank(&rows, id).map(|(rank, _)| rank.to_string()).unwrap_or_default(),
                _ => String::new(),
            };
            cells.push(vec![
                plain(rank),
                vec![self.key_inline(&row.key)],
                self.row_sum(row, figure),
                plain(self.share(row.amount, figure.amount)),
            ]);
        }
        let pledged = labels::choice_label(Measure::Pledged.word());
        let titles = [names::HEAD_RANK.said(), names::HEAD_GIVER.said(), pledged, names::HEAD_SHARE.said()];
        self.named_table(&titles, 2, cells);
    }

    fn split(&mut self, figure: &Figure, splitting: Splitting, heading: text::Text, all: &Members) {
        let mut rows = by::by(figure, self.ledger, splitting, all);
        let unknown = |row: &Row| matches!(row.key, Key::Area(None) | Key::Form(None));
        rows.arrange_by(|a, b| unknown(a).cmp(&unknown(b)).then(b.amount.cmp(&a.amount)));
        if rows.iter().all(unknown) {
            return;
        }
        self.heading(heading);
        let mut cells = Vec::new();
        for row in &rows {
            cells.push(vec![
                plain(self.key_name(&row.key)),
                self.row_sum(row, figure),
                plain(self.share(row.amount, figure.amount)),
            ]);
        }
        let first = if splitting == Splitting::Form { names::HEAD_FORM } else { names::HEAD_AREA };
        let pledged = labels::choice_label(Measure::Pledged.word());
        self.named_table(&[first.said(), pledged, names::HEAD_SHARE.said()], 2, cells);
    }

    fn key_name(&self, key: &Key) -> String {
        match key {
            Key::Party(id) => self.party(id),
            Key::Together(ids) => capital(&self.who(&Who::Together(ids.clone()))),
            Key::NotStated => said!(NOT_STATED),
            Key::Area(area) => {
                let own = own(self.register);
                let area = area.as_deref().map(Id::from);
                let name = own.zip(area).and_then(|(own, area)| own.areas.0.get(&area)?.name.clone());
                name.unwrap_or_else(|| said!(says::NO_AREA))
            }
            Key::Form(form) => {
                form.map_or(says::NO_FORM.said(), |form| labels::choice_label(form.word())).to_owned()
            }
            Key::Year(year) => year.map_or_else(|| said!(says::NO_YEAR), |year| year.to_string()),
            Key::Meeting(id) => {
                let record = id.as_ref().and_then(|id| meeting(self.register, id));
                record.map_or_else(|| said!(says::NO_MEETING), |record| self.title_of(record))
            }
        }
    }

    fn key_inline(&self, key: &Key) -> Inline {
        match key {
            Key::Party(id) => Inline::Record(self.party(id), RecordKey::of::<Party>(id)),
            key => Inline::Plain(self.key_name(key)),
        }
    }

    /// The sum of a row with all its digits; of one giver, with a footnote to its entries.
    pub fn row_sum(&mut self, row: &Row, figure: &Figure) -> Text {
        let unvalued = usize::try_from(row.unvalued).unwrap_or(usize::MAX);
        if row.amount.is_zero() && unvalued > 0 {
            return plain(said!(NO_FIGURE));
        }
        let text = tilted(self.money(row.amount, figure.currency), row.open, row.about);
        let Key::Party(id) = &row.key else { return plain(text) };
        let note = self.row_note(row, figure, id, &text);
        vec![Inline::Figure(Shown {
            text,
            measure: None,
            amount: row.amount,
            currency: figure.currency,
            date: figure.date,
            open: row.open,
            about: row.about,
            note,
        })]
    }

    /// The footnote of a giver's part of a figure.
    pub fn row_note(&mut self, row: &Row, figure: &Figure, id: &Id, text: &str) -> usize {
        let measure = labels::inside(labels::choice_label(figure.measure.word()));
        let (party, day) = (self.party(id), self.day(figure.date));
        let mut note = said!(notes::ROW, party, measure, day, sum = text);
        note.push_str(&format!(" {}", rule(figure.measure).said()));
        for joint in &row.joint {
            let givers = self.who(&Who::Together(joint.givers.clone()));
            note.push_str(&format!(" {}", said!(notes::NOT_IN_IT, givers)));
        }
        let (entries, sources) = self.made_by(figure, id);
        self.notes.put(note, entries, sources)
    }

    /// A part of a whole in per cent, to one decimal.
    pub fn share(&self, part: Decimal, whole: Decimal) -> String {
        let share = part.checked_mul(Decimal::ONE_HUNDRED).and_then(|part| part.checked_div(whole));
        let Some(share) = share.filter(|_| whole > Decimal::ZERO && part > Decimal::ZERO) else {
            return String::new();
        };
        let share = share.round_dp_with_strategy(1, RoundingStrategy::MidpointNearestEven);
        said!(names::PERCENT, number = self.locale.number(share.normalize(), 1))
    }

    fn members(&mut self, all: &Members) {
        self.heading(shell::MEMBERS);
        let mut rows = Vec::new();
        let mut put = |ids: &[Id], role: &str, skip: &[&[Id]]| {
            let mut ids: Vec<Id> =
                ids.iter().filter(|id| !skip.iter().any(|list| list.contains(id))).cloned().collect();
            ids.arrange_by(|a, b| self.locale.compare(&self.party(a), &self.party(b)));
            for id in ids {
                let since = since(self, &id).map(|date| self.date(&date)).unwrap_or_default();
                let name = Inline::Record(self.party(&id), RecordKey::of::<Party>(&id));
                rows.push(vec![vec![name], plain(role), plain(since)]);
            }
        };
        put(&all.leads, LEAD.said(), &[]);
        put(&all.counted, MEMBER.said(), &[&all.leads, &all.beneficiaries]);
        let counted = |id: &&Id| all.counted.contains(id);
        let beneficiary: Vec<Id> = all.beneficiaries.iter().filter(counted).cloned().collect();
        put(&beneficiary, says::BENEFICIARY_MEMBER.said(), &[]);
        put(&all.beneficiaries, BENEFICIARY.said(), &[&all.counted]);
        put(&all.disputed, says::DISPUTED.said(), &[]);
        put(&all.observers, OBSERVER.said(), &[&all.disputed]);
        put(&all.partners, labels::choice_label(Role::Partner.word()), &[&all.disputed]);
        if rows.is_empty() {
            self.sentence(said!(says::NO_MEMBER), None);
        } else {
            self.table(&[PARTY, ROLE, SINCE_HEAD], 0, rows);
        }
    }

    /// Purchases that had begun, with how far they were.
    fn purchases(&mut self) {
        let mut rows = Vec::new();
        for (id, purchase) in self.register.purchases.live() {
            if crate::figures::stage(purchase, self.on).is_none() {
                continue;
            }
            let title = purchase.title.clone().unwrap_or_else(|| said!(names::PURCHASE, id = id.as_str()));
            let until = |date: &Option<Date>| date.as_ref().is_some_and(|date| date.last() <= self.on);
            let steps =
                purchase.steps.values().filter(|step| until(&step.date)).filter_map(|step| step.value);
            let arrived =
                purchase.deliveries.values().filter(|one| until(&one.date)).filter_map(|one| one.value);
            let value = arrived.last().or(steps.last()).map(|value| self.locale.amount(&value));
            let mut name = vec![Inline::Record(title, RecordKey::of::<Purchase>(id))];
            name.extend(self.cite([&purchase.sources]));
            rows.push(vec![
                name,
                plain(capital(&self.stage_of(purchase))),
                plain(value.unwrap_or_else(|| said!(NO_FIGURE))),
            ]);
        }
        if !rows.is_empty() {
            self.heading(shell::PURCHASES);
            self.table(&[names::HEAD_WHAT, names::HEAD_STAGE, names::HEAD_VALUE], 1, rows);
        }
    }

    fn meetings(&mut self) {
        let mut held: Vec<(Date, Id)> = Vec::new();
        for (id, record) in self.register.meetings.live() {
            held.extend(
                record.date.clone().filter(|date| date.last() <= self.on).map(|date| (date, id.clone())),
            );
        }
        held.arrange();
        let mut items = Vec::new();
        for (date, id) in held {
            let Some(record) = meeting(self.register, &id) else { continue };
            let what = vec![Inline::Record(self.title_of(record), RecordKey::of::<Meeting>(&id))];
            let mut item = worded!(names::NAMED; name = capital(&self.date(&date)); what = what);
            item.extend(self.cite([&record.sources]));
            items.push(item);
        }
        if !items.is_empty() {
            self.heading(shell::MEETINGS);
            self.list(items);
        }
    }
}

/// Since when a party belongs, as lead or member, else in any role.
pub(super) fn since(scribe: &Scribe<'_>, party: &Id) -> Option<Date> {
    let own = scribe.register.memberships.live().map(|(_, record)| record).filter(|record| {
        record.party.as_ref().is_some_and(|other| other.id() == party)
            && record.from.as_ref().is_some_and(|date| date.last() <= scribe.on)
            && record.until.as_ref().is_none_or(|date| date.last() >= scribe.on)
    });
    let first = own.min_by_key(|record| {
        let belongs = matches!(record.role, Some(Role::Lead | Role::Member));
        (!belongs, record.from.as_ref().map(|date| date.last()))
    });
    first.and_then(|record| record.from.clone())
}

/// The place of a giver among those with a sum of their own, and the others that share it.
pub(super) fn rank(rows: &[Row], party: &Id) -> Option<(usize, Vec<Id>)> {
    let alone = || {
        rows.iter().filter(|row| row.amount > Decimal::ZERO).filter_map(|row| match &row.key {
            Key::Party(id) => Some((id, row.amount)),
            _ => None,
        })
    };
    let own = alone().find(|(id, _)| *id == party).map(|(_, amount)| amount)?;
    let before = alone().filter(|(_, amount)| *amount > own).count();
    let same = alone().filter(|(id, amount)| *amount == own && *id != party).map(|(id, _)| id.clone());
    Some((before.saturating_add(1), same.collect()))
}

/// Words in a row of which each is meant by itself: A, B or C.
fn either(words: &[String]) -> String {
    match words {
        [most @ .., last] if !most.is_empty() => said!(OR, before = most.join(", "), next = last),
        all => all.concat(),
    }
}
