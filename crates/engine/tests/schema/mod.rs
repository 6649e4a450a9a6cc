//! Holds a JSON schema, the Rust types and a shipped file against each other.

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A JSON value of a text.
pub fn read(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

pub fn keys(value: &Value) -> BTreeSet<&str> {
    value.as_object().map(|map| map.keys().map(String::as_str).collect()).unwrap_or_default()
}

pub fn words(list: &Value) -> BTreeSet<&str> {
    list.as_array().map(|list| list.iter().filter_map(Value::as_str).collect()).unwrap_or_default()
}

/// Walks a value along its schema and calls `visit` at each object with named members.
pub fn walk<'a>(
    schema: &'a Value,
    root: &'a Value,
    value: &Value,
    path: &str,
    visit: &mut dyn FnMut(&'a Value, &Value, &str),
) {
    if let Some(name) = schema["$ref"].as_str() {
        return walk(root.pointer(&name[1..]).unwrap(), root, value, path, visit);
    }
    if let (Some(first), false) = (schema["anyOf"].get(0), value.is_null()) {
        return walk(first, root, value, path, visit);
    }
    match value {
        Value::Object(map) => {
            if schema["properties"].is_object() {
                visit(schema, value, path);
            }
            for (key, inner) in map {
                let next = schema["properties"].get(key).unwrap_or(&schema["additionalProperties"]);
                walk(next, root, inner, &format!("{path}/{key}"), visit);
            }
        }
        Value::Array(list) => {
            for (i, inner) in list.iter().enumerate() {
                walk(&schema["items"], root, inner, &format!("{path}/{i}"), visit);
            }
        }
        _ => {}
    }
}

/// The names that a type knows, as its error lists them.
pub fn variants<T: DeserializeOwned>() -> BTreeSet<String> {
    let Err(error) = serde_json::from_value::<T>(json!("no such name")) else { panic!("a name too many") };
    error.to_string().split('`').skip(3).step_by(2).map(str::to_owned).collect()
}
