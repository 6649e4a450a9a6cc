//! What of a catalog decides how a layer's file is read.

use super::checksum::checksum;
use crate::ingest::Limits;
use diming_protocol::catalog::{Catalog, Label, keys};

/// A fingerprint of what the catalog says about reading a layer: its fields with their kinds, names, units, marks, values and
/// whether they are an officer's only, its key, datum, decimals, secrecy, role, the bounds, the limits. Two catalogs
/// that differ in one of them differ in it.
pub fn print_of(catalog: &Catalog, layer_ix: usize) -> u64 {
    let Some(layer) = catalog.layers.get(layer_ix) else { return 0 };
    let mut out = Vec::new();
    let fields = layer.fields.iter().map(String::as_str);
    for key in fields.chain([layer.key_field.as_str(), keys::SECRECY]) {
        put(&mut out, key);
        put_all(&mut out, layer.aliases.get(key).into_iter().flatten());
        let Some(field) = catalog.fields.get(key) else { continue };
        out.extend([1, field.kind as u8, u8::from(field.officer_only)]);
        put_all(&mut out, &field.aliases);
        let labels = std::iter::once(&field.unit).chain(&field.marks);
        labels.for_each(|Label { zh, en }| [zh, en].into_iter().for_each(|text| put(&mut out, text)));
        let values = field.values.iter().flat_map(|known| [&known.value, &known.label.zh, &known.label.en]);
        put_all(&mut out, values);
    }
    let (secrecy, decimals) = (u8::from(layer.require_secrecy), layer.decimals.map_or(0, |d| d + 1));
    out.extend([layer.role as u8, layer.datum as u8, secrecy, decimals]);
    let bounds = catalog.bounds;
    for side in [bounds.west, bounds.south, bounds.east, bounds.north] {
        out.extend(side.to_le_bytes());
    }
    let limits = Limits::of(catalog);
    out.extend(limits.bytes.to_le_bytes());
    out.extend(limits.features.to_le_bytes());
    checksum(&out)
}

fn put_all<'a>(out: &mut Vec<u8>, texts: impl IntoIterator<Item = &'a String>) {
    texts.into_iter().for_each(|text| put(out, text));
    out.push(2);
}

fn put(out: &mut Vec<u8>, text: &str) {
    out.extend((text.len() as u32).to_le_bytes());
    out.extend(text.as_bytes());
}
