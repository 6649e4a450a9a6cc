//! The catalog of the file: which data it names, and its copy without basemaps.

use super::{Files, Refused};
use diming_engine::json::scan::{DEPTH_MAX, members, skip_space, value};
use diming_engine::prepared::SUFFIX;
use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::ops::Range;

/// Files of the data that the app asks for by their names.
const BY_NAME: [&str; 3] = ["dict/han.bin", "dict/standard.txt", "dict/alike.txt"];
/// What marks the beginning of a text in UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// Where prepared columns have the SHA-256 of the file that they were made of (`docs/prepared.md`).
const SOURCE_SHA256: Range<usize> = 24..56;

/// A file of the data that the app may ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataFile {
    /// Its path from the folder of `catalog.json`, not percent-encoded.
    pub path: String,
    /// No file is made without it. What is not needed may be missing.
    pub is_needed: bool,
}

/// What is read of the catalog.
#[derive(Deserialize)]
struct Catalog {
    #[serde(default)]
    layers: Vec<Layer>,
    #[serde(flatten)]
    rest: serde_json::Map<String, Value>,
}

#[derive(Deserialize)]
struct Layer {
    id: String,
    source: String,
    #[serde(default)]
    prepared: bool,
}

impl Layer {
    fn is_elsewhere(&self) -> bool {
        ["https://", "http://", "//"].iter().any(|start| self.source.starts_with(start))
    }
}

fn read(catalog: &[u8]) -> Result<Catalog, Refused> {
    let text = catalog.strip_prefix(MARK).unwrap_or(catalog);
    serde_json::from_slice(text).map_err(|error| Refused::Catalog(error.to_string()))
}

/// The files that a catalog names, itself first, and those that the app asks for by their names.
///
/// # Errors
/// It cannot be read, or names a file outside of its folder.
pub fn data_files(catalog: &[u8]) -> Result<Vec<DataFile>, Refused> {
    let catalog = read(catalog)?;
    let mut files = vec![DataFile { path: "catalog.json".to_owned(), is_needed: true }];
    for layer in catalog.layers.iter().filter(|layer| !layer.is_elsewhere()) {
        let path = path_of(&layer.source)?;
        files.extend(layer.prepared.then(|| DataFile { path: format!("{path}{SUFFIX}"), is_needed: false }));
        files.push(DataFile { path, is_needed: true });
    }
    // Members of workspaces name files of rules.
    for source in catalog.rest.values().filter_map(Value::as_object).flat_map(|member| member.values()) {
        if let Some(source) = source.as_str().filter(|source| source.ends_with(".json") && !source.contains("://")) {
            files.push(DataFile { path: path_of(source)?, is_needed: true });
        }
    }
    files.extend(BY_NAME.map(|path| DataFile { path: path.to_owned(), is_needed: false }));
    let mut seen = std::collections::BTreeSet::new();
    files.retain(|file| seen.insert(file.path.clone()));
    Ok(files)
}

/// Whether these are prepared columns of another file than the one that is there: what was taken out of it since may be in
/// them still.
pub(super) fn is_outdated(path: &str, bytes: &[u8], data: &Files) -> bool {
    path.strip_suffix(SUFFIX).is_some_and(|source| {
        let sha256 = data.get(source).map(Sha256::digest);
        sha256.is_none_or(|sha256| bytes.get(SOURCE_SHA256) != Some(sha256.as_slice()))
    })
}

/// The path of the file that a browser gets for an address of the catalog.
fn path_of(source: &str) -> Result<String, Refused> {
    let outside = || Refused::Catalog(format!("{source} leads out of the folder of the data"));
    let path = source.split(['?', '#']).next().unwrap_or_default();
    if path.starts_with('/') {
        return Err(outside());
    }
    let mut parts = Vec::new();
    for part in path.split('/') {
        match percent_decoded(part).ok_or_else(outside)?.as_str() {
            "" | "." => {}
            ".." => drop(parts.pop().ok_or_else(outside)?),
            part => parts.push(part.to_owned()),
        }
    }
    Ok(parts.join("/"))
}

/// Decodes `%XX`; `None` if the result is not UTF-8.
fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let hex = [rest.next()?, rest.next()?];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&hex).ok()?, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// The catalog as it stands in the file.
pub(super) struct CatalogCopy {
    /// Its text, without basemaps.
    pub json: Vec<u8>,
    /// Number of basemaps that were left out.
    pub basemaps: usize,
    /// Ids of layers on other servers.
    pub elsewhere: Vec<String>,
}

impl CatalogCopy {
    /// A copy: everything but the basemaps is as it was, to the byte.
    pub(super) fn of(catalog: &[u8]) -> Result<CatalogCopy, Refused> {
        let text = catalog.strip_prefix(MARK).unwrap_or(catalog);
        let elsewhere = read(text)?.layers.into_iter().filter(Layer::is_elsewhere).map(|layer| layer.id).collect();
        let (mut json, mut basemaps) = (text.to_vec(), 0);
        if let Ok((root, _)) = value(text, skip_space(text, 0), DEPTH_MAX)
            && let Some((_, list)) = members(text, root).find(|(key, _)| &text[key.start..key.end] == b"basemaps")
        {
            basemaps = members(text, list).count();
            json.splice(list.start..list.end, *b"[]");
        }
        Ok(CatalogCopy { json, basemaps, elsewhere })
    }
}
