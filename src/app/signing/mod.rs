//! Signatures by Ed25519: the one key that a person keeps in this browser, and the keys of others that they remembered.
//!
//! For wings only. A message begins with a line that says what for, so that no signature fits something else:
//!
//! ```text
//! if let Some(mine) = signing::mine().await {
//!     let signature = mine.sign(message).await?;
//!     assert!(signing::verify(&mine.key, message, &signature).await?);
//! }
//! match signing::standing(&name, &key).await { Standing::New => …, … }
//! ```

mod file;
mod make;
mod settings;
mod signers;

use super::browser::ed25519::{self, Pair};
use crate::register::Hash;
use crate::words::text::areas::signing as text;

pub use make::Make;
pub use settings::Signing;
pub use signers::{Signer, Standing, remember, standing};

/// So many digits of the hash of a key are shown and compared by people: 96 bits.
const DIGITS: usize = 24;
/// They stand in groups of so many.
const GROUP: usize = 4;

/// The key of this browser's person, without what is secret of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mine {
    /// The name that goes with it, as the person typed it.
    pub name: String,
    /// The public key.
    pub key: [u8; 32],
}

impl Mine {
    /// Signs a message with this very key.
    ///
    /// # Errors
    /// A sentence, also when the key was removed or replaced meanwhile.
    pub async fn sign(&self, message: &[u8]) -> Result<[u8; 64], String> {
        match Pair::kept().await? {
            Some(pair) if pair.key == self.key => pair.sign(message).await,
            _ => Err(text::KEY_REPLACED.said().to_owned()),
        }
    }
}

/// The key of this browser's person; none where there is none or it cannot be read.
pub async fn mine() -> Option<Mine> {
    let pair = Pair::kept().await.ok()??;
    Some(Mine { name: pair.name, key: pair.key })
}

/// Whether a signature of a message is by that key.
///
/// # Errors
/// A sentence when this browser cannot tell.
pub async fn verify(key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> Result<bool, String> {
    ed25519::verify(key, message, signature).await
}

/// What people compare of a key: the beginning of its SHA-256, in groups.
pub fn fingerprint(key: &[u8; 32]) -> String {
    let hash = Hash::of(key).to_string();
    let mut groups = String::new();
    for (at, digit) in hash.chars().take(DIGITS).enumerate() {
        if at > 0 && at % GROUP == 0 {
            groups.push(' ');
        }
        groups.push(digit);
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::fingerprint;

    #[test]
    fn a_fingerprint_is_the_beginning_of_the_hash() {
        // SHA-256 of 32 zero bytes, by another program.
        assert_eq!(fingerprint(&[0; 32]), "6668 7aad f862 bd77 6c8f c18b");
    }
}
