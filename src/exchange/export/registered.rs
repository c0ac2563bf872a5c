//! What a publisher is registered as with the keeper of a standard, and whether it can be that.

use super::Format;
use crate::words::text::areas::lacking as says;

impl Format {
    /// Why this cannot be what its publisher is registered as, and what to do, in a sentence. A text that
    /// says nothing is no name and is not refused.
    ///
    /// Both kinds stand in identifiers, where any other character would be written as `%XX` and so name somebody
    /// else.
    pub fn refuses(&self, registered_as: &str) -> Option<&'static str> {
        let text = registered_as.trim();
        match self {
            _ if text.is_empty() => None,
            Format::Iati(_) if !is_organisation(text) => Some(says::NO_ORGANISATION_ID.said()),
            Format::Ocds(_) if !is_prefix(text) => Some(says::NO_OCID_PREFIX.said()),
            _ => None,
        }
    }
}

/// The agency, a hyphen and the number: IATI bans `/`, `&`, `|` and `?` from it, and an identifier takes no
/// others.
fn is_organisation(text: &str) -> bool {
    let parts = text.split_once('-').filter(|(agency, number)| !agency.is_empty() && !number.is_empty());
    parts.is_some() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte))
}

fn is_prefix(text: &str) -> bool {
    let own = text.strip_prefix("ocds-");
    own.is_some_and(|own| {
        own.len() == 6 && own.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use crate::exchange::export::Perspective;
    use crate::exchange::ocds::Package;

    use super::*;

    #[test]
    fn what_is_no_registered_name_is_refused_with_what_to_do() {
        let check = |format: &Format, text: &str, expected: bool| {
            let refused = format.refuses(text);
            assert_eq!(refused.is_none(), expected, "{text}");
            assert!(refused.is_none_or(|sentence| sentence.contains("such as") && sentence.ends_with('.')));
        };
        let (iati, ocds) = (Format::Iati(Perspective::Register), Format::Ocds(Package::Records));
        for (text, expected) in [
            ("GB-COH-01234567", true),
            (" XM-DAC-41114 ", true),
            ("BE-BCE_KBO-0400.1", true),
            ("", true),
            ("  ", true),
            ("GB-COH-1/2", false),
            ("GB-COH-1&2", false),
            ("GB-COH-1|2", false),
            ("GB-COH-1?", false),
            ("GB COH 1", false),
            ("EE-ÄR-1", false),
            ("41114", false),
            ("GB-", false),
            ("-1", false),
        ] {
            check(&iati, text, expected);
        }
        for (text, expected) in [
            ("ocds-213czf", true),
            (" ocds-abc123\n", true),
            ("", true),
            ("ocds-213czF", false),
            ("ocds-213cz", false),
            ("ocds-213czf-1", false),
            ("213czf", false),
            ("GB-COH-01234567", false),
        ] {
            check(&ocds, text, expected);
        }
        check(&Format::Calendar, "whatever", true);
    }
}
