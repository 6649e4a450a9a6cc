//! What the sentences and the links know of the naming review; the rest is in the crate `diming-review-protocol`.

use super::finding::Weight;
use litemap::LiteMap;
use serde::{Deserialize, Serialize};

/// Field → text, the names of an application's fields.
pub type Fields = LiteMap<String, String>;

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
