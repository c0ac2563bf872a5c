//! The reference rates of the European Central Bank in the page: fetched when a figure first lacks a rate.
//!
//! They are 45 kB that many registers never need. What reads them is in a wing ([`super::parts::bank`]); here is only
//! the way to ask for them, and the rates by which a register is counted.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::browser::files;
use super::wings;
use crate::figures::{Rates, TypedRates};
use crate::register::Register;

/// Where the rates lie beside the page.
const PATH: &str = "rates/ecb-rates.bin";

/// Rates for any thread, though the page has one.
pub type AnyRates = Arc<dyn Rates + Send + Sync>;

/// Makes the rates by which a register is counted.
pub type MakeRates = Arc<dyn Fn(&Register) -> AnyRates + Send + Sync>;

/// The bank's rates, when they are here.
#[derive(Clone, Copy)]
pub struct Reference {
    make: RwSignal<Option<MakeRates>>,
    asked: StoredValue<bool>,
    revision: RwSignal<u32>,
    trouble: RwSignal<String>,
}

impl Reference {
    /// Not asked for yet.
    pub fn new() -> Self {
        Reference {
            make: RwSignal::new(None),
            asked: StoredValue::new(false),
            revision: RwSignal::new(0),
            trouble: RwSignal::new(String::new()),
        }
    }

    /// The rates by which a register is counted: its own and, when they are here, the bank's. Tracked.
    pub fn rates(&self, register: &Register) -> AnyRates {
        self.make.with(|make| match make {
            Some(make) => make(register),
            None => Arc::new(TypedRates::of(register)),
        })
    }

    /// Grows whenever other rates are here; tracked.
    pub fn revision(&self) -> u32 {
        self.revision.get()
    }

    /// Whether the bank's rates were asked for and are still to come; tracked.
    pub fn is_coming(&self) -> bool {
        self.asked.get_value() && self.make.with(Option::is_none) && self.trouble.with(String::is_empty)
    }

    /// Why the bank's rates are not here, if they should be; tracked.
    pub fn trouble(&self) -> String {
        self.trouble.get()
    }

    /// Takes other rates into use.
    pub fn set(&self, make: MakeRates) {
        self.asked.set_value(true);
        self.trouble.set(String::new());
        self.make.set(Some(make));
        self.revision.update(|n| *n = n.saturating_add(1));
    }

    /// Fetches the bank's rates, unless that was tried already.
    pub fn fetch(&self) {
        if !self.asked.get_value() {
            self.fetch_now();
        }
    }

    /// Fetches the bank's rates.
    pub fn fetch_now(&self) {
        self.asked.set_value(true);
        let reference = *self;
        spawn_local(async move {
            let opened = match files::fetch_bytes(PATH).await {
                Ok(bytes) => wings::reference_rates(bytes).await,
                Err(reason) => Err(reason),
            };
            match opened {
                Ok(make) => reference.set(make),
                Err(reason) => reference.trouble.set(reason),
            }
        });
    }
}

impl Default for Reference {
    fn default() -> Self {
        Self::new()
    }
}

/// The reference rates of this page.
pub fn reference() -> Reference {
    expect_context()
}
