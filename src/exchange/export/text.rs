//! Text of a register in places that do not take any text.

use std::fmt::Write;

/// An id as a part of an identifier or an address: letters, digits and `-._~` stand as they are, all else as `%XX`.
pub fn encoded(id: &str) -> String {
    let mut out = String::with_capacity(id.len());
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a text cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The text without characters that files of text may not hold: each is shown as `U+FFFD`. Line ends become `\n`.
pub fn printable(text: &str) -> String {
    let plain = text.replace("\r\n", "\n").replace('\r', "\n");
    plain.chars().map(|one| if is_printable(one) { one } else { '\u{FFFD}' }).collect()
}

/// What XML 1.0 takes, less the controls that it only puts up with.
fn is_printable(one: char) -> bool {
    matches!(one, '\n' | '\t') || !(one.is_control() || matches!(one, '\u{FFFE}' | '\u{FFFF}'))
}

/// Whether a text says nothing.
pub fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// The address as a URI, if it is one of the web; what a URI does not take in its path stands as `%XX`.
pub fn web_address(text: &str) -> Option<String> {
    let text = text.trim();
    let (scheme, rest) = text.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at_checked(end)?;
    let (name, port) = host.split_once(':').unwrap_or((host, ""));
    let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.".contains(&byte));
    let is_port = port.len() <= 5 && port.bytes().all(|byte| byte.is_ascii_digit());
    if !matches!(scheme.as_str(), "http" | "https") || name.is_empty() || !is_name || !is_port {
        return None;
    }
    let port = if port.is_empty() { String::new() } else { format!(":{port}") };
    Some(format!("{scheme}://{name}{port}{}", path_of(path)))
}

fn path_of(path: &str) -> String {
    let (mut out, mut fragments) = (String::new(), 0_usize);
    for (at, one) in path.char_indices() {
        let escape = path.get(at.saturating_add(1)..at.saturating_add(3));
        fragments += usize::from(one == '#');
        let stands = match one {
            '%' => escape.is_some_and(|two| two.bytes().all(|byte| byte.is_ascii_hexdigit())),
            '#' => fragments == 1,
            one => one.is_ascii_alphanumeric() || "-._~/?:@!$&'()*+,;=".contains(one),
        };
        if stands {
            out.push(one);
        } else {
            out.push_str(&encoded(one.encode_utf8(&mut [0; 4])));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_become_parts_of_identifiers() {
        assert_eq!(encoded("example.12"), "example.12");
        assert_eq!(encoded("__proto__ /é"), "__proto__%20%2F%C3%A9");
    }

    #[test]
    fn what_a_file_may_not_hold_is_shown_as_such() {
        assert_eq!(
            printable("a\u{0}b\u{1b}\r\nc\td\u{85}\u{FFFF}"),
            "a\u{FFFD}b\u{FFFD}\nc\td\u{FFFD}\u{FFFD}"
        );
    }

    #[test]
    fn only_addresses_of_the_web_are_links() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(web_address(text).as_deref(), expected, "{text}");
        };
        check(" https://example.org/a b?c=ä#d#e ", Some("https://example.org/a%20b?c=%C3%A4#d%23e"));
        check("HTTP://example.org", Some("http://example.org"));
        check("http://example.org:8080/%41%4x[]", Some("http://example.org:8080/%41%254x%5B%5D"));
        check("javascript:alert(1)", None);
        check("javascript://example.org/%0aalert(1)", None);
        check("https://user@example.org/", None);
        check("https://", None);
        check("https://[::1]/", None);
    }
}
