//! A bar chart with its sentence and its table, all three from the same rows.
//!
//! Positions are in percent and text in pixels, so that the words keep their size in a narrow window. Each measure
//! has its colour and its pattern; the pattern alone tells them apart on grey paper.

use leptos::prelude::*;
use rust_decimal::Decimal;

use crate::app::locale;
use crate::figures::layout;
use crate::figures::over;
use crate::words::Locale;
use crate::words::text::areas::{amounts, parts as text};

/// Where the bars begin and how long the longest may be, in thousandths of a percent of the width.
const LEFT: u32 = 34_000;
const LENGTH: u32 = 46_000;
/// How many letters of a name fit on one line.
const LINE: usize = 15;
/// Up to so many letters of a word alone fit.
const WIDEST: usize = 25;

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Whose it is.
    pub label: String,
    /// Where its name leads, if anywhere.
    pub href: Option<String>,
    /// How long it is; absent when there is no figure.
    pub value: Option<Decimal>,
    /// What stands at its end.
    pub short: String,
    /// What stands in the table.
    pub full: String,
    /// What is said about it in the table: or more, together with whom.
    pub note: String,
}

/// A horizontal bar chart.
#[component]
pub fn BarChart(
    /// The word of the measure, for colour and pattern.
    measure: &'static str,
    /// What the chart shows.
    #[prop(into)]
    label: String,
    /// What the numbers are: measure, currency and date; the head of the table's last column.
    #[prop(into)]
    unit: String,
    /// What the chart says, in one or two sentences.
    #[prop(into)]
    sentence: String,
    /// The bars, in their order.
    bars: Vec<Bar>,
) -> impl IntoView {
    let values: Vec<_> = bars.iter().map(|bar| bar.value).collect();
    let laid = layout::bars(&values, LENGTH);
    let mut height = 8;
    let rows: Vec<_> = bars
        .iter()
        .zip(laid.lengths)
        .map(|(bar, length)| {
            let lines = wrap(&bar.label);
            let (at, tall) = (height, (lines.len() * 15 + 14).max(30));
            height += tall;
            draw(bar, &lines, (at + tall / 2, length), measure)
        })
        .collect();
    let foot = height;
    let grid = laid.ticks.into_iter().map(|tick| {
        let x = percent(LEFT + tick.at);
        let class = if tick.at == 0 { "base" } else { "grid" };
        let value = short(tick.value);
        view! {
            <line class=class x1=x.clone() x2=x.clone() y1="4" y2=foot.to_string() />
            <text class="t" x=x y=(foot + 17).to_string() text-anchor="middle">{value}</text>
        }
    });
    let fill = format!("fill-{measure}");
    view! {
        <figure>
            <svg class="chart" role="img" aria-label=label.clone() width="100%" height=(foot + 24).to_string()>
                <defs>{pattern(fill, measure)}</defs>
                {grid.collect_view()}
                {rows}
            </svg>
            <figcaption>{sentence}</figcaption>
            <details>
                <summary>{text::TABLE.said()}</summary>
                <Table label unit bars />
            </details>
        </figure>
    }
}

#[component]
fn Table(label: String, unit: String, bars: Vec<Bar>) -> impl IntoView {
    let rows = bars.into_iter().map(|bar| {
        let name = match bar.href {
            Some(href) => view! { <a href=href>{bar.label}</a> }.into_any(),
            None => bar.label.into_any(),
        };
        let note = (!bar.note.is_empty()).then(|| view! { <small>{bar.note}</small> });
        view! { <tr><th scope="row">{name}{note}</th><td class="n">{bar.full}</td></tr> }
    });
    view! {
        <table>
            <caption>{label}</caption>
            <thead><tr><th scope="col">{text::WHO.said()}</th><th scope="col" class="n">{unit}</th></tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}

fn draw(
    bar: &Bar,
    lines: &[String],
    (middle, length): (usize, Option<u32>),
    measure: &'static str,
) -> AnyView {
    let first = middle + 12 - lines.len() * 15 / 2;
    let names = lines.iter().enumerate().map(|(line, text)| {
        let y = (first + 15 * line).to_string();
        view! { <text x=percent(LEFT) dx="-10" y=y text-anchor="end">{text.clone()}</text> }
    });
    let drawn = length.filter(|length| *length > 0).map(|length| {
        view! {
            <rect class="whole" data-measure=measure x=percent(LEFT) y=(middle - 9).to_string()
                width=percent(length) height="18" fill=format!("url(#fill-{measure})") />
        }
    });
    let soft = if bar.value.is_some() { "" } else { "t" };
    let y = (middle + 4).to_string();
    view! {
        {names.collect_view()}
        {drawn}
        <text class=soft x=percent(LEFT + length.unwrap_or_default()) dx="8" y=y>{bar.short.clone()}</text>
    }
    .into_any()
}

/// The pattern of a measure, in its colour.
pub fn pattern(id: String, measure: &'static str) -> AnyView {
    let (shape, turn) = tile(measure);
    view! {
        <pattern id=id data-measure=measure width="6" height="6" patternUnits="userSpaceOnUse" patternTransform=turn>
            <path d=shape />
        </pattern>
    }
    .into_any()
}

/// The tile of six by six that a measure is filled with, and how it is turned. What only remains has no filling.
fn tile(measure: &str) -> (&'static str, &'static str) {
    const BAND: &str = "M0 0h6v3h-6z";
    match measure {
        "pledged" => (BAND, "rotate(45)"),
        "ordered" => (BAND, "rotate(-45)"),
        "spent" => (BAND, "rotate(90)"),
        "delivered" => (BAND, ""),
        "raised" => ("M0 0h6v2h-4v4h-2z", ""),
        "paid" => ("M3 1.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 1 0 0-3.6z", ""),
        "allocated" => ("M0 0h3v3h-3zM3 3h3v3h-3z", ""),
        "to-be-allocated" | "open-pledge" | "undelivered" => ("", ""),
        _ => ("M0 0h6v6h-6z", ""),
    }
}

/// A position in thousandths of a percent.
pub fn percent(value: u32) -> String {
    format!("{}.{:03}%", value / 1000, value % 1000)
}

/// A tick in thousands, millions or billions.
pub fn short(value: Decimal) -> String {
    tick(&*locale(), value)
}

fn tick(locale: &dyn Locale, value: Decimal) -> String {
    let steps = [(9_u32, amounts::BILLION), (6, amounts::MILLION), (3, amounts::THOUSAND)];
    let fitting = steps.iter().find(|(power, _)| value >= Decimal::from(10_u64.pow(*power)));
    let power = fitting.map_or(0, |(power, _)| *power);
    let scaled = over(value, Decimal::from(10_u64.pow(power))).unwrap_or(value);
    let number = locale.number(scaled.round_dp(2), 0);
    fitting.map_or_else(|| number.clone(), |(_, name)| format!("{number} {}", name.said()))
}

/// A name in lines that fit beside the bars. A word that no line has room for is broken.
pub fn wrap(label: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for mut word in label.split(' ') {
        while let Some((at, _)) = word.char_indices().nth(WIDEST)
            && let Some((fits, rest)) = word.split_at_checked(at)
        {
            lines.push(fits.to_owned());
            word = rest;
        }
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < LINE => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::English;

    fn decimal(text: &str) -> Decimal {
        crate::register::parse_decimal(text).unwrap()
    }

    #[test]
    fn short_ticks() {
        let check = |value: &str, expected: &str| assert_eq!(tick(&English, decimal(value)), expected);
        check("0", "0");
        check("500000", "500 k");
        check("12500000", "12.5 m");
    }

    #[test]
    fn on_grey_paper_no_measure_is_taken_for_another() {
        let whole = ["pledged", "committed", "raised", "paid", "spent", "delivered", "ordered", "allocated"];
        for (at, one) in whole.iter().enumerate() {
            assert!(whole.iter().skip(at + 1).all(|other| tile(one) != tile(other)), "{one}");
        }
    }

    #[test]
    fn long_names_take_lines() {
        assert_eq!(wrap("Denmark"), ["Denmark"]);
        assert_eq!(
            wrap("Luxembourg, Iceland and Estonia together"),
            ["Luxembourg,", "Iceland and", "Estonia", "together"]
        );
        let long = "Donaudampfschifffahrtsgesellschaft und Fonds";
        assert_eq!(wrap(long), ["Donaudampfschifffahrtsges", "ellschaft und", "Fonds"]);
    }
}
