//! What two people wrote of one thing, so that it is the same key.

/// A web address without what makes no other page of it: scheme, `www.`, the place in the page, a slash at the end.
pub(super) fn address(text: &str) -> String {
    let text = text.trim();
    let text = text.split_once("://").map_or(text, |(_, rest)| rest);
    let text = text.split_once('#').map_or(text, |(page, _)| page);
    let text = text.strip_prefix("www.").unwrap_or(text).trim_end_matches('/');
    match text.split_once('/') {
        Some((host, path)) => format!("{}/{path}", host.to_lowercase()),
        None => text.to_lowercase(),
    }
}

/// Whether two texts are the same but for their blanks.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    one == other || one.split_whitespace().eq(other.split_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address() {
        let check = |text: &str, expected: &str| assert_eq!(address(text), expected);
        check("https://www.Example.org/Path/", "example.org/Path");
        check("http://example.org/Path#part", "example.org/Path");
        check("EXAMPLE.ORG", "example.org");
    }
}
