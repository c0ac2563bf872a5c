//! **seal**: the container that only a passphrase opens.
//!
//! Knows nothing of what it carries. Randomness comes in as an argument.
//!
//! - **A passphrase is never the key.** Values are sealed with a random [`DataKey`]; a [`Vault`] keeps that key, wrapped
//!   with what [`stretch`] makes of the passphrase. Another passphrase wraps the same key anew.
//! - **A value opens under its own name alone**, whole and unaltered, or not at all.
//! - **The same value under the same name and key gives the same bytes**, so that two writers of one value agree.
//!
//! | what | how |
//! |---|---|
//! | passphrase to wrapping key | Argon2id, 64 MiB, 3 passes, 1 lane, 16 bytes of salt; 19 MiB and 2 passes where memory is short |
//! | data key in the vault | XChaCha20-Poly1305, random nonce, the header before it as associated data |
//! | values | XChaCha20-Poly1305, nonce from HMAC-SHA-256 over name and value, the name as associated data |

mod cipher;
mod cost;
mod error;
mod keys;
mod packed;
mod stretch;
mod vault;

pub use cipher::Cipher;
pub use cost::Cost;
pub use error::SealError;
pub use keys::{DataKey, WrappingKey};
pub use packed::{Packed, is_packed};
pub use stretch::stretch;
pub use vault::Vault;
