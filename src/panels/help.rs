//! The help page: how to search, filter, move the map and hand a view on; examples search at once.

use super::reading::ReadAloud;
use super::search_anew::search_anew;
use super::tour;
use crate::reactive::{all, live, show};
use crate::state::app;
use crate::ui::state::{Opened, overlay_heading, ui};
use crate::ui::text::{Words, said, say, t};
use diming_protocol::catalog::{Catalog, Examples, Lang};
use diming_protocol::messages::{HelpMsg, Msg, fill, text};
use leptos::prelude::*;

/// Id of the button that opens it.
pub const HELP_ID: &str = "help";

/// A way of searching, and where the catalog has an example of it.
type Trick = (HelpMsg, fn(&Examples) -> &str);

const TRICKS: [Trick; 10] = [
    (HelpMsg::Pinyin, |examples| &examples.pinyin),
    (HelpMsg::Initials, |examples| &examples.initials),
    (HelpMsg::Mixed, |examples| &examples.mixed),
    (HelpMsg::Traditional, |examples| &examples.traditional),
    (HelpMsg::Former, |examples| &examples.former),
    (HelpMsg::Marker, |examples| &examples.marker),
    (HelpMsg::Sound, |examples| &examples.sound),
    (HelpMsg::Slip, |examples| &examples.slip),
    (HelpMsg::Words, |examples| &examples.words),
    (HelpMsg::Address, |examples| &examples.address),
];

const KEYS: [(HelpMsg, HelpMsg); 8] = [
    (HelpMsg::KeyArrows, HelpMsg::KeyArrowsDo),
    (HelpMsg::KeyShiftArrows, HelpMsg::KeyShiftArrowsDo),
    (HelpMsg::KeyZoom, HelpMsg::KeyZoomDo),
    (HelpMsg::KeyHome, HelpMsg::KeyHomeDo),
    (HelpMsg::KeyEnter, HelpMsg::KeyEnterDo),
    (HelpMsg::KeyEscape, HelpMsg::KeyEscapeDo),
    (HelpMsg::KeyDown, HelpMsg::KeyDownDo),
    (HelpMsg::KeyPages, HelpMsg::KeyPagesDo),
];

/// Headings with their sentences, before the table of keys and after it.
const BEFORE_KEYS: [(HelpMsg, &[HelpMsg]); 3] = [
    (
        HelpMsg::Filtering,
        &[HelpMsg::FilteringLayers, HelpMsg::FilteringFilters, HelpMsg::FilteringChips, HelpMsg::FilteringDistance],
    ),
    (HelpMsg::Comparing, &[HelpMsg::ComparingHow]),
    (HelpMsg::Mapping, &[HelpMsg::MapMouse, HelpMsg::MapTouch, HelpMsg::MapGroups, HelpMsg::MapKeys]),
];
const AFTER_KEYS: [(HelpMsg, &[HelpMsg]); 5] = [
    (HelpMsg::Links, &[HelpMsg::LinksHow, HelpMsg::LinksBack]),
    (HelpMsg::Paper, &[HelpMsg::PaperHow]),
    (HelpMsg::Files, &[HelpMsg::FilesHow]),
    (HelpMsg::Elder, &[HelpMsg::ElderHow, HelpMsg::ReadAloudHow, HelpMsg::NearHow]),
    (HelpMsg::Privacy, &[HelpMsg::PrivacyHow, HelpMsg::PrivacyPlace, HelpMsg::PrivacyKept, HelpMsg::PrivacyOut]),
];

/// The button of the header.
#[component]
pub fn HelpButton() -> impl IntoView {
    let (app, ui) = (app(), ui());
    view! {
        <button
            type="button"
            id=HELP_ID
            class="quiet icon help-button"
            aria-label=t(Msg::Help)
            title=t(Msg::Help)
            on:click=move |_| ui.open(app, Opened::Help)
        >
            <span aria-hidden="true">"?"</span>
        </button>
    }
}

/// The page.
#[component]
pub fn HelpView() -> impl IntoView {
    let (app, ui) = (app(), ui());
    let sections = |sections: &[(HelpMsg, &'static [HelpMsg])]| {
        all(sections.iter().map(|(title, lines)| view! { <h3>{say(*title)}</h3> {lines_of(lines)} }))
    };
    view! {
        <div class="help">
            {overlay_heading(say(Msg::Help))}
            <p class="buttons">
                <ReadAloud what=".help" />
                <button type="button" class="tour-again" on:click=move |_| tour::start(app, ui)>{say(HelpMsg::TourAgain)}</button>
            </p>
            <h3>{say(HelpMsg::Searching)}</h3>
            <p>{say(HelpMsg::SearchingIntro)}</p>
            <ul class="help-list">{all(TRICKS.map(trick))}</ul>
            {sections(&BEFORE_KEYS)}
            {key_table()}
            {sections(&AFTER_KEYS)}
            <h3>{say(HelpMsg::Sources)}</h3>
            {live(move || app.answers.catalog.get().map(|catalog| sources(app.view.lang.get(), &catalog)))}
        </div>
    }
}

fn lines_of(lines: &[HelpMsg]) -> AnyView {
    let line = |line: &HelpMsg| match line {
        HelpMsg::PrivacyKept => view! { <li>{live(kept)}</li> },
        line => view! { <li>{say(*line)}</li> },
    };
    view! { <ul class="help-list">{all(lines.iter().map(line))}</ul> }.into_any()
}

/// What is kept in the browser, by workspaces as well.
fn kept() -> String {
    let app = app();
    let lang = app.view.lang.get();
    match &*app.words_of(lang, |words| words.kept) {
        [] => text(lang, HelpMsg::PrivacyKept).to_owned(),
        kept => fill(lang, HelpMsg::PrivacyKeptMore, &[("kept", &kept.join(text(lang, Msg::Comma)))]),
    }
}

/// A way of searching, with an example that runs.
fn trick((line, example_of): Trick) -> AnyView {
    let (app, ui) = (app(), ui());
    let example = move || {
        app.answers
            .catalog
            .with(|catalog| catalog.as_ref().map(|c| example_of(&c.examples).to_owned()).unwrap_or_default())
    };
    let has_example = move || !example().is_empty();
    let search = move |_| search_anew(app, ui, untrack(example));
    view! {
        <li>
            {say(line)}
            {show(has_example, move || view! {
                <button type="button" class="example" on:click=search>
                    {say(HelpMsg::TryIt)} " " {live(move || Words::data(app.view.lang.get(), &example()).view())}
                </button>
            })}
        </li>
    }
    .into_any()
}

fn key_table() -> AnyView {
    let row = |(key, does): (HelpMsg, HelpMsg)| view! { <tr><th scope="row">{say(key)}</th><td>{say(does)}</td></tr> };
    view! {
        <table class="help-keys">
            <caption>{say(HelpMsg::KeysCaption)}</caption>
            <thead><tr><th scope="col">{say(HelpMsg::Key)}</th><th scope="col">{say(HelpMsg::KeyDoes)}</th></tr></thead>
            <tbody>{all(KEYS.map(row))}</tbody>
        </table>
    }
    .into_any()
}

/// Where each layer is from, and the approval number of the map.
fn sources(lang: Lang, catalog: &Catalog) -> AnyView {
    let given = catalog.layers.iter().filter(|layer| !layer.is_own_file() && !layer.attribution.zh.is_empty());
    let source = |layer: &diming_protocol::catalog::Layer| {
        let values = [("layer", layer.label.get(lang).0), ("source", layer.attribution.get(lang).0)];
        view! { <li>{said(lang, &fill(lang, HelpMsg::SourceOf, &values))}</li> }.into_any()
    };
    let mut lines: Vec<AnyView> = given.map(source).collect();
    if lines.is_empty() {
        lines.push(view! { <li>{text(lang, HelpMsg::SourcesNone)}</li> }.into_any());
    }
    let approval = match catalog.approval.as_str() {
        "" => text(lang, Msg::ApprovalUnset).to_owned(),
        number => fill(lang, Msg::Approval, &[("number", number)]),
    };
    lines.push(view! { <li>{said(lang, &approval)}</li> }.into_any());
    view! { <ul class="help-list">{lines}</ul> }.into_any()
}
