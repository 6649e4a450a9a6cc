//! Parts of the page that are fetched when they are first opened.
//!
//! Each function here is an entrance to a module of its own beside the page's WebAssembly: what only such
//! functions reach goes there (`cargo xtask build` splits it off), so that what everybody loads first stays small.
//! Two functions with one name of a part share its module. What they give makes a part of the page, in the place that
//! wants it by then.

// What the macro writes: for each function one that is imported and one that is exported.
#![allow(unsafe_code)]

use crate::elder::{ElderBar, ElderScreens};
use crate::embed::talk;
use crate::live::{effect, live};
use crate::panels::tour::Speaker;
use crate::panels::words::say;
use crate::panels::{FacetList, over};
use crate::paper::PaperSheet;
use crate::state::App;
use crate::workspaces::review::ReviewDesk;
use diming_protocol::link::url::exact_origin;
use diming_protocol::messages::Msg;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

/// What makes a part, or why it did not come.
type Fetched<Make> = Result<Make, SplitLoaderError>;
/// What makes a part.
type Make = Rc<dyn Fn() -> AnyView>;
/// A part on its way.
type Coming = Pin<Box<dyn Future<Output = Fetched<Make>>>>;

#[wasm_split(review, wasm_split_path = ::leptos::wasm_split, fallible)]
fn review_desk() -> Fetched<fn() -> AnyView> {
    Ok(|| view! { <ReviewDesk /> }.into_any())
}

#[wasm_split(elder, wasm_split_path = ::leptos::wasm_split, fallible)]
fn elder_screens() -> Fetched<fn() -> AnyView> {
    Ok(|| view! { <ElderBar /> <ElderScreens /> }.into_any())
}

#[wasm_split(more, wasm_split_path = ::leptos::wasm_split, fallible)]
fn paper_sheet() -> Fetched<fn() -> AnyView> {
    Ok(|| view! { <PaperSheet /> }.into_any())
}

#[wasm_split(more, wasm_split_path = ::leptos::wasm_split, fallible)]
fn lying_over() -> Fetched<fn(over::Top) -> AnyView> {
    Ok(over::content)
}

#[wasm_split(more, wasm_split_path = ::leptos::wasm_split, fallible)]
fn facet_list() -> Fetched<fn() -> AnyView> {
    Ok(|| view! { <FacetList /> }.into_any())
}

#[wasm_split(more, wasm_split_path = ::leptos::wasm_split, fallible)]
fn tour_speaker() -> Fetched<fn() -> AnyView> {
    Ok(|| view! { <Speaker /> }.into_any())
}

#[wasm_split(embed, wasm_split_path = ::leptos::wasm_split, fallible)]
fn talking() -> Fetched<fn(App, String)> {
    Ok(talk::begin)
}

/// Talks with the page around the frame, where that is one that may.
pub fn talk(app: App) {
    let Some(parent) = app.site.deployment.parent.clone().filter(|_| app.site.is_framed) else { return };
    let Some(origin) = exact_origin(&parent) else { return refuse_parent(&parent) };
    let has_begun = StoredValue::new(false);
    // What is followed while talking is followed as long as the page, not until this effect runs again.
    let page = Owner::current().unwrap_or_default();
    effect(move || {
        let may = app.catalog.with(|catalog| {
            let listed = |listed: &String| exact_origin(listed).as_ref() == Some(&origin);
            catalog.as_ref().map(|catalog| catalog.portal_origins.iter().any(listed))
        });
        if may.is_none() || has_begun.get_value() {
            return;
        }
        has_begun.set_value(true);
        if may == Some(false) {
            return refuse_parent(&origin);
        }
        let (page, origin) = (page.clone(), origin.clone());
        spawn_local(async move {
            match talking().await {
                Ok(begin) => page.with(|| begin(app, origin)),
                Err(_) => leptos::logging::error!("the part that talks with the page around did not load"),
            }
        });
    });
}

/// Says on the map's own console why no message is exchanged; the page around hears nothing.
fn refuse_parent(parent: &str) {
    leptos::logging::warn!(
        "parent={parent}: no messages are exchanged. It must be an origin (https://host or https://host:port) that the site's catalog lists in portal_origins."
    );
}

/// The naming review.
pub fn review() -> AnyView {
    later(|| plain(review_desk()))
}

/// The elder view's own screens and its bar.
pub fn elder() -> AnyView {
    later(|| plain(elder_screens()))
}

/// What is being printed.
pub fn paper() -> AnyView {
    later(|| plain(paper_sheet()))
}

/// What lies over the list.
pub fn over_list(top: over::Top) -> AnyView {
    later(move || {
        Box::pin(async move {
            let make = lying_over().await?;
            Ok(Rc::new(move || make(top)) as Make)
        })
    })
}

/// What the tour says.
pub fn tour() -> AnyView {
    later(|| plain(tour_speaker()))
}

/// The filters, opened.
pub fn facets() -> AnyView {
    later(|| plain(facet_list()))
}

/// A part that is made of nothing.
fn plain(fetched: impl Future<Output = Fetched<fn() -> AnyView>> + 'static) -> Coming {
    Box::pin(async move { Ok(Rc::new(fetched.await?) as Make) })
}

/// How far a part is.
#[derive(Clone)]
enum Stand {
    Coming,
    Here(Make),
    Failed,
}

/// A place for a part: says that it is on its way, or did not come, and what to do then.
fn later(fetch: impl Fn() -> Coming + 'static) -> AnyView {
    let stand = RwSignal::new_local(Stand::Coming);
    let begin = move || {
        stand.set(Stand::Coming);
        let coming = fetch();
        spawn_local(async move {
            let next = coming.await.map_or(Stand::Failed, Stand::Here);
            // Where the place is gone by now, nobody waits for it.
            drop(stand.try_set(next));
        });
    };
    begin();
    let again = StoredValue::new_local(begin);
    live(move || match stand.get() {
        Stand::Coming => view! { <p class="later hint" role="status">{say(Msg::PartComing)}</p> }.into_any(),
        Stand::Here(make) => make(),
        Stand::Failed => view! {
            <div class="problem" role="alert">
                <p>{say(Msg::PartFailed)}</p>
                <button type="button" on:click=move |_| again.with_value(|again| again())>{say(Msg::Retry)}</button>
            </div>
        }
        .into_any(),
    })
}
