//! A raster basemap and the servers that its tiles come from.

use super::Label;
use serde::{Deserialize, Serialize};

/// How a server cuts the world into tiles of 256 pixels; named as 天地图 names its matrix sets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MatrixSet {
    /// Web Mercator (EPSG:3857): level z has 2^z columns and 2^z rows.
    #[default]
    W,
    /// Longitude and latitude (EPSG:4490, EPSG:4326): level z has 2^z columns and half as many rows, from 180° west and
    /// 90° north.
    C,
}

/// A raster basemap: tiles of one source, or of several by level.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Basemap {
    /// Stable name.
    pub id: String,
    /// Label.
    pub label: Label,
    /// URL templates drawn over each other, with `{z}`, `{x}`, `{y}`, `{s}` (subdomain), `{r}` (`@2x` on a
    /// dense screen) and `{key}`.
    #[serde(default)]
    pub urls: Vec<String>,
    /// How these tiles are cut; Web Mercator where it is left out.
    #[serde(default)]
    pub tiles: Option<MatrixSet>,
    /// Values of `{s}`, e.g. "01234567".
    #[serde(default)]
    pub subdomains: String,
    /// The office's own key; never shipped. Empty with a `{key}` in the template: not offered.
    #[serde(default)]
    pub key: String,
    /// Smallest level served.
    #[serde(default)]
    pub level_min: Option<u8>,
    /// Largest level served; above it tiles are enlarged.
    #[serde(default)]
    pub level_max: Option<u8>,
    /// In place of the six members above: several sources, each with its levels. Where two have a level, the later one is
    /// above.
    #[serde(default)]
    pub sources: Vec<TileSource>,
    /// Attribution shown while it is on.
    #[serde(default)]
    pub attribution: Label,
}

/// One of several sources of a basemap.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TileSource {
    /// URL templates drawn over each other.
    pub urls: Vec<String>,
    /// How its tiles are cut.
    #[serde(default)]
    pub tiles: MatrixSet,
    /// Values of `{s}`.
    #[serde(default)]
    pub subdomains: String,
    /// The office's own key for it.
    #[serde(default)]
    pub key: String,
    /// Smallest level taken from it.
    pub level_min: u8,
    /// Largest level taken from it.
    pub level_max: u8,
    /// Attribution shown while its tiles are, beside that of the basemap.
    #[serde(default)]
    pub attribution: Label,
}

impl Basemap {
    /// Its sources: those that it lists, or the one that it is itself.
    pub fn tile_sources(&self) -> Vec<TileSource> {
        if !self.sources.is_empty() {
            return self.sources.clone();
        }
        vec![TileSource {
            urls: self.urls.clone(),
            tiles: self.tiles.unwrap_or_default(),
            subdomains: self.subdomains.clone(),
            key: self.key.clone(),
            level_min: self.level_min.unwrap_or_default(),
            level_max: self.level_max.unwrap_or_default(),
            attribution: Label::default(),
        }]
    }
}
