//! The two keys. Neither is ever shown, and both are wiped when they are let go.

use std::fmt;

use hmac::digest::generic_array::GenericArray;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

/// 256 bits.
type Bytes = Zeroizing<[u8; 32]>;

/// The random key under which values are sealed.
#[derive(Clone)]
pub struct DataKey(Bytes);

/// What a passphrase becomes; it wraps the data key and nothing else.
#[derive(Clone)]
pub struct WrappingKey(Bytes);

impl DataKey {
    /// The key of 32 random bytes.
    pub fn new(random: [u8; 32]) -> Self {
        DataKey(Zeroizing::new(random))
    }

    /// A name by which the key is known and which says nothing about it: 16 hexadecimal digits.
    pub fn id(&self) -> String {
        let name = self.derive("muster id");
        name.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }

    /// A key for one use, so that no key serves two.
    pub(super) fn derive(&self, purpose: &str) -> Bytes {
        Zeroizing::new(mac(&self.0, &[purpose.as_bytes()]))
    }

    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl WrappingKey {
    /// The key of the bytes that [`stretch`](super::stretch) made.
    pub fn new(bytes: [u8; 32]) -> Self {
        WrappingKey(Zeroizing::new(bytes))
    }

    /// Its bytes, to be handed from the worker that made it to the page.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// HMAC-SHA-256 over several pieces in turn.
pub(super) fn mac(key: &[u8; 32], pieces: &[&[u8]]) -> [u8; 32] {
    // As long as a block, so that making the key cannot fail; HMAC itself fills a short key with zeros.
    let mut block = Zeroizing::new([0_u8; 64]);
    block.iter_mut().zip(key).for_each(|(place, byte)| *place = *byte);
    let mut mac = <Hmac<Sha256> as Mac>::new(GenericArray::from_slice(block.as_slice()));
    pieces.iter().for_each(|piece| mac.update(piece));
    mac.finalize().into_bytes().into()
}

impl fmt::Debug for DataKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DataKey({})", self.id())
    }
}

impl fmt::Debug for WrappingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WrappingKey")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_a_name_and_keys_for_each_use() {
        let (one, other) = (DataKey::new([1; 32]), DataKey::new([2; 32]));
        assert_eq!(one.id(), DataKey::new([1; 32]).id());
        assert_ne!(one.id(), other.id());
        assert_ne!(*one.derive("a"), *one.derive("b"));
        assert_ne!(*one.derive("a"), *one.bytes());
    }

    #[test]
    fn a_key_does_not_print_itself() {
        let shown = format!("{:?} {:?}", DataKey::new([77; 32]), WrappingKey::new([77; 32]));
        assert!(!shown.contains("77") && !shown.contains("4d4d"), "{shown}");
    }
}
