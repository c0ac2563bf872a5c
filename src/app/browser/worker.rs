//! The worker that makes keys of passphrases.

use js_sys::{Array, Function, JsString, Promise, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, Worker};

use super::sentence;
use crate::said;
use crate::seal::{Cost, SealError, WrappingKey};
use crate::words::text::areas::browser as text;

/// Where its program lies beside the page.
const PATH: &str = "vault_loader.js";

/// Makes the wrapping key of a passphrase. The passphrase is brought to one form first (NFC), since keyboards differ in
/// how they put an accent on a letter.
///
/// # Errors
/// A sentence, or `None` when the device has not the memory.
pub async fn stretch(passphrase: &str, cost: &Cost) -> Result<WrappingKey, Option<String>> {
    let typed = String::from(JsString::from(passphrase).normalize("NFC"));
    let job = Array::of2(&bytes(typed.as_bytes()), &bytes(&cost.salt));
    for number in [cost.memory, cost.passes, cost.lanes] {
        job.push(&number.into());
    }
    let answer = once(PATH, job.into()).await.map_err(|reason| Some(said!(text::NO_KEY_MAKER, reason)))?;
    if answer.as_f64().is_some() {
        return Err(None);
    }
    if let Some(said) = answer.as_string() {
        return Err(Some(said));
    }
    let key = Uint8Array::new(&answer).to_vec().try_into();
    key.map(WrappingKey::new).map_err(|_| Some(SealError::Altered.to_string()))
}

fn bytes(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}

/// Has a worker of its own do one job, and ends it: the memory that it took goes with it. The worker says first that it is
/// ready, by `true`.
///
/// # Errors
/// A sentence when it does not start or fails.
async fn once(path: &str, job: JsValue) -> Result<JsValue, String> {
    let worker = Worker::new(path).map_err(|error| sentence(&error))?;
    let (mut on_message, mut on_error) = (None, None);
    let answer = Promise::new(&mut |resolve: Function, reject: Function| {
        let (here, job) = (worker.clone(), job.clone());
        let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let said = event.data();
            let _ = if said == JsValue::TRUE {
                here.post_message(&job)
            } else {
                resolve.call1(&JsValue::NULL, &said).map(drop)
            };
        });
        let failed = Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
            event.prevent_default();
            let _ = reject.call1(&JsValue::NULL, &event);
        });
        worker.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        worker.set_onerror(Some(failed.as_ref().unchecked_ref()));
        on_message = Some(heard);
        on_error = Some(failed);
    });
    let answer = JsFuture::from(answer).await;
    worker.terminate();
    drop((on_message, on_error));
    answer.map_err(|error| sentence(&error))
}
