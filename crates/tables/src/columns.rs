//! What each column of a list means: the field of a catalog's layer that it holds, recognised by its heading.

use crate::roles::Roles;
use diming_engine::delimited::heading::Heading;
use diming_engine::delimited::names::Axis;
use diming_engine::ingest::{Headings, Meant};
use diming_protocol::catalog::{Catalog, Field, FieldKind, Label, keys};
use diming_protocol::geo::LonLatBounds;
use std::borrow::Cow;

/// One column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its heading.
    pub heading: String,
    /// The key of its field; of a position `lon`, `lat` or `lonlat`; empty where nothing is known of it.
    pub key: String,
    /// The field's label; empty where there is none.
    pub label: Label,
    /// What the field holds; `None` for a position and for what is not known.
    pub kind: Option<FieldKind>,
    /// Unit of a number.
    pub unit: Label,
    /// Whether the catalog lists the values of a choice.
    pub has_values: bool,
    /// Whether it counts things: whole numbers from 0.
    pub is_count: bool,
    slot: usize,
}

impl Column {
    fn unknown(heading: &str) -> Column {
        Column {
            heading: heading.to_owned(),
            key: String::new(),
            label: Label::default(),
            kind: None,
            unit: Label::default(),
            has_values: false,
            is_count: false,
            slot: usize::MAX,
        }
    }

    /// Whether nothing is known of it.
    pub fn is_unknown(&self) -> bool {
        self.key.is_empty()
    }
}

/// The columns of a list.
#[derive(Debug)]
pub struct Columns {
    /// In the order of the list.
    pub list: Vec<Column>,
    /// Columns by role.
    pub roles: Roles,
    /// The column with longitude and latitude in one cell.
    pub place: Option<usize>,
    /// The region of the catalog.
    pub bounds: LonLatBounds,
    /// Id of the layer.
    pub layer: String,
    headings: Headings,
}

impl Columns {
    /// By the lines of a heading, as [`crate::read`] finds them. An unknown layer knows positions only.
    pub fn of_heading(catalog: &Catalog, layer_ix: usize, heading: &Heading) -> Columns {
        let headings = Headings::new(catalog, layer_ix);
        let meant = headings.columns(heading);
        Columns::new(catalog, layer_ix, headings, &heading.names, meant)
    }

    /// By names of columns alone.
    pub fn of_names(catalog: &Catalog, layer_ix: usize, names: &[String]) -> Columns {
        let headings = Headings::new(catalog, layer_ix);
        let meant = headings.columns_of_names(names);
        Columns::new(catalog, layer_ix, headings, names, meant)
    }

    /// The same with what a person says of columns: their indexes and keys, empty for a column that is nothing known.
    /// Another column of that key is nothing known then.
    /// Names behind those of the heading are of columns that were added.
    pub fn with_said(
        catalog: &Catalog,
        layer_ix: usize,
        (heading, names): (Option<&Heading>, &[String]),
        said: &[(usize, String)],
    ) -> Columns {
        let headings = Headings::new(catalog, layer_ix);
        let mut meant = heading.map(|heading| headings.columns(heading)).unwrap_or_default();
        meant.extend(headings.columns_of_names(names).into_iter().skip(meant.len()));
        for (column, key) in said {
            let new = headings.meant_of(key).unwrap_or(Meant::Kept);
            if new != Meant::Kept {
                meant.iter_mut().filter(|old| **old == new).for_each(|old| *old = Meant::Kept);
            }
            meant.iter_mut().skip(*column).take(1).for_each(|old| *old = new.clone());
        }
        Columns::new(catalog, layer_ix, headings, names, meant)
    }

    fn new(catalog: &Catalog, layer_ix: usize, headings: Headings, names: &[String], meant: Vec<Meant>) -> Columns {
        let mut list: Vec<Column> = names.iter().map(|name| Column::unknown(name)).collect();
        for (column, meant) in list.iter_mut().zip(meant) {
            match meant {
                Meant::Axis(Axis::Longitude) => column.key = "lon".to_owned(),
                Meant::Axis(Axis::Latitude) => column.key = "lat".to_owned(),
                Meant::Axis(Axis::Place) => column.key = "lonlat".to_owned(),
                Meant::Field(slot, key) => {
                    let field: Option<&Field> = catalog.fields.get(&key);
                    column.kind = Some(field.map_or(FieldKind::Text, |field| field.kind));
                    column.label = field.map_or_else(Label::default, |field| field.label.clone());
                    column.unit = field.map_or_else(Label::default, |field| field.unit.clone());
                    column.has_values = field.is_some_and(|field| !field.values.is_empty());
                    column.is_count = headings.is_count(slot);
                    (column.slot, column.key) = (slot, key);
                }
                Meant::Kept => {}
            }
        }
        let at = |key: &str| list.iter().position(|column| column.key == key);
        let roles = Roles {
            id: at(keys::ID),
            name: at(keys::NAME),
            kind: at(keys::KIND),
            town: at(keys::TOWN),
            village: at(keys::VILLAGE),
            address: at(keys::ADDRESS),
            phone: at(keys::PHONE),
            lon: at("lon"),
            lat: at("lat"),
        };
        let place = at("lonlat");
        let layer = catalog.layers.get(layer_ix).map_or_else(String::new, |layer| layer.id.clone());
        Columns { list, roles, place, bounds: catalog.bounds, layer, headings }
    }

    /// Whether the layer has a field of this key, or it is one of a position.
    pub fn knows(&self, key: &str) -> bool {
        self.headings.meant_of(key).is_some()
    }

    /// The column of a field.
    pub fn of_key(&self, key: &str) -> Option<usize> {
        self.list.iter().position(|column| column.key == key)
    }

    /// The key of the field, or the part of a position, that a heading means for the layer.
    pub fn meaning(&self, heading: &str) -> Option<String> {
        self.headings.meaning(heading)
    }

    /// A cell as the layer stores it: a label becomes its value, a guard against formulas comes off.
    pub fn value<'t>(&self, column: &Column, cell: &'t str) -> Cow<'t, str> {
        self.headings.value(column.slot, cell)
    }

    /// A choice as the catalog writes it, if it differs in blanks, width or language only; empty for a placeholder.
    pub fn choice<'t>(&'t self, column: &Column, text: &'t str) -> Cow<'t, str> {
        self.headings.choice(column.slot, text)
    }

    /// Whether a text is a value of a choice as the catalog writes it.
    pub fn has_value(&self, column: &Column, text: &str) -> bool {
        self.headings.has_value(column.slot, text)
    }

    /// Whether a text is a row of marks that the column's field can hold.
    pub fn are_marks(&self, column: &Column, text: &str) -> bool {
        self.headings.are_marks(column.slot, text)
    }
}
