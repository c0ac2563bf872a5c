//! What the register lacks for a file: each opens the field that would mend it.

use leptos::prelude::*;

use crate::app::desk::{Dialog, desk};
use crate::app::locale;
use crate::app::parts::titles;
use crate::exchange::export::{Missing, Need};
use crate::said;
use crate::words::text::areas::exports as text;
use crate::words::text::areas::tables;
use crate::words::whole;

/// So many are shown at once.
const SHOWN: usize = 40;

/// A list of what is missing.
#[component]
pub(super) fn Lacks(
    /// What is missing.
    missing: Memo<Vec<Missing>>,
) -> impl IntoView {
    let desk = desk();
    let one = move |missing: &Missing| {
        let Missing { need, key, path, sentence } = missing.clone();
        let title = desk.look(|register| titles::title(register, &key, &*locale()));
        let chip = match need {
            Need::Valid => view! { <span class="chip w">{text::NO_PLACE.said()}</span> },
            Need::Complete => view! { <span class="chip">{text::FULLER.said()}</span> },
        };
        view! {
            <li>
                {chip}" "
                <button type="button" class="link" on:click=move |_| desk.show(Dialog::Edit(key.clone(), path.clone()))>{title}</button>
                ": "{sentence}
            </li>
        }
    };
    move || {
        missing.with(|all| {
            let rest = all.len().saturating_sub(SHOWN);
            let summary = match all.len() {
                0 => text::NOTHING_MISSING.said().to_owned(),
                n => said!(text::WOULD_BE_FULLER, n),
            };
            if all.is_empty() {
                return view! { <p class="q" data-lacks="0">{summary}</p> }.into_any();
            }
            view! {
                <details data-lacks=all.len().to_string()>
                    <summary>{summary}</summary>
                    <ul class="lacks">{all.iter().take(SHOWN).map(one).collect_view()}</ul>
                    {(rest > 0).then(|| view! { <p class="q">{said!(tables::AND_MORE_OF, count = whole(rest))}</p> })}
                </details>
            }
            .into_any()
        })
    }
}
