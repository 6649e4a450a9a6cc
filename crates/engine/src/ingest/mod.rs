//! Ingestion: chunks of bytes to a table and notes; a bad feature never fails the file.
//!
//! A [`Reader`] takes UTF-8 bytes as they arrive, recognises their [`format`], and lets its module read record by
//! record into a [`crate::dataset::Table`]: GeoJSON ([`geojson`]: RFC 7946, several JSON texts in a row, the features
//! of Esri JSON) or a table in delimited text ([`table`]). Only an unknown format, a truncated file, an unsupported
//! datum or a file over the [`Limits`] ends reading early, and the records so far are kept; everything else is a note.
//! The text of the file is never complete in memory: a chunk is dropped when its last record is read. The chunk
//! boundaries do not change the result. Other encodings are detected by [`diming_text::encoding::Detector`], and the
//! host decodes them.

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
pub use later::{FileReader, READING, ReadingPart, TABLES, TablesPart};
pub use notes::{Notes, Site};
pub use reader::Reader;
pub use table::{Headings, Meant};

use diming_protocol::catalog::{Catalog, LIMIT_BYTES, LIMIT_FEATURES};

/// Limits of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: u64,
    /// Features of the file.
    pub features: u32,
    /// Bytes of one feature, or of what surrounds the features.
    pub feature_bytes: usize,
    /// Levels of nesting inside one value; at most 64.
    pub depth: u32,
    /// Bytes of one text; longer ones are truncated.
    pub text_bytes: usize,
}

impl Limits {
    /// The limits of a deployment.
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
