//! The part of ingestion that loads later: most layers are GeoJSON, which does not need it.
//!
//! It is called through [`TablesPart`] only, so that a build can split it off. Reading waits until it is loaded
//! ([`super::Step::NeedPart`]).

use super::format::Format;
use super::recorder::Recorder;
use super::table::RowTable;
use super::{Limits, foreign, geojson};
use crate::json::scan::Token;
use diming_protocol::Problem;

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
