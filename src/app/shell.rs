//! What stands around every page: the register's name, the way to all pages, the dates, and where the last edit is.

use leptos::prelude::*;

use super::actions;
use super::browser::{clock, page};
use super::desk::{Desk, Saved, desk};
use super::dialogs::Dialogs;
use super::locale;
use super::pages;
use super::route::Page;
use super::wings::wings;
use crate::register::{Arrange, Collection, Currency, Each, RecordKey};
use crate::said;
use crate::words::text::Text;
use crate::words::text::areas::actions::SHOW_AMOUNTS;
use crate::words::text::areas::desk::AMOUNTS_HIDDEN;
use crate::words::text::areas::shell as text;
use crate::words::{Length, whole};

/// How long a notice stays.
const NOTICE: std::time::Duration = std::time::Duration::from_secs(8);

/// The shell with the present page in it.
#[component]
pub fn Shell() -> impl IntoView {
    let desk = desk();
    let page = Memo::new(move |_| desk.address.with(|address| address.page.clone()));
    // After moving to another page the focus is on its title, so that a screen reader begins there.
    let wings = wings();
    Effect::new(move |before: Option<Option<Page>>| {
        let (before, now) = (before.flatten(), page.get());
        if pages::wing_of(&now, desk.is_open()).is_some_and(|wing| !wings.is_settled(wing)) {
            return before;
        }
        if before.is_some_and(|before| before != now) {
            page::begin_at_title();
        }
        Some(now)
    });
    Effect::new(move |_| page::set_title(&window_title(&desk)));
    // A notice goes by itself, unless another took its place, be it in the same words.
    let notices = StoredValue::new(0_u32);
    Effect::new(move |_| {
        if desk.notice.with(String::is_empty) {
            return;
        }
        let this = notices.get_value().wrapping_add(1);
        notices.set_value(this);
        let clear = move || {
            if notices.get_value() == this {
                desk.notice.set(String::new());
            }
        };
        set_timeout(clear, NOTICE);
    });
    let early = Memo::new(move |_| before_first(&desk));
    view! {
        <a class="skip" href="#main" on:click=|event| { event.prevent_default(); page::focus("h1"); }>{text::SKIP.said()}</a>
        <div class="shell">
            <Side />
            <main id="main">
                <div id="above"></div>
                <Show when=move || desk.is_open()>
                    <Bar />
                    <Standing />
                </Show>
                <Show when=move || !early.get() fallback=|| view! { <Early /> }>
                    {move || pages::view_of(page.get())}
                </Show>
            </main>
        </div>
        <Dialogs />
        <p class="notice" role="status" aria-live="polite">{move || desk.notice.get()}</p>
    }
}

fn window_title(desk: &Desk) -> String {
    // The browser keeps the titles of pages; the name of a locked register is no matter of its history.
    let name = (desk.is_open() && !desk.is_under_lock()).then(|| desk.name());
    let page = desk.address.with(|address| pages::title_of(&address.page));
    match name {
        Some(name) => format!("{page} · {name} · Muster"),
        None if desk.is_open() => format!("{page} · Muster"),
        None => "Muster".to_owned(),
    }
}

/// The links of the main navigation: the page, its name, and what it counts.
pub const LINKS: [(Page, Text, Option<Collection>); 9] = [
    (Page::Overview, text::OVERVIEW, None),
    (Page::Members, text::MEMBERS, Some(Collection::Memberships)),
    (Page::List(Collection::Contributions), text::CONTRIBUTIONS, Some(Collection::Contributions)),
    (Page::List(Collection::Meetings), text::MEETINGS, Some(Collection::Meetings)),
    (Page::List(Collection::Purchases), text::PURCHASES, Some(Collection::Purchases)),
    (Page::List(Collection::Outreach), text::OUTREACH, Some(Collection::Outreach)),
    (Page::List(Collection::Reported), text::FIGURES, Some(Collection::Reported)),
    (Page::List(Collection::Sources), text::SOURCES, Some(Collection::Sources)),
    (Page::History, text::HISTORY, None),
];

/// The pages below them.
pub const MINOR: [Page; 6] = [
    Page::Compare,
    Page::Charts,
    Page::List(Collection::Actions),
    Page::List(Collection::Groups),
    Page::Settings,
    Page::Help,
];

/// Whether a page has a place in a telephone's bar.
pub fn is_at_hand(page: &Page) -> bool {
    use Collection::{Contributions, Meetings, Purchases};
    matches!(page, Page::Overview | Page::List(Contributions | Meetings | Purchases))
}

#[component]
fn Side() -> impl IntoView {
    let desk = desk();
    let about = move || {
        desk.read_in(&[Collection::Register], |register| {
            let own = register.coalition.get(&RecordKey::own().id)?;
            let founded = own.founded.as_ref()?;
            Some(said!(text::SINCE, date = locale().date(founded, Length::Short)))
        })
    };
    view! {
        <aside class="side">
            <div class="reg">
                <Show when=move || desk.is_open() fallback=|| view! { <b>"Muster"</b> }>
                    <a href=move || desk.href(Page::Registers) title=text::ALL_REGISTERS.said()><b>{move || desk.name()}</b></a>
                    <small>{about}</small>
                </Show>
            </div>
            <nav aria-label=text::MAIN.said()>
                {LINKS.into_iter().map(|(page, label, counted)| view! { <Link page label counted /> }).collect_view()}
                <button class="more" aria-haspopup="dialog" on:click=move |_| desk.dialog.set(Some(super::desk::Dialog::More))>{text::MORE.said()}</button>
            </nav>
            <ul class="minor">
                {MINOR
                    .into_iter()
                    .map(|page| {
                        let label = pages::title_of(&page);
                        let here = page.clone();
                        let current = move || desk.address.with(|address| address.page == here).then_some("page");
                        view! { <li><a href=move || desk.href(page.clone()) aria-current=current>{label}</a></li> }
                    })
                    .collect_view()}
            </ul>
            <Show when=move || desk.is_open()><Indicator /></Show>
        </aside>
    }
}

#[component]
fn Link(
    /// Where it leads.
    page: Page,
    /// What it says.
    label: Text,
    /// What it counts.
    counted: Option<Collection>,
) -> impl IntoView {
    let desk = desk();
    let count = move || {
        let counted = counted.filter(|_| desk.is_open())?;
        let count = desk.read_in(&[counted], |register| match counted {
            // A party may hold several roles.
            Collection::Memberships => {
                let parties =
                    register.memberships.live().filter_map(|(_, membership)| membership.party.as_ref());
                parties.map(|party| party.id()).collect::<Each<_>>().len()
            }
            _ => register.count(counted),
        });
        Some(whole(count))
    };
    let section = page.clone();
    let current = move || desk.address.with(|address| belongs(&address.page, &section)).then_some("page");
    view! {
        <a href=move || desk.href(page.clone()) aria-current=current>
            {label.said()}
            <small aria-hidden="true">{count}</small>
        </a>
    }
}

/// Whether a page lies in the section that a link leads to.
fn belongs(page: &Page, section: &Page) -> bool {
    match (page, section) {
        (Page::Member(_), Page::Members) | (Page::Change(_), Page::History) => true,
        (Page::Record(key), Page::List(collection)) => key.collection == *collection,
        _ => page == section,
    }
}

/// Where the last edit is, in words.
#[component]
fn Indicator() -> impl IntoView {
    let desk = desk();
    let state = move || {
        desk.saved.with(|saved| match saved {
            Saved::Memory(_) => "memory",
            Saved::Browser(_) => "browser",
            Saved::Disk(_) => "disk",
            Saved::Unsaved(_) => "unsaved",
        })
    };
    let words = move || {
        desk.saved.with(|saved| {
            let (where_to, reason) = match saved {
                Saved::Memory(reason) => (text::IN_MEMORY, reason),
                Saved::Browser(reason) => (text::IN_BROWSER, reason),
                Saved::Disk(reason) => (text::ON_DISK, reason),
                Saved::Unsaved(reason) => (text::NOT_SAVED, reason),
            };
            [where_to.said(), reason].join(if reason.is_empty() { "" } else { ". " })
        })
    };
    view! { <p class="save" data-saved=state data-written=move || desk.written.get()>{words}</p> }
}

/// The date, the currency, and what can be done anywhere.
#[component]
fn Bar() -> impl IntoView {
    let desk = desk();
    let on = move || desk.on().to_string();
    let currency = move || desk.currency().code().to_owned();
    let codes = move || {
        let mut codes = vec!["EUR", "USD", "GBP"];
        let own = currency();
        let used: Vec<_> = desk.read_in(&[Collection::Rates], |register| {
            let rates = register.rates.live().filter_map(|(_, rate)| rate.rate.as_ref());
            rates.flat_map(|rate| [rate.base().code(), rate.quote().code()]).collect()
        });
        codes.extend(used);
        codes.arrange();
        codes.dedup();
        if !codes.contains(&own.as_str()) {
            codes.extend(Currency::parse(&own).ok().map(|currency| currency.code()));
        }
        codes
    };
    view! {
        <div class="bar" role="region" aria-label=text::DATE_AND_TOOLS.said()>
            <label>
                {text::VALID_ON.said()} " "
                <input type="date" prop:value=on max=move || clock::today().to_string()
                    on:change=move |event| desk.set_param("on", &event_target_value(&event)) />
            </label>
            <label>
                {text::IN_CURRENCY.said()} " "
                <select aria-label=text::REPORTING_CURRENCY.said() prop:value=currency
                    on:change=move |event| desk.set_param("cur", &event_target_value(&event))>
                    {move || codes().into_iter().map(|code| view! {
                        <option value=code selected=move || code == currency()>{code}</option>
                    }).collect_view()}
                </select>
            </label>
            <Show when=move || desk.address.with(|address| address.param("known").is_some())>
                <span class="chip w">
                    {text::KNOWN_ON.said()} " " {move || desk.address.with(|address| address.param("known").unwrap_or_default().to_owned())}
                    <button class="bare" on:click=move |_| desk.set_param("known", "")>{text::SHOW_ALL.said()}</button>
                </span>
            </Show>
            <Show when=move || desk.hides.get()>
                <button class="chip w" title=SHOW_AMOUNTS.said() on:click=move |_| desk.hide_amounts(false)>{AMOUNTS_HIDDEN.said()}</button>
            </Show>
            <span class="sp"></span>
            <Act id="undo" />
            <Act id="redo" />
            <span class="rest">
                <Act id="import" />
                <Act id="export" />
                <Act id="share" />
            </span>
            <button class="hide" title="Ctrl+K" on:click=move |_| desk.dialog.set(Some(super::desk::Dialog::Palette))>
                {text::SEARCH.said()}
            </button>
        </div>
    }
}

/// A button for an action of the table; grey while it does not apply.
#[component]
pub fn Act(
    /// The id of the action.
    id: &'static str,
    /// Whether it is the main thing to do on the page.
    #[prop(optional)]
    main: bool,
) -> impl IntoView {
    let desk = desk();
    actions::find(id).map(|action| {
        view! {
            <button
                class:go=main
                title=action.keys
                disabled=move || !(action.applies)(&desk)
                on:click=move |_| (action.run)(&desk)
            >
                {action.label.said()}
            </button>
        }
    })
}

/// The standing note of the register, and why it cannot be edited now; the bar of a visited one says that itself.
#[component]
fn Standing() -> impl IntoView {
    let desk = desk();
    let note = move || {
        desk.read_in(&[Collection::Register], |register| {
            register.coalition.get(&RecordKey::own().id).and_then(|own| own.standing_note.clone())
        })
    };
    view! {
        {move || note().map(|note| view! { <p class="standing">{note.to_string()}</p> })}
        {move || {
            desk.locked().filter(|_| !desk.is_visited()).map(|reason| view! { <p class="standing">{reason}</p> })
        }}
    }
}

/// Stands in place of a page that would show an empty coalition.
#[component]
fn Early() -> impl IntoView {
    view! {
        <h1 tabindex="-1">{text::EARLY.said()}</h1>
        <p class="point">{text::EARLY_MEANS.said()}</p>
    }
}

/// Whether the register is shown as known at a time before its first change.
fn before_first(desk: &Desk) -> bool {
    desk.is_open()
        && desk.address.with(|address| address.param("known").is_some())
        && desk.read(|register| register.size() == 0)
}
