//! One case of the list: what it is about, its state, what can be done with it.

use super::case_book::{self, Case, CaseState, today};
use super::session::review_session;
use crate::reactive::{all, derived, live};
use crate::state::app;
use crate::ui::focus;
use crate::ui::text::{Words, said, say, t};
use diming_protocol::catalog::Lang;
use diming_protocol::messages::{date, fill, text};
use diming_review_protocol::messages::{CasesMsg, name_type, name_type_of};
use leptos::prelude::*;

/// A state in words.
pub fn state_msg(state: CaseState) -> CasesMsg {
    match state {
        CaseState::Draft => CasesMsg::StateDraft,
        CaseState::Reviewed => CasesMsg::StateReviewed,
        CaseState::Approved => CasesMsg::StateApproved,
        CaseState::Refused => CasesMsg::StateRefused,
        CaseState::Announced => CasesMsg::StateAnnounced,
    }
}

/// The name applied for, or that there is none.
pub fn case_name(lang: Lang, case: &Case) -> String {
    match case.fields.get("name") {
        Some(name) if !name.trim().is_empty() => name.clone(),
        _ => text(lang, CasesMsg::NoName).to_owned(),
    }
}

/// A day, `yyyy-mm-dd` with whatever behind it, as the reader writes it; what is none stays as it is.
fn day_words(lang: Lang, day: &str) -> String {
    let digits: String = day.chars().take(10).filter(char::is_ascii_digit).collect();
    match digits.parse() {
        Ok(number) if digits.len() == 8 => date(lang, number),
        _ => day.to_owned(),
    }
}

/// One case.
#[component]
pub fn CaseRow(id: String) -> impl IntoView {
    let app = app();
    let book = review_session().cases;
    let id = StoredValue::new(id);
    let case = derived(move || book.case(&id.read_value()).unwrap_or_default());
    let is_open = derived(move || review_session().case_id.with(|open| *open == *id.read_value()));
    let named = move |msg: CasesMsg| {
        let lang = app.view.lang.get();
        case.with(|case| fill(lang, msg, &[("name", &case_name(lang, case))]))
    };
    let set_state = move |event: web_sys::Event| {
        if let Some(state) = CaseState::of_code(&event_target_value(&event)) {
            book.change(&id.read_value(), |case| case.state = state);
        }
    };
    let states = move || {
        let (lang, now) = (app.view.lang.get(), case.with(|case| case.state));
        all(CaseState::ALL.map(|state| {
            view! { <option value=state.code() selected=state == now>{text(lang, state_msg(state))}</option> }
        }))
    };
    let remove = move |_| {
        if is_open.with_untracked(|open| *open) {
            review_session().case_id.set(String::new());
        }
        book.remove(&id.read_value());
        // The row that had the focus is gone: its undo has it now.
        focus::soon(|| {
            let undo = document().query_selector(".removed button").ok().flatten();
            if let Some(undo) = undo.and_then(|e| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(e).ok()) {
                focus::to(&undo);
            }
        });
    };
    view! {
        <li class="case">
            <h4>{live(move || case.with(|case| Words::data(app.view.lang.get(), &case_name(app.view.lang.get(), case)).view()))}</h4>
            {live(move || case.with(|case| facts(app.view.lang.get(), case)))}
            {live(move || is_open.get().then(|| view! { <p class="hint">{say(CasesMsg::IsOpen)}</p> }))}
            <div class="buttons">
                <label class="case-state">
                    <span class="sr">{live(move || said(app.view.lang.get(), &named(CasesMsg::StateOf)))}</span>
                    <select on:change=set_state>{live(states)}</select>
                </label>
                <button type="button" aria-label=move || named(CasesMsg::ReopenOf) on:click=move |_| case_book::open(&id.read_value())>
                    {say(CasesMsg::Reopen)}
                </button>
                <button type="button" class="quiet" aria-label=move || named(CasesMsg::RemoveOf) on:click=remove>
                    {say(CasesMsg::Remove)}
                </button>
            </div>
            <DayOffer id />
        </li>
    }
}

/// Type, town, old name; the days.
fn facts(lang: Lang, case: &Case) -> AnyView {
    let field = |name: &str| case.fields.get(name).map(String::as_str).filter(|text| !text.trim().is_empty());
    let kind = field("type").map(|word| match name_type_of(word) {
        Some(kind) => text(lang, name_type(kind)).to_owned(),
        None => word.to_owned(),
    });
    let old_name = field("old_name").map(|name| fill(lang, CasesMsg::OldName, &[("name", name)]));
    let first = [kind, field("town").map(str::to_owned), old_name];
    let day = |msg, day: &str| fill(lang, msg, &[("day", &day_words(lang, day))]);
    let is_changed = case.changed_on.get(..10) != Some(case.created_on.as_str());
    let days = [
        Some(day(CasesMsg::CreatedOn, &case.created_on)),
        is_changed.then(|| day(CasesMsg::ChangedOn, &case.changed_on)),
        field("approved_on").map(|on| day(CasesMsg::ApprovedOn, on)),
        field("announced_on").map(|on| day(CasesMsg::AnnouncedOn, on)),
    ];
    let line = |parts: Vec<String>| {
        let parts = parts.into_iter().map(|part| view! { <span class="fact">{said(lang, &part)}</span> });
        view! { <p class="hint">{all(parts)}</p> }
    };
    view! {
        {line(first.into_iter().flatten().collect())}
        {line(days.into_iter().flatten().collect())}
    }
    .into_any()
}

/// Offers today where the state asks for a day that is not given.
#[component]
fn DayOffer(id: StoredValue<String>) -> impl IntoView {
    let app = app();
    let book = review_session().cases;
    let wanted = derived(move || {
        let case = book.case(&id.read_value())?;
        case.state.day_field().filter(|field| case.fields.get(*field).is_none_or(|day| day.trim().is_empty()))
    });
    let offer = move || {
        let field = wanted.get()?;
        let lang = app.view.lang.get();
        let msg = if field == "approved_on" { CasesMsg::ApprovedToday } else { CasesMsg::AnnouncedToday };
        let case = book.case(&id.read_value())?;
        let label = fill(lang, CasesMsg::TodayOf, &[("name", &case_name(lang, &case)), ("words", text(lang, msg))]);
        let set = move |_| {
            book.change(&id.read_value(), |case| drop(case.fields.insert(field.to_owned(), today())));
            // The form shows the same case.
            if review_session().case_id.with_untracked(|open| *open == *id.read_value()) {
                review_session().set_field(field, today());
            }
        };
        Some(view! { <button type="button" class="link" aria-label=label on:click=set>{t(msg)}</button> })
    };
    live(offer)
}
