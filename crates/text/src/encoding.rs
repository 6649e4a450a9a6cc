//! Tells the encoding of a text file from its bytes: UTF-8, UTF-16 or GB 18030 (GBK, GB 2312).
//!
//! ASCII is the same in UTF-8 and GB 18030, so bytes pass through at once until the first that is
//! not ASCII; from there [`SAMPLE_BYTES`] are gathered and weighed. The result does not depend on
//! how the bytes were cut. Decoding is the host's part (`TextDecoder`).

/// Bytes from the first that is not ASCII that are weighed.
pub const SAMPLE_BYTES: usize = 1_024;

/// Bytes from the beginning in which zero bytes tell UTF-16 without a mark.
const HEAD_BYTES: usize = 1_024;
/// Of so many units of UTF-16 one is ASCII at least, in a table or JSON.
const UNITS_PER_ASCII: usize = 20;

/// How text is written in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark; ASCII.
    #[default]
    Utf8,
    /// UTF-16, the low byte first.
    Utf16Le,
    /// UTF-16, the high byte first.
    Utf16Be,
    /// GB 18030, which contains GBK and GB 2312.
    Gb18030,
}

impl Encoding {
    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16Le | Encoding::Utf16Be => "UTF-16",
            Encoding::Gb18030 => "GBK (GB 18030)",
        }
    }

    /// What a whole text is written in.
    pub fn of(bytes: &[u8]) -> Encoding {
        let mut detector = Detector::default();
        let first = detector.feed(bytes.to_vec());
        if first.encoding == Encoding::Utf8 { detector.end().encoding } else { first.encoding }
    }

    /// Its name for a browser's `TextDecoder`.
    pub fn label(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Utf16Le => "utf-16le",
            Encoding::Utf16Be => "utf-16be",
            Encoding::Gb18030 => "gb18030",
        }
    }
}

/// Bytes that may be passed on, with their encoding. Bytes passed on as UTF-8 before another
/// encoding is told are plain ASCII.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// How they are to be decoded.
    pub encoding: Encoding,
    /// The bytes; may be empty while the encoding is being told.
    pub bytes: Vec<u8>,
}

/// Takes a file's bytes and gives them back with their encoding.
#[derive(Clone, Debug, Default)]
pub struct Detector {
    told: Option<Encoding>,
    is_past_head: bool,
    held: Vec<u8>,
}

impl Detector {
    /// Takes the next chunk; gives what can be decoded by now.
    pub fn feed(&mut self, chunk: Vec<u8>) -> Piece {
        if let Some(encoding) = self.told {
            return Piece { encoding, bytes: chunk };
        }
        if self.held.is_empty() {
            self.held = chunk;
        } else {
            self.held.extend_from_slice(&chunk);
        }
        self.weigh(false)
    }

    /// No more bytes will come; gives what was held back.
    pub fn end(&mut self) -> Piece {
        match self.told {
            Some(encoding) => Piece { encoding, bytes: Vec::new() },
            None => self.weigh(true),
        }
    }

    fn weigh(&mut self, is_end: bool) -> Piece {
        if !self.is_past_head {
            if self.held.len() < HEAD_BYTES && !is_end {
                return Piece::default();
            }
            self.is_past_head = true;
            self.told = encoding_of_head(self.held.get(..HEAD_BYTES).unwrap_or(&self.held));
        }
        let ascii = self.held.iter().position(|b| !b.is_ascii()).unwrap_or(self.held.len());
        let sample = &self.held[ascii..];
        if self.told.is_none() && !sample.is_empty() && (is_end || sample.len() >= SAMPLE_BYTES) {
            self.told = Some(encoding_of_sample(&sample[..sample.len().min(SAMPLE_BYTES)]));
        }
        let held_back = if self.told.is_some() { Vec::new() } else { self.held.split_off(ascii) };
        let bytes = std::mem::replace(&mut self.held, held_back);
        Piece { encoding: self.told.unwrap_or_default(), bytes }
    }
}

/// A byte order mark, or the zero bytes that UTF-16 has around ASCII.
fn encoding_of_head(head: &[u8]) -> Option<Encoding> {
    match head {
        [0xef, 0xbb, 0xbf, ..] => Some(Encoding::Utf8),
        [0xff, 0xfe, ..] => Some(Encoding::Utf16Le),
        [0xfe, 0xff, ..] => Some(Encoding::Utf16Be),
        _ => utf16_of(head),
    }
}

/// UTF-16 without a mark: the high bytes of its ASCII are zero, and all of it is text.
fn utf16_of(head: &[u8]) -> Option<Encoding> {
    let units = || head.chunks_exact(2).filter_map(|unit| <[u8; 2]>::try_from(unit).ok());
    let zeros = |at: usize| units().filter(|unit| unit.get(at) == Some(&0)).count();
    let (high_first, low_first) = (zeros(0), zeros(1));
    let (encoding, ascii, others, word): (_, _, _, fn([u8; 2]) -> u16) = match high_first > low_first {
        true => (Encoding::Utf16Be, high_first, low_first, u16::from_be_bytes),
        false => (Encoding::Utf16Le, low_first, high_first, u16::from_le_bytes),
    };
    if ascii == 0 || ascii * UNITS_PER_ASCII < head.len() / 2 || others * 2 > ascii {
        return None;
    }
    let is_text = |c: char| !c.is_control() || matches!(c, '\t' | '\n' | '\r');
    // Text in UTF-8 with a few zero bytes in it.
    let is_utf8 = std::str::from_utf8(head).err().is_none_or(|error| error.error_len().is_none());
    if is_utf8 && ascii * 4 < head.len() {
        return None;
    }
    let mut text = char::decode_utf16(units().map(word)).peekable();
    while let Some(found) = text.next() {
        match found {
            Ok(c) if is_text(c) => {}
            // Cut off in the middle of a pair.
            Err(_) if text.peek().is_none() && head.len() >= HEAD_BYTES => {}
            _ => return None,
        }
    }
    Some(encoding)
}

/// UTF-8 unless its errors outweigh its characters of three bytes and more, which Chinese in
/// UTF-8 consists of and text in GB 18030 hardly ever forms. Where the first line is UTF-8 and the others are not, two
/// encodings are mixed: what is UTF-8 is read.
fn encoding_of_sample(sample: &[u8]) -> Encoding {
    let (mut characters, mut errors) = (0_usize, 0_usize);
    let mut rest = sample;
    while !rest.is_empty() {
        let (valid, error) = match std::str::from_utf8(rest) {
            Ok(text) => (text, None),
            Err(e) => (std::str::from_utf8(&rest[..e.valid_up_to()]).unwrap_or(""), e.error_len()),
        };
        characters += valid.chars().filter(|c| c.len_utf8() >= 3).count();
        let Some(length) = error else { break };
        errors += 1;
        rest = &rest[valid.len() + length..];
    }
    if errors > characters && !begins_as_utf8(sample) { Encoding::Gb18030 } else { Encoding::Utf8 }
}

/// Whether the first line is UTF-8 with several characters of three bytes and more.
fn begins_as_utf8(sample: &[u8]) -> bool {
    let line = sample.split(|&byte| byte == b'\n').next().filter(|line| line.len() < sample.len());
    let text = line.and_then(|line| std::str::from_utf8(line).ok()).unwrap_or("");
    text.chars().filter(|c| c.len_utf8() >= 3).count() >= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wide(text: &str, word: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(word).collect()
    }

    #[test]
    fn utf_16_without_a_mark_is_told_by_its_zero_bytes() {
        let rows = "1,人民路,街路巷,汇龙镇\r\n2,\u{20000}和平路,街路巷,南阳镇\r\n".repeat(40);
        for text in [format!("名称,类别,乡镇\n{rows}"), format!("id,名称\n{rows}"), "名称,类别\n一一路,街\n".to_owned()]
        {
            for (word, encoding) in
                [(u16::to_le_bytes as fn(u16) -> [u8; 2], Encoding::Utf16Le), (u16::to_be_bytes, Encoding::Utf16Be)]
            {
                let bytes = wide(&text, word);
                assert_eq!(Encoding::of(&bytes), encoding, "{text:.20}");
                let mut detector = Detector::default();
                let mut out: Vec<Piece> = bytes.chunks(7).map(|chunk| detector.feed(chunk.to_vec())).collect();
                out.push(detector.end());
                assert!(out.iter().all(|piece| piece.bytes.is_empty() || piece.encoding == encoding));
                assert_eq!(out.into_iter().flat_map(|piece| piece.bytes).collect::<Vec<u8>>(), bytes);
            }
            assert_eq!(Encoding::of(text.as_bytes()), Encoding::Utf8);
        }
    }

    #[test]
    fn zero_bytes_of_other_files_are_no_utf_16() {
        for bytes in [
            &b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00"[..],
            b"\x00\x00\x27\x0a\x00\x00\x00\x00",
            b"SQLite format 3\x00\x10\x00\x01\x01",
            b"name,beds\nabc\x00,3\n",
        ] {
            assert_eq!(Encoding::of(bytes), Encoding::Utf8, "{bytes:?}");
        }
    }

    #[test]
    fn a_heading_in_utf_8_above_rows_in_gbk_stays_utf_8() {
        let mut bytes = "名称,类别,乡镇\n".as_bytes().to_vec();
        let row = b"\xc8\xcb\xc3\xf1\xc2\xb7,\xbd\xd6\xc2\xb7\xcf\xef,\xbb\xe3\xc1\xfa\xd5\xf2\n";
        row.repeat(9).iter().for_each(|&byte| bytes.push(byte));
        assert_eq!(Encoding::of(&bytes), Encoding::Utf8);
        assert_eq!(Encoding::of(&row.repeat(9)), Encoding::Gb18030);
    }
}
