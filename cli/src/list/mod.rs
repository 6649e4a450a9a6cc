//! `diming list`: `list.html`, the facilities as text for browsers below the floor.
//!
//! The map needs the features of the floor of the build, scripts, and a policy that allows WebAssembly; without these,
//! `index.html` and `public/boot.js` lead to this page. It is generated from the map's data, dated, and has no script.

mod page;
mod read;
#[cfg(test)]
mod tests;
mod words;

use crate::Result;
use crate::site_files::{put, replace};
use std::path::Path;

const STYLE: &str = include_str!("../../list/list.css");

/// Writes the list of a data folder as of a date (`yyyymmdd`) to a file beside `index.html`, and its style sheet to
/// `app/`. Removes compressed copies of an older list, which a server would still deliver.
///
/// # Errors
/// The data cannot be read, or the files cannot be written.
pub fn write(data: &Path, out: &Path, today: u32) -> Result<()> {
    let content = read::content(data, today)?;
    let dir = out.parent().ok_or_else(|| format!("{}: no folder", out.display()))?;
    let style = put(dir, "list", "css", STYLE.as_bytes())?;
    replace(out, &page::page(&content, &style.attributes("href"), today))?;
    let places: usize = content.sections.iter().map(read::Section::count).sum();
    println!("  {}: {places} places", out.display());
    Ok(())
}
