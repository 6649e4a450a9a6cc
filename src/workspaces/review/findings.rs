//! The findings of the application as it is typed: what was found, what could not be checked, what lies outside the
//! scope, and what is merely to be known.

use super::finding::{FindingItem, weight_sign};
use super::session::review_session;
use super::suggestions::Suggestions;
use crate::reactive::{all, derived, live, show};
use crate::state::app;
use crate::ui::text::{said, say};
use diming_protocol::catalog::Lang;
use diming_protocol::messages::{counted, fill, text};
use diming_review_protocol::finding::{Finding, Weight};
use diming_review_protocol::messages::{APPLICATION_FIELDS, DeskMsg, ReviewMsg};
use diming_review_protocol::review::Reviewed;
use leptos::prelude::*;

/// Weights that are counted, with their words.
const COUNTED: [(Weight, DeskMsg); 4] = [
    (Weight::Error, DeskMsg::CountError),
    (Weight::Warn, DeskMsg::CountWarn),
    (Weight::Review, DeskMsg::CountReview),
    (Weight::Advice, DeskMsg::CountAdvice),
];

/// The group in which a finding is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FindingGroup {
    /// Found within the scope.
    Found,
    /// A check that could not be done.
    Undone,
    /// Outside the scope, for reference.
    Outside,
    /// Papers, route, dates: to be known.
    Known,
}

/// The group of a finding.
pub fn group_of(finding: &Finding) -> FindingGroup {
    match finding {
        _ if finding.unchecked.is_some() => FindingGroup::Undone,
        _ if !finding.in_scope => FindingGroup::Outside,
        _ if finding.weight == Weight::Info => FindingGroup::Known,
        _ => FindingGroup::Found,
    }
}

/// The findings of a group.
pub fn of_group(reviewed: &Reviewed, group: FindingGroup) -> Vec<Finding> {
    reviewed.findings.iter().filter(|finding| group_of(finding) == group).cloned().collect()
}

/// All findings.
#[component]
pub fn Findings() -> impl IntoView {
    let app = app();
    let session = review_session();
    let part = move |part: FindingGroup| {
        derived(move || session.reviewed.with(|r| r.as_ref().map_or(Vec::new(), |r| of_group(r, part))))
    };
    let (found, undone, outside, known) =
        (part(FindingGroup::Found), part(FindingGroup::Undone), part(FindingGroup::Outside), part(FindingGroup::Known));
    let list = move |findings: Vec<Finding>| {
        let lang = app.view.lang.get();
        let items = all(findings.into_iter().map(|finding| view! { <FindingItem lang finding /> }));
        view! { <ul class="findings">{items}</ul> }
    };
    view! {
        <section class="found" aria-labelledby="findings-title">
            <h3 id="findings-title">{say(DeskMsg::Findings)}</h3>
            {show(move || session.reviewed.with(Option::is_none), move || view! {
                <p class="hint">{say(DeskMsg::FindingsNone)}</p>
            })}
            {live(move || list(found.get()))}
            {live(move || list(undone.get()))}
            {show(move || !found.with(Vec::is_empty), || view! { <Suggestions /> })}
            {show(move || !outside.with(Vec::is_empty), move || view! {
                <details class="form-more">
                    <summary>{live(move || counted(app.view.lang.get(), DeskMsg::OutsideScope, outside.with(Vec::len) as u64))}</summary>
                    {live(move || list(outside.get()))}
                </details>
            })}
            {show(move || !known.with(Vec::is_empty), move || view! {
                <details class="form-more">
                    <summary>{say(DeskMsg::ForInformation)}</summary>
                    {live(move || list(known.get()))}
                </details>
            })}
        </section>
    }
}

/// What was found, in a few words that follow as one types.
#[component]
pub fn Summary() -> impl IntoView {
    let app = app();
    let words = move || {
        let lang = app.view.lang.get();
        review_session().reviewed.with(|reviewed| reviewed.as_ref().map(|reviewed| summary(lang, reviewed)))
    };
    view! { <div class="summary" role="status">{live(words)}</div> }
}

/// How many of each weight, what could not be checked, and in which scope was looked.
fn summary(lang: Lang, reviewed: &Reviewed) -> AnyView {
    let found = of_group(reviewed, FindingGroup::Found);
    let undone = of_group(reviewed, FindingGroup::Undone).len();
    let count = |(weight, msg): (Weight, DeskMsg)| {
        let n = found.iter().filter(|finding| finding.weight == weight).count();
        let (sign, class) = weight_sign(weight);
        (n > 0).then(|| view! {
            <li class=class><span class="weight-sign" aria-hidden="true">{sign}</span>{counted(lang, msg, n as u64)}</li>
        })
    };
    let counts: Vec<_> = COUNTED.into_iter().filter_map(count).collect();
    let is_clear = (found.is_empty() && undone == 0).then(|| view! { <p>{say(DeskMsg::FindingsClear)}</p> }.into_any());
    let undone = (undone > 0)
        .then(|| view! { <p class="undone">{counted(lang, DeskMsg::FindingsUndone, undone as u64)}</p> }.into_any());
    let outside = (reviewed.place.is_some() && !reviewed.is_inside)
        .then(|| view! { <p class="undone">{say(DeskMsg::PlaceOutside)}</p> }.into_any());
    view! {
        <ul class="weights">{counts}</ul>
        {is_clear}
        {undone}
        {outside}
        <p class="hint">{say(DeskMsg::CheckedWithin)} {said(lang, &scope_words(lang, reviewed))}</p>
    }
    .into_any()
}

/// In which scope was looked, in words.
pub fn scope_words(lang: Lang, reviewed: &Reviewed) -> String {
    let (field, value) = &reviewed.scope;
    if field == "nation" {
        return text(lang, DeskMsg::ScopeNation).to_owned();
    }
    let label = field_words(lang, field);
    let msg = if value.is_empty() { DeskMsg::ScopeUnknown } else { DeskMsg::ScopeIs };
    fill(lang, msg, &[("field", &label), ("value", value)])
}

/// The name of a scope's field: as the catalog calls it, else as the form does, else as it stands.
pub fn field_words(lang: Lang, field: &str) -> String {
    let own = APPLICATION_FIELDS.iter().find(|(name, _)| *name == field);
    let own = own.map(|(_, msg): &(&str, ReviewMsg)| text(lang, *msg).to_owned());
    app().answers.catalog.with(|catalog| {
        let known = catalog.as_ref().and_then(|c| c.fields.get(field)).map(|f| f.label.get(lang).0.to_owned());
        known.or(own).unwrap_or_else(|| field.to_owned())
    })
}
