//! What goes out in a copy, and what does not.

use leptos::prelude::*;

use crate::app::parts::say;
use crate::exchange::FreshCopy;
use crate::register::Collection;
use crate::words::labels;

/// What goes, and what does not.
#[component]
pub fn Told(
    /// The copy, from which it is counted.
    copy: FreshCopy,
) -> impl IntoView {
    let mut goes: Vec<String> = Vec::new();
    for collection in Collection::ALL {
        let count = copy.records().filter(|(key, _)| key.collection == *collection).count();
        let (one, many) = match collection {
            Collection::Register => continue,
            Collection::Outreach => ("approach", "approaches"),
            other => labels::collection_label(*other),
        };
        match count {
            0 => {}
            1 => goes.push(format!("1 {}", one.to_ascii_lowercase())),
            count => goes.push(format!("{count} {}", many.to_ascii_lowercase())),
        }
    }
    let stays = say::omitted(&copy.omitted);
    let goes =
        if goes.is_empty() { "nothing but the register's own record".to_owned() } else { say::and(&goes) };
    view! {
        <dl class="facts">
            <dt>"Goes"</dt>
            <dd data-share="goes">{goes}</dd>
            <dt>"Stays here"</dt>
            <dd data-share="stays">
                {if stays.is_empty() { "nothing but history and authors".to_owned() } else { say::and(&stays) }}
            </dd>
        </dl>
    }
}
