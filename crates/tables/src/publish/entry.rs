//! The entry of a layer in a catalog's text: proposed by the columns of a list, put in, and checked as the page will read it.

use super::splice::Splices;
use crate::columns::{Column, Columns};
use crate::list::List;
use diming_engine::catalog::parse::parse_catalog;
use diming_engine::catalog::plan::PlanMember;
use diming_engine::json::scan::Token;
use diming_protocol::Problem;
use diming_protocol::catalog::{Catalog, Datum, FieldKind, Label, Sign, keys};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt;

/// Most fields in a row of the list.
const ROW_MAX: usize = 4;
/// Most different values of a field by which it is worth filtering.
const VALUES_MAX: usize = 40;
/// Fields that come first in the place card, and last.
const FIRST: [&str; 8] =
    [keys::KIND, keys::STATUS, keys::PHONE, keys::HOURS, keys::VISITING, keys::ADDRESS, keys::TOWN, keys::VILLAGE];
const LAST: [&str; 3] = [keys::SOURCE, keys::UPDATED_ON, "remarks"];
/// The signs of layers that have a field.
const SIGNS: [(&str, Sign); 5] = [
    (keys::BEDS_TOTAL, Sign::House),
    ("niches_total", Sign::Arch),
    (keys::HERITAGE_TYPE, Sign::Tablet),
    (keys::SERIAL, Sign::Stele),
    ("meals_per_day", Sign::Bowl),
];
/// Colours on light and on dark ground, told apart and readable on both.
const COLORS: [(&str, &str); 6] = [
    ("#2f6b2f", "#9ad29a"),
    ("#7a3e9d", "#cfa3e8"),
    ("#b03a2e", "#f0a399"),
    ("#1f6f8b", "#7fc4dd"),
    ("#8a6d00", "#d9c15c"),
    ("#a0446b", "#eda6c4"),
];

/// A layer that is to be added.
#[derive(Clone, Debug, PartialEq)]
pub struct NewLayer {
    /// Its stable name, `[a-z0-9-]+`; its file is `ID.geojson`.
    pub id: String,
    /// Its label.
    pub label: Label,
    /// The shape of its sign.
    pub sign: Sign,
    /// Its colour on the light ground, `#rrggbb`.
    pub color: String,
    /// Its colour on the dark ground, `#rrggbb`.
    pub color_dark: String,
    /// Keys of its fields, `name` among them.
    pub fields: Vec<String>,
    /// Fields to filter by.
    pub filters: Vec<String>,
    /// Fields in a result row.
    pub row: Vec<String>,
    /// Fields in the place card.
    pub card: Vec<String>,
    /// Where the data come from.
    pub attribution: Label,
    /// Decimals to which its coordinates are rounded.
    pub decimals: Option<u8>,
}

impl NewLayer {
    /// Its file.
    pub fn source(&self) -> String {
        format!("{}.geojson", self.id)
    }
}

/// Why an entry is not put in.
#[derive(Clone, Debug, PartialEq)]
pub enum EntryFault {
    /// The catalog has a layer of this id.
    IdTaken(String),
    /// The catalog has no layer of this id.
    NoLayer(String),
    /// The text is no catalog.
    NoCatalog,
    /// With the entry the page would not read the catalog.
    Refused(Problem),
}

impl fmt::Display for EntryFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EntryFault::IdTaken(id) => write!(f, "the catalog has a layer {id} already"),
            EntryFault::NoLayer(id) => write!(f, "the catalog has no layer {id}"),
            EntryFault::NoCatalog => f.write_str("catalog.json is no catalog"),
            EntryFault::Refused(Problem::Catalog { path, reason }) => write!(f, "catalog.json: {path}: {reason}"),
            EntryFault::Refused(problem) => write!(f, "catalog.json: {problem:?}"),
        }
    }
}

/// A catalog that was edited.
#[derive(Clone, Debug, PartialEq)]
pub struct Edited {
    /// Its text; what was not edited stands as it stood.
    pub text: String,
    /// What the page reads.
    pub catalog: Catalog,
}

/// A layer for a list: fields, row, card and filters by its columns, a sign by what it lists, a colour that no layer has.
/// Fields for officers only are not among them.
pub fn propose(list: &List, columns: &Columns, catalog: &Catalog, id: &str, label: Label) -> NewLayer {
    let has_value = |at: usize| (0..list.len()).any(|row| !list.cell(row, at).trim().is_empty());
    let is_public = |key: &str| catalog.fields.get(key).is_some_and(|field| !field.officer_only);
    let used: Vec<(usize, &Column)> = columns
        .list
        .iter()
        .enumerate()
        .filter(|(at, column)| {
            column.kind.is_some() && is_public(&column.key) && column.key != keys::ID && has_value(*at)
        })
        .collect();
    let keys_of = |is_in: &dyn Fn(&str) -> bool| -> Vec<String> {
        used.iter().map(|(_, column)| column.key.clone()).filter(|key| is_in(key)).collect()
    };
    let has = |key: &&str| used.iter().any(|(_, column)| column.key == *key);
    let texts = |list: &[&str]| list.iter().filter(|key| has(key)).map(|key| (*key).to_owned()).collect::<Vec<_>>();
    let is_between =
        |key: &str| !FIRST.contains(&key) && !LAST.contains(&key) && ![keys::NAME, keys::SECRECY].contains(&key);
    let count = used.iter().find(|(_, column)| column.is_count).map(|(_, column)| column.key.as_str());
    let row = [Some(keys::KIND), Some(keys::TOWN), Some(keys::HOURS), count, Some(keys::ADDRESS)];
    let row: Vec<&str> = row.into_iter().flatten().filter(|key| has(key)).take(ROW_MAX).collect();
    let filters = used.iter().filter(|(at, column)| is_filter(list, catalog, *at, column));
    let (color, color_dark) = free_color(catalog);
    NewLayer {
        id: id.to_owned(),
        label,
        sign: SIGNS.iter().find(|(key, _)| has(key)).map_or(Sign::Square, |(_, sign)| *sign),
        color: color.to_owned(),
        color_dark: color_dark.to_owned(),
        fields: keys_of(&|_| true),
        filters: filters.map(|(_, column)| column.key.clone()).collect(),
        row: texts(&row),
        card: [texts(&FIRST), keys_of(&is_between), texts(&LAST)].concat(),
        attribution: Label::default(),
        decimals: None,
    }
}

/// Whether filtering by a column makes sense: few different values, or numbers by which other layers are filtered.
fn is_filter(list: &List, catalog: &Catalog, at: usize, column: &Column) -> bool {
    let is_facet = catalog.facets.iter().any(|facet| facet.field == column.key);
    match column.kind {
        _ if column.key == keys::SECRECY => false,
        Some(FieldKind::Choice | FieldKind::Choices | FieldKind::YesNo) => {
            let values = (0..list.len()).map(|row| list.cell(row, at)).filter(|cell| !cell.is_empty());
            (2..=VALUES_MAX).contains(&values.collect::<BTreeSet<_>>().len())
        }
        Some(FieldKind::Number | FieldKind::Date) => is_facet,
        _ => false,
    }
}

fn free_color(catalog: &Catalog) -> (&'static str, &'static str) {
    let is_free =
        |color: &&(&str, &str)| catalog.layers.iter().all(|layer| !layer.style.color.eq_ignore_ascii_case(color.0));
    *COLORS.iter().find(is_free).unwrap_or(&COLORS[catalog.layers.len() % COLORS.len()])
}

/// Puts a layer behind the others of a catalog's text, and its filters among the facets.
///
/// # Errors
/// The id is taken, or the page would not read the result.
pub fn add(text: &str, new: &NewLayer, members: &[PlanMember]) -> Result<Edited, EntryFault> {
    let mut splices = Splices::new(text);
    let root = splices.root().ok_or(EntryFault::NoCatalog)?;
    let (layers_key, layers) = splices.member(root, "layers").ok_or(EntryFault::NoCatalog)?;
    if layer_token(&splices, layers, &new.id).is_some() {
        return Err(EntryFault::IdTaken(new.id.clone()));
    }
    let facets = splices.member(root, "facets").map(|(_, facets)| facets);
    let mut lines = Vec::new();
    for field in &new.filters {
        let facet = facets.and_then(|facets| facet_of(&splices, facets, field));
        match facet.map(|facet| splices.member(facet, "layers")) {
            // It is a facet of every layer that has the field.
            Some(None) => {}
            Some(Some((_, of))) => splices.append(of, " ", &json!(new.id).to_string()),
            None => lines.push(format!("{{\"field\": {}, \"layers\": [{}]}}", json!(field), json!(new.id))),
        }
    }
    match facets {
        _ if lines.is_empty() => {}
        // One edit, so that an empty list gets commas too.
        Some(facets) => splices.append(facets, "\n    ", &lines.join(",\n    ")),
        None => splices.insert_before(layers_key, &format!("\"facets\": [\n    {}\n  ],\n  ", lines.join(",\n    "))),
    }
    splices.append(layers, "\n    ", &entry(new));
    parsed(splices.finish(), members)
}

/// Lets a layer of a catalog's text have another file, whose positions are in WGS 84.
///
/// # Errors
/// There is no such layer, or the page would not read the result.
pub fn repoint(text: &str, id: &str, source: &str, members: &[PlanMember]) -> Result<Edited, EntryFault> {
    let mut splices = Splices::new(text);
    let root = splices.root().ok_or(EntryFault::NoCatalog)?;
    let (_, layers) = splices.member(root, "layers").ok_or(EntryFault::NoCatalog)?;
    let layer = layer_token(&splices, layers, id).ok_or_else(|| EntryFault::NoLayer(id.to_owned()))?;
    let (_, file) = splices.member(layer, "source").ok_or(EntryFault::NoCatalog)?;
    if splices.raw(file) != source {
        splices.replace(file, &json!(source).to_string());
    }
    if let Some((_, datum)) = splices.member(layer, "datum")
        && matches!(Datum::of_code(splices.raw(datum)), Some(Datum::Gcj02 | Datum::Bd09))
    {
        splices.replace(datum, "\"wgs84\"");
    }
    parsed(splices.finish(), members)
}

fn parsed(text: String, members: &[PlanMember]) -> Result<Edited, EntryFault> {
    let catalog = parse_catalog(text.as_bytes(), members).map_err(EntryFault::Refused)?;
    Ok(Edited { text, catalog })
}

fn layer_token(splices: &Splices, layers: Token, id: &str) -> Option<Token> {
    let is_it = |layer: &Token| splices.member(*layer, "id").is_some_and(|(_, of)| splices.raw(of) == id);
    splices.elements(layers).into_iter().find(is_it)
}

fn facet_of(splices: &Splices, facets: Token, field: &str) -> Option<Token> {
    let is_it = |facet: &Token| splices.member(*facet, "field").is_some_and(|(_, of)| splices.raw(of) == field);
    splices.elements(facets).into_iter().find(is_it)
}

/// An entry as the shipped catalog writes them: a member a line.
fn entry(new: &NewLayer) -> String {
    let label = |label: &Label| format!("{{\"zh\": {}, \"en\": {}}}", json!(label.zh), json!(label.en));
    let list = |keys: &[String]| {
        let keys: Vec<String> = keys.iter().map(|key| json!(key).to_string()).collect();
        format!("[{}]", keys.join(", "))
    };
    let sign = serde_json::to_value(new.sign).unwrap_or(Value::Null);
    let style =
        format!("{{\"sign\": {sign}, \"color\": {}, \"color_dark\": {}}}", json!(new.color), json!(new.color_dark));
    let mut lines = vec![
        ("id", json!(new.id).to_string()),
        ("label", label(&new.label)),
        ("source", json!(new.source()).to_string()),
        ("datum", "\"wgs84\"".to_owned()),
        ("key_field", "\"id\"".to_owned()),
        ("fields", list(&new.fields)),
        ("row", list(&new.row)),
        ("card", list(&new.card)),
        ("style", style),
    ];
    if new.attribution != Label::default() {
        lines.push(("attribution", label(&new.attribution)));
    }
    lines.extend(new.decimals.map(|decimals| ("decimals", decimals.to_string())));
    let lines: Vec<String> = lines.into_iter().map(|(key, value)| format!("      \"{key}\": {value}")).collect();
    format!("{{\n{}\n    }}", lines.join(",\n"))
}
