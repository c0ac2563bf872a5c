//! Names and order by the browser's `Intl`; numbers and dates by the page's own words, which are exact.

use std::cmp::Ordering;

use js_sys::{Array, Function, Intl, Object, Reflect};
use leptos::prelude::window;
use rust_decimal::Decimal;
use wasm_bindgen::{JsCast, JsValue};

use crate::register::{Currency, Date};
use crate::words::{English, Length, Locale};

/// The page's language as the browser knows it.
pub struct Browser {
    regions: Names,
    currencies: Names,
    compare: Function,
}

impl Browser {
    /// English, the language of this page.
    pub fn new() -> Self {
        let collator = Intl::Collator::new(&Array::of1(&"en".into()), &Object::new());
        Browser {
            regions: Names::new("en", "region"),
            currencies: Names::new("en", "currency"),
            compare: collator.compare(),
        }
    }
}

impl Default for Browser {
    fn default() -> Self {
        Self::new()
    }
}

impl Locale for Browser {
    fn tag(&self) -> &str {
        "en"
    }
    fn state_name(&self, code: &str) -> Option<String> {
        self.regions.of(code).or_else(|| English.state_name(code))
    }
    fn currency_name(&self, currency: Currency) -> String {
        self.currencies.of(currency.code()).unwrap_or_else(|| English.currency_name(currency))
    }
    fn number(&self, value: Decimal, decimals: u32) -> String {
        English.number(value, decimals)
    }
    fn date(&self, date: &Date, length: Length) -> String {
        English.date(date, length)
    }
    fn compare(&self, a: &str, b: &str) -> Ordering {
        let order = self.compare.call2(&JsValue::UNDEFINED, &a.into(), &b.into()).ok();
        order.and_then(|order| order.as_f64()).map_or(a.cmp(b), |order| order.total_cmp(&0.0))
    }
}

/// The name of a state in the languages that the reader's browser asks for, to search by.
pub fn local_names(code: &str) -> Vec<String> {
    thread_local! {
        static LOCAL: Vec<Names> = window()
            .navigator()
            .languages()
            .iter()
            .filter_map(|language| language.as_string())
            .take(4)
            .map(|language| Names::new(&language, "region"))
            .collect();
    }
    LOCAL.with(|local| local.iter().filter_map(|names| names.of(code)).collect())
}

/// The languages of the app.
const LANGUAGES: [&str; 5] = ["en", "uk", "et", "fr", "de"];

/// The name of a state in the languages of the app, to be understood in any of them.
pub fn names_everywhere(code: &str) -> Vec<String> {
    thread_local! {
        static NAMES: Vec<Names> = LANGUAGES.iter().map(|language| Names::new(language, "region")).collect();
    }
    NAMES.with(|all| all.iter().filter_map(|names| names.of(code)).collect())
}

/// `Intl.DisplayNames`, where the browser has it.
struct Names(Option<(JsValue, Function)>);

impl Names {
    fn new(language: &str, kind: &str) -> Self {
        let make = || {
            let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
            let class: Function = Reflect::get(&intl, &"DisplayNames".into()).ok()?.dyn_into().ok()?;
            let options = Object::new();
            Reflect::set(&options, &"type".into(), &kind.into()).ok()?;
            Reflect::set(&options, &"fallback".into(), &"none".into()).ok()?;
            let names = Reflect::construct(&class, &Array::of2(&language.into(), &options)).ok()?;
            let of = Reflect::get(&names, &"of".into()).ok()?.dyn_into().ok()?;
            Some((names, of))
        };
        Names(make())
    }

    fn of(&self, code: &str) -> Option<String> {
        let (names, of) = self.0.as_ref()?;
        of.call1(names, &code.into()).ok()?.as_string()
    }
}
