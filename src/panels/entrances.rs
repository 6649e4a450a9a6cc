//! Buttons that open overlays: counts by town, the state of the data, printing and saving.

use super::reading::ReadAloud;
use crate::reactive::live;
use crate::state::app;
use crate::ui::state::{Opened, ui};
use crate::ui::text::say;
use diming_protocol::catalog::Lang;
use diming_protocol::messages::{Msg, counted, text};
use diming_protocol::{LayerState, Phase};
use leptos::prelude::*;

/// The buttons.
#[component]
pub fn Entrances() -> impl IntoView {
    let (app, ui) = (app(), ui());
    let data =
        move || data_words(&app.answers.layer_states.get(), app.view.lang.get()).map(|words| format!(" · {words}"));
    view! {
        <div class="doors">
            <ReadAloud what=".list" />
            <button type="button" class="link" on:click=move |_| ui.opened.set(Opened::Towns)>{say(Msg::Towns)}</button>
            <button type="button" class="link" on:click=move |_| ui.opened.set(Opened::Data(None))>{say(Msg::Data)} {live(data)}</button>
            <button type="button" class="link" on:click=move |_| ui.opened.set(Opened::Export)>{say(Msg::Keep)}</button>
        </div>
    }
}

/// State of the data beside the button: loading, incomplete, or the number of notes; `None` where all is well.
fn data_words(states: &[LayerState], lang: Lang) -> Option<String> {
    let loading = states.iter().filter(|s| s.phase == Phase::Loading).count();
    let broken = states.iter().any(|s| matches!(s.phase, Phase::Incomplete(_)));
    let notes: u64 = states.iter().map(|s| u64::from(s.notes)).sum();
    if loading > 0 {
        Some(counted(lang, Msg::LoadingLayers, loading as u64))
    } else if broken {
        Some(text(lang, Msg::PhaseIncomplete).to_owned())
    } else {
        (notes > 0).then(|| counted(lang, Msg::NotesCount, notes))
    }
}
