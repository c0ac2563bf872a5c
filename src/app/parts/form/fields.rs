//! The fields of a record or line: the first ones open, the rest under “More”.

use leptos::prelude::*;

use super::field::field;
use super::target::Target;
use crate::register::{Collection, Shape, join};
use crate::words::text::areas::common;

/// Where a form was opened, so that the lines on the way there open as well.
#[derive(Clone)]
pub struct OpenAt(pub String);

impl OpenAt {
    /// Whether the way to where the form was opened leads through a path.
    pub fn leads_through(path: &str) -> bool {
        use_context::<OpenAt>().is_some_and(|OpenAt(at)| {
            at.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }
}

/// What every fact carries; it comes last, under “More”.
const CARRIED: [&str; 4] = ["note", "sources", "readings", "internal"];

/// What no form shows. The place among siblings and whether it was removed are set by moving and removing; how far
/// minutes are, their texts, and what goes on with what, by the buttons on the page of the meeting.
pub const HIDDEN: [&str; 6] = ["order", "gone", "minutes", "versions", "continues", "open"];

/// The fields with which a record of each collection begins.
pub fn first(collection: Collection) -> &'static [&'static str] {
    match collection {
        Collection::Register => &["name", "purpose", "currency", "areas", "beneficiary", "complete_to"],
        Collection::Parties => &["kind", "code", "name"],
        Collection::Memberships => &["party", "role", "from"],
        Collection::Agreements => &["name", "kind", "opened", "completed"],
        Collection::Contacts => &["name", "office", "party", "from", "address"],
        Collection::Contributions => &["contributors", "purpose", "form", "area", "entries"],
        Collection::Meetings => &["title", "kind", "series", "date", "place", "attendance", "agenda"],
        Collection::Actions => &["text", "owner", "due", "state", "priority"],
        Collection::Purchases => &["title", "need", "needed_by", "area", "steps", "shares"],
        Collection::Outreach => &["direction", "party", "group", "stage", "date", "said"],
        Collection::Reported => &["measure", "word", "amount", "count", "date", "parties"],
        Collection::Groups => &["name", "purpose", "series", "members"],
        Collection::Rates => &["rate", "day", "kind"],
        Collection::Sources => &["title", "address", "publisher", "shown", "kind", "language"],
        // It is made, never typed.
        Collection::Releases => &[],
    }
}

/// The fields with which a line begins: all but those that every fact carries.
pub fn first_of_line(shape: &'static Shape) -> Vec<&'static str> {
    let own = shape.fields.iter().map(|field| field.name);
    own.filter(|name| !CARRIED.contains(name) && !HIDDEN.contains(name)).collect()
}

/// The named fields, in that order.
pub fn some(target: Target, shape: &'static Shape, above: &str, names: &[&str]) -> AnyView {
    let found = names.iter().filter_map(|name| shape.field(name));
    let views: Vec<_> = found.map(|one| field(target, shape, above, one)).collect();
    view! { <div class="fields">{views}</div> }.into_any()
}

/// All other fields, drawn when they are asked for.
pub fn more(target: Target, shape: &'static Shape, above: &str, but: &[&str]) -> AnyView {
    let rest = shape.fields.iter().map(|field| field.name);
    let rest: Vec<_> = rest.filter(|name| !but.contains(name) && !HIDDEN.contains(name)).collect();
    if rest.is_empty() {
        return ().into_any();
    }
    let leads_here = rest.iter().any(|name| OpenAt::leads_through(&join(above, name)));
    let above = above.to_owned();
    disclosed(leads_here, move || some(target, shape, &above, &rest))
}

/// Something under “More”.
pub fn disclosed(open: bool, content: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    let drawn = RwSignal::new(open);
    view! {
        <details class="more-fields" open=open on:toggle=move |_| drawn.set(true)>
            <summary>{common::MORE.said()}</summary>
            {move || drawn.get().then(&content)}
        </details>
    }
    .into_any()
}
