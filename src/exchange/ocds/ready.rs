//! What a register lacks for OCDS.

use super::release::{Sheet, value};
use crate::exchange::export::{Export, Missing, figure, is_blank, is_plain};
use crate::register::{Id, Purchase, PurchaseStepKind, RecordKey};

/// What a register lacks for a valid or complete file.
pub fn ready(export: &Export<'_>) -> Vec<Missing> {
    let (sheet, mut found) = (Sheet::new(export), Vec::new());
    let own = |path: &str, sentence: &str| Missing::complete(RecordKey::own(), path, sentence.to_owned());
    if sheet.purchases().next().is_none() {
        let sentence = match export.only {
            None => "There is no purchase on record, and OCDS knows no file without one.".to_owned(),
            Some(_) => "The list shows no purchase, and OCDS knows no file without one.".to_owned(),
        };
        found.push(Missing::valid(RecordKey::own(), "", sentence));
    }
    if export.registered_as.is_none_or(is_blank) {
        found.push(own(
            "",
            "OCDS asks for a prefix that the publisher is registered with; the file has one that nobody is registered with.",
        ));
    }
    if sheet.said.own().and_then(|own| own.keeper.as_deref()).is_none_or(is_blank) {
        found.push(own(
            "keeper",
            "Nobody is named as the keeper; the name of the coalition stands for the publisher.",
        ));
    }
    for (id, record) in sheet.purchases() {
        purchase(&sheet, id, record, &mut found);
    }
    found
}

fn purchase(sheet: &Sheet<'_>, id: &Id, record: &Purchase, found: &mut Vec<Missing>) {
    let mut lacks = |path: &str, sentence: String| {
        found.push(Missing::complete(RecordKey::of::<Purchase>(id), path, sentence));
    };
    if record.title.as_deref().is_none_or(is_blank) {
        lacks("title", "What is bought is not on record; an id stands as the title.".to_owned());
    }
    if record.agent.is_none() {
        lacks("agent", "Nobody is named as the buyer.".to_owned());
    }
    let ordered = sheet.orders(record);
    if !ordered.is_empty() && record.supplier.is_none() {
        lacks("supplier", "There is an order, and nobody is named as its supplier.".to_owned());
    }
    for (line, step) in record.steps.live() {
        let path = |field: &str| format!("steps/{line}/{field}");
        let binds = matches!(step.kind, Some(PurchaseStepKind::Ordered | PurchaseStepKind::Contracted));
        if binds && figure(step.value.as_ref()).is_none() {
            lacks(&path("value"), "The order has no figure; it is an award without a value.".to_owned());
        }
        let unlisted = step.value.filter(|one| figure(Some(one)).is_some() && value(Some(one)).is_none());
        if let Some(unlisted) = unlisted {
            let sentence =
                format!("The list of OCDS has no {}; the value is told in words.", unlisted.currency);
            lacks(&path("value"), sentence);
        }
        date(&path("date"), step.date.as_ref(), &mut lacks);
    }
    for (line, delivery) in record.deliveries.live() {
        date(&format!("deliveries/{line}/date"), delivery.date.as_ref(), &mut lacks);
    }
    for (line, share) in record.shares.live() {
        if value(share.amount.as_ref()).is_none() {
            let sentence = "The share has no figure that OCDS takes; it is told in words.".to_owned();
            lacks(&format!("shares/{line}/amount"), sentence);
        }
        if share.of.is_empty() {
            let sentence = "The share draws on no contribution; its funder is not stated.".to_owned();
            lacks(&format!("shares/{line}/of"), sentence);
        }
    }
}

fn date(path: &str, date: Option<&crate::register::Date>, lacks: &mut impl FnMut(&str, String)) {
    match date {
        None => lacks(path, "There is no date; the milestone has neither a date nor a status.".to_owned()),
        Some(date) if !is_plain(date) => {
            lacks(
                path,
                format!("The date is {date}, and OCDS takes moments only; the last day stands for it."),
            );
        }
        Some(_) => {}
    }
}
