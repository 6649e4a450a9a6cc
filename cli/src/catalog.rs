//! A catalog as the page reads it: with what it sets for workspaces (`src/engine_host/parts.rs`).

use crate::built_in::CATALOG;
use diming_engine::catalog::plan::PlanMember;
use diming_engine::catalog::{parse, print_with};
use diming_engine::service::own_layer;
use diming_protocol::Problem;
use diming_protocol::catalog::{Catalog, Datum};

/// The members of workspaces, as `src/engine_host/parts.rs` has them.
pub const MEMBERS: &[PlanMember] = &[diming_review::plan::MEMBER];

/// The print of a prepared catalog.
pub const CATALOG_PRINT: u64 = print_with(MEMBERS);

/// Reads and checks a catalog.
///
/// # Errors
/// It is none, with the path inside the file.
pub fn parse_catalog(bytes: &[u8]) -> Result<Catalog, Problem> {
    parse::parse_catalog(bytes, MEMBERS)
}

/// A catalog, by default the sample's.
///
/// # Errors
/// It cannot be read, or is none.
pub fn catalog_of(path: Option<&str>) -> crate::Result<Catalog> {
    let text = match path {
        Some(path) => std::fs::read(path).map_err(|error| format!("{path}: {error}"))?,
        None => CATALOG.to_vec(),
    };
    parse_catalog(&text).map_err(|problem| format!("{}: {problem:?}", path.unwrap_or("the sample's catalog")).into())
}

/// The place of a layer in the catalog; without an id one that may have every field is added, as for a file of one's own.
///
/// # Errors
/// There is none of that id.
pub fn layer_of(catalog: &mut Catalog, id: Option<&str>) -> crate::Result<usize> {
    let Some(id) = id else {
        let layer = own_layer(catalog, "list".to_owned(), "list", Datum::Wgs84);
        catalog.layers.push(layer);
        return Ok(catalog.layers.len() - 1);
    };
    let ids: Vec<&str> = catalog.layers.iter().map(|layer| layer.id.as_str()).collect();
    let at = ids.iter().position(|known| *known == id);
    at.ok_or_else(|| format!("the catalog has no layer {id}: {}", ids.join(", ")).into())
}
