//! Files whose name holds a piece of their own hash, and which the page names with the whole of it.

use crate::run::Result;
use base64::Engine as _;
use sha2::{Digest, Sha256, Sha384};
use std::path::Path;

/// Where the versioned files lie.
pub const APP: &str = "app";

/// A file of the app: its path from the page, and the hash that a browser checks it by.
pub struct Versioned {
    /// Path from the page.
    pub path: String,
    /// As in the attribute of that name.
    pub integrity: String,
}

impl Versioned {
    /// The name without its folder.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// What a tag says of the file.
    pub fn attributes(&self, address: &str) -> String {
        format!("{address}=\"{}\" integrity=\"{}\" crossorigin=\"anonymous\"", self.path, self.integrity)
    }
}

/// Writes a file of the app under its version into `app/` of the folder.
///
/// # Errors
/// It cannot be written.
pub fn put(dir: &Path, stem: &str, ending: &str, bytes: &[u8]) -> Result<Versioned> {
    let path = format!("{APP}/{stem}-{}.{ending}", version(bytes));
    std::fs::create_dir_all(dir.join(APP))?;
    std::fs::write(dir.join(&path), bytes)?;
    Ok(Versioned { path, integrity: integrity(bytes) })
}

/// A piece of the hash, for names: 16 hexadecimal digits.
pub fn version(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// The whole hash, as browsers check it.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", base64::engine::general_purpose::STANDARD.encode(Sha384::digest(bytes)))
}
