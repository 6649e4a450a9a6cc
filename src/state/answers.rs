//! What the engine has answered, and how it is.

use super::{Counts, Found, Health, NoteWindow, RowWindow};
use crate::reactive::State;
use diming_protocol::catalog::Catalog;
use diming_protocol::geo::LonLat;
use diming_protocol::{Card, FacetCounts, LayerState, LocalFile, Paper, Picture, Problem, TownTable};
use litemap::LiteMap;
use std::sync::Arc;

/// See the module's documentation. `Copy`.
#[derive(Clone, Copy)]
pub struct Answers {
    /// The deployment; `None` until it is read.
    pub catalog: State<Option<Arc<Catalog>>>,
    /// Why the catalog could not be opened, or the engine not started.
    pub problem: State<Option<Problem>>,
    /// Why the table of characters is not there: only what is written is found.
    pub characters_problem: State<Option<Problem>>,
    /// The table of characters is being loaded again.
    pub characters_coming: State<bool>,
    /// How the engine is.
    pub engine: State<Health>,
    /// What is known of why it stopped, a line each time.
    pub trouble: State<String>,
    /// A part of the engine did not come, and what was asked of it was not done.
    pub is_part_lost: State<bool>,
    /// Increases when more data are loaded: open requests are sent again.
    pub data_revision: State<u32>,
    /// How far each layer is, in the catalog's order.
    pub layer_states: State<Vec<LayerState>>,
    /// Files of this machine that are layers, by the layer's place in the catalog.
    pub local_files: State<LiteMap<u32, LocalFile>>,
    /// Files of this machine that were not opened at the last try, and why.
    pub local_refused: State<Vec<(String, Problem)>>,
    /// The responsibility areas that the point lies in, with the point.
    pub areas: State<Option<(LonLat, Arc<Vec<Card>>)>>,
    /// Their cards, as far as they are there.
    pub compared_cards: State<Vec<Arc<Card>>>,
    /// Sequence number of the last look asked for; with [`Counts::seq`] it tells whether what is
    /// shown answers what was asked.
    pub asked_seq: State<u32>,
    /// Counts of the last answer.
    pub counts: State<Counts>,
    /// What the map draws.
    pub picture: State<Arc<Picture>>,
    /// Facets of the last answer.
    pub facets: State<Arc<Vec<FacetCounts>>>,
    /// Rows of the last answer.
    pub rows: State<Arc<RowWindow>>,
    /// The selected record, once it is there.
    pub card: State<Option<Arc<Card>>>,
    /// The last answer to a request for notes.
    pub notes: State<Arc<NoteWindow>>,
    /// The last counts by town.
    pub towns: State<Arc<TownTable>>,
    /// The middles of towns that were asked for.
    pub town_middle: State<Option<(String, Option<LonLat>)>>,
    /// The last records found by words beside the list.
    pub found: State<Arc<Found>>,
    /// The last sheet of paper.
    pub paper: State<Option<Arc<Paper>>>,
    /// How far the saving of a list is: records written, of all.
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
            counts: State::new(Counts::default()),
            picture: State::new(Arc::default()),
            facets: State::new(Arc::default()),
            rows: State::new(Arc::default()),
            card: State::new(None),
            notes: State::new(Arc::default()),
            towns: State::new(Arc::default()),
            town_middle: State::new(None),
            found: State::new(Arc::default()),
            paper: State::new(None),
            saving: State::new(None),
        }
    }
}
