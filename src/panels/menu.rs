//! The menu of the page: what is used seldom. A button of the banner opens it as a list below it.

use super::reading::ReadAloud;
use super::tour;
use crate::reactive::{live, show};
use crate::state::{App, Theme, app};
use crate::ui::popup::{Popup, popup};
use crate::ui::state::{Opened, Ui, ui};
use crate::ui::text::{say, t};
use diming_protocol::LayerState;
use diming_protocol::catalog::Lang;
use diming_protocol::messages::{ENDONYM_EN, ENDONYM_ZH, Msg, counted, fill, text};
use leptos::prelude::*;

/// Id of the list, which the button names.
const LIST_ID: &str = "menu";

/// The button, and the list while it is open.
#[component]
pub fn Menu() -> impl IntoView {
    let (app, ui) = (app(), ui());
    let popup = popup();
    // Made when it is first opened.
    let is_made = RwSignal::new(false);
    let press = move |_| {
        is_made.set(true);
        popup.toggle();
    };
    view! {
        <div class="menu" node_ref=popup.root>
            <button
                type="button"
                class="quiet icon menu-button"
                aria-label=t(Msg::Menu)
                title=t(Msg::Menu)
                aria-expanded=move || popup.is_open.get().to_string()
                aria-controls=LIST_ID
                node_ref=popup.button
                on:click=press
            >
                <svg class="glyph" viewBox="0 0 16 16" aria-hidden="true"><path d="M1 3h14v1.6H1zM1 7.2h14v1.6H1zM1 11.4h14V13H1z"></path></svg>
            </button>
            // It stays in the page while it is closed, so that what it reads aloud is read on.
            <ul class="menu-list" id=LIST_ID hidden=move || !popup.is_open.get()>
                {live(move || is_made.get().then(|| items(app, ui, popup)))}
            </ul>
        </div>
    }
}

fn items(app: App, ui: Ui, popup: Popup) -> AnyView {
    let opens = move |opened| move || ui.open(app, opened);
    let can_embed = app.site.layout().is_for_officers() && !app.site.is_file;
    view! {
        {item(popup, Msg::Towns, opens(Opened::Towns))}
        <li>
            {button(popup, opens(Opened::Data(None)), move || view! {
                {say(Msg::Data)} {live(move || notes_words(&app.answers.layer_states.get(), app.view.lang.get()))}
            })}
        </li>
        {item(popup, Msg::Keep, opens(Opened::Export))}
        <li on:click=move |_| popup.leave()><ReadAloud what=".list" /></li>
        {item(popup, Msg::Tour, move || tour::start(app, ui))}
        {can_embed.then(|| item(popup, Msg::EmbedBuild, opens(Opened::Embed)))}
        <li class="menu-rule"><LanguageSwitch popup /></li>
        {app.site.theme().is_none().then(|| view! { <li><ThemeSwitch /></li> })}
        {show(move || app.offers_workspaces(), move || view! { <li class="menu-rule"><OfficerSwitch popup /></li> })}
    }
    .into_any()
}

/// An item that does something and closes the menu.
fn item(popup: Popup, msg: Msg, act: impl Fn() + Send + 'static) -> AnyView {
    view! { <li>{button(popup, act, move || say(msg))}</li> }.into_any()
}

fn button<V: IntoAny>(popup: Popup, act: impl Fn() + Send + 'static, words: impl FnOnce() -> V) -> AnyView {
    let press = move |_| {
        // What closes later returns the focus to the button: the item is hidden then.
        popup.leave();
        act();
    };
    view! { <button type="button" on:click=press>{words().into_any()}</button> }.into_any()
}

/// The number of notes on the data; `None` where there are none.
fn notes_words(states: &[LayerState], lang: Lang) -> Option<AnyView> {
    let notes: u64 = states.iter().map(|s| u64::from(s.notes)).sum();
    let words = (notes > 0).then(|| counted(lang, Msg::NotesCount, notes))?;
    Some(view! { <span class="hint">{words}</span> }.into_any())
}

/// One button that names the other language in that language.
#[component]
fn LanguageSwitch(popup: Popup) -> impl IntoView {
    let app = app();
    let other = move || match app.view.lang.get() {
        Lang::Zh => (Lang::En, "en", ENDONYM_EN),
        Lang::En => (Lang::Zh, "zh", ENDONYM_ZH),
    };
    let press = move |_| {
        popup.close();
        app.view.lang.set(other().0);
    };
    view! {
        <button type="button" lang=move || other().1 on:click=press>{live(move || other().2)}</button>
    }
}

/// Light, dark, or as the system: one button that goes through the three and says which it is.
#[component]
fn ThemeSwitch() -> impl IntoView {
    let app = app();
    let now = move || match app.view.theme.get() {
        Theme::Auto => (Theme::Light, Msg::ThemeAuto),
        Theme::Light => (Theme::Dark, Msg::ThemeLight),
        Theme::Dark => (Theme::Auto, Msg::ThemeDark),
    };
    let label = move || {
        let lang = app.view.lang.get();
        fill(lang, Msg::ThemeIs, &[("theme", text(lang, now().1))])
    };
    view! { <button type="button" on:click=move |_| app.view.theme.set(now().0)>{live(label)}</button> }
}

/// The switch that shows the officers' workspaces; it is kept on this machine.
#[component]
fn OfficerSwitch(popup: Popup) -> impl IntoView {
    let app = app();
    let set = move |event| {
        // The tabs appear below the menu.
        popup.close();
        set_officer(app, event_target_checked(&event));
    };
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=move || app.view.is_officer.get() on:change=set />
            {say(Msg::OfficerViews)}
        </label>
    }
}

/// Without the switch there is no way out of a workspace, so it is left.
fn set_officer(app: App, on: bool) {
    app.view.is_officer.set(on);
    if !on {
        app.session.workspace.set(None);
    }
}
