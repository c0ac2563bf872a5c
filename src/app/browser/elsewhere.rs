//! What lies elsewhere: files of the page's own server as they are now, and what is inside the page itself.
//!
//! By names alone, as all that only a wing uses.

use js_sys::{Object, Uint8Array};
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue};

use super::named::{call, get, set, wait};
use super::sentence;

/// Why a file was not had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotHad {
    /// The server answered with this status.
    Answer(u16),
    /// It is larger than what is taken.
    TooLarge,
    /// There was no answer, or it broke off.
    Away(String),
}

/// The bytes of a file of the page's own server, past the browser's cache, as long as they are not more than that.
pub async fn fetch_anew(path: &str, most: usize) -> Result<Vec<u8>, NotHad> {
    read(path, most).await.unwrap_or_else(|error| Err(NotHad::Away(sentence(&error))))
}

async fn read(path: &str, most: usize) -> Result<Result<Vec<u8>, NotHad>, JsValue> {
    let options = Object::new();
    set(&options, "cache", &"no-cache".into())?;
    let response = wait(&window(), "fetch", &[path.into(), options.into()]).await?;
    let status = get(&response, "status")?.as_f64().unwrap_or_default();
    if !get(&response, "ok")?.is_truthy() {
        return Ok(Err(NotHad::Answer(status as u16)));
    }
    let reader = call(&get(&response, "body")?, "getReader", &[])?;
    // In the browser's own memory until all is here: that of the program never shrinks, and is as large as its largest file.
    let (mut pieces, mut size) = (Vec::new(), 0_usize);
    loop {
        let piece = wait(&reader, "read", &[]).await?;
        if get(&piece, "done")?.is_truthy() {
            break;
        }
        let piece: Uint8Array = get(&piece, "value")?.dyn_into()?;
        // Counted as it comes: what a server says of the length need not be true.
        size = size.saturating_add(piece.length() as usize);
        if size > most {
            // Whatever that gives, nothing more is read.
            let _ = call(&reader, "cancel", &[]);
            return Ok(Err(NotHad::TooLarge));
        }
        pieces.push(piece);
    }
    let mut bytes = Vec::with_capacity(size);
    pieces.iter().for_each(|piece| bytes.extend(piece.to_vec()));
    Ok(Ok(bytes))
}

/// The path of the page on its server.
pub fn path() -> String {
    let path = get(&window(), "location").and_then(|location| get(&location, "pathname"));
    path.ok().and_then(|path| path.as_string()).unwrap_or_default()
}

/// The text in the element of that id.
pub fn text_of(id: &str) -> Option<String> {
    document().get_element_by_id(id)?.text_content()
}

/// What a mark on the element of that id says.
pub fn mark_of(id: &str, mark: &str) -> Option<String> {
    document().get_element_by_id(id)?.get_attribute(mark)
}

/// The source of this page as it was loaded, where it is the one-file edition.
pub fn own_page() -> Option<String> {
    call(&window(), "musterPage", &[]).ok()?.as_string()
}
