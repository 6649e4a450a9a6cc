//! How a list was read where not as it stands, in sentences.

use super::messages::ReadMsg;
use crate::read::{Note, Odd, ReadList};
use diming_protocol::catalog::Lang;
use diming_protocol::messages::fill;

/// What a note says.
pub fn note_sentence(lang: Lang, note: &Note, read: &ReadList) -> String {
    let msg = match note.odd {
        Odd::AboveHeading => ReadMsg::AboveHeading,
        Odd::NoRecord => ReadMsg::NoRecord,
        Odd::HeadingAgain => ReadMsg::HeadingAgain,
        Odd::SurplusCells => ReadMsg::SurplusCells,
        Odd::FewCells => ReadMsg::FewCells,
        Odd::FromAbove => ReadMsg::FromAbove,
        Odd::LoneQuote => ReadMsg::LoneQuote,
        Odd::Stopped => ReadMsg::Stopped,
    };
    let column = note.column.and_then(|column| read.list.headings().get(column as usize));
    fill(lang, msg, &[("text", &note.text), ("column", column.map_or("", String::as_str))])
}
