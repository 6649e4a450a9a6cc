//! Bytes in chunks to a table and notes; a bad feature never loses the file.
//!
//! A [`Reader`] takes UTF-8 bytes as they arrive and reads GeoJSON (RFC 7946) feature by feature
//! into a [`crate::dataset::Table`]; several JSON texts one behind the other (GeoJSONL) and the features of Esri JSON are
//! read too. Only what is not JSON, not GeoJSON, cut short, of a datum
//! that is not served, or over the [`Limits`] ends a file early, and then what came before is
//! kept; everything else is a note. The text of the file is never whole in memory: a chunk is
//! dropped as soon as its last feature is read. How the bytes were cut into chunks changes
//! nothing in the result. A file from this machine may be a table (CSV) as well: its rows are read as
//! features (`csv`). Other encodings are told by [`diming_text::encoding::Detector`] and decoded by the
//! host before.

mod anchor;
mod columns;
mod crs;
mod csv;
mod esri;
mod feature;
mod foreign;
mod geometry;
mod input;
pub mod lenient;
mod notes;
mod place;
mod plan;
mod reader;
mod record;
mod root;
pub mod spellings;
mod titles;
mod turns;
mod values;
mod written;

pub use notes::{Notes, Site};
pub use reader::{Reader, Step};

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
