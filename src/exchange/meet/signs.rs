//! By what two records are known to be the same: a table of rules for each collection, the surest first.

use serde_json::{Map, Value};

use super::Sure::{self, Certain, Likely, Possible};
use super::names::{Names, live, text};
use super::plain::{address, fold};
use crate::exchange::copy::keeps;
use crate::register::{Collection, Date, Kind, canonical, english_name, may_be_told_again};

/// What two records have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// The code of a state or an organisation.
    Code,
    /// The name.
    Name,
    /// The address: of a page, or of a person.
    Address,
    /// SHA-256 of the file.
    File,
    /// The title.
    Title,
    /// The day: of a meeting, an approach or a figure, the first day of a role, the day of publication.
    Day,
    /// What kind it is: of a meeting or an instrument, the direction of an approach, the currencies of a rate.
    Kind,
    /// The party: whose role, who gives, who owns, who needs, who was spoken to.
    Party,
    /// The role.
    Role,
    /// What it says: purpose, need, what is to be done, what was said.
    Text,
    /// The form of a contribution, or the kind of a rate.
    Form,
    /// A sum of money in one currency.
    Sum,
    /// A step of one kind, day and sum.
    Step,
    /// A step of one kind and day, of which one side knows no sum.
    Moment,
    /// The measure and value of a reported figure.
    Figure,
    /// Who said it.
    By,
}

/// One way to be the same: these in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rule {
    pub sure: Sure,
    pub signs: &'static [Sign],
    /// What must hold beside.
    pub fits: Fits,
}

/// What must hold of two records beside what they have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fits {
    Always,
    /// Nothing that both say of their day is against it.
    Overlap,
    /// A sum that both name lies no further apart than a sum is told again.
    Near,
    /// One of them names no giver: it may be one that is not told.
    Unnamed,
}

const fn rule(sure: Sure, signs: &'static [Sign], fits: Fits) -> Rule {
    Rule { sure, signs, fits }
}

/// The rules of a collection. A later one is tried on what the earlier ones left.
pub(super) fn rules(collection: Collection) -> &'static [Rule] {
    use Fits::{Always, Near, Overlap, Unnamed};
    use Sign::{
        Address, By, Code, Day, Figure, File, Form, Moment, Name, Party, Role, Step, Sum, Text, Title,
    };
    match collection {
        Collection::Register => &[],
        Collection::Parties => const { &[rule(Certain, &[Code], Always), rule(Likely, &[Name], Always)] },
        Collection::Memberships => {
            const {
                &[
                    rule(Certain, &[Party, Role, Day], Always),
                    rule(Likely, &[Party, Role], Always),
                    rule(Possible, &[Party], Always),
                ]
            }
        }
        Collection::Agreements => {
            const { &[rule(Likely, &[Name], Always), rule(Possible, &[Sign::Kind, Day], Always)] }
        }
        Collection::Contacts => {
            const {
                &[
                    rule(Certain, &[Name, Party], Always),
                    rule(Likely, &[Address], Always),
                    rule(Possible, &[Name], Always),
                ]
            }
        }
        Collection::Contributions => {
            const {
                &[
                    rule(Likely, &[Party, Text, Step], Always),
                    rule(Likely, &[Party, Step], Always),
                    rule(Likely, &[Party, Text, Sum], Always),
                    rule(Likely, &[Party, Text, Form], Always),
                    rule(Possible, &[Party, Text], Always),
                    rule(Possible, &[Party, Sum], Near),
                    rule(Possible, &[Party, Moment], Always),
                    rule(Possible, &[Text, Step], Unnamed),
                    rule(Possible, &[Text], Unnamed),
                    rule(Possible, &[Step], Unnamed),
                ]
            }
        }
        Collection::Meetings => {
            const {
                &[
                    rule(Certain, &[Title, Day], Always),
                    rule(Likely, &[Day, Sign::Kind], Always),
                    rule(Possible, &[Title], Overlap),
                ]
            }
        }
        Collection::Actions => {
            const { &[rule(Likely, &[Text, Party], Always), rule(Possible, &[Text], Always)] }
        }
        Collection::Purchases => {
            const {
                &[
                    rule(Likely, &[Title, Party], Always),
                    rule(Likely, &[Title], Always),
                    rule(Possible, &[Text], Always),
                    rule(Possible, &[Step], Always),
                ]
            }
        }
        Collection::Outreach => {
            const {
                &[
                    rule(Likely, &[Party, Day, Sign::Kind], Always),
                    rule(Likely, &[Party, Text], Always),
                    rule(Possible, &[Party, Day], Always),
                ]
            }
        }
        Collection::Reported => {
            const {
                &[
                    rule(Certain, &[Figure, Day, By], Always),
                    rule(Likely, &[Figure, Day], Always),
                    rule(Possible, &[Figure, By], Overlap),
                ]
            }
        }
        Collection::Groups => const { &[rule(Likely, &[Name], Always)] },
        Collection::Rates => {
            const { &[rule(Certain, &[Sign::Kind, Day, Form], Always), rule(Likely, &[Sign::Kind, Day], Always)] }
        }
        Collection::Sources => {
            const {
                &[
                    rule(Certain, &[File], Always),
                    rule(Certain, &[Address, Title], Always),
                    rule(Likely, &[Address], Always),
                    rule(Likely, &[Title, Day], Always),
                    rule(Possible, &[Title], Overlap),
                ]
            }
        }
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
    /// The keys under which it goes by a rule: none where it lacks one of the signs.
    pub fn keys(&self, rule: &Rule) -> Vec<String> {
        let mut keys = vec![String::new()];
        for sign in rule.signs {
            let said = self.say(*sign);
            keys =
                keys.iter().flat_map(|key| said.iter().map(move |said| format!("{key}\n{said}"))).collect();
        }
        keys
    }

    /// What it says as a sign; of what may stand there several times, each.
    fn say(&self, sign: Sign) -> Vec<String> {
        match sign {
            Sign::Code => self.code().into_iter().collect(),
            Sign::Name => {
                let state = || english_name(self.code()?.as_str()).map(fold);
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
        text(self.json, name).map(fold).filter(|folded| !folded.is_empty())
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

/// Under what a line of a list goes, the surest first: the fields that it has in common with another one. In the first of
/// them a field may be absent on both sides.
pub(super) fn line_keys(shape: &str) -> &'static [&'static [&'static str]] {
    match shape {
        "Area" => &[&["name"]],
        "Citation" => &[&["source", "place"], &["source"]],
        "Reading" => &[&["field", "value", "source"], &["field", "source"], &["field", "value"]],
        "Act" => &[&["kind", "date", "agreement"], &["kind", "date"], &["kind", "agreement"], &["kind"]],
        "Contributor" | "Attendance" | "GroupMember" | "ReportedParty" => &[&["party"]],
        "Entry" => &[
            &["kind", "date", "amount", "act"],
            &["kind", "date", "amount"],
            &["kind", "date", "act"],
            &["kind", "amount"],
            &["kind", "date"],
        ],
        "PlannedEntry" => &[&["kind", "date", "amount"], &["kind", "date"], &["kind", "amount"]],
        "LargerSum" => &[&["what", "amount"], &["what"], &["amount"]],
        "Relation" => &[&["to", "kind"], &["to"]],
        "AgendaItem" => &[&["title"], &["text"]],
        "Outcome" => &[&["kind", "text"], &["text"], &["action"], &["purchase"]],
        "ReportedCount" => &[&["of", "count"], &["of"]],
        "Statement" => &[&["speaker", "words"], &["words"], &["party", "speaker"]],
        "Priority" => &[&["text"]],
        "MinutesVersion" => &[&["hash"], &["state", "date"]],
        "PurchaseStep" => &[&["kind", "date", "value"], &["kind", "date"], &["kind", "value"], &["kind"]],
        "Item" => &[&["what", "quantity"], &["what"]],
        "Share" => &[&["of", "amount", "period"], &["of", "amount"], &["of", "period"], &["of"]],
        "Delivery" => &[&["date", "value"], &["date"], &["value"]],
        "ShareOf" => &[&["contribution"]],
        _ => &[],
    }
}

/// What a leaf is as a key: texts in one spelling, sums without their qualifier.
pub(super) fn key_of(kind: Kind, value: &Value) -> Option<String> {
    match (kind, value) {
        (Kind::Text | Kind::Prose, Value::String(text)) => Some(fold(text)).filter(|text| !text.is_empty()),
        (Kind::Amount, value) => sum(value),
        (_, value) => Some(canonical(value)),
    }
}
