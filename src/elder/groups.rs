//! What a person wants to do, as large buttons, and the plain question behind each: the catalog's groups.

use super::kinds::choice;
use crate::engine_client::ask;
use crate::panels::near::locate;
use crate::panels::sign::sign_icon;
use crate::reactive::{all, effect, live, show};
use crate::state::{App, Screen, app};
use crate::ui::focus;
use crate::ui::text::{Words, say};
use diming_protocol::catalog::{Answer, Catalog, Group, Label, Near};
use diming_protocol::messages::{ElderMsg, Msg, counted};
use diming_protocol::{Request, Sort};
use leptos::html;
use leptos::prelude::*;
use std::sync::Arc;

/// The buttons of the groups, and one for everything else.
#[component]
pub fn Groups() -> impl IntoView {
    let app = app();
    let buttons = move || {
        let catalog = app.answers.catalog.get()?;
        let lang = app.view.lang.get();
        let button = |(place, group): (usize, &Group)| {
            let layer = catalog.layers.iter().find(|layer| group.layers.contains(&layer.id));
            let open = move |_| app.open_screen(Screen::Group(place as u32));
            view! {
                <button type="button" class="big-choice" on:click=open>
                    {layer.map(|layer| sign_icon(layer, group.sign))}
                    <span class="big-choice-name">{Words::label(lang, &group.label).view()}</span>
                </button>
            }
            .into_any()
        };
        Some(all(catalog.groups.iter().enumerate().map(button)))
    };
    view! {
        <div class="big-choices groups">
            {live(buttons)}
            <button type="button" class="big-choice" on:click=move |_| app.open_screen(Screen::Kinds)>
                <svg class="sign" viewBox="0 0 24 24" aria-hidden="true"><path d="M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z"></path></svg>
                <span class="big-choice-name">{say(ElderMsg::GroupsOther)}</span>
            </button>
        </div>
    }
}

/// The question of a group, and its answers; each says how many it leads to.
#[component]
pub fn GroupView(place: u32) -> impl IntoView {
    let app = app();
    let heading: NodeRef<html::H2> = NodeRef::new();
    effect(move || {
        if let Some(heading) = heading.get() {
            focus::to(&heading);
        }
    });
    count(app, place);
    let group = move || {
        let catalog = app.answers.catalog.get()?;
        let group = catalog.groups.get(place as usize)?.clone();
        Some((catalog, Arc::new(group)))
    };
    let question = move || group().map(|(_, group)| Words::label(app.view.lang.get(), &group.question).view());
    let answers = move || {
        let (catalog, group) = group()?;
        let of_group = Arc::clone(&group);
        let button = move |answer: &Answer| answer_button(app, &catalog, &of_group, answer);
        Some(all(group.answers.iter().map(button).collect::<Vec<AnyView>>()))
    };
    // Without an answer everything of the group can be seen, unless an answer says just that.
    let rest = move || {
        let (catalog, group) = group()?;
        let is_said = group
            .answers
            .iter()
            .any(|answer| answer.near.is_none() && answer.fields.is_empty() && answer.search.is_empty());
        number_of(app, &catalog, &group, None).filter(|n| *n > 0 && !is_said)
    };
    let see = move |_| group().into_iter().for_each(|(_, group)| choose(app, &group, None));
    view! {
        <h2 tabindex="-1" node_ref=heading>{live(question)}</h2>
        <ul class="kinds answers">{live(answers)}</ul>
        {show(move || rest().is_some(), move || view! {
            <button type="button" on:click=see>
                {live(move || counted(app.view.lang.get(), Msg::SeeResults, rest().unwrap_or_default().into()))}
            </button>
        })}
    }
}

/// Asks how many pass each answer, again when more data are there.
fn count(app: App, place: u32) {
    effect(move || {
        app.answers.data_revision.track();
        let Some(catalog) = app.answers.catalog.get() else { return };
        let Some(group) = catalog.groups.get(place as usize) else { return };
        for answer in group.answers.iter().map(Some).chain([None]) {
            ask(Request::Count { filter: Box::new(group.filter(&catalog, answer)) });
        }
    });
}

/// How many pass; `None` until that is known.
fn number_of(app: App, catalog: &Catalog, group: &Group, answer: Option<&Answer>) -> Option<u32> {
    let filter = group.filter(catalog, answer);
    app.answers.counted.with(|counted| counted.iter().find(|(of, _)| *of == filter).map(|(_, n)| *n))
}

fn answer_button(app: App, catalog: &Catalog, group: &Arc<Group>, answer: &Answer) -> AnyView {
    let (words, n) = (Words::label(app.view.lang.get(), &answer.label), number_of(app, catalog, group, Some(answer)));
    let (group, answer) = (Arc::clone(group), answer.clone());
    choice(app, words, n, None, move |_| choose(app, &group, Some(&answer)))
}

/// What was answered becomes the filter; then comes the list, or first where the person is.
fn choose(app: App, group: &Group, answer: Option<&Answer>) {
    app.clear_filters();
    app.view.layers.set(Some(group.layers.iter().cloned().collect()));
    app.view.fields.set(group.constraints(answer));
    app.view.query.set(group.words(answer).to_owned());
    app.session.asked.set(asked(group, answer));
    let Some(near) = answer.and_then(|answer| answer.near) else {
        if app.view.from.with_untracked(Option::is_none) {
            app.view.sort.set(Sort::Relevance);
        }
        return app.open_screen(Screen::List);
    };
    let person = app.view.from.get_untracked().filter(|origin| near == Near::Me && origin.is_person());
    if let Some(origin) = person {
        return app.start_from(origin);
    }
    app.session.near_named.set(near == Near::Place);
    app.open_screen(Screen::Near);
    if near == Near::Me {
        locate(app);
    }
}

/// Group and answer in words: 住养老院：不要.
fn asked(group: &Group, answer: Option<&Answer>) -> Label {
    let Some(answer) = answer.filter(|answer| !answer.fields.is_empty()) else { return group.label.clone() };
    let joined = |group: &str, answer: &str, colon: &str| match group.is_empty() || answer.is_empty() {
        true => String::new(),
        false => format!("{group}{colon}{answer}"),
    };
    Label {
        zh: joined(&group.label.zh, &answer.label.zh, "\u{ff1a}"),
        en: joined(&group.label.en, &answer.label.en, ": "),
    }
}
