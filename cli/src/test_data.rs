//! Data folders for tests: the sample's catalog, changed, with files of their own.

use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Folder of the project when this was compiled.
pub fn project_dir() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// A data folder with the sample's catalog, changed, and these files; it goes when it is dropped.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str, change: impl FnOnce(&mut Value), files: &[(&str, &str)]) -> Folder {
        let sample = project_dir().join("data");
        let dir = std::env::temp_dir().join(format!("diming-{name}-{}", std::process::id()));
        std::fs::create_dir_all(dir.join("dict")).unwrap();
        std::fs::copy(sample.join("dict/han.bin"), dir.join("dict/han.bin")).unwrap();
        let mut catalog: Value = serde_json::from_slice(&std::fs::read(sample.join("catalog.json")).unwrap()).unwrap();
        change(&mut catalog);
        std::fs::write(dir.join("catalog.json"), catalog.to_string()).unwrap();
        for (name, text) in files {
            std::fs::write(dir.join(name), text).unwrap();
        }
        Folder(dir)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap();
    }
}

/// A file of records with these properties, all at one place.
pub fn collection(records: &[Value]) -> String {
    let point = json!({"type": "Point", "coordinates": [121.66, 31.81]});
    let feature = |(id, properties)| json!({"type": "Feature", "id": id, "geometry": point, "properties": properties});
    let features: Vec<Value> = records.iter().enumerate().map(feature).collect();
    json!({"type": "FeatureCollection", "features": features}).to_string()
}

/// Leaves only these layers in a catalog.
pub fn keep_layers(catalog: &mut Value, ids: &[&str]) {
    catalog["layers"].as_array_mut().unwrap().retain(|layer| ids.iter().any(|id| layer["id"] == *id));
    catalog["facets"] = json!([]);
    catalog["groups"] = json!([]);
    catalog.as_object_mut().unwrap().remove("review");
}
