//! Puts the first rows into a folder that is delivered already, after an edit of its data.
//!
//! What names `index.html` by its hash follows: `sw.js`, which keeps it for times without a network. Compressed copies of
//! both go, because a server would still deliver them.

use super::with_rows;
use crate::Result;
use crate::site_files::{replace, with_file_hash};
use std::path::Path;

const PAGE: &str = "index.html";
const KEEPER: &str = "sw.js";

/// Writes `index.html` of a folder again with the first rows of a data folder, and `sw.js` with its hash. Does nothing
/// where the folder has no `index.html`: the list in words may be made anywhere.
///
/// # Errors
/// The data cannot be read, the page has no place for rows, or `sw.js` does not list the page.
pub fn refresh(dir: &Path, data: &Path, today: u32) -> Result<()> {
    let page = dir.join(PAGE);
    if !page.is_file() {
        return Ok(());
    }
    let html = with_rows(&std::fs::read_to_string(&page)?, data, today)?;
    let keeper = std::fs::read_to_string(dir.join(KEEPER)).map_err(|error| format!("{KEEPER}: {error}"))?;
    let keeper = with_file_hash(&keeper, PAGE, std::fs::read(&page)?.len(), html.as_bytes())?;
    // The page last: what it was is whole until then.
    replace(&dir.join(KEEPER), &keeper)?;
    replace(&page, &html)?;
    println!("  {}: the first rows", page.display());
    Ok(())
}
