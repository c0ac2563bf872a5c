//! Keeps a snapshot of the open register where it is large, so that it opens at once the next time.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::browser::shelf::Shelf;
use crate::app::browser::snapshots::{Pieces, Snapshots};
use crate::app::browser::turn::{Slice, idle};
use crate::app::desk::Desk;
use crate::app::held::Held;
use crate::app::registers;
use crate::journal::{Journal, Snapshot};
use crate::register::{Id, Packing, Register, Tables, Unpacking};

/// A register of fewer changes opens at once without one.
const LARGE: usize = 2_000;
/// After so many changes it is made anew.
const STALE: usize = 500;
/// How large a piece is, in bytes.
const PIECE: usize = 1 << 16;

/// Takes away the snapshots of registers that are locked or gone, whenever the list of registers changes.
pub fn start(desk: Desk) {
    Effect::new(move |_| {
        desk.shelf_revision.track();
        spawn_local(async {
            // What stays now goes the next time.
            let _ = tidy().await;
        });
    });
}

async fn tidy() -> Result<(), String> {
    let snapshots = Snapshots::open().await?;
    let kept = registers::list();
    for register in snapshots.registers().await? {
        let is_kept = kept.iter().any(|card| card.register.as_str() == register);
        if !is_kept || registers::is_locked(&Id::from(register.as_str())) {
            snapshots.remove(&register).await?;
        }
    }
    Ok(())
}

/// Takes away the snapshot of a register.
///
/// # Errors
/// A sentence; then it may still be there.
pub async fn forget(id: &Id) -> Result<(), String> {
    Snapshots::open().await?.remove(id.as_str()).await
}

/// The snapshot of a register and its records, if there is one that this version reads.
pub async fn kept(journal: &Journal<Shelf>) -> Option<(Snapshot, Tables)> {
    if journal.is_locked() {
        return None;
    }
    let pieces = Snapshots::open().await.ok()?.read(journal.register().as_str()).await.ok()??;
    let snapshot = Snapshot::read(&pieces.text()?)?;
    let mut unpacking = Unpacking::default();
    for piece in pieces.bytes() {
        unpacking.piece(&piece)?;
    }
    Some((snapshot, unpacking.tables()))
}

/// Whether a register is worth a snapshot, seen that the last one was made of so many changes.
pub fn is_worth(register: &Register, last: usize) -> bool {
    let size = register.size();
    size >= LARGE && register.is_settled() && size.abs_diff(last) >= STALE
}

/// Makes a snapshot of the open register, in slices; how many changes it has, or none where it was not made: because the
/// register changed meanwhile, or cannot have one.
pub async fn make(desk: Desk, replica: &Id) -> Option<usize> {
    let size = |held: &Held| {
        (*held.pen.replica() == *replica).then(|| (held.register.size(), held.register.blanked()))
    };
    let (begun, mut packing) = desk.hold(|held| Some((size(held)?, Packing::of(&held.register))))??;
    idle().await;
    let snapshot = desk.hold(|held| Snapshot::of(&held.register, held.journal()))??;
    if desk.hold(|held| size(held)).flatten() != Some(begun) {
        return None;
    }
    let pieces = Pieces::of(&snapshot.text());
    let mut slice = Slice::begin();
    while let Some(piece) = packing.piece(PIECE) {
        pieces.push(&piece);
        if slice.is_over() {
            slice = idle().await;
        }
    }
    let snapshots = Snapshots::open().await.ok()?;
    let id =
        desk.hold(|held| size(held).filter(|_| !held.journal().is_locked()).map(|_| held.id.clone()))??;
    snapshots.write(id.as_str(), &pieces).await.ok()?;
    Some(snapshot.changes)
}
