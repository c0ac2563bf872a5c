//! The browser's database of snapshots: for each register a list of a text and pieces of bytes. All of it is derived, so
//! that it stands apart from what is kept, and any of it may go.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;

use super::disk::Disk;

const DATABASE: &str = "muster-snapshots";

/// A snapshot: what it says of itself, and its pieces.
#[derive(Default)]
pub struct Pieces(Array);

impl Pieces {
    /// None yet, of a snapshot that says this of itself.
    pub fn of(text: &str) -> Self {
        Pieces(Array::of1(&text.into()))
    }

    /// Adds one.
    pub fn push(&self, piece: &[u8]) {
        self.0.push(&Uint8Array::from(piece));
    }

    /// What it says of itself.
    pub fn text(&self) -> Option<String> {
        self.0.get(0).as_string()
    }

    /// All of them, in their order.
    pub fn bytes(&self) -> impl Iterator<Item = Vec<u8>> + '_ {
        self.0.iter().skip(1).filter_map(|piece| Some(piece.dyn_into::<Uint8Array>().ok()?.to_vec()))
    }
}

/// The open database.
pub struct Snapshots(Disk);

impl Snapshots {
    /// Opens it.
    ///
    /// # Errors
    /// What the browser says.
    pub async fn open() -> Result<Self, String> {
        Disk::open(DATABASE, || {}).await.map(Snapshots)
    }

    /// The snapshot of a register.
    ///
    /// # Errors
    /// What the browser says.
    pub async fn read(&self, register: &str) -> Result<Option<Pieces>, String> {
        Ok(self.0.value(register).await?.dyn_into::<Array>().ok().map(Pieces))
    }

    /// Puts a snapshot in the place of the one before.
    ///
    /// # Errors
    /// What the browser says; then the one before is still there.
    pub async fn write(&self, register: &str, pieces: &Pieces) -> Result<(), String> {
        self.0.change("put", &[pieces.0.clone().into(), register.into()]).await
    }

    /// Takes a snapshot away.
    ///
    /// # Errors
    /// What the browser says.
    pub async fn remove(&self, register: &str) -> Result<(), String> {
        self.0.change("delete", &[register.into()]).await
    }

    /// The registers that have one.
    ///
    /// # Errors
    /// What the browser says.
    pub async fn registers(&self) -> Result<Vec<String>, String> {
        self.0.keys().await
    }
}
