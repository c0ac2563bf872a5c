//! What a record says as a sign, and under which keys it goes by a rule.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::names::{Names, live, text};
use super::plain::address;
use super::rules::{Fits, Rule, Sign};
use crate::exchange::copy::keeps;
use crate::register::{Collection, Date, Kind, canonical, english_name, may_be_told_again};
use crate::words::folded;

/// What a record says as each sign: nothing, or one thing or several.
#[derive(Clone, Debug, Default)]
pub(super) struct Signs(Vec<(Sign, Vec<String>)>);

impl Signs {
    fn of(&self, sign: Sign) -> Option<&[String]> {
        self.0.iter().find(|(other, _)| *other == sign).map(|(_, said)| said.as_slice())
    }

    /// The keys under which the record goes by a rule: none where it lacks one of the signs.
    pub fn keys(&self, rule: &Rule) -> Vec<String> {
        let said: Vec<&[String]> = rule.signs.iter().map(|sign| self.of(*sign).unwrap_or_default()).collect();
        let mut keys = Vec::new();
        if said.iter().all(|said| !said.is_empty()) {
            keys.push(String::new());
        }
        for said in said {
            keys =
                keys.iter().flat_map(|key| said.iter().map(move |said| format!("{key}\n{said}"))).collect();
        }
        keys
    }

    /// Leaves out what nobody else says.
    pub fn retain(&mut self, wanted: &HashSet<(Sign, String)>) {
        for (sign, said) in &mut self.0 {
            said.retain_mut(|one| {
                let key = (*sign, std::mem::take(one));
                let is_wanted = wanted.contains(&key);
                *one = key.1;
                is_wanted
            });
        }
    }

    /// All that is said, by sign.
    pub fn all(&self) -> impl Iterator<Item = (Sign, String)> {
        self.0.iter().flat_map(|(sign, said)| said.iter().map(|said| (*sign, said.clone())))
    }
}

/// A record of one side, to be asked for its signs.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub collection: Collection,
    pub id: &'a str,
    pub json: &'a Map<String, Value>,
    /// What its references are called here; none for a record of ours.
    pub names: Option<&'a Names>,
}

impl View<'_> {
    /// What it says as each sign of some rules.
    pub fn signs(&self, rules: &[Rule]) -> Signs {
        let mut found = Signs::default();
        for sign in rules.iter().flat_map(|rule| rule.signs) {
            if found.of(*sign).is_none() {
                found.0.push((*sign, self.say(*sign)));
            }
        }
        found
    }

    /// What it says as a sign; of what may stand there several times, each.
    fn say(&self, sign: Sign) -> Vec<String> {
        match sign {
            Sign::Code => self.code().into_iter().collect(),
            Sign::Name => {
                let state = || english_name(self.code()?.as_str()).map(folded);
                self.folded("name").or_else(state).into_iter().collect()
            }
            Sign::Address if self.collection == Collection::Contacts => {
                self.folded("address").into_iter().collect()
            }
            Sign::Address => {
                let all = [text(self.json, "address"), text(self.json, "archived")];
                all.into_iter().flatten().map(address).filter(|one| !one.is_empty()).collect()
            }
            Sign::File => text(self.json, "sha256").map(str::to_lowercase).into_iter().collect(),
            Sign::Title => self.folded("title").into_iter().collect(),
            Sign::Day => self.day().map(str::to_owned).into_iter().collect(),
            Sign::Kind => self.kind().into_iter().collect(),
            Sign::Party => self.parties(),
            Sign::Role => text(self.json, "role").map(str::to_owned).into_iter().collect(),
            Sign::Text => {
                let texts = ["purpose", "need", "text", "said"];
                texts.into_iter().find_map(|name| self.folded(name)).into_iter().collect()
            }
            Sign::Form => {
                let name = if self.collection == Collection::Rates { "kind" } else { "form" };
                text(self.json, name).map(str::to_owned).into_iter().collect()
            }
            Sign::Sum => self.entries().flat_map(sums).collect(),
            Sign::Step => self.steps(),
            Sign::Moment => {
                let moments = self.entries().filter_map(|entry| {
                    // What one side leaves open is the other side's counterpart.
                    let has_sum = entry.contains_key("amount") != self.names.is_some();
                    Some(format!("{} {} {has_sum}", text(entry, "kind")?, text(entry, "date")?))
                });
                moments.collect()
            }
            Sign::Figure => {
                let value = self
                    .json
                    .get("amount")
                    .and_then(sum)
                    .or_else(|| Some(canonical(self.json.get("count")?)));
                let of = text(self.json, "measure").map(str::to_owned).or_else(|| self.folded("word"));
                value.map(|value| format!("{} {value}", of.unwrap_or_default())).into_iter().collect()
            }
            Sign::By => self.folded("by").into_iter().collect(),
        }
    }

    fn folded(&self, name: &str) -> Option<String> {
        text(self.json, name).map(crate::words::folded).filter(|folded| !folded.is_empty())
    }

    fn code(&self) -> Option<String> {
        let own =
            (text(self.json, "kind") == Some("state") || keeps(self.collection, self.id)).then_some(self.id);
        text(self.json, "code")
            .filter(|code| !code.trim().is_empty())
            .or(own)
            .map(|code| code.trim().to_uppercase())
    }

    /// The field that says its day.
    fn day(&self) -> Option<&str> {
        let names: &[&str] = match self.collection {
            Collection::Memberships => &["from"],
            Collection::Agreements => &["opened"],
            Collection::Rates => &["day"],
            Collection::Sources => &["established", "shown"],
            _ => &["date"],
        };
        names.iter().find_map(|name| text(self.json, name))
    }

    fn kind(&self) -> Option<String> {
        match self.collection {
            Collection::Rates => {
                let rate = self.json.get("rate")?.as_object()?;
                Some(format!("{} {}", text(rate, "base")?, text(rate, "quote")?))
            }
            Collection::Outreach => text(self.json, "direction").map(str::to_owned),
            _ => text(self.json, "kind").map(str::to_owned),
        }
    }

    fn parties(&self) -> Vec<String> {
        let party = |json: &Map<String, Value>, name: &str| {
            let id = text(json, name)?;
            match self.names {
                None => Some(id.to_owned()),
                Some(names) => names.record(Collection::Parties, id).map(|id| id.to_string()),
            }
        };
        match self.collection {
            Collection::Contributions => {
                let givers = self.json.get("contributors").into_iter().flat_map(live);
                givers.filter_map(|(_, line)| party(line, "party")).collect()
            }
            Collection::Actions => party(self.json, "owner").into_iter().collect(),
            Collection::Purchases => party(self.json, "needed_by").into_iter().collect(),
            Collection::Outreach => {
                party(self.json, "party").or_else(|| self.folded("group")).into_iter().collect()
            }
            _ => party(self.json, "party").into_iter().collect(),
        }
    }

    /// The entries of a contribution that say something of money.
    fn entries(&self) -> impl Iterator<Item = &Map<String, Value>> {
        let entries = self.json.get("entries").into_iter().flat_map(live).map(|(_, entry)| entry);
        entries.filter(|entry| text(entry, "kind") != Some("statement"))
    }

    fn steps(&self) -> Vec<String> {
        let step = |what: &str, line: &Map<String, Value>, value: &str| {
            let value = line.get(value).and_then(sum).unwrap_or_default();
            Some(format!("{what} {} {value}", text(line, "date")?))
        };
        if self.collection == Collection::Contributions {
            let said = self.entries().filter_map(|entry| step(text(entry, "kind")?, entry, "amount"));
            return said.collect();
        }
        let lines = |name: &str| self.json.get(name).into_iter().flat_map(live).map(|(_, line)| line);
        let steps = lines("steps").filter_map(|line| step(text(line, "kind")?, line, "value"));
        steps.chain(lines("deliveries").filter_map(|line| step("delivery", line, "value"))).collect()
    }
}

/// The sums of an entry: its own, and those that other sources give.
fn sums(entry: &Map<String, Value>) -> Vec<String> {
    let readings = entry.get("readings").into_iter().flat_map(live);
    let readings = readings.filter(|(_, line)| text(line, "field") == Some("amount"));
    let readings = readings.filter_map(|(_, line)| line.get("value"));
    entry.get("amount").into_iter().chain(readings).filter_map(sum).collect()
}

/// A sum without its qualifier.
fn sum(amount: &Value) -> Option<String> {
    let amount = amount.as_object()?;
    Some(format!("{} {}", text(amount, "currency")?, text(amount, "value")?))
}

/// Whether two records that have a rule's signs in common fit it.
pub(super) fn do_fit(rule: &Rule, theirs: &View<'_>, ours: &View<'_>) -> bool {
    match rule.fits {
        Fits::Always => true,
        Fits::Overlap => match (date(theirs.day()), date(ours.day())) {
            (Some(one), Some(other)) => one.first() <= other.last() && other.first() <= one.last(),
            _ => true,
        },
        Fits::Near => theirs.entries().any(|one| {
            let said = sums(one);
            let alike = ours.entries().filter(|other| sums(other).iter().any(|sum| said.contains(sum)));
            alike.into_iter().any(|other| {
                may_be_told_again(date(text(one, "date")).as_ref(), date(text(other, "date")).as_ref())
            })
        }),
        Fits::Unnamed => theirs.parties().is_empty() || ours.parties().is_empty(),
    }
}

fn date(text: Option<&str>) -> Option<Date> {
    Date::parse(text?).ok()
}

/// What a leaf is as a key: texts in one spelling, sums without their qualifier.
pub(super) fn key_of(kind: Kind, value: &Value) -> Option<String> {
    match (kind, value) {
        (Kind::Text | Kind::Prose, Value::String(text)) => Some(folded(text)).filter(|text| !text.is_empty()),
        (Kind::Amount, value) => sum(value),
        (_, value) => Some(canonical(value)),
    }
}
