//! The address bar: it is updated when the view changes, and an address that is entered is shown.
//!
//! It holds nothing of a file of this machine: no layer or record of it, and once one was opened in this visit no
//! words and values that may come from it; places are rounded then.
//!
//! Changes replace the entry at most every [`WRITE_EVERY_MS`]; entries of their own are made for what is opened
//! (`src/back.rs`).

use crate::reactive::{State, effect};
use crate::state::{App, Goto, Origin, OriginKind};
use diming_protocol::catalog::{Catalog, Lang};
use diming_protocol::geo::LonLat;
use diming_protocol::link::deployment::build_search;
use diming_protocol::link::{LinkCamera, LinkFields, Mode, View, build_hash, read_link};
use diming_protocol::{Card, Which};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use litemap::LiteMap;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen::JsValue;

/// Shortest time between two writes, milliseconds (browsers refuse more than about three a second).
const WRITE_EVERY_MS: u32 = 350;

/// Decimals of places in the address once a file of this machine was opened: about 100 m.
const DISCREET_DECIMALS: i32 = 3;

/// Origin of an address.
#[derive(Clone, Copy, PartialEq)]
pub enum Came {
    /// The page opens with it.
    First,
    /// It was put there: a link, an edit by hand.
    Put,
    /// Back or Forward to a view that the page wrote itself.
    Back,
}

/// Decimals of the map's place while distances are measured from where the person is: about 1 km.
const PERSON_DECIMALS: i32 = 2;

/// The content of the address bar, and the pending write.
#[derive(Default)]
struct Bar {
    hash: String,
    selected: Option<(String, String)>,
    waiting: Option<Timeout>,
}

/// The address bar, in step with the view.
#[derive(Clone)]
pub struct Address {
    app: App,
    bar: Rc<RefCell<Bar>>,
}

/// Reads the address bar into the state, then keeps both in step.
pub fn connect(app: App) -> Address {
    let bar = Rc::new(RefCell::new(Bar::default()));
    read(app, &bar, Came::First);
    let address = Address { app, bar: bar.clone() };
    effect(move || {
        let view = current_view(app);
        if app.answers.catalog.with(Option::is_some) && app.view.resting.with(Option::is_some) {
            write(app, &bar, &view);
        }
    });
    address
}

impl Address {
    /// Shows the view of an entry that this visit does not know.
    pub fn read(&self, came: Came) {
        read(self.app, &self.bar, came);
    }

    /// Gives the current entry its state; the address stays.
    pub fn mark(&self, state: &JsValue) {
        drop(window().history().map(|history| history.replace_state(state, "")));
    }

    /// Writes the view into the current entry, with its state.
    pub fn put(&self, state: &JsValue) {
        if self.app.view.resting.with_untracked(Option::is_none) {
            return self.mark(state);
        }
        let mut bar = self.bar.borrow_mut();
        let view = untrack(|| current_view(self.app));
        bar.waiting = None;
        bar.hash = build_hash(&view);
        bar.selected = view.selected;
        set_address(&bar.hash, state);
    }

    /// Makes a new entry for the view; false where the browser refuses.
    pub fn push(&self, state: &JsValue) -> bool {
        let mut bar = self.bar.borrow_mut();
        bar.waiting = None;
        let url = format!("#{}", bar.hash);
        window().history().is_ok_and(|history| history.push_state_with_url(state, "", Some(&url)).is_ok())
    }
}

/// The view as a link.
pub fn link(app: App) -> String {
    format!("{}#{}", page(app), hash(app))
}

/// The address of this page as it is put, without what messengers and mailings add to it.
pub fn page(app: App) -> String {
    let here = window().location().href().unwrap_or_default();
    let page = here.split(['?', '#']).next().unwrap_or_default();
    format!("{page}{}", build_search(&app.site.deployment))
}

/// The view as the part of a link after `#`.
pub fn hash(app: App) -> String {
    build_hash(&untrack(|| current_view(app)))
}

/// The view as a link says it.
pub fn current_view(app: App) -> View {
    let view = whole_view(app);
    let view = View { camera: view.camera.map(|camera| coarse_camera(app, camera)), ..view };
    if !app.session.is_discreet.get() {
        return view;
    }
    View {
        query: String::new(),
        fields: LiteMap::new(),
        from: view.from.map(|from| coarse(from, DISCREET_DECIMALS)),
        from_name: String::new(),
        ..view
    }
}

fn coarse(at: LonLat, decimals: i32) -> LonLat {
    let unit = 10_f64.powi(decimals);
    LonLat { lon: (at.lon * unit).round() / unit, lat: (at.lat * unit).round() / unit }
}

/// The map's centre as others may know it.
pub fn public_center(app: App) -> Option<LonLat> {
    let resting = app.view.resting.get()?;
    let camera = LinkCamera { zoom: resting.zoom, center_lonlat: resting.center_lonlat };
    Some(coarse_camera(app, camera).center_lonlat)
}

/// The map may be where the person is, or at a record of a file of this machine: neither is in the address.
fn coarse_camera(app: App, camera: LinkCamera) -> LinkCamera {
    let is_person = app.view.from.get().is_some_and(|origin| origin.is_person());
    let decimals = match (is_person, app.session.is_discreet.get()) {
        (true, _) => PERSON_DECIMALS,
        (false, true) => DISCREET_DECIMALS,
        (false, false) => return camera,
    };
    LinkCamera { center_lonlat: coarse(camera.center_lonlat, decimals), ..camera }
}

/// The view without the layers and records of files of this machine.
fn whole_view(app: App) -> View {
    View {
        camera: app.view.resting.get().map(|r| LinkCamera { zoom: r.zoom, center_lonlat: r.center_lonlat }),
        query: app.words(),
        layers: public_layers(app),
        fields: app.view.fields.get(),
        selected: selected_key(app),
        sort: app.view.sort.get(),
        in_view: app.view.in_view.get(),
        from: public_origin(app).map(|origin| origin.at),
        from_name: public_origin(app).map(|origin| origin.name().to_owned()).unwrap_or_default(),
        radius_m: app.view.radius_m.get().filter(|_| public_origin(app).is_some()),
        compared: compared_keys(app),
        mode: mode_of(app),
        lang: (app.view.lang.get() != Lang::default()).then(|| app.view.lang.get()),
        basemap: app.view.basemap.get(),
        workspace: app
            .session
            .workspace
            .get()
            .and_then(|id| Some(app.spec(id)?.link.word.to_owned()))
            .unwrap_or_default(),
        workspace_fields: workspace_fields(app),
    }
}

/// The elder view goes before the officers' views: it does not show them.
fn mode_of(app: App) -> Option<Mode> {
    let is_officer = app.view.is_officer.get() && app.offers_workspaces();
    if app.view.is_elder.get() { Some(Mode::Elder) } else { is_officer.then_some(Mode::Officer) }
}

/// The point that distances are measured from, unless it is where the person is: that is private.
fn public_origin(app: App) -> Option<Origin> {
    app.view.from.get().filter(|origin| !origin.is_person())
}

/// Ids of the layers that are on, without those of this machine.
fn public_layers(app: App) -> Option<BTreeSet<String>> {
    let mut on = app.view.layers.get()?;
    app.answers.catalog.with(|catalog| {
        for layer in catalog.iter().flat_map(|c| &c.layers).filter(|layer| layer.is_own_file()) {
            on.remove(&layer.id);
        }
    });
    Some(on)
}

/// Layer id and key of the selected record, where it has a key and is not of this machine.
fn selected_key(app: App) -> Option<(String, String)> {
    let card = app.answers.card.get();
    public_key(app, &app.view.selected.get()?, card.as_slice())
}

fn compared_keys(app: App) -> Vec<(String, String)> {
    let cards = app.answers.compared_cards.get();
    app.view.compared.with(|compared| compared.iter().filter_map(|which| public_key(app, which, &cards)).collect())
}

/// Layer id and key of a record of which one of these may be the card.
fn public_key(app: App, which: &Which, cards: &[Arc<Card>]) -> Option<(String, String)> {
    let is_public = |id: &str| {
        let is_own_file = |c: &Arc<Catalog>| c.layers.iter().any(|layer| layer.is_own_file() && layer.id == id);
        !app.answers.catalog.with(|catalog| catalog.as_ref().is_some_and(is_own_file))
    };
    match which {
        Which::Key(layer, key) => is_public(layer).then(|| (layer.clone(), key.clone())),
        Which::Id(id) if app.is_own_file(id.layer()) => None,
        Which::Id(id) => {
            let card = cards.iter().find(|c| c.id == *id && !c.key.is_empty())?;
            let layer = app.answers.catalog.with(|c| Some(c.as_ref()?.layers.get(id.layer())?.id.clone()))?;
            Some((layer, card.key.clone()))
        }
    }
}

fn read(app: App, bar: &Rc<RefCell<Bar>>, came: Came) {
    let hash = window().location().hash().unwrap_or_default();
    let link = read_link(&hash, &app.workspace_links());
    let view = link.view;
    if came != Came::First && build_hash(&view) == bar.borrow().hash {
        return;
    }
    {
        let mut bar = bar.borrow_mut();
        bar.hash = build_hash(&view);
        bar.selected = view.selected.clone();
        bar.waiting = None;
    }
    app.session.link_unread.set(link.unread);
    show(app, view, came);
    app.drop_unknown();
}

/// Applies the view of a link to the signals; those that have not changed are not set.
fn show(app: App, view: View, came: Came) {
    fn put<T: PartialEq + Send + Sync + 'static>(signal: State<T>, value: T) {
        if signal.with_untracked(|old| *old != value) {
            signal.set(value);
        }
    }
    // What an address leaves out because it must is not lifted by it.
    let is_kept = |is_empty: bool| is_empty && app.session.is_discreet.get_untracked();
    if !is_kept(view.query.is_empty()) {
        put(app.view.query, view.query);
    }
    if !is_kept(view.fields.is_empty()) {
        put(app.view.fields, view.fields);
    }
    put(app.view.layers, with_local(app, view.layers));
    put(app.view.sort, view.sort);
    put(app.view.in_view, view.in_view);
    put(app.view.from, origin_of(app, view.from, view.from_name));
    put(app.view.radius_m, view.radius_m.filter(|_| app.view.from.with_untracked(Option::is_some)));
    // What was chosen while a card was open outlives the card.
    if came != Came::Back {
        show_compared(app, view.compared);
    }
    if let Some(mode) = view.mode {
        put(app.view.is_elder, mode == Mode::Elder);
        put(app.view.is_officer, mode == Mode::Officer);
    }
    put(app.view.basemap, view.basemap);
    let workspace = app.workspaces.iter().find(|spec| spec.link.word == view.workspace).map(|spec| spec.id);
    put(app.session.workspace, workspace);
    // Who comes by a link into a workspace goes on seeing the workspaces.
    if workspace.is_some() && view.mode.is_none() {
        put(app.view.is_officer, true);
    }
    show_workspace_fields(app, &view.workspace_fields);
    if let Some(lang) = view.lang {
        put(app.view.lang, lang);
    }
    let selected = view.selected.map(|(layer, key)| Which::Key(layer, key));
    match view.camera {
        Some(camera) => app.go(Goto::Camera { center_lonlat: camera.center_lonlat, zoom: camera.zoom }),
        None if selected.is_none() => app.go(Goto::Home),
        // The card says where the record stands.
        None => app.map_commands.show_card_place.set(true),
    }
    if app.view.selected.get_untracked() != selected {
        app.select(selected);
    }
}

/// The origin of a link; where the person is stands in none, and is kept.
fn origin_of(app: App, at: Option<LonLat>, name: String) -> Option<Origin> {
    let kind = if name.is_empty() { OriginKind::Chosen } else { OriginKind::Named(name) };
    match at {
        Some(at) => Some(Origin { at, kind }),
        None => app.view.from.get_untracked().filter(Origin::is_person),
    }
}

/// The records that a link compares: those of one layer.
fn show_compared(app: App, mut compared: Vec<(String, String)>) {
    if let Some((layer, _)) = compared.first().cloned() {
        compared.retain(|(other, _)| *other == layer);
    }
    if untrack(|| compared_keys(app)) != compared {
        app.put_compared(compared.into_iter().map(|(layer, key)| Which::Key(layer, key)).collect());
    }
}

/// The fields of all workspaces as they stand in a link.
fn workspace_fields(app: App) -> LinkFields {
    let mut all = LinkFields::new();
    for (spec, linked) in app.workspaces.iter().filter_map(|spec| Some((spec, spec.linked?))) {
        for (name, text) in spec.link.named(&(linked.fields)()) {
            all.insert(name, text);
        }
    }
    all
}

/// The fields of workspaces in a link; what a link never holds stays as it is.
fn show_workspace_fields(app: App, named: &LinkFields) {
    for (spec, linked) in app.workspaces.iter().filter_map(|spec| Some((spec, spec.linked?))) {
        let mut fields = spec.link.own(named);
        // A view without such fields (Back to before the workspace) takes nothing from it.
        if fields.is_empty() {
            continue;
        }
        let now = untrack(linked.fields);
        for name in spec.link.left_out {
            if let Some(kept) = now.get(*name) {
                fields.insert((*name).to_owned(), kept.clone());
            }
        }
        if now != fields {
            (linked.open)(fields);
        }
    }
}

/// The layers of a link, with those of this machine that are on now.
fn with_local(app: App, layers: Option<BTreeSet<String>>) -> Option<BTreeSet<String>> {
    let mut layers = layers?;
    app.answers.catalog.with_untracked(|catalog| {
        for layer in catalog.iter().flat_map(|c| &c.layers).filter(|layer| layer.is_own_file() && !layer.is_closed()) {
            if app.layer_on(&layer.id) {
                layers.insert(layer.id.clone());
            }
        }
    });
    Some(layers)
}

fn write(app: App, bar: &Rc<RefCell<Bar>>, view: &View) {
    let hash = build_hash(view);
    let mut now = bar.borrow_mut();
    if now.hash == hash {
        return;
    }
    let is_new_selection = view.selected.is_some() && view.selected != now.selected;
    if is_new_selection && now.waiting.take().is_some() {
        // What waited belongs to the view before the selection: Back may return to it.
        set_address(&now.hash, &entry_state());
    }
    now.hash = hash;
    now.selected = view.selected.clone();
    // The card has come. It may have come before the entry for it was made, which is due already (`src/back.rs`): the
    // entry before keeps its address.
    let is_card = is_new_selection && app.view.selected.with_untracked(|which| matches!(which, Some(Which::Id(_))));
    if now.waiting.is_some() && !is_card {
        return;
    }
    let later = bar.clone();
    let after_ms = if is_card { 0 } else { WRITE_EVERY_MS };
    now.waiting = Some(Timeout::new(after_ms, move || {
        let mut bar = later.borrow_mut();
        bar.waiting = None;
        set_address(&bar.hash, &entry_state());
    }));
}

/// What the entry holds beside its address.
fn entry_state() -> JsValue {
    window().history().and_then(|history| history.state()).unwrap_or_default()
}

/// Writes into the current entry. A browser that refuses keeps its address; the page goes on.
fn set_address(hash: &str, state: &JsValue) {
    let Ok(history) = window().history() else { return };
    drop(history.replace_state_with_url(state, "", Some(&format!("#{hash}"))));
}
