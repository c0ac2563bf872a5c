//! A writer of XML: elements, attributes and text, and nothing else.

use crate::exchange::export::printable;

/// An XML document that is being written.
pub struct Xml {
    out: String,
    depth: usize,
}

/// The names and values of attributes. One whose value is empty is left out.
pub type Attributes<'a> = &'a [(&'static str, &'a str)];

impl Xml {
    /// A document with its declaration.
    pub fn new() -> Self {
        Xml { out: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(), depth: 0 }
    }

    /// The document.
    pub fn done(self) -> String {
        self.out
    }

    /// An element with others inside; an empty one where nothing is written.
    pub fn node(&mut self, name: &str, attributes: Attributes<'_>, inside: impl FnOnce(&mut Xml)) {
        self.open(name, attributes);
        self.out.push_str(">\n");
        self.depth = self.depth.saturating_add(1);
        inside(self);
        self.depth = self.depth.saturating_sub(1);
        self.indent();
        self.out.push_str(&format!("</{name}>\n"));
    }

    /// An element with nothing inside.
    pub fn empty(&mut self, name: &str, attributes: Attributes<'_>) {
        self.open(name, attributes);
        self.out.push_str("/>\n");
    }

    /// An element with text inside.
    pub fn text(&mut self, name: &str, attributes: Attributes<'_>, text: &str) {
        self.open(name, attributes);
        self.out.push('>');
        escape(text, &mut self.out);
        self.out.push_str(&format!("</{name}>\n"));
    }

    /// An element that holds one narrative.
    pub fn told(&mut self, name: &str, attributes: Attributes<'_>, text: &str) {
        self.node(name, attributes, |xml| xml.text("narrative", &[], text));
    }

    fn open(&mut self, name: &str, attributes: Attributes<'_>) {
        self.indent();
        self.out.push_str(&format!("<{name}"));
        for (name, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
            self.out.push_str(&format!(" {name}=\""));
            escape(value, &mut self.out);
            self.out.push('"');
        }
    }

    fn indent(&mut self) {
        self.out.push_str(&"  ".repeat(self.depth));
    }
}

/// Text that holds everywhere, in attributes too, where a reader would turn line ends into spaces.
fn escape(text: &str, out: &mut String) {
    for one in printable(text).chars() {
        match one {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            one => out.push(one),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_never_markup() {
        let mut xml = Xml::new();
        xml.node("a", &[("b", "\"<&\n"), ("c", "")], |xml| {
            xml.told("d", &[], "]]> \u{1}\r\n<e/>");
            xml.empty("f", &[]);
        });
        let expected = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b=\"&quot;&lt;&amp;&#10;\">\n  <d>\n    \
            <narrative>]]&gt; \u{FFFD}&#10;&lt;e/&gt;</narrative>\n  </d>\n  <f/>\n</a>\n";
        assert_eq!(xml.done(), expected);
    }
}
