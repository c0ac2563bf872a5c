//! The browser's database: texts under keys as in its storage, but on the disk when it says so.

use std::rc::Rc;

use leptos::prelude::window;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use super::named::{answered, call, get, set, wait};
use super::sentence;
use crate::journal::Deed;
use crate::words::text::areas::browser as text;

/// The database of what is kept.
pub const KEPT: &str = "muster";
const LINES: &str = "lines";
/// The form of the database: one list of texts, under keys that stand beside them.
const VERSION: u32 = 1;
/// How many lines are read at once; the page goes on in between.
const PORTION: u32 = 400;

/// The open database.
#[derive(Clone)]
pub struct Disk(Rc<Open>);

struct Open {
    database: JsValue,
    /// Called when it has to let go.
    _closing: Closure<dyn Fn()>,
}

/// Whether what was written is known to be on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// It is.
    Strictly,
    /// The browser may still hold it back: it knows nothing of strict writing.
    Loosely,
}

impl Disk {
    /// Opens one of them; calls `lost` when it is taken away: by a newer version that needs it, or by the browser.
    ///
    /// # Errors
    /// What the browser says, where it keeps no database for this page.
    pub async fn open(name: &str, lost: impl Fn() + 'static) -> Result<Self, String> {
        open(name, lost).await.map_err(|error| sentence(&error))
    }

    /// All keys, those too that are not of this page.
    ///
    /// # Errors
    /// What the browser says.
    pub async fn keys(&self) -> Result<Vec<String>, String> {
        let keys = async {
            let request = call(&self.list("readonly")?.1, "getAllKeys", &[])?;
            texts(&result(&request).await?)
        };
        keys.await.map_err(|error| sentence(&error))
    }

    /// The lines whose keys begin so.
    ///
    /// # Errors
    /// What the browser says.
    pub async fn read(&self, prefix: &str) -> Result<Vec<(String, String)>, String> {
        let read = async {
            let mut found: Vec<(String, String)> = Vec::new();
            let range = get(&window(), "IDBKeyRange")?;
            let end = JsValue::from(format!("{prefix}\u{ffff}"));
            loop {
                let (from, is_after) = match found.last() {
                    Some((key, _)) => (key.as_str(), true),
                    None => (prefix, false),
                };
                let bound = call(&range, "bound", &[from.into(), end.clone(), is_after.into(), true.into()])?;
                let (_, lines) = self.list("readonly")?;
                let keys = call(&lines, "getAllKeys", &[bound.clone(), PORTION.into()])?;
                let values = call(&lines, "getAll", &[bound, PORTION.into()])?;
                let keys = texts(&result(&keys).await?)?;
                let values = texts(&result(&values).await?)?;
                if keys.is_empty() {
                    return Ok(found);
                }
                found.extend(keys.into_iter().zip(values));
            }
        };
        read.await.map_err(|error: JsValue| sentence(&error))
    }

    /// Does all of it, or nothing; when it returns, the browser says that it is done.
    ///
    /// # Errors
    /// What the browser says; nothing of it is done then.
    pub async fn write(&self, deeds: &[Deed]) -> Result<Written, String> {
        let write = async {
            let (transaction, lines) = self.list("readwrite")?;
            let asked = deeds.iter().try_for_each(|deed| {
                let asked = match deed {
                    Deed::Put(key, line) => call(&lines, "put", &[line.as_str().into(), key.as_str().into()]),
                    Deed::Remove(key) => call(&lines, "delete", &[key.as_str().into()]),
                };
                asked.map(drop)
            });
            if let Err(error) = asked {
                call(&transaction, "abort", &[])?;
                return Err(error);
            }
            if answered(&transaction, "oncomplete", "onabort").await.is_err() {
                return Err(get(&transaction, "error")?);
            }
            let how = get(&transaction, "durability")?.as_string();
            Ok(if how.as_deref() == Some("strict") { Written::Strictly } else { Written::Loosely })
        };
        write.await.map_err(|error| sentence(&error))
    }

    /// What stands under a key, of whatever kind; undefined where nothing does.
    pub(super) async fn value(&self, key: &str) -> Result<JsValue, String> {
        let read = async { result(&call(&self.list("readonly")?.1, "get", &[key.into()])?).await };
        read.await.map_err(|error: JsValue| sentence(&error))
    }

    /// Puts a value of whatever kind, or deletes one.
    pub(super) async fn change(&self, deed: &str, arguments: &[JsValue]) -> Result<(), String> {
        let change = async {
            let (transaction, list) = self.list("readwrite")?;
            call(&list, deed, arguments)?;
            answered(&transaction, "oncomplete", "onabort").await
        };
        change.await.map_err(|error: JsValue| sentence(&error))
    }

    /// A transaction, and the list of lines in it.
    fn list(&self, mode: &str) -> Result<(JsValue, JsValue), JsValue> {
        let options = JsValue::from(js_sys::Object::new());
        set(&options, "durability", &"strict".into())?;
        let transaction = call(&self.0.database, "transaction", &[LINES.into(), mode.into(), options])?;
        let lines = call(&transaction, "objectStore", &[LINES.into()])?;
        Ok((transaction, lines))
    }
}

/// Whether there is a database of that name, which asking does not make; also where the browser does not say.
pub(super) async fn is_there(name: &str) -> bool {
    let list = async {
        let list: js_sys::Array = wait(&get(&window(), "indexedDB")?, "databases", &[]).await?.dyn_into()?;
        Ok::<_, JsValue>(list)
    };
    let is_it =
        |one: &JsValue| get(one, "name").is_ok_and(|found| found.as_string().as_deref() == Some(name));
    list.await.map_or(true, |list| list.iter().any(|one| is_it(&one)))
}

async fn open(name: &str, lost: impl Fn() + 'static) -> Result<Disk, JsValue> {
    let factory = get(&window(), "indexedDB")?;
    if factory.is_undefined() || factory.is_null() {
        return Err(text::NO_DATABASE.said().into());
    }
    let request = call(&factory, "open", &[name.into(), VERSION.into()])?;
    let asked = request.clone();
    let make = Closure::<dyn Fn()>::new(move || {
        // If this fails, so does the opening.
        let _ = get(&asked, "result").and_then(|made| call(&made, "createObjectStore", &[LINES.into()]));
    });
    set(&request, "onupgradeneeded", make.as_ref())?;
    let database = result(&request).await?;
    let open = database.clone();
    let closing = Closure::<dyn Fn()>::new(move || {
        let _ = call(&open, "close", &[]);
        lost();
    });
    for event in ["onversionchange", "onclose"] {
        set(&database, event, closing.as_ref())?;
    }
    Ok(Disk(Rc::new(Open { database, _closing: closing })))
}

/// What a request gives.
async fn result(request: &JsValue) -> Result<JsValue, JsValue> {
    match answered(request, "onsuccess", "onerror").await {
        Ok(()) => get(request, "result"),
        Err(_) => Err(get(request, "error")?),
    }
}

/// A list of texts. What is no text, no version of this page has written.
fn texts(list: &JsValue) -> Result<Vec<String>, JsValue> {
    let list: &js_sys::Array = list.unchecked_ref();
    list.iter().map(|text| text.as_string().ok_or_else(|| text::NO_TEXT_IN_DATABASE.said().into())).collect()
}
