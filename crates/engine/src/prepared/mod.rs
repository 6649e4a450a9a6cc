//! The prepared form of a layer: its table and notes as they are after reading, in a file beside the GeoJSON.
//!
//! A cache, never the truth. [`write`](write()) makes it from a table that was read whole; [`PreparedReader`] gives back
//! the same table, section by section: names and points first, then what a row of the list shows, then the rest. A file
//! of another version, for another catalog, or broken at any bit is told ([`Unusable`]), and the GeoJSON is read.
//! `docs/prepared.md` describes the format byte by byte.

mod blocks;
mod catalog;
mod checksum;
mod cursor;
mod head;
mod keys;
mod points;
mod print;
mod read;
mod readings;
mod shapes;
mod texts;
mod write;

pub use catalog::{read_catalog, write_catalog};
pub use checksum::checksum;
pub use head::{Head, SourceOf};
pub use print::print_of;
pub use read::{PreparedReader, PreparedStep};
pub use write::{PreparedWriter, Unfit, write};

/// What is added to the address of a source.
pub const SUFFIX: &str = ".columns";

/// The address of the prepared form of a source.
pub fn columns_url(source: &str) -> String {
    let end = source.find(['?', '#']).unwrap_or(source.len());
    format!("{}{SUFFIX}{}", &source[..end], &source[end..])
}

/// Version of the format and of what reading a GeoJSON makes of it: raised when either changes.
pub const VERSION: u32 = 1;

/// Most rows of a block.
const BLOCK_ROWS: usize = 1 << 15;
/// Bytes of text after which a block is ended.
const BLOCK_BYTES: usize = 1 << 20;
/// Most bytes of a section: a block whose last row is as large as a feature may be.
const SECTION_BYTES_MAX: usize = 24 << 20;

/// Why a prepared form is not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// Another version of the format, or made for another catalog.
    Other,
    /// Not what was written: another file, or damaged.
    Broken,
}

type Checked<T> = Result<T, Unusable>;
