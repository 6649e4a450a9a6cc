//! Rows of the list and whole records, as the page shows them.

use super::Data;
use super::list::distance_of;
use super::state::{record_state, valid_later};
use crate::dataset::{Other, Value};
use diming_protocol::catalog::{Layer, LayerRole, keys};
use diming_protocol::geo::LonLat;
use diming_protocol::{Card, Fact, FactValue, FeatureId, Matched, OtherFact, Row};

/// The name in Latin letters: English, else romanised; empty for none.
pub fn latin_name(data: Data<'_>, layer: usize, row: usize) -> &str {
    match data.text(layer, keys::NAME_EN, row) {
        "" => data.text(layer, keys::ROMANISATION, row),
        english => english,
    }
}

/// One row of the list.
pub fn query_row(data: Data<'_>, dense: usize, from: LonLat, matched: Option<Matched>) -> Row {
    let id = data.numbering.id(dense);
    let (layer, row) = (id.layer(), id.row());
    let definition = data.catalog.layers.get(layer);
    let fields = definition.map_or(&[][..], |l| &l.row);
    Row {
        id,
        key: data.tables.get(layer).map_or("", |t| t.keys.get(row)).to_owned(),
        name: data.text(layer, keys::NAME, row).to_owned(),
        latin: latin_name(data, layer, row).to_owned(),
        facts: facts(data, layer, row, fields),
        state: record_state(data, layer, row),
        distance_m: distance_of(data, dense, from),
        at: data.tables.get(layer).and_then(|t| t.position(row)),
        phone: definition.map_or_else(String::new, |layer_of| phone(data, layer_of, layer, row)),
        matched,
    }
}

/// The telephone numbers that the card shows; none of a file of this machine, of which nothing leads out.
fn phone(data: Data<'_>, definition: &Layer, layer: usize, row: usize) -> String {
    if definition.is_own_file() || !definition.card.iter().any(|field| field == keys::PHONE) {
        return String::new();
    }
    let known = facts(data, layer, row, &[keys::PHONE.to_owned()]).pop().map(|fact| fact.value);
    known.map_or_else(String::new, |value| if let FactValue::Text(numbers) = value { numbers } else { String::new() })
}

/// A row of the printed list: with its address, if known and not already in the layer's row.
pub fn with_address(data: Data<'_>, mut row: Row) -> Row {
    if !row.facts.iter().any(|fact| fact.field == keys::ADDRESS) {
        row.facts.extend(facts(data, row.id.layer(), row.id.row(), &[keys::ADDRESS.to_owned()]));
    }
    row
}

/// A whole record; `None` if it does not exist, or its layer is not listed.
pub fn query_card(data: Data<'_>, id: FeatureId) -> Option<Card> {
    data.numbering.dense(id)?;
    let (layer, row) = (id.layer(), id.row());
    let table = data.tables.get(layer)?;
    let definition = data.catalog.layers.get(layer)?;
    let is_told = data.catalog.fields.get(keys::MOVED_TO).is_some_and(|f| !f.officer_only || definition.is_own_file());
    let moved_to = if is_told { data.text(layer, keys::MOVED_TO, row) } else { "" };
    // An area's anchor is no address to go to.
    let at = if definition.role == LayerRole::Areas { None } else { table.position(row) };
    Some(Card {
        id,
        key: table.keys.get(row).to_owned(),
        name: data.text(layer, keys::NAME, row).to_owned(),
        latin: latin_name(data, layer, row).to_owned(),
        state: record_state(data, layer, row),
        valid_from: valid_later(data, layer, row).map(|d| d.number()),
        at,
        facts: facts(data, layer, row, &definition.card),
        moved_to: moved_to.to_owned(),
        others: table.others.get(row).map(other_fact).collect(),
        alone_at: None,
    })
}

fn other_fact(other: Other) -> OtherFact {
    OtherFact { name: other.name.to_owned(), value: other.value.to_owned(), is_json: other.is_json }
}

/// The known values of some fields, and for a file of this machine the text of unreadable ones; without officer-only
/// fields, except in a file of this machine.
fn facts(data: Data<'_>, layer: usize, row: usize, fields: &[String]) -> Vec<Fact> {
    let is_own_file = data.catalog.layers.get(layer).is_some_and(Layer::is_own_file);
    let known = fields.iter().filter_map(|key| {
        let field = data.catalog.fields.get(key)?;
        let table = data.tables.get(layer)?;
        let value = table.value(data.column_ix(layer, key)?, row);
        let value = match value {
            Value::Unknown => {
                FactValue::Text(table.unread.get(row).find(|unread| unread.name == key)?.value.to_owned())
            }
            _ if field.officer_only && !is_own_file => return None,
            Value::Text(text) => FactValue::Text(text),
            Value::Texts(texts) => FactValue::Texts(texts),
            Value::Number(number) => FactValue::Number(number),
            Value::Date(date) => FactValue::Date(date.number()),
            Value::YesNo(answer) => FactValue::YesNo(answer),
            Value::Marks(mut marks) => {
                marks.truncate(field.marks.len());
                FactValue::Marks(marks)
            }
        };
        Some(Fact { field: key.clone(), value })
    });
    known.collect()
}
