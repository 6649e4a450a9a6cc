//! The draw list: shapes below, symbols above, in painting order.
//!
//! Built once per picture and selection, not per frame. Positions are in world coordinates, so the list is valid under
//! every camera; sizes are CSS pixels.

use super::order::moved_back;
use diming_protocol::catalog::{Layer, LayerRole, Sign};
use diming_protocol::geo::{World, WorldBounds};
use diming_protocol::symbol::{SELECTED_GROWTH, radius_px};
use diming_protocol::{FeatureId, Picture, RecordState, Symbol};

/// The appearance of a symbol.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Face {
    /// The sign of one record.
    Sign {
        /// Shape.
        sign: Sign,
        /// Index of its layer in the catalog, for the colour.
        layer: u8,
        /// Hollow if planned, hatched if closed, with a badge if moved.
        state: RecordState,
    },
    /// A disc with a number and a ring of its layers' shares.
    Disc {
        /// The number.
        count: u32,
        /// (layer, records), the largest first.
        mix: Vec<(u8, u32)>,
    },
}

/// A symbol at a position.
#[derive(Clone, Debug, PartialEq)]
pub struct SymbolItem {
    /// The record; of a cluster its first.
    pub id: FeatureId,
    /// Its centre.
    pub at: World,
    /// Radius, CSS pixels.
    pub radius_px: f64,
    /// Appearance.
    pub face: Face,
    /// Enlarged, with a halo.
    pub selected: bool,
    /// Name of a record; empty for a cluster.
    pub label: String,
    /// The smaller, the more important is its label.
    pub label_rank: u32,
}

impl SymbolItem {
    /// Whether it stands for more than one record.
    pub fn is_cluster(&self) -> bool {
        matches!(self.face, Face::Disc { .. })
    }

    /// How many records it stands for.
    pub fn count(&self) -> u32 {
        match self.face {
            Face::Sign { .. } => 1,
            Face::Disc { count, .. } => count,
        }
    }

    /// Whether it is the same symbol as one of another picture, so that it does not fade in.
    pub fn is_same(&self, other: &SymbolItem) -> bool {
        self.id == other.id && self.at == other.at && self.face == other.face
    }
}

/// A line or an area.
#[derive(Clone, Debug, PartialEq)]
pub struct ShapeItem {
    /// The record.
    pub id: FeatureId,
    /// Index of its layer in the catalog, for the colour.
    pub layer: u8,
    /// Rings, hatched without outline and filled even-odd; otherwise lines.
    pub closed: bool,
    /// Rings or lines.
    pub parts: Vec<Vec<World>>,
    /// The box around it.
    pub bounds: WorldBounds,
    /// Drawn stronger.
    pub selected: bool,
    /// Its name.
    pub label: String,
}

/// Everything that is drawn for a picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DrawList {
    /// Zoom step of the clusters.
    pub zoom_step: u8,
    /// Areas first, then lines.
    pub shapes: Vec<ShapeItem>,
    /// The most important last; the selected one at the end.
    pub symbols: Vec<SymbolItem>,
}

impl DrawList {
    /// Builds it from a picture. Shapes and symbols of layers that the catalog lacks are left out.
    pub fn build(picture: &Picture, layers: &[Layer], selected: Option<FeatureId>) -> DrawList {
        let is_selected = |id| selected == Some(id);
        let shapes: Vec<ShapeItem> = picture
            .shapes
            .iter()
            .filter(|s| layers.get(s.id.layer()).is_some_and(|l| l.role != LayerRole::Scopes))
            .map(|s| ShapeItem {
                id: s.id,
                layer: s.id.layer() as u8,
                closed: s.closed,
                bounds: bounds_of(&s.parts),
                parts: s.parts.clone(),
                selected: is_selected(s.id),
                label: s.label.clone(),
            })
            .collect();
        let shapes = moved_back(moved_back(shapes, |s| s.selected), |s| !s.closed);
        let symbol = |s: &Symbol| {
            let face = face_of(s, layers)?;
            let selected = is_selected(s.id) && s.count == 1;
            let growth = if selected { SELECTED_GROWTH } else { 1.0 };
            Some(SymbolItem {
                id: s.id,
                at: s.at,
                radius_px: radius_px(s.count) * growth,
                face,
                selected,
                label: s.label.clone(),
                label_rank: if selected { 0 } else { s.id.layer() as u32 + 1 },
            })
        };
        let symbols: Vec<SymbolItem> = picture.symbols.iter().filter_map(symbol).collect();
        let symbols = moved_back(symbols, |s| s.selected);
        DrawList { zoom_step: picture.zoom_step, shapes, symbols }
    }
}

fn face_of(symbol: &Symbol, layers: &[Layer]) -> Option<Face> {
    if symbol.count > 1 {
        return Some(Face::Disc { count: symbol.count, mix: symbol.mix.clone() });
    }
    let layer = layers.get(symbol.id.layer())?;
    let sign = symbol.sign.unwrap_or(layer.style.sign);
    Some(Face::Sign { sign, layer: symbol.id.layer() as u8, state: symbol.state })
}

fn bounds_of(parts: &[Vec<World>]) -> WorldBounds {
    let none =
        WorldBounds { min_x: f64::INFINITY, min_y: f64::INFINITY, max_x: f64::NEG_INFINITY, max_y: f64::NEG_INFINITY };
    parts.iter().flatten().fold(none, |b, p| WorldBounds {
        min_x: b.min_x.min(p.x),
        min_y: b.min_y.min(p.y),
        max_x: b.max_x.max(p.x),
        max_y: b.max_y.max(p.y),
    })
}
