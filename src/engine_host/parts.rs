//! Parts of the engine that are fetched when they are first needed: modules of their own beside its WebAssembly.
//!
//! What only these functions reach goes there (`cargo xtask build` splits it off).

// What the macro writes: for each function one that is imported and one that is exported.
#![allow(unsafe_code)]

use super::{EngineHost, WriteReview};
use diming_engine::service::{EXPORT, ExportPart, REVIEW, ReviewPart, TABLES, TablesPart};
use diming_protocol::{Part, Problem};
use std::rc::Rc;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

#[wasm_split(review, fallible)]
fn review() -> Result<&'static ReviewPart, SplitLoaderError> {
    Ok(&REVIEW)
}

#[wasm_split(review, fallible)]
fn write_review() -> Result<WriteReview, SplitLoaderError> {
    Ok(|answer| postcard::to_stdvec(answer).ok())
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
        match part {
            Part::Review => match (review().await, write_review().await) {
                (Ok(part), Ok(write)) => {
                    host.write_review.set(Some(write));
                    host.with_engine(|engine| engine.plug_review(part));
                }
                _ => host.with_engine(|engine| engine.part_failed(Part::Review, Problem::Network)),
            },
            Part::Export => match export().await {
                Ok(part) => host.with_engine(|engine| engine.plug_export(part)),
                Err(_) => host.with_engine(|engine| engine.part_failed(Part::Export, Problem::Network)),
            },
            Part::Tables => match tables().await {
                Ok(part) => host.with_engine(|engine| engine.plug_tables(part)),
                Err(_) => host.with_engine(|engine| engine.part_failed(Part::Tables, Problem::Network)),
            },
        }
    });
}
