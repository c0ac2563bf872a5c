//! Names, order, months and marks in numbers by the browser's `Intl`; digits and English dates by the program's own words,
//! which are exact.

use std::cell::OnceCell;
use std::cmp::Ordering;

use js_sys::{Array, Function, Intl, Object, Reflect};
use leptos::prelude::window;
use rust_decimal::Decimal;
use wasm_bindgen::{JsCast, JsValue};

use super::named::{call, set};
use crate::register::{Currency, Date, Period, Precision};
use crate::words::{English, Language, Length, Locale, date_said, period_text};

/// A language as the browser knows it.
pub struct Browser {
    language: Language,
    regions: Names,
    currencies: Names,
    compare: Function,
    /// What stands between groups of digits, and before the decimals.
    marks: [String; 2],
    /// How the days, the months and the years of dates are written, long and short; made when the first is.
    dates: OnceCell<[[Function; 3]; 2]>,
}

impl Browser {
    /// As a language is written.
    pub fn new(language: Language) -> Self {
        let tag = language.tag();
        let tags = || Array::of1(&tag.into());
        let collator = Intl::Collator::new(&tags(), &Object::new());
        Browser {
            language,
            regions: Names::new(tag, "region"),
            currencies: Names::new(tag, "currency"),
            compare: collator.compare(),
            marks: marks(&Intl::NumberFormat::new(&tags(), &Object::new())),
            dates: OnceCell::new(),
        }
    }

    /// A day, a month or a year as the language writes it.
    fn period(&self, period: Period, length: Length) -> String {
        let [long, short] =
            self.dates.get_or_init(|| ["long", "short"].map(|month| dates(self.tag(), month)));
        let [day, month, year] = if length == Length::Long { long } else { short };
        let format = match period.precision() {
            Precision::Day => day,
            Precision::Month => month,
            Precision::Year => year,
        };
        let date = js_sys::Date::new(&period.first().to_string().into());
        let text = format.call1(&JsValue::UNDEFINED, &date).ok().and_then(|text| text.as_string());
        let text = text.unwrap_or_else(|| period_text(period, length));
        // In Ukrainian a year is followed by a short word for it, which a column of days has no room for.
        match text.strip_suffix("р.").filter(|_| length == Length::Short) {
            Some(bare) => bare.trim_end().to_owned(),
            None => text,
        }
    }
}

/// How a language writes a day, a month and a year.
fn dates(tag: &str, month: &str) -> [Function; 3] {
    [&["day", "month", "year"][..], &["month", "year"], &["year"]].map(|fields| {
        let options = Object::new();
        let set = |name: &str, value: &str| Reflect::set(&options, &name.into(), &value.into());
        for field in fields {
            let _ = set(field, if *field == "month" { month } else { "numeric" });
        }
        let _ = set("timeZone", "UTC");
        Intl::DateTimeFormat::new(&Array::of1(&tag.into()), &options).format()
    })
}

/// The marks of a language in numbers, as it writes one that has both.
fn marks(format: &Intl::NumberFormat) -> [String; 2] {
    let text = format
        .format()
        .call1(&JsValue::UNDEFINED, &1_234_567.5.into())
        .ok()
        .and_then(|text| text.as_string());
    let text = text.unwrap_or_default();
    let between = |from: &str, to: &str| {
        let rest = text.split_once(from).map(|(_, rest)| rest);
        rest.and_then(|rest| rest.split_once(to)).map(|(mark, _)| mark.to_owned())
    };
    [between("1", "2").unwrap_or_else(|| ",".to_owned()), between("7", "5").unwrap_or_else(|| ".".to_owned())]
}

impl Locale for Browser {
    fn tag(&self) -> &str {
        self.language.tag()
    }
    fn state_name(&self, code: &str) -> Option<String> {
        self.regions.of(code).or_else(|| English.state_name(code))
    }
    fn currency_name(&self, currency: Currency) -> String {
        self.currencies.of(currency.code()).unwrap_or_else(|| English.currency_name(currency))
    }
    /// The digits are this program's own, so that no number is rounded on the way.
    fn number(&self, value: Decimal, decimals: u32) -> String {
        let english = English.number(value, decimals);
        if self.language == Language::English {
            return english;
        }
        let [group, point] = &self.marks;
        let mut text = String::with_capacity(english.len());
        for sign in english.chars() {
            match sign {
                ',' => text.push_str(group),
                '.' => text.push_str(point),
                other => text.push(other),
            }
        }
        text
    }
    fn date(&self, date: &Date, length: Length) -> String {
        match self.language {
            Language::English => English.date(date, length),
            _ => date_said(date, &|period| self.period(period, length)),
        }
    }
    fn compare(&self, a: &str, b: &str) -> Ordering {
        let order = self.compare.call2(&JsValue::UNDEFINED, &a.into(), &b.into()).ok();
        order.and_then(|order| order.as_f64()).map_or(a.cmp(b), |order| order.total_cmp(&0.0))
    }
}

/// Letters in the order of a language, each with whether it is the one before it in another form. In front stands nothing.
pub fn in_order(language: Language, letters: impl Iterator<Item = char>) -> Vec<(char, bool)> {
    let compare = |sensitivity: &str| {
        let options = Object::new();
        let _ = set(&options, "sensitivity", &sensitivity.into());
        Intl::Collator::new(&Array::of1(&language.tag().into()), &options).compare()
    };
    let all: Array = letters.map(|letter| JsValue::from(String::from(letter))).collect();
    let _ = call(&all, "sort", &[compare("variant").into()]);
    let (letter, mut before) = (compare("base"), JsValue::from(""));
    let of = |one: JsValue| {
        let order = letter.call2(&JsValue::UNDEFINED, &before, &one).ok().and_then(|order| order.as_f64());
        before = one;
        Some((before.as_string()?.chars().next()?, order == Some(0.0)))
    };
    all.iter().filter_map(of).collect()
}

/// The tags of the languages that the reader's browser asks for.
fn asked() -> Vec<String> {
    window().navigator().languages().iter().filter_map(|language| language.as_string()).collect()
}

/// The name of a state in the languages that the reader's browser asks for, to search by.
pub fn local_names(code: &str) -> Vec<String> {
    thread_local! {
        static LOCAL: Vec<Names> =
            asked().iter().take(4).map(|language| Names::new(language, "region")).collect();
    }
    LOCAL.with(|local| local.iter().filter_map(|names| names.of(code)).collect())
}

/// The name of a state in the languages of the app, to be understood in any of them.
pub fn names_everywhere(code: &str) -> Vec<String> {
    thread_local! {
        static NAMES: Vec<Names> = Language::ALL.iter().map(|language| Names::new(language.tag(), "region")).collect();
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
