//! What a review finds: codes, weights, evidence. `messages` makes the sentences.

use super::Case;
use super::collide::Class;
use super::register::Register;
use crate::geo::{bearing_deg, distance_m};
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
    /// The figures are missing.
    NoFigures,
    /// The position is missing or none.
    NoPlace,
    /// The office has supplied no list.
    NoList,
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
    /// A code that `messages` knows: a paper, an authority, a kind of fault.
    Item(String),
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
    /// How the names collide.
    pub class: Class,
    /// Its town.
    pub town: String,
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

impl Status {
    /// The status of a register's word; what is not known counts as in use.
    pub fn of_word(word: &str) -> Status {
        match word {
            "曾用" | "former" => Status::Former,
            "注销" | "cancelled" => Status::Cancelled,
            _ => Status::Current,
        }
    }
}

impl NameEvidence {
    /// What is known of a registered name, and where it is seen from the application's place.
    pub fn of(case: &Case, register: &Register, row: usize) -> NameEvidence {
        let between = case.at.zip(register.place(row));
        NameEvidence {
            id: register.id(row).to_owned(),
            name: register.name(row).to_owned(),
            status: register.status(row),
            class: Class::D1,
            town: register.town(row).to_owned(),
            distance_m: between.map(|(from, to)| distance_m(from, to).round()),
            bearing_deg: between.map(|(from, to)| bearing_deg(from, to).round()),
            pinyin: Vec::new(),
            same_tones: false,
            scope: String::new(),
            scope_value: String::new(),
        }
    }
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
