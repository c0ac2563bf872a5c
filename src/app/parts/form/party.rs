//! Parties: states by any of their names and codes, and the organisations of the register.

use std::cell::OnceCell;
use std::rc::Rc;

use leptos::prelude::*;
use serde_json::{Map, Value, json};

use super::combo::{Combo, Offer, Offers, SHOWN, best};
use super::target::Target;
use crate::app::browser::intl::local_names;
use crate::app::desk::{Desk, desk};
use crate::app::locale;
use crate::app::parts::titles;
use crate::register::{COUNTRIES, Collection, Id, RecordKey};
use crate::said;
use crate::words::text::areas::forms as text;

/// One party, or none. A state needs no record before it is chosen; a new organisation is added from here.
#[component]
pub fn PartyField(
    /// Where it writes.
    target: Target,
    /// The path of the leaf.
    #[prop(into)]
    path: String,
    /// Its label.
    #[prop(into)]
    label: String,
    /// What helps to fill it in.
    #[prop(optional)]
    hint: &'static str,
) -> AnyView {
    let desk = desk();
    let value = target.value(&path);
    let shown =
        move || value.with(|value| value.as_ref().and_then(Value::as_str).map(|id| name(&desk, target, id)));
    let at = StoredValue::new(path.clone());
    let take = move |offer: Offer| {
        let id = choose(&desk, target, &offer);
        at.with_value(|path| target.set(path, Some(id.as_str().into())))
    };
    let offers = Offers {
        find: Callback::new(move |typed: String| find(&desk, target, &typed)),
        shown: Signal::derive(move || shown().unwrap_or_default()),
        take: Callback::new(take),
        clear: Callback::new(move |()| at.with_value(|path| target.set(path, None))),
        free: false,
        lost,
    };
    view! { <Combo target path label hint offers /> }.into_any()
}

/// What is said of a text that names no party.
pub fn lost(typed: &str) -> String {
    said!(text::NO_PARTY, typed)
}

/// The name of a party, on record or about to be.
pub fn name(desk: &Desk, target: Target, id: &str) -> String {
    let id = Id::from(id);
    let brought = target.brought(Collection::Parties);
    let fields = brought.iter().find(|(key, _)| key.id == id).map(|(_, fields)| fields);
    if let Some(name) = fields.and_then(|fields| fields.get("name")).and_then(Value::as_str) {
        return name.to_owned();
    }
    desk.read_in(&[Collection::Parties], |register| titles::party(register, &id, &*locale()))
}

/// The id of a chosen party; one without a record will get it in the same step.
pub fn choose(desk: &Desk, target: Target, offer: &Offer) -> Id {
    let (id, fields) = if offer.adds {
        (desk.new_id(), json!({"kind": "organisation", "name": offer.id}))
    } else if let Some((code, name)) = titles::ORGANISATIONS.iter().find(|(code, _)| *code == offer.id) {
        (Id::from(*code), json!({"kind": "organisation", "code": code, "name": name}))
    } else {
        (Id::from(offer.id.as_str()), json!({"kind": "state", "code": offer.id}))
    };
    let key = RecordKey { collection: Collection::Parties, id };
    let is_known = desk.look(|register| register.is_live(key.collection, &key.id))
        || untrack(|| target.brought(Collection::Parties)).iter().any(|(other, _)| *other == key);
    if !is_known {
        target.bring(key.clone(), fields.as_object().cloned().unwrap_or_else(Map::new));
    }
    key.id
}

/// The parties that fit a text: those on record first, then all states, then a new organisation of that name.
pub fn find(desk: &Desk, target: Target, typed: &str) -> Vec<Offer> {
    let typed = typed.trim();
    let mut seen = Vec::new();
    let mut ranked = Vec::new();
    let mut offer = |id: &str, label: &str, code: &str, also: &[&str]| {
        if seen.iter().any(|other| other == id) {
            return;
        }
        seen.push(id.to_owned());
        ranked.extend(Offer::fitting(id, label, code, also, typed));
    };
    let states = states();
    desk.look(|register| {
        let locale = locale();
        for (id, party) in register.parties.live() {
            let code = party.code.as_deref().unwrap_or_default();
            let state = states.iter().find(|state| state.code == code);
            let names: Vec<&str> = state.map(State::names).into_iter().flatten().collect();
            offer(id.as_str(), &titles::party(register, id, &*locale), code, &names);
        }
    });
    for (key, fields) in untrack(|| target.brought(Collection::Parties)) {
        let text = |name: &str| fields.get(name).and_then(Value::as_str).unwrap_or_default();
        if !text("name").is_empty() {
            offer(key.id.as_str(), text("name"), text("code"), &[]);
        }
    }
    for (code, name) in titles::ORGANISATIONS {
        offer(code, name, code, &[]);
    }
    if !typed.is_empty() {
        for state in states.iter() {
            offer(state.code, &state.local, state.code, &state.names().collect::<Vec<_>>());
        }
    }
    let mut found = best(ranked);
    if !typed.is_empty() && found.iter().all(|offer| !offer.exact) {
        found.truncate(SHOWN.saturating_sub(1));
        found.push(Offer {
            id: typed.to_owned(),
            label: said!(text::ADD_ORGANISATION, name = typed),
            note: String::new(),
            exact: false,
            adds: true,
        });
    }
    found
}

/// A state with its names.
struct State {
    code: &'static str,
    local: String,
    english: &'static str,
    /// In the languages that the reader's browser asks for.
    others: Vec<String>,
}

impl State {
    fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.english).chain(self.others.iter().map(String::as_str))
    }
}

/// All states with their names in the reader's language, asked for once.
fn states() -> Rc<Vec<State>> {
    thread_local! {
        static STATES: OnceCell<Rc<Vec<State>>> = const { OnceCell::new() };
    }
    STATES.with(|states| {
        let make = || {
            let locale = locale();
            let named = COUNTRIES.iter();
            Rc::new(
                named
                    .map(|(code, english)| State {
                        code,
                        local: locale.state_name(code).unwrap_or_else(|| (*english).to_owned()),
                        english,
                        others: local_names(code),
                    })
                    .collect(),
            )
        };
        Rc::clone(states.get_or_init(make))
    })
}
