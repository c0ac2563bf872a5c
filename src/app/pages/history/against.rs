//! One hash over the whole history, and the register held against an older copy of it.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::browser::{clock, files};
use crate::app::desk::desk;
use crate::exchange::{self, Against, MusterFile};
use crate::register::Change;
use crate::said;
use crate::words::text::areas::history as text;
use crate::words::text::areas::parts;

/// The hash over replicas, counts and heads, and how many chains there are.
#[component]
pub fn Digest() -> impl IntoView {
    let desk = desk();
    let said = Memo::new(move |_| {
        desk.read(|register| {
            let heads = exchange::heads(register);
            (exchange::digest_of(&heads).to_string(), said!(text::HASH_OVER, n = heads.len()))
        })
    });
    view! {
        <p class="digest">
            {move || said.with(|(_, over)| over.clone())} " "
            <code>{move || said.with(|(digest, _)| digest.clone())}</code>
        </p>
        <p class="hint">
            {text::HASH_SAME.said()}
        </p>
    }
}

/// Takes an older file and says whether all of it is here.
#[component]
pub fn HeldAgainst() -> impl IntoView {
    let desk = desk();
    let input = NodeRef::<html::Input>::new();
    let found = RwSignal::new(None::<Result<(String, Against), String>>);
    let read = move |_| {
        let Some(input) = input.get_untracked() else { return };
        spawn_local(async move {
            let Some(file) = files::chosen(input).await else { return };
            found.set(Some(file.and_then(|file| {
                let read = exchange::read(&file.bytes, clock::now().millis);
                let read = read.map_err(|error| {
                    said!(parts::TABLE_WRONG, name = file.name, error = error.to_string())
                })?;
                let own = untrack(|| desk.file_id()).unwrap_or_else(|| "".into());
                held(own.as_str(), &file.name, &read, |older| {
                    desk.look(|register| exchange::held_against(register, older))
                })
            })));
        });
    };
    let shown = move || {
        found.get().map(|found| match found {
            Err(reason) => view! { <p class="error">{reason}</p> }.into_any(),
            Ok((name, against)) => {
                let class = if against.faults.is_empty() { "say" } else { "say bad" };
                let faults =
                    against.faults.iter().map(|fault| view! { <li>{fault.to_string()}</li> }).collect_view();
                view! { <div class=class><p>{verdict(&name, &against)}</p> <ul>{faults}</ul></div> }
                    .into_any()
            }
        })
    };
    view! {
        <label class="field">
            <span>{text::OLDER_COPY.said()}</span>
            <input type="file" node_ref=input accept=".json,application/json" aria-describedby="against-hint" on:change=read />
        </label>
        <p class="hint" id="against-hint">{text::OLDER_COPY_MEANS.said()}</p>
        <div role="status">{shown}</div>
    }
}

fn held(
    open: &str,
    name: &str,
    file: &MusterFile,
    hold: impl FnOnce(&[Arc<Change>]) -> Against,
) -> Result<(String, Against), String> {
    // The example has an id of its own in its tab.
    if file.register.as_str() != open {
        return Err(said!(text::OTHER_REGISTER, name, id = file.register.as_str()));
    }
    let older: Vec<_> = file.changes.iter().chain(&file.ahead).cloned().collect();
    Ok((name.to_owned(), hold(&older)))
}

/// What the comparison comes to, in a sentence or two.
fn verdict(name: &str, against: &Against) -> String {
    let Against { same, newer, blanked, faults } = against;
    let (n, m) = (same, newer);
    let said = match (faults.is_empty(), newer) {
        (true, 0) => said!(text::ALL_HERE, name, n),
        (true, _) => said!(text::ALL_HERE_SINCE, name, n, m),
        (false, 0) => said!(text::NOT_ALL, name, n),
        (false, _) => said!(text::NOT_ALL_SINCE, name, n, m),
    };
    match blanked {
        0 => said,
        _ => format!("{said} {}", said!(text::BLANKED_SINCE, n = blanked)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(same: usize, newer: usize, blanked: usize, expected: &str) {
        assert_eq!(verdict("a.json", &Against { same, newer, blanked, faults: Vec::new() }), expected);
    }

    #[test]
    fn verdicts() {
        check(
            3,
            0,
            0,
            "All of “a.json” is here: three changes, each with the same hash; nothing was written since.",
        );
        check(
            1,
            2,
            1,
            "All of “a.json” is here: one change, each with the same hash; two changes came since. The content of one change was blanked since; place and hash are the same.",
        );
    }
}
