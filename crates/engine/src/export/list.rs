//! The list as a table: one line per record, in the reader's language.

use crate::dataset::Table;
use diming_protocol::catalog::{Catalog, Field, FieldKind, Lang, Layer, keys};
use diming_protocol::messages::{self, Msg};
use diming_protocol::{Card, Fact, FactValue};

/// Decimals of a position: about a centimetre, as it is stored.
const DECIMALS: usize = 7;

/// The columns of the table: layer, number, names, the card fields of its layers, place, distance.
pub struct ListColumns<'a> {
    catalog: &'a Catalog,
    lang: Lang,
    fields: Vec<(&'a str, &'a Field)>,
    /// The names of the fields in a file of this machine, if that is the only listed layer.
    called: Vec<(&'a str, &'a str)>,
    /// Names of the extra properties of files of this machine.
    others: Vec<&'a str>,
    has_distance: bool,
}

impl<'a> ListColumns<'a> {
    /// Creates it for the layers at these indices of the catalog, with their `tables`: a file of this machine has
    /// exactly its own columns.
    pub fn new(
        catalog: &'a Catalog,
        lang: Lang,
        layers: &[u32],
        tables: &[&'a Table],
        has_distance: bool,
    ) -> ListColumns<'a> {
        let listed =
            || layers.iter().filter_map(|&l| Some((catalog.layers.get(l as usize)?, tables.get(l as usize).copied())));
        let mut columns =
            ListColumns { catalog, lang, fields: Vec::new(), called: Vec::new(), others: Vec::new(), has_distance };
        // The key has its own column.
        let key = listed().next().map(|(layer, _)| layer.key_field.as_str());
        let key = key.filter(|key| listed().all(|(layer, _)| layer.key_field == *key));
        let own = [Some(keys::NAME), Some(keys::NAME_EN), Some(keys::ROMANISATION), key];
        for (layer, table) in listed() {
            for field in layer.card.iter().filter(|field| !own.contains(&Some(field.as_str()))) {
                let is_new = columns.fields.iter().all(|(known, _)| known != field);
                if is_new && has_field(layer, table, field) {
                    columns.fields.extend(catalog.fields.get(field).map(|known| (field.as_str(), known)));
                }
            }
        }
        let is_alone = listed().count() == 1;
        for (layer, table) in listed() {
            let Some(table) = table else { continue };
            if is_alone {
                let called = layer.fields.iter().zip(&table.called);
                columns.called = called.filter_map(|(field, name)| Some((field.as_str(), name.as_deref()?))).collect();
            }
            for name in table.others.names() {
                let is_new = !columns.others.contains(&name.as_str()) && !is_own(name);
                columns.others.extend(is_new.then_some(name.as_str()));
            }
        }
        columns
    }

    /// The file's name of a field, else the page's label.
    fn called(&self, field: &str, word: String) -> String {
        self.called.iter().find(|(known, _)| *known == field).map_or(word, |(_, name)| (*name).to_owned())
    }

    /// The first line.
    pub fn heading(&self) -> Vec<String> {
        let text = |msg: Msg| messages::text(self.lang, msg).to_owned();
        let mut cells = [Msg::ListLayer, Msg::NoteKey, Msg::ListName, Msg::ListLatinName].map(text).to_vec();
        if let Some(name) = cells.get_mut(2) {
            *name = self.called(keys::NAME, std::mem::take(name));
        }
        cells.extend(self.fields.iter().map(|(key, field)| {
            let (label, unit) = (field.label.get(self.lang).0, field.unit.get(self.lang).0);
            let word = if unit.is_empty() { label.to_owned() } else { format!("{label} ({unit})") };
            self.called(key, word)
        }));
        cells.extend(self.others.iter().map(|name| (*name).to_owned()));
        cells.extend([Msg::ListLongitude, Msg::ListLatitude].map(text));
        cells.extend(self.has_distance.then(|| text(Msg::ListDistance)));
        cells
    }

    /// The line of a record.
    pub fn row(&self, card: &Card, distance_m: Option<f64>) -> Vec<String> {
        let layer = self.catalog.layers.get(card.id.layer()).map_or("", |layer| layer.label.get(self.lang).0);
        // A saved and reopened list has a layer name per record.
        let was = card.others.iter().find(|other| is_word(&other.name, Msg::ListLayer));
        let layer = was.map_or(layer, |other| other.value.as_str());
        let mut cells = vec![layer.to_owned(), card.key.clone(), card.name.clone(), card.latin.clone()];
        cells.extend(self.fields.iter().map(|(key, field)| {
            let fact = card.facts.iter().find(|fact| fact.field == *key);
            fact.map_or_else(String::new, |fact| self.cell(field, fact))
        }));
        cells.extend(self.others.iter().map(|name| {
            let other = card.others.iter().find(|other| other.name == *name);
            other.map_or_else(String::new, |other| other.value.clone())
        }));
        let degrees =
            |pick: fn(diming_protocol::geo::LonLat) -> f64| card.at.map(pick).map(trimmed).unwrap_or_default();
        cells.extend([degrees(|at| at.lon), degrees(|at| at.lat)]);
        cells.extend(self.has_distance.then(|| distance_m.map(|m| format!("{m:.0}")).unwrap_or_default()));
        cells
    }

    fn cell(&self, field: &Field, fact: &Fact) -> String {
        let lang = self.lang;
        let label = |text: &String| match field.values.iter().find(|value| value.value == *text) {
            Some(value) => value.label.get(lang).0.to_owned(),
            None => text.clone(),
        };
        match &fact.value {
            FactValue::Text(text) if field.kind == FieldKind::Choice => label(text),
            FactValue::Text(text) => text.clone(),
            FactValue::Texts(texts) => texts.iter().map(label).collect::<Vec<_>>().join("; "),
            FactValue::Number(number) => messages::plain_figure(*number),
            FactValue::Date(day) => iso_day(*day),
            FactValue::YesNo(yes) => messages::text(lang, if *yes { Msg::Yes } else { Msg::No }).to_owned(),
            FactValue::Marks(marks) => {
                let have = field.marks.iter().zip(marks).filter(|(_, mark)| **mark == Some(true));
                have.map(|(label, _)| label.get(lang).0).collect::<Vec<_>>().join("; ")
            }
        }
    }
}

/// Whether a layer has a field; for a file of this machine, whether the file has it.
fn has_field(layer: &Layer, table: Option<&Table>, field: &str) -> bool {
    let Some(table) = table.filter(|table| layer.is_own_file() && !table.called.is_empty()) else { return true };
    let at = layer.fields.iter().position(|known| known == field);
    at.and_then(|at| table.called.get(at)).is_some_and(Option::is_some)
}

fn is_word(name: &str, msg: Msg) -> bool {
    [Lang::Zh, Lang::En].iter().any(|&lang| messages::text(lang, msg) == name)
}

/// Whether a column is in every list.
fn is_own(name: &str) -> bool {
    [Msg::ListLayer, Msg::ListDistance].iter().any(|&msg| is_word(name, msg))
}

fn trimmed(degrees: f64) -> String {
    let text = format!("{degrees:.DECIMALS$}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Formats a date `yyyymmdd` as far as it is known: `2024-03-05`, `2024-03`, `2024`.
pub fn iso_day(yyyymmdd: u32) -> String {
    match (yyyymmdd / 10_000, yyyymmdd / 100 % 100, yyyymmdd % 100) {
        (year, 0, _) => format!("{year:04}"),
        (year, month, 0) => format!("{year:04}-{month:02}"),
        (year, month, day) => format!("{year:04}-{month:02}-{day:02}"),
    }
}
