//! What the headings of a table mean for a layer, and how its cells are read: for those who keep the cells as text.

use super::super::Limits;
use super::super::keys::{KEPT, KeyTable};
use super::super::plan::{Check, Plan};
use super::super::recorder::Recorder;
use super::super::values::{choice_of, fits_marks};
use super::cells::value_of;
use super::columns::{Role, columns_of};
use crate::delimited::heading::{Heading, is_blank};
use crate::delimited::names::Axis;
use diming_protocol::catalog::Catalog;
use std::borrow::Cow;

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meant {
    /// A part of the position, or both.
    Axis(Axis),
    /// Values of a field of the layer: its slot and its key.
    Field(usize, String),
    /// Nothing that the layer knows; or a second column of a field, or half a position.
    Kept,
}

/// The headings that a layer understands.
#[derive(Debug)]
pub struct Headings {
    recorder: Recorder,
}

impl Headings {
    /// Those of a layer, by its index in the catalog, as they are understood in a file of this machine. An unknown index
    /// understands positions only.
    pub fn new(catalog: &Catalog, layer_ix: usize) -> Headings {
        let (plan, keys): (Plan, KeyTable) = Plan::new(catalog, layer_ix, true);
        let mut recorder = Recorder::new(plan, keys, Limits::of(catalog));
        recorder.understand_table();
        Headings { recorder }
    }

    /// The meaning of one heading: the key of a field, or a part of the position. For
    /// [`crate::delimited::heading::find`].
    pub fn meaning(&self, heading: &str) -> Option<String> {
        self.recorder.meaning(heading).filter(|key| !key.starts_with(KEPT))
    }

    /// What each column of a heading holds.
    pub fn columns(&self, heading: &Heading) -> Vec<Meant> {
        let columns = columns_of(heading, &self.recorder).list.into_iter();
        columns
            .map(|column| match column.role {
                Role::Axis(axis) => Meant::Axis(axis),
                Role::Field(slot) => Meant::Field(slot, self.recorder.slot(slot).field.clone()),
                Role::Kept => Meant::Kept,
            })
            .collect()
    }

    /// The same of names alone, when the lines of the heading are gone: each is recognised as a whole, or by its last word.
    pub fn columns_of_names(&self, names: &[String]) -> Vec<Meant> {
        let known_by = |name: &String| {
            let mut parts = std::iter::once(name.as_str()).chain(name.split_whitespace().rev());
            parts.find(|part| !is_blank(part) && self.meaning(part).is_some()).unwrap_or("").to_owned()
        };
        let known_by: Vec<String> = names.iter().map(known_by).collect();
        let fields = known_by.iter().map(|name| self.meaning(name)).collect();
        self.columns(&Heading { first: 0, lines: 1, names: names.to_vec(), known_by, fields, times: 1 })
    }

    /// What a column holds that somebody says is of a field, by its key; of a position `lon`, `lat` or `lonlat`. `None`
    /// where the layer has no such field.
    pub fn meant_of(&self, key: &str) -> Option<Meant> {
        match key {
            "lon" => Some(Meant::Axis(Axis::Longitude)),
            "lat" => Some(Meant::Axis(Axis::Latitude)),
            "lonlat" => Some(Meant::Axis(Axis::Place)),
            _ => {
                let slot = (0..self.recorder.slots()).find(|slot| self.recorder.slot(*slot).field == key)?;
                Some(Meant::Field(slot, key.to_owned()))
            }
        }
    }

    /// A cell as the layer stores it: a label becomes its value, a guard against formulas comes off.
    pub fn value<'t>(&self, slot: usize, cell: &'t str) -> Cow<'t, str> {
        value_of(cell, self.recorder.slot(slot))
    }

    /// A choice as the catalog writes it, if it differs in blanks, width or language only; empty for a placeholder.
    pub fn choice<'t>(&'t self, slot: usize, text: &'t str) -> Cow<'t, str> {
        choice_of(&self.recorder.slot(slot).values, text)
    }

    /// Whether a text is a value of a choice as the catalog writes it.
    pub fn has_value(&self, slot: usize, text: &str) -> bool {
        self.recorder.slot(slot).values.iter().any(|known| known.value == text)
    }

    /// Whether a text is a row of yes, no and unknown that the field's marks can hold.
    pub fn are_marks(&self, slot: usize, text: &str) -> bool {
        fits_marks(text, self.recorder.slot(slot))
    }

    /// Whether a field counts things: whole numbers from 0.
    pub fn is_count(&self, slot: usize) -> bool {
        self.recorder.slot(slot).check == Check::Count
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delimited::heading::find;

    fn headings() -> Headings {
        let catalog: Catalog = serde_json::from_value(crate::shipped::shipped()).unwrap();
        Headings::new(&catalog, 0)
    }

    fn keys(meant: &[Meant]) -> Vec<String> {
        let key = |meant: &Meant| match meant {
            Meant::Axis(axis) => format!("{axis:?}"),
            Meant::Field(_, key) => key.clone(),
            Meant::Kept => String::new(),
        };
        meant.iter().map(key).collect()
    }

    #[test]
    fn columns_are_recognised_as_in_a_file_that_is_opened() {
        let rows: Vec<Vec<String>> =
            ["机构名称,位置,,床位,,编号,颜色", ",经度(°),纬度(°),总数,护理,,", "甲院,121.7,31.9,80,20,7,红"]
                .map(|row| row.split(',').map(str::to_owned).collect())
                .to_vec();
        let headings = headings();
        let heading = find(&rows, &|text| headings.meaning(text)).unwrap();
        let expected = ["name", "Longitude", "Latitude", "beds_total", "beds_nursing", "id", ""];
        assert_eq!(keys(&headings.columns(&heading)), expected);
        assert_eq!(keys(&headings.columns_of_names(&heading.names)), expected);
        let half = ["名称", "经度"].map(str::to_owned);
        assert_eq!(keys(&headings.columns_of_names(&half)), ["name", ""]);
    }

    #[test]
    fn cells_are_read_as_in_a_file_that_is_opened() {
        let headings = headings();
        let names = ["类别", "床位数（张）", "最低收费"].map(str::to_owned);
        let slots: Vec<usize> = headings
            .columns_of_names(&names)
            .into_iter()
            .filter_map(|meant| if let Meant::Field(slot, _) = meant { Some(slot) } else { None })
            .collect();
        assert_eq!(headings.choice(slots[0], "养 老 院"), "养老院");
        assert_eq!(headings.choice(slots[0], "网吧"), "网吧");
        assert_eq!((headings.is_count(slots[1]), headings.is_count(slots[2])), (true, false));
        assert_eq!(headings.value(slots[1], "'=80"), "=80");
        assert!(!headings.are_marks(slots[1], "√"));
    }
}
