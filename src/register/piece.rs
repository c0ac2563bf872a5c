//! One value out of a large JSON text, without a tree of the rest.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;

/// The value under names, one below the other.
pub(super) fn piece(json: &str, names: &[&str]) -> Option<Value> {
    Piece(names).deserialize(&mut serde_json::Deserializer::from_str(json)).ok()?
}

struct Piece<'a>(&'a [&'a str]);

impl<'de> DeserializeSeed<'de> for Piece<'_> {
    type Value = Option<Value>;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Self::Value, D::Error> {
        if self.0.is_empty() { Value::deserialize(reader).map(Some) } else { reader.deserialize_any(self) }
    }
}

impl<'de> Visitor<'de> for Piece<'_> {
    type Value = Option<Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let (name, rest) = self.0.split_first().ok_or_else(|| A::Error::custom("no name"))?;
        let mut found = None;
        while let Some(key) = map.next_key::<Cow<'_, str>>()? {
            if key == *name {
                found = map.next_value_seed(Piece(rest))?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn one_value_or_none() {
        let text = r#"{"a":{"b":{"x":[1,{"b":2}]},"é\n\"":7},"c":{"b":8},"d":[1]}"#;
        let check = |names: &[&str], expected: Option<Value>| assert_eq!(piece(text, names), expected);
        check(&["a", "b"], Some(json!({"x": [1, {"b": 2}]})));
        check(&["a", "é\n\""], Some(json!(7)));
        check(&["c", "b"], Some(json!(8)));
        for names in [["a", "x"], ["b", "a"], ["d", "b"]] {
            check(&names, None);
        }
    }
}
