//! Footnotes: the entries and sources that make a figure, with its rule, its day and its currency.

use rust_decimal::Decimal;

use super::scribe::Scribe;
use super::tree::{Cited, Footnote, Inline, Made, Shown, web_address};
use super::{press, press_figure, rounding::Known};
use crate::figures::{Figure, Found, Of, Part, Unvalued, Who};
use crate::register::checks::capital;
use crate::register::{
    Amount, Arrange, Citation, Contribution, Id, Lines, Measure, Purchase, RateKind, RecordKey, Source,
};
use crate::said;
use crate::words::text::Text;
use crate::words::text::areas::amounts::NOT_CONVERTED;
use crate::words::text::areas::documents::{NAMED, NO_SUM, SOURCE_ID};
use crate::words::text::areas::notes as says;
use crate::words::{and, labels};

/// The footnotes of a document in the making.
#[derive(Debug, Default)]
pub(super) struct Notes {
    list: Vec<Footnote>,
}

impl Notes {
    /// The number of a footnote; one that says the same is not written twice.
    pub fn put(&mut self, says: String, entries: Vec<Made>, mut sources: Vec<Cited>) -> usize {
        let mut at = 0;
        while let Some(one) = sources.get(at) {
            if sources.iter().take(at).any(|other| other.key == one.key) {
                sources.remove(at);
            } else {
                at = at.saturating_add(1);
            }
        }
        let same = |note: &&Footnote| note.says == says && note.entries == entries && note.sources == sources;
        if let Some(note) = self.list.iter().find(same) {
            return note.number;
        }
        let number = self.list.len().saturating_add(1);
        self.list.push(Footnote { number, says, entries, sources });
        number
    }

    pub fn into_list(self) -> Vec<Footnote> {
        self.list
    }
}

impl Scribe<'_> {
    /// A figure in prose, with its footnote.
    pub fn figure(&mut self, figure: &Figure) -> Inline {
        let note = self.note_of(figure);
        let nothing = figure.parts.is_empty() && !figure.without_figure.is_empty();
        let text = if nothing { said!(NO_SUM) } else { press_figure(figure, self.locale) };
        Inline::Figure(Shown::of(figure, text, note))
    }

    /// A figure with all its digits, with its footnote.
    pub fn full_figure(&mut self, figure: &Figure) -> Inline {
        let note = self.note_of(figure);
        Inline::Figure(Shown::of(figure, self.exactly(figure), note))
    }

    /// A sum that some parts of a figure add up to, in prose.
    pub fn part_of(&mut self, figure: &Figure, part: Figure, whose: &str) -> Inline {
        let measure = labels::inside(labels::choice_label(figure.measure.word()));
        let note = said!(says::PART, whose, measure, day = self.day(part.date), sum = self.exactly(&part));
        let (entries, sources) = self.made(&part);
        let note = self.notes.put(note, entries, sources);
        let known = Known::of_figure(part.open, part.about);
        let text = press(part.amount, part.currency, known, self.locale);
        Inline::Figure(Shown { measure: None, ..Shown::of(&part, text, note) })
    }

    /// The mark of a footnote that names sources; nothing where there are none.
    pub fn cite<'a>(&mut self, lines: impl IntoIterator<Item = &'a Lines<Citation>>) -> Option<Inline> {
        let sources: Vec<_> = lines.into_iter().flat_map(|lines| self.cited(lines)).collect();
        (!sources.is_empty()).then(|| Inline::Note(self.notes.put(String::new(), Vec::new(), sources)))
    }

    /// The sources of a fact. One that was removed, or may not be seen, is not named.
    pub fn cited(&self, lines: &Lines<Citation>) -> Vec<Cited> {
        let cited = lines.values().filter_map(|line| {
            let id = line.source.as_ref()?.id();
            let source = self.register.sources.get(id)?;
            let place = line.place.as_deref().map(|place| format!(", {place}")).unwrap_or_default();
            Some(Cited {
                key: Some(RecordKey::of::<Source>(id)),
                text: format!("{}{place}", self.source_name(id, source)),
                address: source.address.as_deref().and_then(web_address),
            })
        });
        cited.collect()
    }

    fn source_name(&self, id: &Id, source: &Source) -> String {
        let date = source.published().map(|date| self.date(date));
        let parts = [source.title.clone(), source.publisher.clone(), date];
        let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        if parts.is_empty() { said!(SOURCE_ID, id = id.as_str()) } else { parts.join(", ") }
    }

    fn note_of(&mut self, figure: &Figure) -> usize {
        let (measure, day) = (labels::choice_label(figure.measure.word()), self.day(figure.date));
        let mut note = said!(says::FIGURE, measure, day, sum = self.exactly(figure));
        note.push(' ');
        note.push_str(rule(figure.measure).said());
        for beside in self.beside(figure) {
            note.push_str(&format!(" {}.", capital(&beside)));
        }
        let (entries, sources) = self.made(figure);
        self.notes.put(note, entries, sources)
    }

    /// What stands beside a figure: who has no figure, what has no rate, what may be the same money.
    pub fn beside(&self, figure: &Figure) -> Vec<String> {
        let mut all = Vec::new();
        if !figure.without_figure.is_empty() {
            let mut names: Vec<String> = Vec::new();
            for one in &figure.without_figure {
                let name = self.who(&one.who);
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            names.arrange_by(|a, b| self.locale.compare(a, b));
            let bought = |one: &&Unvalued| matches!(one.of, Of::Purchase(_));
            let (n, names) = (figure.without_figure.len(), and(&names));
            all.push(match figure.without_figure.iter().filter(bought).count() {
                0 => said!(says::CONTRIBUTIONS_NO_FIGURE, n, names),
                all if all == n => said!(says::PURCHASES_NO_FIGURE, n, names),
                _ => said!(says::BOTH_NO_FIGURE, n, names),
            });
        }
        for one in &figure.unconverted {
            all.push(said!(NOT_CONVERTED, sum = self.money(one.sum.value, one.sum.currency)));
        }
        if !figure.possible.is_zero() {
            all.push(said!(says::MAY_BE_SAME, sum = self.money(figure.possible, figure.currency)));
        }
        for ceiling in &figure.ceilings {
            let sum = self.money(ceiling.limit.value, ceiling.limit.currency);
            all.push(said!(says::UNKNOWN_PART, sum));
        }
        if !figure.excess.is_zero() {
            all.push(said!(says::EXCESS, sum = self.money(figure.excess, figure.currency)));
        }
        if !figure.too_loose.is_empty() {
            all.push(said!(says::TOO_LOOSE, n = figure.too_loose.len()));
        }
        all
    }

    pub fn made(&self, figure: &Figure) -> (Vec<Made>, Vec<Cited>) {
        let (mut entries, mut sources) = (Vec::new(), Vec::new());
        for part in &figure.parts {
            let Some(of) = &part.of else { continue };
            let (amount, cited) = self.line_of(of, &part.lines);
            entries.push(Made {
                text: self.part_text(part, amount),
                key: Some(key_of(of)),
                line: part.lines.first().cloned(),
            });
            sources.extend(cited);
        }
        for one in &figure.without_figure {
            let text = said!(says::HAS_NO_FIGURE, who = self.who(&one.who));
            entries.push(Made { text, key: Some(key_of(&one.of)), line: None });
            sources.extend(self.line_of(&one.of, &[]).1);
        }
        (entries, sources)
    }

    /// The entries of one giver in a figure: what it gave alone, and its known parts of joint sums.
    pub fn made_by(&self, figure: &Figure, giver: &Id) -> (Vec<Made>, Vec<Cited>) {
        let is = |who: &Who| matches!(who, Who::Party(id) if id == giver);
        let mut own = figure.clone();
        own.without_figure.retain(|one| one.who.parties().contains(giver));
        let mut alone = vec![true; own.parts.len()];
        let mut known = Vec::new();
        for spread in &figure.spreads {
            let mut weights = spread.weights.iter().filter(|(.., weight)| !weight.is_zero());
            if weights.clone().all(|(who, ..)| is(who)) {
                continue;
            }
            let many = spread.to.saturating_sub(spread.from);
            alone.iter_mut().skip(spread.from).take(many).for_each(|alone| *alone = false);
            let Some(within) = figure.parts.get(spread.from).filter(|_| many > 0) else { continue };
            // Weights that add up to the sums as given are in their currency, others in that of the figure.
            let originals = figure.parts.iter().skip(spread.from).take(many).map(|part| part.original);
            let same = originals.clone().all(|one| one.currency == within.original.currency);
            let plus = |sum: Decimal, value: Decimal| sum.checked_add(value);
            let given = originals.map(|one| one.value).try_fold(Decimal::ZERO, plus);
            let weighed = spread.weights.iter().map(|(.., weight)| *weight).try_fold(Decimal::ZERO, plus);
            let as_given = same && given.is_some() && given == weighed;
            let currency = if as_given { within.original.currency } else { figure.currency };
            for (who, of, weight) in weights.by_ref().filter(|(who, ..)| is(who)) {
                let (who, whole) = (capital(&self.who(who)), self.who(&within.who));
                let sum = self.money(*weight, currency);
                let text = said!(says::KNOWN_PART, who, sum, whole);
                known.push((Made { text, key: Some(key_of(of)), line: None }, self.line_of(of, &[]).1));
            }
        }
        let mut alone = alone.into_iter();
        own.parts.retain(|part| alone.next().unwrap_or(true) && is(&part.who));
        let (mut entries, mut sources) = self.made(&own);
        for (made, cited) in known {
            entries.push(made);
            sources.extend(cited);
        }
        (entries, sources)
    }

    fn part_text(&self, part: &Part, stated: Option<Amount>) -> String {
        // The words of the source, where the part is that entry and not what remains of it.
        let stated = stated.filter(|amount| amount.value == part.original.value);
        let amount = stated.unwrap_or_else(|| Amount::exact(part.original.value, part.original.currency));
        let (who, amount) = (capital(&self.who(&part.who)), self.locale.amount(&amount));
        let day = self.day(part.day);
        match &part.rate {
            Some(rate) => {
                let sum = self.money(part.converted, rate.to);
                said!(says::CONVERTED, who, amount, day, sum, rates = self.rate_text(rate))
            }
            None => said!(NAMED, name = who, what = format!("{amount}, {day}")),
        }
    }

    fn rate_text(&self, found: &Found) -> String {
        let legs = found.legs.iter().map(|leg| {
            let (base, quote) = (leg.base.code(), leg.quote.code());
            let (value, day) = (self.locale.number(leg.value, 0), self.day(leg.day));
            match leg.kind {
                RateKind::Ecb => said!(says::RATE_ECB, base, value, quote, day),
                RateKind::PartyStated => said!(says::RATE_STATED, base, value, quote, day),
                RateKind::Typed => said!(says::RATE_TYPED, base, value, quote, day),
            }
        });
        and(&legs.collect::<Vec<_>>())
    }

    /// The amount of the first of some lines of a record as its source gave it, and the sources of them all; those of
    /// the record where the lines have none.
    fn line_of(&self, of: &Of, lines: &[Id]) -> (Option<Amount>, Vec<Cited>) {
        let (mut amount, mut cited) = (None, Vec::new());
        let mut take = |stated: Option<Amount>, sources: &Lines<Citation>| {
            amount = amount.or(stated);
            cited.extend(self.cited(sources));
        };
        let record = match of {
            Of::Contribution(id) => {
                let Some(record) = self.register.contributions.get(id) else { return (None, Vec::new()) };
                let all = record.entries.live().filter(|(line, _)| lines.is_empty() || lines.contains(line));
                all.for_each(|(_, entry)| take(entry.amount, &entry.sources));
                &record.sources
            }
            Of::Purchase(id) => {
                let Some(record) = self.register.purchases.get(id) else { return (None, Vec::new()) };
                for line in lines {
                    if let Some(step) = record.steps.0.get(line) {
                        take(step.value, &step.sources);
                    } else if let Some(delivery) = record.deliveries.0.get(line) {
                        take(delivery.value, &delivery.sources);
                    } else if let Some(share) = record.shares.0.get(line) {
                        take(share.amount, &share.sources);
                    }
                }
                &record.sources
            }
        };
        if cited.is_empty() {
            cited = self.cited(record);
        }
        (amount, cited)
    }
}

fn key_of(of: &Of) -> RecordKey {
    match of {
        Of::Contribution(id) => RecordKey::of::<Contribution>(id),
        Of::Purchase(id) => RecordKey::of::<Purchase>(id),
    }
}

/// By which rule a figure is made, in one sentence.
pub(super) fn rule(measure: Measure) -> Text {
    match measure {
        Measure::Pledged => says::RULE_PLEDGED,
        Measure::Committed => says::RULE_COMMITTED,
        Measure::Raised => says::RULE_RAISED,
        Measure::Paid => says::RULE_PAID,
        Measure::Spent => says::RULE_SPENT,
        Measure::Delivered => says::RULE_DELIVERED,
        Measure::OpenPledge => says::RULE_OPEN_PLEDGE,
        Measure::Undelivered => says::RULE_UNDELIVERED,
        Measure::Ordered => says::RULE_ORDERED,
        Measure::Allocated => says::RULE_ALLOCATED,
        Measure::ToBeAllocated => says::RULE_TO_BE_ALLOCATED,
        Measure::Members => says::RULE_MEMBERS,
    }
}
