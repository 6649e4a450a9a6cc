//! The searchable texts of a record: its names, then every other field with words.

use crate::catalog::words::is_all_day;
use crate::dataset::columns::LIST_SEPARATOR;
use crate::dataset::{Column, Keys};
use crate::index::search::{Doc, Place, Query, SearchBuilder, TextId};
use crate::query::Data;
use crate::query::meanings::Meanings;
use diming_protocol::Matched;
use diming_protocol::catalog::{FieldKind, Layer, keys};
use diming_text::{Han, MarkerNo};

/// The searched columns of a layer. Further texts are numbered: 0 is the key, `n + 1` is field `n` of the layer.
pub(super) struct Searched<'a> {
    layer: &'a Layer,
    keys: &'a Keys,
    name: Option<&'a Column>,
    latin: Vec<&'a Column>,
    former: Option<&'a Column>,
    others: Vec<(usize, &'a Column)>,
    /// Line, serial number and type of a boundary marker.
    marker: [Option<&'a Column>; 3],
    hours: Option<&'a Column>,
    data: Data<'a>,
    place: usize,
}

/// For each further column of choices, the text ids of its values, by code.
pub(super) type Known = Vec<Vec<Option<TextId>>>;

impl<'a> Searched<'a> {
    /// The columns of a layer, by its index in the catalog.
    pub(super) fn new(data: Data<'a>, layer: usize) -> Searched<'a> {
        let column = |key: &str| data.column(layer, key);
        let fields = data.catalog.layers[layer].fields.iter().enumerate();
        let others = fields.filter(|(_, key)| is_searched(data, key));
        Searched {
            layer: &data.catalog.layers[layer],
            keys: &data.tables[layer].keys,
            name: column(keys::NAME),
            latin: [keys::NAME_EN, keys::ROMANISATION].into_iter().filter_map(column).collect(),
            former: column(keys::FORMER_NAMES),
            others: others.filter_map(|(at, key)| Some((at + 1, column(key)?))).collect(),
            marker: [keys::LINE, keys::SERIAL, keys::TYPE_CODE].map(column),
            hours: column(keys::HOURS),
            data,
            place: layer,
        }
    }

    /// Number of columns of choices among the further texts.
    pub(super) fn choices(&self) -> usize {
        self.others.iter().filter(|(_, column)| matches!(column, Column::Choice(..))).count()
    }

    /// Adds a record to the index.
    pub(super) fn add(&self, row: usize, known: &mut Known, search: &mut SearchBuilder, han: &Han) {
        search.begin(text(self.name, row), han);
        self.latin(row).for_each(|latin| search.add_latin(latin, han));
        self.former(row).for_each(|former| search.add_former(former, han));
        search.add_other(self.keys.get(row), han);
        known.resize_with(self.others.len(), Vec::new);
        for ((_, column), known) in self.others.iter().zip(known) {
            match column {
                Column::Choice(dictionary, codes) => {
                    let code = codes.get(row) as usize;
                    known.resize(known.len().max(code + 1), None);
                    match known[code] {
                        Some(id) => search.add_again(id),
                        None => known[code] = search.add_other(dictionary.value(code as u32), han),
                    }
                }
                column => {
                    search.add_other(column.text(row), han);
                }
            }
        }
        search.end(self.marker_no(row));
    }

    /// Whether a record is open day and night.
    pub(super) fn is_all_day(&self, row: usize) -> bool {
        self.hours.is_some_and(|hours| is_all_day(hours.text(row)))
    }

    fn latin(&self, row: usize) -> impl Iterator<Item = &'a str> {
        self.latin.iter().map(move |column| column.text(row)).filter(|text| !text.is_empty())
    }

    fn former(&self, row: usize) -> impl Iterator<Item = &'a str> {
        text(self.former, row).split(LIST_SEPARATOR).filter(|text| !text.is_empty())
    }

    fn marker_no(&self, row: usize) -> Option<MarkerNo> {
        self.marker[1]?;
        let [line, serial, kind] = self.marker.map(|column| text(column, row));
        MarkerNo::from_fields(line, serial, kind)
    }

    /// Why a record matches, with the field and its text; `None` where it does not.
    pub(super) fn explain(&self, row: usize, query: &Query, meanings: &Meanings, han: &Han) -> Option<Matched> {
        let (latin, former): (Vec<_>, Vec<_>) = (self.latin(row).collect(), self.former(row).collect());
        let others = self.others.iter().map(|(at, column)| (*at, column.text(row)));
        let mut others: Vec<_> = std::iter::once((0, self.keys.get(row))).chain(others).collect();
        others.retain(|(_, text)| !text.is_empty());
        let name = text(self.name, row);
        let meant = meanings.meant_of(self.data, self.place, row, query);
        let doc = Doc { name, latin: &latin, former: &former, others: &others, marker: self.marker_no(row), meant };
        let explained = query.explain(&doc, han).or_else(|| query.explain_covered(&doc, han))?;
        let field_of = |at: usize| match at.checked_sub(1) {
            None => self.layer.key_field.as_str(),
            Some(at) => self.layer.fields[at].as_str(),
        };
        let (field, text) = match explained.place {
            Place::Name => (keys::NAME, name),
            Place::Latin(at) => (keys::NAME_EN, latin[at]),
            Place::Former(at) => (keys::FORMER_NAMES, former[at]),
            Place::Other(at) => (field_of(others[at].0), others[at].1),
            Place::Marker => (keys::SERIAL, ""),
            Place::Meant(word) => {
                let (field, text) = meanings.why(self.data, self.place, row, query.words().nth(word)?.1)?;
                return Some(Matched { class: explained.class, field, text, marks: Vec::new() });
            }
        };
        Some(Matched { class: explained.class, field: field.to_owned(), text: text.to_owned(), marks: explained.marks })
    }
}

fn text(column: Option<&Column>, row: usize) -> &str {
    column.map_or("", |column| column.text(row))
}

/// Fields searched beside the names: location, type, contact.
fn is_searched(data: Data<'_>, key: &str) -> bool {
    let kind = data.catalog.fields.get(key).map(|f| f.kind);
    match key {
        keys::ADDRESS | keys::TOWN | keys::VILLAGE | keys::KIND => true,
        _ => kind == Some(FieldKind::Phones),
    }
}
