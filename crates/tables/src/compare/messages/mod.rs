//! The words of a comparison in both languages.

mod table;

pub use table::CompareMsg;

use super::{How, Kind};

/// The word for what became of a record.
pub fn kind_word(kind: Kind) -> CompareMsg {
    match kind {
        Kind::Unchanged => CompareMsg::Unchanged,
        Kind::Changed => CompareMsg::Changed,
        Kind::Moved => CompareMsg::Moved,
        Kind::Renamed => CompareMsg::Renamed,
        Kind::Removed => CompareMsg::Removed,
        Kind::Added => CompareMsg::Added,
        Kind::Split => CompareMsg::Split,
        Kind::Merged => CompareMsg::Merged,
        Kind::Unsure => CompareMsg::Unsure,
    }
}

/// The words for how two rows were found to be one.
pub fn how_words(how: How) -> CompareMsg {
    match how {
        How::Id => CompareMsg::ById,
        How::Content => CompareMsg::ByContent,
        How::Likeness => CompareMsg::ByLikeness,
        How::Person => CompareMsg::ByPerson,
    }
}
