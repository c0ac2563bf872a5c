//! The wall clock.

use chrono::NaiveDate;
use js_sys::Date;

use crate::register::{Day, Now};

/// This moment: for the order of changes, and as shown.
pub fn now() -> Now {
    let date = Date::new_0();
    Now { millis: date.get_time() as u64, at: rfc3339(&date) }
}

/// Today in the reader's time zone.
pub fn today() -> Day {
    let date = Date::new_0();
    let year = i32::try_from(date.get_full_year()).unwrap_or(1970);
    NaiveDate::from_ymd_opt(year, date.get_month().saturating_add(1), date.get_date()).unwrap_or_default()
}

/// The local time with its offset.
fn rfc3339(date: &Date) -> String {
    let offset = -(date.get_timezone_offset() as i32);
    let sign = if offset < 0 { '-' } else { '+' };
    let (hours, minutes) = (offset.abs() / 60, offset.abs() % 60);
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{sign}{hours:02}:{minutes:02}",
        date.get_full_year(),
        date.get_month().saturating_add(1),
        date.get_date(),
        date.get_hours(),
        date.get_minutes(),
        date.get_seconds(),
    )
}

/// Milliseconds since 1970 of an instant such as `2024-03-01T12:00Z`.
pub fn instant(text: &str) -> Option<u64> {
    let millis = Date::parse(text);
    (millis.is_finite() && millis >= 0.0).then_some(millis as u64)
}

/// A moment in words: day and minute of the reader's clock.
pub fn moment_of(millis: u64) -> String {
    let at = rfc3339(&Date::new(&(millis as f64).into()));
    at.get(..16).unwrap_or_default().replace('T', ", ")
}

/// The local calendar day of a moment, empty for the beginning of time.
pub fn day_of(millis: u64) -> String {
    if millis == 0 {
        return String::new();
    }
    let date = Date::new(&(millis as f64).into());
    format!("{:04}-{:02}-{:02}", date.get_full_year(), date.get_month().saturating_add(1), date.get_date())
}
