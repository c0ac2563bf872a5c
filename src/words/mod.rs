//! **words**: the languages. Names, numbers and dates as people write and read them.
//!
//! Knows the register's types and nothing of storage, screens or the engine that formats: what depends on a reader's
//! language stands behind `Locale`, which `English` fills natively and the browser fills by its own means. What a
//! person types is understood, found ambiguous and asked about, or refused with a sentence; it is never guessed.
