//! Finds records and commands as one types.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::actions::{self, ACTIONS};
use crate::app::browser::intl::names_everywhere;
use crate::app::browser::turn::{Slice, idle, while_asked};
use crate::app::desk::{Desk, desk};
use crate::app::locale;
use crate::app::parts::titles;
use crate::app::route::Page;
use crate::register::{Arrange, Collection, PartyKind, RecordKey, Register};
use crate::said;
use crate::words::text::areas::{actions as say, pages as text};
use crate::words::{Letters, Locale, Sought, folded, labels};

/// How many hits are shown.
const SHOWN: usize = 12;

/// After so many records it is looked whether the page should have its turn.
const AT_ONCE: usize = 200;

/// So many that fit are held before only the best of them are.
const HELD: usize = 100;

/// After so many slices of a search it is shown what was found so far.
const NEWS: usize = 10;

#[derive(Clone, PartialEq)]
enum Hit {
    Command(&'static str),
    Record(RecordKey, String),
}

/// Something that can be found: what it is, and all its names, folded.
struct Known {
    hit: Hit,
    names: Vec<(Letters, String)>,
}

impl Known {
    fn new<'a>(hit: Hit, names: impl Iterator<Item = &'a str>) -> Self {
        let names = names.map(folded).map(|name| (Letters::of(&name), name)).collect();
        Known { hit, names }
    }

    /// How far it is from what is looked for; of two that are equally far the shorter name is meant.
    fn distance(&self, sought: &Sought, most: u32) -> Option<(u32, usize)> {
        let may_fit = self.names.iter().filter(|(letters, _)| sought.may_fit(*letters));
        may_fit.filter_map(|(_, name)| Some((sought.distance_within(name, most)?, name.len()))).min()
    }
}

/// What can be found, which is listed when it is first looked for.
struct Index {
    /// The kinds whose records are still to be listed, and what is left of the one that is being listed.
    kinds: Vec<Collection>,
    keys: Vec<RecordKey>,
    known: Vec<Known>,
}

impl Index {
    /// The commands that can be given now; the records follow.
    fn begin(desk: &Desk) -> Self {
        let commands = ACTIONS.iter().filter(|action| action.id != "palette" && (action.applies)(desk));
        let known = commands.map(|action| {
            Known::new(Hit::Command(action.id), [action.label.said(), action.label.english()].into_iter())
        });
        let mut kinds = Collection::ALL.to_vec();
        kinds.retain(|kind| !matches!(kind, Collection::Register | Collection::Memberships));
        Index { kinds, keys: Vec::new(), known: known.collect() }
    }

    /// The first commands, in their own order.
    fn commands(&self) -> Vec<Hit> {
        let commands = self.known.iter().map(|known| known.hit.clone());
        commands.take_while(|hit| matches!(hit, Hit::Command(_))).take(SHOWN).collect()
    }

    /// Lists some more records; false when all are listed.
    fn go_on(&mut self, register: &Register, locale: &dyn Locale) -> bool {
        while self.keys.is_empty() {
            let Some(collection) = self.kinds.pop() else { return false };
            let ids = register.ids(collection).into_iter();
            self.keys = ids.map(|id| RecordKey { collection, id }).collect();
        }
        let left = self.keys.len().saturating_sub(AT_ONCE);
        for key in self.keys.split_off(left) {
            let title = titles::title(register, &key, locale);
            let mut everywhere = Vec::new();
            let party = register.parties.get(&key.id).filter(|_| key.collection == Collection::Parties);
            if let Some(party) = party.filter(|party| party.kind == Some(PartyKind::State)) {
                let code = party.code.as_deref().unwrap_or(key.id.as_str());
                everywhere = names_everywhere(code);
            }
            let names = std::iter::once(title.as_str()).chain(everywhere.iter().map(|name| &**name));
            self.known.push(Known::new(Hit::Record(key, title.clone()), names));
        }
        !(self.keys.is_empty() && self.kinds.is_empty())
    }
}

/// What is found, with what it was looked for by.
#[derive(Clone, Default, PartialEq)]
struct Found {
    typed: String,
    hits: Vec<Hit>,
}

/// The palette.
#[component]
pub fn Palette() -> impl IntoView {
    let desk = desk();
    let typed = RwSignal::new(String::new());
    let chosen = RwSignal::new(0_usize);
    let found = RwSignal::new(Found::default());
    let index = StoredValue::new(Index::begin(&desk));
    spawn_local(list(desk, index));
    // Enter before the answer is there means its first line.
    let hurries = StoredValue::new(false);
    let run = move |hit: Hit| {
        desk.close();
        match hit {
            Hit::Command(id) => {
                if let Some(action) = actions::find(id) {
                    (action.run)(&desk);
                }
            }
            Hit::Record(key, _) => desk.go(Page::of(&key)),
        }
    };
    Effect::new(move |_| {
        let now = typed.get();
        spawn_local(async move {
            let sought = now.clone();
            let is_asked = move || typed.try_with_untracked(|typed| *typed == sought) == Some(true);
            let news = move |hits| {
                let _ = found.try_update(|found| found.hits = hits);
            };
            let search = search(desk, index, Sought::new(&now), news);
            let Some(hits) = while_asked(search, is_asked).await else { return };
            chosen.set(0);
            let first = hits.first().cloned();
            found.set(Found { typed: now, hits });
            if hurries.get_value() {
                hurries.set_value(false);
                first.into_iter().for_each(run);
            }
        });
    });
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let count = found.with(|found| found.hits.len());
        match event.key().as_str() {
            "ArrowDown" if count > 0 => chosen.update(|at| *at = (*at + 1) % count),
            "ArrowUp" if count > 0 => chosen.update(|at| *at = (*at + count - 1) % count),
            "Enter" if found.with(|found| found.typed != typed.get_untracked()) => hurries.set_value(true),
            "Enter" => {
                if let Some(hit) = found.with(|found| found.hits.get(chosen.get()).cloned()) {
                    run(hit);
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    let none = move || {
        let nothing = found.with(|found| found.hits.is_empty() && !found.typed.trim().is_empty());
        nothing.then(|| said!(text::NOTHING_FOUND, typed = found.with(|found| found.typed.clone())))
    };
    view! {
        <div class="form">
            <input type="text" autofocus=true role="combobox" aria-label=say::PALETTE.said() aria-expanded="true"
                autocomplete="off" spellcheck="false"
                aria-controls="palette-hits" aria-activedescendant=move || format!("hit-{}", chosen.get())
                prop:value=typed on:keydown=on_key
                on:input=move |event| { hurries.set_value(false); typed.set(event_target_value(&event)); } />
            <ul id="palette-hits" class="options" role="listbox" aria-label=text::FOUND.said()>
                {move || found.with(|found| found.hits.clone()).into_iter().enumerate().map(|(place, hit)| {
                    let (kind, label) = match &hit {
                        Hit::Command(id) => {
                            (text::COMMAND.said(), actions::find(id).map_or("", |action| action.label.said()).to_owned())
                        }
                        Hit::Record(key, title) => (labels::collection_label(key.collection).0, title.clone()),
                    };
                    view! {
                        <li role="option" id=format!("hit-{place}") aria-selected=move || (chosen.get() == place).to_string()
                            on:click=move |_| run(hit.clone())>
                            {label} <small>{kind}</small>
                        </li>
                    }
                }).collect_view()}
            </ul>
            <p class="hint" role="status">{none}</p>
        </div>
        <p class="tools"><button on:click=move |_| desk.close()>{text::CLOSE.said()}</button></p>
    }
}

/// Lists all records while somebody thinks of what to type.
async fn list(desk: Desk, index: StoredValue<Index>) {
    let locale = locale();
    let mut slice = idle().await;
    let more = || index.try_update_value(|index| desk.look(|register| index.go_on(register, &*locale)));
    while more() == Some(true) {
        slice.pause().await;
    }
}

/// The best hits; the page goes on while they are looked for, and `news` gets what is found so far. Before anything is typed,
/// commands alone.
async fn search(desk: Desk, index: StoredValue<Index>, sought: Sought, news: impl Fn(Vec<Hit>)) -> Vec<Hit> {
    if sought.is_nothing() {
        return index.try_with_value(Index::commands).unwrap_or_default();
    }
    let locale = locale();
    let (mut slice, mut slices) = (Slice::begin(), 0_usize);
    let mut fits: Vec<((u32, usize), usize)> = Vec::new();
    // What is no nearer than the last of the best so far is none of them.
    let mut within = (u32::MAX, usize::MAX);
    let mut place = 0;
    loop {
        let next = index.try_update_value(|index| {
            if place == index.known.len() {
                let _ = desk.look(|register| index.go_on(register, &*locale));
            }
            let until = index.known.len().min(place.saturating_add(AT_ONCE));
            let here = index.known.get(place..until).unwrap_or_default().iter().zip(place..);
            let fit = here.filter_map(|(known, place)| Some((known.distance(&sought, within.0)?, place)));
            fits.extend(fit.filter(|(distance, _)| *distance < within));
            until
        });
        match next {
            Some(next) if next > place => place = next,
            _ => break,
        }
        if fits.len() > HELD {
            best(&mut fits);
            within = fits.last().map_or(within, |(distance, _)| *distance);
        }
        if slice.is_over() {
            slices = slices.saturating_add(1);
            if slices.is_multiple_of(NEWS) {
                best(&mut fits);
                news(hits(index, &fits));
            }
            slice.rest().await;
        }
    }
    best(&mut fits);
    hits(index, &fits)
}

/// Leaves the best, in their order.
fn best(fits: &mut Vec<((u32, usize), usize)>) {
    fits.arrange_by_key(|(distance, _)| *distance);
    fits.truncate(SHOWN);
}

fn hits(index: StoredValue<Index>, fits: &[((u32, usize), usize)]) -> Vec<Hit> {
    let hit = |index: &Index, place: usize| index.known.get(place).map(|known| known.hit.clone());
    let hits =
        index.try_with_value(|index| fits.iter().filter_map(|(_, place)| hit(index, *place)).collect());
    hits.unwrap_or_default()
}
