//! `cargo xtask list`: `list.html`, the facilities in words for browsers below the floor.
//!
//! The map needs a browser with the features of `bundle::floor`, scripts, and a policy that admits
//! WebAssembly; `index.html` and `public/boot.js` lead whoever lacks one of them here. Made from the data that the map
//! shows, dated, without a script.

mod page;
mod read;
#[cfg(test)]
mod tests;
mod words;

use crate::bundle;
use crate::run::Result;
use std::path::Path;

const STYLE: &str = include_str!("../../list/list.css");

/// Writes the list of a data folder as of a day (`yyyymmdd`) to a file that lies beside `index.html`, and its style sheet to
/// `app/`. Compressed copies of an older list are taken away: a server would go on delivering them.
///
/// # Errors
/// The data cannot be read, or the files not be written.
pub fn write(data: &Path, out: &Path, today: u32) -> Result<()> {
    let content = read::content(data, today)?;
    let dir = out.parent().ok_or_else(|| format!("{}: no folder", out.display()))?;
    let style = bundle::put(dir, "list", "css", STYLE.as_bytes())?;
    std::fs::write(out, page::page(&content, &style.attributes("href"), today))?;
    for ending in ["br", "gz"] {
        let mut copy = out.as_os_str().to_owned();
        copy.push(format!(".{ending}"));
        if Path::new(&copy).exists() {
            std::fs::remove_file(copy)?;
        }
    }
    let places: usize = content.sections.iter().map(read::Section::count).sum();
    println!("  {}: {places} places", out.display());
    Ok(())
}
