//! The first rows of the list in `index.html`, readable before any WebAssembly.
//!
//! The engine itself, run natively, gives the rows that the page shows first (`read`); they become HTML with the classes of
//! the running page, so that its own rows stand at the same places afterwards (`page`). `public/first.js` shows them where
//! the link asks for nothing else, and takes them away when the page's own list is there.

mod page;
mod read;
mod site;
#[cfg(test)]
mod tests;
mod words;

pub use site::refresh;

use crate::Result;
use std::path::Path;

/// Where they stand in `index.html`.
const MARKS: (&str, &str) = ("<!--first-->", "<!--/first-->");

/// The page with the first rows of a data folder, as of a day (`yyyymmdd`).
///
/// # Errors
/// The data cannot be read, or the page has no place for rows.
pub fn with_rows(html: &str, data: &Path, today: u32) -> Result<String> {
    let first = read::first(data, today)?;
    between(html, &page::page(&first))
}

/// The page with something in the place of the rows.
fn between(html: &str, rows: &str) -> Result<String> {
    let (before, rest) = html.split_once(MARKS.0).ok_or("index.html has no place for the first rows")?;
    let (_, after) = rest.split_once(MARKS.1).ok_or("index.html: the place for the first rows does not end")?;
    Ok([before, MARKS.0, rows, MARKS.1, after].concat())
}
