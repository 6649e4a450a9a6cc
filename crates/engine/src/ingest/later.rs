//! The parts of ingestion that load later: layers with prepared columns need neither, most others only the first.
//!
//! They are called through [`ReadingPart`] and [`TablesPart`] only, so that a build can split them off. A layer waits
//! for the first one with its bytes; reading waits for the second one ([`super::Step::NeedPart`]).

use super::format::{Format, Step};
use super::notes::Notes;
use super::reader::Reader;
use super::recorder::Recorder;
use super::table::RowTable;
use super::{Limits, foreign, geojson};
use crate::dataset::Table;
use crate::json::scan::Token;
use diming_protocol::catalog::Catalog;
use diming_protocol::{Phase, Problem, Reason};

/// Reads one layer's file from chunks of UTF-8. The only implementation is [`Reader`].
pub trait FileReader {
    /// The tables part is loaded.
    fn plug(&mut self, part: &'static TablesPart);

    /// Sets the media type that the server declares.
    fn set_media_type(&mut self, media_type: String);

    /// Notes something about the whole file.
    fn note(&mut self, reason: Reason);

    /// Takes the next bytes of the file; drops them after the end or an early stop.
    fn feed(&mut self, chunk: Vec<u8>);

    /// Sets the size of the file: reserves room for its features, estimated from those so far.
    fn foresee(&mut self, bytes_total: u64);

    /// No more bytes will come.
    fn end(&mut self);

    /// Reads at most this many features.
    fn step(&mut self, features_max: usize) -> Step;

    /// The table so far; existing rows never change.
    fn table(&self) -> &Table;

    /// The notes so far.
    fn notes(&self) -> &Notes;

    /// Bytes read so far.
    fn bytes_read(&self) -> u64;

    /// Takes the table, the notes, and the result. If an unsupported `crs` follows the features, their places are
    /// removed. Called once, at the end.
    fn finish(&mut self) -> (Table, Notes, Phase);
}

/// The function of reading files that are not prepared.
#[derive(Debug)]
pub struct ReadingPart {
    /// Creates a reader for a layer by its index in the catalog, without the tables part.
    pub(crate) open: fn(&Catalog, usize, Limits) -> Box<dyn FileReader>,
}

/// GeoJSON, and the recognition of formats.
pub static READING: ReadingPart =
    ReadingPart { open: |catalog, layer_ix, limits| Box::new(Reader::light(catalog, layer_ix, limits)) };

/// The functions of tables, Esri JSON and foreign formats.
#[derive(Debug)]
pub struct TablesPart {
    /// Creates a reader of a table.
    pub(super) table: fn(Limits) -> Box<dyn Format>,
    /// Normalises keys like headings of tables, for a file of this machine.
    pub(super) understand_headings: fn(&mut Recorder),
    /// Converts a feature of Esri JSON to GeoJSON.
    pub(super) esri: fn(&str, Token) -> Option<String>,
    /// The kind of an object that is no GeoJSON, given its `type`.
    pub(super) of_object: fn(&[u8], Token, Option<&str>) -> Problem,
    /// The kind of an array whose members are no Features.
    pub(super) of_array: fn(&[u8], Token) -> Problem,
    /// The kind of markup that is no web page.
    pub(super) of_markup: fn(&[u8]) -> Problem,
}

/// Tables, Esri JSON, and the recognition of foreign formats.
pub static TABLES: TablesPart = TablesPart {
    table: |limits| Box::new(RowTable::new(limits)),
    understand_headings: Recorder::understand_headings,
    esri: geojson::esri::as_geojson,
    of_object: foreign::of_object,
    of_array: foreign::of_array,
    of_markup: foreign::of_markup,
};
