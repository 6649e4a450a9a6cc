//! Files of real data, which are read where they lie.

use std::io::Write;
use std::path::PathBuf;

/// A file's bytes; `None` where it is not at hand: the test then ends, and counts as skipped. In CI that is a failure.
pub fn real(file: &str) -> Option<Vec<u8>> {
    let here = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/real"));
    let path = std::env::var_os("DIMING_REAL_DATA").map_or(here, PathBuf::from).join(file);
    let bytes = std::fs::read(&path).ok();
    if bytes.is_none() {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "{} is not there", path.display());
        let test = std::thread::current().name().unwrap_or("a test").to_owned();
        println!("skipped: {test}: {} is not there", path.display());
        // `cargo xtask test` counts these lines: a test of cargo can only pass or fail.
        if let Some(list) = std::env::var_os("DIMING_SKIPPED") {
            let list = std::fs::OpenOptions::new().create(true).append(true).open(list);
            list.and_then(|mut list| writeln!(list, "{test}")).unwrap();
        }
    }
    bytes
}
