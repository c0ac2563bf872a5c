//! The fact sheet of one member: since when and by which acts it belongs, its rank and its shares, what it gave.

use rust_decimal::Decimal;

use super::communique::contribution;
use super::fact_sheet::{MONEY, rank, since};
use super::rounding::Known;
use super::scribe::{Scribe, Seen, clause, meeting, tilted};
use super::tree::{Document, Inline, Shown, Text, plain};
use super::worded::worded;
use super::{Audience, Brief, DocumentError, press};
use crate::figures::{Key, Ledger, Members, Row, Splitting, Who, by, members, roles};
use crate::register::checks::capital;
use crate::register::{
    Arrange, Collection, Contribution, Date, Id, Measure, Meeting, Party, Presence, Purchase, RecordKey,
    Role, Step,
};
use crate::said;
use crate::words::text::areas::documents as names;
use crate::words::text::areas::member::{ACTS, MEASURE};
use crate::words::text::areas::parts::NO_FIGURE;
use crate::words::text::areas::record::STEP;
use crate::words::text::areas::sheets as says;
use crate::words::text::areas::shell::FIGURES;
use crate::words::text::{Put, language};
use crate::words::{Language, labels, ordinal};

/// The fact sheet of one party. It is public: what is internal stays out and is counted.
///
/// # Errors
/// [`DocumentError`] when there is no such party, or when it is internal.
pub fn member_sheet(brief: &Brief<'_>, party: &Id) -> Result<Document, DocumentError> {
    let seen = Seen::by(Audience::Public, brief);
    seen.check::<Party>(brief, party)?;
    let ledger = Ledger::of(&seen.public.register);
    let mut scribe = Scribe::new(brief, &seen, &ledger);
    let all = members(scribe.register, scribe.on);
    scribe.belongs(party, &all);
    scribe.acts(party);
    scribe.standing(party, &all);
    scribe.gave(party);
    scribe.attended(party);
    scribe.paid_for(party);
    let title = said!(says::TITLE_ON, name = scribe.party(party), day = scribe.day(scribe.on));
    Ok(scribe.finish(names::MEMBER_SHEET, title))
}

impl Scribe<'_> {
    fn belongs(&mut self, party: &Id, all: &Members) {
        let roles = roles(self.register, party, self.on);
        let (coalition, name) = (self.the_coalition(), self.in_prose(party));
        let since = since(self, party);
        let what = if all.disputed.contains(party) {
            said!(says::REPORTS_DIFFER, party = name, coalition)
        } else {
            let role = match () {
                () if roles.contains(&Role::Lead) => says::WAS_LEAD,
                () if roles.contains(&Role::Beneficiary) => says::WAS_BENEFICIARY,
                () if roles.contains(&Role::Member) => says::WAS_MEMBER,
                () if roles.contains(&Role::Observer) => says::WAS_OBSERVER,
                () if roles.contains(&Role::Partner) => says::WAS_PARTNER,
                () if roles.contains(&Role::Invited) => says::WAS_INVITED,
                () => says::WAS_NO_MEMBER,
            };
            let day = self.day(self.on);
            let put = [("day", day.arg()), ("party", name.arg()), ("coalition", coalition.arg())];
            let since = since.filter(|_| !roles.is_empty());
            let since =
                since.map(|date| format!(" {}", said!(says::BELONGED_SINCE, date = self.date(&date))));
            format!("{}{}", role.with(&put), since.unwrap_or_default())
        };
        let records = self.register.memberships.live().map(|(_, record)| record);
        let own: Vec<_> = records
            .filter(|one| one.party.as_ref().is_some_and(|other| other.id() == party))
            .cloned()
            .collect();
        let note = self.cite(own.iter().map(|record| &record.sources));
        self.sentence(what, note);
    }

    fn acts(&mut self, party: &Id) {
        let mut acts = Vec::new();
        for (_, record) in self.register.memberships.live() {
            if record.party.as_ref().is_some_and(|other| other.id() == party) {
                acts.extend(
                    record
                        .acts
                        .values()
                        .filter(|act| act.date.as_ref().is_some_and(|date| date.last() <= self.on))
                        .cloned(),
                );
            }
        }
        acts.arrange_by(|a, b| a.date.cmp(&b.date));
        let mut items = Vec::new();
        for act in acts {
            let (Some(kind), Some(date)) = (act.kind, &act.date) else { continue };
            let agreement = act.agreement.as_ref().and_then(|id| self.register.agreements.get(id.id()));
            let label = labels::choice_label(kind.word());
            let name = agreement.and_then(|one| one.name.clone()).filter(|name| name != label);
            let what = match name {
                Some(name) => said!(names::NAMED, name = clause(label), what = clause(&name)),
                None => clause(label),
            };
            let mut item = plain(said!(names::NAMED, name = capital(&self.date(date)), what));
            item.extend(self.cite([&act.sources]));
            items.push(item);
        }
        if !items.is_empty() {
            self.heading(ACTS);
            self.list(items);
        }
    }

    /// Its figures, its rank and its share.
    fn standing(&mut self, party: &Id, all: &Members) {
        self.heading(FIGURES);
        let mut rows = Vec::new();
        let mut said = Vec::new();
        for measure in MONEY {
            let figure = self.figures.figure(measure);
            let split = by::by(&figure, self.ledger, Splitting::Member, all);
            let own = split.iter().find(|row| matches!(&row.key, Key::Party(id) if id == party));
            let Some(own) = own.cloned() else { continue };
            let place = rank(&split, party);
            let givers = split.iter().filter(|row| matches!(row.key, Key::Party(_)));
            let with_a_sum = givers.filter(|row| row.amount > Decimal::ZERO).count();
            if measure == Measure::Pledged {
                said = self.in_words(party, &own, &figure, place.as_ref(), with_a_sum);
            }
            let of = |(rank, _): (usize, _)| {
                said!(says::RANK_OF, rank = rank.to_string(), all = with_a_sum.to_string())
            };
            let rank = place.map(of).unwrap_or_default();
            rows.push(vec![
                plain(labels::choice_label(measure.word())),
                self.row_sum(&own, &figure),
                plain(self.share(own.amount, figure.amount)),
                plain(rank),
            ]);
        }
        if rows.is_empty() {
            self.sentence(said!(says::NO_CONTRIBUTION_OF_IT), None);
            return;
        }
        self.paragraph(said);
        let titles = [MEASURE, names::HEAD_SUM, names::HEAD_SHARE_OF_ALL, names::HEAD_RANK];
        self.table(&titles, 3, rows);
    }

    fn in_words(
        &mut self,
        party: &Id,
        own: &Row,
        figure: &crate::figures::Figure,
        place: Option<&(usize, Vec<Id>)>,
        givers: usize,
    ) -> Text {
        let (name, day) = (self.in_prose(party), self.day(self.on));
        if own.amount.is_zero() {
            return plain(said!(says::PLEDGED_NO_FIGURE, day, party = name, n = own.unvalued));
        }
        let exact = tilted(self.money(own.amount, figure.currency), own.open, own.about);
        let note = self.row_note(own, figure, party, &exact);
        let known = Known::of_figure(own.open, own.about);
        let text = press(own.amount, figure.currency, known, self.locale);
        let shown = Shown {
            text,
            measure: None,
            amount: own.amount,
            currency: figure.currency,
            date: figure.date,
            open: own.open,
            about: own.about,
            note,
        };
        let share = self.share(own.amount, figure.amount);
        let rank = place.map(|(place, same)| self.rank_in_words(*place, same, givers)).unwrap_or_default();
        let mut text =
            worded!(says::HAD_PLEDGED; day, party = name, share, rank; sum = vec![Inline::Figure(shown)]);
        for joint in &own.joint {
            let givers = self.who(&Who::Together(joint.givers.clone()));
            text.push(Inline::Plain(format!(" {}", said!(says::COMES_ON_TOP, givers))));
        }
        text
    }

    /// Where a giver stands among all, with those that gave as much.
    fn rank_in_words(&self, place: usize, same: &[Id], givers: usize) -> String {
        let equal = match same {
            [] => String::new(),
            same => said!(says::EQUAL_WITH, names = self.all_in_prose(same)),
        };
        let nth = if language() == Language::English { ordinal(place) } else { place.to_string() };
        match (givers, place) {
            (0 | 1, _) => said!(says::ONLY_GIVER),
            (n, 1) => said!(says::LARGEST, n, equal),
            (n, _) => said!(says::NTH_LARGEST, nth, n, equal),
        }
    }

    /// What a contribution is called that says no purpose.
    pub fn a_contribution(&self) -> &'static str {
        labels::collection_label(Collection::Contributions).0
    }

    /// Its contributions, entry by entry.
    fn gave(&mut self, party: &Id) {
        let mut told = self.told(&|entry| entry.kind.is_some());
        told.retain(|one| one.givers.contains(party));
        told.arrange_by(|a, b| {
            let day = |date: &Option<Date>| date.as_ref().map(|date| date.last());
            (day(&a.entry.date), &a.line).cmp(&(day(&b.entry.date), &b.line))
        });
        let mut rows = Vec::new();
        for one in told {
            let Some(record) = contribution(self.register, &one.contribution) else { continue };
            let purpose = record
                .purpose
                .as_deref()
                .map_or_else(|| self.a_contribution().to_owned(), |text| capital(text.trim()));
            let kind = one.entry.kind.map_or("", |kind| labels::choice_label(kind.word()));
            let act = one.entry.act.as_deref().map(|act| format!(" ({act})")).unwrap_or_default();
            let others: Vec<Id> = one.givers.iter().filter(|id| *id != party).cloned().collect();
            let with = if others.is_empty() {
                String::new()
            } else {
                said!(says::WITH_PARTIES, names = self.all_in_prose(&others))
            };
            let amount = one.entry.amount.map(|amount| self.locale.amount(&amount));
            let mut what = vec![
                Inline::Record(purpose, RecordKey::of::<Contribution>(&one.contribution)),
                Inline::Plain(with),
            ];
            what.extend(self.cite([&one.entry.sources]));
            rows.push(vec![
                plain(one.entry.date.as_ref().map(|date| self.date(date)).unwrap_or_default()),
                plain(format!("{kind}{act}")),
                what,
                plain(amount.unwrap_or_else(|| {
                    // Words that add nothing need no figure of their own.
                    if one.entry.kind == Some(Step::Statement) { String::new() } else { said!(NO_FIGURE) }
                })),
            ]);
        }
        if !rows.is_empty() {
            self.heading(says::STEP_BY_STEP);
            let titles = [names::HEAD_WHEN, STEP, names::HEAD_WHAT_FOR, names::HEAD_STATED];
            self.table(&titles, 1, rows);
        }
    }

    fn attended(&mut self, party: &Id) {
        let mut held: Vec<(Date, Id)> = Vec::new();
        for (id, record) in self.register.meetings.live() {
            let there = record.attendance.values().any(|line| {
                line.party.as_ref().is_some_and(|other| other.id() == party)
                    && matches!(line.presence, Some(Presence::Present | Presence::Remote))
            });
            let date = record.date.clone().filter(|date| there && date.last() <= self.on);
            held.extend(date.map(|date| (date, id.clone())));
        }
        held.arrange();
        let items: Vec<_> = held
            .iter()
            .filter_map(|(date, id)| {
                let title = self.title_of(meeting(self.register, id)?);
                let title = vec![Inline::Record(title, RecordKey::of::<Meeting>(id))];
                Some(worded!(names::NAMED; name = capital(&self.date(date)); what = title))
            })
            .collect();
        if !items.is_empty() {
            self.heading(says::MEETINGS_ATTENDED);
            self.list(items);
        }
    }

    /// The purchases that draw on its contributions.
    fn paid_for(&mut self, party: &Id) {
        let gives = |id: &Id| {
            contribution(self.register, id).is_some_and(|record| {
                record
                    .contributors
                    .values()
                    .any(|giver| giver.party.as_ref().is_some_and(|other| other.id() == party))
            })
        };
        let mut items = Vec::new();
        for (id, purchase) in self.register.purchases.live() {
            let draws = purchase
                .shares
                .values()
                .flat_map(|share| share.of.values())
                .any(|of| of.contribution.as_ref().is_some_and(|of| gives(of.id())));
            if !draws || crate::figures::stage(purchase, self.on).is_none() {
                continue;
            }
            let title = purchase.title.clone().unwrap_or_else(|| said!(names::PURCHASE, id = id.as_str()));
            items.push(vec![
                Inline::Record(title, RecordKey::of::<Purchase>(id)),
                Inline::Plain(format!(" ({}).", self.stage_of(purchase))),
            ]);
        }
        if !items.is_empty() {
            self.heading(says::PURCHASES_DRAW);
            self.list(items);
        }
    }
}
