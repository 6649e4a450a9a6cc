//! A layer that loads: reading, then a table. If it is read again, the old table stays until the new one is complete,
//! or for good if the new one is incomplete and smaller.

use super::age::{Age, AgeCheck};
use super::waiting::Waiting;
use crate::dataset::Table;
use crate::ingest::{FileReader, Limits, Notes, ReadingPart, Step, TablesPart};
use crate::prepared::{PreparedReader, PreparedStep, Unusable};
use diming_protocol::catalog::Catalog;
use diming_protocol::{Fetched, LayerState, Part, Phase, Problem, Reason};

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
    /// Whether the rows come from the prepared form, and how old it is.
    age: Option<AgeCheck>,
    /// The file is to be read instead of its prepared form, until it is asked for.
    wants_file: Option<Reason>,
    reported: LayerState,
    bytes_total: Option<u64>,
    kept: Option<u32>,
    has_foreseen: bool,
    failed: Option<Problem>,
    has_ended: bool,
    /// Reading waits for the tables part.
    needs_tables: bool,
    backlog_bytes: usize,
    placed: u32,
    placed_rows: usize,
    is_reported: bool,
}

enum Loading {
    Prepared(Box<PreparedReader>),
    /// The part that reads files is missing.
    Waiting(Waiting),
    Reading(Box<dyn FileReader>),
    Read(Box<Whole>),
}

/// The result of a file.
#[derive(Default)]
pub(super) struct Whole {
    pub(super) table: Table,
    pub(super) notes: Notes,
    phase: Phase,
    bytes: u64,
}

impl Whole {
    /// A table of a file of which nothing is read.
    pub(super) fn of(table: Table) -> Whole {
        Whole { table, ..Whole::default() }
    }
}

impl LayerSlot {
    /// A layer whose file is to be read ([`LayerSlot::begin`]).
    pub(super) fn new(catalog: &Catalog, layer: usize) -> LayerSlot {
        LayerSlot {
            limit_bytes: Limits::of(catalog).bytes,
            is_surplus: false,
            verdict: None,
            age: None,
            wants_file: None,
            state: Loading::Waiting(Waiting::new(catalog, layer)),
            reported: LayerState::default(),
            before: None,
            is_swapped: false,
            bytes_total: None,
            kept: None,
            has_foreseen: false,
            failed: None,
            has_ended: false,
            needs_tables: false,
            backlog_bytes: 0,
            placed: 0,
            placed_rows: 0,
            is_reported: false,
        }
    }

    /// A layer as it is read at first: from its prepared form, if the catalog says that it has one.
    pub(super) fn first(catalog: &Catalog, layer: usize) -> LayerSlot {
        if !catalog.layers.get(layer).is_some_and(|layer| layer.prepared && !layer.is_own_file()) {
            return LayerSlot::new(catalog, layer);
        }
        let reader = PreparedReader::new(catalog, layer, Limits::of(catalog));
        let (state, age) = (Loading::Prepared(Box::new(reader)), Some(AgeCheck::default()));
        LayerSlot { state, age, ..LayerSlot::new(catalog, layer) }
    }

    /// Whether the rows come from the prepared form.
    pub(super) fn is_prepared(&self) -> bool {
        self.age.is_some()
    }

    /// A closed layer: it is empty, and drops the bytes it is fed.
    pub(super) fn closed(catalog: &Catalog, layer: usize) -> LayerSlot {
        let state = Loading::Read(Box::default());
        LayerSlot { state, has_ended: true, is_reported: true, ..LayerSlot::new(catalog, layer) }
    }

    /// The same layer, to be read again by another slot.
    pub(super) fn again(self, mut with: LayerSlot) -> LayerSlot {
        // Rows of a prepared form that is not whole are not kept: they may have been shown.
        with.is_swapped = matches!(&self.state, Loading::Prepared(reader) if !reader.table().is_empty());
        with.before = match self.state {
            Loading::Waiting(_) | Loading::Reading(_) | Loading::Prepared(_) => self.before,
            Loading::Read(read) => Some(read).filter(|read| !read.table.is_empty()),
        };
        with
    }

    /// The same layer, to be read from its file instead of the prepared form; the notes say why.
    pub(super) fn with_file(self, catalog: &Catalog, layer: usize, why: Reason) -> LayerSlot {
        let mut slot = self.again(LayerSlot::new(catalog, layer));
        if let Loading::Waiting(waiting) = &mut slot.state {
            waiting.note(why);
        }
        slot
    }

    /// The part that reads files is there: a layer that waits for it continues.
    pub(super) fn begin(&mut self, part: &ReadingPart, catalog: &Catalog, layer: usize) {
        if let Loading::Waiting(waiting) = &mut self.state {
            self.state = Loading::Reading(waiting.begin(part, catalog, layer));
        }
    }

    /// The person has stopped it.
    pub(super) fn cancel(&mut self, catalog: &Catalog, layer: usize) {
        if let Loading::Prepared(reader) = &self.state {
            // Columns that have not come are no columns in which nothing is known: these rows are not kept.
            self.is_swapped = !reader.table().is_empty();
            self.state = Loading::Waiting(Waiting::new(catalog, layer));
            self.age = None;
        }
        self.fetched(Fetched::Failed(Problem::Cancelled));
    }

    /// Why the file is to be read instead of its prepared form, once.
    pub(super) fn take_wants_file(&mut self) -> Option<Reason> {
        self.wants_file.take()
    }

    /// What the server says of the file.
    pub(super) fn stamped(&mut self, what: Fetched) {
        let Some(age) = &mut self.age else { return };
        match what {
            Fetched::Stamp(stamp) => age.source(stamp),
            Fetched::Failed(problem) => age.source_failed(&problem),
            _ => return,
        }
        self.check_age();
    }

    /// Whether the prepared form may still be used, by all that is known now.
    fn check_age(&mut self) {
        let Some(age) = &self.age else { return };
        self.wants_file = match age.judge() {
            Age::Unknown | Age::Same => return,
            Age::Older => Some(Reason::PreparedOld),
            // Its rows stay until those of the file are there, should the file not come.
            Age::Unsure if self.is_loading() => return,
            Age::Unsure => Some(Reason::PreparedUnsure),
        };
    }

    pub(super) fn feed_prepared(&mut self, bytes: &[u8]) {
        if let Loading::Prepared(reader) = &mut self.state
            && !self.has_ended
        {
            self.backlog_bytes += bytes.len();
            reader.feed(bytes);
        }
    }

    /// What the host tells of the fetch of the prepared form.
    pub(super) fn fetched_prepared(&mut self, what: Fetched) {
        let (Loading::Prepared(reader), Some(age)) = (&mut self.state, &mut self.age) else { return };
        match what {
            Fetched::Stamp(stamp) => age.columns(stamp),
            Fetched::Kept(day) => self.kept = Some(day),
            Fetched::End => {
                self.has_ended = true;
                reader.end();
            }
            Fetched::Failed(_) => self.wants_file = Some(Reason::PreparedMissing),
            _ => {}
        }
        self.check_age();
    }

    pub(super) fn feed(&mut self, bytes: Vec<u8>) {
        if self.has_ended {
            return;
        }
        let size = bytes.len();
        match &mut self.state {
            Loading::Waiting(waiting) => waiting.feed(bytes),
            Loading::Reading(reader) => reader.feed(bytes),
            Loading::Prepared(_) | Loading::Read(_) => return,
        }
        self.backlog_bytes += size;
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
            Fetched::MediaType(media_type) => match &mut self.state {
                Loading::Waiting(waiting) => waiting.set_media_type(media_type),
                Loading::Reading(reader) => reader.set_media_type(media_type),
                Loading::Prepared(_) | Loading::Read(_) => {}
            },
            Fetched::Print(_) | Fetched::Stamp(_) => {}
            // A layer that waits for a part can fail although its bytes are complete.
            Fetched::Failed(problem) if self.waits_for().is_some() => self.end(Some(problem)),
            _ if self.has_ended => {}
            Fetched::End => self.end(None),
            Fetched::Failed(problem) => self.end(Some(problem)),
        }
    }

    fn end(&mut self, failed: Option<Problem>) {
        self.has_ended = true;
        self.failed = failed;
        match &mut self.state {
            Loading::Waiting(waiting) => waiting.end(),
            Loading::Reading(reader) => reader.end(),
            Loading::Prepared(_) | Loading::Read(_) => {}
        }
    }

    pub(super) fn backlog_bytes(&self) -> usize {
        self.backlog_bytes
    }

    pub(super) fn is_loading(&self) -> bool {
        !matches!(self.state, Loading::Read(_))
    }

    /// Whether the records that are seen stand where they stay. The end of a file may take the places of all away.
    pub(super) fn places_are_final(&self) -> bool {
        self.before.is_some() || !matches!(self.state, Loading::Reading(_))
    }

    /// Whether reading can continue now.
    pub(super) fn has_work(&self) -> bool {
        let has_bytes = self.backlog_bytes > 0 || self.has_ended;
        let can_read = self.is_loading() && has_bytes && (self.waits_for().is_none() || self.failed.is_some());
        can_read || self.wants_file.is_some()
    }

    /// The part of the engine for which reading waits; bytes stay in the buffer, so that the host pauses.
    pub(super) fn waits_for(&self) -> Option<Part> {
        match self.state {
            Loading::Waiting(_) => Some(Part::Reading),
            _ => self.needs_tables.then_some(Part::Tables),
        }
    }

    /// The tables part is loaded.
    pub(super) fn tables_came(&mut self) {
        self.needs_tables = false;
    }

    /// A part could not be loaded: a layer that waits for it ends.
    pub(super) fn part_failed(&mut self, part: Part) {
        if self.waits_for() == Some(part) && self.failed.is_none() {
            self.needs_tables = false;
            self.is_surplus |= !self.has_ended;
            self.end(Some(Problem::Part));
        }
    }

    /// Reads about this many records.
    pub(super) fn read(&mut self, records: usize, part: Option<&'static TablesPart>) {
        let reader = match &mut self.state {
            Loading::Reading(reader) => reader,
            Loading::Prepared(_) => return self.read_prepared(),
            // It has failed.
            Loading::Waiting(_) => return self.finish(),
            Loading::Read(_) => return,
        };
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
            Step::NeedPart if self.failed.is_none() => self.needs_tables = true,
            Step::NeedPart | Step::Done => self.finish(),
        }
    }

    /// Reads a section: a column of tens of thousands of records takes about as long as reading a thousand.
    fn read_prepared(&mut self) {
        let Loading::Prepared(reader) = &mut self.state else { return };
        match reader.step() {
            PreparedStep::More => {
                if let (Some(head), Some(age)) = (reader.head(), &mut self.age) {
                    self.bytes_total = Some(head.file_bytes());
                    age.made_from(head.source.bytes);
                }
                self.check_age();
            }
            PreparedStep::NeedBytes => self.backlog_bytes = 0,
            PreparedStep::Done => self.finish(),
            PreparedStep::Unusable(Unusable::Other) => self.wants_file = Some(Reason::PreparedOther),
            PreparedStep::Unusable(Unusable::Broken) => self.wants_file = Some(Reason::PreparedBroken),
        }
    }

    fn finish(&mut self) {
        self.backlog_bytes = 0;
        self.needs_tables = false;
        self.is_surplus |= !self.has_ended;
        let empty = Loading::Read(Box::default());
        let (bytes, (table, notes, phase)) = match std::mem::replace(&mut self.state, empty) {
            Loading::Waiting(Waiting { unread, .. }) => (0, (unread.table, unread.notes, unread.phase)),
            Loading::Reading(mut reader) => (reader.bytes_read(), reader.finish()),
            Loading::Prepared(reader) => {
                let (bytes, (table, notes)) = (reader.bytes_read(), reader.finish());
                (bytes, (table, notes, Phase::Whole))
            }
            Loading::Read(_) => return,
        };
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
        self.check_age();
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
            Loading::Prepared(reader) => reader.table(),
            Loading::Waiting(waiting) => &waiting.unread.table,
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
            Loading::Prepared(reader) => reader.notes(),
            Loading::Waiting(waiting) => &waiting.unread.notes,
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
            Loading::Prepared(reader) => (reader.bytes_read(), Phase::Loading),
            Loading::Waiting(_) => (0, Phase::Loading),
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
