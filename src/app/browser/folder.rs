//! A folder of the device that a person chose, where the browser lets a page have one.

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::disk::Disk;
use super::sentence;
use crate::said;
use crate::words::text::areas::browser as text;

/// The database of the folder that is remembered, and its key there.
const DATABASE: &str = "muster-folder";
const BACKUPS: &str = "backups";

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

/// The folder that was remembered, in whatever tab; it need not be there any more.
///
/// # Errors
/// What the browser says, where it keeps no database for this page.
pub async fn remembered() -> Result<Option<Folder>, String> {
    let found = Disk::open(DATABASE, || {}).await?.value(BACKUPS).await?;
    Ok(found.is_object().then_some(Folder(found)))
}

impl Folder {
    /// Remembers it in place of the one before.
    ///
    /// # Errors
    /// What the browser says; it is then not remembered.
    pub async fn remember(&self) -> Result<(), String> {
        Disk::open(DATABASE, || {}).await?.change("put", &[self.0.clone(), BACKUPS.into()]).await
    }

    /// Whether the browser will ask the person before the page may write to it.
    pub async fn will_ask(&self) -> bool {
        self.permission("queryPermission").await.is_ok_and(|answer| answer == "prompt")
    }

    /// Has the browser ask the person, where it wants to; only right after a press of a key or a button.
    ///
    /// # Errors
    /// A sentence when the page may not write to it.
    pub async fn ask(&self) -> Result<(), String> {
        match self.permission("requestPermission").await {
            Ok(answer) if answer == "granted" => Ok(()),
            Ok(_) => Err(self.is_closed()),
            Err(error) => Err(self.refused(&error)),
        }
    }

    async fn permission(&self, question: &str) -> Result<String, JsValue> {
        // A browser that does not ask lets the page write.
        if !Reflect::has(&self.0, &question.into())? {
            return Ok("granted".to_owned());
        }
        let answer = call(&self.0, question, &[object(&[("mode", "readwrite".into())])]).await?;
        Ok(answer.as_string().unwrap_or_default())
    }

    fn is_closed(&self) -> String {
        said!(text::FOLDER_CLOSED, folder = self.name())
    }

    fn refused(&self, error: &JsValue) -> String {
        match name_of(error).as_str() {
            "NotFoundError" => said!(text::FOLDER_GONE, folder = self.name()),
            "NotAllowedError" | "SecurityError" => self.is_closed(),
            _ => sentence(error),
        }
    }

    /// Its name.
    pub fn name(&self) -> String {
        text(&self.0, "name")
    }

    /// A folder in it, which is made where there is none.
    ///
    /// # Errors
    /// A sentence.
    pub async fn inside(&self, name: &str) -> Result<Folder, String> {
        let make = [name.into(), object(&[("create", true.into())])];
        call(&self.0, "getDirectoryHandle", &make).await.map(Folder).map_err(|error| self.refused(&error))
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
        write.await.map(drop).map_err(|error| self.refused(&error))
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
        list.await.map_err(|error: JsValue| self.refused(&error))
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
