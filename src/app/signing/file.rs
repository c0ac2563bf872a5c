//! What is in the file of a key, once it is opened: JSON with its name and its 32 secret bytes.

use crate::said;
use crate::words::text::areas::actions;
use crate::words::text::areas::signing as text;
use base64ct::{Base64UrlUnpadded, Encoding};
use serde_json::{Value, json};
use zeroize::Zeroizing;

/// What the file says that it is.
const FORMAT: &str = "muster-key";
/// The version of it that this build writes.
const VERSION: u64 = 1;

/// A secret key on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyFile {
    /// The name that goes with it.
    pub name: String,
    /// The 32 bytes of which all of it is made (RFC 8032).
    pub seed: Zeroizing<[u8; 32]>,
}

impl KeyFile {
    /// Its bytes, to be sealed.
    pub fn write(&self) -> Zeroizing<Vec<u8>> {
        let seed = Base64UrlUnpadded::encode_string(self.seed.as_slice());
        let json = json!({"format": FORMAT, "version": VERSION, "name": self.name, "seed": seed});
        Zeroizing::new(json.to_string().into_bytes())
    }

    /// Reads it.
    ///
    /// # Errors
    /// A sentence when it is no key, or of a later version.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        let json: Value = serde_json::from_slice(bytes).unwrap_or_default();
        let text = |name: &str| json.get(name).and_then(Value::as_str);
        if text("format") != Some(FORMAT) {
            return Err(match text("format") {
                Some("muster") => said!(text::FILE_IS_REGISTER, import = actions::IMPORT),
                _ => said!(text::FILE_HAS_NO_KEY, save = text::SAVE_AS_FILE),
            });
        }
        let version = json.get("version").and_then(Value::as_u64).unwrap_or_default();
        if version > VERSION {
            let (version, own) = (version.to_string(), VERSION.to_string());
            return Err(said!(text::FILE_IS_NEWER, version, own));
        }
        let mut seed = Zeroizing::new([0; 32]);
        let length = text("seed").and_then(|text| Base64UrlUnpadded::decode(text, seed.as_mut_slice()).ok());
        match (text("name"), length.map(<[u8]>::len)) {
            (Some(name), Some(32)) => Ok(KeyFile { name: name.to_owned(), seed }),
            _ => Err(text::KEY_NOT_WHOLE.said().to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_reads_back() {
        let key = KeyFile { name: "Kadri “K” Tamm".to_owned(), seed: Zeroizing::new([7; 32]) };
        assert_eq!(KeyFile::read(&key.write()), Ok(key));
    }

    #[test]
    fn what_is_no_key_is_named() {
        let check = |text: &str, said: &str| {
            let error = KeyFile::read(text.as_bytes()).unwrap_err();
            assert!(error.contains(said), "{text}: {error}");
        };
        check("", "holds no key");
        check(r#"{"format":"muster","version":1}"#, "is a register");
        check(r#"{"format":"muster-key","version":2}"#, "version 2");
        check(r#"{"format":"muster-key","version":1,"name":"A","seed":"AAAA"}"#, "not whole");
        check(r#"{"format":"muster-key","version":1,"seed":"AAAA"}"#, "not whole");
        check(
            &format!(r#"{{"format":"muster-key","version":1,"name":"A","seed":"{}"}}"#, "A".repeat(60)),
            "not whole",
        );
    }
}
