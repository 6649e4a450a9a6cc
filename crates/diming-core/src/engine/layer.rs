//! One layer on its way in: reading, then a table.

use crate::catalog::Catalog;
use crate::dataset::Table;
use crate::door::{Fetched, LayerState, Phase, Problem};
use crate::ingest::{Limits, Notes, Reader, Step};

/// Records between two reports of progress.
const REPORT_EVERY: u32 = 5_000;
/// Records after which what a file of known size will need is foreseen.
const TYPICAL: usize = 4_000;

/// A layer: while it loads, its reader; then its table and notes.
pub(super) struct LayerSlot {
    state: Loading,
    reported: LayerState,
    bytes_total: Option<u64>,
    has_foreseen: bool,
    failed: Option<Problem>,
    has_ended: bool,
    backlog_bytes: usize,
    placed: u32,
    placed_rows: usize,
    is_reported: bool,
}

enum Loading {
    Reading(Box<Reader>),
    Read(Box<(Table, Notes, Phase, u64)>),
}

impl LayerSlot {
    pub(super) fn new(catalog: &Catalog, layer: usize) -> LayerSlot {
        LayerSlot {
            state: Loading::Reading(Box::new(Reader::new(catalog, layer, Limits::default()))),
            reported: LayerState::default(),
            bytes_total: None,
            has_foreseen: false,
            failed: None,
            has_ended: false,
            backlog_bytes: 0,
            placed: 0,
            placed_rows: 0,
            is_reported: false,
        }
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
            Fetched::Size(size) => self.bytes_total = Some(size),
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

    /// Whether reading could go on now.
    pub(super) fn has_work(&self) -> bool {
        self.is_loading() && (self.backlog_bytes > 0 || self.has_ended)
    }

    /// Reads about so many records.
    pub(super) fn read(&mut self, records: usize) {
        let Loading::Reading(reader) = &mut self.state else { return };
        let step = reader.step(records);
        if let Some(total) = self.bytes_total.filter(|_| !self.has_foreseen && reader.table().len() >= TYPICAL) {
            self.has_foreseen = true;
            reader.foresee(total);
        }
        match step {
            Step::More => {}
            Step::NeedBytes => self.backlog_bytes = 0,
            Step::Done => self.finish(),
        }
    }

    fn finish(&mut self) {
        self.backlog_bytes = 0;
        let empty = Loading::Read(Box::default());
        let Loading::Reading(reader) = std::mem::replace(&mut self.state, empty) else { return };
        let bytes = reader.bytes_read();
        let (table, notes, phase) = reader.finish();
        // A fetch that failed says why better than the text that stops.
        let phase = self.failed.take().map_or(phase, Phase::Incomplete);
        self.state = Loading::Read(Box::new((table, notes, phase, bytes)));
    }

    pub(super) fn table(&self) -> &Table {
        match &self.state {
            Loading::Reading(reader) => reader.table(),
            Loading::Read(read) => &read.0,
        }
    }

    pub(super) fn notes(&self) -> &Notes {
        match &self.state {
            Loading::Reading(reader) => reader.notes(),
            Loading::Read(read) => &read.1,
        }
    }

    /// The layer's state where the page should hear of it: now and then while it loads, and at its end.
    pub(super) fn news(&mut self) -> Option<LayerState> {
        let records = self.table().len() as u32;
        let is_end = !self.is_loading();
        if self.is_reported || (!is_end && records < self.reported.records + REPORT_EVERY) {
            return None;
        }
        let table = self.table();
        self.placed += (self.placed_rows..table.len()).filter(|&row| table.position(row).is_some()).count() as u32;
        self.placed_rows = records as usize;
        let (bytes, phase) = match &self.state {
            Loading::Reading(reader) => (reader.bytes_read(), Phase::Loading),
            Loading::Read(read) => (read.3, read.2.clone()),
        };
        let notes = self.notes().total().min(u64::from(u32::MAX)) as u32;
        self.reported = LayerState { bytes, bytes_total: self.bytes_total, records, placed: self.placed, notes, phase };
        self.is_reported = is_end;
        Some(self.reported.clone())
    }
}
