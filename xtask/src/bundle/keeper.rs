//! The service worker of a deploy (`public/sw.js`): it lists every file of the app with its hash, so that each build has
//! another script.

use super::site::replace_once;
use crate::run::Result;
use diming_cli::site_files::{APP, file_list, integrity};
use serde_json::Map;
use std::path::Path;

/// Files that are kept for times without a network, beside the versioned ones.
const KEPT: [&str; 6] =
    ["index.html", "boot-too-old.js", "boot-check.js", "manifest.webmanifest", "icon.svg", "apple-touch-icon.png"];

/// What stands in the source in the place of the list.
const EMPTY: &str = "const app = { version: \"\", files: {}, bytes: 0 };";

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
    replace_once("sw.js", &script, EMPTY, &file_list(files, bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_source_has_a_place_for_the_list() -> Result<()> {
        let script = std::fs::read_to_string(crate::run::project_dir().join("public/sw.js"))?;
        assert_eq!(script.matches(EMPTY).count(), 1);
        Ok(())
    }
}
