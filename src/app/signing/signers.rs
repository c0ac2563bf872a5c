//! The keys that a person had this browser remember, and what a signature by a key means beside them.

use base64ct::{Base64UrlUnpadded, Encoding};
use serde_json::{Value, json};

use super::{Mine, mine};
use crate::app::browser::clock;
use crate::app::held::{Place, store};
use crate::journal::Store as _;
use crate::register::Day;

const SIGNERS: &str = "muster-signers";

/// A key that was remembered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signer {
    /// The name that came with it.
    pub name: String,
    /// The public key.
    pub key: [u8; 32],
    /// The day on which it was remembered.
    pub on: Day,
}

/// What is known of a key that signed under a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is the key of this browser.
    Mine,
    /// It was remembered.
    Known(Signer),
    /// The name is that of this browser's key, and the key is another.
    NotMine(Mine),
    /// The name came with another key before.
    Other(Signer),
    /// Neither the key nor the name were remembered.
    New,
}

/// What is known of a key whose signature under that name was verified.
pub async fn standing(name: &str, key: &[u8; 32]) -> Standing {
    judge(name, key, mine().await, &all())
}

/// Remembers a key by the name that came with it, from today on.
///
/// # Errors
/// A sentence when there is no room for it.
pub fn remember(name: &str, key: &[u8; 32]) -> Result<Signer, String> {
    let signer = Signer { name: name.to_owned(), key: *key, on: clock::today() };
    let mut signers = all();
    signers.retain(|known| known.key != *key);
    signers.push(signer.clone());
    write(&signers)?;
    Ok(signer)
}

/// Forgets a key.
///
/// # Errors
/// A sentence when the browser refuses.
pub fn forget(key: &[u8; 32]) -> Result<(), String> {
    let mut signers = all();
    signers.retain(|known| known.key != *key);
    write(&signers)
}

/// All that were remembered, the last one last.
pub fn all() -> Vec<Signer> {
    read(&store(Place::Lasting).0.get(SIGNERS).ok().flatten().unwrap_or_default())
}

fn write(signers: &[Signer]) -> Result<(), String> {
    let store = store(Place::Lasting).0;
    let written = match signers {
        [] => store.remove(SIGNERS),
        signers => store.set(SIGNERS, &printed(signers)),
    };
    written.map_err(|error| error.to_string())
}

fn printed(signers: &[Signer]) -> String {
    let list = signers.iter().map(|Signer { name, key, on }| {
        json!({"name": name, "key": Base64UrlUnpadded::encode_string(key), "on": on.to_string()})
    });
    Value::from_iter(list).to_string()
}

/// What is not as it was written is passed over.
fn read(text: &str) -> Vec<Signer> {
    let list: Vec<Value> = serde_json::from_str(text).unwrap_or_default();
    let signer = |value: &Value| {
        let text = |name: &str| value.get(name)?.as_str();
        let key = Base64UrlUnpadded::decode_vec(text("key")?).ok()?.try_into().ok()?;
        Some(Signer { name: text("name")?.to_owned(), key, on: text("on")?.parse().ok()? })
    };
    list.iter().filter_map(signer).collect()
}

fn judge(name: &str, key: &[u8; 32], mine: Option<Mine>, known: &[Signer]) -> Standing {
    if mine.as_ref().is_some_and(|mine| mine.key == *key) {
        return Standing::Mine;
    }
    if let Some(signer) = known.iter().find(|signer| signer.key == *key) {
        return Standing::Known(signer.clone());
    }
    let same = |other: &str| plain(other) == plain(name);
    if let Some(mine) = mine.filter(|mine| same(&mine.name)) {
        return Standing::NotMine(mine);
    }
    let other = known.iter().rev().find(|signer| same(&signer.name));
    other.map_or(Standing::New, |signer| Standing::Other(signer.clone()))
}

/// A name as people take it for the same: without signs, blanks and capitals.
fn plain(name: &str) -> String {
    let letters: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
    if letters.is_empty() { name.to_owned() } else { letters.to_lowercase() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signer(name: &str, key: u8) -> Signer {
        Signer { name: name.to_owned(), key: [key; 32], on: "2024-02-01".parse().unwrap() }
    }

    #[test]
    fn a_key_stands_beside_those_that_were_remembered() {
        let known = [signer("Kadri Tamm", 1), signer("Kadri Tamm", 2), signer("Luc Weber", 3)];
        let mine = Mine { name: "Me".to_owned(), key: [9; 32] };
        let check = |name: &str, key: u8, expected: Standing| {
            assert_eq!(judge(name, &[key; 32], Some(mine.clone()), &known), expected, "{name} {key}");
        };
        check("Kadri Tamm", 1, Standing::Known(known[0].clone()));
        check("Somebody", 3, Standing::Known(known[2].clone()));
        check("kadri\u{200b}  TAMM", 4, Standing::Other(known[1].clone()));
        check("Ann", 4, Standing::New);
        check("?", 4, Standing::New);
        check("Me", 9, Standing::Mine);
        check(" me ", 4, Standing::NotMine(mine.clone()));
        assert_eq!(judge("Me", &[9; 32], None, &[]), Standing::New);
    }

    #[test]
    fn what_is_remembered_reads_back() {
        let known = [signer("Kadri “K” Tamm", 1), signer("", 2)];
        assert_eq!(read(&printed(&known)), known);
        assert_eq!(read(""), []);
        assert_eq!(read(r#"[{"name":"A","key":"AAAA","on":"2024-02-01"},3]"#), []);
    }
}
