//! The worker that makes a key of a passphrase. It takes tens of megabytes and a second, and ends with them.

use js_sys::{Array, Uint8Array};
use muster::seal::{Cost, SealError, stretch};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Answers one job: passphrase, salt, memory, passes and lanes. The answer is the key, or how many MiB were missing, or a
/// sentence.
fn main() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let here = scope.clone();
    let work = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let _ = here.post_message(&answer(&event.data().unchecked_into()));
    });
    scope.set_onmessage(Some(work.as_ref().unchecked_ref()));
    work.forget();
    let _ = scope.post_message(&JsValue::TRUE);
}

fn answer(job: &Array) -> JsValue {
    let bytes = |at| Uint8Array::new(&job.get(at)).to_vec();
    let number = |at| job.get(at).as_f64().unwrap_or_default() as u32;
    let salt = bytes(1).try_into().unwrap_or_default();
    let cost = Cost { memory: number(2), passes: number(3), lanes: number(4), salt };
    match stretch(&bytes(0), &cost) {
        Ok(key) => Uint8Array::from(key.bytes().as_slice()).into(),
        Err(SealError::Memory(missing)) => missing.into(),
        Err(error) => error.to_string().into(),
    }
}
