//! What of reading may come later than the rest: most layers are GeoJSON, which needs none of it.
//!
//! It is reached through [`TablesPart`] only, so that a build can split it off. Where it is needed and not there yet, reading
//! waits ([`super::Step::NeedPart`]).

use super::format::Format;
use super::recorder::Recorder;
use super::table::RowTable;
use super::{Limits, foreign, geojson};
use crate::json::scan::Token;
use diming_protocol::Problem;

/// The functions of tables, Esri JSON and foreign formats.
#[derive(Debug)]
pub struct TablesPart {
    /// A table of which nothing is read.
    pub(super) table: fn(Limits) -> Box<dyn Format>,
    /// Lets keys be understood as headings of tables are, which they are in an officer's own file.
    pub(super) understand_headings: fn(&mut Recorder),
    /// A feature of Esri JSON as GeoJSON.
    pub(super) esri: fn(&str, Token) -> Option<String>,
    /// What an object is that is no GeoJSON, given its `type`.
    pub(super) of_object: fn(&[u8], Token, Option<&str>) -> Problem,
    /// What an array is whose members are no Features.
    pub(super) of_array: fn(&[u8], Token) -> Problem,
    /// What begins with `<` and is no web page.
    pub(super) of_markup: fn(&[u8]) -> Problem,
}

/// Tables, Esri JSON, and what is said of foreign formats.
pub static TABLES: TablesPart = TablesPart {
    table: |limits| Box::new(RowTable::new(limits)),
    understand_headings: Recorder::understand_headings,
    esri: geojson::esri::as_geojson,
    of_object: foreign::of_object,
    of_array: foreign::of_array,
    of_markup: foreign::of_markup,
};
