//! The row of totals: a label from the left, the total under its column.

use leptos::prelude::*;

use super::List;
use super::look::Look;
use crate::app::parts::grid::Grid;
use crate::words::text::areas::lists as text;

/// A cell of the foot, with how many columns it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spot {
    Label(usize),
    Blank { less: bool },
    Total(usize),
}

/// The foot of a list that has one.
pub fn foot(list: List) -> impl IntoView {
    move || {
        let grid = list.grid.get();
        let foot = grid.foot.clone()?;
        let (label, total) = (foot.make)(list.shown);
        let look = list.look.get();
        let mut total = Some(total);
        let cells = spots(&kinds(&grid, &look, foot.under)).into_iter().map(|spot| match spot {
            Spot::Label(span) => {
                let span = span.saturating_add(usize::from(look.is_picking)).to_string();
                view! { <td colspan=span>{label.clone()}</td> }.into_any()
            }
            Spot::Blank { less } => view! { <td class:less=less></td> }.into_any(),
            Spot::Total(span) => {
                view! { <td class="n" colspan=span.to_string() data-label=text::TOTAL.said()>{total.take()}</td> }
                    .into_any()
            }
        });
        Some(view! { <tfoot><tr>{cells.collect_view()}</tr></tfoot> })
    }
}

/// Of each column whether it may be left out, and whether the total stands under it.
fn kinds(grid: &Grid, look: &Look, under: &str) -> Vec<(bool, bool)> {
    let columns = look.columns.iter().filter_map(|(at, _)| grid.columns.get(*at));
    columns.map(|column| (look.is_less(column), column.key == under)).collect()
}

/// The cells: the label takes what it can before the total, and the total the column before its own.
fn spots(columns: &[(bool, bool)]) -> Vec<Spot> {
    let is_less = |at: usize| columns.get(at).is_some_and(|(less, _)| *less);
    let last = columns.len().saturating_sub(1);
    let under = columns.iter().position(|(_, under)| *under).unwrap_or(last).max(1);
    let from = under.saturating_sub(usize::from(under > 1 && !is_less(under.saturating_sub(1))));
    let label = (1..from).find(|at| is_less(*at)).unwrap_or(from);
    let mut spots = vec![Spot::Label(label)];
    spots.extend((label..from).map(|at| Spot::Blank { less: is_less(at) }));
    spots.push(Spot::Total(under.saturating_sub(from).saturating_add(1)));
    spots.extend((under.saturating_add(1)..columns.len()).map(|at| Spot::Blank { less: is_less(at) }));
    spots
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A letter a column: `l` may be left out, `t` has the total.
    fn check(columns: &str, expected: &str) {
        let columns: Vec<_> = columns.chars().map(|column| (column == 'l', column == 't')).collect();
        let said = spots(&columns).into_iter().map(|spot| match spot {
            Spot::Label(span) => format!("label{span}"),
            Spot::Blank { less: true } => "less".to_owned(),
            Spot::Blank { less: false } => "blank".to_owned(),
            Spot::Total(span) => format!("total{span}"),
        });
        assert_eq!(said.collect::<Vec<_>>().join(" "), expected);
    }

    #[test]
    fn the_total_stands_under_its_column() {
        check("..l..t.l", "label2 less blank total2 blank less");
        check(".....t", "label4 total2");
        check(".t..", "label1 total1 blank blank");
        check("..lt", "label2 less total1");
        check(".l.t", "label1 less total2");
        check("...", "label1 total2");
        check(".", "label1 total1");
    }
}
