//! A link as a QR code.

use std::fmt::Write as _;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use qrcodegen::{QrCode, QrCodeEcc};

/// Of a code that prints well and that a telephone reads from paper, so many bytes are the most.
const MOST: usize = 1_273;
/// White around it, in its own squares.
const QUIET: i32 = 4;

/// The code as an SVG picture; none for a link that is too long for it.
pub(super) fn picture(link: &str) -> Option<String> {
    if link.len() > MOST {
        return None;
    }
    let code = QrCode::encode_binary(link.as_bytes(), QrCodeEcc::High).ok()?;
    let size = code.size();
    let mut path = String::new();
    for y in 0..size {
        for x in (0..size).filter(|x| code.get_module(*x, y)) {
            let _ = write!(path, "M{} {}h1v1h-1z", x.saturating_add(QUIET), y.saturating_add(QUIET));
        }
    }
    let side = size.saturating_add(QUIET.saturating_mul(2));
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
         <rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/><path d=\"{path}\"/></svg>"
    ))
}

/// A picture as an address.
pub(super) fn address(svg: &str) -> String {
    format!("data:image/svg+xml,{}", utf8_percent_encode(svg, NON_ALPHANUMERIC))
}

#[cfg(test)]
mod tests {
    use super::picture;

    #[test]
    fn a_link_is_drawn_while_it_fits() {
        assert!(
            picture("https://example.org/#/s/AQ").is_some_and(|svg| svg.contains("viewBox=\"0 0 41 41\""))
        );
        assert!(picture(&"a".repeat(1_273)).is_some());
        assert_eq!(picture(&"a".repeat(1_274)), None);
    }
}
