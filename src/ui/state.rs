//! State that the panels share: which overlay is open, which row is the tab stop, where the focus returns to.

use crate::reactive::{State, effect};
use crate::state::{App, Goto, Screen};
use crate::ui::focus::{self, focus_row};
use diming_protocol::geo::LonLat;
use diming_protocol::{Card, Row, Which};
use leptos::html;
use leptos::prelude::*;
use std::sync::Arc;
use web_sys::HtmlElement;

/// The overlay that was opened by a button; a card or the list of a spot covers it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Opened {
    /// Nothing.
    #[default]
    Nothing,
    /// The layers.
    Layers,
    /// The filters.
    Filters,
    /// Counts by town.
    Towns,
    /// State and notes of the layers, one of them unfolded.
    Data(Option<u32>),
    /// Places near the person.
    Near,
    /// The comparison.
    Compare,
    /// The help page.
    Help,
    /// Printing and saving.
    Export,
    /// The builder of frames for other sites.
    Embed,
}

/// The state of the panels, in the context of the root component.
#[derive(Clone, Copy)]
pub struct Ui {
    /// The overlay that was opened.
    pub opened: State<Opened>,
    /// The step that the tour is at.
    pub tour: State<Option<usize>>,
    /// Set when a person wants to see the map: a sheet over it gives way.
    pub map_wanted: State<()>,
    /// Number of the row that is the list's tab stop.
    pub active_row: State<u32>,
    /// The scrolling part of the panel.
    pub scroller: NodeRef<html::Div>,
    /// The list itself.
    pub list: NodeRef<html::Ul>,
    return_to: StoredValue<Option<HtmlElement>, LocalStorage>,
    /// The card in whose place an overlay was opened.
    left_card: StoredValue<Option<Arc<Card>>>,
    /// The topmost overlay was closed, and the one below is shown again.
    is_stepping_back: StoredValue<bool>,
}

impl Ui {
    /// Creates the signals, owned by the current owner.
    pub fn new() -> Ui {
        Ui {
            opened: State::new(Opened::Nothing),
            tour: State::new(None),
            map_wanted: State::new(()),
            active_row: State::new(0),
            scroller: NodeRef::new(),
            list: NodeRef::new(),
            return_to: StoredValue::new_local(None),
            left_card: StoredValue::new(None),
            is_stepping_back: StoredValue::new(false),
        }
    }

    /// Remembers the focused element before the list is covered and hidden.
    pub fn cover(&self) {
        if let Some(held) = held_outside() {
            self.return_to.set_value(Some(held));
        }
    }

    /// Moves the focus to the heading of an overlay that has opened. A page that starts with a card (a link) leaves
    /// the focus alone.
    pub fn enter(&self, heading: &HtmlElement) {
        let is_back = self.is_stepping_back.try_update_value(std::mem::take).unwrap_or_default();
        if !is_back {
            self.cover();
        }
        if is_back || focus::held().is_some() || self.return_to.with_value(Option::is_some) {
            focus::to(heading);
        }
    }

    /// Opens an overlay in the place of a card or of the records at a spot.
    pub fn open(&self, app: App, opened: Opened) {
        if opened == Opened::Help && app.view.is_elder.get_untracked() {
            return app.open_screen(Screen::Help);
        }
        if self.return_to.with_value(Option::is_none) {
            self.return_to.set_value(focus::held());
        }
        let is_card_open = app.view.selected.with_untracked(Option::is_some);
        self.left_card.set_value(app.answers.card.get_untracked().filter(|_| is_card_open));
        self.opened.set(opened);
        app.session.spot.set(None);
        app.select(None);
    }

    /// The card in whose place the overlay was opened.
    pub fn left_card(&self) -> Option<Arc<Card>> {
        self.left_card.get_value()
    }

    /// Opens the comparison where a link names several records.
    pub fn open_linked(&self, app: App) {
        if app.view.compared.with_untracked(Vec::len) > 1 {
            self.opened.set(Opened::Compare);
        }
    }

    /// Returns the focus to the element that had it before, or, where that is gone, to the last active row.
    pub fn leave(&self) {
        let held = self.return_to.try_update_value(Option::take).flatten();
        let row = self.active_row.get_untracked();
        focus::soon(move || match held.filter(|held| held.is_connected()) {
            Some(held) => focus::to(&held),
            None => focus_row(row),
        });
    }

    /// Whether an overlay is shown.
    pub fn is_covered(&self, app: App) -> bool {
        untrack(|| super::overlay::topmost(app, *self).is_some())
    }

    /// Closes all overlays and leaves the focus where it is.
    pub fn uncover(&self, app: App) {
        self.return_to.set_value(None);
        self.is_stepping_back.set_value(false);
        self.opened.set(Opened::Nothing);
        app.session.spot.set(None);
        app.select(None);
    }

    /// Closes the topmost overlay: card, then spot, then the others.
    pub fn close_top(&self, app: App) {
        if app.view.selected.get_untracked().is_some() {
            app.view.selected.set(None);
        } else if app.session.spot.get_untracked().is_some() {
            app.session.spot.set(None);
        } else {
            self.opened.set(Opened::Nothing);
        }
        self.step_back(app);
    }

    /// After something was closed: the focus goes into what is shown again, or to where it was before all that.
    pub fn step_back(&self, app: App) {
        let all_closed = !self.is_covered(app);
        self.is_stepping_back.set_value(!all_closed);
        if all_closed {
            self.leave();
        }
    }
}

/// The element that has the focus, unless it is in an overlay.
fn held_outside() -> Option<HtmlElement> {
    focus::held().filter(|held| held.closest(".over").ok().flatten().is_none())
}

/// The heading of an overlay: it takes the focus when the overlay opens.
pub fn overlay_heading(words: AnyView) -> AnyView {
    let ui = ui();
    let heading: NodeRef<html::H2> = NodeRef::new();
    effect(move || {
        if let Some(heading) = heading.get() {
            ui.enter(&heading);
        }
    });
    view! { <h2 tabindex="-1" node_ref=heading>{words}</h2> }.into_any()
}

/// Opens the card of a row.
pub fn open_row(app: App, row: &Row) {
    open_which(app, Which::Id(row.id), row.at);
}

/// Opens a card, and brings its place into view where the map does not show it, or shows it in a cluster only.
pub fn open_which(app: App, which: Which, at: Option<LonLat>) {
    app.map_commands.stand_alone.set(true);
    app.view.selected.set(Some(which));
    if let Some(at) = at {
        app.go(Goto::Show { at, zoom_at_least: 0.0 });
    }
}

/// From the context.
pub fn ui() -> Ui {
    expect_context::<Ui>()
}
