//! Attendance: several parties at once in one capacity, and each line by itself.

use leptos::prelude::*;
use serde_json::{Map, Value};

use super::choice::ChoiceField;
use super::lines::LinesField;
use super::parties::{PartiesField, chosen};
use super::target::Target;
use crate::app::desk::desk;
use crate::register::{Attendance, Capacity, Collection, Node, Presence};
use crate::words::labels;

/// The attendance of a meeting, with the quick entry above its lines.
#[component]
pub fn AttendanceField(
    /// Where it writes.
    target: Target,
    /// The path of the lines.
    #[prop(into)]
    path: String,
) -> AnyView {
    let desk = desk();
    let shape = Attendance::shape();
    // What is being picked is no part of the record before it is added.
    let picked = Target::loose(shape);
    let at = StoredValue::new(path.clone());
    let add = move || {
        let sound = picked.settle("");
        let parties = chosen(picked, "parties");
        let there: Vec<_> = at.with_value(|path| chosen(target, path));
        for (key, fields) in untrack(|| picked.brought(Collection::Parties)) {
            target.bring(key, fields);
        }
        let (capacity, presence) = (untrack(|| picked.get("capacity")), untrack(|| picked.get("presence")));
        let new = parties.into_iter().filter(|party| !there.contains(party));
        let lines = new.map(|party| {
            let mut line = Map::from_iter([("party".to_owned(), Value::from(party.as_str()))]);
            let given = [("capacity", capacity.clone()), ("presence", presence.clone())];
            line.extend(given.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
            (desk.new_id(), line)
        });
        let lines: Vec<_> = lines.collect();
        if !lines.is_empty()
            && let Err(reason) = at.with_value(|path| target.put_lines(path, lines))
        {
            picked.set_fault("parties", Some(reason));
            return false;
        }
        for (id, _) in untrack(|| picked.lines("parties")) {
            let _ = picked.remove_line(&format!("parties/{id}"));
        }
        sound
    };
    // Whoever was picked and not yet added is added on Save.
    target.guard(&format!("{path}/+"), Callback::new(move |()| add()));
    let meeting = Collection::Meetings.shape();
    let (label, hint) =
        (labels::field_label(meeting.name, "attendance"), labels::hint(meeting.name, "attendance"));
    view! {
        <div class="quick-attendance together">
            <PartiesField target=picked path="parties" label="Parties present" />
            <ChoiceField target=picked path="capacity" label=labels::field_label(shape.name, "capacity") words=Capacity::WORDS />
            <ChoiceField target=picked path="presence" label=labels::field_label(shape.name, "presence") words=Presence::WORDS />
            <button type="button" on:click=move |_| { add(); }>"Add to attendance"</button>
        </div>
        <LinesField target path label hint=hint.unwrap_or_default() shape />
    }
    .into_any()
}
