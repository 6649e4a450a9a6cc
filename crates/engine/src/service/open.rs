//! Opens a deployment: the site's own catalog, the requested one, the table of characters, the layers.

use super::catalog::PreparedCatalog;
use super::layer::LayerSlot;
use super::{Engine, SMALL_FILE_BYTES_MAX};
use crate::prepared::columns_url;
use diming_protocol::catalog::{Catalog, SILENCE_S};
use diming_protocol::link::url;
use diming_protocol::{Fetched, Problem, Reason, Response, Source};
use diming_text::{Han, HanError};
use std::sync::Arc;

/// State of opening.
#[derive(Default)]
pub(super) struct Opening {
    /// URL of the catalog that is loading.
    pub(super) url: String,
    /// The catalog to open once the site's own one has allowed it.
    then: Option<String>,
    /// Origins from which layers may be loaded beside the catalog's own.
    pub(super) allowed_origins: Vec<String>,
    /// The origins that may exchange messages, if a foreign catalog was opened with the site's own one.
    portal_origins: Option<Vec<String>>,
    pub(super) catalog: Vec<u8>,
    /// Its prepared form, while that is on its way.
    pub(super) prepared: Option<PreparedCatalog>,
    /// It has come, and waits for the part that reads it.
    pub(super) is_catalog_unread: bool,
    han: Vec<u8>,
    han_url: String,
    /// The table of characters, once loaded.
    pub(super) characters: Option<Arc<Han>>,
    /// The table of characters has been loaded or has failed.
    pub(super) has_characters_ended: bool,
    /// Why it failed.
    pub(super) characters_problem: Option<Problem>,
}

/// Why bytes are no table of characters.
fn problem_of(error: HanError, bytes: &[u8]) -> Problem {
    let is_page = bytes.trim_ascii_start().strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    match error {
        _ if is_page.starts_with(b"<") => Problem::Html,
        HanError::Length => Problem::Truncated { byte: bytes.len() as u64 },
        HanError::Magic | HanError::Range => Problem::NotCharacters,
    }
}

impl Opening {
    pub(super) fn feed(&mut self, source: Source, bytes: &[u8]) {
        let buffer = match source {
            Source::PreparedCatalog => return self.prepared.iter_mut().for_each(|prepared| prepared.feed(bytes)),
            Source::Han => &mut self.han,
            _ => &mut self.catalog,
        };
        if buffer.len() + bytes.len() <= SMALL_FILE_BYTES_MAX {
            buffer.extend_from_slice(bytes);
        }
    }
}

impl Engine {
    pub(super) fn open(&mut self, catalog_url: String, site_url: String, han_url: String) {
        self.opening = Opening::default();
        self.catalog = None;
        self.layers.clear();
        self.local = Default::default();
        self.building = None;
        self.index = Default::default();
        self.seen = Default::default();
        self.tell_parts(|part, cx| part.catalog_changed(cx));
        let same_origin = url::origin(&catalog_url) == url::origin(&site_url);
        let may_be_prepared = !same_origin || catalog_url == site_url;
        if same_origin {
            self.opening.url = catalog_url;
        } else {
            self.opening.url = site_url;
            self.opening.then = Some(catalog_url);
        }
        self.fetch_catalog(may_be_prepared);
        self.opening.han_url = han_url;
        self.fetch_characters();
    }

    /// Resolves an address of the catalog, if layers may be loaded from there.
    pub(super) fn allowed_url(&self, address: &str) -> Option<String> {
        let full = url::join(&self.opening.url, address)?;
        let origin = url::origin(&full);
        let allowed = |origin: String| self.opening.allowed_origins.contains(&origin);
        (origin == url::origin(&self.opening.url) || origin.is_some_and(allowed)).then_some(full)
    }

    fn fetch_characters(&mut self) {
        self.opening.han = Vec::new();
        self.opening.has_characters_ended = false;
        let url = self.opening.han_url.clone();
        self.say(Response::Fetch { source: Source::Han, url, silence_s: SILENCE_S });
    }

    /// Loads the table of characters again after a failure.
    pub(super) fn retry_characters(&mut self) {
        if self.opening.characters_problem.is_some() && self.opening.has_characters_ended {
            self.fetch_characters();
        }
    }

    /// The table of characters was loaded or has failed. Without it, search matches exact text only.
    fn take_characters(&mut self, end: Fetched) {
        let bytes = std::mem::take(&mut self.opening.han);
        let table = match end {
            Fetched::Failed(problem) => Err(problem),
            _ => Han::parse(&bytes).map_err(|error| problem_of(error, &bytes)),
        };
        self.opening.has_characters_ended = true;
        let had_failed = self.opening.characters_problem.is_some();
        self.opening.characters_problem = table.as_ref().err().cloned();
        self.opening.characters = table.ok().map(Arc::new);
        let problem = self.opening.characters_problem.clone();
        if problem.is_some() || had_failed {
            self.say(Response::Characters { problem });
        }
        self.tell_parts(|part, cx| part.characters_changed(cx));
    }

    pub(super) fn opened(&mut self, source: Source, what: Fetched) {
        match (source, what) {
            (
                _,
                Fetched::Size(_) | Fetched::MediaType(_) | Fetched::Kept(_) | Fetched::Print(_) | Fetched::Stamp(_),
            ) => {}
            (Source::Han, end) => {
                let is_at_end = end == Fetched::End;
                self.take_characters(end);
                if is_at_end {
                    let is_understood = self.opening.characters.is_some();
                    self.say(Response::Judged { source, is_understood });
                }
            }
            (_, Fetched::Failed(problem)) => self.refuse(problem),
            (_, Fetched::End) => self.open_catalog(),
        }
    }

    /// Opens a catalog that is read and checked, or the one that it allows.
    pub(super) fn take_catalog(&mut self, mut catalog: Catalog) {
        if let Some(wanted) = self.opening.then.take() {
            let listed = url::origin(&wanted).is_some_and(|o| catalog.allowed_origins.contains(&o));
            if !listed {
                return self.refuse(Problem::Origin { url: wanted });
            }
            self.opening.allowed_origins = catalog.allowed_origins;
            self.opening.portal_origins = Some(catalog.portal_origins);
            self.opening.url = wanted;
            return self.fetch_catalog(false);
        }
        if self.opening.allowed_origins.is_empty() {
            self.opening.allowed_origins = catalog.allowed_origins.clone();
        }
        if let Some(portals) = self.opening.portal_origins.take() {
            catalog.portal_origins = portals;
        }
        self.layers = (0..catalog.layers.len()).map(|layer| LayerSlot::first(&catalog, layer)).collect();
        self.say(Response::Opened { catalog: Box::new(catalog.clone()) });
        self.catalog = Some(catalog);
        for layer in 0..self.layers.len() {
            self.fetch_layer(layer);
        }
        self.tell_parts(|part, cx| part.catalog_changed(cx));
    }

    /// Requests a layer's bytes from the host, or ends the layer if its address is not allowed.
    pub(super) fn fetch_layer(&mut self, layer: usize) {
        self.begin_layer(layer);
        let Some(catalog) = &self.catalog else { return };
        let (Some(definition), silence_s) = (catalog.layers.get(layer), catalog.silence_s) else { return };
        if definition.is_own_file() {
            self.read_local(layer, Source::Layer(layer as u32));
            return;
        }
        match self.allowed_url(&definition.source) {
            Some(url) if self.layers[layer].is_prepared() => self.fetch_prepared(layer as u32, url, silence_s),
            Some(url) => self.say(Response::Fetch { source: Source::Layer(layer as u32), url, silence_s }),
            None => {
                let failed = Fetched::Failed(Problem::Origin { url: definition.source.clone() });
                match self.layers[layer].is_prepared() {
                    true => self.layers[layer].fetched_prepared(failed),
                    false => self.layers[layer].fetched(failed),
                }
            }
        }
    }

    /// Requests the prepared form of a layer, and what the server says of its file.
    fn fetch_prepared(&mut self, layer: u32, url: String, silence_s: u32) {
        let columns = columns_url(&url);
        self.say(Response::Fetch { source: Source::Prepared(layer), url: columns, silence_s });
        self.say(Response::Fetch { source: Source::Stamp(layer), url, silence_s });
    }

    /// Requests a layer's file instead of its prepared form.
    pub(super) fn read_file_instead(&mut self, layer: usize, why: Reason) {
        let Some(catalog) = &self.catalog else { return };
        let slot = std::mem::replace(&mut self.layers[layer], LayerSlot::new(catalog, layer));
        self.layers[layer] = slot.with_file(catalog, layer, why);
        self.expect_more();
        let source = Source::Prepared(layer as u32);
        self.say(Response::Judged { source, is_understood: false });
        self.say(Response::Abandon { source });
        self.fetch_layer(layer);
    }

    /// Drops what is fetched for a layer.
    fn abandon_layer(&mut self, layer: usize) {
        if self.layers[layer].is_prepared() {
            self.say(Response::Abandon { source: Source::Prepared(layer as u32) });
            self.say(Response::Abandon { source: Source::Stamp(layer as u32) });
        }
        self.say(Response::Abandon { source: Source::Layer(layer as u32) });
    }

    /// Requests the fingerprint of a layer's file from the host.
    pub(super) fn ask_fingerprint(&mut self, layer: usize) {
        let Some(catalog) = &self.catalog else { return };
        let (Some(definition), silence_s) = (catalog.layers.get(layer), catalog.silence_s) else { return };
        let source = Source::Fingerprint(layer as u32);
        if definition.is_own_file() {
            self.read_local(layer, source);
            return;
        }
        if let Some(url) = self.allowed_url(&definition.source) {
            self.say(Response::Fetch { source, url, silence_s });
        }
    }

    pub(super) fn cancel_layer(&mut self, layer: usize) {
        if self.layers.get(layer).is_some_and(LayerSlot::is_loading) {
            self.abandon_layer(layer);
            if let Some(catalog) = &self.catalog {
                self.layers[layer].cancel(catalog, layer);
            }
        }
    }

    pub(super) fn retry_layer(&mut self, layer: usize) {
        let is_open = |catalog: &Catalog| catalog.layers.get(layer).is_some_and(|layer| !layer.is_closed());
        if layer >= self.layers.len() || !self.catalog.as_ref().is_some_and(is_open) {
            return;
        }
        self.abandon_layer(layer);
        let Some(catalog) = &self.catalog else { return };
        let slot = std::mem::replace(&mut self.layers[layer], LayerSlot::new(catalog, layer));
        self.layers[layer] = slot.again(LayerSlot::first(catalog, layer));
        self.fetch_layer(layer);
    }
}
