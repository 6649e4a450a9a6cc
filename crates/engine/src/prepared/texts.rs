//! Blocks of texts.

use super::cursor::{Cursor, put_varint};
use super::{Checked, Unusable};

/// Each text ends with a line feed.
const LINES: u8 = 0;
/// The lengths stand before the texts, some of which have line feeds.
const LENGTHS: u8 = 1;

/// Writes texts.
pub fn put_texts<'a>(out: &mut Vec<u8>, texts: impl Iterator<Item = &'a str> + Clone) {
    if texts.clone().any(|text| text.contains('\n')) {
        out.push(LENGTHS);
        texts.clone().for_each(|text| put_varint(out, text.len() as u64));
        texts.for_each(|text| out.extend(text.as_bytes()));
        return;
    }
    out.push(LINES);
    for text in texts {
        out.extend(text.as_bytes());
        out.push(b'\n');
    }
}

/// Reads this many texts, the last of the section.
pub fn take_texts(mut cursor: Cursor, count: usize, mut each: impl FnMut(&str) -> Checked<()>) -> Checked<()> {
    let text = |bytes| std::str::from_utf8(bytes).map_err(|_| Unusable::Broken);
    match cursor.byte()? {
        LINES => {
            let all = text(cursor.take_all())?;
            let mut start = 0;
            for _ in 0..count {
                let length = all.as_bytes()[start..].iter().position(|&byte| byte == b'\n').ok_or(Unusable::Broken)?;
                each(&all[start..start + length])?;
                start += length + 1;
            }
            if start == all.len() { Ok(()) } else { Err(Unusable::Broken) }
        }
        LENGTHS => {
            let mut lengths = Vec::new();
            for _ in 0..count {
                lengths.push(cursor.small()? as usize);
            }
            for length in lengths {
                each(text(cursor.take(length)?)?)?;
            }
            cursor.end()
        }
        _ => Err(Unusable::Broken),
    }
}
