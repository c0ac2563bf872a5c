//! A file that stands as this program writes it, one change a line: read line by line. What a register holds in the
//! very same words is taken from there.

use std::sync::Arc;

use serde_json::{Map, Value};

use crate::register::{Change, Register};

/// What stands beside the changes of a file, and the lines of its changes; none where it is written in another way.
pub(super) fn listed(text: &str) -> Option<(Map<String, Value>, impl Iterator<Item = &str>)> {
    let (lines, rest) = text.strip_prefix("{\"changes\":[")?.rsplit_once("\n],")?;
    let header: Map<String, Value> = serde_json::from_str(&format!("{{{rest}")).ok()?;
    let lines = lines.split(",\n").map(|line| line.strip_prefix('\n').unwrap_or(line));
    (!header.contains_key("changes")).then(|| (header, lines.filter(|line| !line.is_empty())))
}

/// The changes of a register, gone through beside the lines of a file: both stand in one order.
pub(super) struct Beside<'a> {
    rest: Box<dyn Iterator<Item = &'a Arc<Change>> + 'a>,
    next: Option<(&'a Arc<Change>, String)>,
}

impl<'a> Beside<'a> {
    pub fn new(register: Option<&'a Register>) -> Self {
        let rest = register.into_iter().flat_map(Register::changes);
        let mut beside = Beside { rest: Box::new(rest), next: None };
        beside.go_on();
        beside
    }

    fn go_on(&mut self) {
        self.next = self.rest.next().map(|change| (change, change.text()));
    }

    /// The change that a line holds, if it is the next here and stands there letter for letter.
    pub fn same(&mut self, line: &str) -> Option<Arc<Change>> {
        let (change, _) = self.next.as_ref().filter(|(_, text)| text == line)?;
        let same = Arc::clone(change);
        self.go_on();
        Some(same)
    }

    /// Goes past what stands before a change of the file.
    pub fn pass(&mut self, change: &Change) {
        while self.next.as_ref().is_some_and(|(held, _)| held.order() <= change.order()) {
            self.go_on();
        }
    }
}
