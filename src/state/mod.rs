//! The view state as signals: what a person has set, and the engine's last answer to it.
//!
//! Three speeds: the data live in the engine; what stands here changes when a person acts or an
//! answer arrives; the moving camera belongs to the map and comes here only when it rests.

mod parts;
mod site;

pub use parts::*;
pub use site::Site;

use crate::a11y::speech::Reading;
use crate::live::State;
use crate::workspaces::Workspace;
use crate::workspaces::review::desk::Desk;
use diming_protocol::catalog::{Catalog, Datum, Lang, Layer};
use diming_protocol::geo::LonLat;
use diming_protocol::{
    Card, Constraint, FacetCounts, FeatureId, LayerState, LocalFile, Paper, Phase, Picture, Problem, Row, Sort,
    TownTable, Which,
};
use diming_text::fold::holds_words;
use leptos::prelude::expect_context;
use litemap::LiteMap;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Everything on the page, as signals created at the root. `Copy`: hand it on, or take it from the context.
#[derive(Clone, Copy)]
pub struct App {
    /// How the page is put.
    pub site: &'static Site,
    /// The deployment; `None` until it is read.
    pub catalog: State<Option<Arc<Catalog>>>,
    /// Why the catalog could not be opened, or the engine not started.
    pub problem: State<Option<Problem>>,
    /// Why the table of characters is not there: only what is written is found.
    pub characters_problem: State<Option<Problem>>,
    /// It is being loaded again.
    pub characters_coming: State<bool>,
    /// How the engine is.
    pub engine: State<Health>,
    /// What is known of why it stopped, a line each time.
    pub trouble: State<String>,
    /// A part of the engine did not come, and what was asked of it was not done.
    pub is_part_lost: State<bool>,
    /// Parts of the last link that could not be read, or that this catalog does not have.
    pub link_unread: State<Vec<String>>,
    /// Rises when more data are in: what was asked is asked again.
    pub data_revision: State<u32>,
    /// How far each layer is, in the catalog's order.
    pub layer_states: State<Vec<LayerState>>,

    /// Files of this machine that are layers, by the layer's place in the catalog.
    pub local_files: State<LiteMap<u32, LocalFile>>,
    /// Files of this machine that were not opened at the last try, and why.
    pub local_refused: State<Vec<(String, Problem)>>,
    /// Datum of the coordinates of the next file of this machine.
    pub local_datum: State<Datum>,
    /// A file of this machine was opened in this visit: what is searched and filtered for may come from
    /// it, so the address bar does not say it from then on.
    pub is_discreet: State<bool>,

    /// Language.
    pub lang: State<Lang>,
    /// Theme.
    pub theme: State<Theme>,
    /// The elder view (长辈版).
    pub is_elder: State<bool>,
    /// Size of text in the elder view, CSS pixels.
    pub elder_text_px: State<u32>,
    /// The screens of the elder view that one has come through, the present one last; empty at its start.
    pub trail: State<Vec<Screen>>,
    /// How the asking for the person's position stands.
    pub locating: State<Locating>,
    /// What is read aloud.
    pub reading: State<Reading>,
    /// What was typed (whole input-method compositions only).
    pub query: State<String>,
    /// Ids of the layers that are on; `None`: the catalog's default.
    pub layers: State<Option<BTreeSet<String>>>,
    /// Field key → constraint.
    pub fields: State<LiteMap<String, Constraint>>,
    /// Order of the list.
    pub sort: State<Sort>,
    /// The point that distances are measured from; `None`: the map's centre.
    pub from: State<Option<Origin>>,
    /// Only what stands within so many metres of there.
    pub radius_m: State<Option<f64>>,
    /// The responsibility areas that the point lies in, with the point.
    pub areas: State<Option<(LonLat, Arc<Vec<Card>>)>>,
    /// The records that are compared, at most three of one layer.
    pub compared: State<Vec<Which>>,
    /// Their cards, as far as they are there.
    pub compared_cards: State<Vec<Arc<Card>>>,
    /// The person is choosing a point: the next click on the map sets it.
    pub choosing: State<Option<Choosing>>,
    /// Only what the map shows.
    pub in_view: State<bool>,
    /// Id of the basemap; `None`: the plain background.
    pub basemap: State<Option<String>>,
    /// The selected record.
    pub selected: State<Option<Which>>,
    /// The record under the pointer, on the map or in the list.
    pub hovered: State<Option<FeatureId>>,
    /// Where the map rests; `None` until it has a size.
    pub resting: State<Option<Resting>>,
    /// The map is to go where the selected record stands, once its card is there (a link without a camera).
    pub show_card_place: State<bool>,
    /// How much of the map's lower edge the sheet covers, CSS pixels.
    pub covered_px: State<f64>,
    /// The last order to the map, numbered.
    pub goto: State<Option<(u32, Goto)>>,
    /// Rows of the list that are on the screen.
    pub wanted_rows: State<std::ops::Range<u32>>,

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
    /// A cluster opened as a list.
    pub spot: State<Option<Arc<Spot>>>,
    /// The last answer to a request for notes.
    pub notes: State<Arc<NoteWindow>>,
    /// The last counts by town.
    pub towns: State<Arc<TownTable>>,
    /// The middles of towns that were asked for.
    pub town_middle: State<Option<(String, Option<LonLat>)>>,
    /// The last records found by words beside the list: the words, the records.
    pub found: State<Arc<(String, Vec<Row>)>>,
    /// The last sheet of paper.
    pub paper: State<Option<Arc<Paper>>>,
    /// How far the saving of a list is: records written, of all.
    pub saving: State<Option<(u32, u32)>>,

    /// What the panel is for.
    pub workspace: State<Workspace>,
    /// The naming review.
    pub desk: Desk,
    /// What the review shows on the map.
    pub pins: State<Arc<Vec<Pin>>>,
}

impl App {
    /// Fresh signals, owned by the current owner (the root component).
    pub fn new() -> App {
        App {
            site: Box::leak(Box::new(Site::read())),
            catalog: State::new(None),
            problem: State::new(None),
            engine: State::new(Health::Well),
            trouble: State::new(String::new()),
            is_part_lost: State::new(false),
            link_unread: State::new(Vec::new()),
            data_revision: State::new(0),
            layer_states: State::new(Vec::new()),
            local_files: State::new(LiteMap::new()),
            local_refused: State::new(Vec::new()),
            characters_problem: State::new(None),
            characters_coming: State::new(false),
            local_datum: State::new(Datum::Wgs84),
            is_discreet: State::new(false),
            lang: State::new(Lang::Zh),
            theme: State::new(Theme::Auto),
            is_elder: State::new(false),
            elder_text_px: State::new(ELDER_TEXT_PX.0),
            trail: State::new(Vec::new()),
            locating: State::new(Locating::NotAsked),
            reading: State::new(Reading::Silent),
            query: State::new(String::new()),
            layers: State::new(None),
            fields: State::new(LiteMap::new()),
            sort: State::new(Sort::Relevance),
            from: State::new(None),
            radius_m: State::new(None),
            areas: State::new(None),
            compared: State::new(Vec::new()),
            compared_cards: State::new(Vec::new()),
            choosing: State::new(None),
            in_view: State::new(false),
            basemap: State::new(None),
            selected: State::new(None),
            hovered: State::new(None),
            resting: State::new(None),
            show_card_place: State::new(false),
            covered_px: State::new(0.0),
            goto: State::new(None),
            wanted_rows: State::new(0..60),
            asked_seq: State::new(0),
            counts: State::new(Counts::default()),
            picture: State::new(Arc::default()),
            facets: State::new(Arc::default()),
            rows: State::new(Arc::default()),
            card: State::new(None),
            spot: State::new(None),
            notes: State::new(Arc::default()),
            towns: State::new(Arc::default()),
            town_middle: State::new(None),
            found: State::new(Arc::default()),
            paper: State::new(None),
            saving: State::new(None),
            workspace: State::new(Workspace::Find),
            desk: Desk::new(),
            pins: State::new(Arc::default()),
        }
    }

    /// Orders the map to move.
    pub fn go(&self, goto: Goto) {
        self.goto.update(|last| {
            let number = last.map_or(0, |(n, _)| n) + 1;
            *last = Some((number, goto));
        });
    }

    /// Whether the naming review is open: it is offered, and it is chosen.
    pub fn in_review(&self) -> bool {
        self.workspace.get() == Workspace::Review && self.offers_review()
    }

    /// Whether there is a naming review here: the catalog has one, and the page is put for officers.
    pub fn offers_review(&self) -> bool {
        self.site.layout().is_for_officers()
            && self.catalog.with(|catalog| catalog.as_ref().is_some_and(|c| c.review.is_some()))
    }

    /// Whether a layer is of a file of this machine, open now or before.
    pub fn is_own_file(&self, place: usize) -> bool {
        self.catalog.with(|catalog| catalog.as_ref().and_then(|c| c.layers.get(place)).is_some_and(Layer::is_own_file))
    }

    /// Whether a layer is on.
    pub fn layer_on(&self, id: &str) -> bool {
        self.layers.with(|on| match on {
            Some(on) => on.contains(id),
            None => self.catalog.with(|c| c.as_ref().is_some_and(|c| c.layers.iter().any(|l| l.id == id && l.on))),
        })
    }

    /// Turns a layer on or off.
    pub fn set_layer(&self, id: &str, on: bool) {
        let Some(catalog) = self.catalog.get_untracked() else { return };
        self.layers.update(|layers| {
            let set =
                layers.get_or_insert_with(|| id_set(catalog.layers.iter().filter(|l| l.on && l.role.is_listed())));
            if on {
                set.insert(id.to_owned());
            } else {
                set.remove(id);
            }
        });
    }

    /// Takes the catalog that the engine has opened. One that was started again opens the same: the map
    /// stays where it is; files of this machine are opened anew.
    pub fn take_catalog(&self, catalog: Catalog) {
        self.layer_states.set(vec![LayerState::default(); catalog.layers.len()]);
        self.problem.set(None);
        let gone = self.local_files.with_untracked(|files| files.keys().copied().collect::<Vec<u32>>());
        for place in gone.into_iter().rev() {
            let layer = self.catalog.with_untracked(|now| now.as_ref()?.layers.get(place as usize).cloned());
            if let Some(layer) = layer {
                self.put_local(place as usize, layer, None);
            }
        }
        self.layer_states.update(|states| states.truncate(catalog.layers.len()));
        if self.catalog.with_untracked(|now| now.as_deref() != Some(&catalog)) {
            self.catalog.set(Some(Arc::new(catalog)));
        }
        self.drop_unknown();
    }

    /// Takes out of the view what a link says and the catalog does not have: layers, fields, a basemap. It is told; the
    /// rest counts.
    pub fn drop_unknown(&self) {
        let Some(catalog) = self.catalog.get_untracked() else { return };
        let mut unread = Vec::new();
        let unknown_layer = |id: &String| !catalog.layers.iter().any(|layer| layer.id == *id);
        let layers = self.layers.get_untracked().unwrap_or_default();
        let has_known = layers.is_empty() || !layers.iter().all(unknown_layer);
        for id in layers.iter().filter(|id| unknown_layer(id)) {
            unread.push(format!("layers={id}"));
        }
        if !unread.is_empty() {
            self.layers.update(|on| match on {
                Some(on) if has_known => on.retain(|id| !unknown_layer(id)),
                on => *on = None,
            });
        }
        let fields = self.fields.get_untracked();
        for field in fields.keys().filter(|field| !catalog.fields.contains_key(*field)) {
            unread.push(format!("f.{field}"));
            self.set_field(field, None);
        }
        let basemap = self.basemap.get_untracked();
        if let Some(id) = basemap.filter(|id| !catalog.basemaps.iter().any(|basemap| basemap.id == *id)) {
            unread.push(format!("base={id}"));
            self.basemap.set(None);
        }
        if !unread.is_empty() {
            self.link_unread.update(|all| all.append(&mut unread));
        }
    }

    /// Puts a layer of this machine into its place in the catalog: one that was opened, with its file, or
    /// what stands there after one was closed.
    pub fn put_local(&self, place: usize, definition: Layer, file: Option<LocalFile>) {
        let Some(catalog) = self.catalog.get_untracked() else { return };
        let mut catalog = Catalog::clone(&catalog);
        let is_here = |which: &Which| match which {
            Which::Id(id) => id.layer() == place,
            Which::Key(layer, _) => catalog.layers.get(place).is_some_and(|old| old.id == *layer),
        };
        if self.selected.with_untracked(|selected| selected.as_ref().is_some_and(is_here)) {
            self.select(None);
        }
        self.layers.update(|layers| {
            let Some(on) = layers else { return };
            if let Some(old) = catalog.layers.get(place) {
                on.remove(&old.id);
            }
            if file.is_some() {
                on.insert(definition.id.clone());
            }
        });
        self.spot.set(None);
        self.forget_compared(place);
        let phase = if file.is_some() { Phase::Loading } else { Phase::Whole };
        let state = LayerState { phase, ..LayerState::default() };
        self.layer_states.update(|states| match states.get_mut(place) {
            Some(old) => *old = state,
            None => states.push(state),
        });
        self.local_files.update(|files| match file {
            Some(file) => drop(files.insert(place as u32, file)),
            None => drop(files.remove(&(place as u32))),
        });
        match catalog.layers.get_mut(place) {
            Some(layer) => *layer = definition,
            None => catalog.layers.push(definition),
        }
        self.catalog.set(Some(Arc::new(catalog)));
    }

    /// Sets or lifts the constraint on a field.
    pub fn set_field(&self, field: &str, constraint: Option<Constraint>) {
        self.fields.update(|fields| match constraint {
            Some(constraint) => drop(fields.insert(field.to_owned(), constraint)),
            None => drop(fields.remove(field)),
        });
    }

    /// Adds a value to, or takes it from, the values of a field.
    pub fn toggle_value(&self, field: &str, value: &str) {
        self.fields.update(|fields| {
            let mut values = match fields.remove(field) {
                Some(Constraint::Any(values)) => values,
                _ => Vec::new(),
            };
            match values.iter().position(|v| v == value) {
                Some(at) => drop(values.remove(at)),
                None => values.push(value.to_owned()),
            }
            if !values.is_empty() {
                fields.insert(field.to_owned(), Constraint::Any(values));
            }
        });
    }

    /// Selects a record, or none. The card of the last one stays until the new one is there.
    pub fn select(&self, which: Option<Which>) {
        if which.is_none() {
            self.card.set(None);
        }
        self.selected.set(which);
    }

    /// What is searched for; empty where nothing in the box can be: signs and blanks are no filter.
    pub fn words(&self) -> String {
        self.query.with(|query| if holds_words(query) { query.clone() } else { String::new() })
    }

    /// Lifts every filter and the query; layers go back to the catalog's default.
    pub fn clear_filters(&self) {
        self.query.set(String::new());
        self.fields.set(LiteMap::new());
        self.layers.set(None);
        self.in_view.set(false);
        self.radius_m.set(None);
    }

    /// The screen of the elder view.
    pub fn screen(&self) -> Screen {
        self.trail.with(|trail| trail.last().copied().unwrap_or_default())
    }

    /// Opens a screen of the elder view; one that is behind the present one is gone back to.
    pub fn open_screen(&self, screen: Screen) {
        self.trail.update(|trail| match (screen, trail.iter().position(|passed| *passed == screen)) {
            (Screen::Start, _) => trail.clear(),
            (_, Some(at)) => trail.truncate(at + 1),
            (_, None) => trail.push(screen),
        });
    }

    /// Goes back a screen of the elder view.
    pub fn leave_screen(&self) {
        self.trail.update(|trail| trail.truncate(trail.len().saturating_sub(1)));
    }

    /// Brings a place of the map before the person's eyes.
    pub fn show_on_map(&self, at: LonLat, zoom_at_least: f64) {
        if self.is_elder.get_untracked() {
            self.open_screen(Screen::Map);
        }
        self.go(Goto::Show { at, zoom_at_least });
    }

    /// Measures distances from a point from now on, or from the map's centre again.
    pub fn measure_from(&self, origin: Option<Origin>) {
        match &origin {
            Some(_) => self.sort.set(Sort::Distance),
            None => self.radius_m.set(None),
        }
        self.from.set(origin);
    }
}

/// Ids of layers. Inserted one by one: collecting would link a sort of its own.
pub fn id_set<'a>(layers: impl Iterator<Item = &'a Layer>) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for layer in layers {
        ids.insert(layer.id.clone());
    }
    ids
}

impl Default for App {
    fn default() -> Self {
        App::new()
    }
}

/// The state of the page, from the context of the root component.
pub fn app() -> App {
    expect_context::<App>()
}
