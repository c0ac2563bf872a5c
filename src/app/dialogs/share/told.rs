//! What goes out in a copy, and what does not.

use leptos::prelude::*;

use crate::app::parts::records;
use crate::app::parts::say;
use crate::exchange::FreshCopy;
use crate::register::Collection;
use crate::said;
use crate::words::text::areas::windows as text;

/// What goes, and what does not.
#[component]
pub fn Told(
    /// The copy, from which it is counted.
    copy: FreshCopy,
) -> impl IntoView {
    let mut goes: Vec<String> = Vec::new();
    for collection in Collection::ALL {
        let count = copy.records().filter(|(key, _)| key.collection == *collection).count();
        if count > 0 && *collection != Collection::Register {
            goes.push(records::counted(*collection, count, &say::whole(count)));
        }
    }
    let stays = say::omitted(&copy.omitted);
    let goes = if goes.is_empty() { said!(text::ONLY_OWN) } else { say::and(&goes) };
    view! {
        <dl class="facts">
            <dt>{text::GOES.said()}</dt>
            <dd data-share="goes">{goes}</dd>
            <dt>{text::STAYS.said()}</dt>
            <dd data-share="stays">
                {if stays.is_empty() { said!(text::ONLY_HISTORY) } else { say::and(&stays) }}
            </dd>
        </dl>
    }
}
