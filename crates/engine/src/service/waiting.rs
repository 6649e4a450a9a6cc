//! What has come of a layer's file while the part of the engine that reads it is still missing.

use super::layer::Whole;
use crate::dataset::Table;
use crate::dataset::table::column_kinds;
use crate::ingest::{FileReader, Limits, ReadingPart, Site};
use diming_protocol::Reason;
use diming_protocol::catalog::Catalog;

/// The bytes of a file that no reader has taken. The host holds back while they are many.
pub(super) struct Waiting {
    chunks: Vec<Vec<u8>>,
    media_type: Option<String>,
    why: Option<Reason>,
    has_ended: bool,
    /// The result if nothing is read.
    pub(super) unread: Box<Whole>,
}

impl Waiting {
    /// Waits for the file of a layer by its index in the catalog.
    pub(super) fn new(catalog: &Catalog, layer: usize) -> Waiting {
        let table = Table::new(&column_kinds(catalog, layer));
        let unread = Box::new(Whole::of(table));
        Waiting { chunks: Vec::new(), media_type: None, why: None, has_ended: false, unread }
    }

    /// Notes why the file is read instead of its prepared form.
    pub(super) fn note(&mut self, why: Reason) {
        self.why = Some(why);
        self.unread.notes.add(Site::default(), "", "", why);
    }

    pub(super) fn set_media_type(&mut self, media_type: String) {
        self.media_type = Some(media_type);
    }

    pub(super) fn feed(&mut self, chunk: Vec<u8>) {
        self.chunks.push(chunk);
    }

    /// No more bytes will come.
    pub(super) fn end(&mut self) {
        self.has_ended = true;
    }

    /// Hands everything to a reader of the part that was missing.
    pub(super) fn begin(&mut self, part: &ReadingPart, catalog: &Catalog, layer: usize) -> Box<dyn FileReader> {
        let mut reader = (part.open)(catalog, layer, Limits::of(catalog));
        self.why.into_iter().for_each(|why| reader.note(why));
        self.media_type.take().into_iter().for_each(|media_type| reader.set_media_type(media_type));
        std::mem::take(&mut self.chunks).into_iter().for_each(|chunk| reader.feed(chunk));
        if self.has_ended {
            reader.end();
        }
        reader
    }
}
