//! What became of something that a person typed.

use super::text::areas::dates::OR;
use crate::said;

/// Understood, ambiguous or wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed<T> {
    /// It means this.
    Understood(T),
    /// It can mean any of these; the person chooses.
    Ambiguous {
        /// At least two readings.
        readings: Vec<T>,
        /// A whole sentence that names them.
        question: String,
    },
    /// It means nothing; a whole sentence says what to do.
    Wrong(String),
}

impl<T: PartialEq> Typed<T> {
    /// Puts together what each way of reading made of one text. `question` is asked when they differ; when none
    /// understood it, the first reason stands.
    pub(super) fn from_ways<const N: usize>(
        ways: [Result<T, String>; N],
        question: impl Fn(&[T]) -> String,
    ) -> Self {
        let mut readings = Vec::new();
        let mut reason = None;
        for way in ways {
            match way {
                Ok(reading) if readings.contains(&reading) => {}
                Ok(reading) => readings.push(reading),
                Err(sentence) => reason = reason.or(Some(sentence)),
            }
        }
        Typed::from_readings(readings, reason.unwrap_or_default(), question)
    }

    /// None is wrong, one is understood, several are asked about.
    pub(super) fn from_readings(
        mut readings: Vec<T>,
        reason: String,
        question: impl Fn(&[T]) -> String,
    ) -> Self {
        if readings.len() > 1 {
            let question = question(&readings);
            return Typed::Ambiguous { readings, question };
        }
        readings.pop().map_or(Typed::Wrong(reason), Typed::Understood)
    }

    /// What was understood without asking.
    pub fn understood(self) -> Option<T> {
        match self {
            Typed::Understood(reading) => Some(reading),
            _ => None,
        }
    }

    /// All readings, none if it is wrong.
    pub fn readings(&self) -> &[T] {
        match self {
            Typed::Understood(reading) => std::slice::from_ref(reading),
            Typed::Ambiguous { readings, .. } => readings,
            Typed::Wrong(_) => &[],
        }
    }
}

/// “a or b”, “a, b or c”.
pub(super) fn either(texts: &[String]) -> String {
    match texts.split_last() {
        Some((last, rest)) if !rest.is_empty() => said!(OR, before = rest.join(", "), next = last),
        _ => texts.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(ways: [Result<u8, String>; 2], expected: Typed<u8>) {
        let question = |readings: &[u8]| either(&readings.iter().map(u8::to_string).collect::<Vec<_>>());
        assert_eq!(Typed::from_ways(ways, question), expected);
    }

    #[test]
    fn ways() {
        check([Ok(1), Ok(1)], Typed::Understood(1));
        check([Err("no".into()), Ok(2)], Typed::Understood(2));
        check([Ok(1), Ok(2)], Typed::Ambiguous { readings: vec![1, 2], question: "1 or 2".into() });
        check([Err("first".into()), Err("second".into())], Typed::Wrong("first".into()));
    }

    #[test]
    fn words() {
        assert_eq!(either(&["a".into(), "b".into(), "c".into()]), "a, b or c");
        assert_eq!(either(&["a".into()]), "a");
        assert_eq!(either(&[]), "");
    }
}
