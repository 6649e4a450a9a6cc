//! Find and replace: what would change is shown before it is made.

use super::super::session::desk_session;
use super::edit;
use crate::reactive::{all, effect, live, show};
use crate::state::app;
use crate::ui::text::{Words, say, t};
use diming_protocol::messages::{counted, text};
use diming_tables_protocol::messages::DeskMsg;
use diming_tables_protocol::{DeskAsk, Edit, Replace};
use leptos::prelude::*;

/// Samples that are shown.
const SAMPLES: usize = 6;

/// The bar.
#[component]
pub fn ReplaceBar() -> impl IntoView {
    let app = app();
    let session = desk_session();
    let what = RwSignal::new(Replace::default());
    let has_preview = RwSignal::new(false);
    // Asked for anew with every letter, and when cells have changed.
    effect(move || {
        let what = what.get();
        let _ = session.sheet_info(|sheet| sheet.revision);
        let is_asked = !what.find.is_empty() || what.is_whole;
        has_preview.set(is_asked);
        if is_asked {
            session.ask(&DeskAsk::Preview(what));
        }
    });
    let preview = move || session.preview.with(|preview| preview.as_ref().filter(|p| p.what == what.get()).cloned());
    let count = move || preview().map_or(0, |preview| preview.cells);
    let columns = move || {
        let lang = app.view.lang.get();
        let option = |at: String, label: String| view! { <option value=at>{label}</option> };
        let names = session.sheet_info(|sheet| sheet.columns.iter().map(|c| c.heading.clone()).collect::<Vec<_>>());
        let every = option(String::new(), text(lang, DeskMsg::AllColumns).to_owned());
        let named = names.unwrap_or_default().into_iter().enumerate().map(|(at, name)| option(at.to_string(), name));
        all(std::iter::once(every).chain(named).collect::<Vec<_>>())
    };
    let samples = move || {
        let lang = app.view.lang.get();
        let shown = preview().map(|preview| preview.samples).unwrap_or_default();
        all(shown.into_iter().take(SAMPLES).map(|[at, before, after]| {
            view! { <li><code>{at}</code> " " {Words::data(lang, &before).view()} " → " {Words::data(lang, &after).view()}</li> }
        }))
    };
    view! {
        <div class="sheet-replace" role="group" aria-label=t(DeskMsg::FindReplace)>
            <label class="choice"><span>{say(DeskMsg::Find)}</span>
                <input type="text" prop:value=move || what.get().find on:input=move |event| what.update(|what| what.find = event_target_value(&event)) /></label>
            <label class="choice"><span>{say(DeskMsg::ReplaceWith)}</span>
                <input type="text" prop:value=move || what.get().with on:input=move |event| what.update(|what| what.with = event_target_value(&event)) /></label>
            <label class="choice"><span>{say(DeskMsg::InColumn)}</span>
                <select on:change=move |event| what.update(|what| what.column = event_target_value(&event).parse().ok())>{live(columns)}</select></label>
            <label class="choice check">
                <input type="checkbox" prop:checked=move || what.get().is_whole on:change=move |event| what.update(|what| what.is_whole = event_target_checked(&event)) />
                <span>{say(DeskMsg::WholeCell)}</span></label>
            <button type="button" class="main" prop:disabled=move || count() == 0 on:click=move |_| edit(Edit::Replace(what.get_untracked()))>
                {live(move || counted(app.view.lang.get(), DeskMsg::ReplaceAll, u64::from(count())))}
            </button>
            {show(move || has_preview.get(), move || view! { <ul class="sheet-samples">{live(samples)}</ul> })}
        </div>
    }
}
