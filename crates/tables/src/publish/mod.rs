//! From a list to a layer that is published, as files in memory.
//!
//! [`entry`] proposes the layer and puts it into the catalog's text, [`questions`] says what a person must decide of the
//! columns, [`refuse`] what must not be published at all, [`folder`] makes the files of the site, with [`list_page`].
//! [`publish`] does all of it and gives the new data folder, or every reason against it. [`one_file`] makes one HTML file of
//! a built site and its data.

mod diff;
pub mod entry;
pub mod folder;
pub mod html;
pub mod list_page;
pub mod one_file;
pub mod questions;
pub mod refuse;
mod splice;
#[cfg(test)]
mod tests;
pub mod versioned;

pub use diff::{Change, DiffLine, line_diff};

use crate::columns::Columns;
use crate::list::List;
use crate::save::{Saved, Saving, geojson, property_names};
use diming_engine::catalog::parse::parse_catalog;
use diming_engine::catalog::plan::PlanMember;
use diming_protocol::catalog::{Catalog, Datum};
use entry::{Edited, EntryFault, NewLayer, add, repoint};
use folder::Files;
use questions::{Answer, Objection, apply};
use refuse::{Found, Unread, is_elsewhere, local_path, look};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;

/// The catalog in a data folder.
pub const CATALOG: &str = "catalog.json";
/// Lines that are told around a difference of the catalog.
const AROUND: usize = 1;

/// Which layer the list becomes.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// A new one, behind the others.
    Add(Box<NewLayer>),
    /// The layer of this id gets the list in the place of its records.
    Replace(String),
}

/// What is published.
#[derive(Clone, Copy, Debug)]
pub struct Order<'a> {
    /// The list.
    pub list: &'a List,
    /// What its columns mean: for a layer that is replaced, to that layer.
    pub columns: &'a Columns,
    /// Geometries of its rows that are more than points, as in [`Saving::shapes`].
    pub shapes: &'a [Value],
    /// The datum of its positions.
    pub datum: Datum,
    /// Which layer it becomes.
    pub target: &'a Target,
    /// What a person says of its columns.
    pub answers: &'a BTreeMap<usize, Answer>,
    /// What a person has said that columns are, by their index: also fields that the layer does not have.
    pub said: &'a [(usize, String)],
}

/// Data with the list as a layer.
#[derive(Clone, Debug)]
pub struct Published {
    /// All files of the data folder.
    pub files: Files,
    /// The catalog as the page will read it.
    pub catalog: Catalog,
    /// The file of the layer.
    pub source: String,
    /// How it was written; its text is among the files.
    pub saved: Saved,
    /// Columns that are published: heading, and the name under which they stand in the file.
    pub columns: Vec<(String, String)>,
    /// Headings that were left out.
    pub left_out: Vec<String>,
    /// What differs in the catalog's text.
    pub diff: Vec<DiffLine>,
}

/// Why nothing is published.
#[derive(Clone, Debug, PartialEq)]
pub enum Refused {
    /// The catalog, or the entry of the layer.
    Entry(EntryFault),
    /// A file that no layer of the catalog has is in the place of the new one.
    FileTaken(String),
    /// Of the list.
    Objections(Vec<Objection>),
    /// Of the data as they would be published: by the id of the layer.
    Data(Vec<(String, Found)>),
    /// The page would not read as many records as the list has.
    Lost {
        /// Records of the list.
        written: usize,
        /// Records that are read.
        read: usize,
    },
    /// The page would not read the file: why.
    Unreadable(String),
}

impl Refused {
    /// The reasons, a sentence each.
    pub fn reasons(&self) -> Vec<String> {
        match self {
            Refused::Entry(fault) => vec![fault.to_string()],
            Refused::FileTaken(path) => vec![format!("there is a file {path} already")],
            Refused::Objections(objections) => objections.iter().map(ToString::to_string).collect(),
            Refused::Data(found) => found.iter().flat_map(|(layer, found)| sentences(layer, found)).collect(),
            Refused::Lost { written, read } => {
                vec![format!("of {written} records of the list the page would read {read}")]
            }
            Refused::Unreadable(why) => vec![format!("the page would not read the layer: {why}")],
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reasons().join("\n"))
    }
}

fn sentences(layer: &str, found: &Found) -> Vec<String> {
    match found {
        Found::Records(refusals) => refusals.iter().map(|refusal| format!("{layer}: {refusal}")).collect(),
        Found::Unread(unread) => vec![format!("{layer} cannot be looked through: {unread}")],
    }
}

/// Makes the list a layer of the data of a site. `members` are those of the catalog that workspaces have.
///
/// # Errors
/// [`Refused`], with all reasons of one kind; the data stay as they are.
pub fn publish(data: &Files, members: &[PlanMember], order: Order) -> Result<Published, Refused> {
    let before = catalog_text(data)?;
    let (edited, source) = edited(data, &before, members, order.target)?;
    let id = match order.target {
        Target::Add(new) => &new.id,
        Target::Replace(id) => id,
    };
    let layer_ix = edited.catalog.layers.iter().position(|layer| layer.id == *id);
    let (Some(layer_ix), Some(layer)) = (layer_ix, layer_ix.and_then(|at| edited.catalog.layers.get(at))) else {
        return Err(Refused::Entry(EntryFault::NoLayer(id.clone())));
    };
    let Order { list, columns, shapes, datum, answers, said, .. } = order;
    let chosen = apply(list, columns, (&edited.catalog, layer), (answers, said)).map_err(Refused::Objections)?;
    let mut saved = geojson(Saving { list, columns, chosen: &chosen, layer, datum, shapes });
    let bytes = std::mem::take(&mut saved.text).into_bytes();
    let read = list_page::table(&edited.catalog, layer_ix, bytes.clone()).map_err(Refused::Unreadable)?.len();
    let mut files: Files = data
        .iter()
        .filter(|(path, _)| !folder::is_made(path))
        .map(|(path, file)| (path.clone(), file.clone()))
        .collect();
    files.insert(source.clone(), bytes);
    let diff = line_diff(&before, &edited.text, AROUND);
    files.insert(CATALOG.to_owned(), edited.text.into_bytes());
    refuse_inside(&edited.catalog, &files)?;
    if read != list.len() {
        return Err(Refused::Lost { written: list.len(), read });
    }
    let names = property_names(list, columns);
    let named = |at: &usize| Some((list.headings().get(*at)?.clone(), names.get(*at)?.clone()));
    let left_out = (0..list.width()).filter(|at| !chosen.contains(at));
    Ok(Published {
        files,
        source,
        columns: chosen.iter().filter_map(named).collect(),
        left_out: left_out.filter_map(|at| list.headings().get(at).cloned()).collect(),
        saved,
        diff,
        catalog: edited.catalog,
    })
}

fn catalog_text(data: &Files) -> Result<String, Refused> {
    let bytes = data.get(CATALOG).ok_or(Refused::Entry(EntryFault::NoCatalog))?;
    String::from_utf8(bytes.clone()).map_err(|_| Refused::Entry(EntryFault::NoCatalog))
}

/// The catalog with the layer, and the path of its file.
fn edited(data: &Files, text: &str, members: &[PlanMember], target: &Target) -> Result<(Edited, String), Refused> {
    let id = match target {
        Target::Add(new) => {
            let edited = add(text, new, members).map_err(Refused::Entry)?;
            let source = new.source();
            return match data.contains_key(&source) {
                true => Err(Refused::FileTaken(source)),
                false => Ok((edited, source)),
            };
        }
        Target::Replace(id) => id,
    };
    let catalog =
        parse_catalog(text.as_bytes(), members).map_err(|problem| Refused::Entry(EntryFault::Refused(problem)))?;
    let layer = catalog.layers.iter().find(|layer| layer.id == *id);
    let layer = layer.ok_or_else(|| Refused::Entry(EntryFault::NoLayer(id.clone())))?;
    let path = local_path(&layer.source).filter(|path| !is_elsewhere(&layer.source) && path.ends_with("json"));
    let (source, path) = match path {
        Some(path) => (layer.source.clone(), path),
        // A table, or a file of another server: the list takes its place in a file of its own.
        None => {
            let own = format!("{id}.geojson");
            if data.contains_key(&own) {
                return Err(Refused::FileTaken(own));
            }
            (own.clone(), own)
        }
    };
    Ok((repoint(text, id, &source, members).map_err(Refused::Entry)?, path))
}

/// Refuses data that must not be published.
fn refuse_inside(catalog: &Catalog, files: &Files) -> Result<(), Refused> {
    let read = |path: &str| files.get(path).cloned().ok_or_else(|| Unread::Missing("it is not there".to_owned()));
    let found = look(catalog, read).found.into_iter();
    let found: Vec<(String, Found)> =
        found.filter_map(|(at, found)| Some((catalog.layers.get(at)?.id.clone(), found))).collect();
    if found.is_empty() { Ok(()) } else { Err(Refused::Data(found)) }
}
