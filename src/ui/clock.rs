//! Days by the reader's clock.

use js_sys::Date;

/// Now, milliseconds since 1970.
pub fn now_ms() -> u64 {
    Date::now() as u64
}

/// Today, `yyyymmdd`.
pub fn today() -> u32 {
    number_of(&Date::new_0())
}

/// The local day of a time in milliseconds since 1970, `yyyymmdd`.
pub fn day_of(ms: u64) -> u32 {
    number_of(&Date::new(&(ms as f64).into()))
}

fn number_of(day: &Date) -> u32 {
    day.get_full_year() * 10_000 + (day.get_month() + 1) * 100 + day.get_date()
}
