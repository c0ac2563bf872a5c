//! What every fact carries: where it comes from, and what others say instead.

use super::{AnyLeaf, Ref, Source};

choice! {
    /// How far one source is trusted on one fact.
    pub enum Confidence {
        /// Government text, or reports that agree.
        High = "high",
        /// One clear report.
        Medium = "medium",
        /// Translated by machine, damaged or contradicted.
        Low = "low",
    }
}

node! {
    bare
    /// One source of one fact, with the place in it.
    pub struct Citation {
        /// The source.
        source: Option<Ref<Source>>,
        /// Page, paragraph or time in it.
        place: Option<String>,
        /// How far it is trusted on this fact.
        confidence: Option<Confidence>,
    }
}

node! {
    bare
    /// What another source says of one field of the same record or line. The field's own leaf is the adopted
    /// value; while it is absent, none is adopted.
    pub struct Reading {
        /// The name of the field.
        field: Option<String>,
        /// The whole leaf as this source gives it.
        value: Option<AnyLeaf>,
        /// Who says so.
        source: Option<Ref<Source>>,
        /// Why it is not adopted, or what speaks for it.
        reason: Option<String>,
    }
}
