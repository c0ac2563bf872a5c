//! A proposal for open needs: which free money could go where and why, and what stays open and free. Nothing is
//! written until somebody picks shares and applies them, which is one step.

use leptos::prelude::*;
use serde_json::json;

use super::needs::{field, priority};
use super::{READS, contribution, purchase, purchase_key, want_rates};
use crate::app::desk::{Desk, Dialog};
use crate::app::held;
use crate::app::locale;
use crate::app::parts::here::{Here, here};
use crate::app::parts::{say, titles};
use crate::figures::{
    Money, Proposal, ProposedShare, StillFree, StillOpen, Who, WhyFree, WhyOpen, WhyShare, propose,
};
use crate::register::{Collection, Draft, Each, Id, Register, print_decimal};
use crate::said;
use crate::words::labels;
use crate::words::text::Text;
use crate::words::text::areas::{needs as text, parts};

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
    let sums: Vec<_> =
        proposal.shares.iter().map(|share| (share.money.value, share.money.currency)).collect();
    let sums = say::sums(&sums);
    match (shares, open) {
        (0, 0) => said!(text::NONE_OPEN, day),
        (0, n) => said!(text::NOTHING_FREE, day, n),
        (n, 0) => said!(text::PROPOSES_ALL, day, n, sums, m = needs),
        (n, k) => said!(text::PROPOSES, day, n, sums, m = needs, k),
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
        <table class="list" aria-label=text::PROPOSED_SHARES.said() aria-rowcount=count>
            <thead><tr>
                <th scope="col">{text::FOR_NEED.said()}</th><th scope="col">{field("priority")}</th>
                <th scope="col">{text::FROM_WHOM.said()}</th>
                <th scope="col" class="n">{text::SHARE.said()}</th><th scope="col">{parts::WHY.said()}</th>
            </tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn row(here: &Here, register: &Register, share: &ProposedShare, picked: RwSignal<Each<Pick>>) -> AnyView {
    let desk = here.desk;
    let record = register.purchases.get(&share.purchase);
    let priority = priority(record.and_then(|record| record.priority));
    let by_when = record
        .and_then(|record| record.by_when.as_ref())
        .map(|date| said!(text::BY_DATE, date = say::date(date)));
    let (pick, own) = (pick_of(share), pick_of(share));
    let is_picked = move || picked.with(|picked| picked.contains(&pick));
    let turn = move |event| {
        let on = event_target_checked(&event);
        picked.update(|picked| {
            let all = std::mem::take(picked).into_iter().filter(|other| *other != own);
            *picked = all.chain(on.then(|| own.clone())).collect();
        });
    };
    let name = said!(
        text::PICK,
        sum = say::money(share.money.value, share.money.currency),
        purchase = titles::title(register, &purchase_key(&share.purchase), &*locale())
    );
    view! {
        <tr data-id=share.purchase.to_string()>
            <td>
                <input type="checkbox" aria-label=name prop:checked=is_picked on:change=turn disabled=move || desk.locked().is_some() />
                " "{purchase(here, register, &share.purchase)}<small>{by_when}</small>
            </td>
            <td data-label=field("priority")>{priority}</td>
            <td data-label=text::FROM_WHOM.said()>{contribution(here, register, &share.contribution, &who(register, &share.contribution))}</td>
            <td class="n" data-label=text::SHARE.said()>{say::money(share.money.value, share.money.currency)}</td>
            <td data-label=parts::WHY.said()>{why(share)}</td>
        </tr>
    }
    .into_any()
}

fn why(share: &ProposedShare) -> String {
    let first = match share.why {
        WhyShare::ForTheArea => text::FOR_THE_AREA,
        WhyShare::SameCurrency => text::SAME_CURRENCY,
        WhyShare::Converted => text::AT_RATE,
    };
    let rest = if share.fills { text::COVERS_ALL } else { text::ALL_THAT_IS_FREE };
    format!("{}; {}", first.said(), rest.said())
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
                done.set(said!(text::WRITTEN, n = shares.len()));
            }
            Err(reason) => done.set(reason),
        }
    };
    let said = move || {
        let number = chosen.with(Vec::len);
        let locked = desk.locked();
        locked.unwrap_or_else(|| match number {
            0 => text::NOTHING_PICKED.said().to_owned(),
            n => said!(text::PICKED, n),
        })
    };
    let off = move || desk.locked().is_some() || chosen.with(Vec::is_empty);
    let has_shares = move || proposal.with(|proposal| !proposal.shares.is_empty());
    view! {
        <p role="status" class:say=move || done.with(|done| !done.is_empty())>{done}</p>
        <Show when=has_shares>
            <p class="tools">
                <button disabled=move || desk.locked().is_some() on:click=all>{text::PICK_ALL.said()}</button>
                <button class="go" disabled=off on:click=apply>{text::APPLY.said()}</button>
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
    let table = |label: Text, first: &'static str, sum: Text, rows: Vec<AnyView>| {
        let (label, sum) = (label.said(), sum.said());
        let count = rows.len().saturating_add(1).to_string();
        if rows.is_empty() {
            return view! { <h2>{label}</h2><p class="q">{text::NONE.said()}</p> }.into_any();
        }
        view! {
            <h2>{label}</h2>
            <table class="list" aria-label=label aria-rowcount=count>
                <thead><tr><th scope="col">{first}</th><th scope="col" class="n">{sum}</th><th scope="col">{parts::WHY.said()}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    };
    let contribution = labels::collection_label(Collection::Contributions).0;
    view! {
        {table(text::STAY_OPEN, text::NEED.said(), text::TO_FUND, open.collect())}
        {table(text::STAYS_FREE, contribution, text::FREE_AND_COMMITTED, free.collect())}
    }
    .into_any()
}

fn open_row(here: &Here, register: &Register, one: &StillOpen) -> AnyView {
    let why = match one.why {
        WhyOpen::NoValue => text::OPEN_NO_VALUE,
        WhyOpen::NothingFree => text::OPEN_NOTHING_FREE,
    };
    view! {
        <tr data-id=one.purchase.to_string()>
            <td>{purchase(here, register, &one.purchase)}</td>
            <td class="n" data-label=text::TO_FUND.said()>{super::or_words(one.left, text::NOT_KNOWN)}</td>
            <td data-label=parts::WHY.said()>{why.said()}</td>
        </tr>
    }
    .into_any()
}

fn free_row(here: &Here, register: &Register, one: &StillFree) -> AnyView {
    let why = match one.why {
        WhyFree::Earmarked => text::FREE_EARMARKED,
        WhyFree::PossiblySame => text::FREE_POSSIBLY_SAME,
        WhyFree::UnknownShare => text::FREE_UNKNOWN_SHARE,
        WhyFree::NoRate => text::FREE_NO_RATE,
        WhyFree::OtherArea => text::FREE_OTHER_AREA,
        WhyFree::NotNeeded => text::FREE_NOT_NEEDED,
    };
    view! {
        <tr data-id=one.contribution.to_string()>
            <td>{contribution(here, register, &one.contribution, &who(register, &one.contribution))}</td>
            <td class="n" data-label=text::FREE_AND_COMMITTED.said()>{say::money(one.money.value, one.money.currency)}</td>
            <td data-label=parts::WHY.said()>{why.said()}</td>
        </tr>
    }
    .into_any()
}
