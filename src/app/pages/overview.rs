//! The coalition at a glance: what it comes to, who gives, what was decided, and what to look at.

use leptos::prelude::*;

use crate::app::desk::desk;
use crate::app::parts::figure::{MembersView, TotalView, rule};
use crate::app::parts::here::{Here, here};
use crate::app::parts::say;
use crate::app::parts::told::{PART, around};
use crate::app::route::Page;
use crate::app::shell::Act;
use crate::app::wings::findings_view;
use crate::figures::{Members, Total};
use crate::register::{Arrange, Collection, Id, Measure};
use crate::said;
use crate::words::text::areas::{overview as text, shell};

pub mod chart;
mod happened;

/// Always in the strip.
const ALWAYS: [Measure; 4] = [Measure::Pledged, Measure::Committed, Measure::Raised, Measure::Delivered];
/// In the strip when there is something in them.
const WHERE_ANY: [Measure; 5] =
    [Measure::Paid, Measure::Spent, Measure::Ordered, Measure::Allocated, Measure::ToBeAllocated];

/// The overview.
#[component]
pub fn Overview() -> impl IntoView {
    let desk = desk();
    let is_blank = Memo::new(move |_| {
        let begun = [Collection::Memberships, Collection::Contributions, Collection::Meetings];
        desk.read_in(&begun, |register| begun.iter().all(|collection| register.ids(*collection).is_empty()))
    });
    view! {
        <h1 tabindex="-1">{shell::OVERVIEW.said()}</h1>
        <Show when=move || !is_blank.get() fallback=|| view! { <Begin /> }>
            <Point />
            <Strip />
            <div class="two">
                <section>
                    <chart::Chart />
                    <Roles />
                </section>
                <section>
                    <happened::Happened />
                    <h2>{text::TO_LOOK_AT.said()}</h2>
                    {findings_view()}
                </section>
            </div>
        </Show>
    }
}

/// What to do first in an empty register.
#[component]
fn Begin() -> impl IntoView {
    view! {
        <p class="point">{text::NOTHING_YET.said()}</p>
        <div class="empty">
            <p>{text::FIGURES_WILL_SAY.said()}</p>
            <p class="row">
                <Act id="add-member" main=true />
                <Act id="add-contribution" />
                <Act id="add-meeting" />
            </p>
        </div>
    }
}

/// The point of the page in a sentence.
#[component]
fn Point() -> impl IntoView {
    let here = here();
    let pledged = here.total(Measure::Pledged);
    let members = Memo::new(move |_| here.members());
    let belong = move || {
        members.with(|members| {
            let (n, leads) = (members.counted.len(), members.leads.len());
            let leading = if leads == 0 { String::new() } else { said!(text::LEADING, n = leads) };
            let disputed = disputed(&here, members);
            let said = said!(text::POINT_MEMBERS, members = PART, n, leading, disputed);
            let (before, behind) = around(&said);
            view! { {before} <MembersView word=true /> {behind} }
        })
    };
    let gave = move || {
        pledged.with(|total| {
            let further =
                if total.unvalued == 0 { String::new() } else { said!(text::FURTHER, n = total.unvalued) };
            let by =
                if total.givers == 0 { String::new() } else { said!(text::BY_PARTIES, n = total.givers) };
            let said = said!(text::POINT_PLEDGED, pledged = PART, by, further);
            let (before, behind) = around(&said);
            view! { {before} <TotalView total=pledged full=true /> {behind} }
        })
    };
    view! { <p class="point">{belong} " " {gave}</p> }
}

fn disputed(here: &Here, members: &Members) -> String {
    let names = here.desk.look(|register| say::parties(register, &members.disputed));
    match names.len() {
        0 => String::new(),
        n => said!(text::DISPUTED, n, names = say::and(&names)),
    }
}

/// The figures in a row.
#[component]
fn Strip() -> impl IntoView {
    let here = here();
    let disputed = move || match here.members().disputed.len() {
        0 => String::new(),
        n => said!(text::AND_DISPUTED, n = n.to_string()),
    };
    let totals = WHERE_ANY.map(|measure| (measure, here.total(measure)));
    let others = Memo::new(move |_| {
        let any = |(measure, total): &(Measure, Memo<Total>)| {
            let is_any =
                total.with(|total| !total.amount.is_zero() || total.unvalued > 0 || !total.excess.is_zero());
            is_any.then_some(*measure)
        };
        totals.iter().filter_map(any).collect::<Vec<_>>()
    });
    view! {
        <dl class="figs">
            <div><dt>{shell::MEMBERS.said()}</dt><dd><MembersView /><small>{disputed}</small></dd></div>
            {ALWAYS.map(|measure| view! { <Cell measure /> }).collect_view()}
            {move || others.get().into_iter().map(|measure| view! { <Cell measure /> }).collect_view()}
            <happened::Reported />
        </dl>
    }
}

#[component]
fn Cell(measure: Measure) -> impl IntoView {
    let total = here().total(measure);
    let beside = move || total.with(say::around);
    view! {
        <div title=rule(measure)>
            <dt><span class="m" data-measure=measure.word()>{say::measure(measure)}</span></dt>
            <dd><TotalView total /><small>{beside}</small></dd>
        </div>
    }
}

/// Who belongs, role by role.
#[component]
fn Roles() -> impl IntoView {
    let here = here();
    let rows = move || {
        let members = here.members();
        let only: Vec<Id> = members
            .counted
            .iter()
            .filter(|id| !members.leads.contains(id) && !members.beneficiaries.contains(id))
            .cloned()
            .collect();
        let groups = [
            (text::LEAD, &members.leads),
            (text::MEMBER, &only),
            (text::BENEFICIARY, &members.beneficiaries),
            (text::OBSERVER, &members.observers),
            (text::PARTNER, &members.partners),
            (text::INVITED, &members.invited),
            (text::ROLE_DISPUTED, &members.disputed),
        ];
        here.desk.read_in(&[Collection::Parties], |register| {
            let filled = groups.into_iter().filter(|(_, ids)| !ids.is_empty());
            filled
                .map(|(role, ids)| {
                    let mut names: Vec<_> = ids.iter().map(|id| (say::party(register, id), id)).collect();
                    names.arrange();
                    let links = names.into_iter().map(|(name, id)| {
                        view! { <a href=here.href(Page::Member(id.to_string()))>{name}</a> }.into_any()
                    });
                    let count = ids.len();
                    view! {
                        <tr>
                            <th scope="row">{role.said()}</th>
                            <td class="n">{count}</td>
                            <td>{super::contribution::commas(links.collect())}</td>
                        </tr>
                    }
                })
                .collect_view()
        })
    };
    view! {
        <h2>{text::BY_ROLE.said()}</h2>
        <p class="why">{move || said!(text::VALID_ON_DAY, day = say::day(here.on()))}</p>
        <table aria-label=text::BY_ROLE.said()>
            <thead><tr><th scope="col">{text::ROLE.said()}</th><th scope="col" class="n">{text::NUMBER.said()}</th><th scope="col">{text::WHO.said()}</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}
