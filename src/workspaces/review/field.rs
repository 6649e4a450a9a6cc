//! One field of the application: its label, its box, and a word where its text is not understood.

use super::session::review_session;
use crate::reactive::{derived, live, show};
use crate::ui::composition::Composition;
use crate::ui::text::{say, t};
use diming_review_protocol::messages::{APPLICATION_FIELDS, DeskMsg, ReviewMsg};
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

/// A box for a field's text. It waits for the composition of an input method.
#[component]
pub fn TextField(name: &'static str, #[prop(default = Beside::default())] beside: Beside) -> impl IntoView {
    let session = review_session();
    let composition = Composition::new();
    let id = format!("application-{name}");
    let (hint_id, fault_id) = (format!("{id}-hint"), format!("{id}-fault"));
    let is_bad = derived(move || {
        let is_given = !session.field(name).trim().is_empty();
        let is_not_understood = |reviewed: &Option<std::sync::Arc<diming_review_protocol::review::Reviewed>>| {
            reviewed.as_ref().is_some_and(|r| r.not_understood.iter().any(|field| field == name))
        };
        is_given && session.reviewed.with(is_not_understood)
    });
    let described = {
        let (hint_id, fault_id) = (hint_id.clone(), fault_id.clone());
        let hint = beside.hint.map(|_| hint_id);
        move || if is_bad.get() { Some(fault_id.clone()) } else { hint.clone() }
    };
    let typed = move |text: String| session.set_field(name, text);
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
                    prop:value=move || session.field(name)
                    on:compositionstart=move |_| composition.start()
                    on:compositionend=move |event| typed(composition.end(&event))
                    on:input=move |event| {
                        if let Some(text) = composition.input(&event) {
                            typed(text);
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
