//! What the register is about and counts by, and this browser's own choices.

use leptos::prelude::*;

mod rates;

use crate::app::actions;
use crate::app::browser::page;
use crate::app::desk::{Dialog, desk};
use crate::app::held;
use crate::app::keeping::Part;
use crate::app::pages::record::Fields;
use crate::app::route::Page;
use crate::app::shell::Act;
use crate::app::wings::keeping_view;
use crate::journal::{Stretch, lost};
use crate::register::{Collection, RecordKey};

/// The register's own record, rates, agreements and contacts; name and look.
#[component]
pub fn Settings() -> impl IntoView {
    let desk = desk();
    let person = move || {
        desk.dialog.track();
        match held::identity().unwrap_or_default() {
            held::Identity { name: None, party: None } => {
                "No name stands on changes made in this browser.".to_owned()
            }
            held::Identity { name, party } => {
                let who: Vec<_> = name.into_iter().chain(party).collect();
                format!("Changes made in this browser say: {}.", who.join(", "))
            }
        }
    };
    let aside = move || {
        desk.read(|_| ());
        let found = desk.hold(|held| held.aside.clone()).unwrap_or_default();
        let here = if found.is_empty() { None } else { desk.hold(|held| held.places()) }.unwrap_or_default();
        (!found.is_empty()).then(|| view! {
            <section>
                <h2>"Set aside"</h2>
                <p>"What could not be read is kept as it is and counts nowhere. The page " <a href="#/rescue">"Rescue"</a> " has all raw keys."</p>
                <ul class="plain">
                    {found.into_iter().map(|aside| {
                        let lost = lost(&aside, &here).map(|lost| missing(&lost));
                        view! { <li><code>{aside.key}</code> " " {aside.reason.to_string()} " " {lost}</li> }
                    }).collect_view()}
                </ul>
            </section>
        })
    };
    view! {
        <h1 tabindex="-1">"Settings"</h1>
        <p class="point">{move || format!("What “{}” is about, and by which rules it counts.", desk.name())}</p>
        <section>
            <h2>"The register"</h2>
            <p class="tools">
                <button on:click=move |_| desk.show(Dialog::Edit(RecordKey::own(), String::new()))>"Edit the register"</button>
            </p>
            <Fields key=RecordKey::own() />
        </section>
        <section>
            <h2>"Exchange rates"</h2>
            <rates::RateRules />
        </section>
        <section>
            <h2>"Kept beside it"</h2>
            <ul class="plain">
                {[Collection::Rates, Collection::Agreements, Collection::Contacts, Collection::Parties, Collection::Releases]
                    .into_iter()
                    .map(|collection| {
                        let page = Page::List(collection);
                        let label = super::title_of(&page);
                        view! { <li><a href=move || desk.href(page.clone())>{label}</a> " " <small>{move || desk.read_in(&[collection], |register| register.ids(collection).len())}</small></li> }
                    })
                    .collect_view()}
            </ul>
        </section>
        <section>
            <h2>"This browser"</h2>
            <p>{person}</p>
            <p class="tools">
                {actions::find("identity").map(|action| view! { <button on:click=move |_| (action.run)(&desk)>{action.label}</button> })}
            </p>
            <label class="field">
                <span>"Look"</span>
                <select on:change=move |event| {
                    let choice = event_target_value(&event);
                    page::set_root("data-theme", Some(choice.as_str()).filter(|choice| !choice.is_empty()));
                    held::set_look(&choice);
                }>
                    {[("", "As the system"), ("light", "Light"), ("dark", "Dark")].into_iter().map(|(value, label)| view! {
                        <option value=value selected=held::look() == value>{label}</option>
                    }).collect_view()}
                </select>
            </label>
            <p>"Amounts can be hidden on the screen while others look on. What is kept, exported and copied stays whole."</p>
            <p class="tools">
                <Show when=move || desk.hides.get() fallback=|| view! { <Act id="hide-amounts" /> }>
                    <Act id="show-amounts" />
                </Show>
            </p>
        </section>
        <section>{keeping_view(Part::Storage)}</section>
        {keeping_view(Part::Lock)}
        {keeping_view(Part::Signing)}
        {aside}
    }
}

/// What of a value that was set aside is not here otherwise.
fn missing(lost: &[Stretch]) -> String {
    let said = lost.iter().map(|Stretch { replica, first, last }| match first == last {
        true => format!("change {first} of {replica}"),
        false => format!("changes {first} to {last} of {replica}"),
    });
    let said: Vec<String> = said.collect();
    match said.as_slice() {
        [] => "All that it held is here again.".to_owned(),
        _ => format!("Missing from here: {}.", said.join(", ")),
    }
}
