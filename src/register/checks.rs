//! Validation: findings with a stable id, a sentence, the record and field, and what to do.
