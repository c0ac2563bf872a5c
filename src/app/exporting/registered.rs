//! What a publisher is registered as, remembered in this browser: by register, by standard, and for a file of
//! one party by that party, which publishes under a name of its own.

use super::files::Choice;
use crate::app::held::{Place, store};
use crate::register::Id;

const KEY: &str = "muster-registered/";

/// What was said the last time; nothing where no name is asked for.
pub(super) fn of(register: &Id, choice: Choice, party: Option<&Id>) -> String {
    let Some(key) = key(register, choice, party) else { return String::new() };
    store(Place::Lasting).0.get(&key).ok().flatten().unwrap_or_default()
}

/// Remembers it; a text that says nothing is forgotten.
pub(super) fn keep(register: &Id, choice: Choice, party: Option<&Id>, text: &str) {
    let Some(key) = key(register, choice, party) else { return };
    let (store, _) = store(Place::Lasting);
    let text = text.trim();
    // Where there is no room it is asked again.
    let _ = if text.is_empty() { store.remove(&key) } else { store.set(&key, text) };
}

fn key(register: &Id, choice: Choice, party: Option<&Id>) -> Option<String> {
    let kind = match choice {
        Choice::Iati => "iati".to_owned(),
        Choice::IatiOfMember => format!("iati/{}", party?),
        Choice::OcdsReleases | Choice::OcdsRecords => "ocds".to_owned(),
        _ => return None,
    };
    Some(format!("{KEY}{register}/{kind}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_register_standard_and_party_has_a_name_of_its_own() {
        let check = |choice: Choice, party: Option<&str>, expected: Option<&str>| {
            let party = party.map(Id::from);
            assert_eq!(key(&"it".into(), choice, party.as_ref()).as_deref(), expected);
        };
        check(Choice::Iati, Some("EE"), Some("muster-registered/it/iati"));
        check(Choice::IatiOfMember, Some("EE"), Some("muster-registered/it/iati/EE"));
        check(Choice::IatiOfMember, None, None);
        check(Choice::OcdsReleases, None, Some("muster-registered/it/ocds"));
        check(Choice::OcdsRecords, None, Some("muster-registered/it/ocds"));
        check(Choice::Calendar, None, None);
    }
}
