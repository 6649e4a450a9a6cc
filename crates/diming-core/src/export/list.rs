//! The list as a table: a line a record, in the reader's words.

use crate::catalog::{Catalog, Field, FieldKind, Lang, keys};
use crate::door::{Card, Fact, FactValue};
use crate::messages::{self, Msg};

/// Decimals of a position: about a centimetre, as it is stored.
const DECIMALS: usize = 7;

/// Which columns such a table has: layer, number, names, the fields of the cards of its layers, place, distance.
pub struct ListColumns<'a> {
    catalog: &'a Catalog,
    lang: Lang,
    fields: Vec<(&'a str, &'a Field)>,
    has_distance: bool,
}

impl<'a> ListColumns<'a> {
    /// For records of the layers at these places of the catalog.
    pub fn new(catalog: &'a Catalog, lang: Lang, layers: &[u32], has_distance: bool) -> ListColumns<'a> {
        let mut fields: Vec<(&str, &Field)> = Vec::new();
        let own = [keys::NAME, keys::NAME_EN, keys::ROMANISATION];
        for key in layers.iter().filter_map(|&l| catalog.layers.get(l as usize)).flat_map(|layer| &layer.card) {
            let is_new = !own.contains(&key.as_str()) && fields.iter().all(|(known, _)| known != key);
            fields.extend(catalog.fields.get(key).filter(|_| is_new).map(|field| (key.as_str(), field)));
        }
        ListColumns { catalog, lang, fields, has_distance }
    }

    /// The first line.
    pub fn heading(&self) -> Vec<String> {
        let text = |msg: Msg| messages::text(self.lang, msg).to_owned();
        let mut cells = [Msg::ListLayer, Msg::NoteKey, Msg::ListName, Msg::ListLatinName].map(text).to_vec();
        cells.extend(self.fields.iter().map(|(_, field)| {
            let (label, unit) = (field.label.get(self.lang).0, field.unit.get(self.lang).0);
            if unit.is_empty() { label.to_owned() } else { format!("{label} ({unit})") }
        }));
        cells.extend([Msg::ListLongitude, Msg::ListLatitude].map(text));
        cells.extend(self.has_distance.then(|| text(Msg::ListDistance)));
        cells
    }

    /// The line of a record.
    pub fn row(&self, card: &Card, distance_m: Option<f64>) -> Vec<String> {
        let layer = self.catalog.layers.get(card.id.layer()).map_or("", |layer| layer.label.get(self.lang).0);
        let mut cells = vec![layer.to_owned(), card.key.clone(), card.name.clone(), card.latin.clone()];
        cells.extend(self.fields.iter().map(|(key, field)| {
            let fact = card.facts.iter().find(|fact| fact.field == *key);
            fact.map_or_else(String::new, |fact| self.cell(field, fact))
        }));
        let degrees = |pick: fn(crate::geo::LonLat) -> f64| card.at.map(pick).map(trimmed).unwrap_or_default();
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

fn trimmed(degrees: f64) -> String {
    let text = format!("{degrees:.DECIMALS$}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A date given as `yyyymmdd` as far as it is known: `2024-03-05`, `2024-03`, `2024`.
pub(super) fn iso_day(yyyymmdd: u32) -> String {
    match (yyyymmdd / 10_000, yyyymmdd / 100 % 100, yyyymmdd % 100) {
        (year, 0, _) => format!("{year:04}"),
        (year, month, 0) => format!("{year:04}-{month:02}"),
        (year, month, day) => format!("{year:04}-{month:02}-{day:02}"),
    }
}
