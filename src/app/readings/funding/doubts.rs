//! Money promised twice, said where it stands: both records and the amount.

use leptos::prelude::*;

use super::purchase_key;
use crate::app::browser::clock;
use crate::app::desk::Dialog;
use crate::app::parts::here::Here;
use crate::figures::{Of, findings_at};
use crate::register::checks::{Finding, Severity, check_records, is_about_funding};
use crate::register::{Few, Id, RecordKey, Register};
use crate::said;
use crate::words::text::areas::findings as text;

/// What the checks find about the shares of some purchases, by purchase.
pub fn by_purchase<'a>(register: &Register, ids: impl Iterator<Item = &'a Id>) -> Few<Id, Vec<Finding>> {
    let keys: Vec<RecordKey> = ids.map(purchase_key).collect();
    let mut found: Few<Id, Vec<Finding>> = Few::new();
    for finding in check_records(register, &keys, clock::today()) {
        if is_about_funding(&finding) {
            found.or_default(finding.key.id.clone()).push(finding);
        }
    }
    found
}

/// What concerns a purchase, or a contribution through the purchases that draw on it.
pub fn at(register: &Register, of: &Of, purchases: &[Id]) -> Vec<Finding> {
    let all: Vec<Finding> =
        by_purchase(register, purchases.iter()).into_iter().flat_map(|(_, found)| found).collect();
    findings_at(register, &all, of).into_iter().cloned().collect()
}

/// Findings as a list, each with its remedy and a way to settle it.
pub fn list(here: &Here, findings: Vec<Finding>) -> Option<AnyView> {
    if findings.is_empty() {
        return None;
    }
    let desk = here.desk;
    let rows = findings.into_iter().map(|finding| {
        let (class, word) = match finding.severity {
            Severity::Critical | Severity::Error => ("chip bad", text::ERROR),
            _ => ("chip w", text::TO_CHECK),
        };
        let name = said!(text::OPEN_FIELD, sentence = finding.sentence);
        let edit = Dialog::Edit(finding.key.clone(), finding.path.clone());
        view! {
            <li class="finding" data-finding=finding.id>
                <div><span class=class>{word.said()}</span>" "{finding.sentence}<small class="q">{finding.remedy}</small></div>
                <button class="small" aria-label=name disabled=move || desk.locked().is_some()
                    on:click=move |_| desk.show(edit.clone())>{text::SETTLE.said()}</button>
            </li>
        }
    });
    Some(
        view! { <ul class="plain" aria-label=text::PROMISED_TWICE.said()>{rows.collect_view()}</ul> }
            .into_any(),
    )
}
