//! The notes: one note at a place, which is shown on the map and stands in the link.

mod split;

use crate::engine_client::ask;
use crate::reactive::{State, effect, live};
use crate::state::{App, Choosing, LinkedFields, PanelWidth, Pin, Severity, WorkspaceSpec, WorkspaceWords, app};
use crate::ui::text::say;
use diming_notes::{NOTES, label, read_count, request};
use diming_protocol::catalog::Lang;
use diming_protocol::geo::LonLat;
use diming_protocol::link::{LinkFields, WorkspaceLink};
use diming_protocol::messages::Sentence;
use leptos::prelude::*;
use std::cell::OnceCell;
use std::sync::Arc;

/// The notes, as the page knows them.
pub static SPEC: WorkspaceSpec = WorkspaceSpec {
    id: NOTES,
    words: WorkspaceWords { label, name: label, kept: None, in_frame: None },
    width: || PanelWidth::Panel,
    is_offered: |app| app.site.layout().is_for_officers(),
    view: split::view,
    connect: |_| {
        session();
    },
    link: WorkspaceLink { word: "notes", prefix: "n.", left_out: &[] },
    linked: Some(LinkedFields {
        fields: || LinkFields::from_iter([("text".to_owned(), session().text.get())]),
        open: |fields| session().text.set(fields.get("text").cloned().unwrap_or_default()),
    }),
    dropped: None,
    picked: Some(|_, at| session().keep(at)),
    returned: None,
    on_list: None,
    receive: |_, body| session().count.set(read_count(&body).unwrap_or_default()),
    lose: || session().count.set(0),
    ordered: None,
};

/// The workspace's state.
#[derive(Clone, Copy)]
struct Session {
    text: State<String>,
    at: State<Option<LonLat>>,
    count: State<u32>,
}

thread_local! {
    static SESSION: OnceCell<Session> = const { OnceCell::new() };
}

fn session() -> Session {
    let make = || Session { text: State::new(String::new()), at: State::new(None), count: State::new(0) };
    SESSION.with(|session| *session.get_or_init(make))
}

impl Session {
    /// Puts the note at a place, and tells the engine's part.
    fn keep(&self, at: LonLat) {
        self.at.set(Some(at));
        ask(request(1, &self.text.get_untracked()));
    }
}

/// What is shown on the map.
fn pins() -> Vec<Pin> {
    let pin = |at| Pin { at, name: session().text.get(), severity: Some(Severity::Look) };
    session().at.get().map(pin).into_iter().collect()
}

/// The whole workspace.
#[component]
fn NotesView() -> impl IntoView {
    let app: App = app();
    let title: fn(Lang) -> &'static str = label;
    effect(move || app.map_commands.pins.set(Arc::new(pins())));
    on_cleanup(move || app.map_commands.pins.set(Arc::default()));
    view! {
        <div class="desk">
            <h2>{say(title)}</h2>
            <input
                aria-label=title.both().1
                prop:value=move || session().text.get()
                on:input=move |event| session().text.set(event_target_value(&event))
            />
            <button type="button" on:click=move |_| app.session.choosing.set(Some(Choosing::Workspace(NOTES)))>"+"</button>
            <p role="status">{live(move || session().count.get().to_string())}</p>
        </div>
    }
}
