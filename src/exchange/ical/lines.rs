//! The lines of an iCalendar file (RFC 5545): names, parameters, values, escaped and folded.

use crate::exchange::export::{is_blank, printable};

/// So many octets a line has at most, its end not counted.
const MOST: usize = 75;

/// A file that is being written.
#[derive(Default)]
pub struct Lines(String);

impl Lines {
    /// The text of the file.
    pub fn done(self) -> String {
        self.0
    }

    /// A component with what is in it.
    pub fn component(&mut self, name: &str, inside: impl FnOnce(&mut Lines)) {
        self.property("BEGIN", name);
        inside(self);
        self.property("END", name);
    }

    /// A property whose value stands as it is.
    pub fn property(&mut self, name: &str, value: &str) {
        self.fold(&format!("{name}:{value}"));
    }

    /// A property whose value is text; none where the text says nothing.
    pub fn text(&mut self, name: &str, value: &str) {
        if !is_blank(value) {
            self.property(name, &escaped(value));
        }
    }

    /// A line of more octets than it may have goes on in the next, between two characters.
    fn fold(&mut self, line: &str) {
        let mut length = 0_usize;
        for one in line.chars() {
            if length.saturating_add(one.len_utf8()) > MOST {
                self.0.push_str("\r\n ");
                length = 1;
            }
            self.0.push(one);
            length = length.saturating_add(one.len_utf8());
        }
        self.0.push_str("\r\n");
    }
}

/// A text as a value: what ends it or begins another is escaped.
pub fn escaped(text: &str) -> String {
    let mut out = String::new();
    for one in printable(text).chars() {
        match one {
            '\\' | ';' | ',' => out.extend(['\\', one]),
            '\n' => out.push_str("\\n"),
            one => out.push(one),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn text_ends_nothing_and_begins_nothing() {
        let mut lines = Lines::default();
        lines.text("SUMMARY", "a;b,c\\d\r\nEND:VEVENT");
        lines.text("LOCATION", " ");
        assert_eq!(lines.done(), "SUMMARY:a\\;b\\,c\\\\d\\nEND:VEVENT\r\n");
    }

    proptest! {
        #[test]
        fn a_folded_line_is_short_and_unfolds_to_itself(text in "\\PC{0,200}") {
            let mut lines = Lines::default();
            lines.property("X", &text);
            let file = lines.done();
            prop_assert!(file.split("\r\n").all(|line| line.len() <= MOST));
            prop_assert_eq!(file.replace("\r\n ", ""), format!("X:{text}\r\n"));
        }
    }
}
