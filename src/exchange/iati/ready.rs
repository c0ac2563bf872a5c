//! What a register lacks for IATI.

use super::activity::Sheet;
use super::carried::{Carried, Why};
use crate::exchange::export::{Export, Missing, Perspective, figure, is_blank, is_plain, within};
use crate::register::{Contribution, Id, Purchase, RecordKey, Source};
use crate::said;
use crate::words::text::Text;
use crate::words::text::areas::lacking as says;

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
            let sentence = says::SOURCE_NOT_LINKED.said().to_owned();
            found.push(Missing::complete(RecordKey::of::<Source>(id), "address", sentence));
        }
    }
    found
}

fn own(sheet: &Sheet<'_>, found: &mut Vec<Missing>) {
    let mut lacks = |path: &str, sentence: Text| {
        found.push(Missing::complete(RecordKey::own(), path, sentence.said().to_owned()));
    };
    let own = sheet.said.own();
    if sheet.export.registered_as.is_none_or(is_blank) {
        lacks("", says::IATI_IDENTIFIER);
    }
    if own.and_then(|own| own.keeper.as_deref()).is_none_or(is_blank) {
        lacks("keeper", says::IATI_KEEPER);
    }
    if own.and_then(|own| own.purpose.as_deref()).is_none_or(is_blank) {
        lacks("purpose", says::IATI_PURPOSE);
    }
    if own.is_none_or(|own| own.founded.is_none()) {
        lacks("founded", says::IATI_FOUNDED);
    }
    let beneficiary = own.and_then(|own| own.beneficiary.as_ref());
    if beneficiary.is_none_or(|party| sheet.said.state(party.id()).is_none()) {
        lacks("beneficiary", says::IATI_BENEFICIARY);
    }
}

fn contribution(sheet: &Sheet<'_>, id: &Id, record: &Contribution, found: &mut Vec<Missing>) {
    let key = || RecordKey::of::<Contribution>(id);
    if sheet.said.givers(record).is_empty() {
        let sentence = says::NO_PROVIDER.said().to_owned();
        found.push(Missing::complete(key(), "contributors", sentence));
    }
    if record.purpose.as_deref().is_none_or(is_blank) {
        let sentence = says::NO_PURPOSE_TITLE.said().to_owned();
        found.push(Missing::complete(key(), "purpose", sentence));
    }
    for (line, entry) in record.entries.live() {
        let path = |field: &str| format!("entries/{line}/{field}");
        match sheet.carried(id, record, (line, entry)) {
            Carried::Words(Why::NoKind) => {
                let sentence = says::ENTRY_NO_STEP.said().to_owned();
                found.push(Missing::valid(key(), &path("kind"), sentence));
            }
            Carried::Words(Why::NoDay) => {
                let sentence = says::ENTRY_NO_DATE.said().to_owned();
                found.push(Missing::valid(key(), &path("date"), sentence));
            }
            Carried::Words(Why::NoFigure) => {
                let sentence = says::ENTRY_NO_FIGURE.said().to_owned();
                found.push(Missing::valid(key(), &path("amount"), sentence));
            }
            Carried::Transaction(_) | Carried::Result(_) => {
                if let Some(date) = entry.date.as_ref().filter(|date| !is_plain(date)) {
                    let (date, last) = (date.to_string(), date.last().to_string());
                    let sentence = said!(says::IATI_DAYS_ONLY, date, last);
                    found.push(Missing::complete(key(), &path("date"), sentence));
                }
            }
            Carried::Words(_) => {}
        }
    }
    for (line, planned) in record.planned.live() {
        let path = |field: &str| format!("planned/{line}/{field}");
        if figure(planned.amount.as_ref()).is_none() {
            let sentence = says::PLAN_NO_FIGURE.said().to_owned();
            found.push(Missing::valid(key(), &path("amount"), sentence));
        }
        if planned.date.as_ref().and_then(within).is_none() {
            let sentence = says::PLAN_NO_ENDS.said().to_owned();
            found.push(Missing::valid(key(), &path("date"), sentence));
        }
    }
}

fn purchase(sheet: &Sheet<'_>, id: &Id, record: &Purchase, found: &mut Vec<Missing>) {
    let mut lacks = |path: &str, sentence: Text| {
        let sentence = sentence.said().to_owned();
        found.push(Missing::complete(RecordKey::of::<Purchase>(id), path, sentence));
    };
    if record.title.as_deref().is_none_or(is_blank) {
        lacks("title", says::PURCHASE_NO_TITLE);
    }
    if record.steps.values().all(|step| figure(step.value.as_ref()).is_none()) {
        lacks("steps", says::PURCHASE_NO_VALUE);
    }
    if record.steps.values().all(|step| step.date.is_none()) {
        lacks("steps", says::PURCHASE_NO_DATE);
    }
    for (line, share) in record.shares.live() {
        if figure(share.amount.as_ref()).is_none() {
            lacks(&format!("shares/{line}/amount"), says::SHARE_NO_FIGURE);
        }
    }
    for (line, delivery) in record.deliveries.live() {
        let happened =
            delivery.date.as_ref().and_then(within).is_some_and(|[_, last]| last <= sheet.export.on);
        if !happened {
            lacks(&format!("deliveries/{line}/date"), says::DELIVERY_NO_DATE);
        }
    }
}
