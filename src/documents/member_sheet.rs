//! The fact sheet of one member: since when and by which acts it belongs, its rank and its shares, what it gave.

use rust_decimal::Decimal;

use super::communique::contribution;
use super::fact_sheet::{MONEY, rank, since};
use super::rounding::Known;
use super::scribe::{Scribe, Seen, meeting};
use super::tree::{Document, Inline, Shown, plain};
use super::{Audience, Brief, DocumentError, press};
use crate::figures::{Key, Ledger, Members, Row, Splitting, Who, by, members, roles};
use crate::register::checks::capital;
use crate::register::{
    Arrange, Contribution, Date, Id, Measure, Meeting, Party, Presence, Purchase, RecordKey, Role, Step,
};
use crate::words::{count, labels, numeral, ordinal};

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
    let title = format!("{} on {}", scribe.party(party), scribe.day(scribe.on));
    Ok(scribe.finish("Fact sheet of a member", title))
}

impl Scribe<'_> {
    fn belongs(&mut self, party: &Id, all: &Members) {
        let roles = roles(self.register, party, self.on);
        let the = self.the_coalition();
        let name = capital(&self.in_prose(party));
        let since = since(self, party);
        let what = if all.disputed.contains(party) {
            format!("{name} is named in reports on {the}; they differ on whether it belongs to it.")
        } else {
            let role = match () {
                () if roles.contains(&Role::Lead) => "one of the leads of",
                () if roles.contains(&Role::Beneficiary) => "the beneficiary of",
                () if roles.contains(&Role::Member) => "a member of",
                () if roles.contains(&Role::Observer) => "an observer of",
                () if roles.contains(&Role::Partner) => "a partner of",
                () if roles.contains(&Role::Invited) => "invited to join",
                () => "not a member of",
            };
            let day = self.day(self.on);
            let since = since.filter(|_| !roles.is_empty());
            let since = since.map(|date| format!(" It has belonged to it since {}.", self.date(&date)));
            format!("On {day} {name} was {role} {the}.{}", since.unwrap_or_default())
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
            let name = name.map(|name| format!(": {}", super::scribe::clause(&name))).unwrap_or_default();
            let mut item =
                plain(format!("{}: {}{name}", capital(&self.date(date)), super::scribe::clause(label)));
            item.extend(self.cite([&act.sources]));
            items.push(item);
        }
        if !items.is_empty() {
            self.heading("Acts");
            self.list(items);
        }
    }

    /// Its figures, its rank and its share.
    fn standing(&mut self, party: &Id, all: &Members) {
        self.heading("Figures");
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
            let rank = place.map(|(place, _)| format!("{place} of {with_a_sum}")).unwrap_or_default();
            rows.push(vec![
                plain(labels::choice_label(measure.word())),
                self.row_sum(&own, &figure),
                plain(self.share(own.amount, figure.amount)),
                plain(rank),
            ]);
        }
        if rows.is_empty() {
            self.sentence("No contribution of it is on record.".to_owned(), None);
            return;
        }
        self.paragraph(said);
        self.table(&["Measure", "Sum", "Share of all", "Rank"], 3, rows);
    }

    fn in_words(
        &mut self,
        party: &Id,
        own: &Row,
        figure: &crate::figures::Figure,
        place: Option<&(usize, Vec<Id>)>,
        givers: usize,
    ) -> Vec<Inline> {
        let name = capital(&self.in_prose(party));
        let day = self.day(self.on);
        if own.amount.is_zero() {
            let number =
                count(usize::try_from(own.unvalued).unwrap_or_default(), "contribution", "contributions");
            return plain(format!("By {day} {name} had pledged {number} without a figure."));
        }
        let exact = format!(
            "{}{}",
            self.money(own.amount, figure.currency),
            super::scribe::tilt(own.open, own.about)
        );
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
        let mut more = format!(", {share} of all that had been pledged with a figure");
        if let Some((place, same)) = place {
            let with = if same.is_empty() {
                String::new()
            } else {
                format!(", equal with {}", self.all_in_prose(same))
            };
            let place =
                if *place == 1 { "largest".to_owned() } else { format!("{}-largest", ordinal(*place)) };
            more.push_str(&match givers {
                0 | 1 => "; the only giver with a sum of its own".to_owned(),
                many => format!(
                    "; the {place} sum among the {} givers with one of their own{with}",
                    numeral(many)
                ),
            });
        }
        more.push('.');
        for joint in &own.joint {
            let together = self.who(&Who::Together(joint.givers.clone()));
            more.push_str(&format!(" Its part of what {together} gave is not published and comes on top."));
        }
        vec![
            Inline::Plain(format!("By {day} {name} had pledged ")),
            Inline::Figure(shown),
            Inline::Plain(more),
        ]
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
                .map_or_else(|| "Contribution".to_owned(), |text| capital(text.trim()));
            let kind = one.entry.kind.map_or("", |kind| labels::choice_label(kind.word()));
            let act = one.entry.act.as_deref().map(|act| format!(" ({act})")).unwrap_or_default();
            let others: Vec<Id> = one.givers.iter().filter(|id| *id != party).cloned().collect();
            let with = if others.is_empty() {
                String::new()
            } else {
                format!(", with {}", self.all_in_prose(&others))
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
                    if one.entry.kind == Some(Step::Statement) {
                        String::new()
                    } else {
                        "no figure".to_owned()
                    }
                })),
            ]);
        }
        if !rows.is_empty() {
            self.heading("Contributions, step by step");
            self.table(&["When", "Step", "What for", "Amount as stated"], 1, rows);
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
                let name = Inline::Record(title, RecordKey::of::<Meeting>(id));
                Some(vec![Inline::Plain(format!("{}: ", self.date(date))), name])
            })
            .collect();
        if !items.is_empty() {
            self.heading("Meetings attended");
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
            let title = purchase.title.clone().unwrap_or_else(|| format!("Purchase {id}"));
            items.push(vec![
                Inline::Record(title, RecordKey::of::<Purchase>(id)),
                Inline::Plain(format!(" ({}).", self.stage_of(purchase))),
            ]);
        }
        if !items.is_empty() {
            self.heading("Purchases that draw on its contributions");
            self.list(items);
        }
    }
}
