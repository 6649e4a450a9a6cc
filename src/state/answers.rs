//! What the engine has answered, and its state.

use super::{Counts, Found, Health, NoteWindow, RowWindow};
use crate::reactive::State;
use diming_protocol::catalog::Catalog;
use diming_protocol::geo::{LonLat, WorldBounds};
use diming_protocol::{Card, FacetCounts, Filter, Ground, LayerState, LocalFile, Paper, Picture, Problem, TownTable};
use litemap::LiteMap;
use std::sync::Arc;

/// See the module's documentation. `Copy`.
#[derive(Clone, Copy)]
pub struct Answers {
    /// The deployment; `None` until it is read.
    pub catalog: State<Option<Arc<Catalog>>>,
    /// Why the catalog could not be opened, or the engine not started.
    pub problem: State<Option<Problem>>,
    /// Why the table of characters is missing: only exact text is found then.
    pub characters_problem: State<Option<Problem>>,
    /// The table of characters is loading again.
    pub characters_coming: State<bool>,
    /// State of the engine.
    pub engine: State<Health>,
    /// Why it stopped, as far as known, one line per stop.
    pub trouble: State<String>,
    /// A part of the engine failed to load, so its request was not carried out.
    pub is_part_lost: State<bool>,
    /// Increases when more data are loaded: pending requests are sent again.
    pub data_revision: State<u32>,
    /// Progress of each layer, in the catalog's order.
    pub layer_states: State<Vec<LayerState>>,
    /// Open files of this machine, by the index of their layer in the catalog.
    pub local_files: State<LiteMap<u32, LocalFile>>,
    /// Files of this machine that could not be opened at the last try, and why.
    pub local_refused: State<Vec<(String, Problem)>>,
    /// The responsibility areas that contain the point, with the point.
    pub areas: State<Option<(LonLat, Arc<Vec<Card>>)>>,
    /// Their cards, as far as loaded.
    pub compared_cards: State<Vec<Arc<Card>>>,
    /// Sequence number of the last look; compared with [`Counts::seq`] it tells whether the screen is up to date.
    pub asked_seq: State<u32>,
    /// The box around what passed when it was asked for last; each answer notifies.
    pub extent: State<Option<WorldBounds>>,
    /// The same for the sheet of paper; `None`: not answered yet.
    pub paper_extent: State<Option<Option<WorldBounds>>>,
    /// Counts of the last response.
    pub counts: State<Counts>,
    /// The picture that the map draws.
    pub picture: State<Arc<Picture>>,
    /// What the map lies on.
    pub ground: State<Arc<Ground>>,
    /// Facets of the last response.
    pub facets: State<Arc<Vec<FacetCounts>>>,
    /// Rows of the last response.
    pub rows: State<Arc<RowWindow>>,
    /// The selected record, once it is loaded.
    pub card: State<Option<Arc<Card>>>,
    /// The last response to a request for notes.
    pub notes: State<Arc<NoteWindow>>,
    /// The last counts by town.
    pub towns: State<Arc<TownTable>>,
    /// The centres of the requested towns.
    pub town_middle: State<Option<(String, Option<LonLat>)>>,
    /// The last records found by words beside the list.
    pub found: State<Arc<Found>>,
    /// How many records pass the filters that were asked for.
    pub counted: State<Vec<(Filter, u32)>>,
    /// The last printed sheet.
    pub paper: State<Option<Arc<Paper>>>,
    /// Progress of saving a list: records written, in all.
    pub saving: State<Option<(u32, u32)>>,
}

impl Answers {
    /// Creates the signals, owned by the current owner.
    pub(super) fn new() -> Answers {
        Answers {
            catalog: State::new(None),
            problem: State::new(None),
            characters_problem: State::new(None),
            characters_coming: State::new(false),
            engine: State::new(Health::Well),
            trouble: State::new(String::new()),
            is_part_lost: State::new(false),
            data_revision: State::new(0),
            layer_states: State::new(Vec::new()),
            local_files: State::new(LiteMap::new()),
            local_refused: State::new(Vec::new()),
            areas: State::new(None),
            compared_cards: State::new(Vec::new()),
            asked_seq: State::new(0),
            extent: State::new(None),
            paper_extent: State::new(None),
            counts: State::new(Counts::default()),
            picture: State::new(Arc::default()),
            ground: State::new(Arc::default()),
            facets: State::new(Arc::default()),
            rows: State::new(Arc::default()),
            card: State::new(None),
            notes: State::new(Arc::default()),
            towns: State::new(Arc::default()),
            town_middle: State::new(None),
            found: State::new(Arc::default()),
            counted: State::new(Vec::new()),
            paper: State::new(None),
            saving: State::new(None),
        }
    }
}
