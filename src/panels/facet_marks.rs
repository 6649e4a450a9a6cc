//! A facet over a row of marks (八有): each mark with yes, no and unknown apart.

use crate::reactive::{all, live};
use crate::state::app;
use crate::ui::text::{Words, say};
use diming_protocol::catalog::Field;
use diming_protocol::messages::{Msg, number};
use diming_protocol::{Constraint, Counts};
use leptos::prelude::*;
use std::sync::Arc;

/// A row of marks, one line each.
#[component]
pub fn MarksFacet(key: String, field: Arc<Field>) -> impl IntoView {
    let app = app();
    let key = StoredValue::new(key);
    let rows = field.marks.clone().into_iter().enumerate().map(move |(mark, label)| {
        let counts = move || {
            app.answers.facets.with(|facets| {
                let found = facets.iter().find(|f| f.field == *key.read_value()).map(|f| &f.counts);
                match found {
                    Some(Counts::Marks(marks)) => marks.get(mark).copied().unwrap_or_default(),
                    _ => (0, 0, 0),
                }
            })
        };
        let boxes = [(Msg::MarkYes, ""), (Msg::MarkNo, "-"), (Msg::Unknown, "?")].map(|(msg, sign)| {
            let value = StoredValue::new(format!("{mark}{sign}"));
            let ticked = move || {
                app.view.fields.with(|fields| match fields.get(&*key.read_value()) {
                    Some(Constraint::Any(values)) => values.contains(&value.read_value()),
                    _ => false,
                })
            };
            let count = move || {
                let (yes, no, unknown) = counts();
                let n = match sign {
                    "" => yes,
                    "-" => no,
                    _ => unknown,
                };
                number(app.view.lang.get(), f64::from(n))
            };
            view! {
                <label class="mark-choice">
                    <input
                        type="checkbox"
                        prop:checked=ticked
                        on:change=move |_| app.toggle_value(&key.read_value(), &value.read_value())
                    />
                    <span>{say(msg)}</span>
                    <span class="count">{live(count)}</span>
                </label>
            }
        });
        view! {
            <fieldset class="mark-row">
                <legend>{live(move || Words::label(app.view.lang.get(), &label).view())}</legend>
                {all(boxes)}
            </fieldset>
        }
    });
    view! { <div class="marks">{all(rows)}</div> }
}
