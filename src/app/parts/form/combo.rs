//! A text field over a list of offers, by the combobox pattern of WAI-ARIA: typing filters, arrows move, Enter takes.

use crate::register::Arrange;
use leptos::ev;
use leptos::prelude::*;

use super::field::{about_id, framed, invalid};
use super::hold::Hold;
use super::target::Target;
use crate::said;
use crate::words::text::areas::forms as text;

/// How many offers are shown at once.
pub const SHOWN: usize = 12;

/// Something to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What is written when it is chosen; of a new record what was typed.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// What tells it from others of that name.
    pub note: String,
    /// Whether what was typed is one of its names.
    pub exact: bool,
    /// Whether choosing it makes a new record.
    pub adds: bool,
}

impl Offer {
    /// An offer for something on record, if one of its names fits what is typed; with how well it fits, best first.
    pub fn fitting(id: &str, label: &str, note: &str, also: &[&str], typed: &str) -> Option<(usize, Self)> {
        let typed = typed.trim().to_lowercase();
        let names = [label, note, id].into_iter().chain(also.iter().copied()).map(str::to_lowercase);
        let rank = names.filter_map(|name| fit(&name, &typed)).min()?;
        let offer = Offer {
            id: id.to_owned(),
            label: label.to_owned(),
            note: note.to_owned(),
            exact: rank == 0,
            adds: false,
        };
        Some((rank, offer))
    }
}

/// How well a name fits: the same, its beginning, the beginning of a word, a piece.
fn fit(name: &str, typed: &str) -> Option<usize> {
    if name == typed {
        return Some(0);
    }
    if name.starts_with(typed) {
        return Some(1);
    }
    let at = name.find(typed)?;
    let before = name.get(..at).and_then(|before| before.chars().next_back());
    Some(if before.is_some_and(char::is_alphanumeric) { 3 } else { 2 })
}

/// The best offers; those that fit equally well stay in their order.
pub fn best(mut ranked: Vec<(usize, Offer)>) -> Vec<Offer> {
    ranked.arrange_by_key(|(rank, _)| *rank);
    // Beside a name typed in full only longer ones are of interest.
    if ranked.first().is_some_and(|(rank, _)| *rank == 0) {
        ranked.retain(|(rank, _)| *rank <= 1);
    }
    ranked.into_iter().take(SHOWN).map(|(_, offer)| offer).collect()
}

/// What a combobox does with what is typed and chosen.
#[derive(Clone, Copy)]
pub struct Offers {
    /// What fits a text, best first.
    pub find: Callback<String, Vec<Offer>>,
    /// What stands in the field while nothing is typed.
    pub shown: Signal<String>,
    /// Takes an offer.
    pub take: Callback<Offer, Result<(), String>>,
    /// Clears the field.
    pub clear: Callback<(), Result<(), String>>,
    /// Whether text that is no name yet makes a new record without asking.
    pub free: bool,
    /// What is said of a text that nothing fits.
    pub lost: fn(&str) -> String,
}

/// The field.
#[component]
pub fn Combo(
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
    /// What it offers.
    offers: Offers,
    /// What stands before the text, such as what was chosen already.
    #[prop(optional, into)]
    before: Option<AnyView>,
) -> AnyView {
    let id = target.dom_id(&path);
    let at = StoredValue::new(path.clone());
    let open = RwSignal::new(false);
    let active = RwSignal::new(None::<usize>);
    let hold = Hold::new(target, &path, target.value(&path), Memo::new(move |_| offers.shown.get()));
    let typed = move || hold.typed();
    let shown = move || hold.shown();
    let found = Memo::new(
        move |_| if open.get() { offers.find.run(typed().unwrap_or_default()) } else { Vec::new() },
    );
    let note = move |result: Result<(), String>| {
        at.with_value(|path| match result {
            Ok(()) => {
                target.set_typed(path, None);
                hold.wrote();
            }
            Err(reason) => target.set_fault(path, Some(reason)),
        });
    };
    let take = move |offer: Offer| {
        open.set(false);
        active.set(None);
        note(offers.take.run(offer));
    };
    // What was typed and not chosen counts when it is a name.
    let commit = move || {
        let Some(text) = untrack(typed) else { return true };
        let text = text.trim().to_owned();
        let result = if text.is_empty() {
            offers.clear.run(())
        } else {
            let fitting = untrack(|| offers.find.run(text.clone()));
            let named = fitting.iter().find(|offer| offer.exact);
            match named.or_else(|| fitting.iter().find(|offer| offers.free && offer.adds)) {
                Some(offer) => offers.take.run(offer.clone()),
                None => Err((offers.lost)(&text)),
            }
        };
        let sound = result.is_ok();
        note(result);
        sound
    };
    target.guard(
        &path,
        Callback::new(move |()| {
            open.try_set(false);
            commit()
        }),
    );
    let on_key = move |event: ev::KeyboardEvent| {
        let count = found.with(Vec::len);
        match event.key().as_str() {
            "ArrowDown" | "ArrowUp" if !open.get() => open.set(true),
            "ArrowDown" if count > 0 => {
                active.update(|at| *at = Some(at.map_or(0, |at| at.saturating_add(1) % count)))
            }
            "ArrowUp" if count > 0 => {
                active.update(|at| {
                    *at = Some(at.unwrap_or(0).checked_sub(1).unwrap_or(count.saturating_sub(1)))
                });
            }
            "Enter" if open.get() && active.get().is_some() => {
                if let Some(offer) = active.get().and_then(|at| found.with(|found| found.get(at).cloned())) {
                    take(offer);
                }
            }
            "Escape" if open.get() => {
                open.set(false);
                active.set(None);
            }
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let list = format!("{id}-offers");
    let about = about_id(&id);
    let option_id = {
        let list = list.clone();
        move |place: usize| format!("{list}-{place}")
    };
    let active_id = {
        let option_id = option_id.clone();
        move || active.get().map(&option_id)
    };
    let list_name = said!(text::OFFERS, field = label);
    let control = view! {
        <div class="combo">
            {before}
            <input type="text" role="combobox" id=id autocomplete="off" aria-autocomplete="list"
                aria-controls=list.clone() aria-describedby=about aria-invalid=invalid(target, &path)
                aria-expanded=move || (open.get() && found.with(|found| !found.is_empty())).to_string()
                aria-activedescendant=active_id
                prop:value=shown
                on:input=move |event| {
                    let text = event_target_value(&event);
                    at.with_value(|path| target.set_typed(path, Some(text)));
                    active.set(None);
                    open.set(true);
                }
                on:click=move |_| open.set(true)
                on:focus=move |_| hold.enter()
                on:keydown=on_key
                on:blur=move |_| {
                    open.try_set(false);
                    commit();
                    hold.leave();
                } />
            // Pressing the mouse on an offer must not take the focus out of the field.
            <ul role="listbox" id=list aria-label=list_name on:mousedown=|event| event.prevent_default()
                hidden=move || !open.get() || found.with(Vec::is_empty)>
                {move || found.get().into_iter().enumerate().map(|(place, offer)| {
                    let (label, note) = (offer.label.clone(), offer.note.clone());
                    view! {
                        <li role="option" id=option_id(place)
                            aria-selected=move || (active.get() == Some(place)).to_string()
                            on:click=move |_| take(offer.clone())>
                            {label} " " <small>{note}</small>
                        </li>
                    }
                }).collect_view()}
            </ul>
        </div>
    }
    .into_any();
    framed(target, &path, label, hint, control, hold.note())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, rank: Option<usize>) {
        let found = Offer::fitting("GB", "United Kingdom", "GB", &["Vereinigtes Königreich"], typed);
        assert_eq!(found.map(|(rank, _)| rank), rank, "{typed}");
    }

    #[test]
    fn names_fit_by_beginning_word_and_piece() {
        check("united kingdom ", Some(0));
        check("gb", Some(0));
        check("United", Some(1));
        check("kingd", Some(2));
        check("ingdom", Some(3));
        check("KÖNIG", Some(2));
        check("France", None);
        check("", Some(1));
    }
}
