//! What is asked of the naming review, how ready it is, what it says.
//!
//! An application travels as the texts of its fields ([`Fields`]); the engine reads them as leniently as it reads
//! records, so that a form, a link, a pasted table and the command line mean the same by the same text.

use crate::application::{Application, NameType};
use crate::finding::{Class, Finding, Used, Weight};
use diming_protocol::geo::LonLat;
use diming_protocol::{Note, Problem};
use litemap::LiteMap;
use serde::{Deserialize, Serialize};

/// Field → text, the names of an application's fields.
pub type Fields = LiteMap<String, String>;

/// Where the tables of the review lie.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewUrls {
    /// Standard characters, absolute.
    pub standard: String,
    /// Characters that look alike, absolute.
    pub alike: String,
}

/// What is asked of the review.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ReviewAsk {
    /// Opens the review: its tables and its register. Opened again, what failed is asked for again.
    Open(ReviewUrls),
    /// The applications that are pending beside the one under review: id and fields.
    Pending(Vec<(String, Fields)>),
    /// One application. A newer one takes the place of one that was not answered.
    One {
        /// Its fields.
        fields: Fields,
        /// Its id among the pending ones; empty for none.
        own_id: String,
    },
    /// One application beside the one under review, which stays as it is.
    Aside(Fields),
    /// Names that pass where the last one does not.
    Suggestions,
    /// Applications as a table (CSV, JSON lines or a column of names), which also collide with each other.
    Batch(String),
    /// Names found in use, one a line, or a table with a column of names.
    Names(String),
    /// Stops a batch, a list of names or suggestions; what is done stays.
    Stop,
    /// Uses a layer as a register, or does not; the register is made anew. It holds for the visit.
    Use {
        /// Id of the layer.
        layer: String,
        /// Whether it is used.
        on: bool,
    },
}

/// How ready the review is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum ReviewState {
    /// Not opened.
    #[default]
    Closed,
    /// Its tables, or the layers that it needs, are loading.
    Loading,
    /// The register is being made.
    Building {
        /// Records taken.
        done: u32,
        /// Records in all.
        total: u32,
    },
    /// Ready.
    Ready(Box<ReviewInfo>),
    /// A table could not be had: nothing can be checked.
    Failed(Problem),
}

/// What the review rests on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ReviewInfo {
    /// Layers whose names it knows, or could know: registers of the catalog and every file of this machine.
    pub registers: Vec<RegisterInfo>,
    /// Names in the register, former ones among them.
    pub names: u32,
    /// Built-up areas.
    pub areas: u32,
    /// Spare names of the reserve bank.
    pub spare: u32,
    /// The built-up areas were not read whole.
    pub is_areas_part: bool,
    /// The reserve bank was not read whole.
    pub is_reserve_part: bool,
    /// The rules.
    pub profile: ProfileInfo,
}

/// One layer of names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterInfo {
    /// Its place in the catalog.
    pub layer: u32,
    /// Names taken from it.
    pub names: u32,
    /// Records without a usable name, or that another register has as well.
    pub left_out: u32,
    /// Of these, those that another register has as well.
    pub repeated: u32,
    /// Of these, those whose names hold characters that could not be read.
    pub garbled: u32,
    /// Records with a type that is not known, which are compared with every type; the first such words.
    pub types_unknown: (u32, String),
    /// Records with a status that is not known, which count as in use; the first such words.
    pub statuses_unknown: (u32, String),
    /// Of the records that were looked at to tell what it holds, those whose types are of names of places, and all.
    pub of_places: (u32, u32),
    /// Its names are protected (heritage).
    pub is_heritage: bool,
    /// It was not read to its end.
    pub is_part: bool,
    /// Places in the file at which something that may be a name was left out.
    pub unread: u32,
    /// Whether it is used.
    pub standing: RegisterStanding,
}

/// Whether a layer is used as a register.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum RegisterStanding {
    /// It is.
    #[default]
    Used,
    /// It could be, but none of its records has a usable name.
    Unusable,
    /// Not: a person has switched it off.
    Off,
    /// Not: it holds facilities, by their kinds.
    Facilities,
}

impl RegisterInfo {
    /// Whether its names are compared.
    pub fn is_used(&self) -> bool {
        self.standing == RegisterStanding::Used
    }

    /// Whether it is meant to be used: a person's switch is on.
    pub fn is_wanted(&self) -> bool {
        matches!(self.standing, RegisterStanding::Used | RegisterStanding::Unusable)
    }

    /// Whether something that should have been compared was not, or was not understood.
    pub fn is_lacking(&self) -> bool {
        let all = |unknown: u32| unknown > 0 && unknown == self.names;
        match self.standing {
            RegisterStanding::Unusable => true,
            RegisterStanding::Used => {
                self.is_part
                    || self.unread > 0
                    || all(self.types_unknown.0)
                    || all(self.statuses_unknown.0)
                    || self.garbled > 0
            }
            RegisterStanding::Off | RegisterStanding::Facilities => false,
        }
    }
}

/// What a rules profile says of itself, and its switches.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ProfileInfo {
    /// Name.
    pub title: String,
    /// Its version, a day.
    pub updated_on: String,
    /// Where its contents come from.
    pub source: String,
    /// The office's profile was refused, and the built-in one holds: address, path inside the file, reason.
    pub refused: Option<(String, Problem)>,
    /// Classes of collisions: weight in the scope, on or off.
    pub classes: Vec<(Class, Weight, bool)>,
    /// What sounds near: from, to, on or off.
    pub folds: Vec<(String, String, bool)>,
    /// Scopes: types, field, the field instead, article.
    pub scopes: Vec<ScopeInfo>,
    /// Number of words by list.
    pub words: Vec<(String, u32)>,
    /// Generics with a threshold.
    pub thresholds: u32,
    /// Codes of rules that are off.
    pub off: Vec<String>,
}

/// Where a name must be alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScopeInfo {
    /// For these types.
    pub types: Vec<NameType>,
    /// Field of the register; `nation` for the whole.
    pub field: String,
    /// The field that holds where that one is empty; empty for none.
    pub instead: String,
    /// Article; empty where none asks for it.
    pub article: String,
}

/// What a review says of one application.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reviewed {
    /// As it was understood.
    pub application: Application,
    /// Fields whose text could not be read; they count as unknown.
    pub not_understood: Vec<String>,
    /// Its place, WGS 84.
    pub place: Option<LonLat>,
    /// It lies within the deployment's bounds.
    pub is_inside: bool,
    /// Specific and generic; the generic is empty for none.
    pub parts: (String, String),
    /// The name in Pinyin with tone marks.
    pub romanisation: String,
    /// And without.
    pub plain: String,
    /// Readings of the characters that have several, by their places among the characters: the usual one first.
    pub alternatives: Vec<(u32, char, Vec<String>)>,
    /// Other spellings of the whole name: by another division, or a reading that is in doubt.
    pub spellings: Vec<String>,
    /// The field of the scope, and the application's value of it (empty for unknown).
    pub scope: (String, String),
    /// Findings, the most serious first.
    pub findings: Vec<Finding>,
}

/// A name that passes every check.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Suggestion {
    /// The name.
    pub name: String,
    /// What it means, of a reserved name; empty for a variant of the proposal.
    pub meaning: String,
}

/// One application of a batch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BatchRow {
    /// Its fields.
    pub fields: Fields,
    /// Fields whose text could not be read.
    pub not_understood: Vec<String>,
    /// The name in Pinyin.
    pub romanisation: String,
    /// The most serious weight in the scope; `None` where nothing was found.
    pub worst: Option<Weight>,
    /// A comparison could not be done: no all-clear.
    pub is_undone: bool,
    /// Findings in short.
    pub findings: Vec<BriefFinding>,
}

impl BatchRow {
    /// How it stands.
    pub fn standing(&self) -> Standing {
        match self.worst {
            Some(weight) if weight < Weight::Info => Standing::Found(weight),
            _ if self.is_undone => Standing::Undone,
            _ => Standing::Nothing,
        }
    }

    /// Whether any check could not be done, so that what was found, or that nothing was, is not all.
    pub fn has_gap(&self) -> bool {
        self.is_undone || self.findings.iter().any(|finding| finding.in_scope && finding.is_undone)
    }
}

/// How an application of a batch stands, the most serious first. What could not be checked comes before what is clean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Findings, the most serious of this weight.
    Found(Weight),
    /// Nothing serious was found, but a comparison could not be done.
    Undone,
    /// Nothing speaks against it. Papers, route and dates stand in every application.
    Nothing,
}

/// A finding without its evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BriefFinding {
    /// Code.
    pub code: String,
    /// Weight.
    pub weight: Weight,
    /// Within the scope.
    pub in_scope: bool,
    /// It says that a check could not be done.
    pub is_undone: bool,
    /// The first name it rests on; empty for none.
    pub name: String,
    /// How many there are.
    pub names: u32,
}

/// How a text was read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct HowRead {
    /// The first lines that were left out, from 1, with the first words of each.
    pub left_out: Vec<(u32, String)>,
    /// Lines left out in all.
    pub left_out_total: u32,
    /// The first of what was not taken as it stands; the rows are lines.
    pub notes: Vec<Note>,
    /// Notes in all.
    pub notes_total: u32,
}

/// An answer of the review; that to [`ReviewAsk::Aside`] is a [`Said::Aside`](crate::Said::Aside).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ReviewAnswer {
    /// To [`ReviewAsk::One`].
    One(Box<Reviewed>),
    /// To [`ReviewAsk::Suggestions`].
    Suggestions {
        /// What passes so far.
        suggestions: Vec<Suggestion>,
        /// All candidates are tried.
        is_whole: bool,
    },
    /// To [`ReviewAsk::Batch`], piece by piece.
    Batch {
        /// Number of the first row given.
        first: u32,
        /// Rows.
        rows: Vec<BatchRow>,
        /// Applications in all.
        total: u32,
        /// How the text was read.
        how_read: HowRead,
    },
    /// To [`ReviewAsk::Names`], piece by piece.
    Names {
        /// Number of the first given.
        first: u32,
        /// What each is.
        names: Vec<Used>,
        /// Names in all.
        total: u32,
        /// How the text was read.
        how_read: HowRead,
    },
    /// The text cannot be read, or is over a limit.
    Refused(Problem),
}

/// What is saved as a file of what was reviewed last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReviewFile {
    /// The last application reviewed with its findings (JSON).
    Review,
    /// Rows of the last batch, by their numbers, with their findings (CSV).
    Batch(Vec<u32>),
    /// The same, a line of JSON each.
    BatchLines(Vec<u32>),
    /// Names of the last list of names in use, by their numbers (CSV).
    Names(Vec<u32>),
}
