//! JavaScript by its names, for wings: a binding of its own would be a part of the first load, whichever wing uses it.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// What stands under a name; a missing one is undefined.
pub fn get(of: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    Reflect::get(of, &name.into())
}

/// Puts a value under a name.
pub fn set(of: &JsValue, name: &str, value: &JsValue) -> Result<(), JsValue> {
    Reflect::set(of, &name.into(), value).map(drop)
}

/// Calls what stands under a name.
pub fn call(of: &JsValue, name: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let function: Function = get(of, name)?.dyn_into()?;
    let list = Array::new();
    for argument in arguments {
        list.push(argument);
    }
    function.apply(of, &list)
}

/// Calls what gives a promise, and waits for it.
pub async fn wait(of: &JsValue, name: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::resolve(&call(of, name, arguments)?)).await
}

/// Waits until something calls the handler under the one name, or the one under the other.
pub async fn answered(by: &JsValue, yes: &str, no: &str) -> Result<(), JsValue> {
    let mut listening = Ok(());
    let promise = Promise::new(&mut |resolve, reject| {
        listening = set(by, yes, &resolve).and_then(|()| set(by, no, &reject));
    });
    listening?;
    JsFuture::from(promise).await.map(drop)
}
