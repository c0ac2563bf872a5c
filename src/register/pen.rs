//! Writing changes: numbered, stamped and chained, as one replica writes them.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::cut::cut;
use super::lift::lift;
use super::{Change, Clock, Hash, Header, Id, SCHEMA, StepPart};

/// Writes the changes of one replica: numbers them, stamps them and chains them.
#[derive(Clone, Debug)]
pub struct Pen {
    replica: Id,
    written: u32,
    prev: Option<Hash>,
    ids: u32,
    /// The clock, which must see every stamp that the register holds.
    pub clock: Clock,
    /// Whose name stands on changes.
    pub author: Option<String>,
    /// For which party.
    pub party: Option<String>,
}

/// The moment of writing: what orders and what is shown.
#[derive(Clone, Debug)]
pub struct Now {
    /// Milliseconds since 1970 in UTC.
    pub millis: u64,
    /// The wall clock with its offset, RFC 3339.
    pub at: String,
}

impl Pen {
    /// A pen for a replica id that nobody else has.
    pub fn new(replica: impl Into<Id>) -> Self {
        Pen {
            replica: replica.into(),
            written: 0,
            prev: None,
            ids: 0,
            clock: Clock::default(),
            author: None,
            party: None,
        }
    }

    /// The replica's id.
    pub fn replica(&self) -> &Id {
        &self.replica
    }

    /// A new id for a record or a line: `<replica>.<n>`.
    pub fn id(&mut self) -> Id {
        self.ids = self.ids.saturating_add(1);
        format!("{}.{}", self.replica, self.ids).into()
    }

    /// Writes a change.
    pub fn write(&mut self, body: Map<String, Value>, now: &Now) -> Change {
        self.write_as(body, now, Ties::default())
    }

    /// Writes a change that undoes another.
    pub fn undo(&mut self, body: Map<String, Value>, undoes: Hash, now: &Now) -> Change {
        self.write_as(body, now, Ties { undoes: Some(undoes), ..Ties::default() })
    }

    /// Notes that the content of a change was blanked: by whom and when. It writes to no record.
    pub fn note_blanked(&mut self, blanked: Hash, now: &Now) -> Change {
        self.write_as(Map::new(), now, Ties { from: Some(blanked), ..Ties::default() })
    }

    /// Writes as a step of its own what the changes of another one say that cannot be taken as they are. Each part
    /// names the change that it takes over.
    pub fn adopt(&mut self, step: &[Arc<Change>], limit: usize, now: &Now) -> Vec<Change> {
        let mut bodies = Vec::new();
        for original in step {
            let Some(body) = original.whole() else { continue };
            for part in cut(lift(original.header.schema, body), limit) {
                bodies.push((part, Some(original.id)));
            }
        }
        self.take_over(bodies, now)
    }

    /// Writes a step that takes over what was written elsewhere, in bodies that each name the change that they are from.
    pub fn take_over(&mut self, bodies: Vec<(Map<String, Value>, Option<Hash>)>, now: &Now) -> Vec<Change> {
        self.parts_of(bodies, None, now)
    }

    /// Writes a step that is too large for one change as several; the fold takes them together or not at all.
    pub fn write_step(
        &mut self,
        bodies: Vec<Map<String, Value>>,
        undoes: Option<Hash>,
        now: &Now,
    ) -> Vec<Change> {
        self.parts_of(bodies.into_iter().map(|body| (body, None)).collect(), undoes, now)
    }

    fn parts_of(
        &mut self,
        bodies: Vec<(Map<String, Value>, Option<Hash>)>,
        undoes: Option<Hash>,
        now: &Now,
    ) -> Vec<Change> {
        self.parts(bodies, undoes, now.clone()).collect()
    }

    /// A step, written part by part as it is asked for. All of them have to be, and nothing else in between.
    pub fn parts(
        &mut self,
        bodies: Vec<(Map<String, Value>, Option<Hash>)>,
        undoes: Option<Hash>,
        now: Now,
    ) -> impl Iterator<Item = Change> {
        let first = self.written.saturating_add(1);
        let m = u32::try_from(bodies.len()).unwrap_or(u32::MAX);
        let numbered = (1..=m).zip(bodies);
        let part = move |k| (m > 1).then_some(StepPart { first, k, m });
        numbered.map(move |(k, (body, from))| self.write_as(body, &now, Ties { undoes, from, part: part(k) }))
    }

    fn write_as(&mut self, body: Map<String, Value>, now: &Now, ties: Ties) -> Change {
        self.written = self.written.saturating_add(1);
        let header = Header {
            schema: SCHEMA,
            replica: self.replica.clone(),
            number: self.written,
            stamp: self.clock.tick(now.millis),
            at: now.at.clone(),
            author: self.author.clone(),
            party: self.party.clone(),
            undoes: ties.undoes,
            from: ties.from,
            prev: self.prev,
            part: ties.part,
        };
        let change = Change::new(header, (&body).into());
        self.prev = Some(change.id);
        change
    }
}

/// How a new change hangs together with others.
#[derive(Clone, Copy, Default)]
struct Ties {
    undoes: Option<Hash>,
    from: Option<Hash>,
    part: Option<StepPart>,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn now(millis: u64) -> Now {
        Now { millis, at: "2024-02-01T10:00:00+02:00".to_owned() }
    }

    fn body() -> Map<String, Value> {
        json!({"register": {"self": {"name": "IT coalition"}}}).as_object().unwrap().clone()
    }

    #[test]
    fn a_large_step_is_chained_in_parts() {
        let mut pen = Pen::new("r1");
        pen.write(body(), &now(5));
        let step = pen.write_step(vec![body(), body()], None, &now(5));
        let parts: Vec<_> = step.iter().map(|change| change.header.part).collect();
        assert_eq!(parts, [Some(StepPart { first: 2, k: 1, m: 2 }), Some(StepPart { first: 2, k: 2, m: 2 })]);
        assert_eq!(step[1].header.prev, Some(step[0].id));
        for change in &step {
            assert_eq!(Change::from_json(&change.to_json()).as_ref(), Ok(change));
        }
        let small = pen.write_step(vec![body()], None, &now(5));
        assert_eq!((small.len(), small[0].header.part), (1, None));
    }
}
