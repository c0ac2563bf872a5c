//! Releases of what is visited: which one it is, whether it is what was released, and what changed since its reader
//! looked last. Of that the browser remembers a number and a day, and nothing of the register.

use std::sync::Arc;

use leptos::prelude::*;
use serde_json::{Value, json};

use crate::app::browser::clock;
use crate::app::desk::Desk;
use crate::app::held::{Place, store};
use crate::app::locale;
use crate::app::parts::say;
use crate::app::parts::told::told as told_with;
use crate::app::publishing::{after, day, label, name, sum};
use crate::exchange;
use crate::journal::Store as _;
use crate::register::{Amount, Day, Id, Register, Release, ReleasedChange, ReleasedFigure};
use crate::said;
use crate::words::text::Put;
use crate::words::text::areas::visit as text;

const LOOKED: &str = "muster-looked/";

/// What somebody saw, and on which day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Looked {
    release: u32,
    day: Day,
}

impl Looked {
    fn read(text: &str) -> Option<Self> {
        let json: Value = serde_json::from_str(text).ok()?;
        let release = u32::try_from(json.get("release")?.as_u64()?).ok()?;
        Some(Looked { release, day: json.get("day")?.as_str()?.parse().ok()? })
    }

    fn text(self) -> String {
        json!({"release": self.release, "day": self.day.to_string()}).to_string()
    }
}

/// What was seen before this tab looked; then what it sees now is remembered. A tab that loads again is told the same.
fn looked_before(id: &Id, release: u32) -> Option<Looked> {
    let key = format!("{LOOKED}{id}");
    let ([tab, browser], now) = (
        [Place::Session, Place::Lasting].map(|place| store(place).0),
        Looked { release, day: clock::today() },
    );
    let before = match tab.get(&key).ok().flatten() {
        Some(text) => text,
        None => browser.get(&key).ok().flatten().unwrap_or_default(),
    };
    // Where there is no room nothing is told the next time.
    let _ = tab.set(&key, &before);
    let _ = browser.set(&key, &now.text());
    Looked::read(&before)
}

/// What came since a follower looked.
struct Since {
    looked: Looked,
    /// What was seen then.
    seen: Option<Arc<Release>>,
    /// The releases after it, the last one first.
    new: Vec<Arc<Release>>,
}

/// What is told of the releases of a register.
struct Told {
    last: Arc<Release>,
    /// Whether it says what was released; none where that cannot be told, in the register of whoever released it.
    is_as_released: Option<bool>,
    news: Option<Since>,
}

fn told(register: &Register, id: &Id) -> Option<Told> {
    let last = Arc::clone(after(register, 0).first()?);
    let is_copy = last.held.0.is_empty();
    let is_as_released =
        is_copy.then(|| last.hash.as_deref() == Some(exchange::content(register).to_string().as_str()));
    let looked = looked_before(id, last.number.unwrap_or_default());
    let news = looked.and_then(|looked| {
        let new = after(register, looked.release);
        let seen = after(register, 0).into_iter().find(|one| one.number == Some(looked.release));
        (!new.is_empty()).then_some(Since { looked, seen, new })
    });
    Some(Told { last, is_as_released, news })
}

/// The releases of what is visited, for the bar.
pub fn followed(desk: Desk, id: &Id) -> AnyView {
    let Some(Told { last, is_as_released, news }) = desk.look(|register| told(register, id)) else {
        return ().into_any();
    };
    let which = said!(text::RELEASE_SHOWN, release = name(&last), day = day(&last));
    let stands = match is_as_released {
        Some(true) => Some(("", text::AS_RELEASED.said())),
        Some(false) => Some(("error", text::NOT_AS_RELEASED.said())),
        None => None,
    };
    view! {
        <p data-release=last.number.map(|number| number.to_string())>
            {which} {stands.map(|(class, words)| view! { " " <span class=class>{words}</span> })}
        </p>
        {news.map(|since| view! { <News since /> })}
    }
    .into_any()
}

/// What changed since its reader looked last.
#[component]
fn News(
    /// What came.
    since: Since,
) -> impl IntoView {
    let Since { looked, seen, new } = since;
    let lead = said!(text::CHANGED_SINCE_LOOK, day = say::day(looked.day));
    let figures = seen.zip(new.first()).map(|(then, now)| moved(&then, now)).unwrap_or_default();
    let releases = new.iter().map(|release| {
        let changes: Vec<String> = release.changes.values().map(change).collect();
        let called = view! { <b>{name(release)}</b> }.into_any();
        let head = told_with(text::RELEASE_OF, &[("day", day(release).arg())], [("release", called)]);
        let none = changes.is_empty().then(|| view! { <p>{text::NO_FIGURE_CHANGED.said()}</p> });
        view! {
            <p>{head}</p>
            {none}
            <ul>{changes.into_iter().map(|change| view! { <li>{change}</li> }).collect_view()}</ul>
        }
    });
    view! {
        <details open data-news>
            <summary>{lead}</summary>
            <ul>{figures.into_iter().map(|figure| view! { <li>{figure}</li> }).collect_view()}</ul>
            {releases.collect_view()}
        </details>
    }
}

/// The figures that are other ones now, in words.
fn moved(then: &Release, now: &Release) -> Vec<String> {
    let of = |release: &Release, figure: &ReleasedFigure| {
        let found = release.figures.values().find(|other| other.measure == figure.measure);
        found.map_or_else(|| "–".to_owned(), sum)
    };
    let all = now.figures.values().map(|figure| (figure, of(then, figure), sum(figure)));
    let others = all.filter(|(_, then, now)| then != now);
    others
        .map(|(figure, then, now)| said!(text::FIGURE_MOVED, measure = label(figure.measure), then, now))
        .collect()
}

fn change(change: &ReleasedChange) -> String {
    let what = change.what.as_deref().unwrap_or("–");
    let amount = |amount: Option<Amount>| amount.map_or_else(|| "–".to_owned(), |one| locale().amount(&one));
    match (change.before, change.after) {
        (None, None) => format!("{}: {what}", label(change.measure)),
        (before, after) => {
            let (before, after) = (amount(before), amount(after));
            said!(text::FIGURE_CHANGED, measure = label(change.measure), what, before, after)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_seen_reads_back() {
        let looked = Looked { release: 7, day: Day::from_ymd_opt(2024, 5, 1).unwrap() };
        assert_eq!(Looked::read(&looked.text()), Some(looked));
        for other in ["", "{}", "7", r#"{"release":-1,"day":"2024-05-01"}"#, r#"{"release":1,"day":"x"}"#] {
            assert_eq!(Looked::read(other), None, "{other}");
        }
    }
}
