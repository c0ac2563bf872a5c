//! Unions with changes of others, which undo takes back as one step for as long as the tab is open.
//!
//! What was merged is nobody's to unwrite: taking it back is one more change, which returns to what the register would be
//! without it.

use crate::register::{Draft, Hash, Register, Undoable};

/// The unions of one tab, the last one last.
#[derive(Default)]
pub struct United(Vec<Union>);

struct Union {
    /// What undo would have taken before it.
    before: Option<Hash>,
    /// One of its changes.
    id: Hash,
    /// What takes it back.
    back: Box<dyn Fn(&Register) -> Draft>,
}

impl United {
    /// Notes a union.
    pub fn note(&mut self, before: Undoable, id: Hash, back: Box<dyn Fn(&Register) -> Draft>) {
        self.0.push(Union { before: before.undo, id, back });
    }

    /// What undo takes next: the last union, unless something was written after it that was not undone.
    pub fn next(&self, own: Undoable) -> Undoable {
        match self.0.last() {
            Some(last) if last.before == own.undo => Undoable { undo: Some(last.id), ..own },
            _ => own,
        }
    }

    /// What takes a union back, if it is the last one; from now on the one before it is.
    pub fn take(&mut self, id: &Hash, register: &Register) -> Option<Draft> {
        let last = self.0.pop_if(|last| last.id == *id)?;
        Some((last.back)(register))
    }
}
