//! What a register lacks for OCDS.

use super::release::{Sheet, value};
use crate::exchange::export::{Export, Missing, figure, is_blank, is_plain};
use crate::register::{Id, Purchase, PurchaseStepKind, RecordKey};
use crate::said;
use crate::words::text::Text;
use crate::words::text::areas::lacking as says;

/// What a register lacks for a valid or complete file.
pub fn ready(export: &Export<'_>) -> Vec<Missing> {
    let (sheet, mut found) = (Sheet::new(export), Vec::new());
    let own =
        |path: &str, sentence: Text| Missing::complete(RecordKey::own(), path, sentence.said().to_owned());
    if sheet.purchases().next().is_none() {
        let sentence = match export.only {
            None => says::OCDS_NO_PURCHASE,
            Some(_) => says::OCDS_NONE_IN_LIST,
        };
        found.push(Missing::valid(RecordKey::own(), "", sentence.said().to_owned()));
    }
    if export.registered_as.is_none_or(is_blank) {
        found.push(own("", says::OCDS_PREFIX));
    }
    if sheet.said.own().and_then(|own| own.keeper.as_deref()).is_none_or(is_blank) {
        found.push(own("keeper", says::OCDS_KEEPER));
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
        lacks("title", says::PURCHASE_NO_TITLE.said().to_owned());
    }
    if record.agent.is_none() {
        lacks("agent", says::NO_BUYER.said().to_owned());
    }
    let ordered = sheet.orders(record);
    if !ordered.is_empty() && record.supplier.is_none() {
        lacks("supplier", says::ORDER_NO_SUPPLIER.said().to_owned());
    }
    for (line, step) in record.steps.live() {
        let path = |field: &str| format!("steps/{line}/{field}");
        let binds = matches!(step.kind, Some(PurchaseStepKind::Ordered | PurchaseStepKind::Contracted));
        if binds && figure(step.value.as_ref()).is_none() {
            lacks(&path("value"), says::ORDER_NO_FIGURE.said().to_owned());
        }
        let unlisted = step.value.filter(|one| figure(Some(one)).is_some() && value(Some(one)).is_none());
        if let Some(unlisted) = unlisted {
            let currency = unlisted.currency.to_string();
            lacks(&path("value"), said!(says::OCDS_NO_CURRENCY, currency));
        }
        date(&path("date"), step.date.as_ref(), &mut lacks);
    }
    for (line, delivery) in record.deliveries.live() {
        date(&format!("deliveries/{line}/date"), delivery.date.as_ref(), &mut lacks);
    }
    for (line, share) in record.shares.live() {
        if value(share.amount.as_ref()).is_none() {
            let sentence = says::OCDS_SHARE.said().to_owned();
            lacks(&format!("shares/{line}/amount"), sentence);
        }
        if share.of.is_empty() {
            let sentence = says::SHARE_OF_NONE.said().to_owned();
            lacks(&format!("shares/{line}/of"), sentence);
        }
    }
}

fn date(path: &str, date: Option<&crate::register::Date>, lacks: &mut impl FnMut(&str, String)) {
    match date {
        None => lacks(path, says::MILESTONE_NO_DATE.said().to_owned()),
        Some(date) if !is_plain(date) => {
            lacks(path, said!(says::OCDS_MOMENTS_ONLY, date = date.to_string()));
        }
        Some(_) => {}
    }
}
