//! Whatever a register holds, documents can be written from it, and what is internal is in no public one.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

mod common;

use common::{cases, changes};
use muster::documents::{
    Audience, Brief, Document, Which, became, communique, fact_sheet, html, html_page, markdown,
    meeting_pack, member_sheet, minutes, minutes_text, public, read, stands_on,
};
use muster::figures::{Query, TypedRates};
use muster::register::{Collection, Currency, Day, Register};
use muster::words::English;
use proptest::prelude::*;
use serde_json::{Map, Value};

/// Every document that can be written.
fn all(register: &Register, on: Day) -> Vec<Document> {
    let rates = TypedRates::of(register);
    let query = Query { on, published: None, currency: Currency::EUR };
    let brief = Brief { register, rates: &rates, query, locale: &English, verdicts: &[] };
    let mut written = vec![fact_sheet(&brief)];
    for id in register.ids(Collection::Meetings) {
        stands_on(register, &id);
        written.extend(communique(&brief, &id));
        for audience in [Audience::Public, Audience::Inside] {
            written.extend(minutes(&brief, &id, audience, &Which::Standing));
            written.extend(meeting_pack(&brief, &id, audience));
        }
    }
    for id in register.ids(Collection::Parties) {
        written.extend(member_sheet(&brief, &id));
        written.extend(became(&brief, &id));
    }
    written
}

/// Whether anything in a node that was not removed is marked as internal.
fn holds_internal(node: &Map<String, Value>) -> bool {
    let is = |name: &str| node.get(name) == Some(&Value::Bool(true));
    let below = || node.values().filter_map(Value::as_object).flat_map(Map::values);
    !is("gone") && (is("internal") || below().filter_map(Value::as_object).any(holds_internal))
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn any_register_can_be_written(changes in changes(), year in 2020_i32..2028) {
        let register = Register::of(changes);
        for document in all(&register, Day::from_ymd_opt(year, 6, 30).unwrap()) {
            let text = markdown(&document);
            for (at, note) in document.footnotes().iter().enumerate() {
                prop_assert_eq!(note.number, at + 1);
                let mark = format!("[^{}]", note.number);
                prop_assert!(text.contains(&mark), "{}", text);
            }
            let page = html(&document, &|_| None);
            prop_assert!(!page.contains("<script"));
            prop_assert_eq!(page.matches("<p").count(), page.matches("</p>").count());
            html_page(&document);
            #[cfg(feature = "formats")]
            prop_assert!(muster::documents::docx(&document).is_ok());
        }
    }

    /// What is kept of minutes is read as it was written, whatever stands in it.
    #[test]
    fn kept_texts_are_read_as_they_were_written(changes in changes()) {
        let register = Register::of(changes);
        for id in register.ids(Collection::Meetings) {
            let Ok(written) = minutes_text(&register, &TypedRates::of(&register), &id) else { continue };
            prop_assert_eq!(markdown(&read(&written.text)), written.text);
        }
    }

    #[test]
    fn nothing_internal_is_left_in_the_public_part(changes in changes()) {
        let public = public(&Register::of(changes)).register;
        for key in public.keys() {
            let json = public.json(key);
            prop_assert!(!holds_internal(&json), "{:?}", json);
        }
    }
}
