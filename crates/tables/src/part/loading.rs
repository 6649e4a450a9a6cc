//! Reads the list of a layer, in steps.

use super::source::Source;
use crate::columns::Columns;
use crate::part::history::History;
use crate::read::{ListReader, ReadFault, ReadList};
use diming_engine::delimited::names::datum_of;
use diming_engine::ingest::Headings;
use diming_engine::service::{PartContext, PartView};
use diming_protocol::catalog::Datum;
use diming_protocol::{Fetched, Problem};
use diming_tables_protocol::{MappingFrom, ReadChoices};

/// A list that was read.
pub struct Held {
    /// Lines and cells are those of a file; else of records of the layer, whose notes say how it was read.
    pub is_file: bool,
    /// Records are missing: the layer, or the file, was not read whole.
    pub is_part: bool,
    /// Its positions are of another datum than WGS 84.
    pub is_shifted: bool,
    /// The layer, by its index in the catalog.
    pub layer: usize,
    /// How it was read.
    pub choices: ReadChoices,
    /// The datum that it was opened with; counts where no heading says one.
    pub opened_as: Datum,
    /// The datum of its positions.
    pub datum: Datum,
    /// Its columns before any were added.
    pub own_width: usize,
    /// The list.
    pub read: ReadList,
    /// What its columns mean.
    pub columns: Columns,
    /// What a person, now or earlier, has said of columns: their indexes and keys.
    pub said: Vec<(usize, String)>,
    /// Where that comes from.
    pub mapping: MappingFrom,
    /// What was changed in it.
    pub history: History,
}

/// A list on its way.
pub struct Loading {
    layer: usize,
    /// The number under which its file is read.
    file: u8,
    choices: ReadChoices,
    stage: Stage,
}

enum Stage {
    /// Its bytes come together.
    Source(Source),
    /// They are read.
    Reading { bytes: Vec<u8>, is_file: bool, headings: Box<Headings>, reader: Box<ListReader> },
}

impl Loading {
    /// Begins with a layer; `None` where there is none of this id.
    pub fn begin(cx: &mut PartContext, id: &str, file: u8, choices: ReadChoices) -> Option<Loading> {
        let catalog = cx.view().catalog()?;
        let layer = catalog.layers.iter().position(|layer| layer.id == id && !layer.is_closed())?;
        let is_own_file = catalog.layers.get(layer)?.is_own_file();
        let source = match is_own_file && cx.read_file(file, layer) {
            true => Source::file(),
            false => Source::layer(),
        };
        Some(Loading { layer, file, choices, stage: Stage::Source(source) })
    }

    /// The layer, by its index in the catalog.
    pub fn layer(&self) -> usize {
        self.layer
    }

    /// Stops reading its file.
    pub fn abandon(&self, cx: &mut PartContext) {
        if matches!(self.stage, Stage::Source(_)) {
            cx.abandon(self.file);
        }
    }

    /// Takes bytes of its file.
    ///
    /// # Errors
    /// They are more than the catalog's limit.
    pub fn feed(&mut self, cx: &mut PartContext, bytes: &[u8]) -> Result<(), Problem> {
        let limit = cx.view().catalog().map_or(u64::MAX, |catalog| catalog.limit_bytes);
        match &mut self.stage {
            Stage::Source(source) => source.feed(bytes, limit).inspect_err(|_| cx.abandon(self.file)),
            Stage::Reading { .. } => Ok(()),
        }
    }

    /// Takes the size, end or failure of its file.
    ///
    /// # Errors
    /// It failed.
    pub fn fetched(&mut self, what: Fetched) -> Result<(), Problem> {
        let Stage::Source(source) = &mut self.stage else { return Ok(()) };
        match what {
            Fetched::Size(bytes) => source.expect(bytes),
            Fetched::End => source.end(),
            Fetched::Failed(problem) => return Err(problem),
            Fetched::MediaType(_) | Fetched::Kept(_) | Fetched::Print(_) | Fetched::Stamp(_) => {}
        }
        Ok(())
    }

    /// Whether a step has something to do.
    pub fn has_work(&self, view: PartView) -> bool {
        match &self.stage {
            Stage::Source(source) => source.has_work(view),
            Stage::Reading { .. } => true,
        }
    }

    /// How far it is, and of how much; 0 where that is not known.
    pub fn progress(&self) -> (u64, u64) {
        match &self.stage {
            Stage::Source(source) => source.progress(),
            Stage::Reading { bytes, reader, .. } => (reader.bytes_read() as u64, bytes.len() as u64),
        }
    }

    /// Does about so many units of work; the list where it is whole.
    ///
    /// # Errors
    /// It is no list.
    pub fn step(&mut self, view: PartView, units: usize) -> Result<Option<Held>, Problem> {
        let Some(catalog) = view.catalog() else { return Ok(None) };
        match &mut self.stage {
            Stage::Source(source) => {
                if let Some(bytes) = source.step(view, self.layer) {
                    let is_file = matches!(source, Source::File { .. });
                    let headings = Box::new(Headings::new(catalog, self.layer));
                    self.stage =
                        Stage::Reading { bytes, is_file, headings, reader: Box::new(ListReader::new(self.choices)) };
                }
                Ok(None)
            }
            Stage::Reading { bytes, is_file, headings, reader } => match reader.step(bytes, headings, units as u64) {
                Ok(false) => Ok(None),
                Ok(true) => {
                    let (is_file, mut read) = (*is_file, std::mem::take(&mut **reader).finish());
                    let columns = Columns::of_heading(catalog, self.layer, &read.heading);
                    let layer_read = view.layers_read().get(self.layer).copied().unwrap_or_default();
                    let is_layer_part = !is_file && (layer_read.is_part || layer_read.unread > 0);
                    if !is_file {
                        read.list.number_rows();
                    }
                    let datum = catalog.layers.get(self.layer).map_or(Datum::Wgs84, |layer| layer.datum);
                    let mut held = Held {
                        is_file,
                        is_part: is_layer_part || read.stopped_at().is_some(),
                        is_shifted: false,
                        layer: self.layer,
                        choices: self.choices,
                        opened_as: if is_file { datum } else { Datum::Wgs84 },
                        datum: Datum::Wgs84,
                        own_width: read.list.width(),
                        read,
                        columns,
                        said: Vec::new(),
                        mapping: MappingFrom::Headings,
                        history: History::default(),
                    };
                    held.read_datum();
                    Ok(Some(held))
                }
                Err(ReadFault::NoHeading(found)) => Err(Problem::NotTable { found }),
            },
        }
    }
}

impl Held {
    /// Reads anew which datum its positions are of: by their headings, else as it was opened. Columns that were added for
    /// places, and a list without positions, are of WGS 84.
    pub fn read_datum(&mut self) {
        let columns = self.columns.list.iter().take(self.own_width);
        let mut positions = columns.filter(|column| ["lon", "lat", "lonlat"].contains(&column.key.as_str())).peekable();
        let opened_as = if positions.peek().is_some() { self.opened_as } else { Datum::Wgs84 };
        self.datum = positions.find_map(|column| datum_of(&column.heading)).unwrap_or(opened_as);
        self.is_shifted = matches!(self.datum, Datum::Gcj02 | Datum::Bd09);
    }

    /// The columns that are saved: one that was added for places which were all taken back is none of the list.
    pub fn kept_columns(&self) -> Vec<usize> {
        let list = &self.read.list;
        let has_value = |column: usize| (0..list.len()).any(|row| !list.cell(row, column).is_empty());
        (0..list.width()).filter(|&column| column < self.own_width || has_value(column)).collect()
    }
}
