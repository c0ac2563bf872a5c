//! What the measures mean, and the keys.

use leptos::prelude::*;

use crate::app::actions::ACTIONS;
use crate::app::parts::figure::rule;
use crate::register::Measure;
use crate::words::labels;

/// The words of the register, in the order in which money moves.
#[component]
pub fn Help() -> impl IntoView {
    view! {
        <h1 tabindex="-1">"Help"</h1>
        <p class="point">"What each figure means, how it is counted, and the keys."</p>
        <h2>"Measures"</h2>
        <p class="why">
            "A figure stands on a day and in a currency, and opens into its entries. It says “or more” where something "
            "has no figure, and names what has no exchange rate beside it."
        </p>
        <dl class="facts">
            {Measure::ALL.iter().map(|measure| view! {
                <dt>{labels::choice_label(measure.word())}</dt>
                <dd>{rule(*measure)}</dd>
            }).collect_view()}
        </dl>
        <h2>"Keys"</h2>
        <table>
            <thead><tr><th scope="col">"What it does"</th><th scope="col">"Keys"</th></tr></thead>
            <tbody>
                {ACTIONS.iter().filter_map(|action| action.keys.map(|keys| view! {
                    <tr><td>{action.label.said()}</td><td><kbd>{keys}</kbd></td></tr>
                })).collect_view()}
            </tbody>
        </table>
        <h2>"Before you type"</h2>
        <p>
            "Everything stays in this browser until you export it. Muster is not approved for classified information. "
            "Records marked internal stay out of public copies."
        </p>
    }
}
