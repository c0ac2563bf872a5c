//! Headers of locks and of sealed files, whose checksum is put right so that what stands behind it is reached.

use std::fmt::Write;

use muster::journal::{Key, MemoryStore, Place, Store, frame, lock};
use muster::seal::{Packed, Vault, WrappingKey};
use serde_json::Value;
use sha2::{Digest, Sha256};

const CASES: &str = include_str!("../../fixtures/seal.json");

pub fn run(data: &[u8]) -> bool {
    let text = String::from_utf8_lossy(data);
    let (header, rest) = text.split_once('\n').unwrap_or((&text, ""));
    let header = mended(header);
    let (key, store) = (Key::In("it".into(), Place::Lock), MemoryStore::new());
    store.set(&key.to_string(), &frame(&key, &header)).unwrap();
    let found = lock::headers(&store, &"it".into()).unwrap();
    let file = format!("{header}\n{rest}");
    let packed = Packed::read(file.as_bytes()).map(|packed| {
        assert!(packed.open(&WrappingKey::new([7; 32])).is_err(), "it opens with any key");
        packed.vault
    });
    assert!(Packed::read(data).is_err() || packed.is_ok(), "the header is only read when it is altered");
    let read = Vault::read(&header);
    assert!(found.first().is_none_or(|found| *found == read), "the store gives another header");
    let Ok(vault) = read else { return false };
    assert_eq!(vault.to_string(), header);
    assert!(vault.cost().clone().bounded().is_ok(), "it asks for more than it may");
    assert!(vault.open("it", &WrappingKey::new([7; 32])).is_err(), "it opens with any key");
    true
}

pub fn seeds() -> Vec<Vec<u8>> {
    let cases: Value = serde_json::from_str(CASES).unwrap();
    let header = |case: &Value| case["header"].as_str().unwrap().to_owned();
    let headers: Vec<String> = cases.as_array().unwrap().iter().map(header).collect();
    let files = headers.iter().map(|header| format!("{header}\nwhat is sealed"));
    files.chain(headers.iter().cloned()).map(String::into_bytes).collect()
}

/// A header with the checksum of what it says.
fn mended(header: &str) -> String {
    let Some((said, _)) = header.rsplit_once(" sum=") else { return header.to_owned() };
    let mut mended = format!("{said} sum=");
    for byte in Sha256::digest(said.as_bytes()).iter().take(8) {
        let _ = write!(mended, "{byte:02x}");
    }
    mended
}
