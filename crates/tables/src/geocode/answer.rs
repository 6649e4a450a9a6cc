//! What the geocoder answers: places with how fine, how sure and why, as codes and values.

use super::register::EntryNo;
use diming_protocol::geo::LonLat;

/// Candidates of one row; as many as there are keys to choose with.
pub const CANDIDATES_MAX: usize = 5;
/// A candidate of at least this certainty may be accepted unseen.
pub const SURE_FROM: f32 = 0.8;

/// How fine a place is, the finest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Accuracy {
    /// The record itself stands in the register.
    Record,
    /// A record of the register has this very house number.
    HouseNumber,
    /// Among or beside the house numbers of the street, or where its lane begins.
    NearNumber,
    /// The group of a village.
    Group,
    /// Somewhere on the street.
    Street,
    /// Somewhere in the village, community or settlement.
    Village,
    /// Somewhere in the town.
    Town,
    /// Nowhere.
    None,
}

impl Accuracy {
    /// The value of the field `position_accuracy`.
    pub fn code(self) -> &'static str {
        match self {
            Accuracy::Record => "record",
            Accuracy::HouseNumber => "house_number",
            Accuracy::NearNumber => "near_number",
            Accuracy::Group => "group",
            Accuracy::Street => "street",
            Accuracy::Village => "village",
            Accuracy::Town => "town",
            Accuracy::None => "none",
        }
    }

    /// Whether it may be drawn as the place itself: nothing coarser than a village is.
    pub fn is_drawn_exact(self) -> bool {
        self <= Accuracy::Village
    }
}

/// How a place was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// By a name in the register.
    Name,
    /// By the house number of a record.
    HouseNumber,
    /// In line between two house numbers.
    Between,
    /// At the nearest house number.
    Nearest,
    /// Where a lane begins: by its number among those of the street.
    LaneNumber,
    /// The place that the register gives the street, village or town itself.
    Own,
    /// The middle of the records there.
    Middle,
    /// The middle of the streets whose names have the same beginning.
    Family,
}

impl Method {
    /// The value of the field `position_method`.
    pub fn code(self) -> &'static str {
        match self {
            Method::Name => "register_name",
            Method::HouseNumber => "register_house_number",
            Method::Between => "between_house_numbers",
            Method::Nearest => "nearest_house_number",
            Method::LaneNumber => "lane_number",
            Method::Own => "register_place",
            Method::Middle => "middle_of_records",
            Method::Family => "streets_of_like_name",
        }
    }
}

/// What of a row a reason speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matter {
    /// Its name.
    Name,
    /// Its city, county or district.
    County,
    /// Its town.
    Town,
    /// Its village or community.
    Village,
    /// Its street, settlement or lane.
    Street,
    /// Its group of households.
    Group,
    /// Its house number.
    House,
    /// An estate, building or institution that the address names.
    Place,
    /// The rest of an address that was too long.
    Rest,
}

/// How something was matched, or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// As it is written.
    Same,
    /// In another form: traditional, full width, other numerals, without its generic.
    OtherForm,
    /// By a former name.
    FormerName,
    /// By its sound.
    SameSound,
    /// With one character changed, left out or too much.
    Slip,
    /// The number stands between those found, or beside the one found.
    Near,
    /// Not given, and only one place of the register fits.
    OnlyOne,
    /// Not given, and several places fit.
    Several,
    /// Given, and not found in the register.
    Missing,
    /// Given, and the register has another.
    Differs,
    /// Left out: it was not read.
    Unread,
}

/// A reason for a candidate, or against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// What it speaks of.
    pub matter: Matter,
    /// How that was matched.
    pub how: How,
    /// As the row has it; empty where it does not.
    pub asked: String,
    /// As the register has it; empty where it does not.
    pub found: String,
}

/// A place for a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Where.
    pub at: LonLat,
    /// The entry of the register that stands there or nearest; `None` for a middle of several.
    pub entry: Option<EntryNo>,
    /// How fine.
    pub accuracy: Accuracy,
    /// How found.
    pub method: Method,
    /// From 0 to 1: how likely it is the right one of its kind (the right street, not the right spot on it).
    pub certainty: f32,
    /// The place is hardly farther off than so many metres; `None` where that is not known.
    pub bound_m: Option<f64>,
    /// Why.
    pub why: Vec<Reason>,
}

impl Candidate {
    /// Names and values of the fields that a record gets with this place.
    pub fn fields(&self) -> [(&'static str, &'static str); 2] {
        [("position_accuracy", self.accuracy.code()), ("position_method", self.method.code())]
    }
}

/// What was found for a row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// The best first; at most [`CANDIDATES_MAX`].
    pub candidates: Vec<Candidate>,
    /// The first may be accepted unseen: it is certain, and no other place comes near it.
    pub is_sure: bool,
}

impl Answer {
    /// How fine the best place is.
    pub fn accuracy(&self) -> Accuracy {
        self.candidates.first().map_or(Accuracy::None, |best| best.accuracy)
    }
}
