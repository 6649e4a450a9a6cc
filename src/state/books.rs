//! Workbooks and archives of this machine of which a person chooses what to open.

use diming_protocol::workbook::BookMember;

/// A workbook or an archive.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenBook {
    /// Its number, counted over the visit.
    pub number: u32,
    /// The name of the file.
    pub name: String,
    /// Date of its last change, milliseconds.
    pub modified_ms: u64,
    /// How far it is.
    pub stage: BookStage,
}

/// How far a book is.
#[derive(Clone, Debug, PartialEq)]
pub enum BookStage {
    /// Nobody has begun to read it.
    Waiting,
    /// It is being read.
    Reading,
    /// It is read.
    Open(Vec<OpenMember>),
}

/// A member of a book.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenMember {
    /// What it is.
    pub member: BookMember,
    /// It was opened as a layer.
    pub is_opened: bool,
    /// Numbers in it that the spreadsheet has rounded; known once it was opened.
    pub rounded: u32,
}
