//! Filter, facets, list, distances and clusters: bit sets and ids over a dense numbering.
//!
//! Every record of a listed layer has a *dense* number: the layer's base plus its row. A [`Numbering`] defines them;
//! when more data arrive, a new one is made.

pub mod areas;
pub mod clusters;
pub mod extent;
pub mod facets;
pub mod filter;
pub mod ground;
pub mod list;
pub mod meanings;
pub mod place_names;
pub mod rows;
pub mod state;
pub mod towns;

use crate::dataset::{Column, Table};
use diming_protocol::FeatureId;
use diming_protocol::catalog::Catalog;
use diming_protocol::geo::LonLat;

/// Dense numbers over all listed layers: the number of rows of each layer, and its base.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbering {
    starts: Vec<u32>,
}

impl Numbering {
    /// From the number of rows of each layer, in the catalog's order (0 for a layer not listed).
    pub fn new(rows: impl IntoIterator<Item = usize>) -> Numbering {
        let mut starts = vec![0];
        for n in rows {
            starts.push(starts[starts.len() - 1] + n as u32);
        }
        Numbering { starts }
    }

    /// Number of records.
    pub fn len(&self) -> usize {
        self.starts.last().map_or(0, |&n| n as usize)
    }

    /// Whether there is no record.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The dense numbers of a layer.
    pub fn range(&self, layer: usize) -> std::ops::Range<usize> {
        match (self.starts.get(layer), self.starts.get(layer + 1)) {
            (Some(&start), Some(&end)) => start as usize..end as usize,
            _ => 0..0,
        }
    }

    /// The record of a valid dense number.
    pub fn id(&self, dense: usize) -> FeatureId {
        let layer = self.starts.partition_point(|&start| start as usize <= dense).max(1) - 1;
        FeatureId::new(layer, dense - self.starts[layer] as usize)
    }

    /// The dense number of a record; `None` if it has none.
    pub fn dense(&self, id: FeatureId) -> Option<usize> {
        let range = self.range(id.layer());
        (id.row() < range.len()).then(|| range.start + id.row())
    }
}

/// The data under one numbering: what every query reads.
#[derive(Clone, Copy)]
pub struct Data<'a> {
    /// The deployment.
    pub catalog: &'a Catalog,
    /// One table per layer, in the catalog's order. Tables may have grown beyond the numbering.
    pub tables: &'a [&'a Table],
    /// The numbering.
    pub numbering: &'a Numbering,
    /// Today, `yyyymmdd`.
    pub today: u32,
}

impl<'a> Data<'a> {
    /// The column of a field in a layer.
    pub fn column(&self, layer: usize, field: &str) -> Option<&'a Column> {
        let at = self.column_ix(layer, field)?;
        self.tables.get(layer)?.columns.get(at)
    }

    /// Position of a record; `None` without a place.
    pub fn position(&self, dense: usize) -> Option<LonLat> {
        let id = self.numbering.id(dense);
        self.tables.get(id.layer())?.position(id.row())
    }

    /// Index of a field among a layer's columns.
    pub fn column_ix(&self, layer: usize, field: &str) -> Option<usize> {
        self.catalog.layers.get(layer)?.fields.iter().position(|f| f == field)
    }

    /// The text of a text or choice field in a row; empty for unknown.
    pub fn text(&self, layer: usize, field: &str, row: usize) -> &'a str {
        self.column(layer, field).map_or("", |column| column.text(row))
    }
}

#[cfg(test)]
mod tests;
