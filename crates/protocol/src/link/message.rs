//! Messages between the map in a frame and the page around it, version 1, as JSON.
//!
//! To the map: `{v: 1, id, type, payload}`, answered once by `{v: 1, id, type: "ack", payload}` or
//! `{v: 1, id, type: "error", code, message}`. From the map, unasked: `{v: 1, type, payload}`. `id` is a text
//! of 1 to [`ID_CHARS_MAX`] characters, or a whole number. `docs/embedding.md` tells of each type.
//! A message has at most [`BYTES_MAX`] bytes and a list in it [`LIST_MAX`] members; a member that is not known
//! is ignored, as later versions may have more.

use super::LinkFields;
use crate::Constraint;
use crate::geo::{LonLat, LonLatBounds};
use litemap::LiteMap;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// The version that is spoken.
pub const VERSION: u64 = 1;
/// Longest message, bytes of its JSON.
pub const BYTES_MAX: usize = 64 * 1024;
/// Most members of a list or object in a message.
pub const LIST_MAX: usize = 256;
/// Longest id, characters.
pub const ID_CHARS_MAX: usize = 64;
/// Longest text of a query or a field, characters.
const TEXT_CHARS_MAX: usize = 200;
/// Hits of a search: at most, and where nothing is said.
const HITS: (u64, u64) = (50, 10);
/// Zooms that may be asked for; the catalog's own limits hold besides.
const ZOOM: std::ops::RangeInclusive<f64> = 0.0..=24.0;

/// What a page asks of the map.
#[derive(Clone, Debug, PartialEq)]
pub enum Order {
    /// The map goes to a place.
    SetView {
        /// Its new centre; `None`: as it is.
        center: Option<LonLat>,
        /// Its new zoom; `None`: as it is.
        zoom: Option<f64>,
        /// It flies there, where the person has nothing against movement.
        animate: bool,
    },
    /// The map shows a box, whole.
    FitBounds {
        /// The box, degrees.
        bounds: LonLatBounds,
        /// It flies there.
        animate: bool,
    },
    /// These layers are on, by id; `None`: the catalog's default.
    SetLayers(Option<BTreeSet<String>>),
    /// These filters hold, and no others.
    SetFilter(LiteMap<String, Constraint>),
    /// These words are searched for.
    SetQuery(String),
    /// This record is selected: layer id and key; `None`: none.
    Select(Option<(String, String)>),
    /// No words, filters and selection.
    Clear,
    /// What is the state?
    GetState,
    /// Which records do these words find?
    Search {
        /// The words.
        query: String,
        /// Most hits.
        limit: u32,
        /// Among those that pass this.
        filter: LiteMap<String, Constraint>,
    },
    /// An order to a workspace.
    Workspace {
        /// Its type.
        kind: &'static str,
        /// The fields that it carries: name → text.
        fields: LinkFields,
    },
    /// The list as a file.
    ExportList(ListKind),
}

/// How an order to a workspace stands in a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkspaceOrder {
    /// The message's type.
    pub kind: &'static str,
    /// The member of the payload that holds fields and their texts.
    pub member: &'static str,
}

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListKind {
    /// A table.
    Csv,
    /// GeoJSON.
    GeoJson,
}

/// Why a message is answered by an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is longer than [`BYTES_MAX`].
    TooLarge,
    /// More messages came than are answered in a time.
    TooMany,
    /// It is no message of this protocol.
    Malformed,
    /// It is of another version.
    Version,
    /// Its id was there before.
    Replayed,
    /// Its type is not known.
    UnknownType,
    /// What it carries does not fit its type.
    BadPayload,
    /// There is no such layer, record or field.
    NotFound,
    /// What is asked is not offered here.
    NotOffered,
    /// It took too long, or a newer order took its place.
    Overtaken,
    /// What would answer it did not load, or has stopped.
    Stopped,
    /// A file of this machine was opened in this visit.
    Private,
}

impl Fault {
    /// Its word in an answer.
    pub fn code(self) -> &'static str {
        match self {
            Fault::TooLarge => "too-large",
            Fault::TooMany => "too-many",
            Fault::Malformed => "malformed",
            Fault::Version => "version",
            Fault::Replayed => "replayed",
            Fault::UnknownType => "unknown-type",
            Fault::BadPayload => "bad-payload",
            Fault::NotFound => "not-found",
            Fault::NotOffered => "not-offered",
            Fault::Overtaken => "overtaken",
            Fault::Stopped => "stopped",
            Fault::Private => "private",
        }
    }
}

/// An error as a developer reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What.
    pub fault: Fault,
    /// Where and what is wrong, in plain technical English.
    pub message: String,
}

/// Id of a message, as the answer gives it back.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Id {
    /// A text.
    Text(String),
    /// A whole number.
    Number(i64),
}

type Parsed<T> = Result<T, Refusal>;

fn refuse<T>(fault: Fault, message: impl Into<String>) -> Parsed<T> {
    Err(Refusal { fault, message: message.into() })
}

/// Reads a message, also one of these orders to workspaces. Its id is given also where the rest cannot be read, so that it can be answered.
pub fn parse_message(text: &str, workspaces: &[WorkspaceOrder]) -> (Option<Id>, Parsed<Order>) {
    if text.len() > BYTES_MAX {
        return (None, refuse(Fault::TooLarge, format!("{} bytes, at most {BYTES_MAX} are read", text.len())));
    }
    let Ok(Value::Object(message)) = serde_json::from_str(text) else {
        return (None, refuse(Fault::Malformed, "a message is an object: {v, id, type, payload}"));
    };
    let id = message.get("id").and_then(parse_id);
    if id.is_none() {
        let said = format!("id must be a whole number, or a text of 1 to {ID_CHARS_MAX} characters");
        return (None, refuse(Fault::Malformed, said));
    }
    (id, parse_order(&message, workspaces))
}

fn parse_id(id: &Value) -> Option<Id> {
    match id {
        Value::String(text) if (1..=ID_CHARS_MAX).contains(&text.chars().count()) => Some(Id::Text(text.clone())),
        Value::Number(number) => number.as_i64().map(Id::Number),
        _ => None,
    }
}

fn parse_order(message: &Map<String, Value>, workspaces: &[WorkspaceOrder]) -> Parsed<Order> {
    if message.get("v").and_then(Value::as_u64) != Some(VERSION) {
        return refuse(Fault::Version, format!("v must be {VERSION}"));
    }
    let Some(kind) = message.get("type").and_then(Value::as_str) else {
        return refuse(Fault::Malformed, "type must be a text");
    };
    let none = Map::new();
    let payload = match message.get("payload") {
        None | Some(Value::Null) => &none,
        Some(Value::Object(payload)) => payload,
        Some(_) => return refuse(Fault::BadPayload, "payload must be an object"),
    };
    let payload = Payload(payload);
    match kind {
        "setView" => set_view(payload),
        "fitBounds" => fit_bounds(payload),
        "setLayers" => Ok(Order::SetLayers(payload.texts("layers")?)),
        "setFilter" => Ok(Order::SetFilter(payload.filter("filter")?)),
        "setQuery" => Ok(Order::SetQuery(payload.text("q")?.unwrap_or_default())),
        "select" => Ok(Order::Select(payload.record()?)),
        "clear" => Ok(Order::Clear),
        "getState" => Ok(Order::GetState),
        "search" => search(payload),
        "exportList" => export_list(payload),
        other => match workspaces.iter().find(|order| order.kind == other) {
            Some(order) => Ok(Order::Workspace { kind: order.kind, fields: payload.fields(order.member)? }),
            None => refuse(Fault::UnknownType, format!("type {:?} is not known", shortened(other))),
        },
    }
}

fn set_view(payload: Payload<'_>) -> Parsed<Order> {
    let center = match (payload.number("lon", -180.0..=180.0)?, payload.number("lat", -90.0..=90.0)?) {
        (Some(lon), Some(lat)) => Some(LonLat { lon, lat }),
        (None, None) => None,
        _ => return refuse(Fault::BadPayload, "lon and lat belong together"),
    };
    let zoom = payload.number("zoom", ZOOM)?;
    if center.is_none() && zoom.is_none() {
        return refuse(Fault::BadPayload, "lon and lat, or zoom, must be there");
    }
    Ok(Order::SetView { center, zoom, animate: payload.flag("animate")? })
}

fn fit_bounds(payload: Payload<'_>) -> Parsed<Order> {
    let side = |name, most: f64| {
        let value = payload.number(name, -most..=most)?;
        value.map_or_else(|| refuse(Fault::BadPayload, format!("{name} must be there")), Ok)
    };
    let bounds = LonLatBounds {
        west: side("west", 180.0)?,
        south: side("south", 90.0)?,
        east: side("east", 180.0)?,
        north: side("north", 90.0)?,
    };
    if bounds.west > bounds.east || bounds.south > bounds.north {
        return refuse(Fault::BadPayload, "west must not be more than east, nor south than north");
    }
    Ok(Order::FitBounds { bounds, animate: payload.flag("animate")? })
}

fn search(payload: Payload<'_>) -> Parsed<Order> {
    let limit = payload.number("limit", 1.0..=HITS.0 as f64)?.unwrap_or(HITS.1 as f64) as u32;
    let query = payload.text("q")?.unwrap_or_default();
    if query.trim().is_empty() {
        return refuse(Fault::BadPayload, "q must not be empty");
    }
    Ok(Order::Search { query, limit, filter: payload.filter("filter")? })
}

fn export_list(payload: Payload<'_>) -> Parsed<Order> {
    match payload.text("format")?.as_deref() {
        None | Some("csv") => Ok(Order::ExportList(ListKind::Csv)),
        Some("geojson") => Ok(Order::ExportList(ListKind::GeoJson)),
        Some(_) => refuse(Fault::BadPayload, "format must be csv or geojson"),
    }
}

/// What a message carries.
#[derive(Clone, Copy)]
struct Payload<'a>(&'a Map<String, Value>);

impl<'a> Payload<'a> {
    /// A member that is there and not null.
    fn get(self, name: &str) -> Option<&'a Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    fn number(self, name: &str, range: std::ops::RangeInclusive<f64>) -> Parsed<Option<f64>> {
        match self.get(name).map(Value::as_f64) {
            None => Ok(None),
            Some(Some(number)) if range.contains(&number) => Ok(Some(number)),
            Some(_) => {
                refuse(Fault::BadPayload, format!("{name} must be a number from {} to {}", range.start(), range.end()))
            }
        }
    }

    fn flag(self, name: &str) -> Parsed<bool> {
        match self.get(name) {
            None => Ok(false),
            Some(Value::Bool(flag)) => Ok(*flag),
            Some(_) => refuse(Fault::BadPayload, format!("{name} must be true or false")),
        }
    }

    fn text(self, name: &str) -> Parsed<Option<String>> {
        self.get(name).map(|value| parse_text(name, value)).transpose()
    }

    fn texts(self, name: &str) -> Parsed<Option<BTreeSet<String>>> {
        let Some(value) = self.get(name) else { return Ok(None) };
        let Value::Array(list) = value else { return refuse(Fault::BadPayload, format!("{name} must be a list")) };
        within_limit(name, list.len())?;
        let mut texts = BTreeSet::new();
        for value in list {
            texts.insert(parse_text(name, value)?);
        }
        Ok(Some(texts))
    }

    fn object(self, name: &str) -> Parsed<Option<&'a Map<String, Value>>> {
        match self.get(name) {
            None => Ok(None),
            Some(Value::Object(object)) => within_limit(name, object.len()).map(|()| Some(object)),
            Some(_) => refuse(Fault::BadPayload, format!("{name} must be an object")),
        }
    }

    fn fields(self, name: &str) -> Parsed<LinkFields> {
        let mut fields = LiteMap::new();
        for (field, value) in self.object(name)?.into_iter().flatten() {
            fields.insert(field.clone(), parse_text(field, value)?);
        }
        if fields.is_empty() {
            return refuse(Fault::BadPayload, format!("{name} must hold fields and their texts"));
        }
        Ok(fields)
    }

    fn filter(self, name: &str) -> Parsed<LiteMap<String, Constraint>> {
        let mut filter = LiteMap::new();
        for (field, value) in self.object(name)?.into_iter().flatten() {
            filter.insert(field.clone(), parse_constraint(field, value)?);
        }
        Ok(filter)
    }

    fn record(self) -> Parsed<Option<(String, String)>> {
        match (self.text("layer")?, self.text("key")?) {
            (Some(layer), Some(key)) if !layer.is_empty() && !key.is_empty() => Ok(Some((layer, key))),
            (None, None) => Ok(None),
            _ => refuse(Fault::BadPayload, "layer and key belong together"),
        }
    }
}

fn parse_text(name: &str, value: &Value) -> Parsed<String> {
    match value {
        Value::String(text) if text.chars().count() <= TEXT_CHARS_MAX => Ok(text.clone()),
        Value::Number(number) => Ok(number.to_string()),
        _ => refuse(
            Fault::BadPayload,
            format!("{} must be a text of at most {TEXT_CHARS_MAX} characters", shortened(name)),
        ),
    }
}

/// A list of values, or `{min, max}`.
fn parse_constraint(field: &str, value: &Value) -> Parsed<Constraint> {
    match value {
        Value::Array(list) => {
            within_limit(field, list.len())?;
            let mut values = Vec::new();
            for value in list {
                values.push(parse_text(field, value)?);
            }
            Ok(Constraint::Any(values))
        }
        Value::Object(ends) => {
            let ends = Payload(ends);
            match (ends.number("min", f64::MIN..=f64::MAX)?, ends.number("max", f64::MIN..=f64::MAX)?) {
                (None, None) => refuse(Fault::BadPayload, format!("{} needs min or max", shortened(field))),
                (min, max) => Ok(Constraint::Between(min, max)),
            }
        }
        _ => refuse(Fault::BadPayload, format!("{} must be a list of values, or {{min, max}}", shortened(field))),
    }
}

fn within_limit(name: &str, len: usize) -> Parsed<()> {
    match len <= LIST_MAX {
        true => Ok(()),
        false => {
            refuse(Fault::BadPayload, format!("{} has {len} members, at most {LIST_MAX} are read", shortened(name)))
        }
    }
}

/// A name as it may stand in an answer.
fn shortened(name: &str) -> String {
    name.chars().take(40).collect()
}

impl Id {
    fn json(&self) -> Value {
        match self {
            Id::Text(text) => json!(text),
            Id::Number(number) => json!(number),
        }
    }
}

/// The answer to an order that was carried out.
pub fn build_ack(id: &Id, payload: Value) -> String {
    json!({"v": VERSION, "id": id.json(), "type": "ack", "payload": payload}).to_string()
}

/// The answer to one that was not; without an id where it has none.
pub fn build_error(id: Option<&Id>, refusal: &Refusal) -> String {
    let code = refusal.fault.code();
    let mut answer = json!({"v": VERSION, "type": "error", "code": code, "message": refusal.message});
    if let Some(id) = id {
        answer["id"] = id.json();
    }
    answer.to_string()
}

/// Something that the map tells by itself.
pub fn build_event(kind: &str, payload: Value) -> String {
    json!({"v": VERSION, "type": kind, "payload": payload}).to_string()
}

/// Filters as messages have them.
pub fn filter_json(filter: &LiteMap<String, Constraint>) -> Value {
    let constraint = |constraint: &Constraint| match constraint {
        Constraint::Any(values) => json!(values),
        Constraint::Between(min, max) => {
            let ends = [("min", min), ("max", max)];
            Value::Object(ends.iter().filter_map(|(name, end)| Some(((*name).to_owned(), json!((**end)?)))).collect())
        }
    };
    Value::Object(filter.iter().map(|(field, value)| (field.clone(), constraint(value))).collect())
}

#[cfg(test)]
#[path = "message_tests.rs"]
mod tests;
