//! The reader of one layer: a small automaton over the units of a file, one unit at a time.
//!
//! A unit (what stands before the features, one feature, a comma, what stands behind) is read
//! only when all of it is there, else tried again with more bytes; so no state is kept inside
//! one. A unit that is broken but whose brackets balance, with a comma and a next feature or the
//! array's end behind it, is left out and noted; otherwise the file ends there. Behind one JSON text another may follow
//! (`texts`). A file from this machine that does not begin like JSON is a table: its units are rows.

mod texts;

use super::Limits;
use super::csv::{Found as Cells, Rows};
use super::foreign::by_magic;
use super::input::Input;
use super::notes::{Notes, Site};
use super::plan::Plan;
use super::record::Recorder;
use super::root::Root;
use crate::dataset::Table;
use crate::json::scan::{Stop, Tag, balanced_end, skip_space, value};
use diming_protocol::catalog::Catalog;
use diming_protocol::{FeatureId, Phase, Problem, Reason};
use texts::Texts;

/// What came of a call of [`Reader::step`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Everything that was fed is read.
    NeedBytes,
    /// There is more to read.
    More,
    /// The file is at its end, or reading ended early: [`Reader::phase`] tells.
    Done,
}

fn over(what: &str, limit: u64) -> Problem {
    Problem::Limit { what: what.to_owned(), limit, found: None }
}

/// What comes next in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// The beginning of a JSON text.
    Start,
    /// A feature, or the end of the array where it may be empty.
    Feature { may_end: bool },
    /// A comma, or the end of the array.
    Comma,
    /// What stands behind the features.
    Rest,
    /// Behind a JSON text: nothing but blanks, or another.
    Blanks,
}

/// Reads one layer's GeoJSON, or table, from chunks of UTF-8.
#[derive(Debug)]
pub struct Reader {
    input: Input,
    state: State,
    phase: Phase,
    root: Root,
    recorder: Recorder,
    limits: Limits,
    /// Features met so far, whether they were kept or not.
    row: u32,
    /// Where the unit that is being left out is broken.
    broken_at: Option<u64>,
    is_over_bytes: bool,
    /// The JSON texts of the file.
    texts: Texts,
    /// The file is a table.
    rows: Option<Box<Rows>>,
}

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

impl Reader {
    /// A reader for a layer by its place in the catalog, as the public may see it.
    pub fn new(catalog: &Catalog, layer_ix: usize, limits: Limits) -> Reader {
        Reader::with(Plan::new(catalog, layer_ix, false), limits)
    }

    /// A reader for a file that an officer opened from their own machine: secret records and
    /// officer's fields are read, coordinates are not rounded.
    pub fn local(catalog: &Catalog, layer_ix: usize, limits: Limits) -> Reader {
        Reader::with(Plan::new(catalog, layer_ix, true), limits)
    }

    fn with((plan, keys): (Plan, super::feature::KeyTable), limits: Limits) -> Reader {
        let limits = Limits { features: limits.features.min(FeatureId::ROWS_MAX as u32), ..limits };
        Reader {
            input: Input::default(),
            state: State::Start,
            phase: Phase::Loading,
            root: Root::default(),
            recorder: Recorder::new(plan, keys, limits),
            limits,
            row: 0,
            broken_at: None,
            is_over_bytes: false,
            texts: Texts::default(),
            rows: None,
        }
    }

    /// Takes the next bytes of the file. After the end, or when reading ended early, they are dropped.
    pub fn feed(&mut self, mut chunk: Vec<u8>) {
        if self.phase != Phase::Loading || self.input.has_ended() {
            return;
        }
        let room = self.limits.bytes - self.input.fed();
        if chunk.len() as u64 > room {
            chunk.truncate(room as usize);
            self.is_over_bytes = true;
        }
        self.input.feed(chunk);
        if self.is_over_bytes {
            self.input.end();
        }
    }

    /// The file has so many bytes in all: makes room for its features, those so far taken as typical.
    pub fn foresee(&mut self, bytes_total: u64) {
        let read = self.bytes_read().max(1);
        let rows = u64::from(self.row) * bytes_total.min(self.limits.bytes) / read;
        let rows = (rows + rows / 100).min(u64::from(self.limits.features));
        self.recorder.builder.foresee(rows as usize);
    }

    /// No more bytes will come.
    pub fn end(&mut self) {
        self.input.end();
    }

    /// Reads at most so many features.
    pub fn step(&mut self, features_max: usize) -> Step {
        let last_row = self.row.saturating_add(u32::try_from(features_max).unwrap_or(u32::MAX));
        while self.phase == Phase::Loading {
            match self.read_unit() {
                Ok(()) => {}
                Err(Stop::Broken(at)) => self.stop(Problem::NotJson { byte: self.input.read() + at as u64 }),
                Err(Stop::More) if self.input.rest().len() >= self.limits.feature_bytes => {
                    let limit = over("feature_bytes", self.limits.feature_bytes as u64);
                    self.stop(self.broken_at.map_or(limit, |byte| Problem::NotJson { byte }));
                }
                Err(Stop::More) if self.input.grow() => {}
                Err(Stop::More) if self.input.has_ended() => {
                    if !self.leave_out_cut() {
                        self.stop_short();
                    }
                }
                Err(Stop::More) => return Step::NeedBytes,
            }
            if self.row >= last_row && self.phase == Phase::Loading {
                return Step::More;
            }
        }
        Step::Done
    }

    /// What is in so far; rows never change once they are there.
    pub fn table(&self) -> &Table {
        self.recorder.builder.table()
    }

    /// What was found wrong so far.
    pub fn notes(&self) -> &Notes {
        &self.recorder.notes
    }

    /// Bytes read so far.
    pub fn bytes_read(&self) -> u64 {
        self.input.read()
    }

    /// Loading, whole, or why not.
    pub fn phase(&self) -> &Phase {
        &self.phase
    }

    /// The table, the notes, and how far it came. Where a `crs` that is not served stood behind
    /// the features, their places are taken from them.
    pub fn finish(self) -> (Table, Notes, Phase) {
        let (mut table, notes) = self.recorder.finish();
        if matches!(self.phase, Phase::Incomplete(Problem::Crs { .. })) {
            table.unplace();
        }
        (table, notes, self.phase)
    }

    fn stop(&mut self, problem: Problem) {
        self.phase = Phase::Incomplete(problem);
        self.input.clear();
    }

    /// The bytes end, and the file is not whole; or it is.
    fn stop_short(&mut self) {
        let byte = self.input.fed();
        let is_empty = self.recorder.is_local() && self.table().is_empty();
        let problem = match (self.state, self.broken_at) {
            _ if self.is_over_bytes => over("bytes", self.limits.bytes),
            (_, Some(byte)) => Problem::NotJson { byte },
            (State::Start | State::Blanks, None) if self.end_texts() => match self.texts.trouble() {
                Some(problem) => problem,
                None if self.recorder.is_local() && self.table().is_empty() => Problem::Empty,
                None => {
                    self.phase = Phase::Whole;
                    return;
                }
            },
            (State::Start, None) if is_empty && is_blank(self.input.rest()) => Problem::Empty,
            _ => Problem::Truncated { byte },
        };
        self.stop(problem);
    }

    /// Reads the next unit, if it is all there.
    fn read_unit(&mut self) -> Result<(), Stop> {
        if self.rows.is_some() {
            return self.read_row();
        }
        if self.state == State::Start && self.recorder.is_local() && self.is_first_text() && self.begins_table()? {
            match by_magic(self.input.rest()) {
                Some(format) => self.stop(Problem::Foreign { format, found: String::new() }),
                None => self.rows = Some(Box::new(Rows::new(self.limits))),
            }
            return Ok(());
        }
        let blanks = skip_space(self.input.rest(), 0);
        self.input.advance(blanks);
        if self.input.rest().is_empty() {
            return Err(Stop::More);
        }
        match self.state {
            State::Start => self.read_text(),
            State::Feature { may_end } => self.read_feature(may_end),
            State::Comma => self.read_comma(),
            State::Rest => self.read_rest(),
            State::Blanks => {
                self.state = State::Start;
                Ok(())
            }
        }
    }

    #[inline(never)]
    fn read_row(&mut self) -> Result<(), Stop> {
        let is_all = self.input.is_all();
        if self.input.rest().is_empty() && !is_all {
            return Err(Stop::More);
        }
        let Some(rows) = &mut self.rows else { return Ok(()) };
        let (read, found) = rows.read(self.input.rest(), is_all, self.is_over_bytes)?;
        self.input.advance(read);
        self.take_row(found);
        Ok(())
    }

    fn take_row(&mut self, found: Cells) {
        let Some(rows) = &mut self.rows else { return };
        match found {
            Cells::Nothing => {}
            Cells::End if self.is_over_bytes => self.stop(over("bytes", self.limits.bytes)),
            Cells::End => {
                rows.end(&mut self.recorder);
                let is_empty = self.table().is_empty();
                self.phase = if is_empty { Phase::Incomplete(Problem::Empty) } else { Phase::Whole };
            }
            Cells::Over(problem) => self.stop(problem),
            Cells::Head => {
                if let Err(problem) = rows.take_head(&mut self.recorder) {
                    self.stop(problem);
                }
            }
            Cells::Row if self.row >= self.limits.features => {
                self.stop(over("features", u64::from(self.limits.features)));
            }
            Cells::Row => {
                if self.recorder.builder.try_reserve(rows.row_bytes()).is_err() {
                    return self.stop(Problem::Memory);
                }
                // A row that is no record has no number.
                self.row += u32::from(rows.add(&mut self.recorder, self.row));
            }
        }
    }

    /// The bytes of one unit at most.
    fn window(&self) -> &[u8] {
        let rest = self.input.rest();
        &rest[..rest.len().min(self.limits.feature_bytes)]
    }

    #[inline(never)]
    fn read_feature(&mut self, may_end: bool) -> Result<(), Stop> {
        let window = self.input.rest();
        let window = &window[..window.len().min(self.limits.feature_bytes)];
        let is_object = match window.first() {
            Some(b']') if may_end => {
                self.input.advance(1);
                self.end_array();
                return Ok(());
            }
            first => first == Some(&b'{'),
        };
        if self.row >= self.limits.features {
            self.stop(over("features", u64::from(self.limits.features)));
            return Ok(());
        }
        let site = Site { row: Some(self.row), key: "" };
        let end = if is_object {
            match self.recorder.scan(window) {
                Ok(end) => {
                    if self.recorder.builder.try_reserve(end).is_err() {
                        self.stop(Problem::Memory);
                        return Ok(());
                    }
                    self.recorder.add_feature(&window[..end], self.row);
                    end
                }
                Err(Stop::More) => return Err(Stop::More),
                Err(Stop::Broken(at)) => {
                    self.broken_at = Some(self.input.read() + at as u64);
                    let end = resume_at(window).map_err(|stop| match stop {
                        Stop::More => Stop::More,
                        Stop::Broken(_) => Stop::Broken(at),
                    })?;
                    let near = String::from_utf8_lossy(&window[at..end]);
                    self.recorder.notes.add_lost(site, "", &near, Reason::BrokenFeature);
                    end
                }
            }
        } else {
            let (token, end) = value(window, 0, self.limits.depth)?;
            let found = String::from_utf8_lossy(&window[token.start..token.end]);
            let reason = if token.tag == Tag::Deep { Reason::TooDeep } else { Reason::NotFeature };
            self.recorder.notes.add_lost(site, "", &found, reason);
            end
        };
        self.broken_at = None;
        self.row += 1;
        self.input.advance(end);
        self.state = State::Comma;
        Ok(())
    }

    fn read_comma(&mut self) -> Result<(), Stop> {
        match self.input.rest().first() {
            Some(b',') => self.state = State::Feature { may_end: false },
            Some(b']') => self.end_array(),
            _ => return Err(Stop::Broken(0)),
        }
        self.input.advance(1);
        Ok(())
    }

    /// The array of features ends; with it a text that has no object around.
    fn end_array(&mut self) {
        self.state = if self.root.is_bare { State::Blanks } else { State::Rest };
    }
}

/// Whether there is nothing but blanks, behind a mark perhaps.
fn is_blank(bytes: &[u8]) -> bool {
    bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes).trim_ascii().is_empty()
}

/// The end of a broken feature at byte 0, where the array surely goes on or ends behind it: its
/// brackets balance, a next feature or the array's end follows, and it has not swallowed another
/// feature (as with a missing quote).
fn resume_at(bytes: &[u8]) -> Result<usize, Stop> {
    let end = balanced_end(bytes, 0)?;
    let mut at = skip_space(bytes, end);
    let expected = match bytes.get(at) {
        Some(b',') => {
            at = skip_space(bytes, at + 1);
            b'{'
        }
        _ => b']',
    };
    let word = b"\"Feature\"";
    let features = bytes[..end].windows(word.len()).filter(|w| w == word).count();
    match bytes.get(at) {
        None => Err(Stop::More),
        Some(&found) if found == expected && features <= 1 => Ok(end),
        Some(_) => Err(Stop::Broken(at)),
    }
}
