//! Files whose names hold a part of their hash, and the full hash as browsers check it.

use base64::Engine as _;
use sha2::{Digest, Sha256, Sha384};

/// The folder of versioned files.
pub const APP: &str = "app";

/// A file of the app: its path relative to the page, and its hash for the integrity check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Versioned {
    /// Path relative to the page.
    pub path: String,
    /// Value of the `integrity` attribute.
    pub integrity: String,
}

impl Versioned {
    /// Path and hash of a file with these bytes: `app/STEM-HASH.ENDING`.
    pub fn of(stem: &str, ending: &str, bytes: &[u8]) -> Versioned {
        Versioned { path: format!("{APP}/{stem}-{}.{ending}", version(bytes)), integrity: integrity(bytes) }
    }

    /// The name without its folder.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// The attributes of a tag for the file.
    pub fn attributes(&self, address: &str) -> String {
        format!("{address}=\"{}\" integrity=\"{}\" crossorigin=\"anonymous\"", self.path, self.integrity)
    }
}

/// A part of the hash, for names: 16 hexadecimal digits.
pub fn version(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// The full hash, as browsers check it.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", base64::engine::general_purpose::STANDARD.encode(Sha384::digest(bytes)))
}
