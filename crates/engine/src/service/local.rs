//! Files of this machine as layers: opened after the others, shown unchanged, closed again.
//!
//! The index of a closed layer stays, empty and unlisted, so that the indices of others do not change; the next file
//! reuses it, with a new id. Limit: [`OPEN_MAX`] at once.

use super::Engine;
use super::layer::LayerSlot;
use diming_protocol::catalog::{Catalog, Datum, Label, Layer, LayerRole, keys};
use diming_protocol::{FeatureId, LocalFile, Problem, Response, Source};
use litemap::LiteMap;

/// Most files of this machine open at once.
const OPEN_MAX: usize = 8;
/// Most characters of a file's name in a label.
const NAME_CHARS_MAX: usize = 120;
/// The field that identifies the catalog layer most similar to opened files: the gazetteer's.
const REGISTER_FIELD: &str = "type";

/// The open files.
#[derive(Default)]
pub(super) struct LocalFiles {
    /// Index of the layer → the file.
    open: LiteMap<usize, LocalFile>,
    /// Number in the last assigned id.
    last: u32,
}

impl Engine {
    pub(super) fn open_local(&mut self, file: LocalFile, datum: Datum) {
        let Some(catalog) = &mut self.catalog else { return self.refuse_local(file, Problem::Cancelled) };
        let layer = catalog.layers.iter().position(Layer::is_closed).unwrap_or(catalog.layers.len());
        if self.local.open.len() >= OPEN_MAX || layer >= FeatureId::PLACES_MAX {
            let limit = self.local.open.len() as u64;
            return self.refuse_local(file, Problem::Limit { what: "files".to_owned(), limit, found: None });
        }
        let id = self.local.next_id(catalog);
        let definition = own_layer(catalog, id, &file.name, datum);
        match catalog.layers.get_mut(layer) {
            Some(place) => *place = definition.clone(),
            None => catalog.layers.push(definition.clone()),
        }
        let slot = LayerSlot::new(catalog, layer);
        match self.layers.get_mut(layer) {
            Some(place) => *place = slot,
            None => self.layers.push(slot),
        }
        self.expect_more();
        self.local.open.insert(layer, file.clone());
        self.say(Response::LocalOpened { layer: layer as u32, file, definition: Box::new(definition) });
        self.fetch_layer(layer);
    }

    fn refuse_local(&mut self, file: LocalFile, problem: Problem) {
        self.say(Response::LocalRefused { file, problem });
    }

    /// Requests the bytes of a layer's file from the host; `false` where it is no file of this machine.
    pub(super) fn read_local(&mut self, layer: usize, source: Source) -> bool {
        let file = self.local.open.get(&layer).map(|file| file.number);
        if let Some(file) = file {
            self.say(Response::Read { source, file });
        }
        file.is_some()
    }

    pub(super) fn close_local(&mut self, layer: usize) {
        let Some(file) = self.local.open.remove(&layer) else { return };
        let (Some(catalog), Some(slot)) = (&mut self.catalog, self.layers.get_mut(layer)) else { return };
        let Some(definition) = catalog.layers.get_mut(layer) else { return };
        let style = definition.style.clone();
        *definition = Layer { role: LayerRole::Bank, on: false, ..empty_layer(definition.id.clone(), style) };
        let definition = Box::new(definition.clone());
        *slot = LayerSlot::closed(catalog, layer);
        self.forget_index();
        self.say(Response::Abandon { source: Source::Layer(layer as u32) });
        self.say(Response::LocalClosed { layer: layer as u32, file: file.number, definition });
    }
}

impl LocalFiles {
    /// A new unique id.
    fn next_id(&mut self, catalog: &Catalog) -> String {
        loop {
            self.last += 1;
            let id = format!("local-{}", self.last);
            if !catalog.layers.iter().any(|layer| layer.id == id) {
                return id;
            }
        }
    }
}

/// The layer of a file: it may have every field of the catalog, those of the register first, so that the register's
/// field wins a shared alias.
pub fn own_layer(catalog: &Catalog, id: String, name: &str, datum: Datum) -> Layer {
    let is_register = |layer: &&Layer| layer.role.is_listed() && layer.fields.iter().any(|f| f == REGISTER_FIELD);
    // A catalog has at least one layer (`catalog/check.rs`).
    let like = catalog.layers.iter().find(is_register).unwrap_or(&catalog.layers[0]);
    let with_rest = |first: &[String], without: &str| {
        let rest = catalog.fields.keys().filter(|key| !first.contains(key) && key.as_str() != without);
        first.iter().chain(rest).cloned().collect::<Vec<_>>()
    };
    let style = catalog.local_style.as_ref().unwrap_or(&like.style).clone();
    let name: String = name.chars().filter(|c| !c.is_control()).take(NAME_CHARS_MAX).collect();
    Layer {
        label: Label { zh: name, en: String::new() },
        datum,
        key_field: like.key_field.clone(),
        fields: with_rest(&like.fields, ""),
        aliases: like.aliases.clone(),
        row: like.row.clone(),
        card: with_rest(&like.card, keys::NAME),
        compare: like.compare.clone(),
        ..empty_layer(id, style)
    }
}

/// A layer of this machine without a name and fields.
fn empty_layer(id: String, style: diming_protocol::catalog::Style) -> Layer {
    Layer {
        id,
        label: Label::default(),
        role: LayerRole::Places,
        source: String::new(),
        datum: Datum::default(),
        key_field: String::new(),
        fields: Vec::new(),
        aliases: LiteMap::new(),
        row: Vec::new(),
        card: Vec::new(),
        compare: Vec::new(),
        sign_by: None,
        rank_by: None,
        ground: None,
        style,
        attribution: Label::default(),
        on: true,
        decimals: None,
        require_secrecy: false,
        prepared: false,
    }
}
