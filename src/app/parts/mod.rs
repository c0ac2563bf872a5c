//! The parts that pages are made of, one component or one piece of wording a file.

pub mod bank;
pub mod bars;
pub mod cell;
pub mod column;
pub mod counted;
pub mod day_slider;
pub mod figure;
pub mod figure_parts;
pub mod form;
pub mod grid;
pub mod groups;
pub mod here;
pub mod records;
pub mod say;
pub mod sources;
pub mod table;
pub mod titles;
pub mod told;
pub mod verdicts;
