//! One layer: its source, what it is for, what is shown of a record, how it is drawn.

use super::{Datum, Label};
use litemap::LiteMap;
use serde::{Deserialize, Serialize};

/// How a layer is drawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Style {
    /// Shape of its sign.
    pub sign: Sign,
    /// Colour on the light ground, `#rrggbb`.
    pub color: String,
    /// Colour on the dark ground, `#rrggbb`.
    pub color_dark: String,
}

/// The shapes of signs, told apart in grey and at 16 px.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sign {
    /// 碑: place-name heritage.
    Tablet,
    /// Cemeteries and columbaria.
    Arch,
    /// A house with a heart: care homes.
    House,
    /// Meal points.
    Bowl,
    /// Day services.
    Circle,
    /// 界桩: boundary markers.
    Stele,
    /// Other facilities.
    Square,
    /// The gazetteer.
    Dot,
    /// 责任片区: hatched, without outline.
    Area,
}

/// What a layer's polygons are for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LayerRole {
    /// Places: drawn, listed, searched.
    #[default]
    Places,
    /// 责任片区: polygons hatched without outline, listed and searched.
    Areas,
    /// 建成区: polygons used by checks, never drawn, not listed.
    Scopes,
    /// Records without a place (reserve bank): used by checks, not listed.
    Bank,
    /// 标准地名: place names. Listed and searched like places, after them; written on the map by rank, and signs only
    /// where they are what was looked for.
    Names,
    /// What the map lies on: water, roads, built-up areas. Drawn beneath, as [`Layer::ground`] says; not listed.
    Ground,
}

impl LayerRole {
    /// Whether records of such a layer are listed, counted and searched, and whether it has a switch.
    pub fn is_listed(self) -> bool {
        matches!(self, LayerRole::Places | LayerRole::Areas | LayerRole::Names)
    }

    /// Whether its records are place names, which stand after what a citizen looks for.
    pub fn is_of_names(self) -> bool {
        self == LayerRole::Names
    }
}

/// What the lines and polygons of a ground layer are: how they are drawn, and in which order, the lowest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GroundKind {
    /// 建成区: built-up areas.
    BuiltUp,
    /// 绿地: parks, woods.
    Green,
    /// 水系: rivers, lakes, the sea.
    Water,
    /// Other roads and streets.
    Road,
    /// Main roads.
    MainRoad,
    /// Railways.
    Rail,
}

impl GroundKind {
    /// All, in the order in which they are drawn.
    pub const ALL: [GroundKind; 6] = [
        GroundKind::BuiltUp,
        GroundKind::Green,
        GroundKind::Water,
        GroundKind::Road,
        GroundKind::MainRoad,
        GroundKind::Rail,
    ];

    /// Smallest zoom step at which it is drawn.
    pub fn zoom_min(self) -> u8 {
        match self {
            GroundKind::BuiltUp | GroundKind::Green | GroundKind::Water | GroundKind::MainRoad => 0,
            GroundKind::Rail => 9,
            GroundKind::Road => 13,
        }
    }
}

/// How important a place name is on the map: its size, and from which zoom it is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NameRank {
    /// Counties, towns and subdistricts.
    Town,
    /// Villages and communities.
    Village,
    /// Rivers, lakes and other natural features, in italics.
    Water,
    /// Streets and roads.
    Street,
    /// Everything else.
    #[default]
    Other,
}

impl NameRank {
    /// All, the most important first.
    pub const ALL: [NameRank; 5] =
        [NameRank::Town, NameRank::Village, NameRank::Water, NameRank::Street, NameRank::Other];

    /// Smallest zoom step at which such a name is written.
    pub fn zoom_min(self) -> u8 {
        match self {
            NameRank::Town => 0,
            NameRank::Village => 12,
            NameRank::Water => 14,
            NameRank::Street => 15,
            NameRank::Other => 16,
        }
    }
}

/// Ranks place names by the value of a field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RankBy {
    /// Field key (a choice).
    pub field: String,
    /// Stored value → rank; a name whose value is not here is of rank [`NameRank::Other`].
    pub ranks: LiteMap<String, NameRank>,
}

/// One layer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layer {
    /// Stable name, `[a-z0-9-]+`, in links.
    pub id: String,
    /// Label.
    pub label: Label,
    /// What it is for.
    #[serde(default)]
    pub role: LayerRole,
    /// URL of its GeoJSON, relative to the catalog. Empty for a file that was opened from this machine,
    /// which no catalog can say: its layers must have one.
    pub source: String,
    /// Datum of its coordinates.
    #[serde(default)]
    pub datum: Datum,
    /// Field (or property) that names a record where the GeoJSON has no `id`; it takes a column
    /// only where it is among `fields` as well.
    pub key_field: String,
    /// Keys of the fields that its records have.
    pub fields: Vec<String>,
    /// Further property keys, for this layer only: field key → property keys.
    #[serde(default)]
    pub aliases: LiteMap<String, Vec<String>>,
    /// Fields in a result row under the name, in order.
    #[serde(default)]
    pub row: Vec<String>,
    /// Fields in the place card, in order.
    #[serde(default)]
    pub card: Vec<String>,
    /// Fields of the card by which records of this layer are compared side by side; none: they are not.
    #[serde(default)]
    pub compare: Vec<String>,
    /// Field whose value chooses another sign: its key, then value → sign.
    #[serde(default)]
    pub sign_by: Option<SignBy>,
    /// Of a layer of place names: how their rank is known.
    #[serde(default)]
    pub rank_by: Option<RankBy>,
    /// Of a layer that the map lies on, what it is. A layer of scopes may say it too: it is then drawn as well.
    #[serde(default)]
    pub ground: Option<GroundKind>,
    /// Style.
    pub style: Style,
    /// Attribution of its data.
    #[serde(default)]
    pub attribution: Label,
    /// Shown unless the link says otherwise.
    #[serde(default = "on")]
    pub on: bool,
    /// Decimals to which public coordinates are rounded; none for as given.
    #[serde(default)]
    pub decimals: Option<u8>,
    /// Records without 密级 are refused in the public view.
    #[serde(default)]
    pub require_secrecy: bool,
    /// Its columns stand prepared beside the file (`docs/prepared.md`), under the same address with `.columns` behind it.
    #[serde(default)]
    pub prepared: bool,
}

impl Layer {
    /// Whether it is the person's own file, opened from this machine: all of it is shown as it is, and nothing of it may leave
    /// the browser. It says nothing about the file's format.
    pub fn is_own_file(&self) -> bool {
        self.source.is_empty()
    }

    /// Whether it was such a layer and is closed: its place is kept, so that those of others stay.
    pub fn is_closed(&self) -> bool {
        self.is_own_file() && !self.role.is_listed()
    }
}

fn on() -> bool {
    true
}

/// Chooses a sign by the value of a field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignBy {
    /// Field key (a choice).
    pub field: String,
    /// Stored value → sign.
    pub signs: LiteMap<String, Sign>,
}
