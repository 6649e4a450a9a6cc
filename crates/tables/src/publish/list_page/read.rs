//! Reads the data of a site for the plain list, with the engine's reader, as the public may see it.
//!
//! A layer is listed if its records can be called or visited: its card has telephone numbers or opening hours. What
//! the reader rejects (a 密级 other than 公开) or hides (officer-only fields) is omitted.

use crate::publish::refuse::is_elsewhere;
use diming_engine::dataset::{Table, Value};
use diming_engine::ingest::{FileReader, Limits, Reader, Step};
use diming_engine::query::rows::query_card;
use diming_engine::query::{Data, Numbering};
use diming_protocol::catalog::{Catalog, FieldKind, Label, Layer, keys};
use diming_protocol::{Card, FactValue, FeatureId, Phase};
use diming_text::{Han, NameKey};
use std::collections::BTreeMap;
use std::fmt;

/// Records read per step.
const RUN: usize = 10_000;

/// The content of the list.
pub struct Content {
    /// The deployment.
    pub catalog: Catalog,
    /// Its layers, in the catalog's order.
    pub sections: Vec<Section>,
    /// Labels of facilities with files on other servers: only the map shows them.
    pub elsewhere: Vec<Label>,
    /// Labels of listed layers that are no facilities: only the map shows them.
    pub map_only: Vec<Label>,
}

/// One layer.
pub struct Section {
    /// Its index in the catalog.
    pub layer: usize,
    /// Latest update of a record, `yyyymmdd` with 00 for unknown parts; 0 if none has one.
    pub updated_on: u32,
    /// By town as stored, in the catalog's order; an empty town comes last.
    pub towns: Vec<(String, Vec<Card>)>,
}

impl Section {
    /// Number of its places.
    pub fn count(&self) -> usize {
        self.towns.iter().map(|(_, cards)| cards.len()).sum()
    }
}

/// Why there is no list: half a list would be taken for the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListFault {
    /// The file of the layer, as the catalog names it.
    pub source: String,
    /// Why it cannot be read, or is not whole.
    pub why: String,
}

impl fmt::Display for ListFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.source, self.why)
    }
}

impl std::error::Error for ListFault {}

/// Reads the layers of a catalog as of a date, `yyyymmdd`; `read` gives the file of a layer by its source.
///
/// # Errors
/// A file is missing or incomplete.
pub fn content(
    catalog: Catalog,
    han: &Han,
    mut read: impl FnMut(&str) -> Result<Vec<u8>, String>,
    today: u32,
) -> Result<Content, ListFault> {
    let mut tables: Vec<Table> = catalog.layers.iter().map(|_| Table::default()).collect();
    let (mut kept, mut elsewhere, mut map_only) = (Vec::new(), Vec::new(), Vec::new());
    for (at, layer) in catalog.layers.iter().enumerate().filter(|(_, layer)| layer.role.is_listed()) {
        if !is_facility(&catalog, layer) {
            map_only.push(layer.label.clone());
        } else if is_elsewhere(&layer.source) {
            elsewhere.push(layer.label.clone());
        } else {
            let fault = |why| ListFault { source: layer.source.clone(), why };
            tables[at] = read(&layer.source).and_then(|bytes| table(&catalog, at, bytes)).map_err(fault)?;
            kept.push(at);
        }
    }
    let tables: Vec<&Table> = tables.iter().collect();
    let numbering = Numbering::new(tables.iter().map(|table| table.len()));
    let data = Data { catalog: &catalog, tables: &tables, numbering: &numbering, today };
    let sections = kept.into_iter().map(|layer| section(data, layer, han)).filter(|s| s.count() > 0).collect();
    Ok(Content { sections, elsewhere, map_only, catalog })
}

/// Whether records of a layer can be called or visited.
fn is_facility(catalog: &Catalog, layer: &Layer) -> bool {
    layer.card.iter().any(|key| {
        let field = catalog.fields.get(key).filter(|field| !field.officer_only);
        field.is_some_and(|field| field.kind == FieldKind::Phones || key == keys::HOURS)
    })
}

/// A whole file as a table.
///
/// # Errors
/// It is not read whole: why.
pub fn table(catalog: &Catalog, layer: usize, bytes: Vec<u8>) -> Result<Table, String> {
    let mut reader = Reader::new(catalog, layer, Limits::of(catalog));
    reader.feed(bytes);
    reader.end();
    while reader.step(RUN) == Step::More {}
    match reader.finish() {
        (table, _, Phase::Whole) => Ok(table),
        (_, _, phase) => Err(format!("{phase:?}")),
    }
}

fn section(data: Data<'_>, layer: usize, han: &Han) -> Section {
    let mut towns: BTreeMap<(bool, usize, String), Vec<Card>> = BTreeMap::new();
    for row in 0..data.tables[layer].len() {
        let Some(card) = query_card(data, FeatureId::new(layer, row)) else { continue };
        let town = data.text(layer, keys::TOWN, row);
        let rank = (town.is_empty(), place_of(data.catalog, keys::TOWN, town), town.to_owned());
        towns.entry(rank).or_default().push(card);
    }
    let mut towns: Vec<(String, Vec<Card>)> = towns.into_iter().map(|((.., town), cards)| (town, cards)).collect();
    for (_, cards) in &mut towns {
        cards.sort_by_cached_key(|card| {
            let kind = text(card, keys::KIND);
            (place_of(data.catalog, keys::KIND, kind), kind.to_owned(), NameKey::new(&card.name, han), card.id)
        });
    }
    Section { layer, updated_on: updated_on(data, layer), towns }
}

/// Index of a value of a field in the catalog; after all others if it is not listed.
fn place_of(catalog: &Catalog, field: &str, value: &str) -> usize {
    let listed = catalog.fields.get(field).map_or(&[][..], |field| &field.values);
    listed.iter().position(|listed| listed.value == value).unwrap_or(listed.len())
}

/// A text of a card; empty if unknown.
pub fn text<'c>(card: &'c Card, field: &str) -> &'c str {
    let fact = card.facts.iter().find(|fact| fact.field == field);
    match fact.map(|fact| &fact.value) {
        Some(FactValue::Text(text)) => text,
        _ => "",
    }
}

/// The latest date of a layer's records; a future one is an error and is ignored.
fn updated_on(data: Data<'_>, layer: usize) -> u32 {
    let Some(column) = data.column_ix(layer, keys::UPDATED_ON) else { return 0 };
    let day = |row| match data.tables[layer].value(column, row) {
        Value::Date(date) => date.number(),
        _ => 0,
    };
    (0..data.tables[layer].len()).map(day).filter(|&day| day <= data.today).max().unwrap_or(0)
}
