//! A catalog as the page reads it: with what it sets for workspaces (`src/engine_host/parts.rs`).

use diming_engine::catalog::parse;
use diming_protocol::Problem;
use diming_protocol::catalog::Catalog;

/// Reads and checks a catalog.
///
/// # Errors
/// It is none, with the path inside the file.
pub fn parse_catalog(bytes: &[u8]) -> Result<Catalog, Problem> {
    parse::parse_catalog(bytes, &[diming_review::plan::MEMBER])
}
