//! `diming list`: `list.html`, the facilities as text for browsers below the floor.
//!
//! The map needs the features of the floor of the build, scripts, and a policy that allows WebAssembly; without these,
//! `index.html` and `public/boot.js` lead to this page. It is generated from the map's data, dated, and has no script.

#[cfg(test)]
mod tests;

use crate::Result;
use crate::catalog::parse_catalog;
use crate::site_files::{put, replace};
use diming_tables::publish::list_page::{Content, STYLE, Section, content, page};
use diming_text::Han;
use std::path::Path;

/// Writes the list of a data folder as of a date (`yyyymmdd`) to a file beside `index.html`, and its style sheet to
/// `app/`. Removes compressed copies of an older list, which a server would still deliver.
///
/// # Errors
/// The data cannot be read, or the files cannot be written.
pub fn write(data: &Path, out: &Path, today: u32) -> Result<()> {
    let content = content_of(data, today)?;
    let dir = out.parent().ok_or_else(|| format!("{}: no folder", out.display()))?;
    let style = put(dir, "list", "css", STYLE.as_bytes())?;
    replace(out, page(&content, &style.attributes("href"), today))?;
    let places: usize = content.sections.iter().map(Section::count).sum();
    println!("  {}: {places} places", out.display());
    Ok(())
}

/// What the list of a data folder holds.
///
/// # Errors
/// A file is missing or incomplete.
fn content_of(data: &Path, today: u32) -> Result<Content> {
    let read = |name: &str| {
        let file = data.join(name);
        std::fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))
    };
    let catalog = parse_catalog(&read("catalog.json")?).map_err(|problem| format!("catalog.json: {problem:?}"))?;
    Ok(content(catalog, &Han::parse(&read("dict/han.bin")?)?, read, today)?)
}
