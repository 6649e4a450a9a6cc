//! Files of a delivered folder: their names hold a part of their hash, and page and service worker know the full one.

use crate::Result;
use serde_json::{Map, Value};
use std::path::Path;

pub use diming_tables::publish::versioned::{APP, Versioned, integrity, version};

/// Writes a file of the app under its versioned name into `app/` of the folder.
///
/// # Errors
/// It cannot be written.
pub fn put(dir: &Path, stem: &str, ending: &str, bytes: &[u8]) -> Result<Versioned> {
    let file = Versioned::of(stem, ending, bytes);
    std::fs::create_dir_all(dir.join(APP))?;
    std::fs::write(dir.join(&file.path), bytes)?;
    Ok(file)
}

/// Writes a file that keeps its name, and removes compressed copies of an older one, which a server would still deliver.
///
/// # Errors
/// It cannot be written.
pub fn replace(file: &Path, text: impl AsRef<[u8]>) -> Result<()> {
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

/// The list of files in `sw.js`: version, files, bytes.
const LIST: [&str; 4] = ["const app = { version: \"", "\", files: ", ", bytes: ", " };"];

/// The script of the service worker where one file, which had `bytes_before`, has another content.
///
/// # Errors
/// It holds no list, or not that file.
pub fn with_file_hash(script: &str, path: &str, bytes_before: usize, content: &[u8]) -> Result<String> {
    let broken = || format!("sw.js has no list of files with {path}");
    let [start, files_at, bytes_at, end] = LIST;
    let (before, rest) = script.split_once(start).ok_or_else(broken)?;
    let (_, rest) = rest.split_once(files_at).ok_or_else(broken)?;
    let (files, rest) = rest.split_once(bytes_at).ok_or_else(broken)?;
    let (bytes, after) = rest.split_once(end).ok_or_else(broken)?;
    let mut files: Map<String, Value> = serde_json::from_str(files)?;
    *files.get_mut(path).ok_or_else(broken)? = integrity(content).into();
    let bytes = (bytes.parse::<usize>()? + content.len()).saturating_sub(bytes_before);
    Ok([before, &file_list(files, bytes), after].concat())
}

/// The list of files in the script of the service worker: each with its hash, and their bytes.
pub fn file_list(files: Map<String, Value>, bytes: usize) -> String {
    let [start, files_at, bytes_at, end] = LIST;
    let files = Value::Object(files).to_string();
    format!("{start}{}{files_at}{files}{bytes_at}{bytes}{end}", version(files.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_edited_in_place_has_its_new_hash_and_makes_a_new_version() -> Result<()> {
        let files = |hash: &[u8]| -> Map<String, Value> {
            [("index.html", hash), ("boot-check.js", b"check")]
                .map(|(name, content)| (name.to_owned(), integrity(content).into()))
                .into_iter()
                .collect()
        };
        let script = |files, bytes| format!("// before\n{}\nconst rest = 1;\n", file_list(files, bytes));
        let (old, new) = (script(files(b"old page"), 13), script(files(b"a new page"), 15));
        assert_eq!(with_file_hash(&old, "index.html", 8, b"a new page")?, new);
        assert_ne!(old.lines().nth(1), new.lines().nth(1));
        assert!(with_file_hash(&old, "other.html", 8, b"x").is_err());
        let none = "const app = { version: \"\", files: {}, bytes: 0 };";
        assert!(with_file_hash(none, "index.html", 0, b"x").is_err());
        Ok(())
    }
}
