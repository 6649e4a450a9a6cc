//! A view that is a lazy module: a placeholder until it is loaded.

use super::text::say;
use crate::reactive::live;
use diming_protocol::messages::Msg;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

/// The result of loading a module: a function that makes its view.
pub type Fetched<Make> = Result<Make, SplitLoaderError>;
/// Makes the view.
pub type Make = Rc<dyn Fn() -> AnyView>;
/// A module that is being loaded.
pub type Loading = Pin<Box<dyn Future<Output = Fetched<Make>>>>;

/// A module whose view takes no arguments.
pub fn plain(fetched: impl Future<Output = Fetched<fn() -> AnyView>> + 'static) -> Loading {
    Box::pin(async move { Ok(Rc::new(fetched.await?) as Make) })
}

/// The state of a module.
#[derive(Clone)]
enum LoadState {
    Loading,
    Loaded(Make),
    Failed,
}

/// A placeholder until the module is loaded; where loading fails, a message and a button that tries again.
pub fn lazy(fetch: impl Fn() -> Loading + 'static) -> AnyView {
    lazy_in(|placeholder| placeholder, fetch)
}

/// The same for a view whose place on the page stands before it is there: `frame` puts the placeholder into it.
pub fn lazy_in(frame: fn(AnyView) -> AnyView, fetch: impl Fn() -> Loading + 'static) -> AnyView {
    let state = RwSignal::new_local(LoadState::Loading);
    let begin = move || {
        state.set(LoadState::Loading);
        let loading = fetch();
        spawn_local(async move {
            let next = loading.await.map_or(LoadState::Failed, LoadState::Loaded);
            // Fails where the placeholder is gone by now.
            drop(state.try_set(next));
        });
    };
    begin();
    let again = StoredValue::new_local(begin);
    live(move || match state.get() {
        LoadState::Loading => {
            frame(view! { <p class="later hint" role="status">{say(Msg::PartComing)}</p> }.into_any())
        }
        LoadState::Loaded(make) => make(),
        LoadState::Failed => frame(failed(again)),
    })
}

fn failed(again: StoredValue<impl Fn() + 'static, LocalStorage>) -> AnyView {
    view! {
        <div class="problem" role="alert">
            <p>{say(Msg::PartFailed)}</p>
            <button type="button" on:click=move |_| again.with_value(|again| again())>{say(Msg::Retry)}</button>
        </div>
    }
    .into_any()
}
