//! Colours, patterns, sizes of type and space.

use leptos::prelude::*;

use super::tokens::{Colour, colour, colours, contrast, said, tokens};
use crate::app::parts::bars::pattern;
use crate::app::parts::figure::MeasureKey;
use crate::register::Measure;
use crate::words::text::areas::{help, samples as text, settings};

/// All colours in both themes, with their contrast against paper.
#[component]
pub fn Colours() -> impl IntoView {
    let paper = colour("paper");
    let against = move |value: &str, of: fn(&Colour) -> &'static str| {
        let paper = paper.as_ref().map(of)?;
        contrast(value, paper).map(said)
    };
    let rows = colours().map(move |colour| {
        let cell = |value: &'static str, of: fn(&Colour) -> &'static str| {
            view! {
                <td><span class="swatch" style:background=value></span><code>{value}</code></td>
                <td class="n">{against(value, of)}</td>
            }
        };
        view! {
            <tr><th scope="row">{colour.name}</th>{cell(colour.light, |paper| paper.light)}{cell(colour.dark, |paper| paper.dark)}</tr>
        }
    });
    view! {
        <h2>{text::COLOURS.said()}</h2>
        <p class="why">{text::COLOURS_SAY.said()}</p>
        <div class="scroll" tabindex="0" role="region" aria-label=text::COLOURS.said()>
            <table class="tokens">
                <thead><tr>
                    <th scope="col">{text::COLOUR_NAME.said()}</th><th scope="col">{settings::LIGHT.said()}</th><th scope="col" class="n">{text::CONTRAST.said()}</th>
                    <th scope="col">{settings::DARK.said()}</th><th scope="col" class="n">{text::CONTRAST.said()}</th>
                </tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}

/// The measures with the key and the filling of each.
#[component]
pub fn Measures() -> impl IntoView {
    let measures = Measure::ALL.iter().filter(|measure| **measure != Measure::Members);
    let rows = measures.map(|measure| {
        let (word, id) = (measure.word(), format!("part-{}", measure.word()));
        let fill = format!("url(#{id})");
        view! {
            <div>
                <dt><MeasureKey measure=*measure /></dt>
                <dd>
                    <svg class="chart" width="100%" height="18" aria-hidden="true">
                        <defs>{pattern(id, word)}</defs>
                        <rect class="whole" data-measure=word x="1" y="1" width="120" height="16" fill=fill />
                    </svg>
                </dd>
            </div>
        }
    });
    view! {
        <h2>{help::MEASURES_TITLE.said()}</h2>
        <p class="why">{text::MEASURES_SAY.said()}</p>
        <dl class="facts">{rows.collect_view()}</dl>
    }
}

/// Sizes of type, space and corners.
#[component]
pub fn Lengths() -> impl IntoView {
    let pixels = |(name, value): (&'static str, &'static str)| value.ends_with("px").then_some((name, value));
    let sizes = tokens().filter_map(pixels).filter(|(name, _)| name.starts_with("f-"));
    let spaces = tokens().filter_map(pixels).filter(|(name, _)| !name.starts_with("f-"));
    view! {
        <h2>{text::TYPE_SIZES.said()}</h2>
        <dl class="facts">
            {sizes.map(|(name, value)| view! {
                <dt><code>{name}</code>" "{value}</dt><dd style:font-size=value>{text::TYPE_SAMPLE.said()}</dd>
            }).collect_view()}
        </dl>
        <h2>{text::SPACE.said()}</h2>
        <dl class="facts">
            {spaces.map(|(name, value)| view! {
                <dt><code>{name}</code>" "{value}</dt><dd><span class="stretch" style:width=value></span></dd>
            }).collect_view()}
        </dl>
    }
}
