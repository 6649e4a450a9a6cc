//! A list that becomes a layer of the site: what a person decides, and what stands in its way.

use diming_protocol::catalog::{Label, Sign};
use serde::{Deserialize, Serialize};

/// What a person decides.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishForm {
    /// The layer whose records the list replaces, by its id; a new layer where it is empty.
    pub replaces: String,
    /// The new layer.
    pub new: LayerForm,
    /// Columns that a person has decided of: the column, whether it is published.
    pub answers: Vec<(u32, bool)>,
}

/// A new layer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LayerForm {
    /// Its stable name, `[a-z0-9-]+`.
    pub id: String,
    /// Its label.
    pub label: Label,
    /// The shape of its sign.
    pub sign: Sign,
    /// Its colour on the light ground, `#rrggbb`.
    pub color: String,
    /// Its colour on the dark ground, `#rrggbb`.
    pub color_dark: String,
    /// Keys of its fields, `name` among them.
    pub fields: Vec<String>,
    /// Of these, those to filter by.
    pub filters: Vec<String>,
    /// Those in a result row.
    pub row: Vec<String>,
    /// Those in the place card.
    pub card: Vec<String>,
    /// Where the data come from.
    pub attribution: Label,
    /// Decimals to which its coordinates are rounded.
    pub decimals: Option<u8>,
}

impl Default for LayerForm {
    fn default() -> LayerForm {
        let empty = String::new;
        LayerForm {
            id: empty(),
            label: Label::default(),
            sign: Sign::Square,
            color: empty(),
            color_dark: empty(),
            fields: Vec::new(),
            filters: Vec::new(),
            row: Vec::new(),
            card: Vec::new(),
            attribution: Label::default(),
            decimals: None,
        }
    }
}

/// A file of the site, by its path from the folder of `index.html`; without bytes where the site has none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteFile {
    /// Its path.
    pub path: String,
    /// What is in it.
    pub bytes: Option<Vec<u8>>,
}

/// What is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PublishFile {
    /// The data folder and the list in words, to be unpacked over the site.
    Zip,
    /// The whole site as one file.
    Page,
}

/// How far it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum PublishState {
    /// Nobody has asked for it.
    #[default]
    None,
    /// Files of the site are needed first, by their paths.
    Wanted(Vec<String>),
    /// It is worked out, or a file is made.
    Working,
    /// This is what it would be.
    Ready(Box<PublishInfo>),
}

/// What the site would be.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PublishInfo {
    /// What was decided; at first what is proposed.
    pub form: PublishForm,
    /// Layers of the site that the list may replace: ids and labels.
    pub layers: Vec<(String, Label)>,
    /// Fields of the new layer: keys and labels.
    pub fields: Vec<(String, Label)>,
    /// Columns that a person must decide of.
    pub questions: Vec<PublishQuestion>,
    /// Why it cannot be published, a sentence each; empty where it can.
    pub refused: Vec<String>,
    /// What else is to be known of it, a sentence each.
    pub notes: Vec<String>,
    /// What differs in the catalog: a line, `+` where it is new, `-` where it is gone, a blank else.
    pub diff: Vec<(char, String)>,
    /// The first records as a row of the result list: name and what stands below it.
    pub samples: Vec<(String, String)>,
    /// Records that are published.
    pub records: u32,
    /// Of these, those without a position.
    pub unplaced: u32,
}

/// A column that a person must decide of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishQuestion {
    /// The column.
    pub column: u32,
    /// Its heading.
    pub heading: String,
    /// Why it is asked, in words.
    pub why: String,
    /// Some values.
    pub examples: Vec<String>,
    /// It can only be left out.
    pub is_for_officers: bool,
}
