//! A key of a passphrase.

use crate::app::browser::{random, worker};
use crate::said;
use crate::seal::{Cost, DataKey, SealError, Vault, WrappingKey};
use crate::words::text::areas::keeping as text;
use crate::words::text::areas::sharing;

/// The shortest passphrase that is taken for something new.
const SHORTEST: usize = 10;

/// The wrapping key of a passphrase at a cost that was fixed before.
///
/// # Errors
/// A sentence.
pub async fn wrapping(passphrase: &str, cost: &Cost) -> Result<WrappingKey, String> {
    let made = worker::stretch(passphrase, cost).await;
    made.map_err(|reason| reason.unwrap_or_else(|| SealError::Memory(cost.memory / 1024).to_string()))
}

/// The wrapping key of a new passphrase, at the highest cost that this device bears.
///
/// # Errors
/// A sentence.
pub async fn new_wrapping(passphrase: &str) -> Result<(WrappingKey, Cost), String> {
    let strong = Cost::strong(random()?);
    match worker::stretch(passphrase, &strong).await {
        Ok(key) => Ok((key, strong)),
        Err(Some(reason)) => Err(reason),
        Err(None) => {
            let light = Cost::light(random()?);
            Ok((wrapping(passphrase, &light).await?, light))
        }
    }
}

/// A vault for a data key under a new passphrase.
///
/// # Errors
/// A sentence.
pub async fn new_vault(about: &str, key: &DataKey, passphrase: &str) -> Result<Vault, String> {
    let (wrapping, cost) = new_wrapping(passphrase).await?;
    Vault::close(about, key, &wrapping, cost, random()?).map_err(|error| error.to_string())
}

/// A new data key.
///
/// # Errors
/// A sentence.
pub fn new_key() -> Result<DataKey, String> {
    random().map(DataKey::new)
}

/// Random bytes.
///
/// # Errors
/// A sentence where the browser has no generator that is fit for keys.
pub fn random<const N: usize>() -> Result<[u8; N], String> {
    random::bytes().ok_or_else(|| sharing::NO_RANDOMNESS.said().to_owned())
}

/// A new passphrase that was typed twice.
///
/// # Errors
/// A sentence at the field.
pub fn agreed(first: &str, second: &str) -> Result<(), String> {
    if first.chars().count() < SHORTEST {
        return Err(said!(text::PASSPHRASE_SHORT, count = SHORTEST.to_string(), n = SHORTEST));
    }
    if first == second { Ok(()) } else { Err(text::PASSPHRASES_DIFFER.said().to_owned()) }
}
