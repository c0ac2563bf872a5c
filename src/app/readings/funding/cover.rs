//! The bar of a need: what is funded, proposed and left to fund, one after the other, and beneath it what was
//! delivered. All bars of a page are on one scale.

use leptos::prelude::*;

use crate::app::parts::bars::{pattern, percent};
use crate::app::parts::say;
use crate::figures::Covered;
use crate::figures::layout::CoverBar;
use crate::register::{Currency, Measure};
use crate::said;
use crate::words::text::Text;
use crate::words::text::areas::needs as text;

/// How long the longest bar is, in thousandths of a percent of its cell.
pub const LENGTH: u32 = 100_000;
/// The stretches: the word of the measure that gives colour and pattern, and what they are called.
const STRETCHES: [(&str, Text); 3] =
    [("allocated", text::FUNDED), ("open-pledge", text::PROPOSED), ("none", text::TO_FUND)];

/// The patterns that the bars of a page are filled with, and the key to them.
#[component]
pub fn Legend() -> impl IntoView {
    let delivered = ("delivered", say::measure(Measure::Delivered));
    let keys = STRETCHES.into_iter().map(|(measure, name)| (measure, name.said())).chain([delivered]);
    let keys = keys.map(|(measure, name)| view! { <span class="m" data-measure=measure>{name}</span>" " });
    view! {
        <p class="legend">{keys.collect_view()}</p>
        <svg class="chart" width="0" height="0" aria-hidden="true">
            <defs>{["allocated", "delivered"].map(|measure| pattern(format!("fill-{measure}"), measure)).collect_view()}</defs>
        </svg>
    }
}

/// One bar, which says in words what it shows.
pub fn bar(bar: CoverBar, covered: &Covered, currency: Currency) -> AnyView {
    let sum = |value| say::money(value, currency);
    let said = [
        said!(text::SUM_FUNDED, sum = sum(covered.funded)),
        said!(text::SUM_PROPOSED, sum = sum(covered.proposed)),
        said!(text::SUM_TO_FUND, sum = sum(covered.to_fund)),
        said!(text::SUM_DELIVERED, sum = sum(covered.delivered)),
    ]
    .join(", ");
    let stretch = |measure: &'static str, from: u32, to: u32, fill: &'static str| {
        let width = to.checked_sub(from).filter(|width| *width > 0)?;
        Some(view! {
            <rect class="whole" data-measure=measure x=percent(from) y="1" width=percent(width) height="11" fill=fill />
        })
    };
    let value = (bar.value > 0 && bar.value < bar.whole)
        .then(|| view! { <line class="base" x1=percent(bar.value) x2=percent(bar.value) y1="0" y2="21" /> });
    let delivered = (bar.delivered > 0).then(|| {
        view! { <rect class="whole" data-measure="delivered" x="0" y="14" width=percent(bar.delivered) height="6" fill="url(#fill-delivered)" /> }
    });
    view! {
        <svg class="chart cover" role="img" aria-label=said width="100%" height="22">
            {stretch("allocated", 0, bar.funded, "url(#fill-allocated)")}
            {stretch("open-pledge", bar.funded, bar.proposed, "none")}
            {stretch("none", bar.proposed, bar.whole, "none")}
            {delivered}
            {value}
        </svg>
    }
    .into_any()
}
