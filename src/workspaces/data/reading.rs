//! How the file was read where it could be read otherwise: changed and changed back by a click.

use super::session::desk_session;
use crate::reactive::{derived, show};
use crate::ui::text::say;
use diming_tables_protocol::messages::DeskMsg;
use diming_tables_protocol::{DeskAsk, ReadChoices};
use leptos::prelude::*;

/// What can be chosen; nothing where the list is of no file.
#[component]
pub fn ReadingChoices() -> impl IntoView {
    let session = desk_session();
    let choices = derived(move || session.info(|info| info.choices).unwrap_or_default());
    let heading = derived(move || session.info(|info| info.heading_line).unwrap_or_default());
    let set_heading = move |event: web_sys::Event| {
        let line = event_target_value(&event).parse().unwrap_or_default();
        read_again(|choices| choices.heading = line);
    };
    show(
        move || heading.get() > 0,
        move || {
            view! {
                <div class="reading-choices">
                    <label class="choice"><span>{say(DeskMsg::HeadingLine)}</span>
                        <input type="number" min="1" prop:value=move || heading.get().to_string() on:change=set_heading /></label>
                    <label class="choice check">
                        <input type="checkbox" prop:checked=move || !choices.get().takes_rest
                            on:change=move |event| { let is = event_target_checked(&event); read_again(|choices| choices.takes_rest = !is) } />
                        <span>{say(DeskMsg::LeavesRest)}</span></label>
                    <label class="choice check">
                        <input type="checkbox" prop:checked=move || !choices.get().leaves_ditto
                            on:change=move |event| { let is = event_target_checked(&event); read_again(|choices| choices.leaves_ditto = !is) } />
                        <span>{say(DeskMsg::TakesAbove)}</span></label>
                </div>
            }
        },
    )
}

/// Reads the file again. Asks first where changes would be lost.
fn read_again(change: impl FnOnce(&mut ReadChoices)) {
    let session = desk_session();
    let Some(mut choices) = untrack(|| session.info(|info| info.choices)) else { return };
    change(&mut choices);
    match session.may_lose_changes() {
        true => session.ask(&DeskAsk::Reread(choices)),
        // The fields show again how it was read.
        false => session.report.update(|_| {}),
    }
}
