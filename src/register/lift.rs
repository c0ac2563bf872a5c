//! Brings the bodies of older changes to the present schema when they are read. Stored bytes never change.

use serde_json::{Map, Value};

use super::SCHEMA;

/// One step: rewrites a body of one schema for the next.
type Step = fn(Map<String, Value>) -> Map<String, Value>;

/// The step at place n lifts schema n + 1 to n + 2. Schema 1 is the first, so that there is none yet.
const STEPS: [Step; SCHEMA as usize - 1] = [];

/// The body as a change of the present schema would say it. A newer one is read as it is.
pub fn lift(schema: u32, body: Map<String, Value>) -> Map<String, Value> {
    let done = usize::try_from(schema.saturating_sub(1)).unwrap_or(usize::MAX);
    STEPS.iter().skip(done).fold(body, |body, step| step(body))
}
