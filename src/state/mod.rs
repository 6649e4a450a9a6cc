//! The state of the page as signals, in four parts: [`View`], [`Answers`], [`Session`], [`MapCommands`].
//!
//! It changes when a person acts or a response arrives. The data are in the engine; the moving camera is in the map,
//! which writes it here at most ten times a second and when it rests.

mod answers;
mod books;
mod compared;
mod map_commands;
mod parts;
mod session;
mod site;
mod view;
mod workspaces;

pub use answers::Answers;
pub use books::{BookStage, OpenBook, OpenMember};
pub use map_commands::MapCommands;
pub use parts::*;
pub use session::Session;
pub use site::Site;
pub use view::View;
pub use workspaces::{Carried, LinkedFields, ListAct, OrderPart, PanelWidth, WorkspaceSpec, WorkspaceWords};

use diming_protocol::catalog::{Catalog, Label, Layer};
use diming_protocol::geo::LonLat;
use diming_protocol::{Constraint, LayerState, LocalFile, Phase, Sort, Which};
use diming_text::fold::holds_words;
use leptos::prelude::expect_context;
use litemap::LiteMap;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The state of the page, in parts by owner and rate of change. Its signals are created at the root; it is `Copy`, and
/// in the context of the root component.
#[derive(Clone, Copy)]
pub struct App {
    /// The parameters of the page.
    pub site: &'static Site,
    /// What a person has chosen.
    pub view: View,
    /// What the engine has answered.
    pub answers: Answers,
    /// What is open.
    pub session: Session,
    /// Commands to the map.
    pub map_commands: MapCommands,
    /// The workspaces, in the order of their tabs.
    pub workspaces: &'static [&'static WorkspaceSpec],
}

impl App {
    /// Creates the signals, owned by the current owner (the root component).
    pub fn new(workspaces: &'static [&'static WorkspaceSpec]) -> App {
        App {
            site: Box::leak(Box::new(Site::read())),
            view: View::new(),
            answers: Answers::new(),
            session: Session::new(),
            map_commands: MapCommands::new(),
            workspaces,
        }
    }

    /// Lays the page out. Until then it is not, so that it is laid out once and not part by part.
    pub fn show_page(&self) {
        if !self.session.is_page_shown.get_untracked() {
            self.session.is_page_shown.set(true);
        }
    }

    /// Orders the map to move.
    pub fn go(&self, goto: Goto) {
        self.map_commands.goto.update(|last| {
            let number = last.map_or(0, |(n, _)| n) + 1;
            *last = Some((number, goto));
        });
    }

    /// Whether a layer is of a file of this machine, open or closed.
    pub fn is_own_file(&self, place: usize) -> bool {
        self.answers
            .catalog
            .with(|catalog| catalog.as_ref().and_then(|c| c.layers.get(place)).is_some_and(Layer::is_own_file))
    }

    /// Whether a layer is on.
    pub fn layer_on(&self, id: &str) -> bool {
        self.view.layers.with(|on| match on {
            Some(on) => on.contains(id),
            None => {
                self.answers.catalog.with(|c| c.as_ref().is_some_and(|c| c.layers.iter().any(|l| l.id == id && l.on)))
            }
        })
    }

    /// Turns a layer on or off.
    pub fn set_layer(&self, id: &str, on: bool) {
        let Some(catalog) = self.answers.catalog.get_untracked() else { return };
        self.view.layers.update(|layers| {
            let set =
                layers.get_or_insert_with(|| id_set(catalog.layers.iter().filter(|l| l.on && l.role.is_listed())));
            if on {
                set.insert(id.to_owned());
            } else {
                set.remove(id);
            }
        });
    }

    /// Stores the opened catalog. After a restart of the engine it is the same catalog: the camera stays, and files of
    /// this machine are opened again.
    pub fn take_catalog(&self, catalog: Catalog) {
        self.answers.layer_states.set(vec![LayerState::default(); catalog.layers.len()]);
        self.answers.problem.set(None);
        let gone = self.answers.local_files.with_untracked(|files| files.keys().copied().collect::<Vec<u32>>());
        for place in gone.into_iter().rev() {
            let layer = self.answers.catalog.with_untracked(|now| now.as_ref()?.layers.get(place as usize).cloned());
            if let Some(layer) = layer {
                self.put_local(place as usize, layer, None);
            }
        }
        self.answers.layer_states.update(|states| states.truncate(catalog.layers.len()));
        if self.answers.catalog.with_untracked(|now| now.as_deref() != Some(&catalog)) {
            self.answers.catalog.set(Some(Arc::new(catalog)));
        }
        self.drop_unknown();
    }

    /// Removes from the view what the catalog lacks: layers, fields, a basemap. Adds them to `link_unread`; the rest
    /// of the link applies.
    pub fn drop_unknown(&self) {
        let Some(catalog) = self.answers.catalog.get_untracked() else { return };
        let mut unread = Vec::new();
        let unknown_layer = |id: &String| !catalog.layers.iter().any(|layer| layer.id == *id);
        let layers = self.view.layers.get_untracked().unwrap_or_default();
        let has_known = layers.is_empty() || !layers.iter().all(unknown_layer);
        for id in layers.iter().filter(|id| unknown_layer(id)) {
            unread.push(format!("layers={id}"));
        }
        if !unread.is_empty() {
            self.view.layers.update(|on| match on {
                Some(on) if has_known => on.retain(|id| !unknown_layer(id)),
                on => *on = None,
            });
        }
        let fields = self.view.fields.get_untracked();
        for field in fields.keys().filter(|field| !catalog.fields.contains_key(*field)) {
            unread.push(format!("f.{field}"));
            self.set_field(field, None);
        }
        let basemap = self.view.basemap.get_untracked();
        if let Some(id) = basemap.filter(|id| !catalog.basemaps.iter().any(|basemap| basemap.id == *id)) {
            unread.push(format!("base={id}"));
            self.view.basemap.set(None);
        }
        if !unread.is_empty() {
            self.session.link_unread.update(|all| all.append(&mut unread));
        }
    }

    /// Puts a layer of this machine at its index in the catalog: an opened one with its file, or the placeholder of a
    /// closed one.
    pub fn put_local(&self, place: usize, definition: Layer, file: Option<LocalFile>) {
        let Some(catalog) = self.answers.catalog.get_untracked() else { return };
        let mut catalog = Catalog::clone(&catalog);
        let is_here = |which: &Which| match which {
            Which::Id(id) => id.layer() == place,
            Which::Key(layer, _) => catalog.layers.get(place).is_some_and(|old| old.id == *layer),
        };
        if self.view.selected.with_untracked(|selected| selected.as_ref().is_some_and(is_here)) {
            self.select(None);
        }
        self.view.layers.update(|layers| {
            let Some(on) = layers else { return };
            if let Some(old) = catalog.layers.get(place) {
                on.remove(&old.id);
            }
            if file.is_some() {
                on.insert(definition.id.clone());
            }
        });
        self.session.spot.set(None);
        self.forget_compared(place);
        let phase = if file.is_some() { Phase::Loading } else { Phase::Whole };
        let state = LayerState { phase, ..LayerState::default() };
        self.answers.layer_states.update(|states| match states.get_mut(place) {
            Some(old) => *old = state,
            None => states.push(state),
        });
        self.answers.local_files.update(|files| match file {
            Some(file) => drop(files.insert(place as u32, file)),
            None => drop(files.remove(&(place as u32))),
        });
        match catalog.layers.get_mut(place) {
            Some(layer) => *layer = definition,
            None => catalog.layers.push(definition),
        }
        self.answers.catalog.set(Some(Arc::new(catalog)));
    }

    /// Sets or removes the constraint on a field.
    pub fn set_field(&self, field: &str, constraint: Option<Constraint>) {
        self.view.fields.update(|fields| match constraint {
            Some(constraint) => drop(fields.insert(field.to_owned(), constraint)),
            None => drop(fields.remove(field)),
        });
    }

    /// Adds a value to the values of a field, or removes it.
    pub fn toggle_value(&self, field: &str, value: &str) {
        self.view.fields.update(|fields| {
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

    /// Selects a record, or none. The old card stays until the new one has arrived.
    pub fn select(&self, which: Option<Which>) {
        if which.is_none() {
            self.answers.card.set(None);
        }
        self.view.selected.set(which);
    }

    /// The query; empty if it has no letters or digits: punctuation and blanks do not filter.
    pub fn words(&self) -> String {
        self.view.query.with(|query| if holds_words(query) { query.clone() } else { String::new() })
    }

    /// Removes every filter and the query; layers return to the catalog's default.
    pub fn clear_filters(&self) {
        self.view.query.set(String::new());
        self.view.fields.set(LiteMap::new());
        self.view.layers.set(None);
        self.view.in_view.set(false);
        self.view.radius_m.set(None);
        self.session.asked.set(Label::default());
    }

    /// The screen of the elder view.
    pub fn screen(&self) -> Screen {
        self.session.trail.with(|trail| trail.last().copied().unwrap_or_default())
    }

    /// Opens a screen of the elder view, or goes back to it if it is in the trail.
    pub fn open_screen(&self, screen: Screen) {
        self.session.trail.update(|trail| match (screen, trail.iter().position(|passed| *passed == screen)) {
            (Screen::Start, _) => trail.clear(),
            (_, Some(at)) => trail.truncate(at + 1),
            (_, None) => trail.push(screen),
        });
    }

    /// Goes back a screen of the elder view.
    pub fn leave_screen(&self) {
        self.session.trail.update(|trail| trail.truncate(trail.len().saturating_sub(1)));
    }

    /// Shows a place on the map.
    pub fn show_on_map(&self, at: LonLat, zoom_at_least: f64) {
        if self.view.is_elder.get_untracked() {
            self.open_screen(Screen::Map);
        }
        self.go(Goto::Show { at, zoom_at_least });
    }

    /// Sets the origin of distances; `None`: the centre of the map.
    pub fn measure_from(&self, origin: Option<Origin>) {
        match &origin {
            Some(_) => self.view.sort.set(Sort::Distance),
            None => self.view.radius_m.set(None),
        }
        self.view.from.set(origin);
    }

    /// Measures from a starting point that the person has just chosen, and leads to the list.
    pub fn start_from(&self, origin: Origin) {
        self.measure_from(Some(origin));
        if self.view.is_elder.get_untracked() {
            self.session.trail.update(|trail| trail.retain(|screen| !matches!(screen, Screen::Near | Screen::Map)));
            self.open_screen(Screen::List);
        }
        self.session.started.update(|n| *n += 1);
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

/// The state of the page, from the context of the root component.
pub fn app() -> App {
    expect_context::<App>()
}
