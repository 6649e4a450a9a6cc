//! The buttons over every screen of the elder view but the first: back, start, map or list, reading aloud.

use crate::panels::reading::ReadAloud;
use crate::reactive::{effect, live, show};
use crate::state::{Screen, app};
use crate::ui::focus;
use crate::ui::state::ui;
use crate::ui::text::{say, t};
use diming_protocol::messages::{ElderMsg, Msg, text};
use leptos::html;
use leptos::prelude::*;

/// The bar; it names list and map, which have no heading of their own.
#[component]
pub fn ElderBar() -> impl IntoView {
    let (app, ui) = (app(), ui());
    let is_there = move || app.view.is_elder.get() && app.screen() != Screen::Start;
    let back = move |_| {
        let on_list = app.session.trail.with_untracked(|trail| trail.last() == Some(&Screen::List));
        if on_list && ui.is_covered(app) {
            return ui.close_top(app);
        }
        app.leave_screen();
    };
    let start = move |_| {
        while ui.is_covered(app) {
            ui.close_top(app);
        }
        app.open_screen(Screen::Start);
    };
    let other = move || match app.screen() {
        Screen::List => Some((Screen::Map, ElderMsg::GoMap)),
        Screen::Map => Some((Screen::List, ElderMsg::GoList)),
        _ => None,
    };
    let read = move || {
        let what = match app.screen() {
            Screen::List => ".panel .over, .panel .scroll:not(.away)",
            Screen::Map => return None,
            _ => ".elder-screen",
        };
        Some(view! { <ReadAloud what /> }.into_any())
    };
    show(is_there, move || {
        view! {
            <nav class="elder-bar" aria-label=t(ElderMsg::ElderBar)>
                <button type="button" on:click=back><span aria-hidden="true">"‹ "</span>{say(Msg::Back)}</button>
                <button type="button" on:click=start>{say(ElderMsg::GoStart)}</button>
                {live(move || other().map(|(screen, msg)| view! {
                    <button type="button" on:click=move |_| app.open_screen(screen)>{say(msg)}</button>
                }.into_any()))}
                {live(read)}
            </nav>
            <Title />
        }
    })
}

/// The heading of list and map, which takes the focus when they open.
#[component]
fn Title() -> impl IntoView {
    let app = app();
    let heading: NodeRef<html::H2> = NodeRef::new();
    let title = move || match app.screen() {
        Screen::List => {
            let (lang, asked) = (app.view.lang.get(), app.session.asked.get());
            let words = Some(asked.get(lang).0.to_owned()).filter(|words| !words.is_empty());
            words.unwrap_or_else(|| text(lang, ElderMsg::ListTitle).to_owned())
        }
        Screen::Map => text(app.view.lang.get(), ElderMsg::MapTitle).to_owned(),
        _ => String::new(),
    };
    effect(move || {
        let is_named = matches!(app.screen(), Screen::List | Screen::Map);
        let is_moved =
            app.view.selected.with_untracked(Option::is_none) && app.session.choosing.get_untracked().is_none();
        if let Some(heading) = heading.get().filter(|_| is_named && is_moved) {
            focus::soon(move || focus::to(&heading));
        }
    });
    show(
        move || !title().is_empty(),
        move || {
            view! {
                <h2 class="elder-title" tabindex="-1" node_ref=heading>{live(title)}</h2>
            }
        },
    )
}
