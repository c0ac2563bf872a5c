//! A union of changes, and what is said of it before.

use std::sync::Arc;

use muster::exchange::{Difference, merge_preview, return_preview};
use muster::register::{Change, Few, Register};
use serde_json::Value;

/// Holds what is said of a union against the union.
pub fn is_as_said(here: &Register, changes: &[Arc<Change>]) {
    let preview = merge_preview(here, changes);
    assert!(preview.news.len() + preview.known <= changes.len());
    let mut after = here.clone();
    after.add(preview.to_take());
    assert_eq!(after.size() - here.size(), preview.news.len());
    assert_eq!(after.blanked() - here.blanked(), preview.blanked.len());
    let mut whole = here.clone();
    whole.add(changes.iter().cloned());
    let ids = |register: &Register| -> Vec<_> {
        register.changes().map(|change| (change.id, change.is_blanked())).collect()
    };
    assert_eq!(ids(&after), ids(&whole), "what is taken is not all");
    assert!(merge_preview(&after, changes).is_empty(), "after a union something is left");
    for (key, leaves) in &preview.by_record {
        let (was, is) = (here.leaves(key, |_| true), whole.leaves(key, |_| true));
        for Difference { path, here, after, .. } in leaves {
            let said = |all: &Few<String, Value>| all.get(path).filter(|value| !value.is_null()).cloned();
            assert_eq!((said(&was), said(&is)), (here.clone(), after.clone()), "{key:?} {path}");
        }
    }
    let back = whole.back_to(None, |change| changes.iter().any(|other| other.id == change.id));
    assert_eq!(return_preview(here, changes, &preview).leaves, back.leaves, "another way back");
}
