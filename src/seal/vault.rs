//! The header of a lock: a data key, wrapped, and how to make the key that unwraps it.
//!
//! One line of plain letters:
//!
//! ```text
//! muster-vault 1 argon2id m=65536 t=3 p=1 salt=… id=… nonce=… key=… sum=…
//! ```
//!
//! Salt, nonce and key are base64url without padding. `id` is the data key's name. `sum` is the first 16 hexadecimal
//! digits of SHA-256 over all before ` sum=`: it tells damage from a wrong passphrase, and protects from nothing. All
//! before ` key=`, after what the vault is for and a line feed, is associated data of the wrapped key.

use std::fmt;
use std::str::FromStr;

use base64ct::{Base64UrlUnpadded, Encoding};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::{Cost, DataKey, SealError, WrappingKey};

/// The word by which a header is known.
pub(super) const WORD: &str = "muster-vault ";

/// The form that this build writes.
const FORM: u32 = 1;

/// The longest header that is looked at.
pub(super) const LONGEST: usize = 400;

/// A data key under a passphrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vault {
    cost: Cost,
    id: String,
    nonce: [u8; 24],
    wrapped: [u8; 48],
}

impl Vault {
    /// Wraps a data key. `about` says what the vault is for, so that it opens nowhere else.
    ///
    /// # Errors
    /// When the cost is out of bounds.
    pub fn close(
        about: &str,
        key: &DataKey,
        wrapping: &WrappingKey,
        cost: Cost,
        nonce: [u8; 24],
    ) -> Result<Self, SealError> {
        let mut vault = Vault { cost: cost.bounded()?, id: key.id(), nonce, wrapped: [0; 48] };
        let payload = Payload { msg: key.bytes(), aad: &vault.aad(about) };
        let wrapped = cipher(wrapping).encrypt(XNonce::from_slice(&nonce), payload);
        vault.wrapped = wrapped.ok().and_then(|bytes| bytes.try_into().ok()).ok_or(SealError::Altered)?;
        Ok(vault)
    }

    /// Unwraps the data key.
    ///
    /// # Errors
    /// When the passphrase does not fit, or the vault is for something else.
    pub fn open(&self, about: &str, wrapping: &WrappingKey) -> Result<DataKey, SealError> {
        let payload = Payload { msg: &self.wrapped, aad: &self.aad(about) };
        let opened = cipher(wrapping).decrypt(XNonce::from_slice(&self.nonce), payload);
        let opened = Zeroizing::new(opened.map_err(|_| SealError::Passphrase)?);
        let key = DataKey::new(opened.as_slice().try_into().map_err(|_| SealError::Altered)?);
        if key.id() == self.id { Ok(key) } else { Err(SealError::Altered) }
    }

    /// Reads a header.
    ///
    /// # Errors
    /// When it is none, of a later version, altered, or asks for what no Muster asks for.
    pub fn read(text: &str) -> Result<Self, SealError> {
        let (form, _) =
            text.strip_prefix(WORD).and_then(|rest| rest.split_once(' ')).ok_or(SealError::NotAVault)?;
        match form.parse::<u32>() {
            Ok(FORM) => {}
            Ok(newer) if newer > FORM => return Err(SealError::Newer(newer)),
            _ => return Err(SealError::NotAVault),
        }
        let (said, sum) = text.rsplit_once(" sum=").ok_or(SealError::Altered)?;
        if sum != checksum(said) {
            return Err(SealError::Altered);
        }
        let vault = fields(said).ok_or(SealError::Altered)?;
        let vault = Vault { cost: vault.cost.bounded()?, ..vault };
        // Only the one printed form is a header: “m=065536” is not.
        if vault.to_string() == text { Ok(vault) } else { Err(SealError::Altered) }
    }

    /// What it costs to open it.
    pub fn cost(&self) -> &Cost {
        &self.cost
    }

    /// The name of the key inside.
    pub fn id(&self) -> &str {
        &self.id
    }

    fn aad(&self, about: &str) -> Vec<u8> {
        format!("{about}\n{}", self.said()).into_bytes()
    }

    /// The header up to the wrapped key.
    fn said(&self) -> String {
        let Cost { memory, passes, lanes, salt } = &self.cost;
        let (salt, nonce) =
            (Base64UrlUnpadded::encode_string(salt), Base64UrlUnpadded::encode_string(&self.nonce));
        let id = &self.id;
        format!("{WORD}{FORM} argon2id m={memory} t={passes} p={lanes} salt={salt} id={id} nonce={nonce}")
    }
}

impl fmt::Display for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = format!("{} key={}", self.said(), Base64UrlUnpadded::encode_string(&self.wrapped));
        write!(f, "{said} sum={}", checksum(&said))
    }
}

fn fields(said: &str) -> Option<Vault> {
    let mut words = said.strip_prefix(WORD)?.split(' ').skip(1);
    if words.next()? != "argon2id" {
        return None;
    }
    let mut word = |name: &str| words.next()?.strip_prefix(name)?.strip_prefix('=');
    let (memory, passes, lanes) = (number(word("m")?)?, number(word("t")?)?, number(word("p")?)?);
    let (salt, id, nonce) = (bytes(word("salt")?)?, word("id")?.to_owned(), bytes(word("nonce")?)?);
    let wrapped = bytes(word("key")?)?;
    Some(Vault { cost: Cost { memory, passes, lanes, salt }, id, nonce, wrapped })
}

fn number(text: &str) -> Option<u32> {
    u32::from_str(text).ok()
}

fn bytes<const N: usize>(text: &str) -> Option<[u8; N]> {
    Base64UrlUnpadded::decode_vec(text).ok()?.try_into().ok()
}

fn checksum(said: &str) -> String {
    Sha256::digest(said.as_bytes()).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn cipher(wrapping: &WrappingKey) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(wrapping.bytes().into())
}
