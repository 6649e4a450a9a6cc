//! The bottom of the map: approval number, scale bar, sources, and the basemap menu.
//! The deployment's notice is in the page's header.

use super::controller::MapStatus;
use super::label_of;
use super::tiles::is_usable;
use crate::reactive::{all, derived, live, show};
use crate::state::{App, app};
use crate::ui::focus;
use crate::ui::text::say;
use diming_protocol::catalog::{Basemap, Label};
use diming_protocol::messages::{Msg, distance, fill, text};
use leptos::prelude::*;

/// Id of the basemap menu.
const SWITCH_ID: &str = "basemap-switch";

/// The approval number (审图号) at the lower left, scale bar and sources at the lower right. Nothing covers them.
#[component]
pub fn Foot(app: App, status: MapStatus) -> impl IntoView {
    let covered = move || format!("{}px", app.map_commands.covered_px.get());
    let trouble = move || status.basemap.with(|basemap| basemap.trouble);
    let words = move || trouble().map(|why| text(app.view.lang.get(), why));
    let note = move || {
        status.basemap.with(|basemap| basemap.images_only).then(|| text(app.view.lang.get(), Msg::BasemapImagesOnly))
    };
    // The button that reported the problem disappears with it, so the focus moves to the basemap menu.
    let again = move |_| {
        status.basemap_again.set(());
        focus::to_id(SWITCH_ID);
    };
    view! {
        <div class="map-status" class:is-said=move || trouble().is_some()>
            <span role="status">{live(words)}</span>
            {show(move || trouble().is_some(), move || view! {
                <button type="button" class="link" on:click=again>{say(Msg::Retry)}</button>
            })}
        </div>
        <div class="map-foot" style:bottom=covered>
            <div class="map-legal">
                <Approval app/>
            </div>
            <ScaleView app status/>
            <p class="map-note">{live(note)}</p>
            <Sources app shown=Signal::derive(move || status.basemap.with(|basemap| basemap.shown))/>
        </div>
    }
}

/// Approval number and sources for a page without a map.
#[component]
pub fn ListFoot() -> impl IntoView {
    let app = app();
    view! {
        <footer class="list-foot">
            <Approval app/>
            <Sources app shown=0/>
        </footer>
    }
}

#[component]
fn Approval(app: App) -> impl IntoView {
    let number = move || app.answers.catalog.with(|c| c.as_ref().map(|c| c.approval.clone()).unwrap_or_default());
    // The number itself is Chinese in either language.
    let words = move || {
        let (lang, number) = (app.view.lang.get(), number());
        if number.is_empty() {
            return view! { <span>{text(lang, Msg::ApprovalUnset)}</span> }.into_any();
        }
        let filled = fill(lang, Msg::Approval, &[("number", "\u{0}")]);
        let (before, after) = filled.split_once('\u{0}').unwrap_or((&filled, ""));
        view! { <span>{before.to_owned()}<span lang="zh">{number}</span>{after.to_owned()}</span> }.into_any()
    };
    view! { <p class="map-approval">{live(words)}</p> }
}

#[component]
fn ScaleView(app: App, status: MapStatus) -> impl IntoView {
    let words = move || status.scale.get().map(|s| distance(app.view.lang.get(), s.length_m)).unwrap_or_default();
    let width = move || status.scale.get().map(|s| format!("{}px", s.width_px.round()));
    let label = move || fill(app.view.lang.get(), Msg::ScaleBar, &[("distance", &words())]);
    view! {
        <div class="map-scale" role="img" aria-label=label style:width=width>
            {live(words)}
        </div>
    }
}

/// Attributions of the sources of the basemap that are shown (a bit each, 0: no basemap) and of the visible layers,
/// without duplicates; `zh` if one has no English form.
pub fn sources_of(app: App, shown: u32) -> Vec<(String, Option<&'static str>)> {
    let (lang, basemap) = (app.view.lang.get(), app.view.basemap.get().filter(|_| shown != 0));
    let mut all: Vec<(String, Option<&'static str>)> = Vec::new();
    app.answers.catalog.with(|catalog| {
        let Some(catalog) = catalog else { return };
        let of_sources = |basemap: &'_ Basemap| {
            let parts = basemap.sources.iter().enumerate().filter(|(i, _)| shown >> i & 1 == 1);
            std::iter::once(basemap.attribution.clone())
                .chain(parts.map(|(_, part)| part.attribution.clone()))
                .collect::<Vec<_>>()
        };
        let of_basemap = catalog.basemaps.iter().filter(|b| Some(&b.id) == basemap.as_ref()).flat_map(of_sources);
        let of_layers = catalog.layers.iter().filter(|l| app.layer_on(&l.id)).map(|l| l.attribution.clone());
        for label in of_basemap.chain(of_layers) {
            let source = label_of(&label, lang);
            if !source.0.is_empty() && !all.contains(&source) {
                all.push(source);
            }
        }
    });
    all
}

/// The sources of what is shown.
#[component]
fn Sources(app: App, #[prop(into)] shown: Signal<u32>) -> impl IntoView {
    let sources = derived(move || sources_of(app, shown.get()));
    let list = move || {
        all(sources.get().into_iter().map(|(words, lang)| view! { <span class="map-source" lang=lang>{words}</span> }))
    };
    view! { <p class="map-sources">{live(list)}</p> }
}

/// The basemap menu; nothing if no basemap of the deployment is usable.
#[component]
pub fn BasemapSwitch(app: App) -> impl IntoView {
    let usable = derived(move || {
        app.answers.catalog.with(|c| {
            let all = c.iter().flat_map(|c| &c.basemaps);
            all.filter(|b| is_usable(b)).map(|b| (b.id.clone(), b.label.clone())).collect::<Vec<(String, Label)>>()
        })
    });
    let options = move || {
        let lang = app.view.lang.get();
        let option = |id: String, (words, zh): (String, Option<&'static str>)| {
            let chosen = app.view.basemap.with(|b| b.as_deref().unwrap_or_default() == id);
            view! { <option value=id selected=chosen lang=zh>{words}</option> }
        };
        let none = option(String::new(), (text(lang, Msg::BasemapNone).to_owned(), None));
        let others = usable.get().into_iter().map(|(id, label)| option(id, label_of(&label, lang)));
        all(std::iter::once(none).chain(others))
    };
    let choose = move |event| {
        let id = event_target_value(&event);
        app.view.basemap.set((!id.is_empty()).then_some(id));
    };
    let name = move || text(app.view.lang.get(), Msg::Basemap);
    view! {
        {show(move || !usable.with(Vec::is_empty), move || view! {
            <select id=SWITCH_ID class="map-basemap" aria-label=name title=name on:change=choose>
                {live(options)}
            </select>
        })}
    }
}
