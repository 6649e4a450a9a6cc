//! A format: a module that recognises its files by their first bytes and passes their records to the sink in bounded
//! steps.
//!
//! [`FORMATS`] lists them. The format that is surest of a file reads it; on a tie, the earlier one.

use super::geojson::GeoJson;
use super::input::Input;
use super::later::TablesPart;
use super::recorder::Recorder;
use super::table::RowTable;
use super::{Limits, foreign};
use crate::dataset::Table;
use crate::json::scan::{Stop, skip_space};
use diming_protocol::{Phase, Problem};
use std::cell::Cell;

/// The byte order mark.
pub const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
/// Bytes of the beginning that formats see.
const HEAD_BYTES_MAX: usize = 64 << 10;
/// Bytes that identify a binary file.
const MAGIC_BYTES_MAX: usize = 16;

/// All formats.
const FORMATS: [Known; 2] = [
    Known { sniff: GeoJson::sniff, make: |_| Ok(Box::new(GeoJson::new())) },
    Known { sniff: RowTable::sniff, make: |on| Ok((on.later()?.table)(on.limits)) },
];

/// An entry of the list.
struct Known {
    sniff: fn(&Head) -> Result<Confidence, Stop>,
    /// Creates a reader; may need the part of the engine that loads later.
    make: fn(&Reading) -> Result<Box<dyn Format>, Stop>,
}

/// How sure a format is that it can read a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// It cannot.
    No,
    /// No evidence either way.
    Possible,
    /// The bytes or the name suggest it.
    Likely,
    /// Its beginning is unique to the format.
    Sure,
}

/// Result of a step of reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// All fed bytes are read.
    NeedBytes,
    /// More can be read.
    More,
    /// Reading waits for the tables part: [`super::FileReader::plug`].
    NeedPart,
    /// The file has ended, or reading has stopped early.
    Done,
}

/// What is known of a file beside its bytes.
#[derive(Clone, Debug, Default)]
pub struct FileHints {
    /// Its file name, or the end of its URL.
    pub name: String,
    /// Its media type, if a server declares one.
    pub media_type: String,
    /// It is declared as GeoJSON, as the layers of a catalog are.
    pub is_geojson: bool,
}

impl FileHints {
    /// Whether the name has this ending, or the media type is this one.
    pub fn matches(&self, endings: &[&str], media_types: &[&str]) -> bool {
        let path = self.name.split(['?', '#']).next().unwrap_or("").to_ascii_lowercase();
        let media_type = self.media_type.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
        endings.iter().any(|ending| path.ends_with(ending)) || media_types.contains(&media_type.as_str())
    }
}

/// The beginning of a file, without byte order mark and blanks.
#[derive(Debug)]
pub struct Head<'a> {
    /// Its first bytes.
    pub bytes: &'a [u8],
    /// No more bytes will come.
    pub is_all: bool,
    /// What is known beside the bytes.
    pub hints: &'a FileHints,
}

impl<'a> Head<'a> {
    /// Creates it from the first bytes; `None` if more are needed to skip the blanks.
    fn new(bytes: &'a [u8], is_all: bool, hints: &'a FileHints) -> Option<Head<'a>> {
        if !is_all && bytes.len() < BYTE_ORDER_MARK.len() && BYTE_ORDER_MARK.starts_with(bytes) {
            return None;
        }
        let text = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
        let rest = text.get(skip_space(text, 0)..).unwrap_or_default();
        let head = rest.get(..rest.len().min(HEAD_BYTES_MAX)).unwrap_or(rest);
        Some(Head { bytes: head, is_all: is_all || head.len() == HEAD_BYTES_MAX, hints })
    }

    /// An answer that needs the whole head.
    pub fn when_all(&self, confidence: Confidence) -> Result<Confidence, Stop> {
        if self.is_all { Ok(confidence) } else { Err(Stop::More) }
    }
}

/// A format. One value reads one file.
pub trait Format {
    /// How sure it is of a file, by its beginning; more bytes must not change the result.
    ///
    /// # Errors
    /// [`Stop::More`] if more bytes are needed.
    fn sniff(head: &Head) -> Result<Confidence, Stop>
    where
        Self: Sized;

    /// Reads the next unit of the file (a record, or what is between two) if it is complete; passes its record to
    /// [`Reading::recorder`] and counts it in [`Reading::row`].
    ///
    /// # Errors
    /// [`Stop::More`] if more bytes are needed: the unit is read again with them. [`Stop::Broken`] ends the file.
    fn read_unit(&mut self, on: &mut Reading) -> Result<(), Stop>;

    /// The file ends where [`Format::read_unit`] needs more: ends reading, or skips something and continues.
    fn end(&mut self, on: &mut Reading);

    /// The problem for a file whose next unit exceeds the limit.
    fn too_long(&self, on: &Reading) -> Problem {
        over("feature_bytes", on.limits.feature_bytes as u64)
    }

    /// Reads at most this many records. The only call by dynamic dispatch.
    fn step(&mut self, on: &mut Reading, records_max: usize) -> Step {
        let last_row = on.row.saturating_add(u32::try_from(records_max).unwrap_or(u32::MAX));
        while on.phase == Phase::Loading {
            match self.read_unit(on) {
                Ok(()) => {}
                Err(_) if on.needs_later() => return Step::NeedPart,
                Err(Stop::Broken(at)) => on.stop(Problem::NotJson { byte: on.input.read() + at as u64 }),
                Err(Stop::More) if on.input.rest().len() >= on.limits.feature_bytes => on.stop(self.too_long(on)),
                Err(Stop::More) if on.input.grow() => {}
                Err(Stop::More) if on.input.has_ended() => self.end(on),
                Err(Stop::More) => return Step::NeedBytes,
            }
            if on.row >= last_row && on.phase == Phase::Loading {
                return Step::More;
            }
        }
        Step::Done
    }
}

/// The state shared by all formats: pending bytes, sink, progress.
#[derive(Debug)]
pub struct Reading {
    /// Pending bytes.
    pub input: Input,
    /// The sink of records.
    pub recorder: Recorder,
    /// The limits of the file.
    pub limits: Limits,
    /// Records seen so far, stored or not.
    pub row: u32,
    /// Loading, complete, or the problem.
    pub phase: Phase,
    /// The file is larger than the limit.
    pub is_over_bytes: bool,
    /// The part that loads later, once loaded.
    pub part: Option<&'static TablesPart>,
    /// That part is needed.
    needs_part: Cell<bool>,
}

impl Reading {
    /// The state before the first byte.
    pub fn new(recorder: Recorder, limits: Limits) -> Reading {
        Reading {
            input: Input::default(),
            recorder,
            limits,
            row: 0,
            phase: Phase::Loading,
            is_over_bytes: false,
            part: None,
            needs_part: Cell::new(false),
        }
    }

    /// Returns the part that loads later.
    ///
    /// # Errors
    /// [`Stop::More`] if it is not loaded: the caller is called again when it is.
    pub fn later(&self) -> Result<&'static TablesPart, Stop> {
        self.needs_part.set(self.part.is_none());
        self.part.ok_or(Stop::More)
    }

    /// Whether the part that loads later is needed and missing.
    pub fn needs_later(&self) -> bool {
        self.needs_part.get() && self.part.is_none()
    }

    /// Ends the file; the records so far are kept.
    pub fn stop(&mut self, problem: Problem) {
        self.phase = Phase::Incomplete(problem);
        self.input.clear();
    }

    /// Ends the file if there is one record too many; returns whether it did.
    pub fn is_full(&mut self) -> bool {
        let is_full = self.row >= self.limits.features;
        if is_full {
            self.stop(over("features", u64::from(self.limits.features)));
        }
        is_full
    }

    /// Ends the file if there is no memory for a record of this many bytes; returns whether there is.
    pub fn has_memory(&mut self, bytes: usize) -> bool {
        let has_memory = self.recorder.builder.try_reserve(bytes).is_ok();
        if !has_memory {
            self.stop(Problem::Memory);
        }
        has_memory
    }

    /// The pending bytes, at most one unit.
    pub fn window(&self) -> &[u8] {
        let rest = self.input.rest();
        &rest[..rest.len().min(self.limits.feature_bytes)]
    }

    /// The number of stored records.
    pub fn table(&self) -> &Table {
        self.recorder.builder.table()
    }

    /// Whether a file of this machine has no records.
    pub fn is_own_and_empty(&self) -> bool {
        self.recorder.is_own_file() && self.table().is_empty()
    }
}

/// The problem of exceeding a limit.
pub fn over(what: &str, limit: u64) -> Problem {
    Problem::Limit { what: what.to_owned(), limit, found: None }
}

/// The result of recognition.
pub enum Chosen {
    /// A readable format.
    Format(Box<dyn Format>),
    /// A refused file.
    Refused(Problem),
}

/// Recognises a file by its beginning. Consumes no bytes.
///
/// # Errors
/// [`Stop::More`] if more bytes are needed.
pub fn choose(on: &Reading, hints: &FileHints) -> Result<Chosen, Stop> {
    let bytes = on.window();
    let is_all = on.input.is_all() || bytes.len() == on.limits.feature_bytes;
    let head = Head::new(bytes, is_all, hints).ok_or(Stop::More)?;
    match head.bytes.first() {
        None if !is_all => return Err(Stop::More),
        // An empty text ends as GeoJSON does.
        None => return Ok(Chosen::Format((FORMATS[0].make)(on)?)),
        Some(b'{' | b'[') => {}
        Some(_) if head.bytes.len() < MAGIC_BYTES_MAX && !is_all => return Err(Stop::More),
        Some(_) => {
            if let Some(problem) = foreign::refused(&head, on)? {
                return Ok(Chosen::Refused(problem));
            }
        }
    }
    let mut best = (Confidence::No, &FORMATS[0]);
    for known in &FORMATS {
        let confidence = (known.sniff)(&head)?;
        if confidence > best.0 {
            best = (confidence, known);
        }
        if confidence == Confidence::Sure {
            break;
        }
    }
    Ok(Chosen::Format((best.1.make)(on)?))
}
