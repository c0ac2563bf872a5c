//! What the contributions of one member became: pledged, committed, allocated to which purchases, delivered, when and
//! to whom; and what is not allocated yet.

use super::communique::contribution;
use super::scribe::{Scribe, Seen, so_many, tilted};
use super::tree::{Document, Inline, Made, Shown, Text, plain};
use super::worded::worded;
use super::{Audience, Brief, DocumentError};
use crate::figures::{
    Chains, ContributionChain, DeliveryLink, Free, Ledger, Open, PurchaseChain, ShareLink, Who,
};
use crate::register::checks::capital;
use crate::register::{
    Arrange, Contribution, Day, Entry, Id, Party, Purchase, PurchaseStepKind, RecordKey, Split, Step,
};
use crate::said;
use crate::words::text::Put;
use crate::words::text::areas::documents as names;
use crate::words::text::areas::notes;
use crate::words::text::areas::parts::NO_FIGURE;
use crate::words::text::areas::record::NOTHING_HAPPENED;
use crate::words::text::areas::sheets as says;
use crate::words::{and, labels};

/// What the contributions of one party became. It is public: what is internal stays out and is counted.
///
/// # Errors
/// [`DocumentError`] when there is no such party, or when it is internal.
pub fn became(brief: &Brief<'_>, party: &Id) -> Result<Document, DocumentError> {
    let seen = Seen::by(Audience::Public, brief);
    seen.check::<Party>(brief, party)?;
    let ledger = Ledger::of(&seen.public.register);
    let mut scribe = Scribe::new(brief, &seen, &ledger);
    let mut chains = Chains::new(scribe.register, scribe.figures).member(party);
    chains.arrange_by_key(|chain| (scribe.begun(&chain.contribution), chain.contribution.clone()));
    scribe.at_a_glance(party, &chains);
    for chain in &chains {
        scribe.one(party, chain);
    }
    let (party, day) = (scribe.in_prose(party), scribe.day(scribe.on));
    Ok(scribe.finish(names::WHAT_BECAME, said!(says::BECAME_BY, party, day)))
}

/// A line of the table: the day that orders it, then its cells.
type Line = (Option<Day>, Vec<Text>);

impl Scribe<'_> {
    /// The first day of a contribution.
    fn begun(&self, id: &Id) -> Option<Day> {
        let record = contribution(self.register, id)?;
        record.entries.values().filter_map(|entry| entry.date.as_ref()).map(|date| date.last()).min()
    }

    fn at_a_glance(&mut self, party: &Id, chains: &[ContributionChain]) {
        let name = self.in_prose(party);
        let day = self.day(self.on);
        if chains.is_empty() {
            self.sentence(said!(says::NONE_BY, day, party = name), None);
            return;
        }
        let of =
            |fits: &dyn Fn(&ContributionChain) -> bool| chains.iter().filter(|chain| fits(chain)).count();
        let (n, count) = (chains.len(), so_many(chains.len()));
        let mut told = vec![said!(says::ALL_BY, n, count, party = name, day)];
        for (number, text) in [
            (of(&|chain| matches!(chain.who, Who::Together(_))), says::GIVEN_WITH_OTHERS),
            (of(&|chain| chain.free.without_figure), says::NO_FIGURES),
            (of(&|chain| !chain.purchases.is_empty()), says::DRAWN_ON),
            (of(&arrived), says::ARRIVED),
        ] {
            told.extend((number > 0).then(|| text.with(&[("n", number.arg())])));
        }
        self.sentence(told.join(" "), None);
    }

    /// One contribution from its first pledge to what is left of it.
    fn one(&mut self, party: &Id, chain: &ContributionChain) {
        let Some(record) = contribution(self.register, &chain.contribution) else { return };
        let purpose = record.purpose.as_deref().map(str::trim).filter(|purpose| !purpose.is_empty());
        self.own_heading(capital(purpose.unwrap_or(self.a_contribution())));
        self.whose(party, chain, record);
        let mut lines: Vec<Line> =
            record.entries.values().filter_map(|entry| self.entry_line(&chain.contribution, entry)).collect();
        for bought in &chain.purchases {
            self.purchase_lines(bought, &mut lines);
        }
        // What has no day comes last; what has one stays in the order in which it was put.
        lines.arrange_by_key(|(day, _)| day.unwrap_or(Day::MAX));
        let rows: Vec<_> = lines.into_iter().map(|(_, cells)| cells).collect();
        if rows.is_empty() {
            self.sentence(said!(NOTHING_HAPPENED, day = self.day(self.on)), None);
        } else {
            self.table(&[names::HEAD_WHEN, names::HEAD_WHAT, names::HEAD_SUM], 1, rows);
        }
        self.left(chain);
    }

    /// Whether it gave alone, and what is known of its part if not.
    fn whose(&mut self, party: &Id, chain: &ContributionChain, record: &Contribution) {
        let Who::Together(ids) = &chain.who else { return };
        let others: Vec<Id> = ids.iter().filter(|id| *id != party).cloned().collect();
        let own = record
            .contributors
            .values()
            .find(|giver| giver.party.as_ref().is_some_and(|one| one.id() == party));
        let part = own.and_then(|giver| giver.share).map(|share| self.locale.amount(&share));
        let names = self.all_in_prose(&others);
        let said = match part {
            Some(part) => said!(says::JOINT_PART, names, part),
            None => said!(says::JOINT, names),
        };
        self.sentence(said, None);
    }

    /// What was pledged, committed, paid, spent or handed over by the day.
    fn entry_line(&mut self, of: &Id, entry: &Entry) -> Option<Line> {
        let kind = entry.kind.filter(|kind| *kind != Step::Statement)?;
        let day = entry.date.as_ref().map(|date| date.last());
        if day.is_some_and(|day| day > self.on) {
            return None;
        }
        let label = labels::choice_label(kind.word()).to_owned();
        let mut step = vec![Inline::Record(label, RecordKey::of::<Contribution>(of))];
        step.extend(entry.act.as_deref().map(|act| Inline::Plain(format!(" ({act})"))));
        step.extend(self.cite([&entry.sources]));
        let sum = entry.amount.map_or_else(|| said!(NO_FIGURE), |amount| self.locale.amount(&amount));
        let when =
            entry.date.as_ref().map_or_else(|| said!(names::NO_DATE), |date| capital(&self.date(date)));
        Some((day, vec![plain(when), step, plain(sum)]))
    }

    /// The shares that a purchase takes of it, and what arrived.
    fn purchase_lines(&mut self, bought: &PurchaseChain, lines: &mut Vec<Line>) {
        let Some(record) = self.register.purchases.get(&bought.purchase).cloned() else { return };
        let key = RecordKey::of::<Purchase>(&bought.purchase);
        let title =
            record.title.clone().unwrap_or_else(|| said!(names::PURCHASE, id = bought.purchase.as_str()));
        let cancelled = bought.stage == Some(PurchaseStepKind::Cancelled);
        // Without an approval a share stands before what arrived of it.
        let taken = bought.approved.or_else(|| Some(bought.deliveries.first()?.day));
        for share in &bought.shares {
            let others = joint_share(share, record.shares.0.get(&share.share).and_then(|line| line.split));
            let title = vec![Inline::Record(title.clone(), key.clone())];
            let mut what = match (cancelled, bought.approved) {
                (true, _) => worded!(says::SHARE_OF_CANCELLED; others; title = title),
                (_, Some(_)) => worded!(says::ALLOCATED; others; title = title),
                (_, None) => worded!(says::SHARE_OF; others; title = title),
            };
            what.extend(record.shares.0.get(&share.share).and_then(|line| self.cite([&line.sources])));
            let sum = self.share_sum(share);
            let when = bought.approved.map_or_else(|| said!(says::NO_APPROVAL), |day| self.day(day));
            lines.push((taken, vec![plain(when), what, plain(sum)]));
        }
        for delivery in &bought.deliveries {
            let Some(line) = record.deliveries.0.get(&delivery.delivery) else { continue };
            let title = vec![Inline::Record(title.clone(), key.clone())];
            let receipt = if delivery.confirmed { says::RECEIPT_CONFIRMED } else { says::RECEIPT_NOT_STATED };
            let mut what = match line.received_by.as_ref().map(|party| self.in_prose(party.id())) {
                Some(party) => worded!(says::DELIVERED_TO; party, receipt; title = title),
                None => worded!(says::DELIVERED; receipt; title = title),
            };
            what.extend(self.cite([&line.sources]));
            let when =
                line.date.as_ref().map_or_else(|| self.day(delivery.day), |date| capital(&self.date(date)));
            let cells = vec![plain(when), what, plain(self.part(delivery, line.value))];
            lines.push((Some(delivery.day), cells));
        }
    }

    /// What of a delivery it is known to have paid for, and of how much.
    fn part(&self, delivery: &DeliveryLink, whole: Option<crate::register::Amount>) -> String {
        let whole = whole.map(|whole| self.locale.amount(&whole));
        match (delivery.money, whole) {
            (Some(money), _) => self.money(money.value, money.currency),
            (None, Some(whole)) => said!(says::UNKNOWN_PART, sum = whole),
            (None, None) => said!(NO_FIGURE),
        }
    }

    /// What no purchase has taken, with its footnote.
    fn left(&mut self, chain: &ContributionChain) {
        let free = &chain.free;
        if free.without_figure && free.raised.is_zero() {
            self.sentence(said!(says::LEFT_NOT_KNOWN), None);
            return;
        }
        let open = if free.unknown.is_empty() { Open::No } else { Open::Below };
        let text = tilted(self.money(free.left, free.currency), open, false);
        let note = self.note_on_what_is_left(chain);
        let shown = Shown {
            text,
            measure: None,
            amount: free.left,
            currency: free.currency,
            date: self.on,
            open,
            about: false,
            note,
        };
        let committed = self.money(free.left_committed, free.currency);
        let mut text = worded!(says::LEFT; committed; sum = vec![Inline::Figure(shown)]);
        let mut more = |said: String| text.push(Inline::Plain(format!(" {said}")));
        if !free.beyond.is_zero() {
            more(said!(says::BEYOND, sum = self.money(free.beyond, free.currency)));
        }
        let others = free.family.iter().filter(|id| **id != chain.contribution);
        let others: Vec<String> = others.filter_map(|id| self.called(id)).collect();
        if !others.is_empty() {
            more(said!(says::COUNTED_TOGETHER, names = and(&others)));
        }
        self.paragraph(text);
    }

    /// A contribution by what it is for.
    fn called(&self, id: &Id) -> Option<String> {
        let record = contribution(self.register, id)?;
        let purpose = record.purpose.as_deref().map(str::trim).filter(|purpose| !purpose.is_empty());
        Some(purpose.map_or_else(|| said!(says::ANOTHER), |purpose| said!(says::QUOTED, purpose)))
    }

    fn note_on_what_is_left(&mut self, chain: &ContributionChain) -> usize {
        let Free { currency, raised, taken, left, family, unknown, unconverted, .. } = &chain.free;
        let [raised, taken, left] = [*raised, *taken, *left].map(|sum| self.money(sum, *currency));
        let mut note = vec![said!(notes::LEFT_OF_IT, day = self.day(self.on), raised, taken, left)];
        if family.len() > 1 {
            note.push(said!(notes::COUNTED_ONCE));
        }
        if !unknown.is_empty() {
            note.push(said!(notes::UNKNOWN_SHARES, n = unknown.len()));
        }
        if *unconverted > 0 {
            note.push(said!(notes::WITHOUT_RATE, n = *unconverted));
        }
        let (mut entries, mut sources) = (Vec::new(), Vec::new());
        for id in family {
            let Some(record) = contribution(self.register, id) else { continue };
            for (line, entry) in record.entries.live() {
                let day = entry.date.as_ref().filter(|date| date.last() <= self.on);
                let kind = entry.kind.filter(|kind| *kind != Step::Statement);
                let (Some(day), Some(kind), Some(amount)) = (day, kind, entry.amount) else { continue };
                let (kind, day) = (labels::choice_label(kind.word()), self.date(day));
                let what = format!("{}, {day}", self.locale.amount(&amount));
                let text = said!(names::NAMED, name = kind, what);
                entries.push(Made {
                    text,
                    key: Some(RecordKey::of::<Contribution>(id)),
                    line: Some(line.clone()),
                });
                sources.extend(self.cited(&entry.sources));
            }
        }
        for one in &chain.purchases {
            let title = self.register.purchases.get(&one.purchase).and_then(|record| record.title.clone());
            let title = title.unwrap_or_else(|| said!(names::PURCHASE, id = one.purchase.as_str()));
            let gone = one.stage == Some(PurchaseStepKind::Cancelled);
            entries.extend(one.shares.iter().map(|share| {
                let sum = self.share_sum(share);
                let text = match gone {
                    true => said!(notes::SHARE_CANCELLED, title, sum),
                    false => said!(names::NAMED, name = title, what = sum),
                };
                let (key, line) = (RecordKey::of::<Purchase>(&one.purchase), Some(share.share.clone()));
                Made { text, key: Some(key), line }
            }));
        }
        self.notes.put(note.join(" "), entries, sources)
    }

    fn share_sum(&self, share: &ShareLink) -> String {
        let sum = share.money.map(|money| self.money(money.value, money.currency));
        sum.unwrap_or_else(|| said!(names::SUM_NOT_STATED))
    }
}

/// Whether anything of it was handed over.
fn arrived(chain: &ContributionChain) -> bool {
    !chain.handed_over.is_empty() || chain.purchases.iter().any(|one| !one.deliveries.is_empty())
}

/// What is said of a share that draws on several contributions.
fn joint_share(share: &ShareLink, split: Option<Split>) -> String {
    match share.of.len().checked_sub(1) {
        None | Some(0) => String::new(),
        Some(n) if split == Some(Split::Published) => said!(says::WITH_OTHERS, n),
        Some(n) => said!(says::WITH_OTHERS_NO_SPLIT, n),
    }
}
