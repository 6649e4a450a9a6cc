//! A facet between two numbers (beds, fees) or two years (dates), open at either end.

use crate::reactive::live;
use crate::state::app;
use crate::ui::text::{said, t};
use diming_protocol::catalog::{Field, FieldKind, Lang};
use diming_protocol::messages::{FacetMsg, figure, fill, number};
use diming_protocol::{Constraint, Counts};
use leptos::prelude::*;
use std::sync::Arc;
use web_sys::HtmlInputElement;

/// Two number boxes and what there is.
#[component]
pub fn RangeFacet(key: String, field: Arc<Field>) -> impl IntoView {
    let app = app();
    let key = StoredValue::new(key);
    let is_year = field.kind == FieldKind::Date;
    let label = field.label.clone();
    let unit = field.unit.clone();
    let bounds = move || {
        app.view.fields.with(|fields| match fields.get(&*key.read_value()) {
            Some(Constraint::Between(from, to)) => (*from, *to),
            _ => (None, None),
        })
    };
    let set = move |end: End, typed: f64| {
        let (mut from, mut to) = bounds();
        // NaN where nothing is typed.
        let value = Some(typed).filter(|n| n.is_finite());
        match end {
            End::From => from = value,
            End::To => to = value,
        }
        let open = from.is_none() && to.is_none();
        app.set_field(&key.read_value(), (!open).then_some(Constraint::Between(from, to)));
    };
    let box_of = move |end: End, msg: FacetMsg| {
        let label = label.clone();
        let name = move || {
            let lang = app.view.lang.get();
            said(lang, &fill(lang, msg, &[("label", label.get(lang).0)]))
        };
        let value = move || match end {
            End::From => bounds().0,
            End::To => bounds().1,
        };
        view! {
            <label>
                <span class="sr">{live(name)}</span>
                <input
                    type="number"
                    inputmode="numeric"
                    min="0"
                    step="any"
                    placeholder=t(FacetMsg::RangeOpen)
                    prop:value=move || value().map_or_else(String::new, |n| n.to_string())
                    on:change=move |event| set(end, event_target::<HtmlInputElement>(&event).value_as_number())
                />
            </label>
        }
    };
    let (from_msg, to_msg) =
        if is_year { (FacetMsg::YearFrom, FacetMsg::YearTo) } else { (FacetMsg::RangeFrom, FacetMsg::RangeTo) };
    let known = move || {
        let lang = app.view.lang.get();
        app.answers.facets.with(|facets| {
            match facets.iter().find(|f| f.field == *key.read_value()).map(|f| &f.counts) {
                Some(Counts::Range { min, max, known }) if *known > 0 => {
                    let shown = |n: f64| if is_year { n.to_string() } else { figure(n) };
                    let values =
                        [("min", shown(*min)), ("max", shown(*max)), ("known", number(lang, f64::from(*known)))];
                    Some(fill(
                        lang,
                        FacetMsg::RangeKnown,
                        &values.each_ref().map(|(name, value)| (*name, value.as_str())),
                    ))
                }
                _ => None,
            }
        })
    };
    let shown_unit = move || {
        let lang = app.view.lang.get();
        if lang == Lang::Zh || !unit.en.is_empty() { unit.get(lang).0.to_owned() } else { String::new() }
    };
    view! {
        <div class="range">
            {box_of.clone()(End::From, from_msg)}
            <span aria-hidden="true">"–"</span>
            {box_of(End::To, to_msg)}
            <span class="hint">{live(shown_unit)}</span>
        </div>
        <p class="hint">{live(known)}</p>
    }
}

#[derive(Clone, Copy)]
enum End {
    From,
    To,
}
