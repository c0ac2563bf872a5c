//! From a passphrase to a key, slowly and with much memory, so that guessing is dear.

use argon2::{Algorithm, Argon2, Block, Params, Version};
use zeroize::Zeroize;

use super::{Cost, SealError, WrappingKey};

/// Makes the wrapping key of a passphrase. The caller brings a passphrase to one form first, so that every keyboard gives the
/// same bytes.
///
/// # Errors
/// When the cost is out of bounds, or the device has not the memory.
pub fn stretch(passphrase: &[u8], cost: &Cost) -> Result<WrappingKey, SealError> {
    let cost = cost.clone().bounded()?;
    let short = || SealError::Memory(cost.memory / 1024);
    let parameters = Params::new(cost.memory, cost.passes, cost.lanes, Some(32)).map_err(|_| short())?;
    let mut memory: Vec<Block> = Vec::new();
    // Asked for politely: a failed allocation would end the page.
    memory.try_reserve_exact(parameters.block_count()).map_err(|_| short())?;
    memory.resize(parameters.block_count(), Block::default());
    let mut key = [0_u8; 32];
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters);
    let made = argon.hash_password_into_with_memory(passphrase, &cost.salt, &mut key, &mut memory);
    memory.iter_mut().for_each(Zeroize::zeroize);
    made.map_err(|_| short())?;
    let wrapping = WrappingKey::new(key);
    key.zeroize();
    Ok(wrapping)
}
