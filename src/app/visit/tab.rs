//! What a tab keeps of what is visited: a link or a file as it was received, under one key, so that it is there whole
//! after a reload or not at all.

use miniz_oxide::{deflate, inflate};

use crate::app::held::{Place, store};
use crate::journal::{Store, pack, unpack};
use crate::register::Id;

const PREFIX: &str = "muster-visit/";
/// A larger file would keep the page waiting, and would not fit.
const LARGEST: usize = 16 << 20;
/// How hard it is packed: little, since somebody waits.
const EFFORT: u8 = 1;

/// Keeps a text, if there is room for it.
pub fn keep(id: &Id, text: &str) {
    let (store, _) = store(Place::Session);
    let key = format!("{PREFIX}{id}");
    if store.set(&key, text).is_ok() {
        return;
    }
    // What was visited before makes room for what is visited now.
    for other in store.keys().unwrap_or_default().iter().filter(|key| key.starts_with(PREFIX)) {
        let _ = store.remove(other);
    }
    let _ = store.set(&key, text);
}

/// The text under that id.
pub fn kept(id: &Id) -> Option<String> {
    store(Place::Session).0.get(&format!("{PREFIX}{id}")).ok()?
}

/// Keeps a file, if there is room for it.
pub fn keep_file(id: &Id, bytes: &[u8]) {
    if bytes.len() <= LARGEST {
        keep(id, &packed(bytes));
    }
}

/// The file under that id.
pub fn kept_file(id: &Id) -> Option<Vec<u8>> {
    unpacked(&kept(id)?)
}

fn packed(bytes: &[u8]) -> String {
    pack(&deflate::compress_to_vec(bytes, EFFORT))
}

fn unpacked(text: &str) -> Option<Vec<u8>> {
    inflate::decompress_to_vec_with_limit(&unpack(text)?, LARGEST).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_reads_back_whole_or_not_at_all() {
        let file = "{\"name\": \"</script> Естонія\"}".repeat(40);
        let text = packed(file.as_bytes());
        assert_eq!(unpacked(&text).as_deref(), Some(file.as_bytes()));
        let cut: String = text.chars().take(text.chars().count() - 3).collect();
        assert_eq!(unpacked(&cut), None);
    }
}
