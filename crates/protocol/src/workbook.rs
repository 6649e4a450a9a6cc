//! What the page and the reader of workbooks say to each other.
//!
//! The reader runs in a worker of its own, one for each file: what a file does to it ends there. Bytes are `postcard`.

use serde::{Deserialize, Serialize};

/// First bytes of a ZIP archive, which most workbooks are.
pub const ZIP: &[u8] = b"PK\x03\x04";
/// First bytes of a compound file, as old Excel and WPS write.
pub const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0";
/// Bytes that tell whether a file may be a workbook or an archive.
pub const MAGIC_BYTES: u32 = 4;

/// Whether a file that begins with these bytes may be a workbook or an archive.
pub fn may_be_book(head: &[u8]) -> bool {
    head.starts_with(ZIP) || head.starts_with(COMPOUND)
}

/// What the page asks of the reader. Answers come in the same order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BookAsk {
    /// Opens the file that comes with the request.
    Open,
    /// Asks for a member as a file that the engine reads.
    Member {
        /// Its place in [`BookAnswer::Opened`].
        at: u32,
    },
}

/// What the reader answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BookAnswer {
    /// What is in the file, in its order.
    Opened {
        /// The members.
        members: Vec<BookMember>,
    },
    /// A member; its bytes come with the answer: a sheet as delimited text (UTF-8, RFC 4180), a file as it is.
    Member {
        /// Its place.
        at: u32,
        /// Numbers of more than 15 digits: the spreadsheet has rounded them.
        rounded: u32,
    },
    /// The file, or the member, cannot be read.
    Refused {
        /// Why.
        fault: BookFault,
    },
}

/// A sheet of a workbook, or a file in an archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookMember {
    /// Its name.
    pub name: String,
    /// Rows, or bytes.
    pub size: MemberSize,
    /// The workbook hides it.
    pub is_hidden: bool,
}

/// How large a member is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MemberSize {
    /// A sheet: up to the last row and column that hold something.
    Sheet {
        /// Rows.
        rows: u32,
        /// Columns.
        columns: u32,
    },
    /// A sheet that is damaged.
    Damaged,
    /// A file.
    File {
        /// Its length.
        bytes: u64,
    },
}

impl MemberSize {
    /// Whether there is nothing in it.
    pub fn is_empty(self) -> bool {
        matches!(self, MemberSize::Sheet { rows: 0, .. } | MemberSize::File { bytes: 0 })
    }
}

/// Why a workbook or an archive is not read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BookFault {
    /// It is damaged, or of a kind that is not known.
    Broken,
    /// A password protects it.
    Password,
    /// It is a text document or a presentation.
    Document,
    /// It holds no sheet and no list: the names of what it holds, shortened.
    NoMember {
        /// The first of them.
        found: String,
    },
    /// It is larger than a limit.
    Limit {
        /// Which.
        what: BookLimit,
        /// The limit.
        limit: u64,
    },
    /// The browser cannot read the file: a folder, or moved, changed, locked since it was chosen.
    Unreadable,
    /// The reader has ended while it read the file.
    Ended,
    /// The reader did not load, or cannot run here.
    NoReader,
}

/// A limit of the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BookLimit {
    /// Length of the file.
    Bytes,
    /// Length of what is packed in it.
    Unpacked,
    /// Cells that hold something, of all sheets.
    Cells,
    /// Lists in an archive.
    Members,
}
