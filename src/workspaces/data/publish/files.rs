//! Fetches files of the page's own site for the part, one after another.

use super::super::session::desk_session;
use diming_tables_protocol::{DeskAsk, SiteFile};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Fetches them and hands them over.
pub fn fetch_wanted(paths: Vec<String>) {
    spawn_local(async move {
        let session = desk_session();
        let mut files = Vec::with_capacity(paths.len());
        for path in &paths {
            match fetch(path).await {
                Ok(bytes) => files.push(SiteFile { path: path.clone(), bytes }),
                // What the network does not give is not what the site lacks.
                Err(()) => return session.unfetched.set(paths),
            }
        }
        session.unfetched.set(Vec::new());
        // All at once: what is still wanted after them is asked for in one go.
        session.ask(&DeskAsk::SiteFiles(files));
    });
}

/// A file of the site as the server has it now; `None` where it has none.
async fn fetch(path: &str) -> Result<Option<Vec<u8>>, ()> {
    let base = document().base_uri().ok().flatten().unwrap_or_default();
    let url = web_sys::Url::new_with_base(path, &base).map_err(drop)?.href();
    let options = web_sys::RequestInit::new();
    options.set_cache(web_sys::RequestCache::NoCache);
    let answer = JsFuture::from(window().fetch_with_str_and_init(&url, &options)).await.map_err(drop)?;
    let answer: web_sys::Response = answer.dyn_into().map_err(drop)?;
    match answer.status() {
        200..=299 => {
            let bytes = JsFuture::from(answer.array_buffer().map_err(drop)?).await.map_err(drop)?;
            Ok(Some(js_sys::Uint8Array::new(&bytes).to_vec()))
        }
        404 | 410 => Ok(None),
        _ => Err(()),
    }
}
