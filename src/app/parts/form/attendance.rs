//! Attendance: several parties at once, each in the capacity of its role or all in one, and each line by itself.

use leptos::prelude::*;
use serde_json::{Map, Value};

use super::choice::ChoiceField;
use super::field::{about_id, framed};
use super::lines::LinesField;
use super::parties::{PartiesField, chosen};
use super::party::name;
use super::target::Target;
use crate::app::desk::desk;
use crate::app::parts::say;
use crate::figures::{Members, members};
use crate::register::{Attendance, Capacity, Collection, Date, Id, Leaf, Node, Presence, join};
use crate::said;
use crate::words::labels;
use crate::words::text::areas::forms as text;

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
    let roles = roles_on_the_day(target, &path);
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
            let by_role = || roles.with_untracked(|roles| sits(roles.as_ref(), &party)).map(Value::from);
            let mut line = Map::from_iter([("party".to_owned(), Value::from(party.as_str()))]);
            let given = [("capacity", capacity.clone().or_else(by_role)), ("presence", presence.clone())];
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
        // The next ones have roles of their own.
        let _ = picked.set("capacity", None);
        sound
    };
    // Whoever was picked and not yet added is added on Save.
    target.guard(&format!("{path}/+"), Callback::new(move |()| add()));
    let meeting = Collection::Meetings.shape();
    let (label, hint) =
        (labels::field_label(meeting.name, "attendance"), labels::hint(meeting.name, "attendance"));
    view! {
        <div class="quick-attendance together">
            <PartiesField target=picked path="parties" label=text::PRESENT.said() />
            {capacity_field(picked, roles)}
            <ChoiceField target=picked path="presence" label=labels::field_label(shape.name, "presence") words=Presence::WORDS />
            <button type="button" on:click=move |_| { add(); }>{text::ADD_TO_ATTENDANCE.said()}</button>
        </div>
        <LinesField target path label hint=hint.unwrap_or_default() shape />
    }
    .into_any()
}

/// Who belonged to the coalition on the day of the meeting; nothing while it has no date.
fn roles_on_the_day(target: Target, path: &str) -> Memo<Option<Members>> {
    let date = target.value(&join(path.rsplit_once('/').map_or("", |(above, _)| above), "date"));
    Memo::new(move |_| {
        let day = date.with(|date| Date::read(date.as_ref()?).ok())?.last();
        let reads = [Collection::Memberships, Collection::Register];
        Some(target.desk.read_in(&reads, |register| members(register, day)))
    })
}

/// The word of the capacity that a party has by its role.
fn sits(roles: Option<&Members>, party: &Id) -> Option<&'static str> {
    roles.and_then(|roles| roles.capacity(party)).map(Capacity::word)
}

/// The capacity of those picked: by their roles, shown where it is one for all, unless another one is chosen.
fn capacity_field(picked: Target, roles: Memo<Option<Members>>) -> AnyView {
    const PATH: &str = "capacity";
    let id = picked.dom_id(PATH);
    let by_role = Memo::new(move |_| {
        let parties = picked.lines("parties");
        let parties = parties.iter().filter_map(|(_, line)| line.get("party").and_then(Value::as_str));
        let sit = |id: &str| (id.to_owned(), roles.with(|roles| sits(roles.as_ref(), &Id::from(id))));
        parties.map(sit).collect::<Vec<_>>()
    });
    let own = picked.value(PATH);
    let shown = Memo::new(move |_| {
        let own = own.with(|own| own.as_ref().and_then(Value::as_str).map(str::to_owned));
        own.or_else(|| {
            by_role.with(|all| {
                let (_, first) = all.first()?;
                all.iter().all(|(_, word)| word == first).then_some(*first).flatten().map(str::to_owned)
            })
        })
        .unwrap_or_default()
    });
    let said = move || {
        let is_open = shown.with(String::is_empty);
        (is_open && by_role.with(|all| !all.is_empty()))
            .then(|| by_role.with(|all| sentence(picked, roles, all)))
    };
    let options = Capacity::WORDS.iter().map(|word| {
        view! { <option value=*word selected=move || shown.with(|shown| shown == word)>{labels::choice_label(word)}</option> }
    });
    let choose = move |word: String| {
        let _ = picked.set(PATH, (!word.is_empty()).then(|| Value::from(word)));
    };
    let control = view! {
        <select id=id.clone() aria-describedby=about_id(&id) prop:value=shown
            on:change=move |event| choose(event_target_value(&event))>
            <option value="" selected=move || shown.with(String::is_empty)>{text::BY_ROLE.said()}</option>
            {options.collect_view()}
        </select>
    }
    .into_any();
    let said = view! { <div class="understood" aria-live="polite">{said}</div> }.into_any();
    framed(picked, PATH, labels::field_label(Attendance::shape().name, PATH).to_owned(), "", control, said)
}

/// Who will sit in which capacity: “Lead: Estonia. Guest: Japan and Poland.”
fn sentence(picked: Target, roles: Memo<Option<Members>>, all: &[(String, Option<&'static str>)]) -> String {
    if roles.with(Option::is_none) {
        return said!(text::STAYS_OPEN);
    }
    let mut sentences = Vec::new();
    for word in Capacity::WORDS.iter().map(|word| Some(*word)).chain([None]) {
        let those = all.iter().filter(|(_, own)| *own == word);
        let names: Vec<_> = those.map(|(id, _)| name(&picked.desk, picked, id)).collect();
        if !names.is_empty() {
            let capacity = word.map_or_else(|| text::LEFT_OPEN.said(), labels::choice_label);
            sentences.push(said!(text::SIT, capacity, names = say::and(&names)));
        }
    }
    sentences.join(" ")
}
