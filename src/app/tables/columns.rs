//! What each column is, and what holds for every row.

use leptos::prelude::*;

use super::State;
use crate::app::desk::{Desk, desk};
use crate::exchange::sheet::{Grid, Mapping, Sense, Target, column_letters};
use crate::register::{Currency, Kind};
use crate::said;
use crate::words::labels;
use crate::words::text::areas::{rescue, tables as text};

/// So many cells of a column are shown.
const SHOWN: usize = 3;

/// A table of the columns of a table.
#[component]
pub(super) fn Columns(state: State) -> impl IntoView {
    let desk = desk();
    move || {
        let (grid, mapping) = (state.grid()?, state.mapping.get()?);
        let target = mapping.target;
        let rows = (0..mapping.columns.len()).map(|column| row(desk, state, &grid, &mapping, target, column));
        Some(view! {
            <div class="scroll">
                <table class="columns">
                    <caption class="out">{text::COLUMNS_OF.said()}</caption>
                    <thead><tr>
                        <th scope="col">{text::COLUMN_HEAD.said()}</th><th scope="col">{text::FIRST_ROWS.said()}</th><th scope="col">{rescue::WHAT_IT_IS.said()}</th>
                    </tr></thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
            <Fixed state mapping=mapping.clone() target />
        })
    }
}

fn row(
    desk: Desk,
    state: State,
    grid: &Grid,
    mapping: &Mapping,
    target: &'static Target,
    column: usize,
) -> impl IntoView + use<> {
    let letters = column_letters(column);
    let title = match mapping.title(grid, column) {
        "" => said!(text::COLUMN_NAMED, letters),
        title => title.to_owned(),
    };
    let shown = mapping.rows(grid).map(|row| grid.cell(row, column)).filter(|cell| !cell.is_empty());
    let shown: Vec<String> = shown.take(SHOWN).map(|cell| cell.text().chars().take(40).collect()).collect();
    let of = mapping.columns.get(column).cloned().unwrap_or_default();
    let choose = move |event| {
        let path = event_target_value(&event);
        let path = target.column(&path).map(|known| known.path);
        state.change(desk, |mapping| {
            // What two columns cannot both be, the last one said is.
            for (place, other) in mapping.columns.iter_mut().enumerate() {
                if place == column {
                    other.path = path;
                } else if path.is_some() && other.path == path {
                    other.path = None;
                }
            }
        });
    };
    let options = target.all().map(|known| {
        let is_it = of.path == Some(known.path);
        view! { <option value=known.path selected=is_it>{known.name()}</option> }
    });
    let kind = of.path.and_then(|path| target.kind(path));
    view! {
        <tr data-column=letters>
            <th scope="row">{title.clone()}</th>
            <td class="q">{shown.join(" · ")}</td>
            <td>
                <select aria-label=said!(text::WHAT_COLUMN_IS, title) on:change=choose>
                    <option value="" selected=of.path.is_none()>{text::A_NOTE.said()}</option>
                    {options.collect_view()}
                </select>
                {senses(desk, state, column, &title, kind, of.sense)}
            </td>
        </tr>
    }
}

/// Asks how cells are read that can be read in two ways.
fn senses(
    desk: Desk,
    state: State,
    column: usize,
    title: &str,
    kind: Option<Kind>,
    sense: Sense,
) -> Option<AnyView> {
    let (now, labels, set): (_, _, fn(&mut Sense, Option<bool>)) = match kind? {
        Kind::Date => {
            (sense.day_first, [text::DAY_ASKED, text::DAY_FIRST, text::MONTH_FIRST], |sense, said| {
                sense.day_first = said
            })
        }
        Kind::Amount => (
            sense.decimal_comma,
            [text::COMMA_ASKED, text::COMMA_THOUSANDS, text::COMMA_DECIMALS],
            |sense, said| sense.decimal_comma = said,
        ),
        _ => return None,
    };
    let choose = move |event| {
        let said = match event_target_value(&event).as_str() {
            "first" => Some(true),
            "second" => Some(false),
            _ => None,
        };
        state.change(desk, |mapping| {
            if let Some(column) = mapping.columns.get_mut(column) {
                set(&mut column.sense, said);
            }
        });
    };
    let options = ["", "first", "second"].into_iter().zip([None, Some(true), Some(false)]).zip(labels);
    let options = options.map(
        |((value, said), label)| view! { <option value=value selected=now == said>{label.said()}</option> },
    );
    let select = view! { <select aria-label=said!(text::HOW_READ, title) on:change=choose>{options.collect_view()}</select> };
    Some(select.into_any())
}

/// What holds for every row that says nothing else.
#[component]
fn Fixed(state: State, mapping: Mapping, target: &'static Target) -> impl IntoView {
    let desk = desk();
    let set = move |path: &'static str, text: String| {
        state.change(desk, |mapping| {
            mapping.fixed.retain(|(other, _)| other != path);
            if !text.is_empty() {
                mapping.fixed.push((path.to_owned(), text));
            }
        });
    };
    let fields = target.all().filter_map(|known| {
        let said = mapping.fixed(known.path).unwrap_or_default().to_owned();
        let change = move |event| set(known.path, event_target_value(&event));
        let is_currency = known.path.ends_with(".currency");
        let choices: Vec<(String, String)> = match target.kind(known.path) {
            Some(Kind::Choice(words)) if ["kind", "role", "presence"].iter().any(|name| known.path.ends_with(name)) => {
                words.iter().map(|word| ((*word).to_owned(), labels::choice_label(word).to_owned())).collect()
            }
            _ if is_currency => Currency::all().into_iter().map(|one| (one.to_string(), one.to_string())).collect(),
            _ => return None,
        };
        let options = choices.into_iter().map(|(value, label)| {
            let is_it = value == said;
            view! { <option value=value selected=is_it>{label}</option> }
        });
        Some(view! {
            <label class="field">
                <span>{known.name()}</span>
                <select on:change=change><option value="">{text::AS_ROW_SAYS.said()}</option>{options.collect_view()}</select>
            </label>
        })
    });
    let fields: Vec<_> = fields.collect();
    (!fields.is_empty()).then(|| view! {
        <fieldset><legend>{text::WHERE_ROW_LACKS.said()}</legend><div class="pair">{fields}</div></fieldset>
    })
}
