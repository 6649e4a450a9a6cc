//! `data/desk.schema.json`, the Rust types and the built-in settings say the same.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[allow(dead_code, reason = "shared with other tests")]
#[path = "../../engine/tests/schema/mod.rs"]
mod schema;

use diming_tables::check::Rule;
use diming_tables::desk::Desk;
use schema::{keys, read, walk, words};
use std::collections::BTreeSet;

const SCHEMA: &str = include_str!("../../../data/desk.schema.json");
const BUILT_IN: &str = include_str!("../../../data/desk.json");

#[test]
fn schema_and_types_name_the_same_members_and_require_the_same() {
    let root = read(SCHEMA);
    let written = serde_json::to_value(serde_json::from_str::<Desk>(BUILT_IN).unwrap()).unwrap();
    let mut visited = BTreeSet::new();
    let mut cases = Vec::new();
    walk(&root, &root, &written, "", &mut |schema, value, path| {
        assert_eq!(keys(value), keys(&schema["properties"]), "{path}");
        if visited.insert(schema["description"].as_str().unwrap()) {
            let required = |key: &str| words(&schema["required"]).contains(key);
            cases.extend(keys(value).into_iter().map(|key| (path.to_owned(), key.to_owned(), required(key))));
        }
    });
    assert_eq!(visited.len(), 1 + root["$defs"].as_object().unwrap().len());
    for (path, key, required) in cases {
        let mut without = written.clone();
        without.pointer_mut(&path).unwrap().as_object_mut().unwrap().remove(&key);
        assert_eq!(serde_json::from_value::<Desk>(without).is_err(), required, "{path}/{key}");
    }
}

/// Settings for fields and layers that the delivered catalog does not have would do nothing; `storeys` is of other offices.
#[test]
fn the_settings_name_fields_and_layers_of_the_catalog() {
    let catalog = read(include_str!("../../../data/catalog.json"));
    let layers: BTreeSet<&str> =
        catalog["layers"].as_array().unwrap().iter().map(|layer| layer["id"].as_str().unwrap()).collect();
    let check = Desk::built_in().check;
    assert!(check.required_of.keys().all(|layer| layers.contains(layer.as_str())));
    let fields = check.required.iter().chain(check.required_of.values().flatten()).chain(&check.may_be_future);
    let pairs = check.at_most.iter().chain(&check.not_before).flat_map(|pair| [&pair.field, &pair.of]);
    let limits = check.limits.iter().map(|limit| &limit.field).filter(|field| *field != "storeys");
    for field in fields.chain(pairs).chain(limits) {
        assert!(catalog["fields"].get(field).is_some(), "{field}");
    }
    assert!(Rule::ALL.iter().all(|&rule| check.is_on(rule)));
}
