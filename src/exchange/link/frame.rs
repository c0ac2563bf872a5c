//! The outer form of a link: version, flags, length, body and checksum, as letters of an address.

use base64ct::{Base64UrlUnpadded, Encoding};
use sha2::{Digest, Sha256};

use super::LinkError;

/// What a link begins with, behind the address of the page.
pub const BEGINNING: &str = "#/s/";

/// The version of payloads that this build writes.
pub const VERSION: u8 = 1;

/// How many bytes of SHA-256 over all before stand at the end.
const CHECKSUM: usize = 6;

/// How many letters surely hold version, flags and length.
const HEAD: usize = 12;

/// What a payload is, besides its version.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Flags {
    /// What is internal is in it.
    pub is_internal: bool,
    /// It is sealed with a passphrase.
    pub has_passphrase: bool,
    /// It is sealed with a key that stands in the link.
    pub has_key: bool,
    /// It is signed.
    pub is_signed: bool,
    /// It is no copy but the file of a request.
    pub is_request: bool,
}

impl Flags {
    pub fn byte(self) -> u8 {
        let Flags { is_internal, has_passphrase, has_key, is_signed, is_request } = self;
        let bits = [is_internal, has_passphrase, has_key, is_signed, is_request];
        bits.into_iter().rev().fold(0, |byte, bit| byte << 1 | u8::from(bit))
    }

    fn of(byte: u8) -> Option<Self> {
        let bit = |place: u8| byte >> place & 1 == 1;
        let flags = Flags {
            is_internal: bit(0),
            has_passphrase: bit(1),
            has_key: bit(2),
            is_signed: bit(3),
            is_request: bit(4),
        };
        (byte < 32 && !(flags.has_passphrase && flags.has_key)).then_some(flags)
    }
}

/// A link from its parts.
pub(super) fn write(flags: Flags, body: &[u8], key: Option<&[u8; 32]>) -> String {
    let mut bytes = vec![VERSION, flags.byte()];
    put_number(&mut bytes, body.len() as u64);
    bytes.extend(body);
    let sum = checksum(&bytes);
    bytes.extend(sum);
    let payload = Base64UrlUnpadded::encode_string(&bytes);
    match key {
        None => format!("{BEGINNING}{payload}"),
        Some(key) => format!("{BEGINNING}{payload}.{}", Base64UrlUnpadded::encode_string(key)),
    }
}

/// The parts of a link: flags, body, and the key where it has one.
pub(super) struct Parts {
    pub flags: Flags,
    pub body: Vec<u8>,
    pub key: Option<[u8; 32]>,
}

/// Takes a link apart; what stands before `#/s/` and blanks that a mail program put in are passed over.
pub(super) fn read(text: &str, most: usize) -> Result<Parts, LinkError> {
    let found = text.chars().count();
    if found > most {
        return Err(LinkError::TooLong { found, most });
    }
    let (_, rest) = text.split_once(BEGINNING).ok_or(LinkError::NotALink)?;
    let link: String = rest.chars().filter(|c| !c.is_whitespace()).collect();
    let link = link.trim_end_matches(|c: char| !is_letter(c));
    let (payload, key) = link.split_once('.').map_or((link, None), |(payload, key)| (payload, Some(key)));
    if !payload.chars().all(is_letter) {
        return Err(LinkError::Altered);
    }
    let cut = |expected: usize| LinkError::Cut { found: payload.len(), expected };
    let whole = payload.len().min(HEAD) & !3;
    let head = decoded(payload.get(..whole).unwrap_or_default())?;
    let Some((version, rest)) = head.split_first() else { return Err(cut(HEAD)) };
    if *version != VERSION {
        let (found, known) = (u64::from(*version), u64::from(VERSION));
        return Err(match found > known {
            true => LinkError::Newer { what: "version", found, known },
            false => LinkError::Altered,
        });
    }
    let Some((flags, rest)) = rest.split_first() else { return Err(cut(HEAD)) };
    let flags = Flags::of(*flags).ok_or(LinkError::Altered)?;
    let mut length = rest;
    let Some(length_of_body) = take_number(&mut length) else {
        return Err(if whole < HEAD { cut(HEAD) } else { LinkError::Altered });
    };
    let before = head.len().saturating_sub(length.len());
    let size = usize::try_from(length_of_body).unwrap_or(usize::MAX);
    let all = before.saturating_add(size).saturating_add(CHECKSUM);
    let expected = all.saturating_mul(4).div_ceil(3);
    match payload.len().cmp(&expected) {
        std::cmp::Ordering::Less => return Err(cut(expected)),
        std::cmp::Ordering::Greater => return Err(LinkError::Altered),
        std::cmp::Ordering::Equal => {}
    }
    let bytes = decoded(payload)?;
    let (said, sum) = bytes.split_at_checked(all.saturating_sub(CHECKSUM)).ok_or(LinkError::Altered)?;
    if sum != checksum(said) {
        return Err(LinkError::Altered);
    }
    let body = said.get(before..).unwrap_or_default().to_vec();
    Ok(Parts { flags, body, key: read_key(flags, key)? })
}

/// The key of a link that is sealed with one.
fn read_key(flags: Flags, key: Option<&str>) -> Result<Option<[u8; 32]>, LinkError> {
    const LETTERS: usize = 43;
    match (flags.has_key, key.unwrap_or_default()) {
        (false, "") => Ok(None),
        (false, _) => Err(LinkError::Altered),
        (true, "") => Err(LinkError::NeedsKey),
        (true, key) if key.len() < LETTERS => Err(LinkError::Cut { found: key.len(), expected: LETTERS }),
        (true, key) => {
            let bytes = Base64UrlUnpadded::decode_vec(key).ok().and_then(|bytes| bytes.try_into().ok());
            bytes.map(Some).ok_or(LinkError::WrongKey)
        }
    }
}

fn decoded(letters: &str) -> Result<Vec<u8>, LinkError> {
    Base64UrlUnpadded::decode_vec(letters).map_err(|_| LinkError::Altered)
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

fn checksum(bytes: &[u8]) -> Vec<u8> {
    Sha256::digest(bytes).iter().take(CHECKSUM).copied().collect()
}

/// A whole number in bytes of seven bits, the lowest first; all but the last have the eighth bit.
pub(super) fn put_number(out: &mut Vec<u8>, mut number: u64) {
    while number > 0x7f {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Reads such a number and goes on behind it.
pub(super) fn take_number(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0_u64;
    for shift in (0..64).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        let bits = u64::from(byte & 0x7f);
        // Only the shortest form of a number is one.
        if shift > 0 && *byte == 0 || bits.checked_shl(shift)? >> shift != bits {
            return None;
        }
        number |= bits << shift;
        if *byte < 0x80 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_back() {
        for number in [0, 1, 127, 128, 300, 1 << 53, u64::MAX] {
            let mut bytes = Vec::new();
            put_number(&mut bytes, number);
            let mut rest = bytes.as_slice();
            assert_eq!((take_number(&mut rest), rest.len()), (Some(number), 0));
            for end in 0..bytes.len() {
                assert_eq!(take_number(&mut &bytes[..end]), None);
            }
        }
        assert_eq!(take_number(&mut [0x80, 0].as_slice()), None);
        assert_eq!(take_number(&mut [0xff; 12].as_slice()), None);
    }

    #[test]
    fn flags_read_back() {
        for byte in 0..=u8::MAX {
            let expected = byte < 32 && byte & 6 != 6;
            assert_eq!(Flags::of(byte).map(Flags::byte), expected.then_some(byte));
        }
    }

    fn check(text: &str, expected: LinkError) {
        assert_eq!(read(text, 100).err(), Some(expected), "{text}");
    }

    #[test]
    fn says_what_is_wrong() {
        let link = write(Flags::default(), b"body", None);
        assert!(link.starts_with("#/s/AQAE"), "{link}");
        check("https://example.org/", LinkError::NotALink);
        check("#/members", LinkError::NotALink);
        check("#/s/", LinkError::Cut { found: 0, expected: 12 });
        check("#/s/AQAEYm", LinkError::Cut { found: 6, expected: 18 });
        check("#/s/AgAEYm9k", LinkError::Newer { what: "version", found: 2, known: 1 });
        check("#/s/AAAEYm9k", LinkError::Altered);
        check("#/s/AQYEYm9keQ", LinkError::Altered);
        check(&format!("{link}A"), LinkError::Altered);
        check(&format!("{link}.AAAA"), LinkError::Altered);
        check(&"x".repeat(101), LinkError::TooLong { found: 101, most: 100 });
    }

    #[test]
    fn what_a_mail_program_puts_around_does_not_matter() {
        let link = write(Flags::default(), b"body", None);
        let (begin, end) = link.split_at(9);
        for text in [
            format!("https://example.org/muster/{link}"),
            format!("<{begin}\r\n {end}>."),
            format!("{link})."),
        ] {
            assert_eq!(read(&text, 100).unwrap().body, b"body", "{text}");
        }
    }
}
