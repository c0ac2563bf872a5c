//! Bytes as letters, 15 bits each: the most that a browser's storage, which counts UTF-16 units, holds of them.

/// The letter of zero. From here 32,768 letters lie without a gap, below the surrogates.
const FIRST: u32 = 0x4E00;
const BITS: u32 = 15;

/// Bytes as letters. A one bit stands behind the last byte, then zeros, so that the length is told as well.
pub fn write(bytes: &[u8]) -> String {
    let (mut held, mut count) = (0_u32, 0_u32);
    let mut text = String::with_capacity(bytes.len() / 5 * 8 + 6);
    let mut put = |held: u32| text.extend(char::from_u32(FIRST + (held & 0x7FFF)));
    for byte in bytes {
        held = (held << 8 | u32::from(*byte)) & 0x7F_FFFF;
        count += 8;
        if count >= BITS {
            count -= BITS;
            put(held >> count);
        }
    }
    let last = held << 1 | 1;
    put(last << (BITS - 1 - count));
    text
}

/// The bytes of letters; none when they are not as [`write`] makes them.
pub fn read(text: &str) -> Option<Vec<u8>> {
    let (mut held, mut count) = (0_u32, 0_u32);
    let mut bytes = Vec::with_capacity(text.len() / 3 * 2);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let value = u32::from(letter).checked_sub(FIRST).filter(|value| *value < 1 << BITS)?;
        let mut bits = BITS;
        let mut value = value;
        if letters.peek().is_none() {
            // What stands before the last one bit.
            let spare = value.trailing_zeros() + 1;
            bits = BITS.checked_sub(spare)?;
            value >>= spare;
        }
        held = (held << bits | value) & 0x7F_FFFF;
        count += bits;
        while count >= 8 {
            count -= 8;
            bytes.push((held >> count & 0xFF) as u8);
        }
    }
    (count == 0 && !text.is_empty()).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn takes_fifteen_bits_a_letter() {
        let check = |bytes: &[u8], letters: usize| {
            assert_eq!(write(bytes).chars().count(), letters);
            assert_eq!(read(&write(bytes)).as_deref(), Some(bytes));
        };
        check(&[], 1);
        check(&[0], 1);
        check(&[255, 255], 2);
        check(&[0; 15], 9);
        check(&[7; 1500], 801);
    }

    #[test]
    fn refuses_what_it_did_not_write() {
        for text in ["", "a", "\u{4e00}", "一", &(write(b"x") + "\u{4e00}"), "\u{ce00}"] {
            assert_eq!(read(text), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn reads_what_it_wrote(bytes: Vec<u8>) {
            let text = write(&bytes);
            prop_assert!(text.encode_utf16().count() <= (bytes.len() * 8) / 15 + 1);
            prop_assert_eq!(read(&text), Some(bytes));
        }

        #[test]
        fn one_text_for_the_same_bytes(letters in prop::collection::vec(0..0x8000_u32, 1..6)) {
            let text: String = letters.iter().filter_map(|letter| char::from_u32(FIRST + letter)).collect();
            if let Some(bytes) = read(&text) {
                prop_assert_eq!(write(&bytes), text);
            }
        }
    }
}
