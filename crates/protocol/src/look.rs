//! A view as the page asks for it: what passes, in which order, and what of it is to be seen.

use super::FeatureId;
use crate::catalog::Lang;
use crate::geo::{LonLat, WorldBounds};
use litemap::LiteMap;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What a person filters by, on one field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Constraint {
    /// One of these values: choices as stored, an empty text for unknown; yes/no as `yes`, `no`,
    /// `unknown`; marks as `3` (yes), `3-` (no), `3?` (unknown), where one of each named mark's
    /// values must hold (or within a mark, and between marks).
    Any(Vec<String>),
    /// Between two numbers, either end open; for dates, years.
    Between(Option<f64>, Option<f64>),
}

/// Order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sort {
    /// Best match first; without a query, layers in the catalog's order, then by name.
    #[default]
    Relevance,
    /// Nearest first.
    Distance,
    /// By pinyin, then digits by value.
    Name,
}

/// Which layers, fields, words: what passes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Filter {
    /// What was typed.
    pub query: String,
    /// Layers that are on, by their place in the catalog.
    pub layers: Vec<u32>,
    /// Field key → constraint.
    pub fields: LiteMap<String, Constraint>,
    /// Only what stands near a place.
    pub within: Option<Within>,
}

/// All that stands around a place, in a straight line.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Within {
    /// The place, WGS 84.
    pub from: LonLat,
    /// How far, metres.
    pub radius_m: f64,
}

/// One view.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Look {
    /// What passes.
    pub filter: Filter,
    /// Order of the list.
    pub sort: Sort,
    /// Where distances are measured from: a chosen point, else the centre of the map.
    pub from: LonLat,
    /// The list holds only what the map shows.
    pub in_view: bool,
    /// What the map shows.
    pub bounds: WorldBounds,
    /// Zoom, 256-pixel tile convention, fractions allowed.
    pub zoom: f64,
    /// Language of labels.
    pub lang: Lang,
    /// Rows of the list that are wanted.
    pub rows: Range<u32>,
    /// The selected record: always drawn as a symbol of its own.
    pub selected: Option<FeatureId>,
}

impl Look {
    /// Whether every number is one: what is not equals nothing, itself included.
    pub fn is_finite(&self) -> bool {
        let WorldBounds { min_x, min_y, max_x, max_y } = self.bounds;
        let view = [self.from.lon, self.from.lat, min_x, min_y, max_x, max_y, self.zoom];
        let ends = self.filter.fields.values().flat_map(|constraint| match constraint {
            Constraint::Between(min, max) => [*min, *max],
            Constraint::Any(_) => [None, None],
        });
        let within = self.filter.within.iter().flat_map(|w| [w.from.lon, w.from.lat, w.radius_m]);
        view.into_iter().chain(ends.flatten()).chain(within).all(f64::is_finite)
    }
}
