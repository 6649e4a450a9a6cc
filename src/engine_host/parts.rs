//! Parts of the engine that are fetched when they are first needed: modules of their own beside its WebAssembly.
//!
//! What only these functions reach goes there (`cargo xtask build` splits it off).

// What the macro writes: for each function one that is imported and one that is exported.
#![allow(unsafe_code)]

use super::EngineHost;
use diming_engine::service::{EXPORT, ExportPart, MakePart, TABLES, TablesPart};
use diming_protocol::Part;
use diming_review::make_review;
use diming_review_protocol::REVIEW;
use std::rc::Rc;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

#[wasm_split(review, fallible)]
fn review() -> Result<MakePart, SplitLoaderError> {
    Ok(make_review)
}

#[wasm_split(export, fallible)]
fn export() -> Result<&'static ExportPart, SplitLoaderError> {
    Ok(&EXPORT)
}

#[wasm_split(tables, fallible)]
fn tables() -> Result<&'static TablesPart, SplitLoaderError> {
    Ok(&TABLES)
}

/// Gets a part and hands it to the engine, or tells it that there is none.
pub fn begin(host: &Rc<EngineHost>, part: Part) {
    let host = Rc::clone(host);
    wasm_bindgen_futures::spawn_local(async move {
        let is_there = match part {
            Part::Workspace(REVIEW) => {
                review().await.map(|make| host.with_engine(|engine| engine.plug_workspace(REVIEW, make))).is_ok()
            }
            // A bug of the page: there is no such workspace.
            Part::Workspace(_) => false,
            Part::Export => export().await.map(|part| host.with_engine(|engine| engine.plug_export(part))).is_ok(),
            Part::Tables => tables().await.map(|part| host.with_engine(|engine| engine.plug_tables(part))).is_ok(),
        };
        if !is_there {
            host.with_engine(|engine| engine.part_failed(part));
        }
    });
}
