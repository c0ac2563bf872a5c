//! Sealing values, each under its name.

use std::fmt;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use super::keys::mac;
use super::{DataKey, SealError};

/// The length of a nonce.
const NONCE: usize = 24;

/// Seals and opens values with the keys that come from one data key.
#[derive(Clone)]
pub struct Cipher {
    id: String,
    values: XChaCha20Poly1305,
    nonces: Zeroizing<[u8; 32]>,
}

impl Cipher {
    /// The cipher of a key.
    pub fn new(key: &DataKey) -> Self {
        let values = key.derive("muster values");
        Cipher {
            id: key.id(),
            values: XChaCha20Poly1305::new(values.as_slice().into()),
            nonces: key.derive("muster nonces"),
        }
    }

    /// The name of its key.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Seals a value under a name: 24 bytes of nonce, then the sealed value.
    ///
    /// The nonce follows from name and value by a key of its own. So no two values share one, whatever the
    /// randomness of a device is worth, and sealing a value twice tells no more than that it is the same.
    ///
    /// # Errors
    /// When it is longer than the cipher can take, which is 256 GB.
    pub fn seal(&self, name: &str, value: &[u8]) -> Result<Vec<u8>, SealError> {
        let length = (name.len() as u64).to_le_bytes();
        let mac = mac(&self.nonces, &[&length, name.as_bytes(), value]);
        let nonce: Vec<u8> = mac.into_iter().take(NONCE).collect();
        let payload = Payload { msg: value, aad: name.as_bytes() };
        let sealed = self.values.encrypt(XNonce::from_slice(&nonce), payload);
        let sealed = sealed.map_err(|_| SealError::Value(name.to_owned()))?;
        Ok([nonce, sealed].concat())
    }

    /// Opens what was sealed under a name.
    ///
    /// # Errors
    /// When it is not, whole and unaltered, what was sealed under this name with this key.
    pub fn open(&self, name: &str, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        let refused = || SealError::Value(name.to_owned());
        let (nonce, sealed) = sealed.split_at_checked(NONCE).ok_or_else(refused)?;
        let payload = Payload { msg: sealed, aad: name.as_bytes() };
        self.values.decrypt(XNonce::from_slice(nonce), payload).map_err(|_| refused())
    }
}

impl fmt::Debug for Cipher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Cipher({})", self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cipher(of: u8) -> Cipher {
        Cipher::new(&DataKey::new([of; 32]))
    }

    #[test]
    fn the_same_value_gives_the_same_bytes_and_another_name_others() {
        let seal = |name: &str, value: &str| cipher(1).seal(name, value.as_bytes()).unwrap();
        assert_eq!(seal("a", "Estonia"), seal("a", "Estonia"));
        let all = [seal("a", "Estonia"), seal("b", "Estonia"), seal("a", "Latvia"), seal("aE", "stonia")];
        let nonces: std::collections::BTreeSet<_> = all.iter().map(|sealed| &sealed[..NONCE]).collect();
        assert_eq!(nonces.len(), all.len());
    }

    #[test]
    fn every_cut_fails() {
        let sealed = cipher(1).seal("name", "Эстония".as_bytes()).unwrap();
        for length in 0..sealed.len() {
            assert_eq!(
                cipher(1).open("name", &sealed[..length]),
                Err(SealError::Value("name".to_owned())),
                "cut to {length}"
            );
        }
        assert!(cipher(1).open("name", &[sealed.clone(), vec![0]].concat()).is_err());
        assert!(cipher(2).open("name", &sealed).is_err(), "another key");
    }
}
