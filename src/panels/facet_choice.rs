//! A facet of values to tick: choices, towns, yes and no, each with its live count.

use crate::reactive::{Derived, derived, each, live, show};
use crate::state::{App, app};
use crate::ui::text::{Words, said, say};
use diming_protocol::catalog::{Field, Lang};
use diming_protocol::messages::{FacetMsg, Msg, counted, fill, number, text};
use diming_protocol::{Constraint, Counts};
use leptos::prelude::*;
use std::sync::Arc;

/// Values shown at first; with more there is a box to find one.
const SHOWN_FIRST: usize = 12;
/// Most values shown: others are found by typing.
const SHOWN_MAX: usize = 120;

/// A facet of values.
#[component]
pub fn ChoiceFacet(key: String, field: Arc<Field>) -> impl IntoView {
    let app = app();
    let wanted = RwSignal::new(String::new());
    let shown_max = RwSignal::new(SHOWN_FIRST);
    let counts = {
        let key = key.clone();
        derived(move || value_counts(app, &key))
    };
    let matching = {
        let field = Arc::clone(&field);
        derived(move || {
            let (lang, wanted) = (app.view.lang.get(), lower(wanted.get().trim()));
            let fits = |value: &str| {
                let label = lower(&value_words(lang, &field, value).text);
                wanted.is_empty() || label.contains(&wanted) || lower(value).contains(&wanted)
            };
            counts.get().into_iter().map(|(value, _)| value).filter(|value| fits(value)).collect::<Vec<_>>()
        })
    };
    let visible = move || matching.get().into_iter().take(shown_max.get().min(SHOWN_MAX)).collect::<Vec<_>>();
    let hidden = move || matching.with(Vec::len).min(SHOWN_MAX).saturating_sub(shown_max.get());
    let name = field.label.clone();
    let find_label = move || {
        let lang = app.view.lang.get();
        said(lang, &fill(lang, FacetMsg::FilterWithin, &[("label", name.get(lang).0)]))
    };
    let group_label = field.label.clone();
    view! {
        <fieldset class="values">
            <legend class="sr">{live(move || Words::label(app.view.lang.get(), &group_label).view())}</legend>
            {show(move || counts.with(|c| c.len() > SHOWN_FIRST), move || view! {
                <label class="within">
                    <span>{live(find_label.clone())}</span>
                    <input
                        type="search"
                        autocomplete="off"
                        prop:value=move || wanted.get()
                        on:input=move |event| wanted.set(event_target_value(&event))
                    />
                </label>
            })}
            {each(visible, move |value| view! { <ValueBox key=key.clone() field=Arc::clone(&field) value counts /> })}
            {show(move || matching.with(Vec::is_empty), move || view! {
                <p class="hint">{say(FacetMsg::FilterNoValue)}</p>
            })}
            {show(move || hidden() > 0, move || view! {
                <button type="button" class="link" on:click=move |_| shown_max.set(SHOWN_MAX)>
                    {live(move || counted(app.view.lang.get(), FacetMsg::ShowMore, hidden() as u64))}
                </button>
            })}
        </fieldset>
    }
}

/// Lower case by the browser, so that the page does not include the table of letters.
fn lower(text: &str) -> String {
    js_sys::JsString::from(text).to_lower_case().into()
}

/// Value → count as the engine gave them, what is ticked always among them.
fn value_counts(app: App, key: &str) -> Vec<(String, u32)> {
    let mut counts =
        app.answers.facets.with(|facets| match facets.iter().find(|f| f.field == key).map(|f| &f.counts) {
            Some(Counts::Values(values)) => values.clone(),
            Some(Counts::YesNo { yes, no, unknown }) => {
                vec![("yes".to_owned(), *yes), ("no".to_owned(), *no), ("unknown".to_owned(), *unknown)]
            }
            Some(Counts::Marks(_) | Counts::Range { .. }) | None => Vec::new(),
        });
    app.view.fields.with(|fields| {
        if let Some(Constraint::Any(ticked)) = fields.get(key) {
            for value in ticked.iter().rev() {
                if !counts.iter().take(SHOWN_FIRST).any(|(known, _)| known == value) {
                    let at = counts.iter().position(|(known, _)| known == value);
                    let kept = at.map_or((value.clone(), 0), |at| counts.remove(at));
                    counts.insert(0, kept);
                }
            }
        }
    });
    counts
}

/// What a stored value is called; an empty one is unknown.
pub fn value_words(lang: Lang, field: &Field, value: &str) -> Words {
    let yes_no = field.kind == diming_protocol::catalog::FieldKind::YesNo;
    let said = |msg| Words { text: text(lang, msg).to_owned(), zh: false };
    match value {
        "" => said(Msg::NotGiven),
        "yes" if yes_no => said(Msg::Yes),
        "no" if yes_no => said(Msg::No),
        "unknown" if yes_no => said(Msg::Unknown),
        value => Words::value(lang, field, value),
    }
}

#[component]
fn ValueBox(key: String, field: Arc<Field>, value: String, counts: Derived<Vec<(String, u32)>>) -> impl IntoView {
    let app = app();
    let (key, value) = (StoredValue::new(key), StoredValue::new(value));
    let count = move || {
        let n = counts.with(|c| c.iter().find(|(v, _)| *v == *value.read_value()).map_or(0, |(_, n)| *n));
        number(app.view.lang.get(), f64::from(n))
    };
    let ticked = move || {
        app.view.fields.with(|fields| match fields.get(&*key.read_value()) {
            Some(Constraint::Any(values)) => values.contains(&value.read_value()),
            _ => false,
        })
    };
    view! {
        <label class="value">
            <input
                type="checkbox"
                prop:checked=ticked
                on:change=move |_| app.toggle_value(&key.read_value(), &value.read_value())
            />
            <span class="value-name">{live(move || value_words(app.view.lang.get(), &field, &value.read_value()).view())}</span>
            <span class="count">{live(count)}</span>
        </label>
    }
}
