//! A proposal for open needs: which free money could go where and why, and what stays open and free. Nothing is
//! written until somebody picks shares and applies them, which is one step.

use leptos::prelude::*;
use serde_json::json;

use super::{READS, contribution, purchase, purchase_key, want_rates};
use crate::app::desk::{Desk, Dialog};
use crate::app::held;
use crate::app::parts::here::{Here, here};
use crate::app::parts::say;
use crate::figures::{
    Money, Proposal, ProposedShare, StillFree, StillOpen, Who, WhyFree, WhyOpen, WhyShare, propose,
};
use crate::register::{Draft, Each, Id, Register, print_decimal};

/// A proposed share is known by its purchase and its contribution.
type Pick = (Id, Id);

/// The proposal, with what is picked of it.
#[component]
pub fn ProposalView() -> impl IntoView {
    let here = here();
    let desk = here.desk;
    let proposal = Memo::new(move |_| {
        let counted = here.counted();
        desk.read_in(&READS, |register| propose(register, &counted.count()))
    });
    let picked = RwSignal::new(Each::<Pick>::new());
    let done = RwSignal::new(String::new());
    let shown = move || {
        proposal.with(|proposal| {
            want_rates(proposal.free.iter().any(|one| one.why == WhyFree::NoRate));
            desk.read_in(&READS, |register| {
                view! {
                    <p class="point">{sentence(proposal, &here)}</p>
                    {shares(here, register, proposal, picked)}
                }
                .into_any()
            })
        })
    };
    let left = move || {
        proposal.with(|proposal| desk.read_in(&READS, |register| leftovers(&here, register, proposal)))
    };
    view! {
        {shown}
        <Apply proposal picked done />
        {left}
    }
}

fn sentence(proposal: &Proposal, here: &Here) -> String {
    let day = say::day(here.on());
    let (shares, open) = (proposal.shares.len(), proposal.open.len());
    let needs = proposal.shares.iter().map(|share| &share.purchase).collect::<Each<_>>().len();
    let stays = match open {
        0 => "no need stays open".to_owned(),
        open => format!("{} open", say::count(open, "need stays", "needs stay")),
    };
    match shares {
        0 if open == 0 => format!("By {day} no need is open."),
        0 => format!("By {day} no committed money is free for an open need; {stays}."),
        shares => {
            let sums: Vec<_> =
                proposal.shares.iter().map(|share| (share.money.value, share.money.currency)).collect();
            format!(
                "By {day} {} of committed money, {}, could go to {}; {stays}. This is a proposal: nothing is written.",
                say::count(shares, "share", "shares"),
                say::sums(&sums),
                say::count(needs, "need", "needs"),
            )
        }
    }
}

fn pick_of(share: &ProposedShare) -> Pick {
    (share.purchase.clone(), share.contribution.clone())
}

fn shares(here: Here, register: &Register, proposal: &Proposal, picked: RwSignal<Each<Pick>>) -> AnyView {
    if proposal.shares.is_empty() {
        return ().into_any();
    }
    let rows = proposal.shares.iter().map(|share| row(&here, register, share, picked));
    let count = proposal.shares.len().saturating_add(1).to_string();
    view! {
        <table class="list" aria-label="Proposed shares" aria-rowcount=count>
            <thead><tr>
                <th scope="col">"For"</th><th scope="col">"Priority"</th><th scope="col">"From"</th>
                <th scope="col" class="n">"Share"</th><th scope="col">"Why"</th>
            </tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn row(here: &Here, register: &Register, share: &ProposedShare, picked: RwSignal<Each<Pick>>) -> AnyView {
    let desk = here.desk;
    let record = register.purchases.get(&share.purchase);
    let priority =
        record.and_then(|record| record.priority).map_or_else(|| "none".to_owned(), |one| one.to_string());
    let by_when =
        record.and_then(|record| record.by_when.as_ref()).map(|date| format!("by {}", say::date(date)));
    let (pick, own) = (pick_of(share), pick_of(share));
    let is_picked = move || picked.with(|picked| picked.contains(&pick));
    let turn = move |event| {
        let on = event_target_checked(&event);
        picked.update(|picked| {
            let all = std::mem::take(picked).into_iter().filter(|other| *other != own);
            *picked = all.chain(on.then(|| own.clone())).collect();
        });
    };
    let name = format!(
        "Pick {} for {}",
        say::money(share.money.value, share.money.currency),
        crate::app::parts::titles::title(register, &purchase_key(&share.purchase), &*crate::app::locale())
    );
    view! {
        <tr data-id=share.purchase.to_string()>
            <td>
                <input type="checkbox" aria-label=name prop:checked=is_picked on:change=turn disabled=move || desk.locked().is_some() />
                " "{purchase(here, register, &share.purchase)}<small>{by_when}</small>
            </td>
            <td data-label="Priority">{priority}</td>
            <td data-label="From">{contribution(here, register, &share.contribution, &who(register, &share.contribution))}</td>
            <td class="n" data-label="Share">{say::money(share.money.value, share.money.currency)}</td>
            <td data-label="Why">{why(share)}</td>
        </tr>
    }
    .into_any()
}

fn why(share: &ProposedShare) -> String {
    let first = match share.why {
        WhyShare::ForTheArea => "meant for this area",
        WhyShare::SameCurrency => "not tied, in the currency of the need",
        WhyShare::Converted => "not tied, at the rate of the day",
    };
    let rest = if share.fills { "covers all that is left to fund" } else { "all that is free of it" };
    format!("{first}; {rest}")
}

/// The givers of a contribution.
fn who(register: &Register, id: &Id) -> Who {
    let record = register.contributions.get(id);
    let givers: Vec<Id> =
        record.map(|one| crate::app::pages::contributions::givers_of(one).collect()).unwrap_or_default();
    match givers.as_slice() {
        [] => Who::NotStated,
        [only] => Who::Party(only.clone()),
        _ => Who::Together(givers.into()),
    }
}

/// Picks all or none, and writes what is picked.
#[component]
fn Apply(proposal: Memo<Proposal>, picked: RwSignal<Each<Pick>>, done: RwSignal<String>) -> impl IntoView {
    let desk = crate::app::desk::desk();
    // What is picked and still proposed.
    let chosen = Memo::new(move |_| {
        proposal.with(|proposal| {
            picked.with(|picked| {
                let chosen = proposal.shares.iter().filter(|share| picked.contains(&pick_of(share)));
                chosen.cloned().collect::<Vec<_>>()
            })
        })
    });
    let all = move |_| {
        let every = proposal.with_untracked(|proposal| proposal.shares.iter().map(pick_of).collect());
        picked.set(every);
    };
    let apply = move |_| {
        // Whose name stands on changes is asked once, before the first.
        if held::identity().is_none() {
            desk.dialog.set(Some(Dialog::Identity(None)));
            return;
        }
        let shares = chosen.get_untracked();
        match desk.write(draft(&desk, &shares)) {
            Ok(_) => {
                picked.set(Each::new());
                let shares = say::capital(&say::count(shares.len(), "share is", "shares are"));
                done.set(format!("{shares} written in one step. Undo takes all of it back."));
            }
            Err(reason) => done.set(reason),
        }
    };
    let said = move || {
        let number = chosen.with(Vec::len);
        let locked = desk.locked();
        locked.unwrap_or_else(|| match number {
            0 => "Nothing is picked.".to_owned(),
            number => format!(
                "{} picked; applying writes one step.",
                say::capital(&say::count(number, "share is", "shares are"))
            ),
        })
    };
    let off = move || desk.locked().is_some() || chosen.with(Vec::is_empty);
    let has_shares = move || proposal.with(|proposal| !proposal.shares.is_empty());
    view! {
        <p role="status" class:say=move || done.with(|done| !done.is_empty())>{done}</p>
        <Show when=has_shares>
            <p class="tools">
                <button disabled=move || desk.locked().is_some() on:click=all>"Pick all"</button>
                <button class="go" disabled=off on:click=apply>"Apply"</button>
                <span aria-live="polite">{said}</span>
            </p>
        </Show>
    }
}

/// All shares as one step.
fn draft(desk: &Desk, shares: &[ProposedShare]) -> Draft {
    let mut draft = Draft::new();
    for share in shares {
        let Money { value, currency } = share.money;
        let (line, of) = (desk.new_id(), desk.new_id());
        let body = json!({
            "of": { of.as_str(): { "contribution": share.contribution.as_str() } },
            "amount": { "value": print_decimal(value), "currency": currency.code() },
        });
        let patch = json!({ "shares": { line.as_str(): body } });
        if let serde_json::Value::Object(patch) = patch {
            draft.patch_with(&purchase_key(&share.purchase), patch);
        }
    }
    draft
}

/// What stays open and what stays free, each with the reason.
fn leftovers(here: &Here, register: &Register, proposal: &Proposal) -> AnyView {
    let open = proposal.open.iter().map(|one| open_row(here, register, one));
    let free = proposal.free.iter().map(|one| free_row(here, register, one));
    let table = |label: &'static str, first: &'static str, sum: &'static str, rows: Vec<AnyView>| {
        let count = rows.len().saturating_add(1).to_string();
        if rows.is_empty() {
            return view! { <h2>{label}</h2><p class="q">"None."</p> }.into_any();
        }
        view! {
            <h2>{label}</h2>
            <table class="list" aria-label=label aria-rowcount=count>
                <thead><tr><th scope="col">{first}</th><th scope="col" class="n">{sum}</th><th scope="col">"Why"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    };
    view! {
        {table("Needs that stay open", "Need", "To fund", open.collect())}
        {table("Money that stays free", "Contribution", "Free and committed", free.collect())}
    }
    .into_any()
}

fn open_row(here: &Here, register: &Register, one: &StillOpen) -> AnyView {
    let why = match one.why {
        WhyOpen::NoValue => "It has no value, or none that can be converted",
        WhyOpen::NothingFree => "No committed money is free that suits it",
    };
    view! {
        <tr data-id=one.purchase.to_string()>
            <td>{purchase(here, register, &one.purchase)}</td>
            <td class="n" data-label="To fund">{super::or_words(one.left, "not known")}</td>
            <td data-label="Why">{why}</td>
        </tr>
    }
    .into_any()
}

fn free_row(here: &Here, register: &Register, one: &StillFree) -> AnyView {
    let why = match one.why {
        WhyFree::Earmarked => "Tied to one use: only a person can say whether a need is that use",
        WhyFree::PossiblySame => "It may be the same money as another contribution",
        WhyFree::UnknownShare => "A share takes an unknown part of it",
        WhyFree::NoRate => "There is no exchange rate between it and what is needed",
        WhyFree::OtherArea => "No open need is in the area that it is meant for",
        WhyFree::NotNeeded => "Nothing more is needed",
    };
    view! {
        <tr data-id=one.contribution.to_string()>
            <td>{contribution(here, register, &one.contribution, &who(register, &one.contribution))}</td>
            <td class="n" data-label="Free and committed">{say::money(one.money.value, one.money.currency)}</td>
            <td data-label="Why">{why}</td>
        </tr>
    }
    .into_any()
}
