//! Printing and saving: the current view on paper, the map as a picture, the list as a file.
//!
//! The sheet is built in the page just before the browser's print dialog and removed after it; the style sheet prints
//! nothing else. Its map is SVG, so that names stay text in a PDF.

mod captions;
mod export;
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
use diming_protocol::{Paper, Request};
use diming_scene::camera::Camera;
use diming_scene::paper_layout::{Format, listed_bounds};
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;

/// Most rows of the printed list, the engine's limit.
pub const ROWS_MAX: u32 = 500;

/// The choices for the paper, and what is being printed. In the context of the root component.
#[derive(Clone, Copy)]
pub struct PrintDialog {
    /// Size and orientation.
    pub format: State<Format>,
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
    basemap: Option<Basemap>,
    has_local: bool,
}

impl PrintDialog {
    /// Creates the state, for the root component.
    pub fn new() -> PrintDialog {
        PrintDialog {
            format: State::new(Format::default()),
            title: State::new(None),
            with_list: State::new(true),
            is_open: State::new(false),
            is_due: State::new(false),
            is_waiting: State::new(false),
            plan: State::new(None),
            is_bare: State::new(false),
        }
    }

    /// The camera of the printed map; `None` until the screen's map has a place.
    fn camera(&self, app: App) -> Option<Camera> {
        Some(self.format.get().camera(app.view.resting.get()?.bounds))
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

    /// Prints a response of the engine.
    pub fn print(&self, app: App, paper: Arc<Paper>) {
        let (Some(catalog), Some(camera)) = (app.answers.catalog.get_untracked(), self.camera(app)) else { return };
        let basemap = app.view.basemap.get_untracked();
        let usable = catalog.basemaps.iter().filter(|b| crate::map::is_usable(b));
        let plan = Plan {
            lang: app.view.lang.get_untracked(),
            title: self.title(app),
            format: self.format.get_untracked(),
            camera,
            shown: captions::shown(app, app.view.lang.get_untracked()),
            order: captions::order(app.view.lang.get_untracked(), app.view.sort.get_untracked()),
            basemap: usable.into_iter().find(|b| Some(&b.id) == basemap.as_ref()).cloned(),
            has_local: captions::has_local(&catalog, &paper.picture),
            catalog,
            paper,
        };
        self.is_bare.set(false);
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
