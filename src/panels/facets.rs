//! The overlay of the filters: by field, of the layers that are on, as the catalog orders them; each is folded at first.

use super::facet_choice::ChoiceFacet;
use super::facet_marks::MarksFacet;
use super::facet_range::RangeFacet;
use super::see_results::SeeResults;
use crate::reactive::{derived, each, live, show};
use crate::state::app;
use crate::ui::state::{Opened, overlay_heading, ui};
use crate::ui::text::{Words, said, say};
use diming_protocol::Constraint;
use diming_protocol::catalog::{Catalog, Facet, Field, FieldKind};
use diming_protocol::messages::{Msg, counted, fill, text};
use leptos::prelude::*;
use std::sync::Arc;

/// The button beside the search box that opens the filters. It says how many are on.
#[component]
pub fn FilterButton() -> impl IntoView {
    let (app, ui) = (app(), ui());
    let on = derived(move || app.view.fields.with(|fields| fields.len()));
    let badge = move || {
        let n = Some(on.get()).filter(|n| *n > 0)?;
        let words = counted(app.view.lang.get(), Msg::FiltersOn, n as u64);
        Some(view! { <span class="badge" aria-hidden="true">{n}</span><span class="sr">{words}</span> }.into_any())
    };
    show(
        // The elder view asks one plain question instead.
        move || {
            let has_facets = app.answers.catalog.with(|c| c.as_ref().is_some_and(|c| !c.facets.is_empty()));
            has_facets && !app.view.is_elder.get()
        },
        move || {
            view! {
                <button type="button" class="filter-button" on:click=move |_| ui.open(app, Opened::Filters)>
                    <svg class="glyph" viewBox="0 0 16 16" aria-hidden="true"><path d="M1 3h14v1.6H1zM3.5 7.2h9v1.6h-9zM6 11.4h4V13H6z"></path></svg>
                    {say(Msg::Filters)}
                    {live(badge)}
                </button>
            }
        },
    )
}

/// The filters, and the way back to the list.
#[component]
pub fn FiltersView() -> impl IntoView {
    let app = app();
    view! {
        {overlay_heading(say(Msg::Filters))}
        <div class="filters"><FacetList /></div>
        {show(move || app.view.fields.with(|fields| !fields.is_empty()), move || view! {
            <button type="button" class="link" on:click=move |_| app.view.fields.update(litemap::LiteMap::clear)>{say(Msg::FewerFilters)}</button>
        })}
        <SeeResults />
    }
}

/// The facets of the layers that are on.
#[component]
fn FacetList() -> impl IntoView {
    let app = app();
    let shown = derived(move || {
        let catalog = app.answers.catalog.get();
        let places =
            catalog.iter().flat_map(|c| c.facets.iter().enumerate().map(|(i, facet)| (c.clone(), i, facet.clone())));
        places
            .filter(|(c, _, facet)| {
                layers_of(c, facet).any(|id| app.layer_on(id)) || app.view.fields.with(|f| f.contains_key(&facet.field))
            })
            .map(|(_, i, _)| i as u32)
            .collect::<Vec<_>>()
    });
    each(
        move || shown.get(),
        move |place| app.answers.catalog.get_untracked().map(|catalog| view! { <OneFacet catalog place /> }),
    )
}

/// Whether the `details` element that was toggled is open now.
fn is_open(event: &web_sys::Event) -> bool {
    event_target::<web_sys::Element>(event).has_attribute("open")
}

/// Ids of the listed layers that a facet belongs to.
fn layers_of<'a>(catalog: &'a Catalog, facet: &'a Facet) -> impl Iterator<Item = &'a str> {
    catalog
        .layers
        .iter()
        .filter(|layer| layer.role.is_listed() && layer.fields.contains(&facet.field))
        .filter(|layer| facet.layers.is_empty() || facet.layers.contains(&layer.id))
        .map(|layer| layer.id.as_str())
}

#[component]
fn OneFacet(catalog: Arc<Catalog>, place: u32) -> impl IntoView {
    let app = app();
    let facet = catalog.facets[place as usize].clone();
    let field: Arc<Field> = Arc::new(catalog.fields.get(&facet.field).cloned()?);
    let key = facet.field.clone();
    let is_set = app.view.fields.with_untracked(|fields| fields.contains_key(&key));
    let open = RwSignal::new(is_set);
    let label = field.label.clone();
    let belongs = move || {
        let lang = app.view.lang.get();
        (!facet.layers.is_empty()).then(|| {
            let names: Vec<String> = layers_of(&catalog, &facet)
                .filter_map(|id| catalog.layers.iter().find(|layer| layer.id == id))
                .map(|layer| layer.label.get(lang).0.to_owned())
                .collect();
            let sentence = fill(lang, Msg::FilterBelongs, &[("layers", &names.join(text(lang, Msg::Comma)))]);
            view! { <p class="hint">{said(lang, &sentence)}</p> }
        })
    };
    let chosen_key = key.clone();
    let chosen = move || app.view.fields.with(|fields| fields.get(&chosen_key).map(constraint_size).unwrap_or(0));
    let body = move || {
        let (key, field) = (key.clone(), Arc::clone(&field));
        match field.kind {
            FieldKind::Choice | FieldKind::Choices | FieldKind::YesNo => view! { <ChoiceFacet key field /> }.into_any(),
            FieldKind::Number | FieldKind::Date => view! { <RangeFacet key field /> }.into_any(),
            FieldKind::Marks => view! { <MarksFacet key field /> }.into_any(),
            // The catalog's check lets no facet over free text pass.
            FieldKind::Text | FieldKind::Texts | FieldKind::Phones | FieldKind::Url => ().into_any(),
        }
    };
    Some(view! {
        <details class="facet" open=is_set on:toggle=move |event| open.set(is_open(&event))>
            <summary>
                <span>{live(move || Words::label(app.view.lang.get(), &label).view())}</span>
                {live(move || Some(chosen()).filter(|n| *n > 0).map(|n| view! { <span class="badge">{n}</span> }.into_any()))}
            </summary>
            {show(move || open.get(), move || view! {
                {live(belongs.clone())}
                {live(body.clone())}
            })}
        </details>
    })
}

/// The number of values in a constraint.
fn constraint_size(constraint: &Constraint) -> usize {
    match constraint {
        Constraint::Any(values) => values.len(),
        Constraint::Between(..) => 1,
    }
}
