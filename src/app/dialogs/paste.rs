//! A block of a spreadsheet over cells of a list: what would change, before and after; accepted, it is one step.

use std::sync::Arc;

use leptos::prelude::*;
use serde_json::{Map, Value};

use crate::app::desk::{Desk, desk};
use crate::app::locale;
use crate::app::parts::form::{Frame, Reader, Target, held, lacks, lacks_new, step};
use crate::app::parts::titles;
use crate::exchange::block::{Block, Leaf, MOST, Plan, Planned, Row};
use crate::register::{Collection, Kind};
use crate::said;
use crate::words::text::areas::{cells as text, common};

/// So many cells are listed; the others are counted.
const LISTED: usize = 200;

/// The window.
#[component]
pub fn Paste(
    /// The texts, and what they lie over.
    block: Arc<Block>,
) -> impl IntoView {
    let desk = desk();
    // What the texts point to and is not on record yet waits in it.
    let target = Target::local(collection(&block), Map::new());
    let block = Arc::new(extended(&desk, &block));
    let plan = Arc::new(plan(&desk, target, &block));
    let leave_out = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    let cancel = Callback::new(move |()| desk.close());
    let save = {
        let plan = Arc::clone(&plan);
        move || {
            if !plan.is_ready(leave_out.get_untracked()) {
                let reason = if plan.changes().next().is_none() {
                    said!(text::NOTHING_CHANGES)
                } else {
                    wrong(plan.wrong())
                };
                return error.set(Some(reason));
            }
            match step(target, plan.changes()).and_then(|step| desk.write(step)) {
                Ok(_) => {
                    desk.close();
                    desk.notice.set(changed(&plan));
                }
                Err(reason) => error.set(Some(reason)),
            }
        }
    };
    let leave = (plan.wrong() > 0).then(|| {
        view! {
            <p class="error" role="status">{wrong(plan.wrong())}</p>
            <label class="tick">
                <input type="checkbox" prop:checked=leave_out
                    on:change=move |event| {
                        error.set(None);
                        leave_out.set(event_target_checked(&event));
                    } />
                " " {text::LEAVE_OUT.said()}
            </label>
        }
    });
    let content = view! {
        <p role="status" data-changes=plan.counts().0.to_string()>{would_change(&plan)}</p>
        {beyond(&block, &plan).into_iter().map(|said| view! { <p class="hint">{said}</p> }).collect_view()}
        {leave}
        {changes(&desk, &block, &plan)}
    }
    .into_any();
    view! { <Frame save=Callback::new(move |()| save()) cancel error content /> }
}

/// Of which records the cells are.
fn collection(block: &Block) -> Collection {
    let cells = block.rows.iter().chain(&block.next).flat_map(|row| &row.cells);
    let leaves = cells.filter_map(|cell| cell.place.leaf());
    leaves.map(|leaf| leaf.key.collection).next().unwrap_or(Collection::Contributions)
}

/// The block with a row for each new record that can be made of what lies beyond the list.
fn extended(desk: &Desk, block: &Block) -> Block {
    let mut block = block.clone();
    let can = |collection: Collection, paths: &[&str]| {
        let some = paths.iter().map(|path| ((*path).to_owned(), Some(Value::from(*path))));
        lacks_new(collection, &some.collect::<Vec<_>>()).is_none()
    };
    block.extend(&can, &mut || desk.new_id());
    block
}

fn plan(desk: &Desk, target: Target, block: &Block) -> Plan {
    let mut reader = Reader::new(target);
    let mut plan = block.plan(&|leaf| held(desk, leaf), &mut |leaf, typed| reader.read(leaf, typed));
    plan.hold(&mut |key, leaves| {
        if !desk.look(|register| register.is_live(key.collection, &key.id)) {
            return lacks_new(key.collection, leaves);
        }
        // Only what is emptied can be lacking.
        leaves.iter().any(|(_, value)| value.is_none()).then(|| lacks(desk, key, leaves)).flatten()
    });
    plan
}

fn would_change(plan: &Plan) -> String {
    let made = plan.made();
    let made = (made > 0).then(|| said!(text::WOULD_MAKE, n = made));
    let changed = match (plan.counts(), &made) {
        ((0, _), Some(_)) => None,
        ((0, _), None) => Some(said!(text::NOTHING_CHANGES)),
        ((n, rows), _) => Some(said!(text::WOULD_CHANGE, n, rows)),
    };
    changed.into_iter().chain(made).collect::<Vec<_>>().join(" ")
}

fn changed(plan: &Plan) -> String {
    match (plan.counts().0, plan.made()) {
        (n, 0) => said!(text::CHANGED, n),
        (0, n) => said!(text::MADE, n),
        (n, made) => said!(text::CHANGED_AND_MADE, n, made),
    }
}

fn wrong(n: usize) -> String {
    said!(text::WRONG, n)
}

/// What is passed over, and what is left out.
fn beyond(block: &Block, plan: &Plan) -> Vec<String> {
    let mut said = Vec::new();
    if block.had_heads {
        said.push(said!(text::HEADS_PASSED_OVER));
    }
    if plan.rows_beyond > 0 {
        said.push(said!(text::ROWS_BEYOND, n = plan.rows_beyond));
    }
    if plan.columns_beyond > 0 {
        said.push(said!(text::COLUMNS_BEYOND, n = plan.columns_beyond));
    }
    if block.cut > 0 {
        said.push(said!(text::TOO_MANY, n = block.cut, most = locale().number(MOST.into(), 0)));
    }
    said
}

/// Each cell that changes, before and after, and each that cannot.
fn changes(desk: &Desk, block: &Block, plan: &Plan) -> Option<AnyView> {
    if plan.cells.is_empty() {
        return None;
    }
    // What is wrong comes first where not all are listed.
    let (wrong, sound): (Vec<_>, Vec<_>) = plan.cells.iter().partition(|cell| cell.change.is_err());
    let mut listed: Vec<_> = wrong.into_iter().chain(sound).take(LISTED).collect();
    if plan.cells.len() <= LISTED {
        listed = plan.cells.iter().collect();
    }
    let more = plan.cells.len().saturating_sub(listed.len());
    let lines = listed.into_iter().map(|cell| line(desk, block, cell)).collect_view();
    let heads = [text::ROW, text::COLUMN, text::BEFORE, text::AFTER];
    let table = view! {
        <table class="list" aria-label=text::PASTE.said()>
            <thead><tr>{heads.map(|head| view! { <th scope="col">{head.said()}</th> }).collect_view()}</tr></thead>
            <tbody>{lines}</tbody>
        </table>
        {(more > 0).then(|| view! { <p class="hint">{said!(text::MORE_CHANGES, n = more)}</p> })}
    };
    Some(table.into_any())
}

fn line(desk: &Desk, block: &Block, planned: &Planned) -> impl IntoView + use<> {
    let row = block.rows.get(planned.row);
    let name = row.map(called).unwrap_or_default();
    let cell = row.and_then(|row| row.cells.get(planned.column));
    let column = block.heads.get(planned.column).cloned().unwrap_or_default();
    let before = cell.map(|cell| cell.shown.clone()).unwrap_or_default();
    let after = match &planned.change {
        Ok((_, None)) => or_empty(String::new()).into_any(),
        // What is about to come into being has no other name yet.
        Ok((Leaf { kind: Kind::Ref(_), .. }, _)) => planned.typed.clone().into_any(),
        Ok((leaf, Some(value))) => or_empty(in_words(desk, leaf, value)).into_any(),
        Err(reason) => {
            let typed = or_empty(planned.typed.clone());
            view! { <s>{typed}</s> <p class="error">{reason.clone()}</p> }.into_any()
        }
    };
    let is_wrong = planned.change.is_err().then_some("");
    view! {
        <tr data-wrong=is_wrong data-new=planned.is_new.then_some("")>
            <td data-label=text::ROW.said()>{name}</td>
            <td data-label=text::COLUMN.said()>{column}</td>
            <td data-label=text::BEFORE.said()>{or_empty(before)}</td>
            <td data-label=text::AFTER.said()>{after}</td>
        </tr>
    }
}

fn called(row: &Row) -> String {
    if row.is_new { said!(text::NEW_ROW, name = titles::short(&row.name)) } else { row.name.clone() }
}

fn in_words(desk: &Desk, leaf: &Leaf, value: &Value) -> String {
    let said = desk.look(|register| titles::leaf(leaf.kind, value, register, &*locale()));
    // A no says nothing of itself.
    said.unwrap_or_else(|| {
        if *value == Value::Bool(false) { common::NO.said().to_owned() } else { String::new() }
    })
}

fn or_empty(text: String) -> String {
    if text.is_empty() { text::EMPTY.said().to_owned() } else { text }
}
