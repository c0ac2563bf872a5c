//! States of a list that were given a name: what it was narrowed to, its order, its groups and columns.
//!
//! They are kept as what is half typed is kept: in this browser, with their register, and sealed where it is locked.

use std::cell::RefCell;

use leptos::prelude::*;
use serde_json::{Value, json};

use super::List;
use crate::app::browser::page;
use crate::app::desk::Desk;
use crate::app::route::{Address, LASTING};
use crate::register::{Arrange, Few};
use crate::said;
use crate::words::text::areas::lists as text;

/// What stands under a register and a key; nothing where it was forgotten.
type Since = Few<(Option<String>, String), Option<Value>>;

thread_local! {
    /// What was named, or forgotten, since the registers were opened: by register and key.
    static SINCE: RefCell<Since> = RefCell::default();
}

/// A state of a list with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedView {
    /// Under what it is kept.
    key: String,
    name: String,
    state: Few<String, String>,
}

/// The named states of one list.
#[derive(Clone, Copy)]
pub struct Views {
    desk: Desk,
    all: RwSignal<Vec<NamedView>>,
}

impl Views {
    /// Those that were kept for the list of the page.
    pub fn new(desk: Desk) -> Self {
        let begins = begins(&desk);
        let mut kept = desk.drafts();
        since(&desk).into_iter().for_each(|(key, value)| drop(kept.insert(key, value)));
        let kept = kept.iter().filter(|(key, _)| key.starts_with(&begins));
        let mut all: Vec<_> = kept.filter_map(|(key, value)| read(key, value)).collect();
        all.arrange_by(|a, b| a.name.cmp(&b.name));
        Views { desk, all: RwSignal::new(all) }
    }

    /// The one that the list shows now; tracked.
    fn now(&self) -> Option<NamedView> {
        let state = self.desk.address.with(state_of);
        self.all.with(|all| all.iter().find(|view| view.state == state).cloned())
    }

    /// The key and name of each; tracked.
    fn names(&self) -> Vec<(String, String)> {
        self.all.with(|all| all.iter().map(|view| (view.key.clone(), view.name.clone())).collect())
    }

    /// Gives the state of the list a name, or another state to a name that is there.
    fn keep(&self, name: &str) {
        let same = self.all.with_untracked(|all| all.iter().find(|view| view.name == name).cloned());
        let key =
            same.map_or_else(|| format!("{}{}", begins(&self.desk), self.desk.new_id()), |view| view.key);
        let view =
            NamedView { key, name: name.to_owned(), state: self.desk.address.with_untracked(state_of) };
        self.put(&view.key, Some(write(&view)));
        self.all.update(|all| {
            all.retain(|other| other.key != view.key);
            all.push(view);
            all.arrange_by(|a, b| a.name.cmp(&b.name));
        });
    }

    fn remove(&self, key: &str) {
        self.put(key, None);
        self.all.update(|all| all.retain(|view| view.key != key));
    }

    /// Keeps what stands under a key, in place of what any tab kept there.
    fn put(&self, key: &str, value: Option<Value>) {
        self.desk.keep_draft(key, None);
        if let Some(value) = &value {
            self.desk.keep_draft(key, Some(value));
        }
        let register = untrack(|| self.desk.open_id());
        SINCE.with_borrow_mut(|since| drop(since.insert((register, key.to_owned()), value)));
    }

    fn open(&self, key: &str) {
        let view = self.all.with_untracked(|all| all.iter().find(|view| view.key == key).cloned());
        let here = self.desk.address.get_untracked();
        let bare = here.to(here.page.clone());
        let state = view.map(|view| view.state).unwrap_or_default();
        let to = state.iter().fold(bare, |address, (name, value)| address.with(name, value));
        page::go(&to.to_string());
    }
}

/// What was named since the register was opened; what was forgotten has no value.
fn since(desk: &Desk) -> Vec<(String, Value)> {
    let register = untrack(|| desk.open_id());
    SINCE.with_borrow(|since| {
        let own = since.iter().filter(|((of, _), _)| *of == register);
        own.map(|((_, key), value)| (key.clone(), value.clone().unwrap_or_default())).collect()
    })
}

/// How the keys of the views of the page begin.
fn begins(desk: &Desk) -> String {
    let page = desk.address.with_untracked(|here| Address::of(here.page.clone()).to_string());
    format!("view/{}/", page.trim_start_matches("#/"))
}

/// What an address says of a list: all but what goes along from page to page.
fn state_of(address: &Address) -> Few<String, String> {
    let own =
        address.params.iter().filter(|(name, value)| !LASTING.contains(&name.as_str()) && !value.is_empty());
    own.map(|(name, value)| (name.clone(), value.clone())).collect()
}

fn write(view: &NamedView) -> Value {
    let state = view.state.iter().map(|(name, value)| (name.clone(), value.clone().into()));
    json!({"name": view.name, "state": state.collect::<serde_json::Map<_, _>>()})
}

fn read(key: &str, value: &Value) -> Option<NamedView> {
    let name = value.get("name")?.as_str()?.to_owned();
    let state = value.get("state")?.as_object()?.iter();
    let state = state.filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())));
    Some(NamedView { key: key.to_owned(), name, state: state.collect() })
}

/// The named states, to come back to one.
#[component]
pub fn ViewChoice(
    /// Those of the list.
    views: Views,
) -> impl IntoView {
    let is_now = move |key: &str| views.now().is_some_and(|view| view.key == key);
    view! {
        <Show when=move || views.all.with(|all| !all.is_empty())>
            <select aria-label=text::VIEW.said() on:change=move |event| views.open(&event_target_value(&event))>
                <option value="" selected=move || views.now().is_none()>{text::NO_VIEW.said()}</option>
                <For each=move || views.names() key=|view| view.clone() let((key, name))>
                    <option value=key.clone() selected=move || is_now(&key)>{name}</option>
                </For>
            </select>
        </Show>
    }
}

/// Gives the present state a name, or takes its name away.
#[component]
pub fn Naming(
    /// The list.
    list: List,
) -> impl IntoView {
    let views = list.views;
    let name = RwSignal::new(String::new());
    let keep = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let said = name.with_untracked(|name| name.trim().to_owned());
        if !said.is_empty() {
            views.keep(&said);
            name.set(String::new());
            list.desk.notice.set(said!(text::VIEW_KEPT, name = said));
        }
    };
    let remove = move || {
        views.now().map(|view| {
            let said = said!(text::FORGET_VIEW, name = view.name);
            view! { <button type="button" class="small" on:click=move |_| views.remove(&view.key)>{said}</button> }
        })
    };
    view! {
        <form class="row" on:submit=keep>
            <input type="text" aria-label=text::VIEW_NAME.said() placeholder=text::VIEW_NAME.said() autocomplete="off"
                prop:value=name on:input=move |event| name.set(event_target_value(&event)) />
            <button type="submit" class="small">{text::KEEP_VIEW.said()}</button>
            {remove}
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_is_kept_without_what_goes_along() {
        let address = Address::parse("#/contributions?r=x1&on=2024-02-02&q=&sort=-sum,who&group=giver");
        let state = state_of(&address);
        assert_eq!(state.keys().collect::<Vec<_>>(), ["group", "sort"]);
        let view = NamedView { key: "view/contributions/a".to_owned(), name: "By giver".to_owned(), state };
        assert_eq!(read(&view.key, &write(&view)), Some(view.clone()));
        assert_eq!(read("view/contributions/a", &json!({"name": "A"})), None);
    }
}
