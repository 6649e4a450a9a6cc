//! What the map lies on: lines and areas beneath the answers, and place names written on it.

use super::FeatureId;
use crate::catalog::{GroundKind, NameRank};
use crate::geo::{World, WorldBounds};
use serde::{Deserialize, Serialize};

/// The ground of a view. It does not depend on filter and query, and covers more than the view.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ground {
    /// What it covers.
    pub bounds: WorldBounds,
    /// Zoom step for which lines are thinned and names chosen.
    pub zoom_step: u8,
    /// Lines and areas, the lowest first.
    pub shapes: Vec<GroundShape>,
    /// Place names, the more important first.
    pub names: Vec<GroundName>,
}

/// A line or an area of the ground.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroundShape {
    /// What it is.
    pub kind: GroundKind,
    /// Whether parts are rings (filled, even-odd) or lines.
    pub closed: bool,
    /// Parts, each a run of positions. What lies outside the bounds is drawn roughly.
    pub parts: Vec<Vec<World>>,
}

/// A place name on the ground.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroundName {
    /// The record: of a place name it opens its card; `None` for the name of a line of the ground.
    pub id: Option<FeatureId>,
    /// Where it is written: the middle of it.
    pub at: World,
    /// The line along which it is written; empty for a name at a position.
    pub along: Vec<World>,
    /// Its rank.
    pub rank: NameRank,
    /// The name in the language of the look.
    pub label: String,
}
