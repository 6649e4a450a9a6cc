//! What a person has said of the columns of lists, kept on this machine for lists with the same headings.

use super::session::desk_session;
use crate::store::storage;
use diming_tables_protocol::{DeskAsk, Mapping};

/// Version 1: JSON, a list of [`Mapping`], the latest last.
const KEY: &str = "diming.mappings.1";
/// Lists that are remembered.
const MAPPINGS_MAX: usize = 50;

/// Tells the part what is kept.
pub fn tell() {
    desk_session().ask(&DeskAsk::Mappings(kept()));
}

/// Keeps a mapping in the place of an older one of the same headings.
pub fn keep(mapping: Mapping) {
    let mut all = kept();
    all.retain(|known| known.headings != mapping.headings);
    all.push(mapping);
    all.drain(..all.len().saturating_sub(MAPPINGS_MAX));
    let text = serde_json::to_string(&all).unwrap_or_default();
    if let Some(storage) = storage() {
        // Full or refused: it lasts as long as the page.
        drop(storage.set_item(KEY, &text));
    }
}

/// The mapping of a file, kept and told; `None` where it is none.
pub fn take_file(text: &str) -> Option<Mapping> {
    let mapping: Mapping = serde_json::from_str(text).ok()?;
    keep(mapping.clone());
    tell();
    Some(mapping)
}

fn kept() -> Vec<Mapping> {
    let text = storage().and_then(|storage| storage.get_item(KEY).ok().flatten()).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}
