//! `data/rules/profile.schema.json`, the Rust types and the built-in profile say the same; so do the schema of the catalog and
//! the type of its member `review`.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[path = "../../engine/tests/schema/mod.rs"]
mod schema;

use diming_review::profile::{Profile, SyllablePart, WordClass};
use diming_review_protocol::application::NameType;
use diming_review_protocol::finding::Class;
use diming_review_protocol::finding::Weight;
use diming_review_protocol::plan::ReviewPlan;
use schema::{keys, read, variants, walk, words};
use std::collections::BTreeSet;

const SCHEMA: &str = include_str!("../../../data/rules/profile.schema.json");
const BUILT_IN: &str = include_str!("../../../data/rules/profile.json");

/// A written profile has every member of every type, so that its keys are those of the schema.
#[test]
fn schema_and_types_name_the_same_members_and_require_the_same() {
    let root = read(SCHEMA);
    let written = serde_json::to_value(serde_json::from_str::<Profile>(BUILT_IN).unwrap()).unwrap();
    let mut visited = BTreeSet::new();
    let mut cases = Vec::new();
    walk(&root, &root, &written, "", &mut |schema, value, path| {
        assert_eq!(keys(value), keys(&schema["properties"]), "{path}");
        if visited.insert(schema["description"].as_str().unwrap()) {
            let required = |key: &str| words(&schema["required"]).contains(key);
            cases.extend(keys(value).into_iter().map(|key| (path.to_owned(), key.to_owned(), required(key))));
        }
    });
    let objects = root["$defs"].as_object().unwrap().values().chain([&root]);
    let all = objects.filter(|def| def["properties"].is_object()).map(|def| def["description"].as_str().unwrap());
    assert_eq!(visited, all.collect::<BTreeSet<_>>());
    for (path, key, required) in cases {
        let mut without = written.clone();
        without.pointer_mut(&path).unwrap().as_object_mut().unwrap().remove(&key);
        assert_eq!(serde_json::from_value::<Profile>(without).is_err(), required, "{path}/{key}");
    }
}

#[test]
fn the_built_in_profile_has_what_the_schema_requires_and_nothing_else() {
    let root = read(SCHEMA);
    walk(&root, &root, &read(BUILT_IN), "", &mut |schema, value, path| {
        assert!(keys(value).is_subset(&keys(&schema["properties"])), "{path}");
        assert!(words(&schema["required"]).is_subset(&keys(value)), "{path}");
    });
}

#[test]
fn schema_and_types_know_the_same_names() {
    let root = read(SCHEMA);
    let table = [
        ("/$defs/type", variants::<NameType>()),
        ("/$defs/weight", variants::<Weight>()),
        ("/$defs/class_switch/properties/class", variants::<Class>()),
        ("/$defs/fold/properties/part", variants::<SyllablePart>()),
        ("/$defs/word/properties/class", variants::<WordClass>()),
    ];
    for (pointer, names) in table {
        let listed = words(&root.pointer(pointer).unwrap()["enum"]).into_iter();
        assert_eq!(listed.map(str::to_owned).collect::<BTreeSet<String>>(), names, "{pointer}");
    }
}

#[test]
fn the_member_of_the_catalog_is_as_its_schema_says() {
    let root = read(include_str!("../../../data/catalog.schema.json"));
    let shipped = read(include_str!("../../../data/catalog.json"))["review"].clone();
    let written = serde_json::to_value(serde_json::from_value::<ReviewPlan>(shipped).unwrap()).unwrap();
    let schema = &root["properties"]["review"];
    let mut required = BTreeSet::new();
    walk(schema, &root, &written, "", &mut |schema, value, path| {
        assert_eq!(keys(value), keys(&schema["properties"]), "{path}");
        required.extend(words(&schema["required"]).into_iter().map(|key| (path.to_owned(), key.to_owned())));
    });
    for key in keys(&written) {
        let mut without = written.clone();
        without.as_object_mut().unwrap().remove(key);
        let is_required = required.contains(&(String::new(), key.to_owned()));
        assert_eq!(serde_json::from_value::<ReviewPlan>(without).is_err(), is_required, "{key}");
    }
}
