//! The reader of one layer: takes bytes, recognises their format, and runs its reader.

use super::Limits;
use super::format::{Chosen, FileHints, Format, Reading, Step, choose};
use super::keys::KeyTable;
use super::later::{FileReader, TABLES, TablesPart};
use super::notes::{Notes, Site};
use super::plan::Plan;
use super::recorder::Recorder;
use crate::dataset::Table;
use diming_protocol::catalog::{Catalog, Layer};
use diming_protocol::{FeatureId, Phase, Problem, Reason};

/// Reads one layer's file from chunks of UTF-8.
pub struct Reader {
    on: Reading,
    hints: FileHints,
    /// The format's reader, once recognised.
    format: Option<Box<dyn Format>>,
}

impl Reader {
    /// Creates a reader for a layer by its index in the catalog: a file of this machine is read in full, any other as
    /// the public may see it. The tables part is not loaded yet ([`FileReader::plug`]).
    pub fn light(catalog: &Catalog, layer_ix: usize, limits: Limits) -> Reader {
        let layer = catalog.layers.get(layer_ix);
        let is_own_file = layer.is_some_and(Layer::is_own_file);
        let name = layer.map_or("", |layer| if is_own_file { &layer.label.zh } else { &layer.source });
        let hints = FileHints { name: name.to_owned(), is_geojson: !is_own_file, ..FileHints::default() };
        Reader::with(Plan::new(catalog, layer_ix, is_own_file), hints, limits)
    }

    /// Creates a reader for a layer by its index in the catalog, as the public may see it.
    pub fn new(catalog: &Catalog, layer_ix: usize, limits: Limits) -> Reader {
        let name = catalog.layers.get(layer_ix).map_or_else(String::new, |layer| layer.source.clone());
        let hints = FileHints { name, is_geojson: true, ..FileHints::default() };
        Reader::whole(Plan::new(catalog, layer_ix, false), hints, limits)
    }

    /// Creates a reader for a file of this machine: secret records and officer-only fields are read, coordinates are
    /// not rounded.
    pub fn local(catalog: &Catalog, layer_ix: usize, limits: Limits) -> Reader {
        let name = catalog.layers.get(layer_ix).map_or_else(String::new, |layer| layer.label.zh.clone());
        let hints = FileHints { name, ..FileHints::default() };
        Reader::whole(Plan::new(catalog, layer_ix, true), hints, limits)
    }

    fn whole(plan: (Plan, KeyTable), hints: FileHints, limits: Limits) -> Reader {
        let mut reader = Reader::with(plan, hints, limits);
        reader.plug(&TABLES);
        reader
    }

    fn with((plan, keys): (Plan, KeyTable), hints: FileHints, limits: Limits) -> Reader {
        let limits = Limits { features: limits.features.min(FeatureId::ROWS_MAX as u32), ..limits };
        Reader { on: Reading::new(Recorder::new(plan, keys, limits), limits), hints, format: None }
    }
}

impl FileReader for Reader {
    fn plug(&mut self, part: &'static TablesPart) {
        self.on.part = Some(part);
    }

    fn set_media_type(&mut self, media_type: String) {
        self.hints.media_type = media_type;
    }

    fn note(&mut self, reason: Reason) {
        self.on.recorder.notes.add(Site::default(), "", "", reason);
    }

    fn feed(&mut self, mut chunk: Vec<u8>) {
        let Reading { input, limits, phase, is_over_bytes, .. } = &mut self.on;
        if *phase != Phase::Loading || input.has_ended() {
            return;
        }
        let room = limits.bytes - input.fed();
        if chunk.len() as u64 > room {
            chunk.truncate(room as usize);
            *is_over_bytes = true;
        }
        input.feed(chunk);
        if *is_over_bytes {
            input.end();
        }
    }

    fn foresee(&mut self, bytes_total: u64) {
        let read = self.bytes_read().max(1);
        let Reading { row, limits, recorder, .. } = &mut self.on;
        let rows = u64::from(*row) * bytes_total.min(limits.bytes) / read;
        let rows = (rows + rows / 100).min(u64::from(limits.features));
        recorder.builder.foresee(rows as usize);
    }

    fn end(&mut self) {
        self.on.input.end();
    }

    fn step(&mut self, features_max: usize) -> Step {
        if self.on.phase != Phase::Loading {
            return Step::Done;
        }
        let format = match &mut self.format {
            Some(format) => format,
            format => loop {
                match choose(&self.on, &self.hints) {
                    Ok(Chosen::Format(chosen)) => {
                        // Keys of a file of this machine are normalised like headings.
                        if self.on.recorder.is_own_file() {
                            match self.on.later() {
                                Ok(part) => (part.understand_headings)(&mut self.on.recorder),
                                Err(_) => return Step::NeedPart,
                            }
                        }
                        break format.insert(chosen);
                    }
                    Err(_) if self.on.needs_later() => return Step::NeedPart,
                    Ok(Chosen::Refused(problem)) => {
                        self.on.stop(problem);
                        return Step::Done;
                    }
                    Err(_) if self.on.input.grow() => {}
                    Err(_) => return Step::NeedBytes,
                }
            },
        };
        format.step(&mut self.on, features_max)
    }

    fn table(&self) -> &Table {
        self.on.table()
    }

    fn notes(&self) -> &Notes {
        &self.on.recorder.notes
    }

    fn bytes_read(&self) -> u64 {
        self.on.input.read()
    }

    fn finish(&mut self) -> (Table, Notes, Phase) {
        let (mut table, notes) = self.on.recorder.finish();
        if matches!(self.on.phase, Phase::Incomplete(Problem::Crs { .. })) {
            table.unplace();
        }
        (table, notes, std::mem::take(&mut self.on.phase))
    }
}
