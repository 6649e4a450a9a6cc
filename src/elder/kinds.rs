//! The kinds of places as large buttons: the values of the field of kinds, and the layers that have none.

use super::start::Ways;
use crate::panels::sign::sign_icon;
use crate::reactive::{all, effect, live, show};
use crate::state::{App, Screen, app};
use crate::ui::text::{Words, say};
use diming_protocol::catalog::{Catalog, Group, Label, Layer, keys};
use diming_protocol::messages::{ElderMsg, fill, number};
use diming_protocol::{Constraint, Counts};
use leptos::html;
use leptos::prelude::*;

/// One button a kind; what is chosen becomes the filter.
#[component]
pub fn Kinds() -> impl IntoView {
    let app = app();
    let heading: NodeRef<html::H2> = NodeRef::new();
    effect(move || {
        if let Some(heading) = heading.get() {
            crate::ui::focus::to(&heading);
        }
    });
    // All kinds are offered again, however one comes here.
    app.clear_filters();
    let has_groups = move || app.answers.catalog.with(|c| c.as_ref().is_some_and(|c| !c.groups.is_empty()));
    let buttons = move || {
        let catalog = app.answers.catalog.get()?;
        let kinds = kinds_of(app, &catalog);
        let layers = catalog.layers.iter().enumerate().filter(|(_, layer)| is_plain(&catalog, layer));
        let layers = layers.map(|(place, layer)| layer_button(app, place, layer)).collect::<Vec<AnyView>>();
        Some(all(kinds.into_iter().chain(layers)))
    };
    let open_all = move |_| app.open_screen(Screen::List);
    view! {
        <h2 tabindex="-1" node_ref=heading>{say(ElderMsg::KindsTitle)}</h2>
        {show(has_groups, move || view! { <div class="buttons start-more"><Ways /></div> })}
        <ul class="kinds">
            <li><button type="button" class="big-choice" on:click=open_all>{say(ElderMsg::KindsAll)}</button></li>
            {live(buttons)}
        </ul>
    }
}

/// Whether the facet of kinds does not apply to a layer.
fn is_plain(catalog: &Catalog, layer: &Layer) -> bool {
    layer.role.is_listed() && !layer.is_closed() && !has_kinds(catalog, layer)
}

fn has_kinds(catalog: &Catalog, layer: &Layer) -> bool {
    let facet = catalog.facets.iter().find(|facet| facet.field == keys::KIND);
    facet.is_some_and(|facet| {
        (facet.layers.is_empty() || facet.layers.contains(&layer.id)) && layer.fields.iter().any(|f| f == keys::KIND)
    })
}

fn kinds_of(app: App, catalog: &Catalog) -> Vec<AnyView> {
    let lang = app.view.lang.get();
    let Some(field) = catalog.fields.get(keys::KIND) else { return Vec::new() };
    let counts = app.answers.facets.with(|facets| {
        match facets.iter().find(|facet| facet.field == keys::KIND).map(|f| &f.counts) {
            Some(Counts::Values(values)) => values.clone(),
            _ => Vec::new(),
        }
    });
    let with_kinds: Vec<String> =
        catalog.layers.iter().filter(|layer| has_kinds(catalog, layer)).map(|layer| layer.id.clone()).collect();
    let is_in_group = |kind: &String| {
        let of_group = |group: &Group| group.fields.get(keys::KIND).is_some_and(|wanted| wanted.any.contains(kind));
        catalog.groups.iter().any(of_group)
    };
    let button = |(kind, n): (String, u32)| {
        let layers = with_kinds.clone();
        let words = Words::value(lang, field, &kind);
        let label = field.values.iter().find(|value| value.value == kind).map(|value| value.label.clone());
        let asked = label.unwrap_or_else(|| Label { zh: kind.clone(), en: String::new() });
        let choose = move |_| {
            app.session.asked.set(asked.clone());
            app.view.layers.set(Some(layers.iter().cloned().collect()));
            app.set_field(keys::KIND, Some(Constraint::Any(vec![kind.clone()])));
            app.open_screen(Screen::List);
        };
        choice(app, words, Some(n), None, choose)
    };
    counts.into_iter().filter(|(kind, n)| *n > 0 && !kind.is_empty() && !is_in_group(kind)).map(button).collect()
}

fn layer_button(app: App, place: usize, layer: &Layer) -> AnyView {
    let (id, asked) = (layer.id.clone(), layer.label.clone());
    let n = app.answers.counts.with(|counts| counts.layer_counts.get(place).copied().unwrap_or_default());
    let choose = move |_| {
        app.session.asked.set(asked.clone());
        app.view.layers.set(Some(std::iter::once(id.clone()).collect()));
        app.open_screen(Screen::List);
    };
    choice(
        app,
        Words::label(app.view.lang.get(), &layer.label),
        Some(n),
        Some(sign_icon(layer, None).into_any()),
        choose,
    )
}

/// A large button with the number that it leads to, once that is known; with none it says so, and leads nowhere.
pub fn choice(
    app: App,
    words: Words,
    n: Option<u32>,
    sign: Option<AnyView>,
    choose: impl Fn(web_sys::MouseEvent) + 'static,
) -> AnyView {
    let lang = app.view.lang.get();
    let number = n.map(|n| {
        let shown = number(lang, f64::from(n));
        let spoken = fill(lang, ElderMsg::KindCount, &[("n", &shown)]);
        view! { <span class="count" aria-hidden="true">{shown}</span><span class="sr">{spoken}</span> }
    });
    let choose: Box<dyn Fn(web_sys::MouseEvent)> = Box::new(choose);
    view! {
        <li>
            <button type="button" class="big-choice" disabled=n == Some(0) on:click=choose>
                {sign}
                {words.view()}
                {number}
            </button>
        </li>
    }
    .into_any()
}
