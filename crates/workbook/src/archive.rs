//! A ZIP archive: what it is, and the lists in it.
//!
//! Lengths that an archive states may be false: everything is unpacked once and counted before anybody reads it.

use crate::Limits;
use diming_protocol::workbook::{BookFault, BookLimit, BookMember, MemberSize, ZIP};
use encoding_rs::GB18030;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Endings of the lists that are read from an archive.
const LISTS: [&str; 8] = [".geojson", ".geojsonl", ".geojsons", ".json", ".ndjson", ".csv", ".tsv", ".txt"];
/// Most characters of names that a fault shows.
const FOUND_CHARS_MAX: usize = 80;
/// Bytes that are unpacked at a time when they are counted.
const PIECE_BYTES: usize = 64 << 10;

/// What an archive is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A workbook in XML.
    Xlsx,
    /// A workbook in binary records.
    Xlsb,
    /// A workbook of OpenDocument.
    Ods,
    /// A text document or a presentation.
    Document,
    /// Other files.
    Files,
}

/// An archive of stated lengths.
pub struct Archive {
    zip: ZipArchive<Cursor<Vec<u8>>>,
    /// Place and name of each file, folders left out.
    names: Vec<(usize, String)>,
    /// Length of each.
    lengths: Vec<u64>,
}

impl std::fmt::Debug for Archive {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Archive").field("names", &self.names).finish_non_exhaustive()
    }
}

impl Archive {
    /// Opens an archive, and counts what is packed in it.
    ///
    /// # Errors
    /// It is none, it is damaged or protected, or holds more than the limit.
    pub fn open(bytes: Vec<u8>, limits: Limits) -> Result<Archive, BookFault> {
        if !bytes.starts_with(ZIP) {
            return Err(BookFault::Broken);
        }
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| BookFault::Broken)?;
        let (mut names, mut lengths, mut left) = (Vec::new(), Vec::new(), limits.unpacked_bytes);
        for at in 0..zip.len() {
            let packed = zip.by_index_raw(at).map_err(|_| BookFault::Broken)?;
            if packed.encrypted() {
                return Err(BookFault::Password);
            }
            let is_folder = packed.is_dir();
            let name = decoded(packed.name_raw());
            drop(packed);
            if is_folder {
                continue;
            }
            let file = zip.by_index(at).map_err(|_| BookFault::Broken)?;
            let length = count(file, left).map_err(|_| BookFault::Broken)?;
            let length = length.ok_or_else(|| limits.exceeded(BookLimit::Unpacked))?;
            left -= length;
            names.push((at, name));
            lengths.push(length);
        }
        Ok(Archive { zip, names, lengths })
    }

    /// What it is, by the names of its files.
    pub fn kind(&self) -> Kind {
        let has =
            |wanted: &str| self.names.iter().any(|(_, name)| name.replace('\\', "/").eq_ignore_ascii_case(wanted));
        match () {
            () if has("xl/workbook.bin") => Kind::Xlsb,
            () if has("xl/workbook.xml") || has("[Content_Types].xml") && has("xl/sharedStrings.xml") => Kind::Xlsx,
            () if has("word/document.xml") || has("ppt/presentation.xml") => Kind::Document,
            () if has("content.xml") && has("META-INF/manifest.xml") => Kind::Ods,
            () => Kind::Files,
        }
    }

    /// The archive as it came.
    pub fn into_bytes(self) -> Vec<u8> {
        self.zip.into_inner().into_inner()
    }

    /// The lists in it.
    pub fn members(&self) -> Vec<BookMember> {
        self.lists()
            .map(|(name, bytes)| BookMember {
                name: name.to_owned(),
                size: MemberSize::File { bytes },
                is_hidden: false,
            })
            .collect()
    }

    /// The bytes of a file by its whole name; `None` where there is none, or it is damaged.
    pub fn named(&mut self, name: &str) -> Option<Vec<u8>> {
        let place = self.names.iter().position(|(_, own)| own == name)?;
        self.read(place).ok()
    }

    /// Names of what it holds, shortened.
    pub fn found(&self) -> String {
        let all: Vec<&str> = self.names.iter().map(|(_, name)| name.as_str()).collect();
        all.join("、").chars().filter(|c| !c.is_control()).take(FOUND_CHARS_MAX).collect()
    }

    /// The bytes of a list.
    ///
    /// # Errors
    /// There is none at this place, or it is damaged.
    pub fn file(&mut self, at: usize) -> Result<Vec<u8>, BookFault> {
        let place = self.list_places().nth(at).ok_or(BookFault::Broken)?;
        self.read(place)
    }

    fn read(&mut self, place: usize) -> Result<Vec<u8>, BookFault> {
        let (index, length) = (self.names[place].0, self.lengths[place]);
        let file = self.zip.by_index(index).map_err(|_| BookFault::Broken)?;
        let mut bytes = Vec::new();
        file.take(length).read_to_end(&mut bytes).map_err(|_| BookFault::Broken)?;
        Ok(bytes)
    }

    fn list_places(&self) -> impl Iterator<Item = usize> {
        (0..self.names.len()).filter(|&place| is_list(&self.names[place].1))
    }

    fn lists(&self) -> impl Iterator<Item = (&str, u64)> {
        self.list_places().map(|place| (self.names[place].1.as_str(), self.lengths[place]))
    }
}

/// A list by its ending; what operating systems add is none.
fn is_list(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let file = lower.rsplit(['/', '\\']).next().unwrap_or_default();
    !file.starts_with('.') && !lower.starts_with("__macosx/") && LISTS.iter().any(|ending| file.ends_with(ending))
}

/// A name as it was written: in UTF-8, else as Chinese Windows writes.
fn decoded(raw: &[u8]) -> String {
    std::str::from_utf8(raw).map_or_else(|_| GB18030.decode(raw).0.into_owned(), str::to_owned)
}

/// The length of a file, unpacked; `None` if it is more than what is left. What is unpacked does not fit its checksum
/// where the stated length is false.
fn count(file: impl Read, left: u64) -> std::io::Result<Option<u64>> {
    let mut file = file.take(left.saturating_add(1));
    let (mut piece, mut length) = (vec![0; PIECE_BYTES], 0u64);
    loop {
        match file.read(&mut piece)? {
            0 => return Ok((length <= left).then_some(length)),
            read => length += read as u64,
        }
    }
}

/// Whether a compound file holds a protected workbook: the name of the stream in UTF-16.
pub fn is_encrypted(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}
