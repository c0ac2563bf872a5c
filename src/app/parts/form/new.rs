//! The form of a new record: a draft until Save, which writes it as one change.

use leptos::prelude::*;
use serde_json::{Map, Value};

use super::Done;
use super::contribution;
use super::fields::{first, more, some};
use super::frame::{Frame, focus_fault, keep};
use super::quick;
use super::same_money::{self, Alike, Answer, Question};
use super::target::Target;
use crate::app::browser::page;
use crate::app::desk::{Desk, desk};
use crate::app::route::Page;
use crate::register::{Collection, RecordKey, check_code};
use crate::said;
use crate::words::text::Text;
use crate::words::text::areas::forms as text;

/// The fields of a new record, with Save and Cancel.
#[component]
pub fn NewForm(
    /// Of which kind.
    collection: Collection,
    /// What is filled in already.
    filled: Map<String, Value>,
    /// What happens in the end.
    on_done: Callback<Done>,
) -> AnyView {
    let desk = desk();
    let target = Target::local(collection, filled);
    let error = RwSignal::new(None::<String>);
    let alike = RwSignal::new(Vec::<Alike>::new());
    let drawn = RwSignal::new(0_u32);
    let draft =
        keep(target, &format!("new/{}", collection.word()), move || drawn.update(|drawn| *drawn += 1));
    let finish = move |result: Result<RecordKey, String>| match result {
        Ok(key) => {
            target.close();
            // One goes on entering members; of the rest one wants to see what was made.
            if collection != Collection::Memberships {
                desk.go(Page::of(&key));
            }
            on_done.run(Done::Saved(key));
        }
        Err(reason) => error.set(Some(reason)),
    };
    let save = move || {
        error.set(None);
        let sound = target.settle("");
        let lacks = missing(collection, target);
        for (path, sentence) in &lacks {
            // What is wrong with what was typed says more than that something is missing.
            if untrack(|| target.fault(path)).is_none() {
                target.set_fault(path, Some(sentence.clone()));
            }
        }
        if !sound || !lacks.is_empty() {
            return focus_fault();
        }
        if collection == Collection::Contributions {
            let found = same_money::find(&desk, &target.composed());
            if !found.is_empty() {
                alike.set(found);
                return page::focus(".question button");
            }
        }
        finish(write(&desk, target, collection));
    };
    let answer = move |answer: Answer| {
        alike.set(Vec::new());
        match answer {
            Answer::Back => {}
            Answer::Same(found) => finish(same_money::join_to(target, &found)),
            Answer::New => finish(write(&desk, target, collection)),
            Answer::NotSure(found) => {
                same_money::relate(target, &desk, &found);
                finish(write(&desk, target, collection));
            }
        }
    };
    let cancel = Callback::new(move |()| {
        target.close();
        on_done.run(Done::Cancelled);
    });
    let content = view! {
        {draft}
        {move || {
            drawn.track();
            untrack(|| fields(target, collection))
        }}
        {move || (!alike.with(Vec::is_empty)).then(|| view! {
            <Question alike=alike.get() answer=Callback::new(answer) />
        })}
    }
    .into_any();
    view! { <Frame save=Callback::new(move |()| save()) cancel error content /> }.into_any()
}

fn fields(target: Target, collection: Collection) -> AnyView {
    match collection {
        Collection::Contributions => contribution::quick(target),
        Collection::Memberships => quick::sourced(target, collection),
        Collection::Meetings => quick::meeting(target),
        Collection::Register | Collection::Sources | Collection::Parties => {
            let (shape, first) = (collection.shape(), first(collection));
            view! { {some(target, shape, "", first)} {more(target, shape, "", first)} }.into_any()
        }
        _ => quick::sourced(target, collection),
    }
}

/// What a new record cannot be without, by path, with what to do.
pub(super) fn missing(collection: Collection, target: Target) -> Vec<(String, String)> {
    let tree = target.composed();
    let lacks = |name: &str, sentence: Text| {
        (!tree.contains_key(name)).then(|| (name.to_owned(), sentence.said().to_owned()))
    };
    let found = match collection {
        Collection::Contributions => return contribution::missing(target),
        Collection::Memberships => [lacks("party", text::SAY_PARTY), None],
        Collection::Meetings => {
            [lacks("title", text::GIVE_TITLE_OR_DATE).filter(|_| !tree.contains_key("date")), None]
        }
        Collection::Parties => return missing_of_party(&tree),
        Collection::Actions => [lacks("text", text::SAY_WHAT_TO_DO), None],
        Collection::Agreements | Collection::Groups => [lacks("name", text::GIVE_NAME), None],
        Collection::Contacts => {
            [lacks("name", text::GIVE_NAME_OR_OFFICE).filter(|_| !tree.contains_key("office")), None]
        }
        Collection::Purchases => {
            [lacks("title", text::SAY_WHAT_IS_BOUGHT).filter(|_| !tree.contains_key("need")), None]
        }
        Collection::Outreach => [lacks("party", text::SAY_WHO).filter(|_| !tree.contains_key("group")), None],
        Collection::Reported => {
            let none = ["amount", "count"].iter().all(|name| !tree.contains_key(*name));
            [lacks("amount", text::GIVE_AMOUNT).filter(|_| none), None]
        }
        Collection::Rates => [lacks("rate", text::GIVE_RATE), lacks("day", text::GIVE_DAY)],
        Collection::Sources => {
            let none = ["title", "address", "publisher"].iter().all(|name| !tree.contains_key(*name));
            [lacks("title", text::GIVE_SOURCE).filter(|_| none), None]
        }
        Collection::Register | Collection::Releases => [None, None],
    };
    found.into_iter().flatten().collect()
}

fn missing_of_party(tree: &Map<String, Value>) -> Vec<(String, String)> {
    let text = |name: &str| tree.get(name).and_then(Value::as_str);
    let is_state = text("kind") == Some("state");
    let wrong = match (text("kind"), text("code"), text("name")) {
        (None, _, _) => Some(("kind", said!(text::SAY_WHAT))),
        (_, Some(code), _) if is_state => check_code(code).err().map(|reason| ("code", reason)),
        (_, None, _) if is_state => Some(("code", said!(text::GIVE_CODE))),
        (_, None, None) => Some(("name", said!(text::GIVE_NAME))),
        _ => None,
    };
    wrong.into_iter().map(|(path, sentence)| (path.to_owned(), sentence)).collect()
}

/// Writes the record as one change. The id of a state is its code, so that two desks add the same state.
fn write(desk: &Desk, target: Target, collection: Collection) -> Result<RecordKey, String> {
    let tree = target.composed();
    let text = |name: &str| tree.get(name).and_then(Value::as_str);
    let code = text("code").filter(|_| collection == Collection::Parties && text("kind") == Some("state"));
    let id = code.map_or_else(|| desk.new_id(), Into::into);
    let key = RecordKey { collection, id };
    if desk.look(|register| register.is_live(collection, &key.id)) {
        return Err(said!(text::ON_RECORD, id = key.id.as_str()));
    }
    let mut draft = target.draft_for(&key)?;
    if desk.look(|register| !register.json(&key).is_empty()) {
        draft.bring_back(&key, "");
    }
    target.write(draft)?;
    Ok(key)
}
