//! Releases: the public figures of one day under a number, as they stood, with what changed them since the release before.
//!
//! A release is made from the register and then never counted again: what is shown of it is what it says. It stays in the
//! register, and is English in every language.

use rust_decimal::Decimal;

use super::scribe::{Scribe, Seen};
use super::tree::{Document, Inline, Text, plain};
use super::{Audience, Brief, MONEY};
use crate::figures::{Changed, Count, Figure, Ledger, Of, Open, Query, changed_of, members_public};
use crate::register::checks::capital;
use crate::register::{
    Amount, Arrange, Beyond, Change, Collection, Currency, Date, Day, Each, Few, Hash, HeldThen, Id, Lines,
    Measure, Qualifier, RecordKey, Ref, Register, Release, ReleasedChange, ReleasedFigure,
};
use crate::words::{labels, semicolon};

/// So many entries that changed one figure are named, those that changed it most; the others are counted.
const NAMED: usize = 100;

/// What a release names a record by.
pub type Names<'a> = &'a dyn Fn(&Register, &RecordKey) -> String;

/// The last release, by its number.
pub fn last_release(register: &Register) -> Option<(&Id, &Release)> {
    let all = register.releases.live().map(|(id, release)| (id, &**release));
    all.max_by_key(|(id, release)| (release.number, *id))
}

/// The register as it was when a release was made: what its writers had written by then.
pub fn as_released(register: &Register, release: &Release) -> Register {
    let mut until: Few<&str, u32> = Few::new();
    for held in release.held.values() {
        let head = held.head.as_deref().and_then(Hash::parse).and_then(|hash| register.change(&hash));
        let (Some(replica), Some(change)) = (held.replica.as_deref(), head) else { continue };
        let number = until.or_default(replica);
        *number = change.header.number.max(*number);
    }
    let was_there = |change: &&std::sync::Arc<Change>| {
        let header = &change.header;
        until.get(header.replica.as_str()).is_some_and(|until| header.number <= *until)
    };
    Register::of(register.changes().filter(was_there).cloned())
}

/// The next release: the public figures as they stand, and what changed those of the last one. `held` says up to which
/// change of each writer the register holds, `hash` is that of what is published.
pub fn next_release(
    brief: &Brief<'_>,
    day: Day,
    held: Vec<HeldThen>,
    hash: Hash,
    names: Names<'_>,
) -> Release {
    let Query { on, currency, .. } = brief.query;
    let now = Seen::by(Audience::Public, brief);
    let ledger = Ledger::of(&now.public.register);
    let scribe = Scribe::new(brief, &now, &ledger);
    let last = last_release(brief.register).map(|(_, release)| release);
    let mut release = Release {
        number: Some(last.and_then(|last| last.number).unwrap_or_default().saturating_add(1)),
        day: Some(Date::from_day(day)),
        on: Some(Date::from_day(on)),
        currency: Some(currency),
        hash: Some(hash.to_string()),
        held: numbered(held),
        ..Release::default()
    };
    let figures: Vec<Figure> = MONEY.iter().map(|measure| scribe.figures.figure(*measure)).collect();
    let mut stated = vec![members_of(&now.public.register, brief.query)];
    stated
        .extend(figures.iter().filter(|figure| says_something(figure)).map(|figure| frozen(&scribe, figure)));
    release.figures = numbered(stated);
    if let Some(last) = last {
        release.changes = numbered(since(brief, last, &now.public.register, &figures, names));
    }
    release
}

/// Lines under ids that count.
fn numbered<T>(lines: Vec<T>) -> Lines<T> {
    lines.into_iter().enumerate().map(|(place, line)| (format!("{place:03}").into(), line)).collect()
}

fn says_something(figure: &Figure) -> bool {
    !(figure.parts.is_empty() && figure.without_figure.is_empty() && figure.unconverted.is_empty())
}

fn members_of(register: &Register, query: Query) -> ReleasedFigure {
    let counted = members_public(register, query.on, query.published).counted.len();
    let (measure, count) = (Some(Measure::Members), u32::try_from(counted).ok());
    ReleasedFigure { measure, count, ..ReleasedFigure::default() }
}

/// A figure as it is kept.
fn frozen(scribe: &Scribe<'_>, figure: &Figure) -> ReleasedFigure {
    let qualifier = if figure.about { Qualifier::About } else { Qualifier::Exact };
    let beside = capital(&scribe.beside(figure).join(semicolon()));
    ReleasedFigure {
        measure: Some(figure.measure),
        amount: Some(Amount::new(figure.amount.normalize(), figure.currency, qualifier)),
        beyond: match figure.open {
            Open::No => None,
            Open::Above => Some(Beyond::Above),
            Open::Below => Some(Beyond::Below),
            Open::Both => Some(Beyond::Either),
        },
        beside: (!beside.is_empty()).then_some(beside),
        ..ReleasedFigure::default()
    }
}

/// What changed the figures of the last release, each by the records that did. What no record explains comes from
/// other rates, or from rules that count in another way than then.
fn since(
    brief: &Brief<'_>,
    last: &Release,
    now: &Register,
    figures: &[Figure],
    names: Names<'_>,
) -> Vec<ReleasedChange> {
    let on = last.on.as_ref().map_or(brief.query.on, Date::last);
    let then = as_released(brief.register, last);
    let brief = Brief { register: &then, query: Query { on, ..brief.query }, ..*brief };
    let seen = Seen::by(Audience::Public, &brief);
    let (register, ledger) = (&seen.public.register, Ledger::of(&seen.public.register));
    let count = Count::new(&ledger, brief.rates, brief.query);
    let mut all = joined(register, now, on, figures, names);
    for figure in figures {
        let before = count.figure(figure.measure);
        let changed = changed_of(&before, figure);
        all.extend(rows(&changed, figure.currency, &|key| match now.is_live(key.collection, &key.id) {
            true => names(now, key),
            false => names(register, key),
        }));
        let stated = last.figures.values().find(|one| one.measure == Some(figure.measure));
        let stated = stated.and_then(|one| one.amount).filter(|amount| amount.currency == figure.currency);
        if let Some(stated) = stated
            && stated.value != before.amount
        {
            all.push(ReleasedChange {
                measure: Some(figure.measure),
                what: Some("Other rates, or another way of counting".to_owned()),
                before: Some(exact(stated.value, figure.currency)),
                after: Some(exact(before.amount, figure.currency)),
                ..ReleasedChange::default()
            });
        }
    }
    all
}

fn exact(value: Decimal, currency: Currency) -> Amount {
    Amount::exact(value.normalize(), currency)
}

/// Who came and who went.
fn joined(
    then: &Register,
    now: &Register,
    on: Day,
    figures: &[Figure],
    names: Names<'_>,
) -> Vec<ReleasedChange> {
    let Some(today) = figures.first().map(|figure| figure.date) else { return Vec::new() };
    let members = |register: &Register, on| -> Each<Id> {
        members_public(register, on, None).counted.into_iter().collect()
    };
    let (before, after) = (members(then, on), members(now, today));
    let line = |register: &Register, id: &Id, verb: &str| ReleasedChange {
        measure: Some(Measure::Members),
        what: Some(format!("{} {verb}", names(register, &RecordKey::new(Collection::Parties, id.clone())))),
        ..ReleasedChange::default()
    };
    let came = after.iter().filter(|id| !before.contains(*id)).map(|id| line(now, id, "joined"));
    let went =
        before.iter().filter(|id| !after.contains(*id)).map(|id| line(then, id, "is no longer counted"));
    came.chain(went).collect()
}

/// The records that changed a figure, those that changed it most first.
fn rows(changed: &Changed, currency: Currency, name: &dyn Fn(&RecordKey) -> String) -> Vec<ReleasedChange> {
    let mut rows: Vec<_> = changed.rows.iter().collect();
    rows.arrange_by(|a, b| b.change.abs().cmp(&a.change.abs()).then(a.of.cmp(&b.of)));
    let rest = rows.split_off(rows.len().min(NAMED));
    let measure = Some(changed.measure);
    let mut all: Vec<ReleasedChange> = rows
        .into_iter()
        .map(|row| {
            let (mut contribution, mut purchase, mut what) = (None, None, None);
            match &row.of {
                Some(Of::Contribution(id)) => {
                    contribution = Some(Ref::from(id.clone()));
                    what = Some(name(&RecordKey::new(Collection::Contributions, id.clone())));
                }
                Some(Of::Purchase(id)) => {
                    purchase = Some(Ref::from(id.clone()));
                    what = Some(name(&RecordKey::new(Collection::Purchases, id.clone())));
                }
                None => {}
            }
            let before = (!row.is_new).then(|| exact(row.before, currency));
            let after = (!row.without_figure).then(|| exact(row.after, currency));
            ReleasedChange {
                measure,
                contribution,
                purchase,
                what,
                before,
                after,
                ..ReleasedChange::default()
            }
        })
        .collect();
    if !rest.is_empty() {
        let sum = |side: fn(&crate::figures::Added) -> Decimal| {
            rest.iter().map(|row| side(row)).fold(Decimal::ZERO, |a, b| a.checked_add(b).unwrap_or(a))
        };
        all.push(ReleasedChange {
            measure,
            what: Some(format!("{} others", rest.len())),
            before: Some(exact(sum(|row| row.before), currency)),
            after: Some(exact(sum(|row| row.after), currency)),
            ..ReleasedChange::default()
        });
    }
    all
}

/// The page of a release: its figures beside those of the release before, and what changed them.
pub fn release_sheet(brief: &Brief<'_>, release: &Release) -> Document {
    let seen = Seen::by(Audience::Public, brief);
    let ledger = Ledger::of(&seen.public.register);
    let mut scribe = Scribe::new(brief, &seen, &ledger);
    let number = release.number.unwrap_or_default();
    let before = brief.register.releases.live().map(|(_, other)| other);
    let before = before.filter(|other| other.number < release.number).max_by_key(|other| other.number);
    let date = |date: &Option<Date>| date.as_ref().map(|date| scribe.date(date));
    let (made, on) = (date(&release.day), date(&release.on));
    let on = on.unwrap_or_else(|| scribe.day(scribe.on));
    let made = made.map_or(String::new(), |made| format!(", published on {made}"));
    let lead = format!("Release {number}{made}. Its figures stand on {on} and do not change any more.");
    scribe.sentence(lead, None);
    let mut heads = vec!["Figure", "Beside it"];
    let earlier = before.map(|before| format!("Release {}", before.number.unwrap_or_default()));
    heads.extend(earlier.as_deref());
    heads.push(if before.is_some() { "Now" } else { "Sum" });
    let text = |figure: &ReleasedFigure| said(&scribe, figure);
    let row = |figure: &ReleasedFigure| {
        let of_before =
            || before.and_then(|one| one.figures.values().find(|old| old.measure == figure.measure));
        let mut row = vec![plain(label(figure.measure)), plain(figure.beside.as_deref().unwrap_or_default())];
        row.extend(before.map(|_| plain(of_before().map_or_else(|| "–".to_owned(), text))));
        row.push(plain(text(figure)));
        row
    };
    let rows: Vec<Vec<Text>> = release.figures.values().map(row).collect();
    let numbers = heads.len().saturating_sub(2);
    scribe.own_heading("Figures".to_owned());
    scribe.named_table(&heads, numbers, rows);
    if let Some(earlier) = earlier {
        scribe.own_heading(format!("What changed since {}", earlier.to_lowercase()));
        let amount = |amount: Option<Amount>| {
            plain(amount.map_or_else(|| "–".to_owned(), |amount| scribe.locale.amount(&amount)))
        };
        let key = |change: &ReleasedChange| {
            let id = |collection, id: &Id| RecordKey::new(collection, id.clone());
            let of = change.contribution.as_ref().map(|of| id(Collection::Contributions, of.id()));
            of.or_else(|| change.purchase.as_ref().map(|of| id(Collection::Purchases, of.id())))
        };
        let what = |change: &ReleasedChange| {
            let words = change.what.clone().unwrap_or_else(|| "–".to_owned());
            match key(change) {
                Some(key) => vec![Inline::Record(words, key)],
                None => plain(words),
            }
        };
        let of = |change: &ReleasedChange| {
            vec![plain(label(change.measure)), what(change), amount(change.before), amount(change.after)]
        };
        let rows: Vec<Vec<Text>> = release.changes.values().map(of).collect();
        if rows.is_empty() {
            scribe.sentence("No figure changed.".to_owned(), None);
        } else {
            scribe.named_table(&["Figure", "By", "Before", "Now"], 2, rows);
        }
    }
    let title = scribe.titled();
    scribe.say_left_out(None).close("Release", format!("{title}: release {number}"))
}

/// A release in one line, as a link to it shows it.
pub fn release_line(brief: &Brief<'_>, release: &Release) -> String {
    let seen = Seen::by(Audience::Public, brief);
    let ledger = Ledger::of(&seen.public.register);
    let scribe = Scribe::new(brief, &seen, &ledger);
    let figures = release.figures.values().take(4);
    let figures: Vec<String> = figures
        .map(|figure| format!("{} {}", label(figure.measure).to_lowercase(), said(&scribe, figure)))
        .collect();
    let on = release.on.as_ref().map(|on| format!(" on {}", scribe.date(on))).unwrap_or_default();
    let number = release.number.unwrap_or_default();
    format!("{}{on}. Release {number}.", capital(&figures.join(", ")))
}

fn label(measure: Option<Measure>) -> &'static str {
    measure.map_or("–", |measure| labels::choice_label(measure.word()))
}

/// A released figure in words.
fn said(scribe: &Scribe<'_>, figure: &ReleasedFigure) -> String {
    let Some(amount) = &figure.amount else {
        return figure.count.map_or_else(|| "–".to_owned(), |count| count.to_string());
    };
    let beyond = match figure.beyond {
        None => "",
        Some(Beyond::Above) => " or more",
        Some(Beyond::Below) => " or less",
        Some(Beyond::Either) => ", or more, or less",
    };
    format!("{}{beyond}", scribe.locale.amount(amount))
}

#[cfg(test)]
mod tests;
