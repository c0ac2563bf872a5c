//! Where something took place.

use serde_json::{Map, Value};

use super::{Kind, Leaf, object, text};
use crate::said;
use crate::words::text::areas::inputs as says;

/// A place: a name, a state, online, or several of these; never none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Place {
    /// The town or the house, as typed.
    pub name: Option<String>,
    /// The ISO 3166-1 alpha-2 code of the state; the checks say whether it is one.
    pub country: Option<String>,
    /// Whether one could take part online, or only online where neither name nor state stands.
    pub online: bool,
}

impl Leaf for Place {
    const KIND: Kind = Kind::Place;
    fn read(value: &Value) -> Result<Self, String> {
        let map = object(value, says::A_PLACE, &["country", "name", "online"])?;
        let part = |name| match map.get(name).map(text).transpose()? {
            None | Some("") => Ok::<_, String>(None),
            Some(text) => Ok(Some(text.to_owned())),
        };
        let online = map.get("online").map(bool::read).transpose()?.unwrap_or_default();
        let place = Place { name: part("name")?, country: part("country")?, online };
        if place == Place::default() {
            return Err(said!(says::EMPTY_PLACE));
        }
        Ok(place)
    }
    fn write(&self) -> Value {
        let mut map = Map::new();
        if let Some(country) = &self.country {
            map.insert("country".to_owned(), country.as_str().into());
        }
        if let Some(name) = &self.name {
            map.insert("name".to_owned(), name.as_str().into());
        }
        if self.online {
            map.insert("online".to_owned(), true.into());
        }
        Value::Object(map)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn check(value: Value, expected: Value) {
        assert_eq!(Place::read(&value).map(|place| place.write()), Ok(expected));
    }

    #[test]
    fn reads_and_writes() {
        check(json!({"name": "Brussels", "country": "BE"}), json!({"country": "BE", "name": "Brussels"}));
        check(json!({"online": true}), json!({"online": true}));
        check(json!({"name": "Tallinn", "online": false, "country": ""}), json!({"name": "Tallinn"}));
    }

    #[test]
    fn refusals() {
        for value in
            [json!({}), json!({"online": false}), json!({"name": 3}), json!("Brussels"), json!({"city": "X"})]
        {
            let error = Place::read(&value).unwrap_err();
            assert!(error.ends_with('.'), "{error}");
        }
    }
}
