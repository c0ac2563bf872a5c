//! Finds records and commands as one types.

use leptos::prelude::*;

use crate::app::actions::ACTIONS;
use crate::app::desk::{Desk, desk};
use crate::app::locale;
use crate::app::parts::titles;
use crate::app::route::Page;
use crate::register::{Arrange, Collection, RecordKey};
use crate::words::labels;
use crate::words::text::areas::{actions, pages as text};

/// How many hits are shown.
const SHOWN: usize = 12;

#[derive(Clone)]
enum Hit {
    Command(&'static str),
    Record(RecordKey, String),
}

/// The palette.
#[component]
pub fn Palette() -> impl IntoView {
    let desk = desk();
    let typed = RwSignal::new(String::new());
    let chosen = RwSignal::new(0_usize);
    let hits = Memo::new_with_compare(move |_| find(&desk, &typed.get()), |_, _| true);
    let run = move |hit: Hit| {
        desk.close();
        match hit {
            Hit::Command(id) => {
                if let Some(action) = crate::app::actions::find(id) {
                    (action.run)(&desk);
                }
            }
            Hit::Record(key, _) => desk.go(Page::of(&key)),
        }
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let count = hits.with(Vec::len);
        match event.key().as_str() {
            "ArrowDown" if count > 0 => chosen.update(|at| *at = (*at + 1) % count),
            "ArrowUp" if count > 0 => chosen.update(|at| *at = (*at + count - 1) % count),
            "Enter" => {
                if let Some(hit) = hits.with(|hits| hits.get(chosen.get()).cloned()) {
                    run(hit);
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <div class="form">
            <input type="text" autofocus=true role="combobox" aria-label=actions::PALETTE.said() aria-expanded="true"
                aria-controls="palette-hits" aria-activedescendant=move || format!("hit-{}", chosen.get())
                prop:value=typed on:keydown=on_key
                on:input=move |event| { typed.set(event_target_value(&event)); chosen.set(0); } />
            <ul id="palette-hits" class="options" role="listbox" aria-label=text::FOUND.said()>
                {move || hits.get().into_iter().enumerate().map(|(place, hit)| {
                    let (kind, label) = match &hit {
                        Hit::Command(id) => {
                            (text::COMMAND.said(), crate::app::actions::find(id).map_or("", |action| action.label.said()).to_owned())
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
        </div>
        <p class="tools"><button on:click=move |_| desk.close()>{text::CLOSE.said()}</button></p>
    }
}

fn find(desk: &Desk, typed: &str) -> Vec<Hit> {
    let typed = typed.trim().to_lowercase();
    let commands = ACTIONS
        .iter()
        .filter(|action| action.id != "palette" && (action.applies)(desk))
        .filter_map(|action| Some((score(action.label.said(), &typed)?, Hit::Command(action.id))));
    let locale = locale();
    let records = desk.look(|register| {
        let keys = Collection::ALL
            .iter()
            .filter(|collection| {
                !matches!(collection, Collection::Register | Collection::Memberships) && !typed.is_empty()
            })
            .flat_map(|collection| {
                register.ids(*collection).into_iter().map(|id| RecordKey { collection: *collection, id })
            });
        keys.filter_map(|key| {
            let title = titles::title(register, &key, &*locale);
            Some((score(&title, &typed)?, Hit::Record(key, title)))
        })
        .collect::<Vec<_>>()
    });
    let mut hits: Vec<_> = commands.chain(records).collect();
    hits.arrange_by_key(|(score, _)| *score);
    hits.into_iter().take(SHOWN).map(|(_, hit)| hit).collect()
}

/// How badly a label fits: nothing when a letter of what was typed is not there in order.
fn score(label: &str, typed: &str) -> Option<usize> {
    let label = label.to_lowercase();
    if let Some(at) = label.find(typed) {
        return Some(at);
    }
    let mut letters = label.chars();
    let mut skipped = 100;
    for wanted in typed.chars() {
        loop {
            match letters.next() {
                Some(letter) if letter == wanted => break,
                Some(_) => skipped += 1,
                None => return None,
            }
        }
    }
    Some(skipped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_of_the_label_beats_scattered_letters() {
        assert_eq!(score("Add meeting", "meet"), Some(4));
        assert!(score("Add meeting", "amt") > Some(100));
        assert_eq!(score("Add meeting", "xyz"), None);
        assert_eq!(score("Anything", ""), Some(0));
    }
}
