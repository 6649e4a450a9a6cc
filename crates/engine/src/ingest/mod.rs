//! Bytes in chunks to a table and notes; a bad feature never loses the file.
//!
//! A [`Reader`] takes UTF-8 bytes as they arrive, finds out what [`format`] they are of, and lets its module read them record by
//! record into a [`crate::dataset::Table`]: GeoJSON ([`geojson`]: RFC 7946, several JSON texts one behind the other, the features
//! of Esri JSON) or a table in delimited text ([`table`]). Only what is none of them, cut short, of a datum
//! that is not served, or over the [`Limits`] ends a file early, and then what came before is
//! kept; everything else is a note. The text of the file is never whole in memory: a chunk is
//! dropped as soon as its last record is read. How the bytes were cut into chunks changes
//! nothing in the result. Other encodings are told by [`diming_text::encoding::Detector`] and decoded by the
//! host before.

mod anchor;
mod foreign;
mod format;
mod geojson;
mod geometry;
mod input;
mod keys;
mod later;
pub mod lenient;
mod notes;
mod place;
mod plan;
mod reader;
mod record;
mod recorder;
pub mod spellings;
mod table;
mod turns;
mod values;

pub use format::Step;
pub use later::{TABLES, TablesPart};
pub use notes::{Notes, Site};
pub use reader::Reader;

use diming_protocol::catalog::{Catalog, LIMIT_BYTES, LIMIT_FEATURES};

/// What a file may have at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: u64,
    /// Features of the file.
    pub features: u32,
    /// Bytes of one feature, or of what stands around the features.
    pub feature_bytes: usize,
    /// Levels of nesting inside one value; at most 64.
    pub depth: u32,
    /// Bytes of one text; longer ones are cut.
    pub text_bytes: usize,
}

impl Limits {
    /// Those of a deployment.
    pub fn of(catalog: &Catalog) -> Limits {
        Limits { bytes: catalog.limit_bytes, features: catalog.limit_features, ..Limits::default() }
    }
}

impl Default for Limits {
    fn default() -> Limits {
        let (bytes, features) = (LIMIT_BYTES, LIMIT_FEATURES);
        Limits { bytes, features, feature_bytes: 16 << 20, depth: 64, text_bytes: 32 << 10 }
    }
}
