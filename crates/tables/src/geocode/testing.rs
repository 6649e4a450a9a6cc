//! Shared by tests.

use diming_text::Han;
use std::sync::LazyLock;

/// The table of characters as delivered.
pub fn table() -> &'static Han {
    const BYTES: &[u8] = include_bytes!("../../../../data/dict/han.bin");
    static TABLE: LazyLock<Han> = LazyLock::new(|| Han::parse(BYTES).unwrap());
    &TABLE
}
