//! The panels: search, filters, list, card. One component a file.
//!
//! The DOM order is the reading order: title, search, chips, counts, list; the map comes after. An overlay (card, spot,
//! filters, layers, towns, data, comparison, help) covers the list, which keeps its scroll position.

mod books;
mod bottom_sheet;
mod card;
mod card_actions;
mod card_facts;
mod card_head;
pub mod chips;
mod collapse;
mod compare;
mod compare_words;
pub mod copy;
mod counts;
mod data;
mod empty;
mod facet_choice;
mod facet_marks;
mod facet_range;
mod facets;
pub mod fact;
mod header;
mod help;
mod layer_chips;
mod layers;
mod links;
mod list;
pub mod local;
mod menu;
pub mod near;
mod near_offer;
mod near_ways;
mod notices;
mod open_full;
mod origin;
mod problem;
mod qr;
pub mod reading;
pub mod row;
mod search_anew;
mod search_box;
mod search_notes;
mod see_results;
mod share;
pub mod sign;
mod spot;
mod tabs;
pub mod tour;
mod towns;

use crate::reactive::{derived, effect, live};
use crate::state::{PanelWidth, app};
use crate::ui::overlay::{OverlayView, follow_width, topmost};
use crate::ui::state::ui;
use crate::ui::text::t;
use diming_protocol::messages::Msg;
use leptos::prelude::*;

pub use card::CardView;
pub use compare::CompareView;
pub use data::DataView;
pub use facets::FiltersView;
pub use header::Header;
pub use help::HelpView;
pub use layers::LayersView;
pub use near::NearView;
pub use notices::Notices;
pub use spot::SpotView;
pub use towns::TownsView;

/// The panel with everything in it, in reading order. On a phone its lower part is a sheet.
#[component]
pub fn Panel() -> impl IntoView {
    let (app, ui) = (app(), ui());
    let covered = derived(move || topmost(app, ui).is_some());
    effect(move || {
        if covered.get() {
            ui.cover();
        }
    });
    follow_width(app, ui);
    let open = derived(move || app.workspace().map(|spec| spec.id));
    let is_away = move || open.with(Option::is_some);
    // What is no wider than the panel covers the first column of a wide workspace only.
    let is_beside = move || topmost(app, ui).is_some_and(|overlay| overlay.width() == PanelWidth::Panel);
    let workspace = move || {
        let spec = open.get().and_then(|id| app.spec(id))?;
        Some(view! {
            <div class="scroll" class:behind=move || covered.get() class:beside=is_beside>{(spec.view)()}</div>
        })
    };
    let keys = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" && covered.get_untracked() {
            event.prevent_default();
            ui.close_top(app);
        }
    };
    view! {
        <section class="panel" class:covered=move || covered.get() class:in-workspace=is_away aria-label=t(Msg::Panel) on:keydown=keys>
            <collapse::Collapse />
            {app.site.layout().is_for_officers().then(|| view! { <local::DropZone /> })}
            <tabs::Tabs />
            <div class="find-head" class:away=is_away>
                <div class="find-row">
                    <search_box::SearchBox />
                    <facets::FilterButton />
                </div>
                <layer_chips::ChipLine />
            </div>
            <bottom_sheet::BottomSheet>
                {live(workspace)}
                <div class="scroll" class:away=is_away class:behind=move || covered.get() node_ref=ui.scroller>
                    <counts::CountsLine />
                    <problem::ProblemPanel />
                    <problem::SoundMissing />
                    <problem::NotWhole />
                    <compare::CompareLine />
                    <search_notes::SearchNotes />
                    <near_offer::NearOffer />
                    <empty::Empty />
                    <list::ResultList />
                </div>
                <OverlayView />
            </bottom_sheet::BottomSheet>
        </section>
    }
}
