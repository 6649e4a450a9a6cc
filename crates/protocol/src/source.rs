//! What the engine's host fetches, and how far a layer is.

use crate::{Fingerprint, Problem, WorkspaceId};
use serde::{Deserialize, Serialize};

/// Where fetched bytes belong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Source {
    /// The catalog.
    Catalog,
    /// The table of readings and forms of Chinese characters.
    Han,
    /// A layer, by its place in the catalog.
    Layer(u32),
    /// The prepared form of a layer.
    Prepared(u32),
    /// How the server describes a layer's file: no bytes, only a [`Stamp`].
    Stamp(u32),
    /// The prepared form of the catalog.
    PreparedCatalog,
    /// How the server describes the catalog's file.
    CatalogStamp,
    /// A table of a workspace's own part.
    Workspace {
        /// Which workspace.
        id: WorkspaceId,
        /// Number of the table, which the workspace gives.
        table: u8,
    },
    /// The file of a layer once more, for its fingerprint: the host works it out.
    Fingerprint(u32),
}

impl Source {
    /// Whether it is asked only how the server describes a file.
    pub fn is_stamp(self) -> bool {
        matches!(self, Source::Stamp(_) | Source::CatalogStamp)
    }

    /// Whether it is a prepared form, whose bytes are no text.
    pub fn is_prepared(self) -> bool {
        matches!(self, Source::Prepared(_) | Source::PreparedCatalog)
    }
}

/// What a host tells of a fetch, beside its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fetched {
    /// The size in bytes where the server says it.
    Size(u64),
    /// The media type where the server says it.
    MediaType(String),
    /// The network did not answer: the bytes were kept on this machine, the day that is given (`yyyymmdd`).
    Kept(u32),
    /// How the server describes the file, where it is asked for that or gives a prepared form.
    Stamp(Stamp),
    /// All bytes were fed.
    End,
    /// It failed; what was fed before stays.
    Failed(Problem),
    /// The fingerprint of a file that was asked for ([`Source::Fingerprint`]).
    Print(Fingerprint),
}

/// How a server describes a file: by this a prepared form knows whether the file is still the one it was made from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Its length in bytes, where the server says it of the file itself, not of a compressed copy.
    pub bytes: Option<u64>,
    /// When it was last changed, seconds since 1970, where the server says it.
    pub modified_s: Option<i64>,
    /// It is of what is kept on this machine: the server did not answer.
    pub is_kept: bool,
}

/// How far a layer is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LayerState {
    /// Bytes read.
    pub bytes: u64,
    /// Bytes in all, where known.
    pub bytes_total: Option<u64>,
    /// Records read.
    pub records: u32,
    /// Records that stand on the map.
    pub placed: u32,
    /// Notes made.
    pub notes: u32,
    /// The day on which it was kept on this machine, `yyyymmdd`, where the network did not answer.
    pub kept: Option<u32>,
    /// Loading, whole, or why not.
    pub phase: Phase,
}

/// Loading, whole, or why not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phase {
    /// Not yet there.
    #[default]
    Loading,
    /// Whole.
    Whole,
    /// Ended early: what came before is kept.
    Incomplete(Problem),
}
