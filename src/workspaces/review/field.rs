//! One field of the application: its label, its box, and a word where its text is not understood.

use crate::live::{derived, live, show};
use crate::panels::words::{say, t};
use crate::state::app;
use diming_protocol::messages::{APPLICATION_FIELDS, DeskMsg, ReviewMsg};
use leptos::prelude::*;

/// What stands beside a box.
#[derive(Clone, Copy, Default)]
pub struct Beside {
    /// What may be typed.
    pub hint: Option<DeskMsg>,
    /// The unit.
    pub unit: Option<DeskMsg>,
    /// Id of a list of values to choose from.
    pub list: Option<&'static str>,
    /// Numbers are typed.
    pub is_number: bool,
}

/// The label of a field.
pub fn label_of(name: &str) -> ReviewMsg {
    APPLICATION_FIELDS.iter().find(|(field, _)| *field == name).map_or(ReviewMsg::FieldName, |(_, msg)| *msg)
}

/// A box for a field's text. What an input method is composing is waited for.
#[component]
pub fn TextField(name: &'static str, #[prop(default = Beside::default())] beside: Beside) -> impl IntoView {
    let desk = app().desk;
    let composing = StoredValue::new(false);
    let id = format!("application-{name}");
    let (hint_id, fault_id) = (format!("{id}-hint"), format!("{id}-fault"));
    let is_bad = derived(move || {
        let is_given = !desk.field(name).trim().is_empty();
        let is_not_understood = |reviewed: &Option<std::sync::Arc<diming_review_protocol::review::Reviewed>>| {
            reviewed.as_ref().is_some_and(|r| r.not_understood.iter().any(|field| field == name))
        };
        is_given && desk.reviewed.with(is_not_understood)
    });
    let described = {
        let (hint_id, fault_id) = (hint_id.clone(), fault_id.clone());
        let hint = beside.hint.map(|_| hint_id);
        move || if is_bad.get() { Some(fault_id.clone()) } else { hint.clone() }
    };
    let typed = move |event: &web_sys::Event| desk.set_field(name, event_target_value(event));
    view! {
        <div class="field">
            <label for=id.clone()>{say(label_of(name))}</label>
            <span class="field-box">
                <input
                    id=id
                    type="text"
                    autocomplete="off"
                    spellcheck="false"
                    list=beside.list
                    inputmode=beside.is_number.then_some("decimal")
                    aria-invalid=move || is_bad.get().then_some("true")
                    aria-describedby=described
                    prop:value=move || desk.field(name)
                    on:compositionstart=move |_| composing.set_value(true)
                    on:compositionend=move |event| {
                        composing.set_value(false);
                        typed(&event);
                    }
                    on:input=move |event| {
                        if !composing.get_value() {
                            typed(&event);
                        }
                    }
                />
                {beside.unit.map(|unit| view! { <span class="hint">{say(unit)}</span> }.into_any())}
            </span>
            {beside.hint.map(|hint| view! { <p class="hint" id=hint_id>{say(hint)}</p> }.into_any())}
            {show(move || is_bad.get(), move || view! {
                <p class="field-fault" id=fault_id.clone()>{live(t(DeskMsg::NotUnderstood))}</p>
            })}
        </div>
    }
}
