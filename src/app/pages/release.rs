//! A release: its figures and what changed them, as they were frozen. Nothing of it is edited.

use leptos::prelude::*;

use super::record::{Changes, Heading, Missing};
use crate::app::desk::desk;
use crate::app::locale;
use crate::app::parts::say;
use crate::app::parts::told::told;
use crate::app::publishing::{label, sum};
use crate::app::route::Page;
use crate::register::{
    Amount, Collection, Contribution, Id, Purchase, RecordKey, Release as Record, ReleasedChange,
    ReleasedFigure,
};
use crate::said;
use crate::words::labels;
use crate::words::text::areas::groups as text;

/// The page of a release.
#[component]
pub fn Release(
    /// Which.
    id: Id,
) -> impl IntoView {
    let desk = desk();
    let key = RecordKey::of::<Record>(&id);
    let release = Memo::new(move |_| desk.read(|register| register.releases.get(&id).cloned()));
    let point = move || {
        release.with(|release| {
            let date = |date: &Option<_>| date.as_ref().map(say::date).unwrap_or_default();
            release.as_ref().map(|release| {
                let (day, on) = (date(&release.day), date(&release.on));
                match &release.signer {
                    Some(signer) => said!(text::RELEASED_SIGNED, day, signer, on),
                    None => said!(text::RELEASED, day, on),
                }
            })
        })
    };
    let figures = move || {
        release.get().map(|release| {
            let row = |figure: &ReleasedFigure| {
                let beside = figure.beside.clone().unwrap_or_default();
                view! { <tr><th scope="row">{label(figure.measure)}</th><td>{beside}</td><td class="n">{sum(figure)}</td></tr> }
            };
            release.figures.values().map(row).collect_view()
        })
    };
    let changes = move || {
        release.get().map(|release| {
            let rows: Vec<_> =
                release.changes.values().map(|change| view! { <Row change=change.clone() /> }).collect();
            if rows.is_empty() {
                let is_first = release.number == Some(1);
                let which = if is_first { text::FIRST_RELEASE } else { text::NO_FIGURE_CHANGED };
                return view! { <p>{which.said()}</p> }.into_any();
            }
            view! {
                <div class="scroll">
                <table>
                    <thead><tr>
                        <th scope="col">{figure("measure")}</th><th scope="col">{text::BY_RECORD.said()}</th>
                        <th scope="col" class="n">{text::BEFORE.said()}</th>
                        <th scope="col" class="n">{text::NOW.said()}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
                </div>
            }
            .into_any()
        })
    };
    let hash = move || release.get().and_then(|release| release.hash.clone());
    let heading = key.clone();
    view! {
        <Show when=move || release.with(Option::is_some) fallback=|| view! { <Missing of=Collection::Releases /> }>
            <Heading key=heading.clone() />
            <p class="point">{point}</p>
            <h2>{labels::field_label("Release", "figures")}</h2>
            <table>
                <thead><tr>
                    <th scope="col">{figure("measure")}</th><th scope="col">{figure("beside")}</th>
                    <th scope="col" class="n">{figure("amount")}</th>
                </tr></thead>
                <tbody>{figures}</tbody>
            </table>
            <h2>{text::CHANGED_THEM.said()}</h2>
            {changes}
            <p class="hint">
                {told(text::RELEASE_HASH, &[], [("hash", view! { <code class="digest">{hash}</code> }.into_any())])}
            </p>
            <Changes key=key.clone() />
        </Show>
    }
}

/// The label of a field of a released figure.
fn figure(name: &str) -> &'static str {
    labels::field_label("ReleasedFigure", name)
}

#[component]
fn Row(
    /// What changed a figure.
    change: ReleasedChange,
) -> impl IntoView {
    let desk = desk();
    let contribution = change.contribution.as_ref().map(|of| RecordKey::of::<Contribution>(of.id()));
    let key = contribution.or_else(|| change.purchase.as_ref().map(|of| RecordKey::of::<Purchase>(of.id())));
    let key = key.filter(|key| desk.read(|register| register.is_live(key.collection, &key.id)));
    let what = change.what.unwrap_or_else(|| "–".to_owned());
    let what = match key.as_ref().map(Page::of) {
        Some(page) => view! { <a href=move || desk.href(page.clone())>{what}</a> }.into_any(),
        None => what.into_any(),
    };
    let amount = |amount: Option<Amount>| amount.map_or_else(|| "–".to_owned(), |one| locale().amount(&one));
    view! {
        <tr>
            <td>{label(change.measure)}</td><td>{what}</td>
            <td class="n">{amount(change.before)}</td><td class="n">{amount(change.after)}</td>
        </tr>
    }
}
