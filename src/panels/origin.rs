//! Where distances are measured from, in words; whom to call there.

use super::fact::phone_list;
use crate::reactive::{all, live};
use crate::state::{App, OriginKind, app};
use crate::ui::text::{Words, reader_name, say};
use diming_protocol::Card;
use diming_protocol::catalog::{Lang, LayerRole, keys};
use diming_protocol::messages::{DistanceMsg, distance, fill, text};
use leptos::prelude::*;

/// Radii to choose from, metres.
pub const RADII_M: [f64; 6] = [500.0, 1_000.0, 3_000.0, 5_000.0, 10_000.0, 20_000.0];

/// From where distances are told: "from your position", "from Huilong", "from the map's centre".
pub fn from_words(app: App) -> String {
    let lang = app.view.lang.get();
    app.view.from.with(|origin| match origin.as_ref().map(|origin| &origin.kind) {
        None => text(lang, DistanceMsg::FromCentre).to_owned(),
        Some(OriginKind::Chosen) => text(lang, DistanceMsg::FromPoint).to_owned(),
        Some(OriginKind::Named(name)) => fill(lang, DistanceMsg::FromNamed, &[("name", name)]),
        Some(OriginKind::Person { .. }) => text(lang, DistanceMsg::FromPerson).to_owned(),
    })
}

/// A distance with what it is measured from.
pub fn far_words(app: App, metres: f64) -> String {
    let lang = app.view.lang.get();
    fill(lang, DistanceMsg::FarFrom, &[("from", &from_words(app)), ("distance", &distance(lang, metres))])
}

/// The responsibility area that the chosen point lies in, and whom to call; nothing where the map has no areas. That it
/// lies in none is said only where one looks for it.
#[component]
pub fn AreaLine(#[prop(optional)] says_none: bool) -> impl IntoView {
    let app = app();
    live(move || {
        let at = app.view.from.with(|origin| origin.as_ref().map(|origin| origin.at))?;
        let (asked, areas) = app.answers.areas.get()?;
        let has_areas =
            app.answers.catalog.with(|c| c.iter().flat_map(|c| &c.layers).any(|l| l.role == LayerRole::Areas));
        if asked != at || !has_areas {
            return None;
        }
        if areas.is_empty() {
            return says_none.then(|| {
                view! { <p class="area-line hint" role="status">{say(DistanceMsg::AreaNone)}</p> }.into_any()
            });
        }
        Some(all(areas.iter().map(|area| area_view(app.view.lang.get(), area))))
    })
}

fn area_view(lang: Lang, area: &Card) -> AnyView {
    let name = reader_name(lang, &area.name, &area.latin);
    let call = match super::links::fact_text(&area.facts, keys::PHONE) {
        Some(phones) => phone_list(lang, phones),
        None => view! { <span class="hint">{say(DistanceMsg::AreaNoPhone)}</span> }.into_any(),
    };
    view! {
        <div class="area-line" role="status">
            <span>{say(DistanceMsg::AreaIn)}<strong>{Words::data(lang, name).view()}</strong></span>
            {call}
        </div>
    }
    .into_any()
}
