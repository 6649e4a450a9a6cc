//! What a format is: a module that knows its files by their first bytes and gives their records to the sink in bounded steps.
//!
//! [`FORMATS`] lists them. A file is of the format that is surest of it; where two are equally sure, of the earlier.

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

/// The mark with which a text may begin.
pub const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
/// Bytes of a file's beginning that are looked at.
const HEAD_BYTES_MAX: usize = 64 << 10;
/// Bytes by which files that are no text are told.
const MAGIC_BYTES_MAX: usize = 16;

/// All formats.
const FORMATS: [Known; 2] = [
    Known { sniff: GeoJson::sniff, make: |_| Ok(Box::new(GeoJson::new())) },
    Known { sniff: RowTable::sniff, make: |on| Ok((on.later()?.table)(on.limits)) },
];

/// A format in the list.
struct Known {
    sniff: fn(&Head) -> Result<Confidence, Stop>,
    /// Makes one; may need the part of the engine that comes later.
    make: fn(&Reading) -> Result<Box<dyn Format>, Stop>,
}

/// How sure a format is that a file is one of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// It is none.
    No,
    /// Nothing speaks against it, or for it.
    Possible,
    /// Its bytes or its name look so.
    Likely,
    /// It begins as no other does.
    Sure,
}

/// What came of a step of reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Everything that was fed is read.
    NeedBytes,
    /// There is more to read.
    More,
    /// Reading goes on when a part of the engine is there: [`super::Reader::plug`].
    NeedPart,
    /// The file is at its end, or reading ended early.
    Done,
}

/// What is known of a file beside its bytes.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// Its name, or the end of its address.
    pub name: String,
    /// Its media type, where a server says it.
    pub media_type: String,
    /// It is said to be GeoJSON, which a catalog says of its layers.
    pub is_geojson: bool,
}

impl Told {
    /// Whether the name ends so, or the media type is the one given.
    pub fn says(&self, endings: &[&str], media_types: &[&str]) -> bool {
        let path = self.name.split(['?', '#']).next().unwrap_or("").to_ascii_lowercase();
        let media_type = self.media_type.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
        endings.iter().any(|ending| path.ends_with(ending)) || media_types.contains(&media_type.as_str())
    }
}

/// The beginning of a file, behind its mark and blanks.
#[derive(Debug)]
pub struct Head<'a> {
    /// Its first bytes.
    pub bytes: &'a [u8],
    /// No more of them will be had.
    pub is_all: bool,
    /// What is known beside them.
    pub told: &'a Told,
}

impl<'a> Head<'a> {
    /// Of the bytes with which a file begins. `None` where more are needed to know where it begins.
    fn new(bytes: &'a [u8], is_all: bool, told: &'a Told) -> Option<Head<'a>> {
        if !is_all && bytes.len() < BYTE_ORDER_MARK.len() && BYTE_ORDER_MARK.starts_with(bytes) {
            return None;
        }
        let text = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
        let rest = text.get(skip_space(text, 0)..).unwrap_or_default();
        let head = rest.get(..rest.len().min(HEAD_BYTES_MAX)).unwrap_or(rest);
        Some(Head { bytes: head, is_all: is_all || head.len() == HEAD_BYTES_MAX, told })
    }

    /// An answer that holds only where all of the head is there.
    pub fn when_all(&self, confidence: Confidence) -> Result<Confidence, Stop> {
        if self.is_all { Ok(confidence) } else { Err(Stop::More) }
    }
}

/// A format. One value of it reads one file.
pub trait Format {
    /// How sure it is of a file, by its beginning; the answer must not change with more bytes.
    ///
    /// # Errors
    /// [`Stop::More`] where more bytes are needed.
    fn sniff(head: &Head) -> Result<Confidence, Stop>
    where
        Self: Sized;

    /// Reads the next unit of the file (a record, or what stands between two), if all of it is there; gives its record to
    /// [`Reading::recorder`] and counts it in [`Reading::row`].
    ///
    /// # Errors
    /// [`Stop::More`] where more bytes are needed: the unit is tried again with them. [`Stop::Broken`] ends the file.
    fn read_unit(&mut self, on: &mut Reading) -> Result<(), Stop>;

    /// The bytes end where [`Format::read_unit`] needs more: ends the file, or leaves something out and goes on.
    fn end(&mut self, on: &mut Reading);

    /// Why a file ends whose next unit is longer than the limit.
    fn too_long(&self, on: &Reading) -> Problem {
        over("feature_bytes", on.limits.feature_bytes as u64)
    }

    /// Reads at most so many records. This is the one call that goes through a table of functions.
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

/// What every format works on: the bytes at hand, the sink, and how far the file is read.
#[derive(Debug)]
pub struct Reading {
    /// Bytes that are not read yet.
    pub input: Input,
    /// Where records go.
    pub recorder: Recorder,
    /// What the file may have.
    pub limits: Limits,
    /// Records met so far, whether they were kept or not.
    pub row: u32,
    /// Loading, whole, or why not.
    pub phase: Phase,
    /// The file has more bytes than it may have.
    pub is_over_bytes: bool,
    /// What may come later, once it is there.
    pub part: Option<&'static TablesPart>,
    /// It is needed.
    needs_part: Cell<bool>,
}

impl Reading {
    /// Nothing of a file.
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

    /// What may come later than the rest.
    ///
    /// # Errors
    /// [`Stop::More`] where it is not there yet: what needs it is tried again when it is.
    pub fn later(&self) -> Result<&'static TablesPart, Stop> {
        self.needs_part.set(self.part.is_none());
        self.part.ok_or(Stop::More)
    }

    /// Whether what may come later is needed and not there.
    pub fn needs_later(&self) -> bool {
        self.needs_part.get() && self.part.is_none()
    }

    /// Ends the file; what came before is kept.
    pub fn stop(&mut self, problem: Problem) {
        self.phase = Phase::Incomplete(problem);
        self.input.clear();
    }

    /// Ends the file where a record is one too many; whether it was.
    pub fn is_full(&mut self) -> bool {
        let is_full = self.row >= self.limits.features;
        if is_full {
            self.stop(over("features", u64::from(self.limits.features)));
        }
        is_full
    }

    /// Ends the file where there is no memory for a record of so many bytes; whether there is.
    pub fn has_memory(&mut self, bytes: usize) -> bool {
        let has_memory = self.recorder.builder.try_reserve(bytes).is_ok();
        if !has_memory {
            self.stop(Problem::Memory);
        }
        has_memory
    }

    /// The bytes of one unit at most.
    pub fn window(&self) -> &[u8] {
        let rest = self.input.rest();
        &rest[..rest.len().min(self.limits.feature_bytes)]
    }

    /// What is in so far.
    pub fn table(&self) -> &Table {
        self.recorder.builder.table()
    }

    /// Whether nothing is in an officer's own file.
    pub fn is_own_and_empty(&self) -> bool {
        self.recorder.is_own_file() && self.table().is_empty()
    }
}

/// The limit of so many of something.
pub fn over(what: &str, limit: u64) -> Problem {
    Problem::Limit { what: what.to_owned(), limit, found: None }
}

/// What a file turned out to be.
pub enum Chosen {
    /// One that can be read.
    Format(Box<dyn Format>),
    /// One that is refused.
    Refused(Problem),
}

/// Tells from the beginning of a file what it is. No byte is taken.
///
/// # Errors
/// [`Stop::More`] where more bytes are needed.
pub fn choose(on: &Reading, told: &Told) -> Result<Chosen, Stop> {
    let bytes = on.window();
    let is_all = on.input.is_all() || bytes.len() == on.limits.feature_bytes;
    let head = Head::new(bytes, is_all, told).ok_or(Stop::More)?;
    match head.bytes.first() {
        None if !is_all => return Err(Stop::More),
        // A text of which nothing is there ends as GeoJSON does.
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
