//! What a person has chosen, and where the map rests: what links and preferences hold.

use super::{ELDER_TEXT_PX, Origin, Resting, Theme};
use crate::reactive::State;
use diming_protocol::catalog::Lang;
use diming_protocol::{Constraint, Sort, Which};
use litemap::LiteMap;
use std::collections::BTreeSet;

/// See the module's documentation. `Copy`.
#[derive(Clone, Copy)]
pub struct View {
    /// Language.
    pub lang: State<Lang>,
    /// Theme.
    pub theme: State<Theme>,
    /// The elder view (长辈版).
    pub is_elder: State<bool>,
    /// The officers' workspaces are shown.
    pub is_officer: State<bool>,
    /// Size of text in the elder view, CSS pixels.
    pub elder_text_px: State<u32>,
    /// What was typed (whole input-method compositions only).
    pub query: State<String>,
    /// Ids of the layers that are on; `None`: the catalog's default.
    pub layers: State<Option<BTreeSet<String>>>,
    /// Field key → constraint.
    pub fields: State<LiteMap<String, Constraint>>,
    /// Order of the list.
    pub sort: State<Sort>,
    /// The origin of distances; `None`: the map's centre.
    pub from: State<Option<Origin>>,
    /// Only records within this many metres of the origin.
    pub radius_m: State<Option<f64>>,
    /// The compared records, at most three of one layer.
    pub compared: State<Vec<Which>>,
    /// Only records in the map's view.
    pub in_view: State<bool>,
    /// Id of the basemap; `None`: the plain background.
    pub basemap: State<Option<String>>,
    /// The selected record.
    pub selected: State<Option<Which>>,
    /// Where the map rests; `None` until it has a size.
    pub resting: State<Option<Resting>>,
}

impl View {
    /// Creates the signals, owned by the current owner.
    pub(super) fn new() -> View {
        View {
            lang: State::new(Lang::Zh),
            theme: State::new(Theme::Auto),
            is_elder: State::new(false),
            is_officer: State::new(false),
            elder_text_px: State::new(ELDER_TEXT_PX.0),
            query: State::new(String::new()),
            layers: State::new(None),
            fields: State::new(LiteMap::new()),
            sort: State::new(Sort::Relevance),
            from: State::new(None),
            radius_m: State::new(None),
            compared: State::new(Vec::new()),
            in_view: State::new(false),
            basemap: State::new(None),
            selected: State::new(None),
            resting: State::new(None),
        }
    }
}
