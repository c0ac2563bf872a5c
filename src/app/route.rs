//! Addresses: what stands behind the `#`, parsed and printed in one place.
//!
//! A path says the page; parameters say the dates, the currency, the register and the state of a list.

use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::register::{Collection, Few, Id, RecordKey};

/// A page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// The coalition at a glance.
    Overview,
    /// Who belongs.
    Members,
    /// One party, by its code or id.
    Member(String),
    /// All records of one collection.
    List(Collection),
    /// One record.
    Record(RecordKey),
    /// Two days side by side.
    Compare,
    /// Charts of what the register adds up to; which one is the parameter `chart`.
    Charts,
    /// All changes.
    History,
    /// One change, by its identity.
    Change(String),
    /// All registers of this browser.
    Registers,
    /// What this register counts by, and this browser's choices.
    Settings,
    /// How the program is used, what its words mean, and the keys.
    Help,
    /// The parts that pages are made of.
    Parts,
    /// A register in the address itself.
    Shared(String),
    /// A register beside the page; its path is the parameter `src`.
    Open,
    /// The raw keys, when nothing else works.
    Rescue,
    /// No such page.
    Unknown(String),
}

/// The lists and the word that each has in the address.
const LISTS: [(&str, Collection); 13] = [
    ("contributions", Collection::Contributions),
    ("meetings", Collection::Meetings),
    ("purchases", Collection::Purchases),
    ("actions", Collection::Actions),
    ("groups", Collection::Groups),
    ("outreach", Collection::Outreach),
    ("figures", Collection::Reported),
    ("sources", Collection::Sources),
    ("agreements", Collection::Agreements),
    ("contacts", Collection::Contacts),
    ("parties", Collection::Parties),
    ("rates", Collection::Rates),
    ("releases", Collection::Releases),
];

/// A page with its parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// Which page.
    pub page: Page,
    /// The parameters, decoded.
    pub params: Few<String, String>,
}

/// The parameters that hold on every page and go along from one to the next.
pub const LASTING: [&str; 6] = ["on", "known", "pub", "cur", "r", "src"];

/// What need not be escaped in a path or a parameter.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b':')
    .remove(b'/')
    .remove(b',');

impl Address {
    /// A page without parameters.
    pub fn of(page: Page) -> Self {
        Address { page, params: Few::new() }
    }

    /// Reads what stands behind the `#`, with or without it.
    pub fn parse(hash: &str) -> Self {
        let hash = hash.strip_prefix('#').unwrap_or(hash);
        let (path, query) = hash.split_once('?').unwrap_or((hash, ""));
        let params = query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                (decode(name), decode(value))
            })
            .collect();
        Address { page: parse_page(path), params }
    }

    /// The value of a parameter, unless it is empty.
    pub fn param(&self, name: &str) -> Option<&str> {
        self.params.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// The id of the register that is asked for; that of one that lies elsewhere has a slash in it.
    pub fn register(&self) -> Option<String> {
        match (&self.page, self.param("src")) {
            (Page::Shared(payload), _) => Some(format!("s/{payload}")),
            (_, Some(path)) => Some(format!("open/{path}")),
            _ => self.param("r").map(str::to_owned),
        }
    }

    /// The same address with one parameter set, or taken out when empty.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        if value.is_empty() {
            self.params.remove(name);
        } else {
            self.params.insert(name.to_owned(), value.to_owned());
        }
        self
    }

    /// Another page under the same dates, currency and register.
    pub fn to(&self, page: Page) -> Self {
        let params = self.params.iter().filter(|(name, _)| LASTING.contains(&name.as_str()));
        Address { page, params: params.map(|(name, value)| (name.clone(), value.clone())).collect() }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#/{}", path(&self.page))?;
        for (place, (name, value)) in self.params.iter().enumerate() {
            let mark = if place == 0 { '?' } else { '&' };
            write!(f, "{mark}{}={}", encode(name), encode(value))?;
        }
        Ok(())
    }
}

impl Page {
    /// The page of a record; a party's is its member page.
    pub fn of(key: &RecordKey) -> Page {
        match key.collection {
            Collection::Parties => Page::Member(key.id.to_string()),
            Collection::Register => Page::Settings,
            _ => Page::Record(key.clone()),
        }
    }
}

fn parse_page(path: &str) -> Page {
    let path = path.trim_matches('/');
    let (first, rest) = path.split_once('/').unwrap_or((path, ""));
    let rest = decode(rest);
    match (first, rest.is_empty()) {
        ("", true) => Page::Overview,
        ("members", true) => Page::Members,
        ("members", false) => Page::Member(rest),
        ("compare", true) => Page::Compare,
        ("charts", true) => Page::Charts,
        ("history", true) => Page::History,
        ("history", false) => Page::Change(rest),
        ("registers", true) => Page::Registers,
        ("settings", true) => Page::Settings,
        ("help", false) if rest == "parts" => Page::Parts,
        ("help", _) => Page::Help,
        ("s", false) => Page::Shared(rest),
        ("open", true) => Page::Open,
        ("rescue", true) => Page::Rescue,
        ("memberships", false) => Page::Record(RecordKey::new(Collection::Memberships, rest)),
        _ => match LISTS.iter().find(|(word, _)| *word == first) {
            Some((_, collection)) if rest.is_empty() => Page::List(*collection),
            Some((_, collection)) => Page::Record(RecordKey { collection: *collection, id: Id::from(rest) }),
            None => Page::Unknown(path.to_owned()),
        },
    }
}

fn path(page: &Page) -> String {
    let word = |collection: Collection| {
        LISTS.iter().find(|(_, other)| *other == collection).map_or(collection.word(), |(word, _)| word)
    };
    match page {
        Page::Overview => String::new(),
        Page::Members => "members".to_owned(),
        Page::Member(code) => format!("members/{}", encode(code)),
        Page::List(collection) => word(*collection).to_owned(),
        Page::Record(key) => format!("{}/{}", word(key.collection), encode(key.id.as_str())),
        Page::Compare => "compare".to_owned(),
        Page::Charts => "charts".to_owned(),
        Page::History => "history".to_owned(),
        Page::Change(id) => format!("history/{}", encode(id)),
        Page::Registers => "registers".to_owned(),
        Page::Settings => "settings".to_owned(),
        Page::Help => "help".to_owned(),
        Page::Parts => "help/parts".to_owned(),
        Page::Shared(payload) => format!("s/{payload}"),
        Page::Open => "open".to_owned(),
        Page::Rescue => "rescue".to_owned(),
        Page::Unknown(path) => path.clone(),
    }
}

fn encode(text: &str) -> String {
    utf8_percent_encode(text, ESCAPED).to_string()
}

fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(hash: &str, page: Page) {
        let address = Address::parse(hash);
        assert_eq!(address.page, page, "{hash}");
        assert_eq!(address.to_string(), hash);
    }

    #[test]
    fn every_page_has_one_address() {
        check("#/", Page::Overview);
        check("#/members/EE", Page::Member("EE".into()));
        check("#/contributions", Page::List(Collection::Contributions));
        check("#/contributions/a1.7", Page::Record(RecordKey::new(Collection::Contributions, "a1.7")));
        check("#/compare?on=2024-05-31&since=a1.7", Page::Compare);
        check("#/charts?chart=flow", Page::Charts);
        check("#/help/parts", Page::Parts);
        check("#/figures", Page::List(Collection::Reported));
        check("#/members?on=2024-02-02&q=a%20b%26c", Page::Members);
        check("#/history/ab12", Page::Change("ab12".into()));
        check("#/nowhere/else", Page::Unknown("nowhere/else".into()));
        for (_, collection) in LISTS {
            let page = Page::List(collection);
            assert_eq!(Address::parse(&Address::of(page.clone()).to_string()).page, page);
        }
    }

    #[test]
    fn dates_and_register_go_along() {
        let here = Address::parse("#/meetings?on=2024-02-02&q=steering&r=x1&sort=date");
        assert_eq!(here.to(Page::Members).to_string(), "#/members?on=2024-02-02&r=x1");
        assert_eq!(here.param("q"), Some("steering"));
        assert_eq!(here.with("q", "").param("q"), None);
    }

    #[test]
    fn an_address_asks_for_one_register() {
        let check = |hash, register: Option<&str>| {
            assert_eq!(Address::parse(hash).register().as_deref(), register, "{hash}");
        };
        check("#/members?r=x1", Some("x1"));
        check("#/?r=x1&src=registers/a.json", Some("open/registers/a.json"));
        check("#/s/abc?r=x1", Some("s/abc"));
        check("#/open", None);
    }
}
