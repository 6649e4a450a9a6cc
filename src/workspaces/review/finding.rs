//! One finding: what, how serious, by which article, on which evidence; and an officer's mark that it was considered.

use super::evidence::{places_of, show_evidence};
use super::session::{finding_key, review_session};
use crate::reactive::{all, derived, live, show};
use crate::state::{Goto, app};
use crate::ui::state::ui;
use crate::ui::text::{said, say, t};
use diming_protocol::Which;
use diming_protocol::catalog::Lang;
use diming_protocol::messages::{fill, text};
use diming_review_protocol::finding::{Evidence, Finding, NameEvidence, Weight};
use diming_review_protocol::messages::{DeskMsg, ListsMsg, tell};
use leptos::prelude::*;

/// Zoom at which a registered name is shown, at least.
const SHOW_ZOOM: f64 = 13.0;

/// The sign of a weight, told apart without colour, and its class in the style sheet.
pub fn weight_sign(weight: Weight) -> (&'static str, &'static str) {
    match weight {
        Weight::Error => ("■", "error"),
        Weight::Warn => ("▲", "warn"),
        Weight::Review => ("◆", "review"),
        Weight::Advice => ("●", "advice"),
        Weight::Info => ("○", "info"),
    }
}

/// A finding as an item of a list.
#[component]
pub fn FindingItem(lang: Lang, finding: Finding) -> impl IntoView {
    let (app, ui) = (app(), ui());
    let told = tell(lang, &finding);
    let (sign, class) = if finding.unchecked.is_some() { ("?", "review") } else { weight_sign(finding.weight) };
    let weight = if finding.unchecked.is_some() { text(lang, ListsMsg::NotChecked) } else { told.weight };
    let lines = told.lines.into_iter().enumerate().map(|(at, line)| {
        let name = match finding.evidence.get(at) {
            Some(Evidence::Name(name)) => Some(name.as_ref().clone()),
            _ => None,
        };
        evidence_line(lang, line, name)
    });
    let lines = all(lines);
    let title = match places_of(&finding).next() {
        None => view! { <strong>{told.title}</strong> }.into_any(),
        Some(_) => {
            let evidence = finding.clone();
            let show = move |_| {
                ui.map_wanted.set(());
                show_evidence(app, &evidence);
            };
            view! {
                <button type="button" class="link finding-title" title=t(DeskMsg::ShowEvidence) on:click=show>
                    {told.title}
                </button>
            }
            .into_any()
        }
    };
    let is_marked = finding.in_scope && finding.weight != Weight::Info;
    let code = fill(lang, DeskMsg::RuleCode, &[("code", &finding.code)]);
    view! {
        <li class=format!("finding {class}")>
            <p class="finding-head">
                <span class="weight"><span class="weight-sign" aria-hidden="true">{sign}</span>{weight}</span>
                {title}
            </p>
            <ul class="evidence">{lines}</ul>
            <p class="hint">{told.article} " · " <span class="rule-code">{code}</span></p>
            {is_marked.then(|| view! { <Considering finding /> })}
        </li>
    }
}

/// A line of evidence; a registered name can be shown.
fn evidence_line(lang: Lang, line: String, name: Option<NameEvidence>) -> AnyView {
    let words = said(lang, &line);
    let Some(name) = name.filter(|name| name.feature.is_some() || name.at.is_some()) else {
        return view! { <li>{words}</li> }.into_any();
    };
    let (app, ui) = (app(), ui());
    let label = fill(lang, DeskMsg::ShowName, &[("name", &name.name)]);
    let (feature, at) = (name.feature, name.at);
    let open = move |_| {
        ui.map_wanted.set(());
        if let Some(at) = at {
            app.go(Goto::Show { at, zoom_at_least: SHOW_ZOOM });
        }
        if let Some(id) = feature {
            app.view.selected.set(Some(Which::Id(id)));
        }
    };
    let hover = move |on: bool| app.session.hovered.set(feature.filter(|_| on));
    view! {
        <li>
            {words}
            <button
                type="button"
                class="link show-name"
                aria-label=label.clone()
                title=label
                on:click=open
                on:pointerenter=move |_| hover(true)
                on:pointerleave=move |_| hover(false)
            >
                <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
                    <path d="M8 15C4.5 10.6 3 8.4 3 6A5 5 0 0 1 13 6C13 8.4 11.5 10.6 8 15ZM8 4.2A1.8 1.8 0 1 0 8 7.8A1.8 1.8 0 1 0 8 4.2Z" fill="currentColor" fill-rule="evenodd"></path>
                </svg>
            </button>
        </li>
    }
    .into_any()
}

/// The mark and its note.
#[component]
fn Considering(finding: Finding) -> impl IntoView {
    let session = review_session();
    let key = StoredValue::new(finding_key(&finding));
    let is_on = derived(move || session.considered.with(|considered| considered.contains_key(&*key.read_value())));
    let mark = move |event: web_sys::Event| {
        let is_on = event_target_checked(&event);
        session.considered.update(|considered| match is_on {
            true => drop(considered.insert(key.get_value(), String::new())),
            false => drop(considered.remove(&*key.read_value())),
        });
    };
    let note =
        move || session.considered.with(|considered| considered.get(&*key.read_value()).cloned().unwrap_or_default());
    let write = move |event: web_sys::Event| {
        let text = event_target_value(&event);
        session.considered.update(|considered| drop(considered.insert(key.get_value(), text)));
    };
    view! {
        <div class="considering">
            <label class="check">
                <input type="checkbox" prop:checked=move || is_on.get() on:change=mark />
                {live(move || say(if is_on.get() { DeskMsg::Considered } else { DeskMsg::Consider }))}
            </label>
            {show(move || is_on.get(), move || view! {
                <label class="note">
                    <span>{say(DeskMsg::ConsiderNote)}</span>
                    <input type="text" autocomplete="off" prop:value=note on:change=write />
                </label>
            })}
        </div>
    }
}
