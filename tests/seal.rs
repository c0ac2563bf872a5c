//! The container of a passphrase, held against vectors that another implementation made (`tests/oracle/seal.py`).

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that cannot go on stops"
)]

use std::sync::LazyLock;

use muster::seal::{Cipher, Cost, DataKey, Packed, SealError, Vault, WrappingKey, stretch};
use proptest::prelude::*;
use serde_json::Value;

static CASES: LazyLock<Vec<Value>> =
    LazyLock::new(|| serde_json::from_str(include_str!("fixtures/seal.json")).unwrap());

fn text<'a>(case: &'a Value, name: &str) -> &'a str {
    case[name].as_str().unwrap()
}

fn hex(digits: &str) -> Vec<u8> {
    (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap()).collect()
}

fn bytes<const N: usize>(case: &Value, name: &str) -> [u8; N] {
    hex(text(case, name)).try_into().unwrap()
}

fn cost(case: &Value) -> Cost {
    let number = |name: &str| u32::try_from(case[name].as_u64().unwrap()).unwrap();
    Cost { memory: number("memory"), passes: number("passes"), lanes: 1, salt: bytes(case, "salt") }
}

/// The vault of a case, its wrapping key and its data key.
fn made(case: &Value) -> (Vault, WrappingKey, DataKey) {
    let (wrapping, key) = (WrappingKey::new(bytes(case, "wrapping")), DataKey::new(bytes(case, "key")));
    let vault = Vault::close(text(case, "about"), &key, &wrapping, cost(case), bytes(case, "nonce")).unwrap();
    (vault, wrapping, key)
}

#[test]
fn a_passphrase_gives_the_key_that_the_reference_gives() {
    for case in CASES.iter() {
        let wrapping = stretch(text(case, "passphrase").as_bytes(), &cost(case)).unwrap();
        assert_eq!(wrapping.bytes().to_vec(), hex(text(case, "wrapping")));
    }
}

#[test]
fn headers_are_byte_for_byte_those_of_the_other_implementation() {
    for case in CASES.iter() {
        let (vault, wrapping, key) = made(case);
        assert_eq!(vault.to_string(), text(case, "header"));
        let read = Vault::read(text(case, "header")).unwrap();
        assert_eq!((read.cost(), read.id()), (&cost(case), key.id().as_str()));
        assert_eq!(read.open(text(case, "about"), &wrapping).unwrap().id(), key.id());
    }
}

#[test]
fn values_are_byte_for_byte_those_of_the_other_implementation() {
    for case in CASES.iter() {
        let cipher = Cipher::new(&made(case).2);
        for value in case["values"].as_array().unwrap() {
            let (name, plain) = (text(value, "name"), text(value, "value").as_bytes());
            assert_eq!(cipher.seal(name, plain).unwrap(), hex(text(value, "sealed")), "{name}");
            assert_eq!(cipher.open(name, &hex(text(value, "sealed"))).as_deref(), Ok(plain));
        }
    }
}

#[test]
fn a_sealed_file_opens() {
    for case in CASES.iter() {
        let (_, wrapping, key) = made(case);
        let own = Packed::write(b"content", &key, &wrapping, cost(case), bytes(case, "nonce")).unwrap();
        use base64ct::{Base64UrlUnpadded, Encoding};
        assert_eq!(Base64UrlUnpadded::encode_string(&own), text(case, "file"));
        assert_eq!(Packed::read(&own).unwrap().open(&wrapping).as_deref(), Ok(b"content".as_slice()));
        for length in 0..own.len() {
            let opened = Packed::read(&own[..length]).and_then(|packed| packed.open(&wrapping));
            assert!(opened.is_err(), "cut to {length}");
        }
    }
}

#[test]
fn a_header_cut_at_any_length_is_refused() {
    let header = text(&CASES[0], "header");
    for length in 0..header.len() {
        let error = Vault::read(&header[..length]).unwrap_err();
        assert!(matches!(error, SealError::Altered | SealError::NotAVault), "cut to {length}: {error}");
    }
    assert_eq!(Vault::read(&format!("{header} ")), Err(SealError::Altered));
}

#[test]
fn says_why_a_vault_does_not_open() {
    let (vault, wrapping, key) = made(&CASES[0]);
    let refused = |about: &str, wrapping: &WrappingKey| vault.open(about, wrapping).unwrap_err();
    assert_eq!(refused("it", &WrappingKey::new([0; 32])), SealError::Passphrase);
    assert_eq!(refused("drones", &wrapping), SealError::Passphrase);
    let check = |from: &str, to: &str, expected: SealError| {
        assert_eq!(Vault::read(&vault.to_string().replace(from, to)), Err(expected));
    };
    check("m=65536", "m=19456", SealError::Altered);
    check("vault 1", "vault 2", SealError::Newer(2));
    check("vault 1", "vault 0", SealError::NotAVault);
    check("muster", "master", SealError::NotAVault);
    let cost = Cost { memory: 4_000_000, passes: 3, lanes: 1, salt: [0; 16] };
    assert!(matches!(
        Vault::close("it", &key, &wrapping, cost.clone(), [0; 24]),
        Err(SealError::OutOfBounds { found: 4_000_000, .. })
    ));
    assert!(matches!(stretch(b"x", &cost), Err(SealError::OutOfBounds { .. })));
}

#[test]
fn parameters_are_bounded_before_anything_is_counted_with_them() {
    use sha2::{Digest, Sha256};
    let (vault, ..) = made(&CASES[0]);
    let whole = vault.to_string();
    let (said, _) = whole.rsplit_once(" sum=").unwrap();
    for dear in ["m=4294967295", "m=1024"] {
        let said = said.replace("m=65536", dear);
        let sum: String = Sha256::digest(&said).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let read = Vault::read(&format!("{said} sum={sum}"));
        assert!(matches!(read, Err(SealError::OutOfBounds { what: "m =", .. })), "{read:?}");
    }
}

#[test]
fn another_passphrase_wraps_the_same_key() {
    let (vault, old, key) = made(&CASES[0]);
    let new = WrappingKey::new([9; 32]);
    let again = Vault::close("it", &key, &new, Cost::light([7; 16]), [8; 24]).unwrap();
    assert_eq!(again.id(), vault.id());
    assert_eq!(again.open("it", &old).unwrap_err(), SealError::Passphrase);
    let sealed = Cipher::new(&key).seal("name", b"before").unwrap();
    let opened = Cipher::new(&again.open("it", &new).unwrap()).open("name", &sealed);
    assert_eq!(opened.as_deref(), Ok(b"before".as_slice()));
}

proptest! {
    #[test]
    fn whatever_is_sealed_opens_again(key: [u8; 32], name in ".*", value: Vec<u8>) {
        let cipher = Cipher::new(&DataKey::new(key));
        prop_assert_eq!(cipher.open(&name, &cipher.seal(&name, &value)?), Ok(value));
    }

    #[test]
    fn one_flipped_bit_and_a_value_does_not_open(value: Vec<u8>, at: prop::sample::Index, bit in 0..8u8) {
        let cipher = Cipher::new(&DataKey::new([5; 32]));
        let mut sealed = cipher.seal("name", &value)?;
        let place = at.index(sealed.len());
        sealed[place] ^= 1 << bit;
        prop_assert!(cipher.open("name", &sealed).is_err());
    }

    #[test]
    fn a_value_under_another_name_does_not_open(name in ".{0,8}", other in ".{0,8}", value: Vec<u8>) {
        prop_assume!(name != other);
        let cipher = Cipher::new(&DataKey::new([5; 32]));
        prop_assert!(cipher.open(&other, &cipher.seal(&name, &value)?).is_err());
    }

    #[test]
    fn one_flipped_bit_and_a_header_does_not_open(at: prop::sample::Index, bit in 0..7u8) {
        let (vault, wrapping, _) = made(&CASES[1]);
        let mut header = vault.to_string().into_bytes();
        let place = at.index(header.len());
        header[place] ^= 1 << bit;
        let header = String::from_utf8(header).unwrap();
        let opened = Vault::read(&header).and_then(|vault| vault.open("drones", &wrapping));
        prop_assert!(opened.is_err(), "{header}");
    }

    #[test]
    fn no_text_makes_reading_a_header_panic(text in "muster-vault 1 argon2id( [a-z]{1,5}=[0-9A-Za-z_-]{0,9}){0,9}") {
        prop_assert!(Vault::read(&text).is_err());
    }
}
