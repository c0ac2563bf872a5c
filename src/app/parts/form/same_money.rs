//! A sum like one on record of the same giver: the same money, new money, or not sure.

use leptos::prelude::*;
use serde_json::{Map, Value, json};

use super::target::Target;
use super::tree;
use crate::app::desk::Desk;
use crate::app::locale;
use crate::app::parts::titles;
use crate::register::{
    Amount, Collection, Contribution, Date, Draft, Id, Leaf, RecordKey, Register, Step, join,
    may_be_told_again,
};
use crate::words::text::areas::forms as text;

/// An entry on record that may be the same money.
#[derive(Clone, Debug, PartialEq)]
pub struct Alike {
    /// The contribution.
    pub key: RecordKey,
    /// Its entry of that sum.
    pub entry: Id,
    /// The step of that entry.
    pub step: Option<Step>,
    /// What it says, in words.
    pub said: String,
}

/// What the person says about it.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// It is the same money: what is new goes to what is on record.
    Same(Alike),
    /// It is other money.
    New,
    /// It may be.
    NotSure(Alike),
    /// Back to the form.
    Back,
}

/// The entries on record that a composed contribution may repeat.
pub fn find(desk: &Desk, record: &Map<String, Value>) -> Vec<Alike> {
    let givers: Vec<_> = lines(record, "contributors").filter_map(|(_, line)| text(&line, "party")).collect();
    let sums: Vec<_> = lines(record, "entries")
        .filter(|(_, entry)| text(entry, "kind").as_deref() != Some(Step::Statement.word()))
        .filter_map(|(_, entry)| {
            let date = entry.get("date").and_then(|date| Date::read(date).ok());
            Some((Amount::read(entry.get("amount")?).ok()?, date))
        })
        .collect();
    desk.look(|register| {
        let others = register.contributions.live().filter(|(id, other)| {
            let gives = other.contributors.values().filter_map(|giver| giver.party.as_ref());
            !is_related(record, id)
                && gives.into_iter().any(|party| givers.iter().any(|giver| giver == party.id().as_str()))
        });
        others.filter_map(|(id, other)| alike(register, id, other, &sums)).collect()
    })
}

fn alike(
    register: &Register,
    id: &Id,
    other: &Contribution,
    sums: &[(Amount, Option<Date>)],
) -> Option<Alike> {
    let mut entries = other.entries.live().filter(|(_, entry)| entry.kind != Some(Step::Statement));
    let (entry_id, entry) = entries.find(|(_, entry)| {
        let Some(amount) = entry.amount else { return false };
        sums.iter().any(|(sum, date)| {
            let same = sum.value == amount.value && sum.currency == amount.currency;
            same && may_be_told_again(date.as_ref(), entry.date.as_ref())
        })
    })?;
    let key = RecordKey { collection: Collection::Contributions, id: id.clone() };
    let locale = locale();
    let title = titles::title(register, &key, &*locale);
    let date = entry.date.as_ref().map(|date| format!(", {}", locale.date(date, crate::words::Length::Long)));
    let said = format!("{title}{}", date.unwrap_or_default());
    Some(Alike { key, entry: entry_id.clone(), step: entry.kind, said })
}

/// Whether the person has said already how the two hang together.
fn is_related(record: &Map<String, Value>, id: &Id) -> bool {
    lines(record, "relations").any(|(_, relation)| text(&relation, "to").as_deref() == Some(id.as_str()))
}

fn lines(record: &Map<String, Value>, name: &str) -> impl Iterator<Item = (Id, Map<String, Value>)> {
    tree::node(record, name).map(tree::ordered).unwrap_or_default().into_iter()
}

fn text(line: &Map<String, Value>, name: &str) -> Option<String> {
    line.get(name).and_then(Value::as_str).map(str::to_owned)
}

/// Puts what is new about the same money to the contribution on record: the sources to the same step, or a step that
/// is not there yet.
///
/// # Errors
/// A sentence that says why it was not written.
pub fn join_to(target: Target, alike: &Alike) -> Result<RecordKey, String> {
    let record = target.composed();
    let mut draft = Draft::new();
    for (id, entry) in lines(&record, "entries") {
        let same_step = text(&entry, "kind").as_deref() == alike.step.map(Step::word);
        let entry = Value::Object(entry);
        let (path, what) = match same_step {
            true => (join("entries", &join(alike.entry.as_str(), "sources")), entry.get("sources").cloned()),
            false => ("entries".to_owned(), Some(json!({ id.as_str(): entry }))),
        };
        if let Some(what) = what {
            target.add_lines(&mut draft, &alike.key, &path, &what)?;
        }
    }
    if !draft.is_empty() {
        target.write(draft)?;
    }
    Ok(alike.key.clone())
}

/// Notes that the new contribution may be the same money.
pub fn relate(target: Target, desk: &Desk, alike: &Alike) {
    let relation = json!({"certainty": "possible", "kind": "same-as", "to": alike.key.id.as_str()});
    // Into a tree that is only composed nothing is refused.
    let _ = target.put_line("relations", &desk.new_id(), relation.as_object().cloned().unwrap_or_default());
}

/// The question, one answer a button.
#[component]
pub fn Question(
    /// What may be the same money.
    alike: Vec<Alike>,
    /// What is done with the answer.
    answer: Callback<Answer>,
) -> AnyView {
    let first = StoredValue::new(alike.first().cloned());
    let unsure = move |_| {
        if let Some(first) = first.get_value() {
            answer.run(Answer::NotSure(first));
        }
    };
    let rows = alike.into_iter().map(|found| {
        let said = found.said.clone();
        view! {
            <li class="row">
                <span>{said}</span>
                <button type="button" class="small" on:click=move |_| answer.run(Answer::Same(found.clone()))>
                    {text::SAME_ADD_SOURCE.said()}
                </button>
            </li>
        }
    });
    view! {
        <div class="say w question" role="alertdialog" aria-label=text::IS_SAME.said()>
            <p>{text::LIKE_THIS.said()}</p>
            <ul>{rows.collect_view()}</ul>
            <p class="row">
                <button type="button" class="small" on:click=move |_| answer.run(Answer::New)>{text::NEW_MONEY.said()}</button>
                <button type="button" class="small" on:click=unsure>{text::NOT_SURE.said()}</button>
                <button type="button" class="small" on:click=move |_| answer.run(Answer::Back)>{text::BACK.said()}</button>
            </p>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_is_within_eighteen_months() {
        let check = |a: &str, b: &str, near: bool| {
            let (a, b) = (Date::parse(a).unwrap(), Date::parse(b).unwrap());
            assert_eq!(may_be_told_again(Some(&a), Some(&b)), near, "{a} {b}");
            assert_eq!(may_be_told_again(Some(&b), Some(&a)), near, "{b} {a}");
        };
        check("2024-01-24", "2024-01-24", true);
        check("2024-01-24", "2025-07-24", true);
        check("2024-01-24", "2025-07-25", false);
        check("2023", "2025-06", true);
        assert!(may_be_told_again(None, Some(&Date::parse("2024").unwrap())));
    }
}
