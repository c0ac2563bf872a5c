//! The rows of the list of contributions, kept through edits.

use std::sync::Arc;

use leptos::prelude::GetUntracked as _;

use super::row::{Around, Names, Row};
use super::tally::Tally;
use crate::app::desk::Desk;
use crate::app::parts::groups::Groups;
use crate::figures::{Figure, Of, Tilt};
use crate::register::{Collection, Contribution, Id, Register, Seen};

/// After so many changes all rows are read anew.
const FEW: usize = 50;

/// The rows of the list, and what they were made from.
#[derive(Clone)]
pub(super) struct Listed {
    /// By day, and where each stands by id.
    pub(super) rows: Arc<Vec<Row>>,
    by_id: Arc<Vec<usize>>,
    pub(super) tally: Tally,
    seen: Seen,
    /// The figure that they add to, and the state of what else they say something of.
    pub(super) figure: Arc<Figure>,
    others: u32,
}

impl Listed {
    /// All contributions on record; `before` is the list before, of which much may stand.
    pub(super) fn of(desk: &Desk, figure: Arc<Figure>, others: u32, before: Option<&Listed>) -> Listed {
        let before = before.filter(|before| before.others == others && Arc::ptr_eq(&before.figure, &figure));
        let here = desk.address.get_untracked();
        desk.read_in(&[Collection::Contributions], |register| {
            if let Some(after) = before.and_then(|before| before.after(register)) {
                return after;
            }
            let all: Vec<_> = register.contributions.live().collect();
            let mut places = Places { ids: &all, next: 0 };
            let parts: Vec<_> = figure.parts.iter().map(|part| places.of(part.of.as_ref()?)).collect();
            places.next = 0;
            let left: Vec<_> = figure.left_out.iter().map(|left| places.of(&left.of)).collect();
            places.next = 0;
            let mut tilts = vec![Tilt::default(); all.len()];
            for (of, tilt) in figure.tilts() {
                if let Some(all) = places.of(of).and_then(|place| tilts.get_mut(place)) {
                    *all = all.or(tilt);
                }
            }
            let (parts, left) = (Groups::of(all.len(), &parts), Groups::of(all.len(), &left));
            let names = Names::default();
            let around = Arc::new(Around {
                desk: *desk,
                here,
                figure: Arc::clone(&figure),
                parts,
                left,
                tilts,
                names,
            });
            let row =
                |(place, (id, one)): (usize, (&Id, &Arc<Contribution>))| Row::new(place, id, one, &around);
            let rows = all.into_iter().enumerate().map(row).collect::<Vec<_>>();
            let tally = Tally::of(rows.iter().map(|row| &*row.one));
            let listed = Listed {
                rows: Arc::default(),
                by_id: Arc::default(),
                tally,
                seen: Seen::of(register),
                figure,
                others,
            };
            listed.with(rows)
        })
    }

    /// After a few edits that left the figure as it was.
    fn after(&self, register: &Register) -> Option<Listed> {
        let edited = self.seen.written_in(register, Collection::Contributions, FEW)?;
        let mut tally = self.tally.clone();
        let (rows, is_by_day) = Row::after(&self.rows, &self.by_id, register, &edited, |old, new| {
            tally.put(&old.one, -1);
            tally.put(&new.one, 1);
        })?;
        let now = Listed { tally, seen: Seen::of(register), ..self.clone() };
        Some(if is_by_day { Listed { rows: Arc::new(rows), ..now } } else { now.with(rows) })
    }

    /// With these rows, in their order.
    fn with(self, rows: Vec<Row>) -> Self {
        let rows = Row::by_day(rows);
        Listed { by_id: Arc::new(Row::by_id(&rows)), rows: Arc::new(rows), ..self }
    }
}

/// The places of records in a list by id. Most are asked for in its order.
struct Places<'a> {
    ids: &'a [(&'a Id, &'a Arc<Contribution>)],
    next: usize,
}

impl Places<'_> {
    fn of(&mut self, of: &Of) -> Option<usize> {
        let Of::Contribution(id) = of else { return None };
        let is_it = |place: &usize| self.ids.get(*place).is_some_and(|(other, _)| *other == id);
        let near = [self.next, self.next.saturating_sub(1)].into_iter().find(is_it);
        let place = near.or_else(|| self.ids.binary_search_by(|(other, _)| (*other).cmp(id)).ok())?;
        self.next = place.saturating_add(1);
        Some(place)
    }
}
