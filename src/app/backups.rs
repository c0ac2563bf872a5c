//! Backups: made, sealed where a passphrase is given, read back, and remembered once they are verified.

use std::cell::RefCell;

use serde_json::{Value, json};

use super::browser::folder::{self, Folder};
use super::browser::{clock, files};
use super::desk::Desk;
use super::held::{Place, store};
use super::keeping::stretch::{new_key, new_wrapping, random, wrapping};
use super::parts::titles::file_stem;
use super::registers;
use crate::exchange::backup::{BackupName, spare, verify};
use crate::exchange::{digest, write};
use crate::register::{Hash, Id};
use crate::said;
use crate::seal::{Packed, WrappingKey, is_packed};
use crate::words::text::areas::desk as text;

/// A backup that was made and is not yet verified.
#[derive(Clone)]
pub struct Backup {
    /// The name of its file.
    pub name: BackupName,
    /// Its bytes.
    pub bytes: Vec<u8>,
    register: Id,
    digest: Hash,
    /// What opens it, if it is sealed.
    key: Option<WrappingKey>,
}

/// The last verified backup of a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Last {
    /// When it was verified, in milliseconds since 1970.
    pub at: u64,
    /// How many changes it holds.
    pub count: usize,
    /// Where it is, in the words that are kept.
    pub place: String,
}

/// What is kept of where a backup is: a download, or the folder of this name.
const DOWNLOAD: &str = "as a download";
const FOLDER_BEGINS: &str = "in the folder “";

impl Last {
    /// Where it is, in words.
    pub fn place(&self) -> String {
        match self.place.strip_prefix(FOLDER_BEGINS).and_then(|rest| rest.strip_suffix('”')) {
            Some(folder) => said!(text::IN_FOLDER, folder),
            None if self.place == DOWNLOAD => text::AS_DOWNLOAD.said().to_owned(),
            None => self.place.clone(),
        }
    }
}

thread_local! {
    /// The folder that was chosen in this tab, where the browser does not remember it.
    static FOLDER: RefCell<Option<Folder>> = const { RefCell::new(None) };
}

/// The folder that was chosen last in this browser.
pub async fn folder() -> Option<Folder> {
    match FOLDER.with_borrow(Clone::clone) {
        Some(folder) => Some(folder),
        // Where nothing is remembered, one is chosen anew.
        None => folder::remembered().await.ok().flatten(),
    }
}

/// Keeps the folder for the next backup.
///
/// # Errors
/// What the browser says when it remembers it for this tab only.
pub async fn set_folder(folder: &Folder) -> Result<(), String> {
    let remembered = folder.remember().await;
    FOLDER.set(remembered.is_err().then(|| folder.clone()));
    remembered
}

impl Backup {
    /// Makes one of the open register, sealed if there is a passphrase.
    ///
    /// # Errors
    /// A sentence.
    pub async fn make(desk: Desk, passphrase: &str) -> Result<Self, String> {
        let register =
            Id::from(leptos::prelude::untrack(|| desk.open_id()).ok_or_else(|| text::NO_REGISTER.said())?);
        let (text, digest, stem) = desk
            .hold(|held| {
                let held = &held.register;
                (write(&register, held), digest(held), file_stem(&registers::title(held)))
            })
            .ok_or_else(|| text::NO_REGISTER.said())?;
        let name = BackupName::new(&stem, &register, &clock::now().at, !passphrase.is_empty());
        if passphrase.is_empty() {
            return Ok(Backup { name, bytes: text.into_bytes(), register, digest, key: None });
        }
        let (key, cost) = new_wrapping(passphrase).await?;
        let bytes = Packed::write(text.as_bytes(), &new_key()?, &key, cost, random()?);
        let bytes = bytes.map_err(|error| error.to_string())?;
        Ok(Backup { name, bytes, register, digest, key: Some(key) })
    }

    /// Offers it as a file to keep. Whether it was kept, the page does not learn.
    ///
    /// # Errors
    /// A sentence.
    pub fn download(&self) -> Result<(), String> {
        files::download_bytes(&self.name.to_string(), "application/octet-stream", &self.bytes)
    }

    /// Writes it to a folder, reads it back and verifies it; then older ones that are not needed go.
    ///
    /// # Errors
    /// A sentence; older backups are as they were.
    pub async fn put_into(&mut self, folder: &Folder) -> Result<(), String> {
        self.name = self.name.clone().beside(&folder.names().await?);
        let name = self.name.to_string();
        folder.write(&name, &self.bytes).await?;
        self.verify(&folder.read(&name).await?, Some(&folder.name()))?;
        let names = folder.names().await?;
        for name in spare(&self.register, names.iter().map(String::as_str)) {
            // One that stays is in nobody's way.
            let _ = folder.remove(&name).await;
        }
        Ok(())
    }

    /// Reads it back: opened, decoded, folded, compared. Only then it is remembered as the last one.
    ///
    /// # Errors
    /// A sentence that says what it holds instead.
    pub fn verify(&self, bytes: &[u8], folder: Option<&str>) -> Result<(), String> {
        let opened = match &self.key {
            Some(key) => open(bytes, key)?,
            None => bytes.to_vec(),
        };
        let count = verify(&opened, &self.register, self.digest).map_err(|error| error.to_string())?;
        let place = folder.map_or(DOWNLOAD.to_owned(), |folder| format!("{FOLDER_BEGINS}{folder}”"));
        remember(&self.register, &Last { at: clock::now().millis, count, place });
        Ok(())
    }
}

fn open(bytes: &[u8], key: &WrappingKey) -> Result<Vec<u8>, String> {
    Packed::read(bytes).and_then(|packed| packed.open(key)).map_err(|error| error.to_string())
}

/// Whether a file is sealed and asks for a passphrase.
pub fn is_sealed(bytes: &[u8]) -> bool {
    is_packed(bytes)
}

/// Opens a sealed file.
///
/// # Errors
/// A sentence.
pub async fn unseal(bytes: &[u8], passphrase: &str) -> Result<Vec<u8>, String> {
    let packed = Packed::read(bytes).map_err(|error| error.to_string())?;
    let key = wrapping(passphrase, packed.vault.cost()).await?;
    packed.open(&key).map_err(|error| error.to_string())
}

fn key(register: &Id) -> String {
    format!("muster-backup/{register}")
}

/// The last verified backup of a register, as far as this browser knows.
pub fn last(register: &Id) -> Option<Last> {
    let text = store(Place::Lasting).0.get(&key(register)).ok()??;
    let json: Value = serde_json::from_str(&text).ok()?;
    let count = usize::try_from(json.get("count")?.as_u64()?).ok()?;
    Some(Last { at: json.get("at")?.as_u64()?, count, place: json.get("place")?.as_str()?.to_owned() })
}

/// Where nothing can be kept, the reminder comes again after a reload.
fn remember(register: &Id, last: &Last) {
    let json = json!({"at": last.at, "count": last.count, "place": last.place});
    let _ = store(Place::Lasting).0.set(&key(register), &json.to_string());
}
