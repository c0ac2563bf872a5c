//! A figure on two days, with what lies between them as a figure of its own.

use rust_decimal::Decimal;

use crate::register::{Day, Each, Measure};

use super::between::changed_of;
use super::money::negative;
use super::{Changed, Count, Figure, Money, Of, Open, Part};

/// One measure on two days.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// As it stood.
    pub before: Figure,
    /// As it stands.
    pub after: Figure,
    /// Record by record, how the one became the other.
    pub changed: Changed,
}

impl Compared {
    /// After a day, up to the day of the count.
    pub fn new(count: &Count, from: Day, measure: Measure) -> Self {
        let (before, after) = (count.on(from).figure(measure), count.figure(measure));
        Compared { changed: changed_of(&before, &after), before, after }
    }

    /// Whether anything is in the figure on either day.
    pub fn is_any(&self) -> bool {
        [&self.before, &self.after]
            .into_iter()
            .any(|figure| !figure.parts.is_empty() || figure.unvalued > 0 || !figure.unconverted.is_empty())
    }

    /// Whether anything in it changed.
    pub fn is_changed(&self) -> bool {
        !self.changed.rows.is_empty() || !self.changed.unconverted.is_empty()
    }

    /// The change as a figure: what came into it, less what went out. It adds up to the change to the cent. Whether
    /// it is "or more" it does not know: that is for who knows the qualifiers of its entries.
    pub fn difference(&self) -> Figure {
        let Compared { before, after, changed } = self;
        let moved: Each<Option<&Of>> = changed.rows.iter().map(|row| row.of.as_ref()).collect();
        let is_in = |part: &&Part| moved.contains(&part.of.as_ref());
        let mut gone: Vec<&Part> = before.parts.iter().filter(is_in).collect();
        let mut parts = Vec::new();
        for part in after.parts.iter().filter(is_in) {
            match gone.iter().position(|old| *old == part) {
                Some(place) => {
                    gone.remove(place);
                }
                None => parts.push(part.clone()),
            }
        }
        parts.extend(gone.into_iter().map(|part| Part {
            original: Money { value: negative(part.original.value), ..part.original },
            converted: negative(part.converted),
            ..part.clone()
        }));
        let new: Each<&Of> =
            changed.rows.iter().filter(|row| row.is_new).filter_map(|row| row.of.as_ref()).collect();
        let bare = after.without_figure.iter().filter(|one| new.contains(&one.of));
        let without_figure: Vec<_> = bare.cloned().collect();
        Figure {
            measure: after.measure,
            currency: after.currency,
            date: after.date,
            amount: changed.change,
            open: Open::No,
            about: false,
            unvalued: u32::try_from(without_figure.len()).unwrap_or(u32::MAX),
            without_figure,
            unconverted: changed.unconverted.clone(),
            possible: Decimal::ZERO,
            possibles: Vec::new(),
            ceilings: Vec::new(),
            too_loose: Vec::new(),
            said: Vec::new(),
            excess: Decimal::ZERO,
            parts,
            left_out: Vec::new(),
            spreads: Vec::new(),
            slants: Vec::new(),
        }
    }
}
