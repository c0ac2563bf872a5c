//! What a register lacks for IATI.

use super::activity::Sheet;
use super::carried::{Carried, Why};
use crate::exchange::export::{Export, Missing, Perspective, figure, is_blank, is_plain, within};
use crate::register::{Contribution, Id, Purchase, RecordKey, Source};

/// What a register lacks for a valid or complete file: in the order of the file.
pub fn ready(export: &Export<'_>, perspective: &Perspective) -> Vec<Missing> {
    let Ok(sheet) = Sheet::new(export, perspective) else { return Vec::new() };
    let mut found = Vec::new();
    own(&sheet, &mut found);
    for (id, record) in sheet.contributions() {
        contribution(&sheet, id, record, &mut found);
    }
    for (id, record) in sheet.purchases() {
        purchase(&sheet, id, record, &mut found);
    }
    for (id, source) in export.register.sources.live() {
        let address = source.address.as_deref().filter(|text| !is_blank(text));
        if address.is_some_and(|text| crate::exchange::export::web_address(text).is_none()) {
            let sentence = "The address is none of the web, so that the source is not linked.".to_owned();
            found.push(Missing::complete(RecordKey::of::<Source>(id), "address", sentence));
        }
    }
    found
}

fn own(sheet: &Sheet<'_>, found: &mut Vec<Missing>) {
    let mut lacks = |path: &str, sentence: &str| {
        found.push(Missing::complete(RecordKey::own(), path, sentence.to_owned()));
    };
    let own = sheet.said.own();
    if sheet.export.registered_as.is_none_or(is_blank) {
        lacks(
            "",
            "IATI asks for the identifier of the organisation that reports, as it is registered; the file has one of its \
             own instead, which no other file knows.",
        );
    }
    if own.and_then(|own| own.keeper.as_deref()).is_none_or(is_blank) {
        lacks(
            "keeper",
            "Nobody is named as the keeper; the name of the coalition stands for the one who reports.",
        );
    }
    if own.and_then(|own| own.purpose.as_deref()).is_none_or(is_blank) {
        lacks("purpose", "The purpose of the coalition is not on record, and IATI asks for a description.");
    }
    if own.is_none_or(|own| own.founded.is_none()) {
        lacks("founded", "The founding has no date; the day of its recording stands as the planned start.");
    }
    let beneficiary = own.and_then(|own| own.beneficiary.as_ref());
    if beneficiary.is_none_or(|party| sheet.said.state(party.id()).is_none()) {
        lacks(
            "beneficiary",
            "No state is named as the beneficiary, and IATI asks for the country that receives.",
        );
    }
}

fn contribution(sheet: &Sheet<'_>, id: &Id, record: &Contribution, found: &mut Vec<Missing>) {
    let key = || RecordKey::of::<Contribution>(id);
    if sheet.said.givers(record).is_empty() {
        let sentence = "Nobody is named as the giver, so that the money has no provider.".to_owned();
        found.push(Missing::complete(key(), "contributors", sentence));
    }
    if record.purpose.as_deref().is_none_or(is_blank) {
        let sentence =
            "The purpose is not on record; the name of the giver stands as title and description.".to_owned();
        found.push(Missing::complete(key(), "purpose", sentence));
    }
    for (line, entry) in record.entries.live() {
        let path = |field: &str| format!("entries/{line}/{field}");
        match sheet.carried(id, record, (line, entry)) {
            Carried::Words(Why::NoKind) => {
                let sentence =
                    "The step is not on record; without it the entry is told in words, as no transaction.";
                found.push(Missing::valid(key(), &path("kind"), sentence.to_owned()));
            }
            Carried::Words(Why::NoDay) => {
                let sentence = "The entry has no date; without one it is told in words, as no transaction.";
                found.push(Missing::valid(key(), &path("date"), sentence.to_owned()));
            }
            Carried::Words(Why::NoFigure) => {
                let sentence = "The entry has no figure; without one it is told in words, as no transaction.";
                found.push(Missing::valid(key(), &path("amount"), sentence.to_owned()));
            }
            Carried::Transaction(_) | Carried::Result(_) => {
                if let Some(date) = entry.date.as_ref().filter(|date| !is_plain(date)) {
                    let sentence = format!(
                        "The date is {date}, and IATI takes days only; {}, the last that it can mean, stands for it.",
                        date.last()
                    );
                    found.push(Missing::complete(key(), &path("date"), sentence));
                }
            }
            Carried::Words(_) => {}
        }
    }
    for (line, planned) in record.planned.live() {
        let path = |field: &str| format!("planned/{line}/{field}");
        if figure(planned.amount.as_ref()).is_none() {
            let sentence = "The plan has no figure; without one it is told in words.".to_owned();
            found.push(Missing::valid(key(), &path("amount"), sentence));
        }
        if planned.date.as_ref().and_then(within).is_none() {
            let sentence = "The plan has no date with two ends; without one it is told in words.".to_owned();
            found.push(Missing::valid(key(), &path("date"), sentence));
        }
    }
}

fn purchase(sheet: &Sheet<'_>, id: &Id, record: &Purchase, found: &mut Vec<Missing>) {
    let mut lacks = |path: &str, sentence: &str| {
        found.push(Missing::complete(RecordKey::of::<Purchase>(id), path, sentence.to_owned()));
    };
    if record.title.as_deref().is_none_or(is_blank) {
        lacks("title", "What is bought is not on record; an id stands as the title.");
    }
    if record.steps.values().all(|step| figure(step.value.as_ref()).is_none()) {
        lacks("steps", "No step has a value, so that the purchase has no budget.");
    }
    if record.steps.values().all(|step| step.date.is_none()) {
        lacks("steps", "No step has a date; the day of the recording stands as the planned start.");
    }
    for (line, share) in record.shares.live() {
        if figure(share.amount.as_ref()).is_none() {
            lacks(&format!("shares/{line}/amount"), "The share has no figure; it is told in words.");
        }
    }
    for (line, delivery) in record.deliveries.live() {
        let happened =
            delivery.date.as_ref().and_then(within).is_some_and(|[_, last]| last <= sheet.export.on);
        if !happened {
            let sentence =
                "The delivery has no date up to the day of the file; it is a result without a period.";
            lacks(&format!("deliveries/{line}/date"), sentence);
        }
    }
}
