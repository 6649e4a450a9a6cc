//! What an office configures: one deployment, its layers, fields, labels, facets and style.
//!
//! A catalog is one JSON file (`data/catalog.json`, schema `data/catalog.schema.json`, described
//! in `docs/catalog.md`). Adding a layer, a field or a facet is an edit of that file, no code.
//! The types here are shared by the engine, which parses and checks, and by the page, which
//! receives them parsed.

mod basemap;
mod group;
pub mod keys;
mod layer;
mod print;

pub use basemap::{Basemap, MatrixSet, TileSource};
pub use group::{Answer, Group, Near, Wanted};
pub use layer::{GroundKind, Layer, LayerRole, NameRank, RankBy, Sign, SignBy, Style};
pub use print::{CATALOG_PRINT, print_of_texts};

use crate::WorkspaceId;
use crate::apart::apart;
use crate::geo::{LonLat, LonLatBounds};
use litemap::LiteMap;
use serde::{Deserialize, Serialize};

/// The languages the page speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Chinese in simplified characters, the default.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// Its code, as in `lang` of HTML and of links.
    pub fn code(self) -> &'static str {
        match self {
            Lang::Zh => "zh",
            Lang::En => "en",
        }
    }
}

/// A text in both languages. Where English is empty, the Chinese stands, marked as Chinese.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// Chinese.
    pub zh: String,
    /// English; may be empty.
    #[serde(default)]
    pub en: String,
}

impl Label {
    /// The text for a reader, and whether it is Chinese (`lang="zh"`).
    pub fn get(&self, lang: Lang) -> (&str, bool) {
        match lang {
            Lang::En if !self.en.is_empty() => (&self.en, false),
            _ => (&self.zh, true),
        }
    }
}

/// The datum in which a source gives its coordinates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Datum {
    /// WGS 84, stored as it is.
    #[default]
    Wgs84,
    /// China Geodetic Coordinate System 2000: centimetres from WGS 84, stored as it is.
    Cgcs2000,
    /// The offset datum of 高德 and 腾讯.
    Gcj02,
    /// The offset datum of 百度.
    Bd09,
}

impl Datum {
    /// Its code in files.
    pub fn code(self) -> &'static str {
        match self {
            Datum::Wgs84 => "wgs84",
            Datum::Cgcs2000 => "cgcs2000",
            Datum::Gcj02 => "gcj02",
            Datum::Bd09 => "bd09",
        }
    }

    /// The datum of a code in files; `None` for what is none.
    pub fn of_code(code: &str) -> Option<Datum> {
        Some(match code {
            "wgs84" => Datum::Wgs84,
            "cgcs2000" => Datum::Cgcs2000,
            "gcj02" => Datum::Gcj02,
            "bd09" => Datum::Bd09,
            _ => return None,
        })
    }
}

/// Seconds of silence that a server is granted where the catalog says nothing else.
pub const SILENCE_S: u32 = 30;
/// Largest file of a layer, bytes, where the catalog says nothing else.
pub const LIMIT_BYTES: u64 = 2 << 30;
/// Most features of a layer where the catalog says nothing else.
pub const LIMIT_FEATURES: u32 = 5_000_000;

/// One deployment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalog {
    /// Where the schema lies, for editors; not read by the program.
    #[serde(default, rename = "$schema")]
    pub schema: String,
    /// Where the catalog and its data come from, and what they may be used for.
    #[serde(default)]
    pub provenance: Label,
    /// Version of the format; 1.
    pub version: u32,
    /// Title of the page.
    pub title: Label,
    /// A note shown all the time, e.g. 示例数据，未送审; empty where there is nothing to say.
    #[serde(default)]
    pub notice: Label,
    /// 审图号, the map approval number, as it is to be shown. Empty: the page says 未设置.
    #[serde(default)]
    pub approval: String,
    /// The view never leaves this box; a swapped lon/lat is mended only where the swap alone lies inside.
    pub bounds: LonLatBounds,
    /// Where the map opens, and where Home goes.
    pub home: Home,
    /// Smallest zoom, 256-pixel tile convention.
    pub zoom_min: f64,
    /// Largest zoom.
    pub zoom_max: f64,
    /// Basemaps to choose from; the plain background is always there.
    #[serde(default, deserialize_with = "apart")]
    pub basemaps: Vec<Basemap>,
    /// Links that open a record in other maps.
    #[serde(default, deserialize_with = "apart")]
    pub outbound: Vec<Outbound>,
    /// Where an error in a record is reported: a `mailto:`, `tel:` or `https:` template with
    /// `{layer}` (its id), `{layer_label}`, `{id}`, `{name}`, `{lang}`; empty for nowhere.
    #[serde(default)]
    pub report: String,
    /// Other origins from which `?catalog=` and layer sources may come.
    #[serde(default, deserialize_with = "apart")]
    pub allowed_origins: Vec<String>,
    /// Origins of pages that may embed the map and exchange messages with it. Only the list of the site's own
    /// catalog counts.
    #[serde(default, deserialize_with = "apart")]
    pub portal_origins: Vec<String>,
    /// Seconds without a byte after which a layer's server is given up, 1 to 600.
    #[serde(default = "silence_s")]
    pub silence_s: u32,
    /// Largest file of a layer, bytes, at most 4 GiB.
    #[serde(default = "limit_bytes")]
    pub limit_bytes: u64,
    /// Most features of a layer, at most 33 554 432.
    #[serde(default = "limit_features")]
    pub limit_features: u32,
    /// All fields that layers may have, by key.
    #[serde(deserialize_with = "apart")]
    pub fields: LiteMap<String, Field>,
    /// Facets and ranges in the order shown.
    #[serde(default, deserialize_with = "apart")]
    pub facets: Vec<Facet>,
    /// Layers in the order shown; the more important first.
    #[serde(deserialize_with = "apart")]
    pub layers: Vec<Layer>,
    /// How files that are opened from this machine are drawn; else as the layer that they are like.
    #[serde(default, deserialize_with = "apart")]
    pub local_style: Option<Style>,
    /// Searches that the help page tries.
    #[serde(default, deserialize_with = "apart")]
    pub examples: Examples,
    /// Words that people use here and what they mean, a line each (`docs/words.md`), before those that come with the program.
    #[serde(default, deserialize_with = "apart")]
    pub words: Vec<String>,
    /// What the elder view begins with, in the order shown; none: it begins with the kinds of places.
    #[serde(default, deserialize_with = "apart")]
    pub groups: Vec<Group>,
    /// What workspaces are set with: a body each, which only the workspace reads. In the file each is a member of its own,
    /// which the engine reads as its host says; in a response they come with the catalog.
    #[serde(skip)]
    pub plans: Vec<(WorkspaceId, Vec<u8>)>,
}

impl Catalog {
    /// What a workspace is set with; `None` where the catalog does not set it.
    pub fn plan(&self, id: WorkspaceId) -> Option<&[u8]> {
        self.plans.iter().find(|(of, _)| *of == id).map(|(_, body)| body.as_slice())
    }
}

/// A catalog with the plans of its workspaces, as it stands in a response.
pub(crate) mod with_plans {
    use super::Catalog;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(crate) fn serialize<S: Serializer>(catalog: &Catalog, serializer: S) -> Result<S::Ok, S::Error> {
        (catalog, &catalog.plans).serialize(serializer)
    }

    #[inline(never)]
    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Box<Catalog>, D::Error> {
        let (mut catalog, plans) = <(Box<Catalog>, _)>::deserialize(deserializer)?;
        catalog.plans = plans;
        Ok(catalog)
    }
}

/// A search for each way of searching, which finds something in the catalog's data; empty: none is offered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Examples {
    /// Whole pinyin.
    pub pinyin: String,
    /// Initials of pinyin.
    pub initials: String,
    /// Characters and pinyin mixed.
    pub mixed: String,
    /// Traditional characters.
    pub traditional: String,
    /// A former name.
    pub former: String,
    /// The number of a boundary marker.
    pub marker: String,
    /// Other characters of the same sound.
    pub sound: String,
    /// A name with one slip.
    pub slip: String,
    /// Several words.
    pub words: String,
    /// A part of an address.
    pub address: String,
}

/// A resting camera.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Home {
    /// Longitude of the centre, degrees.
    pub lon: f64,
    /// Latitude of the centre, degrees.
    pub lat: f64,
    /// Zoom, 256-pixel tile convention.
    pub zoom: f64,
}

impl Home {
    /// The centre.
    pub fn center_lonlat(&self) -> LonLat {
        LonLat { lon: self.lon, lat: self.lat }
    }
}

/// A link template to another map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outbound {
    /// Stable name.
    pub id: String,
    /// Label.
    pub label: Label,
    /// `https:` or `geo:` template with `{lon}`, `{lat}`, `{name}`, `{address}`, `{app}`.
    pub template: String,
    /// The datum that the other map takes.
    pub datum: Datum,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// Free text.
    Text,
    /// Several texts (JSON array, or text split at 、 ; ；).
    Texts,
    /// One of few values: dictionary-coded.
    Choice,
    /// Several of few values (JSON array, or text split at 、 ; ；).
    Choices,
    /// A number, with `unit`.
    Number,
    /// A day, month or year: 2023-05-04, 2023年5月, 2023.
    Date,
    /// True, false or unknown (是/否, √, 有/无).
    YesNo,
    /// Telephone numbers, several in one text.
    Phones,
    /// A link to a site.
    Url,
    /// A fixed row of yes/no/unknown marks with `marks` labels (八有).
    Marks,
}

/// One field: its key is the key of [`Catalog::fields`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Label.
    pub label: Label,
    /// What it holds.
    pub kind: FieldKind,
    /// Other property keys that mean this field (名称, 地名, 机构名称 …).
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Unit of a number.
    #[serde(default)]
    pub unit: Label,
    /// Labels of values in English and, where the stored value is not Chinese, in Chinese; their
    /// order is the order shown.
    #[serde(default)]
    pub values: Vec<ValueLabel>,
    /// Labels of the marks, in the order stored.
    #[serde(default)]
    pub marks: Vec<Label>,
    /// Shown only from an officer's own file.
    #[serde(default)]
    pub officer_only: bool,
}

/// A stored value and what it is called.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ValueLabel {
    /// As stored in the data.
    pub value: String,
    /// As shown.
    pub label: Label,
    /// What a value of the status field says of the record.
    #[serde(default)]
    pub state: crate::RecordState,
}

/// A filter over one field, for the layers it names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facet {
    /// Key of the field: choice, choices, yes_no, number, date or marks.
    pub field: String,
    /// Ids of the layers it belongs to; empty for every layer that has the field.
    #[serde(default)]
    pub layers: Vec<String>,
}

fn silence_s() -> u32 {
    SILENCE_S
}

fn limit_bytes() -> u64 {
    LIMIT_BYTES
}

fn limit_features() -> u32 {
    LIMIT_FEATURES
}
