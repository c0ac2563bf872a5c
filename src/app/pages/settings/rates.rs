//! By which rates a register counts, and what another choice would do before it is made.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;

use crate::app::browser::files;
use crate::app::desk::{Desk, desk};
use crate::app::pages::contributions::measure_asked;
use crate::app::parts::here::{Here, here};
use crate::app::parts::{bank, say};
use crate::app::reference::reference;
use crate::figures::{Count, Effect, EffectRow, Key, Layered, Policy, Row, Who, effect, effect_of_policy};
use crate::register::{Coalition, Currency, Date, Day, Draft, Leaf, RatePolicy, RecordKey, Register};
use crate::said;
use crate::words::labels;
use crate::words::text::areas::{parts, rates as text};

/// What is proposed and not yet applied.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Proposal {
    Policy(Policy),
    Until(Day),
}

/// The policy of the register, the bank's rates, and what a change of either would do.
#[component]
pub fn RateRules() -> impl IntoView {
    let here = here();
    let desk = here.desk;
    let proposed = RwSignal::new(None::<Proposal>);
    let held = Memo::new(move |_| own(&desk, |own| Policy::of(&own)));
    let word = move || match proposed.get() {
        Some(Proposal::Policy(policy)) => word_of(policy),
        _ => word_of(held.get()),
    };
    let day = move || match proposed.get() {
        Some(Proposal::Policy(Policy::FixedDay(day))) => Some(day),
        _ => match held.get() {
            Policy::FixedDay(day) => Some(day),
            _ => None,
        },
    };
    let propose = move |policy: Policy| {
        proposed.set((policy != held.get_untracked()).then_some(Proposal::Policy(policy)));
    };
    let choose = move |word: String| match RatePolicy::from_word(&word) {
        Some(RatePolicy::FixedDay) => propose(Policy::FixedDay(day().unwrap_or_else(|| here.on()))),
        Some(RatePolicy::Stated) => propose(Policy::Stated),
        _ => propose(Policy::DayOfEntry),
    };
    let fix = move |text: String| {
        if let Ok(date) = Date::parse(&text) {
            propose(Policy::FixedDay(date.last()));
        }
    };
    let options = RatePolicy::ALL.iter().map(|policy| {
        let value = policy.word();
        view! { <option value=value selected=move || word() == value>{labels::choice_label(value)}</option> }
    });
    view! {
        <p class="tools">
            <label>
                {text::CONVERTED_AT.said()} " "
                <select aria-label=text::RATE_POLICY.said() prop:value=word disabled=move || desk.locked().is_some()
                    on:change=move |event| choose(event_target_value(&event))>
                    {options.collect_view()}
                </select>
            </label>
            {move || (word() == RatePolicy::FixedDay.word()).then(|| view! {
                <label>{text::FIXED_DAY.said()} " " <input type="date" prop:value=move || day().map(|day| day.to_string())
                    on:change=move |event| fix(event_target_value(&event)) /></label>
            })}
        </p>
        <Bank proposed />
        {move || proposed.get().map(|proposal| view! { <Preview proposal proposed /> })}
    }
}

/// The bank's rates: up to which day they are here and used, and a newer table.
#[component]
fn Bank(proposed: RwSignal<Option<Proposal>>) -> impl IntoView {
    let desk = desk();
    let reference = reference();
    let input = NodeRef::<html::Input>::new();
    let said = RwSignal::new(Ok::<String, String>(String::new()));
    let read = move |_| {
        let Some(input) = input.get_untracked() else { return };
        spawn_local(async move {
            let extended = match files::chosen(input).await {
                Some(chosen) => chosen.and_then(|file| bank::extend(&file.name, &file.bytes)),
                None => return,
            };
            said.set(extended.map(|(make, said)| {
                reference.set(make);
                said
            }));
        });
    };
    let state = move || {
        reference.revision();
        let until = own(&desk, |own| own.last_rate_day.as_ref().map(Date::last));
        match (bank::last_day(), until) {
            (None, _) => text::BANK_ON_NEED.said().to_owned(),
            (Some(here), None) => said!(text::BANK_HERE, day = say::day(here)),
            (Some(here), Some(until)) if until <= here => {
                said!(text::BANK_USED_TO, until = say::day(until), day = say::day(here))
            }
            (Some(here), Some(until)) => {
                said!(text::BANK_IS_OLDER, until = say::day(until), day = say::day(here))
            }
        }
    };
    let newer = move || {
        reference.revision();
        let until = own(&desk, |own| own.last_rate_day.as_ref().map(Date::last));
        bank::last_day().filter(|here| until != Some(*here))
    };
    view! {
        <p>{state}</p>
        <p class="tools">
            {move || (reference.revision() == 0).then(|| view! {
                <button on:click=move |_| reference.fetch_now()>{text::FETCH_RATES.said()}</button>
            })}
            {move || newer().map(|day| view! {
                <button disabled=move || desk.locked().is_some()
                    on:click=move |_| proposed.set(Some(Proposal::Until(day)))>{said!(text::USE_TO, day = say::day(day))}</button>
            })}
            <label class="file">
                {said!(text::NEWER_TABLE, file = "eurofxref-hist.csv")} " "
                <input type="file" node_ref=input accept=".csv,text/csv" on:change=read />
            </label>
        </p>
        <div role="status">
            {move || match said.get() {
                Ok(said) => view! { <p class="hint">{said}</p> }.into_any(),
                Err(reason) => view! { <p class="error">{reason}</p> }.into_any(),
            }}
            {move || Some(reference.trouble()).filter(|said| !said.is_empty()).map(|said| view! { <p class="error">{said}</p> })}
        </div>
    }
}

/// What a proposal would do to each giver's part, and the choice to make it.
#[component]
fn Preview(proposal: Proposal, proposed: RwSignal<Option<Proposal>>) -> impl IntoView {
    let here = here();
    let desk = here.desk;
    let error = RwSignal::new(String::new());
    let apply = move |_| match desk.write(draft(proposal)) {
        Ok(_) => {
            proposed.set(None);
            desk.notice.set(text::RATES_CHANGED.said().to_owned());
        }
        Err(reason) => error.set(reason),
    };
    let table = move || {
        let effect = worked_out(&here, proposal);
        let currency = effect.before.currency;
        let moved = effect.rows.iter().filter(|row| row.changes()).count();
        let rows =
            desk.look(|register| effect.rows.iter().map(|row| line(register, row, currency)).collect_view());
        let point = match moved {
            0 => text::NO_SUM_CHANGES.said().to_owned(),
            n => {
                said!(
                    text::SUMS_CHANGE,
                    n,
                    now = say::figure(&effect.before),
                    then = say::figure(&effect.after)
                )
            }
        };
        let unconverted = |figure: &crate::figures::Figure| match figure.unconverted.len() {
            0 => String::new(),
            n => said!(text::SUMS_NOT_CONVERTED, n),
        };
        view! {
            <p class="point">{point}</p>
            <table aria-label=text::WHAT_IT_DOES.said()>
                <thead><tr>
                    <th scope="col">{say::measure(effect.before.measure)}</th>
                    <th scope="col" class="n">{said!(text::NOW_IN, currency = currency.code())}</th>
                    <th scope="col" class="n">{said!(text::THEN_IN, currency = currency.code())}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
                <tfoot><tr>
                    <th scope="row">{text::WHOLE.said()}</th>
                    <td class="n">{say::number(effect.before.amount, currency)}<small>{unconverted(&effect.before)}</small></td>
                    <td class="n">{say::number(effect.after.amount, currency)}<small>{unconverted(&effect.after)}</small></td>
                </tr></tfoot>
            </table>
        }
    };
    view! {
        <div class="say" role="region" aria-label=text::EFFECT.said()>
            {table}
            <p class="error" role="alert">{move || error.get()}</p>
            <p class="tools">
                <button class="go" on:click=apply>{text::APPLY.said()}</button>
                <button on:click=move |_| proposed.set(None)>{text::KEEP.said()}</button>
            </p>
        </div>
    }
}

fn worked_out(here: &Here, proposal: Proposal) -> Effect {
    let measure = measure_asked(&here.desk);
    let counted = here.counted();
    let (count, members) = (counted.count(), here.members());
    let effect = match proposal {
        Proposal::Policy(policy) => effect_of_policy(&count, policy, measure, &members),
        Proposal::Until(day) => {
            let rates = here.desk.look(|register| Layered::of(register, bank::in_use()).pinned_to(Some(day)));
            let after = Count::new(counted.ledger(), &rates, counted.query);
            effect(&count, &after, measure, &members)
        }
    };
    // Another rule may need a rate that none was asked for yet.
    if !effect.after.unconverted.is_empty() {
        reference().fetch();
    }
    effect
}

fn line(register: &Register, row: &EffectRow, currency: Currency) -> AnyView {
    let who = match &row.key {
        Key::Party(id) => say::party(register, id),
        Key::Together(ids) => say::who(register, &Who::Together(Arc::clone(ids))),
        _ => say::who(register, &Who::NotStated),
    };
    let sum = |side: &Option<Row>| match side {
        Some(row) if row.amount.is_zero() && row.unvalued > 0 => parts::NO_FIGURE.said().to_owned(),
        Some(row) => say::number(row.amount, currency),
        None => "–".to_owned(),
    };
    view! {
        <tr class:same=!row.changes()>
            <th scope="row">{who}</th>
            <td class="n">{sum(&row.before)}</td>
            <td class="n">{sum(&row.after)}</td>
        </tr>
    }
    .into_any()
}

fn draft(proposal: Proposal) -> Draft {
    let day = |day: Day| Some(Date::from_day(day).write());
    let leaves: Vec<(&str, Option<Value>)> = match proposal {
        Proposal::Policy(policy) => {
            let fixed = match policy {
                Policy::FixedDay(fixed) => day(fixed),
                _ => None,
            };
            vec![("rate_policy", Some(word_of(policy).into())), ("rate_day", fixed)]
        }
        Proposal::Until(until) => vec![("last_rate_day", day(until))],
    };
    let mut draft = Draft::new();
    for (name, value) in leaves {
        // The names are those of the record, so that nothing is refused.
        let _ = draft.set(&RecordKey::own(), name, value);
    }
    draft
}

fn own<T>(desk: &Desk, of: impl FnOnce(Coalition) -> T) -> T {
    desk.read_in(&[crate::register::Collection::Register], |register| {
        let own = register.coalition.get(&RecordKey::own().id);
        of(own.map(|own| own.as_ref().clone()).unwrap_or_default())
    })
}

fn word_of(policy: Policy) -> &'static str {
    match policy {
        Policy::DayOfEntry => RatePolicy::DayOfEntry,
        Policy::FixedDay(_) => RatePolicy::FixedDay,
        Policy::Stated => RatePolicy::Stated,
    }
    .word()
}
