//! What the contributions of one member became: pledged, committed, allocated to which purchases, delivered, when and
//! to whom; and what is not allocated yet.

use super::communique::contribution;
use super::scribe::{Scribe, Seen, so_many, tilt};
use super::tree::{Document, Inline, Made, Shown, Text, plain};
use super::{Audience, Brief, DocumentError};
use crate::figures::{
    Chains, ContributionChain, DeliveryLink, Free, Ledger, Open, PurchaseChain, ShareLink, Who,
};
use crate::register::checks::capital;
use crate::register::{
    Arrange, Contribution, Day, Entry, Id, Party, Purchase, PurchaseStepKind, RecordKey, Split, Step,
};
use crate::words::{and, count, labels, numeral};

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
    let title =
        format!("What the contributions of {} became by {}", scribe.in_prose(party), scribe.day(scribe.on));
    Ok(scribe.finish("What contributions became", title))
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
            self.sentence(format!("By {day} no contribution of {name} is on record."), None);
            return;
        }
        let of =
            |fits: &dyn Fn(&ContributionChain) -> bool| chains.iter().filter(|chain| fits(chain)).count();
        let all = so_many(chains.len(), "contribution", "contributions");
        let is = if chains.len() == 1 { "is" } else { "are" };
        let mut said = vec![format!("{all} of {name} {is} on record by {day}.")];
        let told = [
            (
                of(&|chain| matches!(chain.who, Who::Together(_))),
                "was given with others",
                "were given with others",
            ),
            (of(&|chain| chain.free.without_figure), "has no figure", "have no figure"),
            (
                of(&|chain| !chain.purchases.is_empty()),
                "is drawn on by purchases",
                "are drawn on by purchases",
            ),
            (of(&arrived), "arrived, in whole or in part", "arrived, in whole or in part"),
        ];
        said.extend(told.into_iter().filter(|(number, ..)| *number > 0).map(|(number, one, many)| {
            format!("{} {}.", capital(&numeral(number)), if number == 1 { one } else { many })
        }));
        self.sentence(said.join(" "), None);
    }

    /// One contribution from its first pledge to what is left of it.
    fn one(&mut self, party: &Id, chain: &ContributionChain) {
        let Some(record) = contribution(self.register, &chain.contribution) else { return };
        let purpose = record.purpose.as_deref().map(str::trim).filter(|purpose| !purpose.is_empty());
        self.heading(&capital(purpose.unwrap_or("Contribution")));
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
            self.sentence(format!("Nothing of it had happened by {}.", self.day(self.on)), None);
        } else {
            self.table(&["When", "What", "Sum"], 1, rows);
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
        let split = match part {
            Some(part) => format!("Of it {part} is known as its part"),
            None => "How the sum falls to each is not published".to_owned(),
        };
        let text = format!(
            "A joint gift, together with {}. {split}; what follows is of the whole.",
            self.all_in_prose(&others)
        );
        self.sentence(text, None);
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
        let sum = entry.amount.map_or_else(|| "no figure".to_owned(), |amount| self.locale.amount(&amount));
        let when = entry.date.as_ref().map_or_else(|| "no date".to_owned(), |date| capital(&self.date(date)));
        Some((day, vec![plain(when), step, plain(sum)]))
    }

    /// The shares that a purchase takes of it, and what arrived.
    fn purchase_lines(&mut self, bought: &PurchaseChain, lines: &mut Vec<Line>) {
        let Some(record) = self.register.purchases.get(&bought.purchase).cloned() else { return };
        let key = RecordKey::of::<Purchase>(&bought.purchase);
        let title = record.title.clone().unwrap_or_else(|| format!("Purchase {}", bought.purchase));
        let cancelled = bought.stage == Some(PurchaseStepKind::Cancelled);
        // Without an approval a share stands before what arrived of it.
        let taken = bought.approved.or_else(|| Some(bought.deliveries.first()?.day));
        for share in &bought.shares {
            let step = match (cancelled, bought.approved) {
                (true, _) => "Share of a purchase that was cancelled: ",
                (_, Some(_)) => "Allocated: ",
                (_, None) => "Share of a purchase: ",
            };
            let mut what = vec![Inline::Plain(step.to_owned()), Inline::Record(title.clone(), key.clone())];
            what.extend(joint_share(share, record.shares.0.get(&share.share).and_then(|line| line.split)));
            what.extend(record.shares.0.get(&share.share).and_then(|line| self.cite([&line.sources])));
            let sum = self.share_sum(share);
            let when =
                bought.approved.map_or_else(|| "no approval on record".to_owned(), |day| self.day(day));
            lines.push((taken, vec![plain(when), what, plain(sum)]));
        }
        for delivery in &bought.deliveries {
            let Some(line) = record.deliveries.0.get(&delivery.delivery) else { continue };
            let taker = line.received_by.as_ref().map(|party| format!(", to {}", self.in_prose(party.id())));
            let mut what = vec![
                Inline::Plain("Delivered: ".to_owned()),
                Inline::Record(title.clone(), key.clone()),
                Inline::Plain(format!("{}, {}", taker.unwrap_or_default(), receipt(delivery))),
            ];
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
            (None, Some(whole)) => format!("an unknown part of {whole}"),
            (None, None) => "no figure".to_owned(),
        }
    }

    /// What no purchase has taken, with its footnote.
    fn left(&mut self, chain: &ContributionChain) {
        let free = &chain.free;
        if free.without_figure && free.raised.is_zero() {
            self.sentence("It has no figure, so that what is left of it is not known.".to_owned(), None);
            return;
        }
        let open = if free.unknown.is_empty() { Open::No } else { Open::Below };
        let text = format!("{}{}", self.money(free.left, free.currency), tilt(open, false));
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
        let mut more = format!(", of which {committed} is committed.");
        if !free.beyond.is_zero() {
            let beyond = self.money(free.beyond, free.currency);
            more.push_str(&format!(" Shares go {beyond} beyond what it reached."));
        }
        let others = free.family.iter().filter(|id| **id != chain.contribution);
        let others: Vec<String> = others.filter_map(|id| self.called(id)).collect();
        if !others.is_empty() {
            more.push_str(&format!(
                " It is counted together with {}, which is the same money in whole or in part.",
                and(&others)
            ));
        }
        self.paragraph(vec![
            Inline::Plain("Not allocated yet: ".to_owned()),
            Inline::Figure(shown),
            Inline::Plain(more),
        ]);
    }

    /// A contribution by what it is for.
    fn called(&self, id: &Id) -> Option<String> {
        let record = contribution(self.register, id)?;
        let purpose = record.purpose.as_deref().map(str::trim).filter(|purpose| !purpose.is_empty());
        Some(purpose.map_or_else(|| "another contribution".to_owned(), |purpose| format!("“{purpose}”")))
    }

    fn note_on_what_is_left(&mut self, chain: &ContributionChain) -> usize {
        let Free { currency, raised, taken, left, family, unknown, unconverted, .. } = &chain.free;
        let [raised, taken, left] = [*raised, *taken, *left].map(|sum| self.money(sum, *currency));
        let mut says = format!(
            "By {}: {raised} raised, less {taken} that shares of purchases take, approved or not, is {left}.",
            self.day(self.on)
        );
        if family.len() > 1 {
            says.push_str(" Contributions that are the same money are counted once.");
        }
        if !unknown.is_empty() {
            let shares = capital(&count(unknown.len(), "share takes", "shares take"));
            says.push_str(&format!(" {shares} an unknown part of it."));
        }
        if *unconverted > 0 {
            let sums = count(usize::try_from(*unconverted).unwrap_or_default(), "sum has", "sums have");
            says.push_str(&format!(" {} no exchange rate and is not in it.", capital(&sums)));
        }
        let (mut entries, mut sources) = (Vec::new(), Vec::new());
        for id in family {
            let Some(record) = contribution(self.register, id) else { continue };
            for (line, entry) in record.entries.live() {
                let day = entry.date.as_ref().filter(|date| date.last() <= self.on);
                let kind = entry.kind.filter(|kind| *kind != Step::Statement);
                let (Some(day), Some(kind), Some(amount)) = (day, kind, entry.amount) else { continue };
                let (kind, day) = (labels::choice_label(kind.word()), self.date(day));
                let text = format!("{kind}: {}, {day}", self.locale.amount(&amount));
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
            let title = title.unwrap_or_else(|| format!("Purchase {}", one.purchase));
            let gone = one.stage == Some(PurchaseStepKind::Cancelled);
            let gone = if gone { ", cancelled and taken no more" } else { "" };
            entries.extend(one.shares.iter().map(|share| {
                let text = format!("{title}: {}{gone}", self.share_sum(share));
                let (key, line) = (RecordKey::of::<Purchase>(&one.purchase), Some(share.share.clone()));
                Made { text, key: Some(key), line }
            }));
        }
        self.notes.put(says, entries, sources)
    }

    fn share_sum(&self, share: &ShareLink) -> String {
        let sum = share.money.map(|money| self.money(money.value, money.currency));
        sum.unwrap_or_else(|| "sum not stated".to_owned())
    }
}

/// Whether anything of it was handed over.
fn arrived(chain: &ContributionChain) -> bool {
    !chain.handed_over.is_empty() || chain.purchases.iter().any(|one| !one.deliveries.is_empty())
}

fn receipt(delivery: &DeliveryLink) -> &'static str {
    if delivery.confirmed { "receipt confirmed" } else { "receipt not stated" }
}

/// What is said of a share that draws on several contributions.
fn joint_share(share: &ShareLink, split: Option<Split>) -> Option<Inline> {
    let others = share.of.len().checked_sub(1).filter(|others| *others > 0)?;
    let split = if split == Some(Split::Published) { "" } else { ", split not published" };
    let with = count(others, "other contribution", "other contributions");
    Some(Inline::Plain(format!(", with {with}{split}")))
}
