//! The shipped catalog as the engine alone knows it: without the members of workspaces.

use diming_protocol::catalog::Catalog;
use serde_json::{Value, json};

/// Keys of the members that are the catalog's own.
fn own_keys() -> Vec<String> {
    let bounds = json!({"west": 121.0, "south": 31.0, "east": 122.0, "north": 32.0});
    let home = json!({"lon": 121.5, "lat": 31.5, "zoom": 12});
    let zooms = json!({"version": 1, "title": {"zh": "甲"}, "bounds": bounds, "home": home, "zoom_min": 8, "zoom_max": 18, "fields": {}, "layers": []});
    let bare = serde_json::from_value::<Catalog>(zooms).unwrap();
    serde_json::to_value(bare).unwrap().as_object().unwrap().keys().cloned().collect()
}

/// The members of an object that have keys of the catalog's own members.
pub fn own_of(members: &Value) -> Value {
    let own = own_keys();
    let members = members.as_object().unwrap().iter().filter(|(key, _)| own.contains(key));
    members.map(|(key, value)| (key.clone(), value.clone())).collect::<serde_json::Map<_, _>>().into()
}

/// The shipped catalog.
pub fn shipped() -> Value {
    own_of(&serde_json::from_str(include_str!("../../../../data/catalog.json")).unwrap())
}
