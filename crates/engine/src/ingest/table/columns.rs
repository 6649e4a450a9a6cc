//! Classifies the columns of a table by heading and first rows.

use super::super::keys::{KEPT, KeyTable};
use super::super::notes::Site;
use super::super::recorder::Recorder;
use crate::delimited::heading::{Heading, is_blank};
use crate::delimited::names::{Axis, axis_of, datum_of, plain};
use crate::delimited::position::parse_place;
use diming_protocol::Reason;
use diming_protocol::catalog::Datum;

/// Most distinct values of a column whose empty cells may be merged ones.
const GROUPS_MAX: usize = 200;
/// Headings of a row counter.
const COUNTERS: [&str; 5] = ["序号", "序", "no", "no.", "#"];
/// Headings of the page's own list whose field has another's alias.
const LATIN_NAMES: [&str; 2] = ["罗马字母名称", "nameinlatinletters"];
/// And of the record's key.
const KEY_NAMES: [&str; 2] = ["编号", "id"];

/// The content of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// A part of the position.
    Axis(Axis),
    /// The value of a field, by its slot.
    Field(usize),
    /// Kept under its own name.
    Kept,
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// The heading as written.
    pub name: String,
    /// The property name: the field's key, or its own name if it is kept.
    pub key: String,
    /// The entry of that key, once a value occurred.
    entry: Option<usize>,
    /// The content of its cells.
    pub role: Role,
    /// The earlier column of the same field.
    pub spare_of: Option<usize>,
    /// The value of the last cell, for "as above".
    pub resolved: Option<String>,
    /// Number of empty cells below a filled one.
    pub below: u32,
    /// Whether merged cells are looked for: a few values, each in one run.
    watches: bool,
    groups: Vec<String>,
}

impl Column {
    /// The entry of its key; `None` if it is not remembered.
    pub fn entry(&mut self, keys: &mut KeyTable) -> Option<usize> {
        self.entry = self.entry.or_else(|| keys.entry_of(&self.key));
        self.entry
    }

    /// Checks a cell for signs of merging: a value, then empty cells, and no value twice.
    pub fn watch(&mut self, text: Option<&str>, is_ditto: bool) {
        let Some(text) = text.filter(|_| self.watches && !is_ditto) else { return };
        if text.is_empty() {
            self.watches = !self.groups.is_empty();
            self.below += 1;
        } else if self.groups.len() >= GROUPS_MAX || self.groups.iter().any(|group| group == text) {
            self.watches = false;
            self.groups = Vec::new();
        } else {
            self.groups.push(text.to_owned());
        }
    }

    /// Whether its empty cells were probably merged with the filled one above.
    pub fn looks_merged(&self) -> bool {
        self.watches && self.below > 0
    }
}

/// All columns.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    /// In order.
    pub list: Vec<Column>,
    /// The heading's names.
    pub names: Vec<String>,
    /// At least one is a field of the catalog.
    pub is_known: bool,
    /// The datum named in the heading of a position.
    datum: Option<Datum>,
    /// Fields with two columns, with the second one's name.
    doubled: Vec<(usize, String)>,
}

impl Columns {
    /// The index of a position column.
    pub fn axis(&self, axis: Axis) -> Option<usize> {
        self.list.iter().position(|column| column.role == Role::Axis(axis))
    }

    /// Whether positions can be read.
    pub fn has_axes(&self) -> bool {
        let has = |axis| self.axis(axis).is_some();
        has(Axis::Place) || has(Axis::Longitude) && has(Axis::Latitude)
    }

    /// Passes the heading's information to the recorder: names, datum, duplicates.
    pub fn tell(&self, recorder: &mut Recorder) {
        for column in &self.list {
            if let Role::Field(slot) = column.role {
                recorder.name_slot(slot, &column.name);
            }
        }
        if let Some(datum) = self.datum.filter(|_| self.has_axes()) {
            recorder
                .set_datum(datum, self.list.iter().find(|c| matches!(c.role, Role::Axis(_))).map_or("", |c| &c.name));
        }
        for (slot, name) in &self.doubled {
            let field = recorder.slot(*slot).field.clone();
            recorder.notes.add(Site::default(), &field, name, Reason::TwoForOne);
        }
    }
}

/// Classifies the columns of a heading.
pub fn columns_of(heading: &Heading, recorder: &Recorder) -> Columns {
    let mut columns = Columns::default();
    let watched =
        ["town", "village", "county", "province", "built_up_area", "kind", "type", "line", "line_name", "area_id"];
    for (at, name) in heading.names.iter().enumerate() {
        let name =
            if is_blank(name) { format!("#{}", at + 1) } else { name.split_whitespace().collect::<Vec<_>>().join(" ") };
        let known_by = heading.known_by.get(at).map_or("", String::as_str);
        let meant = if recorder.knows(known_by) { None } else { axis_of(known_by) };
        let has_none = |axis| columns.axis(axis).is_none();
        let role = match (meant, recorder.slot_of(known_by)) {
            (Some(axis), _) if has_none(axis) && has_none(Axis::Place) => Role::Axis(axis),
            (None, Some(slot)) => Role::Field(slot),
            (None, None) if LATIN_NAMES.contains(&plain(&name).as_str()) => {
                recorder.slot_of(diming_protocol::catalog::keys::ROMANISATION).map_or(Role::Kept, Role::Field)
            }
            (None, None) if KEY_NAMES.contains(&plain(&name).as_str()) => {
                recorder.key_slot().map_or(Role::Kept, Role::Field)
            }
            _ => Role::Kept,
        };
        if let Role::Axis(_) = role {
            columns.datum = columns.datum.or_else(|| datum_of(&name));
        }
        let watches = matches!(role, Role::Field(slot) if watched.contains(&recorder.slot(slot).field.as_str()));
        columns.list.push(Column {
            key: String::new(),
            entry: None,
            role,
            spare_of: None,
            resolved: None,
            below: 0,
            watches,
            groups: Vec::new(),
            name,
        });
    }
    columns.names = heading.names.clone();
    lone_axes(&mut columns);
    doubles(&mut columns);
    for column in &mut columns.list {
        column.key = match column.role {
            Role::Field(slot) => recorder.slot(slot).field.clone(),
            _ => format!("{KEPT}{}", column.name),
        };
        columns.is_known |= matches!(column.role, Role::Field(_));
    }
    columns
}

/// Half a position is none: its column is kept like any other.
fn lone_axes(columns: &mut Columns) {
    if !columns.has_axes() {
        columns.list.iter_mut().filter(|c| matches!(c.role, Role::Axis(_))).for_each(|c| c.role = Role::Kept);
    } else if columns.axis(Axis::Place).is_some() {
        let has_both = columns.axis(Axis::Longitude).is_some() && columns.axis(Axis::Latitude).is_some();
        let is_surplus = |role: &Role| match role {
            Role::Axis(Axis::Place) => has_both,
            Role::Axis(_) => !has_both,
            _ => false,
        };
        columns.list.iter_mut().filter(|c| is_surplus(&c.role)).for_each(|c| c.role = Role::Kept);
    }
}

/// Of several columns of a field the first counts, a mere row counter last; the others are kept beside it.
fn doubles(columns: &mut Columns) {
    for at in 0..columns.list.len() {
        let Some(Role::Field(slot)) = columns.list.get(at).map(|column| column.role.clone()) else { continue };
        let same = |column: &Column| column.role == Role::Field(slot);
        let Some(first) = columns.list.iter().position(same).filter(|&first| first < at) else { continue };
        let is_counter = |at: usize| columns.list.get(at).is_some_and(|c| COUNTERS.contains(&plain(&c.name).as_str()));
        let (kept, counts) = if is_counter(first) { (first, at) } else { (at, first) };
        let is_told = !is_counter(kept);
        if let Some(column) = columns.list.get_mut(kept) {
            column.role = Role::Kept;
            column.watches = false;
            if is_told {
                column.spare_of = Some(counts);
                let name = column.name.clone();
                columns.doubled.push((slot, name));
            }
        }
    }
}

/// Whether a column that is unknown, or free text, has positions in all filled cells of the first rows.
pub fn is_place_column(columns: &[Column], at: usize, rows: &[Vec<String>]) -> bool {
    let may_be = columns.get(at).is_some_and(|column| match column.role {
        Role::Kept => true,
        Role::Field(_) => {
            matches!(plain(&column.name).as_str(), "位置" | "地理位置" | "位置描述" | "地址" | "location" | "address")
        }
        Role::Axis(_) => false,
    });
    let cells = || rows.iter().filter_map(|row| row.get(at)).filter(|cell| !is_blank(cell));
    let places = cells().filter(|cell| parse_place(cell).is_some_and(|place| place.lon.abs() > 1.0)).count();
    may_be && places > 0 && places * 2 > cells().count()
}
