//! The commands of `diming`, as functions: what a server and an office's machine need, and what a build needs too.
//!
//! `cargo xtask build` uses the same: what must not be published, the list in words, the first rows, prepared columns.

mod built_in;
pub mod catalog;
pub mod check;
pub mod compress;
pub mod convert;
pub mod first;
pub mod geocode;
pub mod input;
pub mod list;
pub mod prepare;
pub mod publish;
pub mod publishable;
pub mod review;
pub mod single;
pub mod site_files;
#[cfg(test)]
mod test_data;
pub mod versions;

pub use diming_tables::publish::html;

use diming_review::calendar::{day_number, day_of};
use std::time::{SystemTime, UNIX_EPOCH};

/// Result of every command; the error's text is shown to the person.
pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// Today by this machine's clock (UTC), `yyyymmdd`.
pub fn today() -> u32 {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let (year, month, day) = day_of(day_number((1970, 1, 1)) + (seconds / 86_400) as i32);
    (year * 10_000 + month * 100 + day) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn today_is_a_day_of_the_calendar() {
        assert!(today() > 20_260_000);
    }
}
