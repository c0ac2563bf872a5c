//! One contribution of the list: what it says in words, and what it adds to the figure.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::ops::Deref;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use chrono::Datelike as _;
use rust_decimal::Decimal;

use super::{area_name, givers_of};
use crate::app::desk::Desk;
use crate::app::locale;
use crate::app::parts::figure_parts::reason;
use crate::app::parts::grid::Adds;
use crate::app::parts::groups::Groups;
use crate::app::parts::sources::origins;
use crate::app::parts::{say, titles};
use crate::app::route::Address;
use crate::exchange::block::{Leaf, Place};
use crate::figures::{Figure, LeftOut, Of, Part, Reason, Tilt, reached};
use crate::register::{
    Amount, Collection, Contribution, Date, Day, Each, Entry, Id, Kind, Measure, RecordKey, Register, Step,
    join,
};
use crate::words::text::Text;
use crate::words::text::areas::{cells, lists as text, parts, record};

/// Up to so many rows that were edited are few.
const FEW: usize = 50;

/// One contribution of the list, which the next state of the list may have as well.
#[derive(Clone)]
pub(super) struct Row(Arc<Held>);

impl Deref for Row {
    type Target = Held;

    fn deref(&self) -> &Held {
        &self.0
    }
}

/// What a row holds. What is said of it is worked out when it is shown, searched or sorted by.
pub(super) struct Held {
    pub(super) id: Id,
    pub(super) one: Arc<Contribution>,
    /// Its place among all, by id.
    pub(super) place: usize,
    pub(super) day: Option<Day>,
    pub(super) converted: Option<Decimal>,
    /// In which directions what it adds may miss.
    pub(super) tilt: Tilt,
    pub(super) words: OnceLock<Box<Words>>,
    pub(super) around: Arc<Around>,
}

/// What the list says of a contribution in words.
pub(super) struct Words {
    pub(super) date: String,
    pub(super) stated: String,
    /// Why it adds nothing, where it could.
    pub(super) why: String,
    pub(super) sources: usize,
}

/// What all rows of one list are made from.
pub(super) struct Around {
    pub(super) desk: Desk,
    pub(super) here: Address,
    pub(super) figure: Arc<Figure>,
    /// The parts of the figure by the place of their contribution.
    pub(super) parts: Groups,
    /// What the figure leaves out, likewise.
    pub(super) left: Groups,
    /// In which directions what each adds may miss, by its place.
    pub(super) tilts: Vec<Tilt>,
    /// The names of parties and areas: each is worked out once, however many rows name it.
    pub(super) names: Names,
}

/// Names that were worked out: of parties, and of areas.
#[derive(Default)]
pub(super) struct Names {
    parties: Known,
    areas: Known,
}

/// Names by ids.
type Known = Mutex<HashMap<String, String>>;

impl Names {
    /// The name of a party, worked out when it is first asked for.
    pub(super) fn of(&self, id: &Id, name: impl FnOnce() -> String) -> String {
        known(&self.parties, id.as_str(), name)
    }

    /// The name of an area, likewise.
    pub(super) fn of_area(&self, id: &str, name: impl FnOnce() -> String) -> String {
        known(&self.areas, id, name)
    }
}

fn known(known: &Known, id: &str, name: impl FnOnce() -> String) -> String {
    let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
    match known.get(id) {
        Some(name) => name.clone(),
        None => known.entry(id.to_owned()).or_insert(name()).clone(),
    }
}

impl Held {
    /// What it adds to the figure.
    pub(super) fn parts(&self) -> impl Iterator<Item = &Part> {
        let Around { figure, parts, .. } = &*self.around;
        parts.members(self.place).iter().filter_map(|place| figure.parts.get(*place))
    }

    /// The entries that the figure rests on.
    pub(super) fn counted(&self) -> impl Iterator<Item = &Entry> {
        self.parts().flat_map(|part| &part.lines).filter_map(|line| self.one.entries.0.get(line))
    }

    /// The date of the first entry that counts, else of the first one.
    pub(super) fn date(&self) -> Option<&Date> {
        let counted = self.counted().find_map(|entry| entry.date.as_ref());
        counted.or_else(|| self.one.entries.values().find_map(|entry| entry.date.as_ref()))
    }
}

impl Row {
    pub(super) fn new(place: usize, id: &Id, one: &Arc<Contribution>, around: &Arc<Around>) -> Self {
        let (id, one, around) = (id.clone(), Arc::clone(one), Arc::clone(around));
        let tilt = around.tilts.get(place).copied().unwrap_or_default();
        let mut held =
            Held { id, one, place, day: None, converted: None, tilt, words: OnceLock::new(), around };
        held.day = held.date().map(Date::first);
        held.converted = held.parts().map(|part| part.converted).reduce(|a, b| a.checked_add(b).unwrap_or(a));
        Row(Arc::new(held))
    }

    /// The rows of all contributions after an edit that left the figure as it was: those of before, but for what was
    /// edited, and what names it since the figure leaves it out; each that is new is told, with the one before. Beside
    /// them, whether they stand as before. None where others are on record.
    pub(super) fn after(
        before: &[Row],
        by_id: &[usize],
        register: &Register,
        edited: &Each<Id>,
        mut exchanged: impl FnMut(&Row, &Row),
    ) -> Option<(Vec<Row>, bool)> {
        let figure = &before.first()?.around.figure;
        let names_one = |left: &&LeftOut| named(&left.reason).is_some_and(|other| edited.contains(other));
        let naming = figure.left_out.iter().filter(names_one).filter_map(|left| match &left.of {
            Of::Contribution(id) => Some(id),
            Of::Purchase(_) => None,
        });
        let (mut rows, mut is_by_day) = (before.to_vec(), true);
        for id in edited.iter().chain(naming) {
            let of = |at: &usize| before.get(*at).map_or(Ordering::Less, |row| row.id.cmp(id));
            let place = by_id.binary_search_by(of).ok()?;
            let row = by_id.get(place).and_then(|at| rows.get_mut(*at))?;
            let new = Row::new(place, id, register.contributions.get(id)?, &row.around);
            is_by_day &= new.day == row.day;
            exchanged(row, &new);
            *row = new;
        }
        Some((rows, is_by_day))
    }

    /// The places of rows in a list, by id.
    pub(super) fn by_id(rows: &[Row]) -> Vec<usize> {
        let mut by_id = vec![0; rows.len()];
        for (at, row) in rows.iter().enumerate() {
            by_id.get_mut(row.place).into_iter().for_each(|place| *place = at);
        }
        by_id
    }

    /// The places of the few rows that are not those of before; none where others stand there, or many are new.
    pub(super) fn edited(before: &[Row], now: &[Row]) -> Option<Vec<usize>> {
        let is_new = |(_, (before, now)): &(usize, (&Row, &Row))| !Arc::ptr_eq(&before.0, &now.0);
        let new = before.iter().zip(now).enumerate().filter(is_new);
        let new = new.take(FEW + 1).map(|(at, (before, now))| (before.id == now.id).then_some(at));
        let new: Option<Vec<usize>> = new.collect();
        new.filter(|new| new.len() <= FEW && before.len() == now.len())
    }

    /// Rows by day, then by id.
    #[expect(
        clippy::disallowed_methods,
        reason = "in a wing; keys of a few words are sorted faster than rows"
    )]
    pub(super) fn by_day(rows: Vec<Row>) -> Vec<Row> {
        let mut order: Vec<_> = rows.iter().zip(0..).map(|(row, at)| (row.day, row.place, at)).collect();
        order.sort_unstable();
        order.into_iter().filter_map(|(.., at): (_, _, usize)| rows.get(at).cloned()).collect()
    }

    /// What it adds to the sum of the list.
    pub(super) fn adds(&self) -> Adds {
        Adds { amount: self.converted, tilt: self.tilt }
    }

    /// How far it is, or why it is on no step.
    pub(super) fn reached(&self) -> Result<Measure, &'static str> {
        let reached = reached(&self.one, self.around.figure.date);
        match reached.step.and_then(Step::measure) {
            _ if self.one.outside => Err(text::NEVER_COUNTED.said()),
            _ if reached.withdrawn => Err(text::WITHDRAWN.said()),
            Some(measure) => Ok(measure),
            None => Err(text::NOT_YET.said()),
        }
    }

    /// Who gave, each with the name.
    pub(super) fn givers(&self) -> Vec<(String, String)> {
        let Around { desk, names, .. } = &*self.around;
        let name = |id: &Id| names.of(id, || desk.look(|register| say::party(register, id)));
        givers_of(&self.one).map(|id| (id.to_string(), name(&id))).collect()
    }

    pub(super) fn area(&self) -> Vec<(String, String)> {
        let area = self.one.area.as_ref();
        area.map(|area| (area.to_string(), self.area_said())).into_iter().collect()
    }

    /// Who gave, in words.
    pub(super) fn who(&self) -> String {
        let names: Vec<_> = self.givers().into_iter().map(|(_, name)| name).collect();
        if names.is_empty() { record::NOT_STATED.said().to_owned() } else { say::and(&names) }
    }

    /// What it is for.
    pub(super) fn purpose(&self) -> String {
        self.one.purpose.as_deref().map(titles::short).unwrap_or_default()
    }

    /// What its area is called.
    pub(super) fn area_said(&self) -> String {
        let Around { desk, names, .. } = &*self.around;
        let said = |area: &str| names.of_area(area, || desk.look(|register| area_name(register, area)));
        self.one.area.as_ref().map(|area| said(area)).unwrap_or_default()
    }

    /// The years for which it counts, else that of its day.
    pub(super) fn years(&self) -> Vec<(String, String)> {
        let mut years: Vec<_> = self.parts().filter_map(|part| part.year).collect();
        if years.is_empty() {
            years.extend(self.day.map(|day| day.year()));
        }
        years.into_iter().map(|year| (year.to_string(), year.to_string())).collect()
    }

    pub(super) fn stated(&self) -> Option<Decimal> {
        self.amounts().first().map(|amount| amount.value)
    }

    /// The sums of the entries that count, else the first that somebody stated.
    pub(super) fn amounts(&self) -> Vec<Amount> {
        let counted: Vec<_> = self.counted().filter_map(|entry| entry.amount).collect();
        if !counted.is_empty() {
            return counted;
        }
        let said = self.one.entries.values().filter(|entry| entry.kind != Some(Step::Statement));
        said.filter_map(|entry| entry.amount).take(1).collect()
    }

    pub(super) fn words(&self) -> &Words {
        self.words.get_or_init(|| Box::new(self.around.desk.look(|register| self.said(register))))
    }

    pub(super) fn said(&self, register: &Register) -> Words {
        let one = &self.one;
        let stated = match self.amounts().as_slice() {
            [] => parts::NO_FIGURE.said().to_owned(),
            [one] => locale().amount(one),
            many => say::sums(&many.iter().map(|amount| (amount.value, amount.currency)).collect::<Vec<_>>()),
        };
        let cited = std::iter::once(&one.sources).chain(one.entries.values().map(|entry| &entry.sources));
        let adds_nothing = self.converted.is_none() && !one.outside;
        Words {
            date: self.date().map(say::date).unwrap_or_default(),
            stated,
            why: if adds_nothing { self.why_not(register) } else { String::new() },
            sources: origins(register, cited),
        }
    }

    /// Why a contribution that has something of the measure adds nothing to it, as far as it is about its money.
    pub(super) fn why_not(&self, register: &Register) -> String {
        let Around { figure, left, .. } = &*self.around;
        let mut left = left.members(self.place).iter().filter_map(|place| figure.left_out.get(*place));
        let about_money = |reason: &Reason| {
            matches!(
                reason,
                Reason::Repeats(_)
                    | Reason::PossiblySame(_)
                    | Reason::Within(_)
                    | Reason::PartsAreMore
                    | Reason::NoRate
            )
        };
        let found = left.find(|left| about_money(&left.reason)).map(|left| reason(register, &left.reason));
        let found = found.unwrap_or_default();
        // Whose it is and how much says enough in a list; what it is for is on its page.
        match found.matches(": ").count() {
            0 | 1 => found,
            _ => found.rsplit_once(": ").map_or(found.clone(), |(head, _)| head.to_owned()),
        }
    }
}

/// Which leaves its cells are.
impl Row {
    /// A leaf of the record itself.
    pub(super) fn own(&self, path: &str, kind: Kind) -> Place {
        Place::Leaf(Leaf { key: RecordKey::of::<Contribution>(&self.id), path: path.to_owned(), kind })
    }

    /// The giver, where it is one.
    pub(super) fn giver(&self) -> Place {
        let one =
            only(self.one.contributors.live().map(|(id, _)| id), cells::NO_GIVER, cells::SEVERAL_GIVERS);
        let party = |id: &Id| join("contributors", &join(id.as_str(), "party"));
        one.map_or_else(Place::Fixed, |id| self.own(&party(id), Kind::Ref(Collection::Parties)))
    }

    /// A leaf of its entry, where it has one.
    pub(super) fn of_entry(&self, name: &str, kind: Kind) -> Place {
        let one = only(self.one.entries.live().map(|(id, _)| id), cells::NO_ENTRY, cells::SEVERAL_ENTRIES);
        let path = |id: &Id| join("entries", &join(id.as_str(), name));
        one.map_or_else(Place::Fixed, |id| self.own(&path(id), kind))
    }
}

/// The contribution that a reason names.
fn named(reason: &Reason) -> Option<&Id> {
    match reason {
        Reason::Repeats(id) | Reason::PossiblySame(id) | Reason::Within(id) => Some(id),
        _ => None,
    }
}

/// The only one of some lines, else why there is none to edit.
fn only<'a>(
    mut lines: impl Iterator<Item = &'a Id>,
    none: Text,
    several: Text,
) -> Result<&'a Id, &'static str> {
    match (lines.next(), lines.next()) {
        (Some(one), None) => Ok(one),
        (None, _) => Err(none.said()),
        (Some(_), Some(_)) => Err(several.said()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_worked_out_once() {
        let (names, mut asked) = (Names::default(), 0);
        for _ in 0..3 {
            let name = names.of(&"EE".into(), || {
                asked += 1;
                "Estonia".to_owned()
            });
            assert_eq!(name, "Estonia");
        }
        assert_eq!(asked, 1);
    }

    #[test]
    fn a_cell_is_of_one_line() {
        let check = |ids: &[&str], expected: Result<&str, &str>| {
            let ids: Vec<Id> = ids.iter().map(|id| Id::from(*id)).collect();
            let found = only(ids.iter(), cells::NO_ENTRY, cells::SEVERAL_ENTRIES);
            assert_eq!(found.map(Id::as_str), expected);
        };
        check(&["a"], Ok("a"));
        check(&[], Err(cells::NO_ENTRY.english()));
        check(&["a", "b"], Err(cells::SEVERAL_ENTRIES.english()));
    }
}
