//! The data desk: a list checked row by row, repaired, saved.

mod changes;
mod chooser;
mod columns;
mod kept;
mod lines;
mod mappings;
mod places;
mod publish;
mod reading;
mod report;
mod session;
mod sheet;
mod split;
mod table;

use crate::panels::local::OpenLocal;
use crate::reactive::{all, derived, live, show};
use crate::state::{ListAct, PanelWidth, WorkspaceSpec, WorkspaceWords, app};
use crate::ui::tabs::tab;
use crate::ui::text::{say, t};
use diming_protocol::catalog::Lang;
use diming_protocol::messages::{explain, text};
use diming_tables_protocol::link::LINK;
use diming_tables_protocol::messages::{DeskMsg, FirstMsg};
use diming_tables_protocol::{DESK, DeskState, Unfit};
use leptos::prelude::*;
use session::{DeskTab, desk_session};

const TABS: [(DeskTab, DeskMsg); 6] = [
    (DeskTab::Problems, DeskMsg::Table),
    (DeskTab::Sheet, DeskMsg::Sheet),
    (DeskTab::Columns, DeskMsg::Columns),
    (DeskTab::Places, DeskMsg::PlacesTab),
    (DeskTab::Changes, DeskMsg::ChangesTab),
    (DeskTab::Publish, DeskMsg::Publish),
];

/// The data desk, as the page knows it.
pub static SPEC: WorkspaceSpec = WorkspaceSpec {
    id: DESK,
    words: WorkspaceWords {
        label: |lang| text(lang, FirstMsg::Tab),
        name: |lang| text(lang, FirstMsg::Name),
        kept: None,
        in_frame: None,
    },
    width: desk_width,
    is_offered: |app| app.site.layout().is_for_officers(),
    view: split::view,
    // The root component makes it.
    connect: |_| {
        desk_session();
    },
    link: LINK,
    linked: None,
    // The newest file of this machine comes onto the desk (`lines::follow`).
    dropped: Some(|_| {}),
    picked: Some(|_, at| places::picked(at)),
    returned: None,
    on_list: Some(ListAct {
        label: |lang| text(lang, FirstMsg::CheckList),
        act: |app, layer| {
            desk_session().choose(layer);
            app.session.workspace.set(Some(DESK));
        },
    }),
    receive: |seq, body| desk_session().receive(seq, body),
    lose: || desk_session().lose_part(),
    ordered: None,
};

/// The whole width; places need the map beside them.
fn desk_width() -> PanelWidth {
    match desk_session().tab.get() {
        DeskTab::Places => PanelWidth::Wide,
        _ => PanelWidth::Full,
    }
}

/// The whole workspace.
#[component]
pub fn DataDeskView() -> impl IntoView {
    lines::once(app());
    let session = desk_session();
    let has_none = derived(move || session.layer.with(String::is_empty));
    let is_ready = derived(move || session.info(|_| ()).is_some());
    let tabs = move || all(TABS.map(|(tab_of, msg)| tab("tab small", session.tab, tab_of, msg)));
    chooser::leave_closed(app());
    view! {
        <div class="desk data-desk">
            <h2 class="sr">{say(DeskMsg::Title)}</h2>
            <div class="data-head">
                {chooser::list_choice(DeskMsg::Choose, session.layer, None, |id| desk_session().choose(id))}
                <kept::KeptLists />
                {show(move || has_none.get(), || view! { <p class="hint">{say(DeskMsg::Hint)}</p> <OpenLocal /> })}
                <report::Sum />
                <kept::KeepingLine />
                {show(move || is_ready.get(), || view! { <report::Acts /> })}
            </div>
            <Standing />
            {show(move || is_ready.get(), move || view! {
                <nav class="tabs desk-tabs" aria-label=t(DeskMsg::Parts)>{tabs()}</nav>
            })}
            {show(move || is_ready.get() && session.tab.get() == DeskTab::Problems, || view! { <report::Report /> })}
            {show(move || is_ready.get() && session.tab.get() == DeskTab::Sheet, || view! { <sheet::SheetView /> })}
            {show(move || is_ready.get() && session.tab.get() == DeskTab::Columns, || view! { <columns::ColumnsView /> })}
            {show(move || is_ready.get() && session.tab.get() == DeskTab::Places, || view! { <places::Places /> })}
            {show(move || is_ready.get() && session.tab.get() == DeskTab::Publish, || view! { <publish::PublishView /> })}
            {show(move || is_ready.get() && session.tab.get() == DeskTab::Changes, || view! { <changes::Changes /> })}
        </div>
    }
}

/// How far the desk is, until it is ready.
#[component]
fn Standing() -> impl IntoView {
    let app = app();
    let words = move || {
        let lang = app.view.lang.get();
        desk_session().state.with(|state| match state {
            DeskState::Closed | DeskState::Ready(_) => ().into_any(),
            DeskState::Reading { done, total } => progress(lang, DeskMsg::Reading, *done, *total),
            DeskState::Checking { done, total } => progress(lang, DeskMsg::Checking, *done, *total),
            DeskState::Failed(problem) => {
                let explained = explain(lang, problem);
                view! {
                    <div class="problem" role="alert">
                        <p><strong>{text(lang, DeskMsg::Failed)}</strong> " " {explained.what}</p>
                        <p>{explained.advice}</p>
                    </div>
                }
                .into_any()
            }
        })
    };
    view! { <div class="desk-state" role="status">{live(words)}</div> }
}

/// Why something is not done with a list.
fn unfit_words(lang: Lang, unfit: Unfit) -> &'static str {
    match unfit {
        Unfit::Part => text(lang, DeskMsg::UnfitPart),
        Unfit::Datum => text(lang, DeskMsg::UnfitDatum),
    }
}

/// A bar, without a value where it is not known how much there is.
fn progress(lang: Lang, msg: DeskMsg, done: u64, total: u64) -> AnyView {
    let value = (total > 0).then(|| done.min(total).to_string());
    view! {
        <p class="hint">{text(lang, msg)}</p>
        <progress max=total.max(1).to_string() value=value aria-label=text(lang, msg)></progress>
    }
    .into_any()
}
