//! The facts of a place card in the order in which they are asked for.

use crate::catalog::keys;
use crate::{Card, Fact};

/// What one came for, in this order.
const FIRST: [&str; 5] = [keys::PHONE, keys::HOURS, keys::VISITING, keys::ADDRESS, keys::TOWN];
/// Where the record is from: the last section.
const SOURCES: [&str; 3] = [keys::SOURCE, keys::UPDATED_ON, keys::ID];
/// Fields that say in a word what a record is; other than the first, only where the layer has them in its rows.
const KINDS: [&str; 3] = [keys::KIND, keys::TYPE, keys::HERITAGE_TYPE];

/// The facts of a card by section; within the last two in the catalog's order.
#[derive(Clone, Debug, PartialEq)]
pub struct CardSections<'a> {
    /// Telephones, hours, visiting hours, address, town.
    pub first: Vec<&'a Fact>,
    /// All that is in no other section.
    pub rest: Vec<&'a Fact>,
    /// Source, day of the record, number of the record.
    pub sources: Vec<&'a Fact>,
}

impl Card {
    /// A fact of the card, by its field's key.
    pub fn fact(&self, key: &str) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.field == key)
    }

    /// The facts by section.
    pub fn sections(&self) -> CardSections<'_> {
        let is_in = |fact: &Fact, keys: &[&str]| keys.contains(&fact.field.as_str());
        CardSections {
            first: FIRST.iter().filter_map(|key| self.fact(key)).collect(),
            rest: self.facts.iter().filter(|fact| !is_in(fact, &FIRST) && !is_in(fact, &SOURCES)).collect(),
            sources: self.facts.iter().filter(|fact| is_in(fact, &SOURCES)).collect(),
        }
    }

    /// The fact that says in a word what the record is; `None` where only its layer says it. `row`: the fields that the
    /// layer shows in its rows.
    pub fn kind_fact(&self, row: &[String]) -> Option<&Fact> {
        let is_told = |key: &&str| *key == keys::KIND || row.iter().any(|field| field == *key);
        KINDS.iter().filter(|key| is_told(key)).find_map(|key| self.fact(key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{FactValue, FeatureId, RecordState};

    fn card(fields: &[&str]) -> Card {
        let fact = |field: &&str| Fact { field: (*field).to_owned(), value: FactValue::Text("x".to_owned()) };
        Card {
            id: FeatureId::new(0, 0),
            key: String::new(),
            name: String::new(),
            latin: String::new(),
            state: RecordState::Current,
            valid_from: None,
            at: None,
            facts: fields.iter().map(fact).collect(),
            moved_to: String::new(),
            others: Vec::new(),
            alone_at: None,
        }
    }

    fn keys_of<'a>(facts: &[&'a Fact]) -> Vec<&'a str> {
        facts.iter().map(|fact| fact.field.as_str()).collect()
    }

    #[test]
    fn what_one_came_for_is_first_the_sources_last_the_rest_in_the_catalogs_order() {
        let card = card(&["source", "kind", "town", "grade", "hours", "phone", "own", "updated_on"]);
        let sections = card.sections();
        assert_eq!(keys_of(&sections.first), ["phone", "hours", "town"]);
        assert_eq!(keys_of(&sections.rest), ["kind", "grade", "own"]);
        assert_eq!(keys_of(&sections.sources), ["source", "updated_on"]);
    }

    #[test]
    fn the_kind_is_a_field_that_the_row_shows_and_the_kind_of_facility_always() {
        let kind_of = |fields: &[&str], row: &[&str]| {
            let row: Vec<String> = row.iter().map(|key| (*key).to_owned()).collect();
            card(fields).kind_fact(&row).map(|fact| fact.field.clone())
        };
        assert_eq!(kind_of(&["type", "kind"], &["type"]).as_deref(), Some("kind"));
        assert_eq!(kind_of(&["town", "type"], &["type", "town"]).as_deref(), Some("type"));
        assert_eq!(kind_of(&["heritage_type"], &["heritage_type"]).as_deref(), Some("heritage_type"));
        assert_eq!(kind_of(&["type"], &["town"]), None);
        assert_eq!(kind_of(&["town"], &["type"]), None);
    }
}
