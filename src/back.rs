//! Back goes one step back: what is opened is an entry of the browser's history, whoever opens it and how.
//!
//! What is open is read from the state ([`Place`]), and the places of this visit's entries are kept in a list. When
//! something is opened, an entry is made; when it is closed by its own button, the entry that shows what is left is
//! gone back to, so that no Back is without effect; when the browser goes back or forward, the state is set to the
//! place of the entry. Each entry has its number, and the address of the view in it (`src/address.rs`).
//!
//! In a frame no entries are made: there Back belongs to the page around.

use crate::address::{Address, Came};
use crate::reactive::effect;
use crate::state::{App, Choosing, Screen, Spot};
use crate::ui::state::{Opened, Ui};
use diming_protocol::{FeatureId, Which, WorkspaceId};
use gloo_timers::callback::Timeout;
use leptos::ev;
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen::JsValue;

/// A browser that has not gone where it was sent by then does not go there, milliseconds.
const GONE_MS: u32 = 1_000;

/// What is open.
#[derive(Clone, Default)]
struct Place {
    is_elder: bool,
    trail: Vec<Screen>,
    workspace: Option<WorkspaceId>,
    /// A step within the workspace.
    is_step: bool,
    opened: Opened,
    spot: Option<Arc<Spot>>,
    selected: Option<Which>,
    choosing: Option<Choosing>,
    tour: Option<usize>,
    folds: Vec<RwSignal<bool>>,
}

impl Place {
    /// Tracked.
    fn now(app: App, ui: Ui) -> Place {
        Place {
            is_elder: app.view.is_elder.get(),
            trail: app.session.trail.get(),
            workspace: app.session.workspace.get(),
            is_step: app.session.is_step.get(),
            opened: ui.opened.get(),
            spot: app.session.spot.get(),
            selected: app.view.selected.get(),
            choosing: app.session.choosing.get(),
            tour: ui.tour.get(),
            folds: app.session.folds.get(),
        }
    }

    /// How much of it is open.
    fn depth(&self) -> usize {
        let single = [
            self.is_elder,
            self.workspace.is_some(),
            self.is_step,
            self.opened != Opened::Nothing,
            self.spot.is_some(),
            self.selected.is_some(),
            self.choosing.is_some(),
            self.tour.is_some(),
        ];
        self.trail.len() + self.folds.len() + single.into_iter().filter(|is_open| *is_open).count()
    }

    /// Whether the same is open, whatever is unfolded or reached within.
    fn is_like(&self, other: &Place) -> bool {
        let kind = |place: &Place| std::mem::discriminant(&place.opened);
        let spot = |place: &Place| place.spot.as_ref().map(Arc::as_ptr);
        self.is_elder == other.is_elder
            && self.trail == other.trail
            && self.workspace == other.workspace
            && self.is_step == other.is_step
            && kind(self) == kind(other)
            && spot(self) == spot(other)
            && self.selected == other.selected
            && self.choosing == other.choosing
            && self.tour.is_some() == other.tour.is_some()
            && self.folds == other.folds
    }

    /// It only leads to something else, which takes its entry.
    fn is_passing(&self) -> bool {
        let is_near = self.opened == Opened::Near || self.trail.last() == Some(&Screen::Near);
        is_near || self.choosing.is_some() || self.tour.is_some() || !self.folds.is_empty()
    }

    /// Opens and closes what is not so.
    fn show(&self, app: App, ui: Ui) {
        let was_covered = ui.is_covered(app);
        for fold in app.session.folds.get_untracked().iter().filter(|fold| !self.folds.contains(fold)) {
            fold.try_set(false);
        }
        for fold in &self.folds {
            fold.try_set(true);
        }
        app.session.choosing.set(self.choosing);
        ui.tour.set(self.tour);
        if app.view.is_elder.get_untracked() != self.is_elder {
            app.view.is_elder.set(self.is_elder);
        }
        if app.session.workspace.get_untracked() != self.workspace {
            app.session.workspace.set(self.workspace);
        }
        if app.session.is_step.get_untracked() && !self.is_step {
            let returned = untrack(|| app.workspace()).and_then(|spec| spec.returned);
            returned.into_iter().for_each(|returned| returned());
        }
        if app.session.trail.with_untracked(|trail| *trail != self.trail) {
            app.session.trail.set(self.trail.clone());
        }
        ui.opened.set(self.opened);
        app.session.spot.set(self.spot.clone().filter(|spot| spot.rows.iter().all(|row| is_there(app, row.id))));
        let selected = self.selected.clone().filter(|which| match which {
            Which::Id(id) => is_there(app, *id),
            Which::Key(..) => true,
        });
        if app.view.selected.with_untracked(|now| *now != selected) {
            app.select(selected);
        }
        if was_covered {
            ui.step_back(app);
        }
    }
}

/// Whether a record's layer is still there: a file of this machine may have been closed since.
fn is_there(app: App, id: FeatureId) -> bool {
    app.answers.catalog.with_untracked(|catalog| {
        catalog.as_ref().and_then(|catalog| catalog.layers.get(id.layer())).is_some_and(|layer| !layer.is_closed())
    })
}

/// The entries of this visit.
#[derive(Default)]
struct Entries {
    /// Number of the first of them.
    first: usize,
    /// What is open in each.
    places: Vec<Place>,
    /// Index of the current one.
    at: usize,
    /// The browser was sent to another, and has not come there yet.
    under_way: Option<Timeout>,
    /// An address was put into the bar: the entry is there already.
    is_put: bool,
    /// The state has changed, and is compared after all that belongs to the change.
    due: Option<Timeout>,
}

impl Entries {
    fn state(&self) -> JsValue {
        JsValue::from_f64((self.first + self.at) as f64)
    }
}

#[derive(Clone)]
struct Back {
    app: App,
    ui: Ui,
    address: Address,
    entries: Rc<RefCell<Entries>>,
}

/// Keeps history and state in step.
pub fn connect(app: App, ui: Ui, address: Address) {
    let first = number(window().history().and_then(|history| history.state()).ok().as_ref()).unwrap_or_default();
    let entries = Rc::new(RefCell::new(Entries { first, ..Entries::default() }));
    let back = Back { app, ui, address, entries };
    let popped = back.clone();
    let on_pop = window_event_listener(ev::popstate, move |event| popped.came(&event.state()));
    on_cleanup(move || on_pop.remove());
    effect(move || {
        Place::now(app, ui);
        back.compare_soon();
    });
}

/// The number of an entry; `None` where the page did not make it.
fn number(state: Option<&JsValue>) -> Option<usize> {
    state.and_then(JsValue::as_f64).map(|number| number as usize)
}

impl Back {
    /// Compares once all that changes together has changed.
    fn compare_soon(&self) {
        let back = self.clone();
        self.entries.borrow_mut().due = Some(Timeout::new(0, move || back.compare()));
    }

    /// What is open against the entry: makes one for what was opened, leaves those of what was closed.
    fn compare(&self) {
        let now = untrack(|| Place::now(self.app, self.ui));
        let mut entries = self.entries.borrow_mut();
        entries.due = None;
        if entries.under_way.is_some() {
            return;
        }
        let at = entries.at;
        let Some(was) = entries.places.get(at).cloned() else {
            entries.places = vec![now];
            return self.address.mark(&entries.state());
        };
        if std::mem::take(&mut entries.is_put) {
            entries.places.truncate(at + 1);
            entries.places.push(now);
            entries.at = at + 1;
            return self.address.mark(&entries.state());
        }
        let is_framed = self.app.site.is_framed;
        let below = entries.places[..at].iter().rposition(|place| place.is_like(&now));
        if let Some(below) = below.filter(|_| !is_framed && !now.is_like(&was)) {
            return self.go(&mut entries, below);
        }
        let is_opened = now.depth() >= was.depth() && !was.is_passing();
        if now.is_like(&was) || !is_opened || is_framed {
            entries.places[at] = now;
            return;
        }
        entries.at = at + 1;
        if self.address.push(&entries.state()) {
            entries.places.truncate(at + 1);
            entries.places.push(now);
        } else {
            entries.at = at;
            entries.places[at] = now;
        }
    }

    /// Sends the browser back to an entry.
    fn go(&self, entries: &mut Entries, to: usize) {
        let back = self.clone();
        let give_up = move || {
            back.entries.borrow_mut().under_way = None;
            back.compare();
        };
        entries.under_way = Some(Timeout::new(GONE_MS, give_up));
        let by = to as i32 - entries.at as i32;
        // A browser that refuses stays where it is: the next Back has no effect then.
        drop(window().history().map(|history| history.go_with_delta(by)));
    }

    /// What is open belongs to the entry that is left, also where the comparison with it is still due.
    fn leave(&self) {
        let now = untrack(|| Place::now(self.app, self.ui));
        let mut entries = self.entries.borrow_mut();
        let at = entries.at;
        if entries.due.take().is_some()
            && entries.under_way.is_none()
            && let Some(left) = entries.places.get_mut(at)
        {
            *left = now;
        }
    }

    /// The browser has come to an entry.
    fn came(&self, state: &JsValue) {
        self.leave();
        let Some(number) = number(Some(state)) else {
            self.entries.borrow_mut().is_put = true;
            self.address.read(Came::Put);
            return self.compare_soon();
        };
        let (place, was_sent) = {
            let mut entries = self.entries.borrow_mut();
            let was_sent = entries.under_way.take().is_some();
            let at = number.checked_sub(entries.first).filter(|at| *at < entries.places.len());
            entries.at = at.unwrap_or_default();
            if at.is_none() {
                // Of the visit before the page was loaded anew.
                (entries.first, entries.places) = (number, Vec::new());
            }
            (at.and_then(|at| entries.places.get(at).cloned()), was_sent)
        };
        match place {
            Some(place) => {
                if !was_sent {
                    place.show(self.app, self.ui);
                }
                self.address.put(state);
            }
            None => {
                Place { is_elder: self.app.view.is_elder.get_untracked(), ..Place::default() }.show(self.app, self.ui);
                self.address.read(Came::Back);
            }
        }
        self.compare_soon();
    }
}
