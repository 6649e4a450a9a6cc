//! From bytes to a checked [`Catalog`]; errors name the path in the file.
//!
//! The first error ends parsing: half a catalog would give a misleading deployment.
//! At most [`BYTES_MAX`] bytes are read; a byte order mark is skipped.

use super::check;
use super::plan::{self, PlanMember};
use crate::json::read::Fault;
use diming_protocol::Problem;
use diming_protocol::catalog::Catalog;

/// Largest catalog in bytes (4 MiB): a hundred times the sample's.
pub const BYTES_MAX: usize = 4 << 20;

/// Reads and checks a catalog, with the members of workspaces that the host knows.
///
/// # Errors
///
/// [`Problem::Html`] for a web page, [`Problem::Limit`] over [`BYTES_MAX`], [`Problem::Catalog`]
/// for everything else, with the path inside the file (`layers[2].style.color`) and what is wrong.
pub fn parse_catalog(bytes: &[u8], members: &[PlanMember]) -> Result<Catalog, Problem> {
    if bytes.len() > BYTES_MAX {
        return Err(Problem::Limit { what: "bytes".to_owned(), limit: BYTES_MAX as u64, found: None });
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'<') {
        return Err(Problem::Html);
    }
    let catalog = plan::read(bytes, members).map_err(|Fault { path, reason }| at(&path, reason))?;
    check::check_catalog(&catalog)?;
    members.iter().try_for_each(|member| (member.check)(&catalog))?;
    Ok(catalog)
}

/// An error at a path of the file; `.` is the whole file.
pub(super) fn at(path: &str, reason: impl Into<String>) -> Problem {
    let path = if path.is_empty() { "." } else { path };
    Problem::Catalog { path: path.to_owned(), reason: reason.into() }
}
