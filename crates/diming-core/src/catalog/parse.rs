//! From bytes to a checked [`Catalog`]; errors name the path inside the file.
//!
//! The first fault ends the reading: a deployment with half a catalog would show half a truth.
//! At most [`BYTES_MAX`] bytes are read; a byte order mark is skipped.

use super::{Catalog, check};
use crate::door::Problem;

/// Largest catalog in bytes (4 MiB): a hundred times the sample's.
pub const BYTES_MAX: usize = 4 << 20;

/// Reads and checks a catalog.
///
/// # Errors
///
/// [`Problem::Html`] for a web page, [`Problem::Limit`] over [`BYTES_MAX`], [`Problem::Catalog`]
/// for everything else, with the path inside the file (`layers[2].style.color`) and what is wrong.
pub fn parse_catalog(bytes: &[u8]) -> Result<Catalog, Problem> {
    if bytes.len() > BYTES_MAX {
        return Err(Problem::Limit { what: "bytes".to_owned(), limit: BYTES_MAX as u64 });
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'<') {
        return Err(Problem::Html);
    }
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let catalog: Catalog = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        at(&path, reason_of(bytes, error.inner()))
    })?;
    json.end().map_err(|error| at(".", reason_of(bytes, &error)))?;
    check::check_catalog(&catalog)?;
    Ok(catalog)
}

/// A fault at a path of the file; `.` is the whole file.
pub(super) fn at(path: &str, reason: impl Into<String>) -> Problem {
    Problem::Catalog { path: path.to_owned(), reason: reason.into() }
}

/// What serde_json says (it names line and column), with the byte where the text itself is at fault.
fn reason_of(bytes: &[u8], error: &serde_json::Error) -> String {
    if error.is_eof() {
        format!("the text stops in the middle, after byte {}: {error}", bytes.len())
    } else if error.is_syntax() {
        format!("not JSON, at byte {}: {error}", byte_of(bytes, error.line(), error.column()))
    } else {
        error.to_string()
    }
}

/// The byte, from 0, of a line and column, both from 1 as serde_json counts them.
fn byte_of(bytes: &[u8], line: usize, column: usize) -> usize {
    let before: usize =
        bytes.split_inclusive(|&byte| byte == b'\n').take(line.saturating_sub(1)).map(<[u8]>::len).sum();
    before + column.saturating_sub(1)
}
