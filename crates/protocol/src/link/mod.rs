//! The view as a link, and back: the part of the address after `#`.
//!
//! `#map=zoom/lat/lon&q=…&layers=a,b&f.grade=三级,四级&f.beds=50..&id=care-homes:17&sort=distance&lang=en`,
//! `from=lat/lon&radius=1000`, `compare=care-homes:17,care-homes:18`, `mode=elder`; a workspace has its word, `ws=word`, and
//! fields with a prefix of its own ([`WorkspaceLink`]).
//! Values are percent-encoded; a comma, backslash or `..` inside a value is escaped with a
//! backslash. `layers=` means none, an absent one the catalog's default. [`read`] reads a link back, also one
//! that other programs have changed on its way.

pub mod deployment;
pub mod message;
mod percent;
pub mod read;
pub mod snippet;
pub mod url;

pub use percent::{decode, encode};
pub use read::{Link, read_link};

use crate::catalog::Lang;
use crate::geo::LonLat;
use crate::{Constraint, Sort};
use litemap::LiteMap;
use std::collections::BTreeSet;

/// Longest link read, bytes.
pub const LENGTH_MAX: usize = 16_384;
/// Most parts (and most values in a part) read.
pub const PARTS_MAX: usize = 256;

/// Radii that a link may say, metres.
const RADIUS_M: std::ops::RangeInclusive<f64> = 50.0..=100_000.0;
/// Most records that are compared.
pub const COMPARED_MAX: usize = 3;
/// Longest name of the place that distances are measured from, characters.
const FROM_NAME_CHARS_MAX: usize = 80;

/// A resting camera in a link.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LinkCamera {
    /// Zoom, 256-pixel tile convention.
    pub zoom: f64,
    /// Centre.
    pub center_lonlat: LonLat,
}

/// What a link says. Everything may be absent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// Where the map rests.
    pub camera: Option<LinkCamera>,
    /// Words.
    pub query: String,
    /// Layers that are on; `None`: the catalog's default.
    pub layers: Option<BTreeSet<String>>,
    /// Field key → constraint.
    pub fields: LiteMap<String, Constraint>,
    /// The selected record: layer id and key.
    pub selected: Option<(String, String)>,
    /// Order of the list.
    pub sort: Sort,
    /// Only what the map shows.
    pub in_view: bool,
    /// Where distances are measured from.
    pub from: Option<LonLat>,
    /// What is there; empty where it has no name.
    pub from_name: String,
    /// Only what stands within so many metres of there.
    pub radius_m: Option<f64>,
    /// Records that are compared: layer id and key.
    pub compared: Vec<(String, String)>,
    /// Who the page is arranged for; `None`: not said.
    pub mode: Option<Mode>,
    /// Language; `None`: not said.
    pub lang: Option<Lang>,
    /// Basemap; `None`: the plain background.
    pub basemap: Option<String>,
    /// The word of the workspace; empty: finding.
    pub workspace: String,
    /// The fields of workspaces, by their names in the link ([`WorkspaceLink::named`]).
    pub workspace_fields: LinkFields,
}

/// Who the page is arranged for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Everybody.
    Standard,
    /// The elder view (长辈版).
    Elder,
    /// Officers: with their workspaces.
    Officer,
}

impl Mode {
    /// All of them.
    pub const ALL: [Mode; 3] = [Mode::Standard, Mode::Elder, Mode::Officer];

    /// Its word in links.
    pub fn word(self) -> &'static str {
        match self {
            Mode::Standard => "standard",
            Mode::Elder => "elder",
            Mode::Officer => "officer",
        }
    }
}

/// Name → text.
pub type LinkFields = LiteMap<String, String>;

/// How a workspace stands in a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkspaceLink {
    /// Its word: `ws=word`.
    pub word: &'static str,
    /// What the names of its fields begin with: a letter and a full stop, `f.` excepted. Empty: it has none.
    pub prefix: &'static str,
    /// Its fields that stand in no link.
    pub left_out: &'static [&'static str],
}

impl WorkspaceLink {
    /// Its fields as a view holds them: by their names in the link, without those that stand in none.
    pub fn named(&self, fields: &LinkFields) -> LinkFields {
        let mut named = LinkFields::new();
        for (field, text) in fields.iter().filter(|(field, _)| !self.left_out.contains(&field.as_str())) {
            named.insert(format!("{}{field}", self.prefix), text.clone());
        }
        named
    }

    /// Its own of a view's fields.
    pub fn own(&self, named: &LinkFields) -> LinkFields {
        let mut fields = LinkFields::new();
        for (name, text) in named {
            if let Some(field) = self.field_of(name) {
                fields.insert(field.to_owned(), text.clone());
            }
        }
        fields
    }

    /// The field of a name in the link, where it is one of its own.
    fn field_of<'a>(&self, name: &'a str) -> Option<&'a str> {
        name.strip_prefix(self.prefix).filter(|_| !self.prefix.is_empty())
    }
}

/// Longest text of a workspace's field, characters.
const WORKSPACE_CHARS_MAX: usize = 200;

/// Writes the part after `#`. The same view always gives the same text.
pub fn build_hash(view: &View) -> String {
    let mut parts = Vec::new();
    if let Some(camera) = view.camera {
        parts.push(format!("map={}/{}", trimmed(camera.zoom, 2), lat_lon(camera.center_lonlat, '/')));
    }
    if !view.query.is_empty() {
        parts.push(format!("q={}", encode(&view.query)));
    }
    if let Some(layers) = &view.layers {
        parts.push(format!("layers={}", list(layers.iter())));
    }
    for (field, constraint) in &view.fields {
        let value = match constraint {
            Constraint::Any(values) => list(values.iter()),
            Constraint::Between(min, max) => {
                let end = |n: &Option<f64>| n.map_or(String::new(), |n| trimmed(n, 6));
                format!("{}..{}", end(min), end(max))
            }
        };
        parts.push(format!("f.{}={value}", encode(field)));
    }
    if let Some((layer, key)) = &view.selected {
        parts.push(format!("id={}:{}", encode(layer), encode(key)));
    }
    match view.sort {
        Sort::Relevance => {}
        Sort::Distance => parts.push("sort=distance".to_owned()),
        Sort::Name => parts.push("sort=name".to_owned()),
    }
    if let Some(from) = view.from {
        let name = if view.from_name.is_empty() { String::new() } else { format!("/{}", encode(&view.from_name)) };
        parts.push(format!("from={}{name}", lat_lon(from, '/')));
    }
    if let Some(radius_m) = view.radius_m {
        parts.push(format!("radius={}", trimmed(radius_m, 0)));
    }
    if view.in_view {
        parts.push("inview=1".to_owned());
    }
    if let Some(basemap) = &view.basemap {
        parts.push(format!("base={}", encode(basemap)));
    }
    if !view.compared.is_empty() {
        let mut records = Vec::new();
        for (layer, key) in &view.compared {
            records.push(format!("{}:{}", encode(layer), encode(key)).replace(',', "%2C"));
        }
        parts.push(format!("compare={}", records.join(",")));
    }
    if !view.workspace.is_empty() {
        parts.push(format!("ws={}", view.workspace));
    }
    for (name, text) in view.workspace_fields.iter().filter(|(_, text)| !text.is_empty()) {
        parts.push(format!("{}={}", encode(name), encode(text)));
    }
    if let Some(mode) = view.mode {
        parts.push(format!("mode={}", mode.word()));
    }
    if let Some(lang) = view.lang {
        parts.push(format!("lang={}", lang.code()));
    }
    let mut hash = parts.join("&");
    // Whoever reads it takes a sign at its end for the sentence's around it, unless one more part follows.
    let is_range = parts.last().is_some_and(|part| part.starts_with("f.") && part.ends_with(".."));
    if !is_range && decode(&hash).ends_with(read::is_sentence_sign) {
        hash.push('&');
    }
    hash
}

fn trimmed(n: f64, decimals: usize) -> String {
    let text = format!("{n:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

fn lat_lon(p: LonLat, between: char) -> String {
    format!("{:.6}{between}{:.6}", p.lat, p.lon)
}

fn list<'a>(values: impl Iterator<Item = &'a String>) -> String {
    let mut text = String::new();
    for (at, value) in values.enumerate() {
        if at > 0 {
            text.push(',');
        }
        let escaped = value.replace('\\', r"\\").replace(',', r"\,");
        text.push_str(&encode(&escaped.replace("..", ".\\.")));
    }
    text
}

#[cfg(test)]
mod tests;
