//! The tokens of the look, read from the style sheet that says them, and how well colours are told apart.

use crate::said;
use crate::words::text::areas::samples as text;

const SHEET: &str = include_str!("../../../../style/main/tokens.css");

/// A colour with its value in the light theme and in the dark one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    /// Its name, without the dashes.
    pub name: &'static str,
    /// In the light theme.
    pub light: &'static str,
    /// In the dark theme.
    pub dark: &'static str,
}

/// All tokens with their values, in the order of the sheet.
pub fn tokens() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = SHEET.lines().filter_map(|line| line.trim().strip_prefix("--")?.split_once(": "));
    lines.map(|(name, value)| (name, value.trim_end_matches(';')))
}

/// The colours that stand in six digits.
pub fn colours() -> impl Iterator<Item = Colour> {
    tokens().filter_map(|(name, value)| {
        let (light, dark) = value.strip_prefix("light-dark(")?.strip_suffix(')')?.split_once(", ")?;
        let is_plain = |value: &str| value.len() == 7 && value.starts_with('#');
        (is_plain(light) && is_plain(dark)).then_some(Colour { name, light, dark })
    })
}

/// The colour of that name.
pub fn colour(name: &str) -> Option<Colour> {
    colours().find(|colour| colour.name == name)
}

/// The contrast of two colours, 1 to 21, as WCAG counts it.
pub fn contrast(one: &str, other: &str) -> Option<f64> {
    let (one, other) = (luminance(one)?, luminance(other)?);
    Some((one.max(other) + 0.05) / (one.min(other) + 0.05))
}

/// How bright a colour is, 0 to 1.
fn luminance(colour: &str) -> Option<f64> {
    let part = |at: usize| {
        let byte = u8::from_str_radix(colour.get(at..at + 2)?, 16).ok()?;
        let value = f64::from(byte) / 255.0;
        Some(if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) })
    };
    Some(0.2126 * part(1)? + 0.7152 * part(3)? + 0.0722 * part(5)?)
}

/// A contrast in words, never more than it is.
pub fn said(contrast: f64) -> String {
    let tenths = (contrast * 10.0) as u32;
    said!(text::CONTRAST_OF, number = format!("{}.{}", tenths / 10, tenths % 10))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, on: &[&str], least: f64) {
        let of = |name: &str| colour(name).unwrap();
        let front = of(name);
        for ground in on {
            let back = of(ground);
            for (theme, one, other) in [("light", front.light, back.light), ("dark", front.dark, back.dark)] {
                let contrast = contrast(one, other).unwrap();
                assert!(contrast >= least, "{name} on {ground}, {theme}: {contrast:.2} is below {least}");
            }
        }
    }

    #[test]
    fn what_is_read_stands_out() {
        let grounds = ["paper", "panel", "tint"];
        for name in ["ink", "soft", "accent"] {
            check(name, &grounds, 4.5);
        }
        for (name, tint) in [("warn", "warn-tint"), ("bad", "bad-tint"), ("good", "panel")] {
            check(name, &["paper", "panel", tint], 4.5);
        }
        check("on-accent", &["accent"], 4.5);
    }

    #[test]
    fn what_is_seen_stands_out() {
        let measures =
            ["pledged", "committed", "raised", "paid", "spent", "delivered", "ordered", "allocated"];
        for name in measures.into_iter().chain(["edge"]) {
            check(name, &["paper"], 3.0);
        }
    }

    #[test]
    fn contrast_is_counted_as_wcag_does() {
        assert_eq!(contrast("#000000", "#ffffff"), Some(21.0));
        assert_eq!(contrast("#777777", "#777777"), Some(1.0));
        assert_eq!(said(4.59), "4.5 to 1");
        assert_eq!(contrast("#00", "#ffffff"), None);
    }
}
