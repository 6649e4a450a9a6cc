//! The service worker of a deploy (`public/sw.js`): it lists every file of the app with its hash, so that each build has
//! another script.

use super::site::replace_once;
use super::versioned::{APP, integrity, version};
use crate::run::Result;
use serde_json::{Map, Value};
use std::path::Path;

/// Files that are kept for times without a network, beside the versioned ones.
const KEPT: [&str; 6] =
    ["index.html", "boot-too-old.js", "boot-check.js", "manifest.webmanifest", "icon.svg", "apple-touch-icon.png"];

/// What stands in the source in the place of the list.
const EMPTY: &str = "const app = { version: \"\", files: {}, bytes: 0 };";

/// The list: version, files, bytes.
const LIST: [&str; 4] = ["const app = { version: \"", "\", files: ", ", bytes: ", " };"];

/// The script for a folder.
///
/// # Errors
/// A file cannot be read, or the source has no place for the list.
pub fn keeping_script(project: &Path, dir: &Path) -> Result<String> {
    let mut paths: Vec<String> = KEPT.iter().map(|name| (*name).to_owned()).collect();
    for entry in std::fs::read_dir(dir.join(APP))? {
        paths.push(format!("{APP}/{}", entry?.file_name().to_string_lossy()));
    }
    paths.sort();
    let (mut files, mut bytes) = (Map::new(), 0);
    for path in paths {
        let content = std::fs::read(dir.join(&path))?;
        bytes += content.len();
        files.insert(path, integrity(&content).into());
    }
    let script = std::fs::read_to_string(project.join("public/sw.js"))?;
    replace_once("sw.js", &script, EMPTY, &list(files, bytes))
}

/// The same script for a folder in which one file, which had `bytes_before`, has another content.
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
    Ok([before, &list(files, bytes), after].concat())
}

fn list(files: Map<String, Value>, bytes: usize) -> String {
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
        let script = |files, bytes| format!("// before\n{}\nconst rest = 1;\n", list(files, bytes));
        let (old, new) = (script(files(b"old page"), 13), script(files(b"a new page"), 15));
        assert_eq!(with_file_hash(&old, "index.html", 8, b"a new page")?, new);
        assert_ne!(old.lines().nth(1), new.lines().nth(1));
        assert!(with_file_hash(&old, "other.html", 8, b"x").is_err());
        assert!(with_file_hash(EMPTY, "index.html", 0, b"x").is_err());
        Ok(())
    }

    #[test]
    fn the_source_has_a_place_for_the_list() -> Result<()> {
        let script = std::fs::read_to_string(crate::run::project_dir().join("public/sw.js"))?;
        assert_eq!(script.matches(EMPTY).count(), 1);
        Ok(())
    }
}
