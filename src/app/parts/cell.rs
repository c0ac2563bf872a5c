//! A cell of a list that is being edited: what the list says of it to the editor, which is no part of the list's wing.

use leptos::prelude::*;
use serde_json::Value;

use crate::exchange::block::Leaf;

/// Where the focus goes when a cell was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the cell below.
    Down,
    /// To the next cell.
    Right,
    /// To the cell before.
    Left,
    /// Nowhere: to the cell itself.
    Stay,
    /// Where it already is: somebody went to another cell.
    Gone,
}

/// With what an editor begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begins {
    /// With what the cell holds.
    AsItIs,
    /// With what is typed in its place.
    Typed,
    /// With nothing, which is kept at once if it may be.
    Emptied,
}

/// A cell whose editor is open.
#[derive(Clone)]
pub struct CellEdit {
    /// Of which leaf.
    pub leaf: Leaf,
    /// What its column is called.
    pub column: String,
    /// What its row is called.
    pub row: String,
    /// How it begins.
    pub begins: Begins,
    /// What it held when its editor was opened, or when somebody was told that it changed meanwhile.
    pub began: StoredValue<Option<Value>>,
    /// What is typed and not kept. It stays when the row is drawn anew.
    pub typed: RwSignal<Option<String>>,
    /// What was typed before the field had the focus.
    pub more: RwSignal<String>,
    /// Something to keep what is typed for; set by the list.
    pub asked: RwSignal<Option<Step>>,
    /// Called when the editor closes: kept, with where to go on, or left as it was.
    pub done: Callback<Option<Step>>,
}
