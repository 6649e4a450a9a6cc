//! Files of real data, which are read where they lie.

use std::path::PathBuf;

/// A file's bytes; `None` where it is not at hand, which fails in CI.
pub fn real(file: &str) -> Option<Vec<u8>> {
    let here = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/real"));
    let path = std::env::var_os("DIMING_REAL_DATA").map_or(here, PathBuf::from).join(file);
    let bytes = std::fs::read(&path).ok();
    if bytes.is_none() {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "{} is not there", path.display());
        println!("skipped: {} is not there", path.display());
    }
    bytes
}
