//! Names and lines under a lock: what stands in the store for what is meant.

use base64ct::{Base64UrlUnpadded, Encoding};

use super::super::line::ENCRYPTED;
use crate::journal::{Key, Place, pack, unpack};
use crate::register::Id;
use crate::seal::{Cipher, DataKey, SealError};

/// How one register stands in a store under one key.
#[derive(Clone, Debug)]
pub struct Cover {
    register: Id,
    cipher: Cipher,
}

impl Cover {
    /// The cover of a register with a data key.
    pub fn new(register: Id, key: &DataKey) -> Self {
        let cipher = Cipher::new(key);
        Cover { register, cipher }
    }

    /// Which register.
    pub fn register(&self) -> &Id {
        &self.register
    }

    /// The name of its data key.
    pub fn id(&self) -> &str {
        self.cipher.id()
    }

    /// The beginning of every key under this lock.
    pub(super) fn prefix(&self) -> String {
        format!("{}e/{}/", Key::prefix(&self.register), self.id())
    }

    /// The key under which something stands; none for what the lock does not cover.
    pub fn hidden(&self, key: &str) -> Option<String> {
        let place = match Key::parse(key)? {
            Key::In(register, place) if register == self.register && place.is_covered() => place,
            _ => return None,
        };
        let place = match place {
            // The form says what is being edited.
            Place::Draft { replica, form } => {
                let sealed = self.cipher.seal(&self.forms(&replica), form.as_bytes()).ok()?;
                Place::Draft { replica, form: Base64UrlUnpadded::encode_string(&sealed) }
            }
            other => other,
        };
        Some(format!("{}{place}", self.prefix()))
    }

    /// What stands under a key of the store; none for what is not under this lock.
    pub fn shown(&self, stored: &str) -> Option<String> {
        let plain = format!("{}{}", Key::prefix(&self.register), stored.strip_prefix(&self.prefix())?);
        let place = match Key::parse(&plain)? {
            Key::In(_, place) if place.is_covered() => place,
            _ => return None,
        };
        let place = match place {
            Place::Draft { replica, form } => {
                let sealed = Base64UrlUnpadded::decode_vec(&form).ok()?;
                let form = self.cipher.open(&self.forms(&replica), &sealed).ok()?;
                Place::Draft { replica, form: String::from_utf8(form).ok()? }
            }
            other => other,
        };
        Some(Key::In(self.register.clone(), place).to_string())
    }

    /// Under which name the form of a draft is sealed.
    fn forms(&self, replica: &Id) -> String {
        format!("{}d/{replica}", Key::prefix(&self.register))
    }

    /// A line as it stands in the store. `key` is the plain one.
    ///
    /// # Errors
    /// When it is longer than can be sealed.
    pub fn hide(&self, key: &str, line: &str) -> Result<String, SealError> {
        let sealed = self.cipher.seal(key, line.as_bytes())?;
        Ok(format!("{ENCRYPTED} {}", pack(&sealed)))
    }

    /// The line of a value in the store; none when it does not open as that of this key.
    pub fn show(&self, key: &str, value: &str) -> Option<String> {
        let sealed = unpack(value.strip_prefix(ENCRYPTED)?.strip_prefix(' ')?)?;
        String::from_utf8(self.cipher.open(key, &sealed).ok()?).ok()
    }
}
