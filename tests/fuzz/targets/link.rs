//! Links: as somebody may send them, and from behind the checksum and the packing.

use base64ct::{Base64UrlUnpadded, Encoding};
use miniz_oxide::deflate::compress_to_vec;
use muster::exchange::link::{BEGINNING, open};
use muster::exchange::{Limits, Link, LinkError, Lock, Received};
use muster::seal::WrappingKey;
use sha2::{Digest, Sha256};

const LINKS: &str = include_str!("../../fixtures/link-1.txt");

/// Some streams, with tables of every form.
const STREAMS: &[u8] = include_bytes!("../../fixtures/link-1.streams");

/// The first byte says what the rest is: a text, flags and what is packed, or the streams themselves.
pub fn run(data: &[u8]) -> bool {
    match data.split_first() {
        Some((b'l', text)) => holds(&String::from_utf8_lossy(text)),
        Some((b'p', rest)) => rest.split_first().is_some_and(|(flags, body)| holds(&link(*flags, body))),
        Some((b's', streams)) => holds(&link(0, &compress_to_vec(streams, 1))),
        _ => false,
    }
}

pub fn seeds() -> Vec<Vec<u8>> {
    let texts = LINKS.lines().map(|link| [b"l", link.as_bytes()].concat());
    let bodies = LINKS.lines().map(|link| {
        let payload = link.trim_start_matches(BEGINNING).split('.').next().unwrap();
        let bytes = Base64UrlUnpadded::decode_vec(payload).unwrap();
        // Version, flags and two bytes of length before, the checksum behind.
        [b"p", &bytes[1..2], &bytes[4..bytes.len() - 6]].concat()
    });
    texts.chain(bodies).chain([[b"s", STREAMS].concat()]).collect()
}

/// A link of a body, with the right length and checksum.
fn link(flags: u8, body: &[u8]) -> String {
    let mut bytes = vec![1, flags];
    let mut length = body.len();
    while length > 0x7f {
        bytes.push((length & 0x7f) as u8 | 0x80);
        length >>= 7;
    }
    bytes.push(length as u8);
    bytes.extend(body);
    let sum = Sha256::digest(&bytes);
    bytes.extend(&sum[..6]);
    let key = if flags & 4 == 0 { String::new() } else { Base64UrlUnpadded::encode_string(&[9; 32]) };
    format!("{BEGINNING}{}.{key}", Base64UrlUnpadded::encode_string(&bytes))
}

/// Whether a text is a link. What is in it folds, and written again it is the same.
fn holds(text: &str) -> bool {
    let Ok(received) = Received::read(text, Limits::default()) else { return false };
    let Ok(opened) = received.open(Some(&WrappingKey::new([7; 32]))) else {
        // Behind the frame a seal that does not open is as good as one that does.
        return received.cost().is_some();
    };
    // The file of a request is fuzzed as one.
    let Some(copy) = opened.copy() else { return true };
    let again = Link::of(copy).write(&Lock::Open).unwrap();
    match open(&again, Limits::default()) {
        Ok(read) => assert_eq!(read.copy(), Some(copy), "another copy"),
        // What only just fitted may not when it is written in another form.
        Err(error) => assert!(matches!(error, LinkError::TooLarge(_) | LinkError::TooLong { .. }), "{error}"),
    }
    let _ = copy.register();
    true
}
