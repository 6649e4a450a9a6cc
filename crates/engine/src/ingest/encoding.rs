//! Tells the encoding of a text file from its bytes: UTF-8, UTF-16 or GB 18030 (GBK, GB 2312).
//!
//! ASCII is the same in UTF-8 and GB 18030, so bytes pass through at once until the first that is
//! not ASCII; from there [`SAMPLE_BYTES`] are gathered and weighed. The result does not depend on
//! how the bytes were cut. Decoding is the host's part (`TextDecoder`).

/// Bytes from the first that is not ASCII that are weighed.
pub const SAMPLE_BYTES: usize = 1_024;

/// Bytes from the beginning in which zero bytes tell UTF-16 without a mark.
const HEAD_BYTES: usize = 4;

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
            self.told = encoding_of_head(&self.held);
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

/// A byte order mark, or the zero bytes that UTF-16 has around ASCII (and JSON begins with ASCII).
fn encoding_of_head(head: &[u8]) -> Option<Encoding> {
    match head {
        [0xef, 0xbb, 0xbf, ..] => Some(Encoding::Utf8),
        [0xff, 0xfe, ..] => Some(Encoding::Utf16Le),
        [0xfe, 0xff, ..] => Some(Encoding::Utf16Be),
        [first, 0, ..] if *first != 0 => Some(Encoding::Utf16Le),
        [0, second, ..] if *second != 0 => Some(Encoding::Utf16Be),
        _ => None,
    }
}

/// UTF-8 unless its errors outweigh its characters of three bytes and more, which Chinese in
/// UTF-8 consists of and text in GB 18030 hardly ever forms.
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
    if errors > characters { Encoding::Gb18030 } else { Encoding::Utf8 }
}
