//! `data/catalog.schema.json`, the Rust types and the shipped catalog say the same.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod schema;
mod shipped;

use diming_protocol::RecordState;
use diming_protocol::catalog::{Catalog, Datum, FieldKind, LayerRole, MatrixSet, Sign};
use schema::{keys, read, variants, walk, words};
use serde_json::Value;
use shipped::{own_of, shipped};
use std::collections::BTreeSet;

const SCHEMA: &str = include_str!("../../../data/catalog.schema.json");
const SHIPPED: &str = include_str!("../../../data/catalog.json");
const PAGE: &str = include_str!("../../../docs/catalog.md");

/// The schema of what is the catalog's own; each workspace holds the schema of its member itself.
fn own_schema() -> Value {
    let mut root = read(SCHEMA);
    let own = own_of(&root["properties"]);
    for (key, member) in root["properties"].as_object().unwrap().clone() {
        if own.get(&key).is_none() {
            let definition =
                member["anyOf"][0]["$ref"].as_str().and_then(|name| name.strip_prefix("#/$defs/")).unwrap();
            assert!(root["$defs"].as_object_mut().unwrap().remove(definition).is_some(), "{key}");
        }
    }
    root["properties"] = own;
    root
}

/// The shipped catalog and the page's basemap of several sources, with all that the types can write.
fn written() -> Value {
    let mut catalog = shipped();
    catalog["basemaps"].as_array_mut().unwrap().extend(examples(PAGE).pop());
    serde_json::to_value(serde_json::from_value::<Catalog>(catalog).unwrap()).unwrap()
}

/// A written catalog has every member of every type, so that its keys are those of the schema.
#[test]
fn schema_and_types_name_the_same_members() {
    let root = own_schema();
    let written = written();
    let mut visited = BTreeSet::new();
    walk(&root, &root, &written, "", &mut |schema, value, path| {
        assert_eq!(keys(value), keys(&schema["properties"]), "{path}");
        visited.insert(schema["description"].as_str().unwrap());
    });
    let objects =
        root["$defs"].as_object().unwrap().values().chain([&root]).filter(|def| def["properties"].is_object());
    let all: BTreeSet<&str> = objects.map(|def| def["description"].as_str().unwrap()).collect();
    assert_eq!(visited, all);
}

#[test]
fn the_shipped_catalog_has_what_the_schema_requires_and_nothing_else() {
    let root = read(SCHEMA);
    walk(&root, &root, &read(SHIPPED), "", &mut |schema, value, path| {
        assert!(keys(value).is_subset(&keys(&schema["properties"])), "{path}");
        assert!(words(&schema["required"]).is_subset(&keys(value)), "{path}");
    });
}

/// A member may be left out exactly where the schema does not require it.
#[test]
fn schema_and_types_require_the_same_members() {
    let root = own_schema();
    let written = written();
    let mut tried = BTreeSet::new();
    let mut cases = Vec::new();
    walk(&root, &root, &written, "", &mut |schema, value, path| {
        if tried.insert(schema["description"].as_str().unwrap()) {
            for key in keys(value) {
                let required = words(&schema["required"]).contains(key);
                cases.push((path.to_owned(), key.to_owned(), required));
            }
        }
    });
    for (path, key, required) in cases {
        let mut without = written.clone();
        without.pointer_mut(&path).unwrap().as_object_mut().unwrap().remove(&key);
        let read = serde_json::from_value::<Catalog>(without);
        assert_eq!(read.is_err(), required, "{path}/{key}");
    }
}

#[test]
fn schema_and_types_know_the_same_names() {
    let root = read(SCHEMA);
    let table = [
        ("/$defs/datum", variants::<Datum>()),
        ("/$defs/field_kind", variants::<FieldKind>()),
        ("/$defs/sign", variants::<Sign>()),
        ("/$defs/role", variants::<LayerRole>()),
        ("/$defs/matrix_set", variants::<MatrixSet>()),
        ("/$defs/value_label/properties/state", variants::<RecordState>()),
    ];
    for (pointer, names) in table {
        let listed = words(&root.pointer(pointer).unwrap()["enum"]).into_iter();
        assert_eq!(listed.map(str::to_owned).collect::<BTreeSet<String>>(), names, "{pointer}");
    }
    for role in variants::<LayerRole>() {
        assert!(PAGE.contains(&format!("`{role}`")), "docs/catalog.md says nothing of the role `{role}`");
    }
}

/// The JSON blocks of a page, in order.
fn examples(page: &str) -> Vec<Value> {
    page.split("```json\n").skip(1).map(|rest| read(rest.split("```").next().unwrap())).collect()
}

/// The page's example, put where the page says, makes a catalog that is read.
#[test]
fn the_example_of_the_page_works() {
    let [fields, layer, facet, basemap, sources] = &examples(PAGE)[..] else { panic!("the page has five examples") };
    let mut catalog = shipped();
    for (key, field) in fields.as_object().unwrap() {
        catalog["fields"][key] = field.clone();
    }
    catalog["layers"].as_array_mut().unwrap().push(layer.clone());
    catalog["facets"].as_array_mut().unwrap().push(facet.clone());
    catalog["basemaps"].as_array_mut().unwrap().extend([basemap.clone(), sources.clone()]);
    let parsed = diming_engine::catalog::parse::parse_catalog(catalog.to_string().as_bytes(), &[]).unwrap();
    assert_eq!(parsed.layers.last().map(|layer| layer.id.as_str()), layer["id"].as_str());
}

/// The page explains every member that the schema knows.
#[test]
fn the_page_names_every_member() {
    let root = read(SCHEMA);
    let objects = root["$defs"].as_object().unwrap().values().chain([&root]);
    for key in objects.flat_map(|def| keys(&def["properties"])) {
        assert!(PAGE.contains(&format!("`{key}`")), "docs/catalog.md says nothing of `{key}`");
    }
}
