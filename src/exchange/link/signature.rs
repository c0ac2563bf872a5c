//! Who signed a link. Signing and verifying (Ed25519) is the browser's; here are the bytes.

use super::LinkError;
use super::frame::{put_number, take_number};
use crate::register::Hash;

/// The longest name and time that are taken, in bytes.
const LONGEST: usize = 200;

/// What is signed begins with this line, so that no signature for something else fits.
const ABOUT: &str = "muster link 1";

/// A signature as it stands in a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The public key of whoever signed, as Ed25519 has it.
    pub key: [u8; 32],
    /// The signature.
    pub bytes: [u8; 64],
    /// The name that goes with the key, as whoever signed gave it. It proves nothing by itself.
    pub name: String,
    /// When, by the clock of whoever signed, RFC 3339.
    pub at: String,
}

/// A signature that was read, with what it must be over. Whether it is, the browser says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// The signature.
    pub signature: Signature,
    /// The bytes that `signature.bytes` must be the signature of, by `signature.key`.
    pub message: Vec<u8>,
}

/// The bytes that are signed: a line that says what for, whether what is internal is inside, the SHA-256 of what is packed,
/// the time and the name.
pub(super) fn message(content: &[u8], is_internal: bool, name: &str, at: &str) -> Vec<u8> {
    let kind = if is_internal { "internal" } else { "public" };
    format!("{ABOUT}\n{kind}\n{}\n{at}\n{name}", Hash::of(content)).into_bytes()
}

impl Signature {
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        out.extend(self.key);
        out.extend(self.bytes);
        for text in [&self.at, &self.name] {
            put_number(out, text.len() as u64);
            out.extend(text.as_bytes());
        }
    }

    /// Reads one and goes on behind it.
    pub(super) fn read(bytes: &mut &[u8]) -> Result<Self, LinkError> {
        let (key, signature) = (take(bytes)?, take(bytes)?);
        let (at, name) = (text(bytes)?, text(bytes)?);
        Ok(Signature { key, bytes: signature, name, at })
    }
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Result<[u8; N], LinkError> {
    let (taken, rest) = bytes.split_first_chunk().ok_or(LinkError::Altered)?;
    *bytes = rest;
    Ok(*taken)
}

fn text(bytes: &mut &[u8]) -> Result<String, LinkError> {
    let length = take_number(bytes).and_then(|length| usize::try_from(length).ok());
    let length = length.filter(|length| *length <= LONGEST).ok_or(LinkError::Altered)?;
    let (text, rest) = bytes.split_at_checked(length).ok_or(LinkError::Altered)?;
    *bytes = rest;
    // The time ends where its line does.
    let text = std::str::from_utf8(text).ok().filter(|text| !text.contains('\n'));
    text.map(str::to_owned).ok_or(LinkError::Altered)
}

/// A name or time as a signature takes it: one line, not too long.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::new();
    for c in text.chars().map(|c| if c.is_control() { ' ' } else { c }) {
        if line.len().saturating_add(c.len_utf8()) > LONGEST {
            break;
        }
        line.push(c);
    }
    line
}
