//! A choice of one of the lists that are here: files of this machine first.

use super::session::desk_session;
use crate::reactive::{State, all, derived, effect, live};
use crate::state::{App, app};
use crate::ui::text::say;
use diming_protocol::catalog::{Lang, Layer};
use diming_protocol::messages::{fill, text};
use diming_tables_protocol::messages::DeskMsg;
use leptos::prelude::*;

/// Ids and names of the lists.
fn lists(app: App, lang: Lang) -> Vec<(String, String)> {
    let Some(catalog) = app.answers.catalog.get() else { return Vec::new() };
    let open = catalog.layers.iter().filter(|layer| !layer.is_closed() && layer.role.is_listed());
    let (own, public): (Vec<_>, Vec<_>) = open.partition(|layer| layer.is_own_file());
    let label = |layer: &Layer| {
        let name = layer.label.get(lang).0;
        match layer.is_own_file() {
            true => fill(lang, DeskMsg::ChooseOwn, &[("name", name)]),
            false => name.to_owned(),
        }
    };
    own.into_iter().chain(public).map(|layer| (layer.id.clone(), label(layer))).collect()
}

/// The choice; `without`: the list that cannot be chosen.
pub fn list_choice(label: DeskMsg, chosen: State<String>, without: Option<State<String>>, choose: fn(&str)) -> AnyView {
    let app = app();
    let options = move || {
        let (lang, now) = (app.view.lang.get(), chosen.get());
        let option = |id: &str, label: String| {
            view! { <option value=id.to_owned() selected=now == id>{label}</option> }
        };
        let none = option("", text(lang, DeskMsg::ChooseNone).to_owned());
        let left_out = without.map(|without| without.get());
        let others = lists(app, lang).into_iter().filter(|(id, _)| left_out.as_ref() != Some(id));
        all(std::iter::once(none).chain(others.map(|(id, label)| option(&id, label))).collect::<Vec<_>>())
    };
    view! {
        <label class="choice">
            <span>{say(label)}</span>
            <select on:change=move |event| choose(&event_target_value(&event))>{live(options)}</select>
        </label>
    }
    .into_any()
}

/// A list that was closed leaves the desk, on either side.
pub fn leave_closed(app: App) {
    let session = desk_session();
    let ids = derived(move || lists(app, Lang::Zh).into_iter().map(|(id, _)| id).collect::<Vec<_>>());
    // A list is no version before itself.
    effect(move || {
        if session.layer.with(|layer| !layer.is_empty() && session.before.with(|before| before == layer)) {
            session.before.set(String::new());
        }
    });
    for chosen in [session.layer, session.before] {
        effect(move || {
            let is_there = ids.with(|ids| ids.is_empty() || chosen.with(|id| id.is_empty() || ids.contains(id)));
            if !is_there {
                chosen.set(String::new());
            }
        });
    }
}
