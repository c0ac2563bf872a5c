//! A chart as it is drawn: what stands behind, and marks that can be walked over with the arrow keys.

use std::sync::Arc;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::app::browser::page;
use crate::app::parts::bars::percent;

/// One thing of a chart that says something.
pub struct Mark {
    /// All that it says, as it is read aloud and shown under the chart.
    pub text: String,
    /// Where it leads.
    pub href: Option<String>,
    /// Its shape.
    pub shape: AnyView,
}

/// The middle of a sign of the key, from the left and from the top, in pixels.
pub const SIGN: u32 = 9;
/// The height of a line of the key.
const LINE: usize = 22;

/// A drawing, in percent of the width and pixels of the height.
pub struct Drawing {
    /// What it shows.
    pub label: String,
    /// How high it is, in pixels.
    pub height: usize,
    /// How wide it is at least, in pixels; a narrower window moves it sideways in its own frame.
    pub least: u32,
    /// How many marks stand in a row: the arrows go along a row and from row to row.
    pub across: usize,
    /// Scales, names and patterns, which say nothing by themselves.
    pub back: AnyView,
    /// The marks, row by row.
    pub marks: Vec<Mark>,
    /// What signs and patterns mean, where there is more than one: each drawn around [`SIGN`], with its words.
    pub key: Vec<(AnyView, String)>,
}

/// A chart with its marks. One of them is in the order of Tab; from there the arrow keys go on.
#[component]
pub fn Plot(
    /// What is drawn.
    drawing: Drawing,
) -> impl IntoView {
    let Drawing { label, height, least, across, back, marks, key } = drawing;
    let texts: Arc<Vec<String>> = Arc::new(marks.iter().map(|mark| mark.text.clone()).collect());
    let hrefs: Arc<Vec<Option<String>>> = Arc::new(marks.iter().map(|mark| mark.href.clone()).collect());
    // Two stand beside each other in a narrow window, up to four where there is room for a wide chart.
    let beside = if least > 0 { key.len().clamp(3, 4) } else { 2 };
    let foot = height + 8;
    let height = if key.is_empty() { height } else { foot + key.len().div_ceil(beside) * LINE };
    let key = key.into_iter().enumerate().map(|(n, (sign, words))| {
        let x = percent(u32::try_from(n % beside * 100_000 / beside).unwrap_or_default());
        let y = foot + n / beside * LINE;
        view! {
            <svg x=x.clone() y=y.to_string() width="18" height="18">{sign}</svg>
            <text class="t" x=x dx="24" y=(y + 13).to_string()>{words}</text>
        }
    });
    let key = key.collect_view();
    let (count, now) = (marks.len(), RwSignal::new(0_usize));
    let said = RwSignal::new(None::<usize>);
    let open = move |at: usize| {
        if let Some(href) = hrefs.get(at).and_then(Option::as_ref) {
            page::go(href);
        }
    };
    let opens = open.clone();
    let on_key = move |event: KeyboardEvent| {
        let at = now.get_untracked();
        if event.key() == "Enter" {
            opens(at);
            return;
        }
        let Some(next) = step(&event.key(), at, across, count) else { return };
        event.prevent_default();
        now.set(next);
        page::focus(&format!("[data-mark='{next}']"));
    };
    let marks = marks.into_iter().enumerate().map(|(at, mark)| {
        let open = open.clone();
        let role = if mark.href.is_some() { "link" } else { "img" };
        view! {
            <g class="mark" role=role aria-label=mark.text data-mark=at.to_string()
                tabindex=move || if now.get() == at { "0" } else { "-1" }
                on:focus=move |_| { now.set(at); said.set(Some(at)); }
                on:mouseenter=move |_| said.set(Some(at))
                on:click=move |_| open(at)>
                {mark.shape}
            </g>
        }
    });
    let text =
        move || said.get().and_then(|at| texts.get(at).cloned()).unwrap_or_else(|| "\u{a0}".to_owned());
    view! {
        <div class="plot" class:wide=(least > 0)>
            <svg class="chart" role="group" aria-label=label width="100%" height=height.to_string()
                style:min-width=format!("{least}px") on:keydown=on_key>
                <g aria-hidden="true">{back}{key}</g>
                {marks.collect_view()}
            </svg>
        </div>
        <p class="said" aria-hidden="true">{text}</p>
    }
}

/// The mark to which a key goes.
fn step(key: &str, at: usize, across: usize, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    let next = match key {
        "ArrowRight" => at + 1,
        "ArrowLeft" => at.checked_sub(1)?,
        "ArrowDown" => at + across,
        "ArrowUp" => at.checked_sub(across)?,
        "Home" => 0,
        "End" => last,
        _ => return None,
    };
    (next <= last).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_go_from_mark_to_mark() {
        let check = |key: &str, at: usize, across: usize, expected: Option<usize>| {
            assert_eq!(step(key, at, across, 6), expected, "{key} at {at} of 6, {across} across");
        };
        check("ArrowRight", 0, 1, Some(1));
        check("ArrowRight", 5, 1, None);
        check("ArrowLeft", 0, 3, None);
        check("ArrowDown", 1, 3, Some(4));
        check("ArrowDown", 4, 3, None);
        check("ArrowUp", 4, 3, Some(1));
        check("Home", 4, 3, Some(0));
        check("End", 0, 1, Some(5));
        check("a", 0, 1, None);
        assert_eq!(step("End", 0, 1, 0), None);
    }
}
