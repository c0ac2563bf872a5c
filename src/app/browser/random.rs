//! Randomness for ids.

use leptos::prelude::window;

/// Letters and digits that are not mistaken for one another; 32 of them, so that a byte falls evenly.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Random bytes for a key; none where the browser has no generator fit for that.
pub fn bytes<const N: usize>() -> Option<[u8; N]> {
    let mut bytes = [0_u8; N];
    window().crypto().ok()?.get_random_values_with_u8_array(&mut bytes).ok()?;
    Some(bytes)
}

/// A random id of so many characters, five bits each.
pub fn id(length: usize) -> String {
    let mut bytes = vec![0_u8; length];
    let filled =
        window().crypto().is_ok_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
    if !filled {
        // Without the browser's generator, time and its fallback still tell two page loads apart.
        bytes.iter_mut().for_each(|byte| *byte = (js_sys::Math::random() * 256.0) as u8);
    }
    bytes.iter().filter_map(|byte| DIGITS.get(usize::from(byte % 32))).map(|byte| char::from(*byte)).collect()
}
