//! Parts of the page that are fetched when they are first opened.
//!
//! Each function here is an entrance to a module of its own beside the page's WebAssembly: what only such
//! functions reach goes there (`cargo xtask build` splits it off), so that what everybody loads first stays small.
//! Two functions with one name of a part share its module.

// What the macro writes: for each function one that is imported and one that is exported.
#![allow(unsafe_code)]

use crate::elder::{ElderBar, ElderScreens};
use crate::embed::talk;
use crate::live::{effect, live};
use crate::panels::over;
use crate::panels::words::say;
use crate::paper::PaperSheet;
use crate::state::App;
use crate::workspaces::review::ReviewDesk;
use diming_core::messages::Msg;
use leptos::prelude::*;
use leptos::reactive::computed::ScopedFuture;
use leptos::task::spawn_local;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use std::future::Future;
use std::pin::Pin;

/// A part, or why it did not come.
type Part = Result<AnyView, SplitLoaderError>;
/// A part on its way.
type Coming = Pin<Box<dyn Future<Output = Part>>>;

#[wasm_split(review, wasm_split_path = ::leptos::wasm_split, fallible)]
fn review_desk() -> Part {
    Ok(view! { <ReviewDesk /> }.into_any())
}

#[wasm_split(elder, wasm_split_path = ::leptos::wasm_split, fallible)]
fn elder_screens() -> Part {
    Ok(view! { <ElderBar /> <ElderScreens /> }.into_any())
}

#[wasm_split(more, wasm_split_path = ::leptos::wasm_split, fallible)]
fn paper_sheet() -> Part {
    Ok(view! { <PaperSheet /> }.into_any())
}

#[wasm_split(more, wasm_split_path = ::leptos::wasm_split, fallible)]
fn lying_over(top: over::Top) -> Part {
    Ok(over::seldom(top))
}

#[wasm_split(embed, wasm_split_path = ::leptos::wasm_split, fallible)]
fn talking(app: App, origin: String) -> Result<(), SplitLoaderError> {
    talk::begin(app, origin);
    Ok(())
}

/// Talks with the page around the frame, where that is one that may.
pub fn talk(app: App) {
    let Some(origin) = app.site.deployment.parent.clone().filter(|_| app.site.is_framed) else { return };
    let has_begun = StoredValue::new(false);
    effect(move || {
        let may = app.catalog.with(|catalog| catalog.as_ref().is_some_and(|c| c.portal_origins.contains(&origin)));
        if may && !has_begun.get_value() {
            has_begun.set_value(true);
            let coming = ScopedFuture::new(talking(app, origin.clone()));
            spawn_local(async move {
                if coming.await.is_err() {
                    leptos::logging::error!("the part that talks with the page around did not load");
                }
            });
        }
    });
}

/// The naming review.
pub fn review() -> AnyView {
    later(|| Box::pin(review_desk()))
}

/// The elder view's own screens and its bar.
pub fn elder() -> AnyView {
    later(|| Box::pin(elder_screens()))
}

/// What is being printed.
pub fn paper() -> AnyView {
    later(|| Box::pin(paper_sheet()))
}

/// What lies over the list and is seldom opened.
pub fn over_list(top: over::Top) -> AnyView {
    later(move || Box::pin(lying_over(top)))
}

/// How far a part is.
#[derive(Clone, Copy, PartialEq)]
enum Stand {
    Coming,
    Here,
    Failed,
}

/// A place for a part: says that it is on its way, or did not come, and what to do then.
fn later(fetch: impl Fn() -> Coming + Send + Sync + 'static) -> AnyView {
    let stand = RwSignal::new(Stand::Coming);
    let here = StoredValue::new_local(None::<AnyView>);
    // What the part makes belongs to this place, and is cleaned up with it.
    let place = Owner::current().unwrap_or_default();
    let begin = move || {
        stand.set(Stand::Coming);
        let coming = place.with(|| ScopedFuture::new(fetch()));
        spawn_local(async move {
            let part = coming.await;
            let next = if part.is_ok() { Stand::Here } else { Stand::Failed };
            // The place may be gone by now.
            if here.try_update_value(|here| *here = part.ok()).is_some() {
                stand.set(next);
            }
        });
    };
    begin();
    let again = std::sync::Arc::new(begin);
    live(move || match stand.get() {
        Stand::Coming => view! { <p class="later hint" role="status">{say(Msg::PartComing)}</p> }.into_any(),
        Stand::Here => here.try_update_value(Option::take).flatten().into_any(),
        Stand::Failed => {
            let again = again.clone();
            view! {
                <div class="problem" role="alert">
                    <p>{say(Msg::PartFailed)}</p>
                    <button type="button" on:click=move |_| again()>{say(Msg::Retry)}</button>
                </div>
            }
            .into_any()
        }
    })
}
