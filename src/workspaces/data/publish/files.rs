//! Fetches files of the page's own site for the part, one after another.

use super::super::session::desk_session;
use diming_tables_protocol::{DeskAsk, SiteFile};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Fetches them and hands them over.
pub fn fetch_wanted(paths: Vec<String>) {
    spawn_local(async move {
        let mut files = Vec::with_capacity(paths.len());
        for path in paths {
            let bytes = fetch(&path).await;
            files.push(SiteFile { path, bytes });
        }
        // All at once: what is still wanted after them is asked for in one go.
        desk_session().ask(&DeskAsk::SiteFiles(files));
    });
}

/// A file of the site; `None` where it has none, or the network does not give it.
async fn fetch(path: &str) -> Option<Vec<u8>> {
    let base = document().base_uri().ok().flatten().unwrap_or_default();
    let url = web_sys::Url::new_with_base(path, &base).ok()?.href();
    let answer = JsFuture::from(window().fetch_with_str(&url)).await.ok()?;
    let answer: web_sys::Response = answer.dyn_into().ok()?;
    if !answer.ok() {
        return None;
    }
    let bytes = JsFuture::from(answer.array_buffer().ok()?).await.ok()?;
    Some(js_sys::Uint8Array::new(&bytes).to_vec())
}
