//! JSON with exact numbers: a sum of 28 digits is no floating point number.

use rust_decimal::Decimal;

use crate::exchange::export::{is_blank, printable};
use crate::register::print_decimal;

/// A value that is written.
#[derive(Clone)]
pub enum Json {
    Text(String),
    Number(Decimal),
    List(Vec<Json>),
    Object(Vec<(&'static str, Json)>),
}

/// An object of the members that are there: what says nothing is left out.
pub fn object<const N: usize>(members: [(&'static str, Option<Json>); N]) -> Json {
    let said = members.into_iter().filter_map(|(name, value)| Some((name, value?.said()?)));
    Json::Object(said.collect())
}

/// A text.
pub fn text(text: impl AsRef<str>) -> Option<Json> {
    Some(Json::Text(printable(text.as_ref())))
}

/// A list.
pub fn list(items: impl IntoIterator<Item = Json>) -> Option<Json> {
    Some(Json::List(items.into_iter().collect()))
}

impl Json {
    fn said(self) -> Option<Self> {
        let says_nothing = match &self {
            Json::Text(text) => is_blank(text),
            Json::Number(_) => false,
            Json::List(items) => items.is_empty(),
            Json::Object(members) => members.is_empty(),
        };
        (!says_nothing).then_some(self)
    }

    /// A copy in which some members of an object are others.
    pub fn with<const N: usize>(&self, others: [(&'static str, Option<Json>); N]) -> Json {
        let Json::Object(members) = self else { return self.clone() };
        let mut members = members.clone();
        for (name, value) in others {
            if let (Some((_, old)), Some(new)) = (members.iter_mut().find(|(held, _)| *held == name), value) {
                *old = new;
            }
        }
        Json::Object(members)
    }

    /// The text of a file.
    pub fn file(&self) -> String {
        let mut out = String::new();
        self.write(0, &mut out);
        out.push('\n');
        out
    }

    fn write(&self, depth: usize, out: &mut String) {
        match self {
            Json::Text(text) => quote(text, out),
            Json::Number(number) => out.push_str(&print_decimal(*number)),
            Json::List(items) => {
                inside(['[', ']'], items.len(), depth, out, |at, depth, out| {
                    if let Some(item) = items.get(at) {
                        item.write(depth, out);
                    }
                });
            }
            Json::Object(members) => {
                inside(['{', '}'], members.len(), depth, out, |at, depth, out| {
                    if let Some((name, value)) = members.get(at) {
                        quote(name, out);
                        out.push_str(": ");
                        value.write(depth, out);
                    }
                });
            }
        }
    }
}

fn inside(
    [open, close]: [char; 2],
    count: usize,
    depth: usize,
    out: &mut String,
    write: impl Fn(usize, usize, &mut String),
) {
    out.push(open);
    for at in 0..count {
        out.push_str(if at == 0 { "\n" } else { ",\n" });
        out.push_str(&"  ".repeat(depth.saturating_add(1)));
        write(at, depth.saturating_add(1), out);
    }
    out.push('\n');
    out.push_str(&"  ".repeat(depth));
    out.push(close);
}

fn quote(text: &str, out: &mut String) {
    // A text can always be written.
    out.push_str(&serde_json::to_string(text).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_exact_and_what_says_nothing_is_left_out() {
        let number = Decimal::from_str_exact("0.0000000000000000000000000001").unwrap();
        let written = object([
            ("a", list([Json::Number(number), Json::Text("\"]\u{1}".to_owned())])),
            ("b", text(" ")),
            ("c", list([])),
            ("d", None),
        ]);
        let expected = "{\n  \"a\": [\n    0.0000000000000000000000000001,\n    \"\\\"]\\u0001\"\n  ]\n}\n";
        assert_eq!(written.file(), expected);
    }
}
