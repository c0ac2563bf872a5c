//! What was confirmed and what was new at a meeting, contribution by contribution and in total.

use rust_decimal::Decimal;

use super::press;
use super::rounding::Known;
use super::scribe::{Scribe, clause, so_many};
use super::tree::{Inline, Made, Text, plain};
use super::worded::worded;
use crate::figures::{Figure, Of, Open, Part};
use crate::register::{
    Amount, Arrange, Contribution, Each, Entry, Form, Id, Measure, PartyKind, Qualifier, RecordKey, Step,
};
use crate::said;
use crate::words::labels;
use crate::words::text::areas::amounts::TOGETHER;
use crate::words::text::areas::communique as says;
use crate::words::text::areas::documents::{AND_ALSO, CONTRIBUTIONS_WITHOUT, IN_KIND_WITHOUT, NAMED};
use crate::words::text::areas::notes;

/// An entry that was made known at a meeting or since another.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub contribution: Id,
    pub line: Id,
    pub entry: Entry,
    pub givers: Vec<Id>,
}

impl Scribe<'_> {
    /// The entries that fit, by giver, then day.
    pub fn told(&self, fits: &dyn Fn(&Entry) -> bool) -> Vec<Told> {
        let mut all = Vec::new();
        for (id, record) in self.register.contributions.live().filter(|(_, record)| !record.outside) {
            let givers: Each<Id> = record
                .contributors
                .values()
                .filter_map(|giver| Some(giver.party.as_ref()?.id().clone()))
                .collect();
            for (line, entry) in record.entries.live().filter(|(_, entry)| fits(entry)) {
                if entry.date.as_ref().is_none_or(|date| date.last() > self.on) {
                    continue;
                }
                all.push(Told {
                    contribution: id.clone(),
                    line: line.clone(),
                    entry: entry.clone(),
                    givers: givers.iter().cloned().collect(),
                });
            }
        }
        all.arrange_by(|a, b| {
            let name = |told: &Told| self.all_in_prose(&told.givers);
            let day = |told: &Told| told.entry.date.as_ref().map(|date| date.last());
            self.locale.compare(&name(a), &name(b)).then_with(|| (day(a), &a.line).cmp(&(day(b), &b.line)))
        });
        all
    }

    /// What was said again at a meeting: one entry a contribution.
    pub fn confirmed_at(&self, meeting: &Id) -> Vec<Told> {
        let mut told = self.told(&|entry| entry.kind == Some(Step::Statement) && at(entry, meeting));
        let mut seen = Each::new();
        told.retain(|one| seen.insert(one.contribution.clone()));
        told
    }

    /// What was new at a meeting.
    pub fn new_at(&self, meeting: &Id) -> Vec<Told> {
        self.told(&|entry| entry.kind.is_some_and(|kind| kind != Step::Statement) && at(entry, meeting))
    }

    /// The part of a figure that some contributions make.
    pub fn only(&self, figure: &Figure, contributions: &Each<Id>) -> Figure {
        let mine = |of: &Of| matches!(of, Of::Contribution(id) if contributions.contains(id));
        self.kept(figure, &|part| part.of.as_ref().is_some_and(mine), &mine)
    }

    pub fn kept(&self, figure: &Figure, part: &dyn Fn(&Part) -> bool, of: &dyn Fn(&Of) -> bool) -> Figure {
        let mut own = figure.clone();
        own.parts.retain(|one| part(one));
        own.without_figure.retain(|one| of(&one.of));
        own.unvalued = u32::try_from(own.without_figure.len()).unwrap_or(u32::MAX);
        own.amount =
            own.parts.iter().fold(Decimal::ZERO, |sum, one| sum.checked_add(one.converted).unwrap_or(sum));
        own.spreads.clear();
        self.qualified(own)
    }

    /// A figure with the qualifiers that the sources of its parts give, and "or more" where a part has no figure.
    pub fn qualified(&self, mut own: Figure) -> Figure {
        let qualifiers: Vec<Qualifier> =
            own.parts.iter().filter_map(|one| Some(self.stated(one)?.qualifier)).collect();
        let is = |wanted: &[Qualifier]| qualifiers.iter().any(|one| wanted.contains(one));
        let above = !own.without_figure.is_empty() || is(&[Qualifier::Over, Qualifier::AtLeast]);
        own.open = match (above, is(&[Qualifier::Almost])) {
            (false, false) => Open::No,
            (true, false) => Open::Above,
            (false, true) => Open::Below,
            (true, true) => Open::Both,
        };
        own.about = is(&[Qualifier::About]);
        own
    }

    /// The amount of the entry that a part is, as its source gives it.
    fn stated(&self, part: &Part) -> Option<Amount> {
        let (Some(Of::Contribution(id)), [line]) = (&part.of, part.lines.as_slice()) else { return None };
        let amount = self.register.contributions.get(id)?.entries.0.get(line)?.amount?;
        (amount.value == part.original.value).then_some(amount)
    }

    /// One contribution in a list: who, how much as stated, what for. `line` picks one entry of it.
    pub fn gift(&mut self, told: &Told, figure: &Figure, line: Option<&Id>) -> Text {
        let id = &told.contribution;
        let record = self.register.contributions.get(id).cloned();
        let mine = |of: &Of| matches!(of, Of::Contribution(other) if other == id);
        let own = self.kept(
            figure,
            &|part| part.of.as_ref().is_some_and(mine) && line.is_none_or(|line| part.lines.contains(line)),
            &mine,
        );
        let givers = self.all_in_prose(&told.givers);
        let whose = crate::register::checks::capital(&givers);
        let names = if told.givers.len() > 1 { said!(TOGETHER, names = whose) } else { whose.clone() };
        let what = self.how_much(told, own, figure, &whose, record.as_deref());
        let mut text = worded!(NAMED; ; name = vec![Inline::Emphasis(names)], what = what);
        if let Some(purpose) = record.as_ref().and_then(|record| record.purpose.as_deref()) {
            text.push(Inline::Plain(format!(" – {}", clause(purpose))));
        }
        text
    }

    fn how_much(
        &mut self,
        told: &Told,
        own: Figure,
        figure: &Figure,
        whose: &str,
        record: Option<&Contribution>,
    ) -> Text {
        let stated: Vec<Amount> = own.parts.iter().filter_map(|part| self.stated(part)).collect();
        let (only, all) = (stated.as_slice(), own.parts.len());
        if own.parts.is_empty() {
            // Without a figure, or counted elsewhere: as the entry says.
            let in_kind = record.is_some_and(|record| record.form == Some(Form::InKind));
            let said = told.entry.amount.map(|amount| super::press_amount(&amount, self.locale));
            let within: String = record
                .iter()
                .flat_map(|record| record.larger.values())
                .filter_map(|larger| Some(super::press_amount(&larger.amount?, self.locale)))
                .map(|sum| said!(says::PART_OF_SUM, sum))
                .collect();
            let said = said.unwrap_or_else(|| match in_kind {
                true => said!(says::NO_VALUE_IN_KIND, within),
                false => said!(says::NO_VALUE, within),
            });
            let mut text = plain(said);
            text.push(Inline::Note(self.note_without(told, &own, whose)));
            return text;
        }
        if let ([amount], 1) = (only, all) {
            let known = Known::of_amount(amount.qualifier);
            let mut own = own;
            // Said of one entry alone, “or more” is in its own words.
            own.without_figure.clear();
            if amount.currency == figure.currency {
                let text = press(amount.value, amount.currency, known, self.locale);
                return vec![match self.part_of(figure, own, whose) {
                    Inline::Figure(shown) => Inline::Figure(super::Shown { text, ..shown }),
                    other => other,
                }];
            }
            let text = press(amount.value, amount.currency, known, self.locale);
            return vec![
                Inline::Plain(format!("{text} (")),
                self.part_of(figure, own, whose),
                Inline::Plain(")".to_owned()),
            ];
        }
        vec![self.part_of(figure, own, whose)]
    }

    /// The footnote of an entry without a figure, or of one that counts elsewhere.
    fn note_without(&mut self, told: &Told, own: &Figure, whose: &str) -> usize {
        let (mut entries, mut sources) = self.made(own);
        if entries.is_empty() {
            let (key, line) = (RecordKey::of::<Contribution>(&told.contribution), Some(told.line.clone()));
            let day =
                told.entry.date.as_ref().map(|date| format!(", {}", self.date(date))).unwrap_or_default();
            entries.push(Made { text: format!("{whose}{day}"), key: Some(key), line });
        }
        sources.extend(self.cited(&told.entry.sources));
        let says = match told.entry.amount {
            Some(_) => said!(notes::COUNTED_ELSEWHERE, whose),
            None => said!(notes::NO_VALUE_PUBLISHED, whose, day = self.day(self.on)),
        };
        self.notes.put(says, entries, sources)
    }

    /// “and two contributions in kind without a stated value”; nothing where all have one.
    pub fn and_without(&self, figure: &Figure) -> String {
        let number = figure.without_figure.len();
        if number == 0 {
            return String::new();
        }
        let in_kind = figure.without_figure.iter().all(|one| {
            let record = self.register.contributions.get(one.of.id());
            record.is_some_and(|record| record.form == Some(Form::InKind))
        });
        let what = match in_kind {
            true => said!(IN_KIND_WITHOUT, n = number),
            false => said!(CONTRIBUTIONS_WITHOUT, n = number),
        };
        said!(AND_ALSO, what)
    }

    /// The paragraphs on what was confirmed: who and how much, and what it comes to.
    pub fn confirmed(&mut self, meeting: &Id) {
        let told = self.confirmed_at(meeting);
        if told.is_empty() {
            return;
        }
        let total = self.figures.figure(Measure::Pledged);
        let givers: Each<Id> = told.iter().flat_map(|one| one.givers.iter().cloned()).collect();
        let again = told.iter().all(|one| one.entry.act.as_deref() == Some("confirmed"));
        let are = |kind| self.all_are(&givers, kind);
        let (n, count) = (givers.len(), so_many(givers.len()));
        let lead = match (again, are(PartyKind::State), are(PartyKind::Organisation)) {
            (true, true, _) => said!(says::STATES_CONFIRMED, n, count),
            (true, false, true) => said!(says::ORGANISATIONS_CONFIRMED, n, count),
            (true, false, false) => said!(says::PARTIES_CONFIRMED, n, count),
            (false, true, _) => said!(says::STATES_SPOKE, n, count),
            (false, false, true) => said!(says::ORGANISATIONS_SPOKE, n, count),
            (false, false, false) => said!(says::PARTIES_SPOKE, n, count),
        };
        self.sentence(lead, None);
        let items = told.iter().map(|one| self.gift(one, &total, None)).collect();
        self.list(items);
        let contributions: Each<Id> = told.iter().map(|one| one.contribution.clone()).collect();
        let own = self.only(&total, &contributions);
        if own.parts.is_empty() {
            return;
        }
        let day = self.day(self.on);
        let without = self.and_without(&own);
        let text = if own.parts.len() == total.parts.len()
            && own.without_figure.len() == total.without_figure.len()
        {
            worded!(says::TOGETHER_ALL; without, day; sum = vec![self.figure(&total)])
        } else {
            let sum = vec![self.part_of(&total, own, notes::WHAT_WAS_CONFIRMED.said())];
            let further = self.and_without(&total);
            worded!(says::TOGETHER_PART; without, further, day; sum = sum, total = vec![self.figure(&total)])
        };
        self.paragraph(text);
    }

    /// What had been pledged in all.
    pub fn in_all(&mut self) {
        let total = self.figures.figure(Measure::Pledged);
        let sum = vec![self.figure(&total)];
        let (without, day) = (self.and_without(&total), self.day(self.on));
        self.paragraph(worded!(says::IN_ALL; without, day; sum = sum));
    }

    /// The paragraphs on what was new.
    pub fn new_ones(&mut self, told: &[Told], lead: String) {
        if told.is_empty() {
            return;
        }
        self.sentence(lead, None);
        let mut items = Vec::new();
        for one in told {
            let Some(measure) = one.entry.kind.and_then(Step::measure) else { continue };
            let figure = self.figures.figure(measure);
            let mut item = self.gift(one, &figure, Some(&one.line));
            let step = labels::inside(labels::choice_label(measure.word()));
            let when = self.behind(one.entry.date.as_ref());
            let said = match one.entry.act.as_deref() {
                Some(act) if act != step => said!(says::COUNTED_AS, act, when, step),
                _ => format!(" ({step}{when})"),
            };
            item.push(Inline::Plain(said));
            items.push(item);
        }
        self.list(items);
    }
}

fn at(entry: &Entry, meeting: &Id) -> bool {
    entry.meeting.as_ref().is_some_and(|other| other.id() == meeting)
}
