//! What the register is about and counts by, and this browser's own choices.

use leptos::prelude::*;

mod rates;

use crate::app::actions;
use crate::app::browser::page;
use crate::app::desk::{Dialog, desk};
use crate::app::held;
use crate::app::keeping::Part;
use crate::app::languages::tongue;
use crate::app::pages::record::Fields;
use crate::app::route::Page;
use crate::app::shell::Act;
use crate::app::wings::keeping_view;
use crate::journal::{Stretch, lost};
use crate::register::{Collection, RecordKey};
use crate::said;
use crate::words::Language;
use crate::words::text::areas::rates::HIDING_MEANS;
use crate::words::text::areas::{pages, settings as text};

/// The register's own record, rates, agreements and contacts; name and look.
#[component]
pub fn Settings() -> impl IntoView {
    let (desk, tongue) = (desk(), tongue());
    let person = move || {
        desk.dialog.track();
        match held::identity().unwrap_or_default() {
            held::Identity { name: None, party: None } => text::NO_NAME.said().to_owned(),
            held::Identity { name, party } => {
                let who: Vec<_> = name.into_iter().chain(party).collect();
                said!(text::NAMED, who = who.join(", "))
            }
        }
    };
    let aside = move || {
        desk.read(|_| ());
        let found = desk.hold(|held| held.aside.clone()).unwrap_or_default();
        let here = if found.is_empty() { None } else { desk.hold(|held| held.places()) }.unwrap_or_default();
        (!found.is_empty()).then(|| view! {
            <section>
                <h2>{text::ASIDE.said()}</h2>
                <p>{text::ASIDE_MEANS.said()} " " <a href="#/rescue">{pages::RESCUE.said()}</a></p>
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
        <h1 tabindex="-1">{pages::SETTINGS.said()}</h1>
        <p class="point">{move || said!(text::ABOUT, name = desk.name())}</p>
        <section>
            <h2>{text::THE_REGISTER.said()}</h2>
            <p class="tools">
                <button on:click=move |_| desk.show(Dialog::Edit(RecordKey::own(), String::new()))>{text::EDIT.said()}</button>
            </p>
            <Fields key=RecordKey::own() />
        </section>
        <section>
            <h2>{text::RATES.said()}</h2>
            <rates::RateRules />
        </section>
        <section>
            <h2>{text::BESIDE.said()}</h2>
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
            <h2>{text::THIS_BROWSER.said()}</h2>
            <p>{person}</p>
            <p class="tools">
                {actions::find("identity").map(|action| view! { <button on:click=move |_| (action.run)(&desk)>{action.label.said()}</button> })}
            </p>
            <label class="field">
                <span>{text::LANGUAGE.said()}</span>
                <select on:change=move |event| {
                    if let Some(language) = Language::of_tag(&event_target_value(&event)) {
                        tongue.choose(language, move |reason| desk.notice.set(reason));
                    }
                }>
                    {Language::ALL.into_iter().map(|language| view! {
                        <option value=language.tag() lang=language.tag() selected=language == tongue.now()>
                            {language.own_name()}
                        </option>
                    }).collect_view()}
                </select>
            </label>
            <label class="field">
                <span>{text::LOOK.said()}</span>
                <select on:change=move |event| {
                    let choice = event_target_value(&event);
                    page::set_root("data-theme", Some(choice.as_str()).filter(|choice| !choice.is_empty()));
                    held::set_look(&choice);
                }>
                    {[("", text::AS_SYSTEM), ("light", text::LIGHT), ("dark", text::DARK)].into_iter().map(|(value, label)| view! {
                        <option value=value selected=held::look() == value>{label.said()}</option>
                    }).collect_view()}
                </select>
            </label>
            <p>{HIDING_MEANS.said()}</p>
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
        true => said!(text::ONE_CHANGE, first = first.to_string(), replica = replica.to_string()),
        false => {
            said!(
                text::CHANGES,
                first = first.to_string(),
                last = last.to_string(),
                replica = replica.to_string()
            )
        }
    });
    let said: Vec<String> = said.collect();
    match said.as_slice() {
        [] => text::ALL_HERE.said().to_owned(),
        _ => said!(text::MISSING, what = said.join(", ")),
    }
}
