//! Files whose name contains a part of their hash, and which the page references with the full hash.

use crate::run::Result;
use base64::Engine as _;
use sha2::{Digest, Sha256, Sha384};
use std::path::Path;

/// The folder of versioned files.
pub const APP: &str = "app";

/// A file of the app: its path relative to the page, and its hash for the integrity check.
pub struct Versioned {
    /// Path relative to the page.
    pub path: String,
    /// Value of the `integrity` attribute.
    pub integrity: String,
}

impl Versioned {
    /// The name without its folder.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// The attributes of a tag for the file.
    pub fn attributes(&self, address: &str) -> String {
        format!("{address}=\"{}\" integrity=\"{}\" crossorigin=\"anonymous\"", self.path, self.integrity)
    }
}

/// Writes a file of the app under its versioned name into `app/` of the folder.
///
/// # Errors
/// It cannot be written.
pub fn put(dir: &Path, stem: &str, ending: &str, bytes: &[u8]) -> Result<Versioned> {
    let path = format!("{APP}/{stem}-{}.{ending}", version(bytes));
    std::fs::create_dir_all(dir.join(APP))?;
    std::fs::write(dir.join(&path), bytes)?;
    Ok(Versioned { path, integrity: integrity(bytes) })
}

/// Writes a file that keeps its name, and removes compressed copies of an older one, which a server would still deliver.
///
/// # Errors
/// It cannot be written.
pub fn replace(file: &Path, text: &str) -> Result<()> {
    // At once: somebody may be fetching it.
    let mut new = file.as_os_str().to_owned();
    new.push(".new");
    std::fs::write(&new, text)?;
    std::fs::rename(&new, file)?;
    for ending in ["br", "gz"] {
        let mut copy = file.as_os_str().to_owned();
        copy.push(format!(".{ending}"));
        if Path::new(&copy).exists() {
            std::fs::remove_file(copy)?;
        }
    }
    Ok(())
}

/// A part of the hash, for names: 16 hexadecimal digits.
pub fn version(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// The full hash, as browsers check it.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", base64::engine::general_purpose::STANDARD.encode(Sha384::digest(bytes)))
}
