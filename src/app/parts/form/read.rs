//! What a text means for a leaf where nobody is there to be asked: what its field would take of it, or why it takes nothing.

use std::collections::HashMap;

use leptos::prelude::*;
use serde_json::Value;

use super::combo::Offer;
use super::target::Target;
use super::typed::Reading;
use super::{amount, choice, party, reference, simple, source};
use crate::app::parts::say;
use crate::exchange::block::{Leaf, Meant};
use crate::register::{self, Collection, Currency, Id, Kind, Place, Qualifier};
use crate::said;
use crate::words::Typed;
use crate::words::text::areas::{cells as text, common, forms};

/// Reads texts for leaves. What they point to and is not on record yet comes into being with the target's step.
pub struct Reader {
    target: Target,
    /// How the kinds are read that came so far.
    known: Vec<(Kind, Option<Reading>)>,
    /// The records that texts named so far: each is looked for once.
    named: HashMap<(Collection, String), Result<Id, String>>,
}

impl Reader {
    /// For the step of a target.
    pub fn new(target: Target) -> Self {
        Reader { target, known: Vec::new(), named: HashMap::new() }
    }

    /// The value that a text means for a leaf; nothing for an empty text.
    ///
    /// # Errors
    /// A sentence that says what to write instead.
    pub fn read(&mut self, leaf: &Leaf, typed: &str) -> Meant {
        if typed.is_empty() {
            return Ok(None);
        }
        let value = match leaf.kind {
            Kind::Choice(words) => one_of(choice::labelled(words), typed)?,
            Kind::Area => match untrack(|| choice::areas(&self.target.desk)) {
                areas if areas.is_empty() => return Err(said!(text::NO_AREAS, typed)),
                areas => one_of(areas, typed)?,
            },
            Kind::Flag => yes_or_no(typed)?,
            Kind::Ref(collection) => self.named(collection, typed)?.as_str().into(),
            Kind::Amount => only(self.amount(leaf, typed))?,
            Kind::Place => self.place(leaf, typed),
            Kind::Any | Kind::Lines(_) => return Err(text::NOT_PASTED.said().to_owned()),
            kind => match self.reading(kind) {
                Some(reading) => only(untrack(|| reading.read.run(typed.to_owned())))?,
                None => return Err(text::NOT_PASTED.said().to_owned()),
            },
        };
        Ok(Some(value))
    }

    fn reading(&mut self, kind: Kind) -> Option<Reading> {
        if let Some((_, reading)) = self.known.iter().find(|(known, _)| *known == kind) {
            return *reading;
        }
        let reading = simple::reading(kind);
        self.known.push((kind, reading));
        reading
    }

    /// A sum: in the currency that the leaf has, and as its source qualified it, as long as the text says nothing else.
    fn amount(&self, leaf: &Leaf, typed: &str) -> Typed<Value> {
        let now = self.now(leaf).and_then(|value| <register::Amount as register::Leaf>::read(&value).ok());
        let given = now.map_or_else(|| untrack(|| self.target.desk.currency()), |amount| amount.currency);
        amount::understood(
            typed,
            &Ok::<Currency, String>(given),
            now.map_or(Qualifier::Exact, |now| now.qualifier),
        )
    }

    /// A place keeps its state, which stands in a field of its own.
    fn place(&self, leaf: &Leaf, typed: &str) -> Value {
        let now = self.now(leaf).and_then(|value| <Place as register::Leaf>::read(&value).ok());
        register::Leaf::write(&Place { name: Some(typed.to_owned()), ..now.unwrap_or_default() })
    }

    fn now(&self, leaf: &Leaf) -> Option<Value> {
        self.target.desk.look(|register| register.leaf(&leaf.key, &leaf.path).map(|(value, _)| value))
    }

    fn named(&mut self, collection: Collection, typed: &str) -> Result<Id, String> {
        let asked = (collection, typed.to_owned());
        if let Some(found) = self.named.get(&asked) {
            return found.clone();
        }
        let found = self.find(collection, typed);
        self.named.insert(asked, found.clone());
        found
    }

    /// Finds a record as its field does that is left with a text in it.
    fn find(&self, collection: Collection, typed: &str) -> Result<Id, String> {
        let (desk, target) = (self.target.desk, self.target);
        let exact = |offers: Vec<Offer>| offers.into_iter().find(|offer| offer.exact);
        let lost = || said!(forms::NOT_HERE_CHOOSE, typed);
        match collection {
            Collection::Parties => {
                let found = exact(party::find(&desk, target, typed));
                found.map(|offer| party::choose(&desk, target, &offer)).ok_or_else(|| party::lost(typed))
            }
            Collection::Sources => {
                let offers = source::find(&desk, target, typed);
                let new = offers.iter().find(|offer| offer.adds).cloned();
                exact(offers).or(new).map(|offer| source::choose(&desk, target, &offer)).ok_or_else(lost)
            }
            collection => {
                let ranked = reference::fitting(&desk, collection, typed, None).into_iter();
                let found = ranked.map(|(_, offer)| offer).find(|offer| offer.exact);
                found.map(|offer| Id::from(offer.id.as_str())).ok_or_else(lost)
            }
        }
    }
}

/// What was understood; a text that can mean two things is not guessed at.
fn only(typed: Typed<Value>) -> Result<Value, String> {
    match typed {
        Typed::Understood(value) => Ok(value),
        Typed::Ambiguous { question, .. } => Err(question),
        Typed::Wrong(reason) => Err(reason),
    }
}

/// A word of a list, by itself or by its label.
fn one_of(words: Vec<(String, String)>, typed: &str) -> Result<Value, String> {
    match words.iter().find(|(word, label)| is_same(label, typed) || is_same(word, typed)) {
        Some((word, _)) => Ok(word.as_str().into()),
        None => {
            let names: Vec<_> = words.into_iter().map(|(_, label)| label).collect();
            Err(said!(text::NOT_OF_THE_LIST, typed, names = say::and(&names)))
        }
    }
}

fn yes_or_no(typed: &str) -> Result<Value, String> {
    let (yes, no) = (common::YES.said(), common::NO.said());
    match typed {
        _ if [yes, "true", "1"].iter().any(|word| is_same(word, typed)) => Ok(true.into()),
        _ if [no, "false", "0"].iter().any(|word| is_same(word, typed)) => Ok(false.into()),
        _ => Err(said!(text::NEITHER, typed, yes = *yes, no = *no)),
    }
}

fn is_same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_choice_is_found_by_its_label_or_word() {
        let words = || choice::labelled(&["in-kind", "money"]);
        let label = words().first().map(|(_, label)| label.clone()).unwrap();
        assert_eq!(one_of(words(), &label.to_uppercase()), Ok(json!("in-kind")));
        assert_eq!(one_of(words(), "money"), Ok(json!("money")));
        let refused = one_of(words(), "gold").unwrap_err();
        assert!(refused.starts_with("“gold” is none of these: "), "{refused}");
    }

    #[test]
    fn yes_and_no_as_spreadsheets_write_them() {
        let check = |typed: &str, expected: Option<bool>| {
            assert_eq!(yes_or_no(typed).ok(), expected.map(Value::Bool), "{typed}");
        };
        check("Yes", Some(true));
        check("TRUE", Some(true));
        check("0", Some(false));
        check("no", Some(false));
        check("perhaps", None);
    }

    #[test]
    fn what_can_mean_two_things_is_not_taken() {
        let two = Typed::Ambiguous { readings: vec![json!(1), json!(2)], question: "Which?".to_owned() };
        assert_eq!(only(two), Err("Which?".to_owned()));
        assert_eq!(only(Typed::Understood(json!(1))), Ok(json!(1)));
    }
}
