//! A folder of the device that a person chose, where the browser lets a page have one.

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::sentence;

/// A folder. Its files are written whole: the browser puts a new one in place only when all of it is there.
#[derive(Clone)]
pub struct Folder(JsValue);

/// Whether this browser can give a page a folder.
pub fn can_choose() -> bool {
    Reflect::has(&window(), &"showDirectoryPicker".into()).unwrap_or(false)
}

/// Asks for a folder; none when the person changed their mind. The browser remembers where it was last.
///
/// # Errors
/// A sentence when the browser refuses.
pub async fn choose() -> Result<Option<Folder>, String> {
    let options = object(&[("id", "muster-backups".into()), ("mode", "readwrite".into())]);
    match call(&window(), "showDirectoryPicker", &[options]).await {
        Ok(folder) => Ok(Some(Folder(folder))),
        Err(error) if name_of(&error) == "AbortError" => Ok(None),
        Err(error) => Err(sentence(&error)),
    }
}

impl Folder {
    /// Its name.
    pub fn name(&self) -> String {
        text(&self.0, "name")
    }

    /// Writes a file.
    ///
    /// # Errors
    /// A sentence; a file of that name is then as it was.
    pub async fn write(&self, name: &str, bytes: &[u8]) -> Result<(), String> {
        let write = async {
            let file = self.file(name, true).await?;
            let stream = call(&file, "createWritable", &[]).await?;
            call(&stream, "write", &[Uint8Array::from(bytes).into()]).await?;
            call(&stream, "close", &[]).await
        };
        write.await.map(drop).map_err(|error| sentence(&error))
    }

    /// Reads a file.
    ///
    /// # Errors
    /// A sentence when it is not there or cannot be read.
    pub async fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        let read = async {
            let file = call(&self.file(name, false).await?, "getFile", &[]).await?;
            call(&file, "arrayBuffer", &[]).await
        };
        read.await.map(|bytes| Uint8Array::new(&bytes).to_vec()).map_err(|error| sentence(&error))
    }

    /// The names of what is in it.
    ///
    /// # Errors
    /// A sentence when it cannot be listed.
    pub async fn names(&self) -> Result<Vec<String>, String> {
        let list = async {
            let names = apply(&self.0, "keys", &[])?;
            let mut found = Vec::new();
            loop {
                let next = call(&names, "next", &[]).await?;
                if Reflect::get(&next, &"done".into())?.is_truthy() {
                    return Ok(found);
                }
                found.extend(Reflect::get(&next, &"value".into())?.as_string());
            }
        };
        list.await.map_err(|error: JsValue| sentence(&error))
    }

    /// Takes a file away.
    ///
    /// # Errors
    /// A sentence when it stays.
    pub async fn remove(&self, name: &str) -> Result<(), String> {
        call(&self.0, "removeEntry", &[name.into()]).await.map(drop).map_err(|error| sentence(&error))
    }

    async fn file(&self, name: &str, create: bool) -> Result<JsValue, JsValue> {
        call(&self.0, "getFileHandle", &[name.into(), object(&[("create", create.into())])]).await
    }
}

fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        // A plain object takes every field.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}

fn apply(on: &JsValue, name: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let function: Function = Reflect::get(on, &name.into())?.dyn_into()?;
    Reflect::apply(&function, on, &arguments.iter().collect::<Array>())
}

async fn call(on: &JsValue, name: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::resolve(&apply(on, name, arguments)?)).await
}

fn text(of: &JsValue, name: &str) -> String {
    Reflect::get(of, &name.into()).ok().and_then(|text| text.as_string()).unwrap_or_default()
}

fn name_of(error: &JsValue) -> String {
    text(error, "name")
}
