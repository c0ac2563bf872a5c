//! A place: its name, its state, and whether it was online; one leaf.

use leptos::prelude::*;

use super::combo::{Combo, Offer, Offers};
use super::field::{about_id, framed, invalid};
use super::hold::Hold;
use super::party;
use super::target::Target;
use crate::app::desk::desk;
use crate::app::locale;
use crate::register::{Leaf, Meeting, Node, Place, check_code, join};
use crate::said;
use crate::words::labels;
use crate::words::text::areas::forms as text;

/// The field.
#[component]
pub fn PlaceField(
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
    let place = Memo::new(move |_| {
        value.with(|value| value.as_ref().and_then(|value| Place::read(value).ok())).unwrap_or_default()
    });
    let at = StoredValue::new(path.clone());
    let write = move |change: &dyn Fn(&mut Place)| {
        let mut place = place.get_untracked();
        change(&mut place);
        let leaf = (place != Place::default()).then(|| place.write());
        at.with_value(|path| target.set(path, leaf))
    };
    let own = Memo::new(move |_| place.with(|place| place.name.clone().unwrap_or_default()));
    let hold = Hold::new(target, &path, value, own);
    let keep = move |text: String| {
        let text = text.trim().to_owned();
        let result = write(&|place| place.name = Some(text.clone()).filter(|text| !text.is_empty()));
        at.with_value(|path| match result {
            Ok(()) => {
                target.set_typed(path, None);
                hold.wrote();
            }
            Err(reason) => target.set_fault(path, Some(reason)),
        });
    };
    target.guard(
        &path,
        Callback::new(move |()| {
            if let Some(text) = untrack(|| hold.typed()) {
                keep(text);
            }
            at.with_value(|path| untrack(|| target.fault(path)).is_none())
        }),
    );
    let states = move |typed: String| {
        let found = party::find(&desk, target, &typed);
        found.into_iter().filter(|offer| !offer.adds && check_code(&offer.id).is_ok()).collect::<Vec<_>>()
    };
    let country = move || place.with(|place| place.country.clone());
    let offers = Offers {
        find: Callback::new(states),
        shown: Signal::derive(move || {
            country().map(|code| locale().state_name(&code).unwrap_or(code)).unwrap_or_default()
        }),
        take: Callback::new(move |offer: Offer| write(&|place| place.country = Some(offer.id.clone()))),
        clear: Callback::new(move |()| write(&|place| place.country = None)),
        free: false,
        lost: |typed| said!(text::NO_STATE, typed),
    };
    let id = target.dom_id(&path);
    let about = about_id(&id);
    let invalid = invalid(target, &path);
    let name = view! {
        <input type="text" id=id autocomplete="off" aria-describedby=about aria-invalid=invalid prop:value=move || hold.shown()
            on:focus=move |_| hold.enter() on:blur=move |_| hold.leave()
            on:input=move |event| {
                let text = event_target_value(&event);
                at.with_value(|path| target.set_typed(path, Some(text)));
            }
            on:change=move |event| keep(event_target_value(&event)) />
    }
    .into_any();
    let (state_label, online_label) = match label == labels::field_label(Meeting::shape().name, "place") {
        true => (said!(text::STATE), said!(text::ONLINE)),
        false => (said!(text::STATE_OF, field = label), said!(text::ONLINE_OF, field = label)),
    };
    let name = framed(target, &path, label, hint, name, hold.note());
    view! {
        <div class="together">
            {name}
            <Combo target path=join(&path, "country") label=state_label offers />
            <label class="tick">
                <input type="checkbox" prop:checked=move || place.with(|place| place.online)
                    on:change=move |event| {
                        let online = event_target_checked(&event);
                        if let Err(reason) = write(&|place| place.online = online) {
                            at.with_value(|path| target.set_fault(path, Some(reason)));
                        }
                    } />
                " " {online_label}
            </label>
        </div>
    }
    .into_any()
}
