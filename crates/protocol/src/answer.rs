//! What the engine answers of a view: counts, picture, rows, cards, facets.

use super::{FeatureId, Ground};
use crate::catalog::{Label, Sign};
use crate::geo::{LonLat, World, WorldBounds};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What is seen in a view. Parts that have not changed since the last answer are `None`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// Records that pass filter and query.
    pub passed: u32,
    /// Records in all listed layers.
    pub total: u32,
    /// Records in the list (all that pass, or those in view).
    pub listed: u32,
    /// Of those that pass, how many have no place on the map.
    pub unplaced: u32,
    /// What the map draws.
    pub picture: Option<Picture>,
    /// What the map lies on.
    pub ground: Option<Ground>,
    /// Facets with live counts.
    pub facets: Option<Vec<FacetCounts>>,
    /// What one would get of each layer were it on, by its place in the catalog.
    pub layer_counts: Vec<u32>,
    /// Number of the first row given.
    pub first_row: u32,
    /// The rows asked for.
    pub rows: Vec<Row>,
    /// Every layer has ended, well or not, and is indexed: nothing more will change by itself.
    pub settled: bool,
    /// Where nothing passes: nearest spellings.
    pub suggestions: Vec<String>,
    /// What is to be said of the search.
    pub notes: SearchNotes,
}

/// How a query was read, where that is not as it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchNotes {
    /// What was searched for in the place of the query, which is not found as a whole.
    pub shorter: Option<Shorter>,
    /// What passes has the words with a slip only.
    pub is_near: bool,
    /// The words that mean something here beside what they say.
    pub taken: Vec<Taken>,
    /// The word that names a kind of places as a whole (食堂, 助餐点), where just one does.
    pub wish: Option<String>,
    /// Fewer of the words, each found, where all of them together are not.
    pub fewer: Vec<String>,
    /// Of a house number that is not found, the number nearest to it on that road.
    pub nearest_number: Option<u32>,
}

/// A word of a query, and what it was taken for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// The word as typed.
    pub word: String,
    /// What it means here: labels of the catalog.
    pub means: Vec<Label>,
    /// Where this map does not have it: what that is.
    pub absent: Option<Label>,
}

/// Less of a query: an address without its house number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shorter {
    /// What is searched for.
    pub used: String,
    /// What is not found.
    pub left_out: String,
}

/// What the map draws of a view: it covers more than the view, so that panning finds it there.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    /// What it covers.
    pub bounds: WorldBounds,
    /// Zoom step whose clusters these are (a whole zoom).
    pub zoom_step: u8,
    /// Points and clusters, the more important last.
    pub symbols: Vec<Symbol>,
    /// Lines and areas.
    pub shapes: Vec<ShapeDraw>,
}

/// A point or a cluster.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Symbol {
    /// Where.
    pub at: World,
    /// The record, or a cluster's first record: with the zoom step it names the cluster.
    pub id: FeatureId,
    /// Number of records; 1 for a point.
    pub count: u32,
    /// What it holds: (layer, records), the most first. A point has one.
    pub mix: Vec<(u8, u32)>,
    /// State of a single record.
    pub state: RecordState,
    /// Sign of a single record, where its layer chooses it by a field.
    pub sign: Option<Sign>,
    /// Name of a single record in the language of the look; empty for a cluster.
    pub label: String,
}

/// A line or an area.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShapeDraw {
    /// The record.
    pub id: FeatureId,
    /// Whether parts are rings (hatched) or lines.
    pub closed: bool,
    /// Parts, each a run of positions.
    pub parts: Vec<Vec<World>>,
    /// Its name as on a symbol.
    pub label: String,
}

/// Whether a record is in use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordState {
    /// In use, or nothing said.
    #[default]
    Current,
    /// Planned or being built, or valid only from a later day.
    Planned,
    /// Closed, cancelled, former, or past its last day.
    Closed,
    /// Moved elsewhere.
    Moved,
}

/// Why a row matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum MatchClass {
    /// The whole text.
    Exact,
    /// The beginning.
    Prefix,
    /// Somewhere inside.
    Substring,
    /// A value of the record means it.
    Meaning,
    /// 同音: other characters, same sound.
    SameSound,
    /// One slip of the keyboard away.
    Near,
}

/// How a query met a record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Matched {
    /// Class.
    pub class: MatchClass,
    /// Key of the field that matched.
    pub field: String,
    /// Its text (one of several where the field holds several).
    pub text: String,
    /// Runs of characters (not bytes) of the text that matched.
    pub marks: Vec<Range<u32>>,
}

/// One row of the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// The record.
    pub id: FeatureId,
    /// Its key in links; empty for none.
    pub key: String,
    /// Name in Chinese.
    pub name: String,
    /// Name in Latin letters: English, else romanised; empty for none.
    pub latin: String,
    /// The fields of [`crate::catalog::Layer::row`] that are known.
    pub facts: Vec<Fact>,
    /// State.
    pub state: RecordState,
    /// Distance in metres from [`Look::from`]; `None` without a place.
    pub distance_m: Option<f64>,
    /// Where it stands.
    pub at: Option<LonLat>,
    /// Telephone numbers as they stand in the data, where the card shows them; empty for none, and of a file of this machine.
    pub phone: String,
    /// Why it matched; `None` without a query.
    pub matched: Option<Matched>,
}

/// A field with its value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// Field key.
    pub field: String,
    /// Value.
    pub value: FactValue,
}

/// A known value on its way to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FactValue {
    /// One text, choice, phones, URL.
    Text(String),
    /// Several.
    Texts(Vec<String>),
    /// A number.
    Number(f64),
    /// `yyyymmdd`, 00 for what is not given.
    Date(u32),
    /// Yes or no.
    YesNo(bool),
    /// Marks, each yes, no or unknown.
    Marks(Vec<Option<bool>>),
}

/// The whole of one record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// The record.
    pub id: FeatureId,
    /// Its key in links; empty for none.
    pub key: String,
    /// Name in Chinese.
    pub name: String,
    /// Name in Latin letters; empty for none.
    pub latin: String,
    /// State.
    pub state: RecordState,
    /// The day from which it is valid, where that is still to come (`yyyymmdd`).
    pub valid_from: Option<u32>,
    /// Where it stands, WGS 84, rounded as its layer asks.
    pub at: Option<LonLat>,
    /// The fields of [`crate::catalog::Layer::card`] that are known, in its order.
    pub facts: Vec<Fact>,
    /// Where it moved to; empty for nowhere, or where the public is not told.
    pub moved_to: String,
    /// What a file of this machine holds beside the fields of the catalog, in its order.
    pub others: Vec<OtherFact>,
    /// The zoom from which it stands alone on the map under the last filter; `None` where it never does, or has no sign.
    pub alone_at: Option<f64>,
}

/// A value under the name that a file of this machine gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherFact {
    /// Name.
    pub name: String,
    /// Value as the file writes it.
    pub value: String,
    /// It is JSON (a number, a list …), not a text.
    pub is_json: bool,
}

/// One facet with its counts: what one would get by choosing a value, all other constraints kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FacetCounts {
    /// Field key.
    pub field: String,
    /// Counts.
    pub counts: Counts,
}

/// Counts of a facet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Counts {
    /// Value → records, in the catalog's order, then the most first (of values that the catalog does
    /// not list the 2000 most frequent and those chosen); unknown as an empty value.
    Values(Vec<(String, u32)>),
    /// No, yes, unknown.
    YesNo {
        /// Yes.
        yes: u32,
        /// No.
        no: u32,
        /// Unknown.
        unknown: u32,
    },
    /// For each mark: yes, no, unknown.
    Marks(Vec<(u32, u32, u32)>),
    /// Smallest and largest value there is, and how many records have one among what passes.
    Range {
        /// Smallest.
        min: f64,
        /// Largest.
        max: f64,
        /// Records with a value.
        known: u32,
    },
}

/// A sheet of paper: a list, and a map whose signs bear the numbers of the list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Paper {
    /// How many records stand in the box; the list holds the first of them.
    pub listed: u32,
    /// The list, in the order of the last look.
    pub rows: Vec<Row>,
    /// The map.
    pub picture: Picture,
    /// What it lies on.
    pub ground: Ground,
    /// For each of the map's symbols the numbers of its records in the list, from 1, ascending.
    pub numbers: Vec<Vec<u32>>,
}

/// Counts by town and layer: what [`Export::Towns`] saves, as numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TownTable {
    /// Places in the catalog of the layers that are on and listed.
    pub layers: Vec<u32>,
    /// Towns in the catalog's order, then the most records first; unknown as an empty name, last.
    pub rows: Vec<TownRow>,
}

/// One town of a [`TownTable`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TownRow {
    /// The town as stored.
    pub town: String,
    /// Records of each of [`TownTable::layers`].
    pub counts: Vec<u32>,
}
