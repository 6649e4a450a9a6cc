//! What a review finds: codes, weights, evidence. [`messages`](crate::messages) makes the sentences.

use crate::application::NameType;
use diming_protocol::FeatureId;
use diming_protocol::geo::LonLat;
use serde::{Deserialize, Serialize};

/// How serious a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// Against a rule.
    Error,
    /// Against what a rule asks to avoid.
    Warn,
    /// An officer must look at it.
    Review,
    /// Worth thinking about.
    Advice,
    /// To be known.
    Info,
}

/// A finding of a rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// `rule` or `rule.class`.
    pub code: String,
    /// How serious.
    pub weight: Weight,
    /// Article of the regulation (decree 753), e.g. `9(8)`; empty where none asks for it.
    pub article: String,
    /// Within the scope that the rule names; what lies outside is for reference.
    pub in_scope: bool,
    /// Why the check could not be done; the finding says nothing else then.
    pub unchecked: Option<Unchecked>,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
}

/// Why a check could not be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unchecked {
    /// There is no name to check.
    NoName,
    /// There is no register, or it holds no names.
    NoRegister,
    /// The application does not say where it belongs: the town, county … that the rule asks for.
    NoScope,
    /// The type is not given or is none of those that the article names: its scope cannot be told.
    NoType,
    /// The figures are missing.
    NoFigures,
    /// The position is missing or none.
    NoPlace,
    /// The office has supplied no list.
    NoList,
    /// No registered name lies where the application does: the town, county … is in no register.
    ScopeUnknown,
    /// No registered name is of the application's type.
    NoneOfType,
    /// A register could not be read whole, or not be understood.
    RegisterPart,
    /// There is no list of protected names.
    NoHeritage,
    /// A list of protected names could not be read whole.
    HeritagePart,
    /// The built-up areas could not be read whole.
    AreasPart,
    /// There are more pending applications than are compared.
    PendingPart,
    /// The old name is in no register: whether it is protected cannot be told.
    OldNameUnknown,
    /// Of the applicant's name nothing is left that is its own.
    NoOwnWord,
    /// The name is of another language than Chinese, and its spelling is no Pinyin.
    OtherLanguage,
}

/// What a finding rests on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// A registered or pending name.
    Name(Box<NameEvidence>),
    /// A word of a list, or a part of the name.
    Word {
        /// The word.
        word: String,
        /// Why it is listed; empty for none.
        reason: String,
        /// The list's source; empty for none.
        source: String,
    },
    /// A character.
    Character {
        /// The character.
        character: char,
        /// Its level among the standard characters, 0 for none.
        level: u8,
    },
    /// A figure against its limit.
    Figure {
        /// The application's field.
        figure: String,
        /// Its value; `None` where it is missing.
        value: Option<f64>,
        /// The least that is asked for, or the most.
        limit: f64,
        /// The threshold's source.
        source: String,
    },
    /// A spelling.
    Spelling {
        /// As given.
        given: String,
        /// As the rules have it.
        expected: String,
    },
    /// A spelling that is possible beside the likeliest one.
    OtherSpelling {
        /// As given.
        given: String,
        /// The likeliest.
        usual: String,
    },
    /// A code that `messages` knows: a paper, an authority, a kind of fault.
    Item(String),
    /// So many more of the same, which are not listed.
    More(u32),
    /// A day, `yyyy-mm-dd`.
    Day {
        /// What is due.
        item: String,
        /// By when.
        day: String,
        /// Days left from today; negative when it has passed.
        left: i32,
    },
}

/// A name that collides.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NameEvidence {
    /// Key in the register.
    pub id: String,
    /// The name.
    pub name: String,
    /// Its status.
    pub status: Status,
    /// The register's word for its status where that was not understood; else empty.
    pub said: String,
    /// How the names collide.
    pub class: Class,
    /// Its town.
    pub town: String,
    /// Its record among the layers; `None` for what is in no layer.
    pub feature: Option<FeatureId>,
    /// Its place, WGS 84.
    pub at: Option<LonLat>,
    /// Distance from the application's place, metres; `None` where either has none.
    pub distance_m: Option<f64>,
    /// Direction from there, degrees from north, clockwise.
    pub bearing_deg: Option<f64>,
    /// Both names spelled with the readings that collide; empty where sound plays no part.
    pub pinyin: Vec<String>,
    /// The tones agree too.
    pub same_tones: bool,
    /// The field of the scope that was tested; `nation` for the whole register.
    pub scope: String,
    /// The scope's value at the registered name; empty where it is not known.
    pub scope_value: String,
    /// What else tells the two apart.
    pub but_for: Option<ButFor>,
}

/// What tells two names apart that are the same otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ButFor {
    /// A phase or part: 二期, 东区, 延伸段.
    Part,
    /// The registered name is of another type.
    Type(NameType),
}

/// How two names collide, the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Class {
    /// Equal (NFKC, no blanks, simplified).
    D1,
    /// Equal without the own region's name and 新/大/老/小.
    D2,
    /// The same specific with a generic of the same family.
    D3,
    /// The same sound but for tones, for some reading of each character.
    H1,
    /// Nearly the same sound.
    H2,
    /// One character differs, and looks alike.
    S1,
    /// Specifics at most one slip apart.
    S2,
    /// The same characters in another order.
    S3,
    /// Equals a cancelled name.
    X1,
}

impl Class {
    /// All classes, the strongest first.
    pub const ALL: [Class; 9] =
        [Class::D1, Class::D2, Class::D3, Class::H1, Class::H2, Class::S1, Class::S2, Class::S3, Class::X1];

    /// The code in files.
    pub fn code(self) -> &'static str {
        match self {
            Class::D1 => "D1",
            Class::D2 => "D2",
            Class::D3 => "D3",
            Class::H1 => "H1",
            Class::H2 => "H2",
            Class::S1 => "S1",
            Class::S2 => "S2",
            Class::S3 => "S3",
            Class::X1 => "X1",
        }
    }
}

/// Status of a registered name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// 现用.
    #[default]
    Current,
    /// 曾用.
    Former,
    /// 注销.
    Cancelled,
    /// Applied for as well.
    Pending,
}

/// What a name found in use is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Usage {
    /// A registered name, as it is registered.
    Standard,
    /// A registered and protected name, as it is registered.
    Protected,
    /// A form of a registered name: other script, own region's name or 新 before it, a same-sounding or similar character.
    NonStandard,
    /// A former name.
    Former,
    /// A cancelled name.
    Cancelled,
    /// In no register: used without approval?
    Unknown,
}

/// A name found in use with what the register says of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Used {
    /// As found.
    pub name: String,
    /// What it is.
    pub usage: Usage,
    /// Key and name of the registered name that it is or stands for; empty for none.
    pub id: String,
    /// Its standard form.
    pub standard: String,
    /// How the two differ, where they do.
    pub class: Option<Class>,
    /// The registered name's record.
    pub feature: Option<FeatureId>,
}

impl Finding {
    /// A finding within the scope.
    pub fn new(code: &str, weight: Weight, article: &str, evidence: Vec<Evidence>) -> Finding {
        let (code, article) = (code.to_owned(), article.to_owned());
        Finding { code, weight, article, in_scope: true, unchecked: None, evidence }
    }

    /// Says that a check could not be done.
    pub fn unchecked(code: &str, article: &str, why: Unchecked) -> Finding {
        Finding { unchecked: Some(why), ..Finding::new(code, Weight::Review, article, Vec::new()) }
    }
}
