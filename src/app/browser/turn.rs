//! One tab at a time, where the browser has locks; and the moments in which nobody waits for the page.

use std::cell::RefCell;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Date, Function, Promise};
use leptos::prelude::{request_animation_frame, set_timeout, window};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::named::{call, get, set, wait};
use super::random;

/// How long to wait where the browser does not tell when it is idle.
const A_MOMENT: u32 = 50;

thread_local! {
    /// The name of a lock that only this tab holds, by which the browser tells which locks are its own.
    static OWN: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// A place in the queue of tabs for something that one of them does for all.
pub struct Turn {
    name: String,
    leave: Option<Function>,
}

impl Turn {
    /// Stands in the queue until it is dropped.
    pub fn of(name: String) -> Self {
        let leave = hold(&name).ok();
        OWN.with_borrow_mut(|own| {
            own.get_or_insert_with(|| {
                let name = format!("muster-own-{}", random::id(10));
                let _ = hold(&name);
                name
            });
        });
        Turn { name, leave }
    }

    /// Whether it is this tab's turn; everybody's where there are no locks.
    pub async fn has_come(&self) -> bool {
        holders(&self.name).await.is_none_or(|[first, own]| first == own)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(leave) = &self.leave {
            let _ = leave.call0(&JsValue::UNDEFINED);
        }
    }
}

/// Asks for a lock, and holds it until the answer is called.
fn hold(name: &str) -> Result<Function, JsValue> {
    let mut leave = None;
    let held = Promise::new(&mut |resolve, _| leave = Some(resolve));
    // The browser waits for what this gives, which is there once the promise is.
    let until = call(&get(&held, "then")?, "bind", &[held.clone().into()])?;
    let options = JsValue::from(js_sys::Object::new());
    set(&options, "mode", &"exclusive".into())?;
    call(&get(&window().navigator(), "locks")?, "request", &[name.into(), options, until])?;
    leave.ok_or(JsValue::UNDEFINED)
}

/// Which tab holds a lock, and which one this is; none where the browser does not say.
async fn holders(name: &str) -> Option<[Option<String>; 2]> {
    let own = OWN.with_borrow(Clone::clone)?;
    let told = wait(&get(&window().navigator(), "locks").ok()?, "query", &[]).await.ok()?;
    let held: Array = get(&told, "held").ok()?.dyn_into().ok()?;
    let text = |lock: &JsValue, part: &str| get(lock, part).ok().and_then(|text| text.as_string());
    let holder = |name: &str| {
        held.iter()
            .find(|lock| text(lock, "name").as_deref() == Some(name))
            .and_then(|lock| text(&lock, "clientId"))
    };
    Some([holder(name), holder(&own)])
}

/// For so many milliseconds work goes on before the page has its turn.
const SLICE: f64 = 12.0;

/// Work that lets the page go on in between: when it is to.
pub struct Slice(f64);

impl Slice {
    /// Begins now.
    pub fn begin() -> Self {
        Slice::of(SLICE)
    }

    fn of(millis: f64) -> Self {
        Slice(Date::now() + millis)
    }

    /// Whether the page should have its turn.
    pub fn is_over(&self) -> bool {
        Date::now() >= self.0
    }

    /// Lets the page go on, if it is time to.
    pub async fn pause(&mut self) {
        if self.is_over() {
            self.rest().await;
        }
    }

    /// Lets the page go on.
    pub async fn rest(&mut self) {
        // A timer would wait for four milliseconds each time.
        if called_back(&get(&window(), "scheduler").unwrap_or_default(), "postTask").await.is_none() {
            TimeoutFuture::new(0).await;
        }
        *self = Slice::begin();
    }
}

/// Does work as long as it is asked for. What it is in the midst of when it no longer is, is dropped.
pub async fn while_asked<T>(work: impl Future<Output = T>, is_asked: impl Fn() -> bool) -> Option<T> {
    let mut work = pin!(work);
    poll_fn(move |context| if is_asked() { work.as_mut().poll(context).map(Some) } else { Poll::Ready(None) })
        .await
}

/// Does something once what is drawn now is painted.
pub fn once_painted(work: impl FnOnce() + 'static) {
    request_animation_frame(move || set_timeout(work, Duration::ZERO));
}

/// Waits until the browser has nothing else to do. The answer is over when it has again: before the next frame.
pub async fn idle() -> Slice {
    let left = match called_back(&window(), "requestIdleCallback").await {
        Some(deadline) => call(&deadline, "timeRemaining", &[]).ok().and_then(|left| left.as_f64()),
        None => {
            TimeoutFuture::new(A_MOMENT).await;
            None
        }
    };
    Slice::of(left.map_or(SLICE, |left| left.min(SLICE)))
}

/// Waits until the browser calls back; nothing where it cannot be asked to.
async fn called_back(by: &JsValue, name: &str) -> Option<JsValue> {
    let mut is_asked = false;
    let asked = Promise::new(&mut |resolve, _| is_asked = call(by, name, &[resolve.into()]).is_ok());
    if is_asked { JsFuture::from(asked).await.ok() } else { None }
}
