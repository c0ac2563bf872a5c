//! Ed25519 by the browser's own cryptography, and the one key pair that it keeps for its person.

use base64ct::{Base64UrlUnpadded, Encoding};
use js_sys::{Array, Object, Uint8Array};
use leptos::prelude::window;
use wasm_bindgen::JsValue;
use zeroize::Zeroizing;

use super::disk::{Disk, is_there};
use super::named::{get, set, wait};
use super::sentence;
use crate::said;
use crate::words::text::areas::signing as text;

const NAME: &str = "Ed25519";

/// The database of the key pair, and its key there.
const DATABASE: &str = "muster-signing";
const MINE: &str = "mine";

/// What stands before the 32 bytes of a secret key in PKCS 8 (RFC 8410).
const BEFORE: [u8; 16] = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];
/// A public key that is one (RFC 8032, section 7.1, test 1).
const ONE: [u8; 32] = [
    0xd7, 0x5a, 0x98, 0x01, 0x82, 0xb1, 0x0a, 0xb7, 0xd5, 0x4b, 0xfe, 0xd3, 0xc9, 0x64, 0x07, 0x3a, 0x0e,
    0xe1, 0x72, 0xf3, 0xda, 0xa6, 0x23, 0x25, 0xaf, 0x02, 0x1a, 0x68, 0xf7, 0x07, 0x51, 0x1a,
];

/// A pair of keys, with the name that goes with it.
pub struct Pair {
    /// The name.
    pub name: String,
    /// The public key.
    pub key: [u8; 32],
    secret: JsValue,
}

/// Whether this browser signs and verifies.
pub async fn is_able() -> bool {
    import_public(&ONE).await.is_ok()
}

/// Whether a signature of a message is by that key.
///
/// # Errors
/// A sentence when the browser cannot tell.
pub async fn verify(key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> Result<bool, String> {
    let verify = async {
        let key = import_public(key).await?;
        let arguments = [NAME.into(), key, bytes(signature), bytes(message)];
        wait(&subtle()?, "verify", &arguments).await
    };
    match verify.await {
        Ok(fits) => Ok(fits.is_truthy()),
        // What is no key at all has signed nothing.
        Err(error) if is_called(&error, "DataError") && is_able().await => Ok(false),
        Err(error) => Err(refused(&error)),
    }
}

impl Pair {
    /// Makes a new one.
    ///
    /// # Errors
    /// A sentence.
    pub async fn make(name: String) -> Result<Self, String> {
        let make = async {
            let uses = Array::of2(&"sign".into(), &"verify".into());
            let pair = wait(&subtle()?, "generateKey", &[NAME.into(), true.into(), uses.into()]).await?;
            let secret = get(&pair, "privateKey")?;
            Ok((public_of(&secret).await?, secret))
        };
        let (key, secret) = make.await.map_err(|error: JsValue| refused(&error))?;
        Ok(Pair { name, key, secret })
    }

    /// The one of those 32 secret bytes.
    ///
    /// # Errors
    /// A sentence.
    pub async fn of_seed(name: String, seed: &[u8; 32]) -> Result<Self, String> {
        let import = async {
            let packed = Zeroizing::new([BEFORE.as_slice(), seed].concat());
            let uses = Array::of1(&"sign".into());
            let arguments = ["pkcs8".into(), bytes(&packed), NAME.into(), true.into(), uses.into()];
            let secret = wait(&subtle()?, "importKey", &arguments).await?;
            Ok((public_of(&secret).await?, secret))
        };
        let (key, secret) = import.await.map_err(|error: JsValue| refused(&error))?;
        Ok(Pair { name, key, secret })
    }

    /// Its 32 secret bytes.
    ///
    /// # Errors
    /// A sentence.
    pub async fn seed(&self) -> Result<Zeroizing<[u8; 32]>, String> {
        part_of(&self.secret, "d").await.map(Zeroizing::new).map_err(|error| refused(&error))
    }

    /// Signs a message.
    ///
    /// # Errors
    /// A sentence.
    pub async fn sign(&self, message: &[u8]) -> Result<[u8; 64], String> {
        let sign = async {
            let signed =
                wait(&subtle()?, "sign", &[NAME.into(), self.secret.clone(), bytes(message)]).await?;
            Uint8Array::new(&signed).to_vec().try_into().map_err(|_| JsValue::from(text::NO_SIGNATURE.said()))
        };
        sign.await.map_err(|error| refused(&error))
    }

    /// The one that is kept in this browser. Asking for it leaves nothing behind.
    ///
    /// # Errors
    /// What the browser says, where it keeps no database for this page.
    pub async fn kept() -> Result<Option<Self>, String> {
        if !is_there(DATABASE).await {
            return Ok(None);
        }
        let found = Disk::open(DATABASE, || {}).await?.value(MINE).await?;
        let read = || {
            let name = get(&found, "name").ok()?.as_string()?;
            let key = Uint8Array::new(&get(&found, "key").ok()?).to_vec().try_into().ok()?;
            Some(Pair { name, key, secret: get(&found, "secret").ok()? })
        };
        Ok(if found.is_object() { read() } else { None })
    }

    /// Keeps it, where there is none yet.
    ///
    /// # Errors
    /// A sentence; it is then not kept.
    pub async fn keep(&self) -> Result<(), String> {
        let value = JsValue::from(Object::new());
        let fill = || {
            set(&value, "name", &self.name.as_str().into())?;
            set(&value, "key", &bytes(&self.key))?;
            set(&value, "secret", &self.secret)
        };
        fill().map_err(|error| sentence(&error))?;
        let disk = Disk::open(DATABASE, || {}).await?;
        if disk.value(MINE).await?.is_object() {
            return Err(text::HAS_KEY_ALREADY.said().to_owned());
        }
        disk.change("add", &[value, MINE.into()]).await
    }

    /// Takes away the one that is kept.
    ///
    /// # Errors
    /// What the browser says; it is then still there.
    pub async fn remove() -> Result<(), String> {
        Disk::open(DATABASE, || {}).await?.change("delete", &[MINE.into()]).await
    }
}

fn subtle() -> Result<JsValue, JsValue> {
    get(&get(&window(), "crypto")?, "subtle")
}

async fn import_public(key: &[u8; 32]) -> Result<JsValue, JsValue> {
    let uses = Array::of1(&"verify".into());
    wait(&subtle()?, "importKey", &["raw".into(), bytes(key), NAME.into(), true.into(), uses.into()]).await
}

async fn public_of(secret: &JsValue) -> Result<[u8; 32], JsValue> {
    part_of(secret, "x").await
}

/// A part of a key as JWK (RFC 8037) names it: `d` is secret, `x` is public.
async fn part_of(secret: &JsValue, name: &str) -> Result<[u8; 32], JsValue> {
    let written = wait(&subtle()?, "exportKey", &["jwk".into(), secret.clone()]).await?;
    let text = Zeroizing::new(get(&written, name)?.as_string().unwrap_or_default());
    let mut bytes = [0; 32];
    match Base64UrlUnpadded::decode(text.as_str(), &mut bytes) {
        Ok(read) if read.len() == 32 => Ok(bytes),
        _ => Err(text::GAVE_NO_KEY.said().into()),
    }
}

fn bytes(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}

fn is_called(error: &JsValue, name: &str) -> bool {
    get(error, "name").is_ok_and(|found| found.as_string().as_deref() == Some(name))
}

fn refused(error: &JsValue) -> String {
    let is_lacking = subtle().is_ok_and(|subtle| subtle.is_undefined());
    if is_lacking || is_called(error, "NotSupportedError") {
        return text::CANNOT_SIGN_HERE.said().to_owned();
    }
    said!(text::CRYPTO_REFUSED, reason = sentence(error))
}
