//! Steps of thousands of parts, which are written and folded beside what is open.

use super::Held;
use crate::app::browser::random;
use crate::register::{Id, Pen, Register};

impl Held {
    /// A pen for a step that is written while other things are: it has a replica of its own.
    pub fn second_pen(&self) -> Pen {
        let mut pen = Pen::new(random::id(10));
        pen.author.clone_from(&self.pen.author);
        pen.party.clone_from(&self.pen.party);
        pen.clock.observe(self.register.latest());
        pen
    }

    /// Puts a register that has such a step in place of the one of before, with what came meanwhile.
    pub fn take_step(&mut self, mut register: Register, replica: Id) {
        if register.size() < self.register.size()
            || !self
                .register
                .changes()
                .all(|one| register.change(&one.id).is_some_and(|held| held.is_blanked() == one.is_blanked()))
        {
            register.add(self.register.changes().cloned());
        }
        self.here.insert(replica);
        self.pen.clock.observe(register.latest());
        self.register = register;
    }
}
