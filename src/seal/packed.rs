//! A sealed file: the header of its vault on the first line, then what is sealed.

use super::vault::{LONGEST, WORD};
use super::{Cipher, DataKey, SealError, Vault, WrappingKey};

/// What the vault of a file is for, and the name under which its content is sealed.
const ABOUT: &str = "file";

/// A sealed file that was looked at and not yet opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed<'a> {
    /// How its key is kept.
    pub vault: Vault,
    sealed: &'a [u8],
}

/// Whether bytes begin as a sealed file does.
pub fn is_packed(bytes: &[u8]) -> bool {
    bytes.starts_with(WORD.as_bytes())
}

impl<'a> Packed<'a> {
    /// Seals the content of a file under a key of its own.
    ///
    /// # Errors
    /// When the cost of the passphrase is out of bounds.
    pub fn write(
        content: &[u8],
        key: &DataKey,
        wrapping: &WrappingKey,
        cost: super::Cost,
        nonce: [u8; 24],
    ) -> Result<Vec<u8>, SealError> {
        let vault = Vault::close(ABOUT, key, wrapping, cost, nonce)?;
        let mut file = format!("{vault}\n").into_bytes();
        file.extend(Cipher::new(key).seal(ABOUT, content)?);
        Ok(file)
    }

    /// Reads the header of a file.
    ///
    /// # Errors
    /// When it does not begin as a sealed file, or its header is not as it was written.
    pub fn read(bytes: &'a [u8]) -> Result<Self, SealError> {
        if !is_packed(bytes) {
            return Err(SealError::NotAVault);
        }
        let end = bytes.iter().take(LONGEST).position(|byte| *byte == b'\n').ok_or(SealError::Altered)?;
        let (header, rest) = bytes.split_at_checked(end).ok_or(SealError::Altered)?;
        let vault = Vault::read(std::str::from_utf8(header).map_err(|_| SealError::Altered)?)?;
        Ok(Packed { vault, sealed: rest.get(1..).unwrap_or_default() })
    }

    /// Opens it.
    ///
    /// # Errors
    /// When the passphrase does not fit, or the file was cut or altered.
    pub fn open(&self, wrapping: &WrappingKey) -> Result<Vec<u8>, SealError> {
        let key = self.vault.open(ABOUT, wrapping)?;
        Cipher::new(&key).open(ABOUT, self.sealed)
    }
}
