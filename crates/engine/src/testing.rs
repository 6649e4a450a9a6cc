//! Shared by tests.

use diming_text::Han;
use std::sync::{Arc, LazyLock};

/// The table of characters as delivered.
pub fn table() -> &'static Arc<Han> {
    const BYTES: &[u8] = include_bytes!("../../../data/dict/han.bin");
    static TABLE: LazyLock<Arc<Han>> = LazyLock::new(|| Arc::new(Han::parse(BYTES).unwrap()));
    &TABLE
}
