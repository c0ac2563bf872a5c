//! Bytes as text, fifteen bits to a UTF-16 unit.
//!
//! Browsers count what they keep in units of sixteen bits. A unit here stands between U+3400 and U+B3FF: letters
//! of one unit and three UTF-8 bytes each, none of which is half of a pair, a control, a blank or a mark of direction.

/// The unit that stands for fifteen zeros.
const FIRST: u32 = 0x3400;
const BITS: u32 = 15;
const ALL: u32 = (1 << BITS) - 1;

/// Bytes as text: their bits, a one, and zeros until the last unit is full.
pub fn pack(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().saturating_mul(8).div_ceil(5).saturating_add(3));
    let (mut held, mut count) = (0_u32, 0_u32);
    for byte in bytes {
        held = (held << 8) | u32::from(*byte);
        count += 8;
        if count >= BITS {
            count -= BITS;
            push(&mut text, held >> count);
            held &= (1 << count) - 1;
        }
    }
    push(&mut text, ((held << 1) | 1) << (BITS - 1 - count));
    text
}

fn push(text: &mut String, unit: u32) {
    text.extend(char::from_u32(FIRST + (unit & ALL)));
}

/// The bytes of a packed text; none when it is not one.
pub fn unpack(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len().saturating_mul(5).div_ceil(8));
    let (mut held, mut count) = (0_u32, 0_u32);
    for letter in text.chars() {
        let unit = u32::from(letter).checked_sub(FIRST).filter(|unit| *unit <= ALL)?;
        held = (held << BITS) | unit;
        count += BITS;
        while count > BITS {
            count -= 8;
            bytes.push(u8::try_from(held >> count).ok()?);
            held &= (1 << count) - 1;
        }
    }
    // What is left ends with the one that closes it; whole bytes before that one are content.
    let closing = held.trailing_zeros();
    let mut left = (held != 0).then(|| count.checked_sub(closing + 1))??;
    held >>= closing + 1;
    while left > 0 {
        left = left.checked_sub(8)?;
        bytes.push(u8::try_from((held >> left) & 0xff).ok()?);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn is_what_the_format_says() {
        let check = |bytes: &[u8], expected: &str| {
            assert_eq!(pack(bytes), expected);
            assert_eq!(unpack(expected).as_deref(), Some(bytes));
        };
        check(b"", "\u{7400}");
        check(&[0], "\u{3440}");
        check(&[0xff], "\u{b3c0}");
        check(&[0xff, 0xff], "\u{b3ff}\u{9400}");
        check(&[0; 15], "\u{3400}\u{3400}\u{3400}\u{3400}\u{3400}\u{3400}\u{3400}\u{3400}\u{7400}");
    }

    #[test]
    fn other_text_is_no_bytes() {
        for text in ["", "a", "\u{33ff}", "\u{b400}", "\u{3400}", "\u{7400}\u{3400}"] {
            assert_eq!(unpack(text), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn reads_back(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let text = pack(&bytes);
            prop_assert_eq!(text.encode_utf16().count(), (bytes.len() * 8 + 1).div_ceil(15));
            prop_assert_eq!(unpack(&text), Some(bytes));
        }

        #[test]
        fn every_text_has_one_reading(text in "[\u{3400}-\u{b3ff}]{0,9}") {
            if let Some(bytes) = unpack(&text) {
                prop_assert_eq!(pack(&bytes), text);
            }
        }
    }
}
