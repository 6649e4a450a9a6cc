//! Printing and saving: the current view on paper, the map as a picture, the list as a file.
//!
//! The sheet is built in the page just before the browser's print dialog and removed after it; the style sheet prints
//! nothing else. Its map is SVG, so that names stay text in a PDF.

mod captions;
mod export;
mod ground;
mod legend;
mod list;
mod map;
mod picture;
mod sheet;
mod svg;

pub use export::ExportView;

use crate::reactive::{State, effect, live};
use crate::state::{App, app};
use diming_protocol::catalog::{Basemap, Catalog, Lang};
use diming_protocol::geo::LonLat;
use diming_protocol::geo::mercator::circle_bounds;
use diming_protocol::{Card, FeatureId, Paper, Request};
use diming_scene::camera::Camera;
use diming_scene::paper_layout::{Format, listed_bounds};
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;

/// Most rows of the printed list, the engine's limit.
pub const ROWS_MAX: u32 = 500;

/// Radius around the chosen record that is printed, metres.
const AROUND_M: f64 = 1_000.0;

/// What the map of a sheet shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    /// All records that the list holds.
    Answer,
    /// The chosen record and what is around it.
    Record,
    /// What the screen's map shows.
    Screen,
}

/// The choices for the paper, and what is being printed. In the context of the root component.
#[derive(Clone, Copy)]
pub struct PrintDialog {
    /// Size and orientation.
    pub format: State<Format>,
    /// What the map shows, as chosen; `None`: the chosen record if there is one, else all results.
    pub area: State<Option<Area>>,
    /// The record whose card was open before the overlay.
    pub card: State<Option<Arc<Card>>>,
    /// The title as typed; `None`: the catalog's.
    pub title: State<Option<String>>,
    /// Whether the list is printed as well.
    pub with_list: State<bool>,
    /// The overlay was opened: the sheet is rendered from then on.
    pub is_open: State<bool>,
    /// The button was pressed, and the sheet is not ready yet.
    pub is_due: State<bool>,
    /// The sheet is ready and waits for its basemap.
    pub is_waiting: State<bool>,
    /// What is being printed.
    plan: State<Option<Arc<Plan>>>,
    /// The basemap of what is being printed could not be loaded.
    is_bare: State<bool>,
    /// The sources of the basemap that are on the paper, a bit each.
    basemap_sources: State<u32>,
}

/// The content of a sheet.
struct Plan {
    catalog: Arc<Catalog>,
    lang: Lang,
    title: String,
    format: Format,
    camera: Camera,
    paper: Arc<Paper>,
    shown: Vec<String>,
    order: &'static str,
    /// The record that the map is about.
    chosen: Option<FeatureId>,
    /// Readers of the paper know from where distances are measured.
    has_distances: bool,
    basemap: Option<Basemap>,
    has_local: bool,
}

impl PrintDialog {
    /// Creates the state, for the root component.
    pub fn new() -> PrintDialog {
        PrintDialog {
            format: State::new(Format::default()),
            area: State::new(None),
            card: State::new(None),
            title: State::new(None),
            with_list: State::new(true),
            is_open: State::new(false),
            is_due: State::new(false),
            is_waiting: State::new(false),
            plan: State::new(None),
            is_bare: State::new(false),
            basemap_sources: State::new(0),
        }
    }

    /// The chosen record, if it has a place.
    pub fn chosen(&self) -> Option<(FeatureId, LonLat)> {
        self.card.with(|card| card.as_ref().and_then(|card| Some((card.id, card.at?))))
    }

    /// What the map shows.
    pub fn area(&self) -> Area {
        let has_record = self.chosen().is_some();
        let area = self.area.get().filter(|area| has_record || *area != Area::Record);
        area.unwrap_or(if has_record { Area::Record } else { Area::Answer })
    }

    /// The camera of the printed map; `None` until what it depends on is known.
    pub fn camera(&self, app: App) -> Option<Camera> {
        let (format, seen) = (self.format.get(), app.view.resting.get()?.bounds);
        // A list of what is in view has what the screen shows.
        let is_in_view = app.view.in_view.get();
        Some(match self.area() {
            Area::Record => format.camera(circle_bounds(self.chosen()?.1, AROUND_M)),
            Area::Answer if !is_in_view => match app.answers.paper_extent.get()? {
                Some(places) => format.camera_around(places),
                None => format.camera(seen),
            },
            Area::Answer | Area::Screen => format.camera(seen),
        })
    }

    /// The request to the engine; it changes with the choices and with the map.
    pub fn request(&self, app: App) -> Option<Request> {
        let camera = self.camera(app)?;
        let rows = if self.with_list.get() { ROWS_MAX } else { 0 };
        Some(Request::Paper { bounds: listed_bounds(&camera), zoom: camera.zoom, rows })
    }

    /// Whether a response belongs to the current choices.
    pub fn fits(&self, app: App, paper: &Paper) -> bool {
        let bounds = self.camera(app).map(|camera| listed_bounds(&camera));
        bounds == Some(paper.picture.bounds) && (self.with_list.get() || paper.rows.is_empty())
    }

    /// The title that is printed.
    pub fn title(&self, app: App) -> String {
        let written = self.title.get().filter(|title| !title.trim().is_empty());
        written.unwrap_or_else(|| {
            app.answers
                .catalog
                .with(|c| c.as_ref().map_or_else(String::new, |c| c.title.get(app.view.lang.get()).0.to_owned()))
        })
    }

    /// The sheet with a response of the engine.
    fn plan_of(&self, app: App, paper: Arc<Paper>) -> Option<Plan> {
        let (catalog, camera) = (app.answers.catalog.get()?, self.camera(app)?);
        let (lang, area, basemap) = (app.view.lang.get(), self.area(), app.view.basemap.get());
        let usable = catalog.basemaps.iter().filter(|b| crate::map::is_usable(b));
        let has_distances = area == Area::Screen || app.view.from.with(Option::is_some);
        Some(Plan {
            lang,
            title: self.title(app),
            format: self.format.get(),
            camera,
            shown: captions::shown(app, lang, has_distances),
            order: captions::order(lang, app.view.sort.get()),
            chosen: self.chosen().filter(|_| area == Area::Record).map(|(id, _)| id),
            has_distances,
            basemap: usable.into_iter().find(|b| Some(&b.id) == basemap.as_ref()).cloned(),
            has_local: captions::has_local(&catalog, &paper.picture),
            catalog,
            paper,
        })
    }

    /// Prints a response of the engine.
    pub fn print(&self, app: App, paper: Arc<Paper>) {
        let Some(plan) = untrack(|| self.plan_of(app, paper)) else { return };
        self.is_bare.set(false);
        self.basemap_sources.set(0);
        self.is_waiting.set(true);
        self.plan.set(Some(Arc::new(plan)));
    }

    /// Opens the print dialog once the page has been updated. If the browser refuses, nothing is printed, and the
    /// sheet stays hidden until the next try.
    fn open_dialog(self) {
        self.is_waiting.set(false);
        if self.plan.with_untracked(Option::is_some) {
            set_timeout(|| drop(window().print()), Duration::ZERO);
        }
    }
}

/// From the context.
pub fn print_dialog() -> PrintDialog {
    expect_context::<PrintDialog>()
}

/// The sheet being printed, if any: hidden on the screen, alone on paper.
#[component]
pub fn PaperSheet() -> impl IntoView {
    let (app, press) = (app(), print_dialog());
    drop(window_event_listener(leptos::ev::afterprint, move |_| press.plan.set(None)));
    // The style sheet hides the rest of the page only while a sheet is printed.
    effect(move || {
        let is_printing = press.plan.with(Option::is_some);
        let root = document().document_element();
        // A failure leaves the page as it was.
        drop(root.map(|root| root.class_list().toggle_with_force("is-printing", is_printing)));
    });
    live(move || press.plan.get().map(|plan| sheet::view(app, press, plan)))
}
