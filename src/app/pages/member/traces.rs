//! Where else a party appears: meetings, words, purchases, outreach.

use leptos::prelude::*;

use super::*;
use crate::register::{Arrange, Presence};

/// The sections that have something in them.
#[component]
pub fn Traces(id: Id) -> impl IntoView {
    let here = here();
    let desk = here.desk;
    let reads = [
        Collection::Meetings,
        Collection::Purchases,
        Collection::Outreach,
        Collection::Contributions,
        Collection::Parties,
    ];
    move || {
        desk.read_in(&reads, |register| {
            let sections = [
                (shell::MEETINGS, attended(&here, register, &id)),
                (text::WHAT_IT_SAID, said(&here, register, &id)),
                (shell::PURCHASES, bought(&here, register, &id)),
                (shell::OUTREACH, approached(&here, register, &id)),
            ];
            let filled = sections.into_iter().filter(|(_, rows)| !rows.is_empty());
            filled
                .map(|(title, rows)| view! { <h2>{title.said()}</h2><ul class="plain">{rows}</ul> })
                .collect_view()
        })
    }
}

/// Meetings, the latest first, with the capacity and whether it was there.
fn attended(here: &Here, register: &Register, id: &Id) -> Vec<AnyView> {
    let mut lines: Vec<_> = register
        .meetings
        .live()
        .flat_map(|(key, meeting)| {
            let own = meeting
                .attendance
                .values()
                .filter(|line| line.party.as_ref().is_some_and(|party| party.id() == id));
            own.map(move |line| (meeting.date.clone(), key, line.clone()))
        })
        .collect();
    lines.arrange_by(|(a, ..), (b, ..)| b.cmp(a));
    let rows = lines.into_iter().map(|(date, key, line)| {
        let capacity = line.capacity.map(|word| labels::inside(labels::choice_label(word.word())));
        let presence = line.presence.map(|word| match word {
            Presence::NotStated => text::PRESENCE_NOT_STATED.said().to_owned(),
            word => labels::inside(labels::choice_label(word.word())),
        });
        let about: Vec<_> = date
            .as_ref()
            .map(say::date)
            .into_iter()
            .chain(capacity)
            .chain(presence)
            .chain(line.delegates)
            .collect();
        entry(here, register, &RecordKey::of::<Meeting>(key), about.join(", "))
    });
    rows.collect()
}

/// Its words at meetings, as the sources give them.
fn said(here: &Here, register: &Register, id: &Id) -> Vec<AnyView> {
    let statements = register.meetings.live().flat_map(|(key, meeting)| {
        let own = meeting
            .statements
            .values()
            .filter(|line| line.party.as_ref().is_some_and(|party| party.id() == id));
        own.map(move |line| (key, line.clone()))
    });
    let rows = statements.map(|(key, line)| {
        let who: Vec<_> = line.speaker.into_iter().chain(line.office).collect();
        let key = RecordKey::of::<Meeting>(key);
        let title = titles::title(register, &key, &*locale());
        let words = line.words.map(|words| view! { <blockquote lang=line.language>{words.to_string()}</blockquote> });
        view! { <li>{words}{who.join(", ")}" "<small><a href=here.href(Page::of(&key))>{title}</a></small></li> }.into_any()
    });
    rows.collect()
}

/// Purchases that its contributions pay for.
fn bought(here: &Here, register: &Register, id: &Id) -> Vec<AnyView> {
    let gave = |contribution: &Id| {
        register.contributions.get(contribution).is_some_and(|one| givers_of(one).any(|giver| giver == *id))
    };
    let rows = register.purchases.live().flat_map(|(key, purchase)| {
        let own = purchase.shares.values().filter(|share| {
            share.of.values().filter_map(|of| of.contribution.as_ref()).any(|of| gave(of.id()))
        });
        own.map(move |share| (key, share.amount)).collect::<Vec<_>>()
    });
    rows.map(|(key, amount)| {
        let amount = amount
            .map_or_else(|| text::AMOUNT_NOT_STATED.said().to_owned(), |amount| locale().amount(&amount));
        entry(here, register, &RecordKey::of::<Purchase>(key), amount)
    })
    .collect()
}

/// Outreach to it, from it, or by it.
fn approached(here: &Here, register: &Register, id: &Id) -> Vec<AnyView> {
    let own = register
        .outreach
        .live()
        .filter(|(_, one)| [&one.party, &one.by].into_iter().flatten().any(|party| party.id() == id));
    let mut own: Vec<_> = own.collect();
    own.arrange_by(|(_, a), (_, b)| b.date.cmp(&a.date));
    own.into_iter()
        .map(|(key, one)| {
            let stage = one.stage.map(|stage| labels::inside(labels::choice_label(stage.word())));
            let about: Vec<_> =
                one.date.as_ref().map(say::date).into_iter().chain(stage).chain(one.next.clone()).collect();
            entry(here, register, &RecordKey::of::<Outreach>(key), about.join(", "))
        })
        .collect()
}

fn entry(here: &Here, register: &Register, key: &RecordKey, about: String) -> AnyView {
    let title = titles::title(register, key, &*locale());
    view! { <li><a href=here.href(Page::of(key))>{title}</a>" "<small>{about}</small></li> }.into_any()
}
