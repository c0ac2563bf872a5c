//! Where in a file something stands.

/// A line and a column, from 1. Columns are counted in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The line.
    pub line: usize,
    /// The column in it.
    pub column: usize,
}

impl Spot {
    /// Where a line begins.
    pub fn line(line: usize) -> Self {
        Spot { line, column: 1 }
    }
}

impl Default for Spot {
    fn default() -> Self {
        Spot { line: 1, column: 1 }
    }
}

/// Goes through a text once and knows where it is, so that a file in one line is not counted through again and again.
#[derive(Debug)]
pub struct Walk<'t> {
    text: &'t str,
    at: usize,
    spot: Spot,
}

impl<'t> Walk<'t> {
    /// At the beginning of a text.
    pub fn new(text: &'t str) -> Self {
        Walk { text, at: 0, spot: Spot::default() }
    }

    /// Goes on to a byte. What lies behind is behind.
    pub fn go_to(&mut self, at: usize) {
        for byte in self.text.as_bytes().get(self.at..at).unwrap_or_default() {
            match byte {
                b'\n' => self.spot = Spot { line: self.spot.line.saturating_add(1), column: 1 },
                // What goes on with a character is no character.
                0x80..0xc0 => {}
                _ => self.spot.column = self.spot.column.saturating_add(1),
            }
        }
        self.at = self.at.max(at.min(self.text.len()));
    }

    /// Where that is.
    pub fn spot(&self) -> Spot {
        self.spot
    }

    /// What is left of the text.
    pub fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_in_characters() {
        let mut walk = Walk::new("ab\nõä\r\n!");
        let mut check = |at: usize, line: usize, column: usize| {
            walk.go_to(at);
            assert_eq!(walk.spot(), Spot { line, column }, "{at}");
        };
        check(0, 1, 1);
        check(2, 1, 3);
        check(3, 2, 1);
        check(5, 2, 2);
        check(7, 2, 3);
        check(9, 3, 1);
        check(4, 3, 1);
    }
}
