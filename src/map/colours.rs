//! The colours of the map: background from the page's tokens, layers from the catalog.

use diming_protocol::catalog::{Catalog, GroundKind, NameRank, Sign};
use diming_scene::labels::Type;
use leptos::prelude::*;

/// CSS colours of the current theme, and the reader's font.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Colours {
    /// Plain background.
    pub ground: String,
    /// Lines of longitude and latitude, and their labels.
    pub graticule: String,
    /// Names.
    pub label: String,
    /// Names of the ground: towns, other places, water.
    pub names: [String; 3],
    /// Fill and line of each kind of ground, in the order of [`GroundKind::ALL`].
    pub grounds: [String; 6],
    /// Halo of names and signs.
    pub halo: String,
    /// Fill of discs and hollow signs.
    pub cluster: String,
    /// Halo of the selected symbol and outline of the hovered one.
    pub selected: String,
    /// Findings by weight: error, warning, to look at, advice, information.
    pub weights: [String; 5],
    /// Of each layer, by its place in the catalog.
    pub layers: Vec<String>,
    /// Sign of each layer, by its place in the catalog.
    pub signs: Vec<Sign>,
    /// Font families.
    pub font: String,
}

impl Colours {
    /// Reads the CSS tokens of an element; `dark` chooses the layers' colours.
    pub fn read(element: &web_sys::Element, catalog: &Catalog, dark: bool) -> Colours {
        let style = window().get_computed_style(element).ok().flatten();
        let token = |name: &str| {
            let value = style.as_ref().and_then(|s| s.get_property_value(name).ok());
            value.map(|v| v.trim().to_owned()).unwrap_or_default()
        };
        Colours {
            ground: token("--map-ground"),
            graticule: token("--map-graticule"),
            label: token("--map-label"),
            names: ["--map-town", "--map-place", "--map-water-name"].map(token),
            grounds: ["--map-built-up", "--map-green", "--map-water", "--map-road", "--map-main-road", "--map-rail"]
                .map(token),
            halo: token("--map-halo"),
            cluster: token("--map-cluster"),
            selected: token("--map-selected"),
            weights: ["--weight-error", "--weight-warn", "--weight-look", "--weight-advice", "--weight-info"]
                .map(token),
            layers: catalog
                .layers
                .iter()
                .map(|l| if dark { l.style.color_dark.clone() } else { l.style.color.clone() })
                .collect(),
            signs: catalog.layers.iter().map(|layer| layer.style.sign).collect(),
            font: token("--font"),
        }
    }

    /// The colour of a kind of ground.
    pub fn ground(&self, kind: GroundKind) -> &str {
        let at = GroundKind::ALL.iter().position(|&of| of == kind).unwrap_or_default();
        &self.grounds[at]
    }

    /// The colour of a name.
    pub fn name(&self, set_in: Type) -> &str {
        match set_in {
            Type::Sign | Type::Selected => &self.label,
            Type::Ground(NameRank::Town) => &self.names[0],
            Type::Ground(NameRank::Water) => &self.names[2],
            Type::Ground(_) => &self.names[1],
        }
    }

    /// The colour of a layer.
    pub fn layer(&self, layer: u8) -> &str {
        self.layers.get(usize::from(layer)).map_or(&self.label, String::as_str)
    }
}
