//! A layer that loads: reading, then a table. If it is read again, the old table stays until the new one is complete,
//! or for good if the new one is incomplete and smaller.

use crate::dataset::Table;
use crate::ingest::{Limits, Notes, Reader, Step, TablesPart};
use diming_protocol::catalog::Catalog;
use diming_protocol::{Fetched, LayerState, Phase, Problem};

/// Records between two progress reports.
const REPORT_EVERY: u32 = 5_000;
/// Number of records after which room is reserved for a file of known size.
const TYPICAL: usize = 4_000;

/// A layer: its reader while it loads, then its table and notes.
pub(super) struct LayerSlot {
    state: Loading,
    /// The old table and notes while it is read again.
    before: Option<Box<Whole>>,
    /// Rows were replaced since the last look.
    is_swapped: bool,
    limit_bytes: u64,
    /// More bytes are arriving than are needed.
    is_surplus: bool,
    /// Whether the last file was complete, until this is reported.
    verdict: Option<bool>,
    reported: LayerState,
    bytes_total: Option<u64>,
    kept: Option<u32>,
    has_foreseen: bool,
    failed: Option<Problem>,
    has_ended: bool,
    /// Reading waits for a part of the engine.
    needs_part: bool,
    backlog_bytes: usize,
    placed: u32,
    placed_rows: usize,
    is_reported: bool,
}

enum Loading {
    Reading(Box<Reader>),
    Read(Box<Whole>),
}

/// The result of a file.
#[derive(Default)]
struct Whole {
    table: Table,
    notes: Notes,
    phase: Phase,
    bytes: u64,
}

impl LayerSlot {
    pub(super) fn new(catalog: &Catalog, layer: usize) -> LayerSlot {
        let limits = Limits::of(catalog);
        LayerSlot {
            limit_bytes: limits.bytes,
            is_surplus: false,
            verdict: None,
            state: Loading::Reading(Box::new(Reader::light(catalog, layer, limits))),
            reported: LayerState::default(),
            before: None,
            is_swapped: false,
            bytes_total: None,
            kept: None,
            has_foreseen: false,
            failed: None,
            has_ended: false,
            needs_part: false,
            backlog_bytes: 0,
            placed: 0,
            placed_rows: 0,
            is_reported: false,
        }
    }

    /// A closed layer: it is empty, and drops the bytes it is fed.
    pub(super) fn closed(catalog: &Catalog, layer: usize) -> LayerSlot {
        let state = Loading::Read(Box::default());
        LayerSlot { state, has_ended: true, is_reported: true, ..LayerSlot::new(catalog, layer) }
    }

    /// The same layer, to be read again.
    pub(super) fn again(self, catalog: &Catalog, layer: usize) -> LayerSlot {
        let before = match self.state {
            Loading::Reading(_) => self.before,
            Loading::Read(read) => Some(read).filter(|read| !read.table.is_empty()),
        };
        LayerSlot { before, ..LayerSlot::new(catalog, layer) }
    }

    pub(super) fn feed(&mut self, bytes: Vec<u8>) {
        if let Loading::Reading(reader) = &mut self.state
            && !self.has_ended
        {
            self.backlog_bytes += bytes.len();
            reader.feed(bytes);
        }
    }

    pub(super) fn fetched(&mut self, what: Fetched) {
        match what {
            Fetched::Size(size) => {
                self.bytes_total = Some(size);
                if size > self.limit_bytes {
                    self.is_surplus = true;
                    let (what, limit) = ("bytes".to_owned(), self.limit_bytes);
                    self.end(Some(Problem::Limit { what, limit, found: Some(size) }));
                }
            }
            Fetched::Kept(day) => self.kept = Some(day),
            Fetched::MediaType(media_type) => {
                if let Loading::Reading(reader) = &mut self.state {
                    reader.set_media_type(media_type);
                }
            }
            Fetched::Print(_) => {}
            // A layer that waits for a part can fail although its bytes are complete.
            Fetched::Failed(problem) if self.needs_part => self.end(Some(problem)),
            _ if self.has_ended => {}
            Fetched::End => self.end(None),
            Fetched::Failed(problem) => self.end(Some(problem)),
        }
    }

    fn end(&mut self, failed: Option<Problem>) {
        self.has_ended = true;
        self.failed = failed;
        if let Loading::Reading(reader) = &mut self.state {
            reader.end();
        }
    }

    pub(super) fn backlog_bytes(&self) -> usize {
        self.backlog_bytes
    }

    pub(super) fn is_loading(&self) -> bool {
        matches!(self.state, Loading::Reading(_))
    }

    /// Whether reading can continue now.
    pub(super) fn has_work(&self) -> bool {
        let has_bytes = self.backlog_bytes > 0 || self.has_ended;
        self.is_loading() && has_bytes && (!self.needs_part || self.failed.is_some())
    }

    /// Whether reading waits for a part of the engine; bytes stay in the buffer, so that the host pauses.
    pub(super) fn needs_part(&self) -> bool {
        self.needs_part
    }

    /// The part is loaded.
    pub(super) fn part_came(&mut self) {
        self.needs_part = false;
    }

    /// The part could not be loaded: a layer that waits for it ends.
    pub(super) fn part_failed(&mut self, problem: &Problem) {
        if std::mem::take(&mut self.needs_part) {
            self.is_surplus |= !self.has_ended;
            self.end(Some(problem.clone()));
        }
    }

    /// Reads about this many records.
    pub(super) fn read(&mut self, records: usize, part: Option<&'static TablesPart>) {
        let Loading::Reading(reader) = &mut self.state else { return };
        if let Some(part) = part {
            reader.plug(part);
        }
        let step = reader.step(records);
        if let Some(total) = self.bytes_total.filter(|_| !self.has_foreseen && reader.table().len() >= TYPICAL) {
            self.has_foreseen = true;
            reader.foresee(total);
        }
        match step {
            Step::More => {}
            Step::NeedBytes => self.backlog_bytes = 0,
            Step::NeedPart if self.failed.is_none() => self.needs_part = true,
            Step::NeedPart | Step::Done => self.finish(),
        }
    }

    fn finish(&mut self) {
        self.backlog_bytes = 0;
        self.needs_part = false;
        self.is_surplus |= !self.has_ended;
        let empty = Loading::Read(Box::default());
        let Loading::Reading(reader) = std::mem::replace(&mut self.state, empty) else { return };
        let bytes = reader.bytes_read();
        let (table, notes, phase) = reader.finish();
        // The failure of the fetch is a better reason than the truncated text.
        let phase = self.failed.take().map_or(phase, Phase::Incomplete);
        self.verdict = Some(phase == Phase::Whole);
        let mut now = Box::new(Whole { table, notes, phase, bytes });
        if let Some(before) = self.before.take() {
            if now.phase != Phase::Whole && now.table.len() < before.table.len() {
                now = Box::new(Whole { phase: now.phase, ..*before });
                (self.placed, self.placed_rows) = (0, 0);
            } else {
                self.is_swapped = true;
            }
        }
        self.state = Loading::Read(now);
    }

    /// Whether reading stopped before the bytes ended, since the last call: the rest is not needed.
    pub(super) fn take_surplus(&mut self) -> bool {
        std::mem::take(&mut self.is_surplus)
    }

    /// Whether the file was complete; reported once after its end.
    pub(super) fn take_verdict(&mut self) -> Option<bool> {
        self.verdict.take()
    }

    /// Whether rows were replaced since the last call: results made from them are invalid.
    pub(super) fn take_swapped(&mut self) -> bool {
        std::mem::take(&mut self.is_swapped)
    }

    /// The current rows.
    pub(super) fn table(&self) -> &Table {
        self.before.as_ref().map_or_else(|| self.read_table(), |before| &before.table)
    }

    /// The rows read from the current file.
    fn read_table(&self) -> &Table {
        match &self.state {
            Loading::Reading(reader) => reader.table(),
            Loading::Read(read) => &read.table,
        }
    }

    /// Whether reading stopped early, or could not start.
    pub(super) fn is_part(&self) -> bool {
        matches!(&self.state, Loading::Read(read) if matches!(read.phase, Phase::Incomplete(_)))
    }

    /// Number of skips of something that may be a record, in the current rows.
    pub(super) fn unread(&self) -> u32 {
        self.notes().lost()
    }

    pub(super) fn notes(&self) -> &Notes {
        match &self.state {
            Loading::Reading(reader) => reader.notes(),
            Loading::Read(read) => &read.notes,
        }
    }

    /// The layer's state if the page needs it: now and then while it loads, and at its end.
    pub(super) fn news(&mut self) -> Option<LayerState> {
        let records = self.read_table().len() as u32;
        let is_end = !self.is_loading();
        if self.is_reported || (!is_end && records < self.reported.records + REPORT_EVERY) {
            return None;
        }
        let table = self.read_table();
        let placed = (self.placed_rows..table.len()).filter(|&row| table.position(row).is_some()).count() as u32;
        self.placed += placed;
        self.placed_rows = records as usize;
        let (bytes, phase) = match &self.state {
            Loading::Reading(reader) => (reader.bytes_read(), Phase::Loading),
            Loading::Read(read) => (read.bytes, read.phase.clone()),
        };
        let notes = self.notes().total().min(u64::from(u32::MAX)) as u32;
        let (bytes_total, placed, kept) = (self.bytes_total, self.placed, self.kept);
        self.reported = LayerState { bytes, bytes_total, records, placed, notes, kept, phase };
        self.is_reported = is_end;
        Some(self.reported.clone())
    }
}
