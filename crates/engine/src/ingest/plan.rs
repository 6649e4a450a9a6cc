//! The reading plan of a layer: the slot of each property, and what is checked.

use super::keys::KeyTable;
use super::spellings::spellings;
use crate::dataset::table::column_kinds;
use crate::delimited::names::{plain, variants};
use diming_protocol::catalog::{Catalog, Datum, Field, FieldKind, Label, LayerRole, ValueLabel, keys};
use diming_protocol::geo::LonLatBounds;
use litemap::LiteMap;

/// A slot: the target of one property of a record.
#[derive(Debug)]
pub struct Slot {
    /// Key of the field.
    pub field: String,
    /// Labels of the marks of a [`FieldKind::Marks`].
    pub marks: Vec<Label>,
    /// Unit of a number.
    pub unit: Label,
    /// The page's label of the field.
    pub label: Label,
    /// Known values of a choice.
    pub values: Vec<ValueLabel>,
    /// Its values are skipped: an officer-only field in a public file.
    pub is_hidden: bool,
    /// Values by label, where these differ. Filled when a table is read.
    pub says: LiteMap<String, String>,
    /// A cell may hold several values.
    pub is_list: bool,
    /// Further requirements on its values. Checked only in files of this machine.
    pub check: Check,
}

/// Requirements on the values of a field beyond its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// None.
    None,
    /// Whole numbers from 0.
    Count,
    /// Values listed in the catalog.
    Listed,
    /// Telephone numbers.
    Phones,
}

/// Units of counted things.
const UNITS_OF_COUNTS: [&str; 16] =
    ["张", "个", "人", "人次", "面", "座", "处", "户", "层", "间", "条", "块", "家", "辆", "台", "件"];

impl Check {
    fn of(field: &Field) -> Check {
        match field.kind {
            FieldKind::Number if UNITS_OF_COUNTS.contains(&field.unit.zh.as_str()) => Check::Count,
            FieldKind::Choice | FieldKind::Choices if !field.values.is_empty() => Check::Listed,
            FieldKind::Phones => Check::Phones,
            _ => Check::None,
        }
    }
}

/// The plan of one layer.
#[derive(Debug)]
pub struct Plan {
    /// Slots: one per column, in the order of the layer's fields, then at most two more.
    pub slots: Vec<Slot>,
    /// Kinds of the columns.
    pub kinds: Vec<FieldKind>,
    /// Slot of the key.
    pub key_slot: usize,
    /// Slot of the name, where the layer has one.
    pub name_slot: Option<usize>,
    /// Slot of 密级.
    pub secrecy_slot: usize,
    /// Records without 密级 are skipped.
    pub needs_secrecy: bool,
    /// A file of this machine: everything is shown unchanged.
    pub is_own_file: bool,
    /// A record without a place is noted.
    pub needs_place: bool,
    /// Whether places beyond the bounds are nothing odd: rivers and roads go on there.
    pub goes_beyond: bool,
    /// Expected area of the coordinates.
    pub bounds: LonLatBounds,
    /// Datum of the coordinates.
    pub datum: Datum,
    /// Decimals to which coordinates are rounded.
    pub decimals: Option<u8>,
}

impl Plan {
    /// Creates the plan for a layer by its index in the catalog, with the keys of its properties. An unknown index
    /// gives a plan without columns.
    pub fn new(catalog: &Catalog, layer_ix: usize, is_own_file: bool) -> (Plan, KeyTable) {
        let layer = catalog.layers.get(layer_ix);
        let layer_fields = layer.map_or(&[][..], |l| &l.fields);
        let key_field = layer.map_or("", |l| &l.key_field);
        let mut fields: Vec<&str> = layer_fields.iter().map(String::as_str).collect();
        let mut slot_of = |field| match fields.iter().position(|&f| f == field) {
            Some(at) => at,
            None => {
                fields.push(field);
                fields.len() - 1
            }
        };
        let (key_slot, secrecy_slot) = (slot_of(key_field), slot_of(keys::SECRECY));
        let slot = |field: &&str| {
            let known = catalog.fields.get(*field);
            Slot {
                field: (*field).to_owned(),
                marks: known.map_or_else(Vec::new, |f| f.marks.clone()),
                unit: known.map_or_else(Label::default, |f| f.unit.clone()),
                label: known.map_or_else(Label::default, |f| f.label.clone()),
                values: known.map_or_else(Vec::new, |f| f.values.clone()),
                is_hidden: !is_own_file && known.is_some_and(|f| f.officer_only),
                says: LiteMap::new(),
                is_list: known.is_some_and(|f| f.kind == FieldKind::Choices),
                check: known.filter(|_| is_own_file).map_or(Check::None, Check::of),
            }
        };
        let mut plan = Plan {
            slots: fields.iter().map(slot).collect(),
            kinds: column_kinds(catalog, layer_ix),
            key_slot,
            name_slot: layer_fields.iter().position(|f| f == keys::NAME),
            secrecy_slot,
            needs_secrecy: layer.is_some_and(|l| l.require_secrecy),
            is_own_file,
            needs_place: layer.is_none_or(|l| l.role != LayerRole::Bank),
            goes_beyond: layer.is_some_and(|l| l.role == LayerRole::Ground),
            bounds: catalog.bounds,
            datum: layer.map_or_else(Datum::default, |l| l.datum),
            decimals: layer.and_then(|l| l.decimals).filter(|_| !is_own_file),
        };
        plan.needs_secrecy &= !is_own_file;
        let mut table = plan.key_table(catalog, layer_ix);
        if is_own_file {
            table.keep_all();
        }
        (plan, table)
    }

    /// A field's own key takes precedence over another's alias, the layer's aliases over the field's.
    fn key_table(&self, catalog: &Catalog, layer_ix: usize) -> KeyTable {
        let mut table = KeyTable::default();
        let layer = catalog.layers.get(layer_ix);
        for (at, slot) in self.slots.iter().enumerate() {
            table.know(&slot.field, at);
        }
        for (at, slot) in self.slots.iter().enumerate() {
            for alias in layer.and_then(|l| l.aliases.get(&slot.field)).into_iter().flatten() {
                table.know(alias, at);
            }
        }
        for (at, slot) in self.slots.iter().enumerate() {
            let aliases = catalog.fields.get(&slot.field).map_or(&[][..], |f: &Field| &f.aliases);
            for alias in aliases {
                table.know(alias, at);
            }
        }
        table.know("密级", self.secrecy_slot);
        table
    }

    /// Maps keys to slots like headings of tables: by the page's labels, office spellings and with decoration.
    pub fn understand_headings(&self, keys: &mut KeyTable) {
        for (at, slot) in self.slots.iter().enumerate() {
            for name in [&slot.label.zh, &slot.label.en].into_iter().filter(|name| !name.is_empty()) {
                keys.know(name, at);
            }
        }
        for (field, name) in spellings() {
            if let Some(at) = self.slots.iter().position(|slot| slot.field == field) {
                keys.know(name, at);
            }
        }
        keys.understand_decoration(plain, variants);
    }

    /// Accepts labels as values, as the page's own list writes them.
    pub fn understand_labels(&mut self) {
        for slot in &mut self.slots {
            slot.says = labels_of(&slot.values);
        }
    }
}

/// Label → value, without labels that two values share or that are values themselves.
fn labels_of(values: &[ValueLabel]) -> LiteMap<String, String> {
    let mut says = LiteMap::new();
    let is_value = |label: &str| values.iter().any(|value| value.value == label);
    for value in values {
        for label in
            [&value.label.zh, &value.label.en].into_iter().filter(|label| !label.is_empty() && !is_value(label))
        {
            let shared = values.iter().filter(|v| v.label.zh == *label || v.label.en == *label).count() > 1;
            if !shared {
                says.insert(label.clone(), value.value.clone());
            }
        }
    }
    says
}
