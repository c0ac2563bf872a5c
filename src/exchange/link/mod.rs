//! A copy as a link: `#/s/<payload>`, or `#/s/<payload>.<key>`; or a request to a member, as the file that it is.
//!
//! Data flows: [`FreshCopy`] → tables → three streams → deflate → (signature) → (seal) → frame → letters, and back.
//! `docs/format.md` describes it. Whatever is in a link was written by somebody else: reading is bounded in letters, in
//! what is inflated and in memory, and gives a copy or one [`LinkError`].

mod column;
mod error;
mod frame;
mod packed;
mod signature;
mod stream;
mod table;
mod untable;

pub use error::LinkError;
pub use frame::{BEGINNING, VERSION};
pub use signature::{Signature, Signed};

use frame::Flags;

use super::ask::Request;
use super::copy::FreshCopy;
use crate::seal::{Cipher, Cost, DataKey, Vault, WrappingKey};

/// A link longer than this asks before it is opened.
pub const ASKS_ABOVE: usize = 64 * 1024;

/// What the copy of a link may take in memory is so many times what may be inflated.
const UNFOLDED: usize = 8;

/// How much of a link is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Characters of its text.
    pub characters: usize,
    /// Bytes that are inflated from it.
    pub inflated: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { characters: 1_000_000, inflated: 4 << 20 }
    }
}

/// How a link is sealed.
pub enum Lock<'a> {
    /// Not at all.
    Open,
    /// With a passphrase: what [`stretch`](crate::seal::stretch) made of it, at that cost, and 32 and 24 random bytes.
    Passphrase {
        /// Of the passphrase.
        wrapping: &'a WrappingKey,
        /// What it cost.
        cost: Cost,
        /// Random.
        key: [u8; 32],
        /// Random.
        nonce: [u8; 24],
    },
    /// With a key of 32 random bytes that stands in the link: who has the whole link can read it, and nobody who sees only
    /// a part.
    Key([u8; 32]),
}

/// A link in the making.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    is_internal: bool,
    is_request: bool,
    content: Vec<u8>,
    deflated: Vec<u8>,
    signature: Option<Signature>,
}

impl Link {
    /// The link of a copy.
    pub fn of(copy: &FreshCopy) -> Self {
        let pieces = table::write(copy);
        let deflated = packed::deflate(&[&pieces[0], &pieces[1]]);
        Link {
            is_internal: copy.is_internal,
            is_request: false,
            content: pieces.concat(),
            deflated,
            signature: None,
        }
    }

    /// The link of a request: what it is answered by goes by the ids of its records, which the link of a copy gives anew.
    pub fn of_request(request: &Request) -> Self {
        let content = request.file().into_bytes();
        let deflated = packed::deflate(&[&content]);
        Link { is_internal: request.copy.is_internal, is_request: true, content, deflated, signature: None }
    }

    /// The bytes that a signature by that name at that time is over.
    pub fn message(&self, name: &str, at: &str) -> Vec<u8> {
        let (name, at) = (signature::one_line(name), signature::one_line(at));
        signature::message(&self.content, self.is_internal, &name, &at)
    }

    /// The same link with a signature over its [`message`](Link::message).
    pub fn signed(self, signature: Signature) -> Self {
        let (name, at) = (signature::one_line(&signature.name), signature::one_line(&signature.at));
        Link { signature: Some(Signature { name, at, ..signature }), ..self }
    }

    /// Its text, from `#/s/` on.
    ///
    /// # Errors
    /// When the cost of the passphrase is out of bounds.
    pub fn write(&self, lock: &Lock) -> Result<String, LinkError> {
        let mut inner = Vec::new();
        if let Some(signature) = &self.signature {
            signature.write(&mut inner);
        }
        inner.extend(&self.deflated);
        let mut flags = Flags {
            is_internal: self.is_internal,
            is_signed: self.signature.is_some(),
            is_request: self.is_request,
            ..Flags::default()
        };
        match lock {
            Lock::Open => Ok(frame::write(flags, &inner, None)),
            Lock::Passphrase { wrapping, cost, key, nonce } => {
                flags.has_passphrase = true;
                let key = DataKey::new(*key);
                let vault = Vault::close(&about(flags), &key, wrapping, cost.clone(), *nonce);
                let vault = vault.map_err(LinkError::Seal)?;
                let mut body = format!("{vault}\n").into_bytes();
                body.extend(Cipher::new(&key).seal(&about(flags), &inner).map_err(LinkError::Seal)?);
                Ok(frame::write(flags, &body, None))
            }
            Lock::Key(key) => {
                flags.has_key = true;
                let cipher = Cipher::new(&DataKey::new(*key));
                let body = cipher.seal(&about(flags), &inner).map_err(LinkError::Seal)?;
                Ok(frame::write(flags, &body, Some(key)))
            }
        }
    }
}

/// The name under which a link is sealed: its version and flags, which nobody can change then.
fn about(flags: Flags) -> String {
    format!("link {VERSION} {}", flags.byte())
}

/// A link whose letters were read, and which may be sealed.
#[derive(Clone, Debug)]
pub struct Received {
    flags: Flags,
    body: Vec<u8>,
    vault: Option<Vault>,
    key: Option<[u8; 32]>,
    limits: Limits,
}

/// What a link holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// A copy.
    Copy(FreshCopy),
    /// A request to a member, as the text of its file; nobody has read it yet.
    Request(String),
}

/// What was in a link.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// What it holds.
    pub content: Content,
    /// Who signed it, and what must be verified.
    pub signed: Option<Signed>,
}

impl Opened {
    /// The copy, where it holds one.
    pub fn copy(&self) -> Option<&FreshCopy> {
        match &self.content {
            Content::Copy(copy) => Some(copy),
            Content::Request(_) => None,
        }
    }
}

impl Received {
    /// Reads the letters of a link. What stands before `#/s/`, and blanks, are passed over.
    ///
    /// # Errors
    /// When it is none, was cut or altered, is of a later version or too long, or lacks its key.
    pub fn read(text: &str, limits: Limits) -> Result<Self, LinkError> {
        let frame::Parts { flags, mut body, key } = frame::read(text, limits.characters)?;
        let mut vault = None;
        if flags.has_passphrase {
            let end = body.iter().position(|byte| *byte == b'\n').ok_or(LinkError::Altered)?;
            let sealed = body.split_off(end);
            let header = String::from_utf8(body).map_err(|_| LinkError::Altered)?;
            vault = Some(Vault::read(&header).map_err(LinkError::Seal)?);
            body = sealed.get(1..).unwrap_or_default().to_vec();
        }
        Ok(Received { flags, body, vault, key, limits })
    }

    /// What it costs to make a key of its passphrase; none where it has none.
    pub fn cost(&self) -> Option<&Cost> {
        self.vault.as_ref().map(Vault::cost)
    }

    /// Whether what is internal is in it, by what it says of itself.
    pub fn is_internal(&self) -> bool {
        self.flags.is_internal
    }

    /// Opens it, with what was made of its passphrase where it has one.
    ///
    /// # Errors
    /// When passphrase or key are missing or others, or what is inside was not made by Muster, is of a later version or too
    /// large.
    pub fn open(&self, wrapping: Option<&WrappingKey>) -> Result<Opened, LinkError> {
        let about = about(self.flags);
        let inner = if let Some(vault) = &self.vault {
            let wrapping = wrapping.ok_or(LinkError::NeedsPassphrase)?;
            let key = vault.open(&about, wrapping).map_err(|_| LinkError::WrongPassphrase)?;
            &Cipher::new(&key).open(&about, &self.body).map_err(|_| LinkError::Altered)?
        } else if let Some(key) = self.key {
            let cipher = Cipher::new(&DataKey::new(key));
            &cipher.open(&about, &self.body).map_err(|_| LinkError::WrongKey)?
        } else {
            &self.body
        };
        let mut rest = inner.as_slice();
        let signature = if self.flags.is_signed { Some(Signature::read(&mut rest)?) } else { None };
        let content = packed::inflate(rest, self.limits.inflated)?;
        let memory = self.limits.inflated.saturating_mul(UNFOLDED);
        let held = if self.flags.is_request {
            let text = String::from_utf8(content.clone()).map_err(|_| LinkError::Altered)?;
            Content::Request(text)
        } else {
            Content::Copy(untable::read(&content, self.flags.is_internal, memory)?)
        };
        let signed = signature.map(|signature| {
            let Signature { name, at, .. } = &signature;
            let message = signature::message(&content, self.flags.is_internal, name, at);
            Signed { signature, message }
        });
        Ok(Opened { content: held, signed })
    }
}

/// Opens a link that has no passphrase.
///
/// # Errors
/// As those of [`Received::read`] and [`Received::open`].
pub fn open(text: &str, limits: Limits) -> Result<Opened, LinkError> {
    Received::read(text, limits)?.open(None)
}

#[cfg(test)]
mod tests;
