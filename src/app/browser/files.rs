//! Files in and out.

use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, HtmlInputElement, Url};

use super::sentence;
use crate::said;
use crate::words::text::areas::browser as text;

/// Offers a text as a file to keep.
pub fn download(name: &str, mime: &str, text: &str) -> Result<(), String> {
    save(name, mime, &text.into()).map_err(|error| sentence(&error))
}

/// Offers bytes as a file to keep.
pub fn download_bytes(name: &str, mime: &str, bytes: &[u8]) -> Result<(), String> {
    save(name, mime, &js_sys::Uint8Array::from(bytes)).map_err(|error| sentence(&error))
}

fn save(name: &str, mime: &str, content: &JsValue) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    // A sequence of texts and of bytes is the same to the browser.
    let blob = Blob::new_with_str_sequence_and_options(&js_sys::Array::of1(content), &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&address)
}

/// A file that somebody chose.
pub struct Chosen {
    /// Its name.
    pub name: String,
    /// Its bytes, whatever they are.
    pub bytes: Vec<u8>,
}

/// Reads the file chosen in an input, and empties the input so that the same file can be chosen again.
pub async fn chosen(input: HtmlInputElement) -> Option<Result<Chosen, String>> {
    let file = input.files()?.get(0)?;
    let read = bytes_of(&file).await;
    input.set_value("");
    Some(read)
}

/// Reads a file.
///
/// # Errors
/// A sentence when the browser does not give it.
pub async fn bytes_of(file: &File) -> Result<Chosen, String> {
    let bytes = JsFuture::from(file.array_buffer()).await;
    let name = file.name();
    match bytes {
        Ok(bytes) => Ok(Chosen { name, bytes: js_sys::Uint8Array::new(&bytes).to_vec() }),
        Err(error) => Err(said!(text::FILE_UNREAD, name, reason = sentence(&error))),
    }
}

/// The text of a file beside the page.
pub async fn fetch(path: &str) -> Result<String, String> {
    let bytes = fetch_bytes(path).await?;
    String::from_utf8(bytes).map_err(|_| said!(text::FILE_NO_TEXT, path))
}

/// The bytes of a file beside the page.
pub async fn fetch_bytes(path: &str) -> Result<Vec<u8>, String> {
    let get = async {
        let response: web_sys::Response =
            JsFuture::from(window().fetch_with_str(path)).await?.unchecked_into();
        if !response.ok() {
            return Err(JsValue::from(said!(text::SERVER_SAID, status = response.status().to_string())));
        }
        JsFuture::from(response.array_buffer()?).await
    };
    let bytes = get.await.map_err(|error| said!(text::NOT_LOADED, path, reason = sentence(&error)))?;
    Ok(js_sys::Uint8Array::new(&bytes).to_vec())
}
