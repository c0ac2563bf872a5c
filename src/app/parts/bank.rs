//! The bank's rates as they are read, extended and kept in this browser.

use std::cell::RefCell;
use std::sync::Arc;

use crate::app::held;
use crate::app::reference::{AnyRates, MakeRates};
use crate::exchange::ecb_csv;
use crate::figures::{EcbRates, Layered};
use crate::register::{Day, Register};
use crate::said;
use crate::words::text::areas::parts as text;

thread_local! {
    /// Those in use.
    static IN_USE: RefCell<Option<Arc<EcbRates>>> = const { RefCell::new(None) };
}

/// Opens the rates beside the page, or the newer ones that a reader brought before.
///
/// # Errors
/// A sentence when they are damaged.
pub fn open(shipped: &[u8]) -> Result<MakeRates, String> {
    let shipped = EcbRates::read(shipped).map_err(|error| error.to_string())?;
    let kept = held::kept_rates().and_then(|bytes| EcbRates::read(&bytes).ok());
    let newer = kept.filter(|kept| kept.last_day() > shipped.last_day());
    Ok(take_up(newer.unwrap_or(shipped)))
}

/// Adds the days of a table that a reader brought, and keeps them in this browser. The answer says what was done.
///
/// # Errors
/// A sentence that says where the table is not as the bank writes it; then nothing changes.
pub fn extend(name: &str, table: &[u8]) -> Result<(MakeRates, String), String> {
    let held = in_use().ok_or(text::RATES_NOT_HERE.said())?;
    let import = ecb_csv::read(table, &held)
        .map_err(|error| said!(text::TABLE_WRONG, name, error = error.to_string()))?;
    let last = import.rates.last_day();
    let mut said = said!(
        text::DAYS_ADDED,
        days = import.days.to_string(),
        n = import.days,
        first = import.first.to_string(),
        last = last.to_string()
    );
    if !held::keep_rates(&import.rates.write()) {
        said.push(' ');
        said.push_str(text::NO_ROOM.said());
    }
    Ok((take_up(import.rates), said))
}

fn take_up(rates: EcbRates) -> MakeRates {
    held::use_rates_until(rates.last_day());
    let rates = Arc::new(rates);
    IN_USE.set(Some(Arc::clone(&rates)));
    Arc::new(move |register: &Register| -> AnyRates {
        Arc::new(Layered::of(register, Some(Arc::clone(&rates))))
    })
}

/// The bank's rates in use.
pub fn in_use() -> Option<Arc<EcbRates>> {
    IN_USE.with_borrow(Option::clone)
}

/// The last day of the bank's rates that are here.
pub fn last_day() -> Option<Day> {
    in_use().map(|rates| rates.last_day())
}
