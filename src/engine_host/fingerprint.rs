//! The fingerprint of a file: name, date, SHA-256 of its bytes as they arrive.

use diming_protocol::Fingerprint;
use gloo_net::http::Response;
use sha2::{Digest, Sha256};
use std::cell::RefCell;

/// An unfinished fingerprint.
#[derive(Default)]
pub struct FingerprintHasher {
    hash: RefCell<Sha256>,
    modified: RefCell<Option<u32>>,
}

impl FingerprintHasher {
    /// Takes the date from the server's response.
    pub fn begin(&self, response: &Response) {
        *self.modified.borrow_mut() = response.headers().get("last-modified").and_then(|time| day_of_time(&time));
    }

    /// Takes the date of a file of this machine.
    pub fn begin_file(&self, file: &web_sys::File) {
        *self.modified.borrow_mut() = Some(day_of(file.last_modified()));
    }

    /// Adds bytes.
    pub fn feed(&self, bytes: &[u8]) {
        self.hash.borrow_mut().update(bytes);
    }

    /// Returns the fingerprint for an address; without a hash if the file was not read to its end.
    pub fn finish(&self, address: &str, is_whole: bool) -> Fingerprint {
        let path = address.split(['?', '#']).next().unwrap_or_default();
        let name = path.rsplit('/').next().unwrap_or_default();
        let file = js_sys::decode_uri_component(name).map_or_else(|_| name.to_owned(), String::from);
        let digits = |hash: &mut Sha256| hash.finalize_reset().iter().map(|byte| format!("{byte:02x}")).collect();
        let sha256 = is_whole.then(|| digits(&mut self.hash.borrow_mut()));
        Fingerprint { file, modified: *self.modified.borrow(), sha256 }
    }
}

/// The local day of a time in a header, `yyyymmdd`.
pub fn day_of_time(time: &str) -> Option<u32> {
    Some(js_sys::Date::parse(time)).filter(|ms| ms.is_finite()).map(day_of)
}

/// The local day of a time in milliseconds, `yyyymmdd`.
fn day_of(ms: f64) -> u32 {
    let day = js_sys::Date::new(&ms.into());
    day.get_full_year() * 10_000 + (day.get_month() + 1) * 100 + day.get_date()
}
