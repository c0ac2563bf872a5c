//! Fractional keys: a line is moved by writing one key between those of its new neighbours.

use crate::register::Id;

/// The digits of a key, in their order as text.
const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

fn worth(digit: u8) -> usize {
    DIGITS.iter().position(|other| *other == digit).unwrap_or(0)
}

fn digit(worth: usize) -> char {
    DIGITS.get(worth).map_or('0', |digit| char::from(*digit))
}

/// A key behind `low` and before `high`; an empty `low` is the beginning, no `high` the end. A key never ends in
/// the lowest digit, so that there is always room before it.
pub fn between(low: &str, high: Option<&str>) -> String {
    let mut key = String::new();
    let (mut low, mut high) = (low.bytes(), high.map(str::bytes));
    loop {
        let under = low.next().map_or(0, worth);
        // With nothing left of the higher key, only the end is above.
        let over = high.as_mut().and_then(Iterator::next).map(worth);
        match over {
            // Behind the last line: the next digit, so that keys stay short as lines are added.
            None => {
                let next =
                    if key.is_empty() && under == 0 { DIGITS.len() / 2 } else { under.saturating_add(1) };
                if next < DIGITS.len() {
                    key.push(digit(next));
                    return key;
                }
                key.push(digit(under));
                high = None;
            }
            Some(over) if over > under.saturating_add(1) => {
                key.push(digit(under.midpoint(over)));
                return key;
            }
            Some(over) => {
                key.push(digit(under));
                if over > under {
                    high = None;
                }
            }
        }
    }
}

/// The keys to write so that the line at `from` stands at `to`. One where the neighbours have keys in order, else
/// new keys for all.
pub fn moved(lines: &[(Id, Option<String>)], from: usize, to: usize) -> Vec<(Id, String)> {
    let mut lines = lines.to_vec();
    if from >= lines.len() || to >= lines.len() || from == to {
        return Vec::new();
    }
    let line = lines.remove(from);
    lines.insert(to, line.clone());
    let key_at = |at: Option<usize>| at.and_then(|at| lines.get(at)).map(|(_, key)| key.as_deref());
    let (before, after) = (key_at(to.checked_sub(1)), key_at(to.checked_add(1)));
    let fits = match (before, after) {
        (Some(None), _) | (_, Some(None)) => false,
        (Some(Some(low)), Some(Some(high))) => low < high,
        _ => true,
    };
    if fits {
        let key = between(before.flatten().unwrap_or_default(), after.flatten());
        return vec![(line.0, key)];
    }
    let mut last = String::new();
    let all = lines.into_iter().map(|(id, _)| {
        last = between(&last, None);
        (id, last.clone())
    });
    all.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(low: &str, high: Option<&str>) -> String {
        let key = between(low, high);
        assert!(key.as_str() > low, "{low} < {key}");
        assert!(high.is_none_or(|high| key.as_str() < high), "{key} < {high:?}");
        assert!(!key.ends_with('0'), "{key}");
        key
    }

    #[test]
    fn there_is_always_room() {
        check("", None);
        check("z", None);
        check("zz", None);
        check("a0", None);
        check("a", Some("b"));
        check("a", Some("a1"));
        check("", Some("1"));
        check("", Some("01"));
        check("az", Some("b"));
        check("a0", Some("a1"));
        let (mut low, mut high) = (check("", None), check("i", None));
        for turn in 0..200 {
            let key = check(&low, Some(&high));
            if turn % 3 == 0 { low = key } else { high = key }
        }
        let mut first = "i".to_owned();
        for _ in 0..200 {
            first = check("", Some(&first));
        }
    }

    #[test]
    fn keys_stay_short_at_the_end() {
        let mut last = String::new();
        for _ in 0..100 {
            last = check(&last, None);
        }
        assert!(last.len() <= 5, "{last}");
    }

    fn line(id: &str, key: Option<&str>) -> (Id, Option<String>) {
        (id.into(), key.map(str::to_owned))
    }

    #[test]
    fn a_move_writes_one_key_where_it_can() {
        let lines = [line("a", Some("a")), line("b", Some("b")), line("c", Some("c"))];
        let keys = moved(&lines, 2, 0);
        assert!(matches!(keys.as_slice(), [(id, key)] if id.as_str() == "c" && key.as_str() < "a"));
        assert_eq!(moved(&lines, 0, 1).len(), 1);
        assert!(moved(&lines, 1, 3).is_empty());
        let lines = [line("a", None), line("b", None), line("c", None)];
        let keys = moved(&lines, 0, 1);
        let ids: Vec<_> = keys.iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(ids, ["b", "a", "c"]);
        assert!(keys.is_sorted_by(|(_, x), (_, y)| x < y));
    }
}
