//! Parts of the engine that are fetched when first needed, as modules beside its WebAssembly.
//!
//! What only these functions reach goes there (`cargo xtask build` splits it off).

// Allowed for what the macro generates: per function one import and one export.
#![allow(unsafe_code)]

use super::EngineHost;
use diming_engine::catalog::parse::parse_catalog;
use diming_engine::catalog::plan::PlanMember;
use diming_engine::catalog::print_with;
use diming_engine::service::{EXPORT, ExportPart, MakePart, ParseCatalog, READING, ReadingPart, TABLES, TablesPart};
use diming_protocol::{Part, WorkspaceId};
use std::rc::Rc;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

/// Generates the entrances of the workspaces' parts: `module: id => function that makes the part`.
macro_rules! workspace_parts {
    ($($module:ident: $id:path => $make:path,)*) => {
        $(
            #[wasm_split($module, fallible)]
            fn $module() -> Result<MakePart, SplitLoaderError> {
                Ok($make)
            }
        )*

        /// Fetches a workspace's part; `None` on failure.
        async fn workspace_part(id: WorkspaceId) -> Option<MakePart> {
            match id {
                $($id => $module().await.ok(),)*
                // A bug of the page: no workspace has this id.
                _ => None,
            }
        }
    };
}

workspace_parts! {
    review: diming_review_protocol::REVIEW => diming_review::make_review,
    data_desk: diming_tables_protocol::DESK => make_desk,
}

/// The members of a catalog that are workspaces' own. They are read with the catalog.
const MEMBERS: &[PlanMember] = &[diming_review::plan::MEMBER];

/// The data desk's part reads catalogs as the engine does.
fn make_desk() -> Box<dyn diming_engine::service::EnginePart> {
    diming_tables::make_desk(MEMBERS)
}

/// The print of a prepared catalog that this engine takes.
pub const CATALOG_PRINT: u64 = print_with(MEMBERS);

#[wasm_split(export, fallible)]
fn export() -> Result<&'static ExportPart, SplitLoaderError> {
    Ok(&EXPORT)
}

#[wasm_split(tables, fallible)]
fn tables() -> Result<&'static TablesPart, SplitLoaderError> {
    Ok(&TABLES)
}

#[wasm_split(catalog, fallible)]
fn catalogs() -> Result<ParseCatalog, SplitLoaderError> {
    Ok(|bytes| parse_catalog(bytes, MEMBERS))
}

#[wasm_split(reading, fallible)]
fn reading() -> Result<&'static ReadingPart, SplitLoaderError> {
    Ok(&READING)
}

/// Fetches a part and hands it to the engine, or reports that it is missing.
pub fn begin(host: &Rc<EngineHost>, part: Part) {
    let host = Rc::clone(host);
    wasm_bindgen_futures::spawn_local(async move {
        let is_there = match part {
            Part::Workspace(id) => {
                let make = workspace_part(id).await;
                make.map(|make| host.with_engine(|engine| engine.plug_workspace(id, make))).is_some()
            }
            Part::Export => export().await.map(|part| host.with_engine(|engine| engine.plug_export(part))).is_ok(),
            Part::Catalog => catalogs().await.map(|part| host.with_engine(|engine| engine.plug_catalog(part))).is_ok(),
            Part::Reading => reading().await.map(|part| host.with_engine(|engine| engine.plug_reading(part))).is_ok(),
            Part::Tables => tables().await.map(|part| host.with_engine(|engine| engine.plug_tables(part))).is_ok(),
        };
        if !is_there {
            host.with_engine(|engine| engine.part_failed(part));
        }
    });
}
