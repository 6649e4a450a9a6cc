//! A catalog as the page reads it: with what it sets for workspaces (`src/engine_host/parts.rs`).

use diming_engine::catalog::plan::PlanMember;
use diming_engine::catalog::{parse, print_with};
use diming_protocol::Problem;
use diming_protocol::catalog::Catalog;

/// The members of workspaces, as `src/engine_host/parts.rs` has them.
const MEMBERS: &[PlanMember] = &[diming_review::plan::MEMBER];

/// The print of a prepared catalog.
pub const CATALOG_PRINT: u64 = print_with(MEMBERS);

/// Reads and checks a catalog.
///
/// # Errors
/// It is none, with the path inside the file.
pub fn parse_catalog(bytes: &[u8]) -> Result<Catalog, Problem> {
    parse::parse_catalog(bytes, MEMBERS)
}
