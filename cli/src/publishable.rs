//! `diming publishable`: looks through a data folder for what must not be published. `cargo xtask build` refuses such data.
//!
//! What that is, [`diming_tables::publish::refuse`] says. Data may also be edited on the server: `diming publishable DIR`
//! checks again.

use crate::Result;
use crate::catalog::parse_catalog;
use diming_tables::publish::refuse::{self, Found, Unread, local_path};
use std::path::{Path, PathBuf};

pub use diming_tables::publish::refuse::{is_elsewhere, percent_decoded};

/// Faults that are listed per layer; the rest are counted.
const TOLD_MAX: usize = 5;

/// The result of checking a deployment's data.
#[derive(Default)]
struct Looked {
    /// One line per fault: what must not be published, or could not be checked.
    faults: Vec<String>,
    /// Ids of layers on other servers, which are not checked.
    elsewhere: Vec<String>,
}

/// Checks the data of a deployment. Layers on other servers are only listed on standard output.
///
/// # Errors
/// Something must not be published, or cannot be checked: the text says which records of which layers, and what to do.
pub fn check(data: &Path) -> Result<()> {
    let looked = look(data)?;
    if !looked.elsewhere.is_empty() {
        println!("  not looked through, on other servers: {}", looked.elsewhere.join(", "));
    }
    if looked.faults.is_empty() {
        return Ok(());
    }
    let advice = "Take out what must stay inside, or keep it as a file of your own machine (docs/local-files.md).";
    Err(format!("these data must not be published as they are:\n{}\n{advice}", looked.faults.join("\n")).into())
}

fn look(data: &Path) -> Result<Looked> {
    let catalog = std::fs::read(data.join("catalog.json")).map_err(|error| format!("catalog.json: {error}"))?;
    let catalog = parse_catalog(&catalog).map_err(|problem| format!("catalog.json: {problem:?}"))?;
    let read = |path: &str| std::fs::read(data.join(path)).map_err(|error| Unread::Missing(error.to_string()));
    let looked = refuse::look(&catalog, read);
    let layers = |at: &usize| catalog.layers.get(*at);
    let elsewhere = looked.elsewhere.iter().filter_map(layers).map(|layer| layer.id.clone()).collect();
    let mut faults = Vec::new();
    for (at, found) in &looked.found {
        let Some(layer) = layers(at) else { continue };
        let name = format!("  {} ({})", layer.id, layer.source);
        faults.extend(lines(data, &layer.source, found).map(|line| format!("{name}: {line}")));
    }
    Ok(Looked { faults, elsewhere })
}

/// What was found in the file of a layer, a line each.
pub fn lines(data: &Path, source: &str, found: &Found) -> impl Iterator<Item = String> + use<> {
    let lines = match found {
        Found::Unread(Unread::Outside) => vec![outside(data, source)],
        Found::Unread(unread) => {
            let file = locate(data, source).map_or_else(|_| source.to_owned(), |file| file.display().to_string());
            vec![format!("{file} cannot be looked through: {unread}")]
        }
        Found::Records(refusals) => {
            let told = refusals.iter().take(TOLD_MAX).map(ToString::to_string);
            let more = refusals.len().saturating_sub(TOLD_MAX);
            told.chain((more > 0).then(|| format!("{more} more"))).collect()
        }
    };
    lines.into_iter()
}

fn outside(data: &Path, source: &str) -> String {
    format!("{source} cannot be looked through: it leads out of {}.", data.display())
}

/// The file that a browser gets for a layer's URL, if it is in the data folder.
///
/// # Errors
/// It is not; a complete sentence.
pub fn locate(data: &Path, source: &str) -> std::result::Result<PathBuf, String> {
    local_path(source).map(|path| data.join(path)).ok_or_else(|| outside(data, source))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_data::project_dir;
    use serde_json::Value;

    #[test]
    fn the_sample_may_be_published() -> Result<()> {
        check(&project_dir().join("data"))
    }

    #[test]
    fn an_address_names_the_file_that_a_browser_gets() {
        let check = |source: &str, expected: Option<&str>| {
            let file = locate(Path::new("data"), source);
            assert_eq!(file.as_deref().ok(), expected.map(Path::new), "{source}: {file:?}");
        };
        check("a.geojson", Some("data/a.geojson"));
        check("a.geojson?v=../2#c", Some("data/a.geojson"));
        check("./sub//../%E5%85%BB.geojson", Some("data/养.geojson"));
        check("/data/a.geojson", None);
        check("../a.geojson", None);
        check("sub/../../data/a.geojson", None);
        check("%2e%2e/a.geojson", None);
        check("..%2fa.geojson", None);
        check("a%.geojson", None);
    }

    #[test]
    fn every_layer_is_looked_at_and_named() -> Result<()> {
        let dir = std::env::temp_dir().join(format!("diming-publish-{}", std::process::id()));
        std::fs::create_dir_all(&dir)?;
        let good = r#"{"type": "FeatureCollection", "features": []}"#;
        for (name, bytes) in [
            ("good.geojson", good.as_bytes()),
            ("gbk.geojson", b"{\"features\": [], \"name\": \"\xb5\xd8\xc3\xfb\"}"),
            ("loose.geojson", b"{\"features\": [1,]}"),
            ("feature.geojson", br#"{"type": "Feature", "properties": {}, "geometry": null}"#),
        ] {
            std::fs::write(dir.join(name), bytes)?;
        }
        let sources = [
            ("good.geojson?v=1#a", ""),
            ("https://other.example/a.geojson", ""),
            ("//other.example/a.geojson", ""),
            ("none.geojson?u=http://other.example/", "none.geojson cannot be looked through"),
            ("gbk.geojson", "it is not UTF-8. Save it as UTF-8 GeoJSON."),
            ("loose.geojson", "line 1 column 17. Save it as UTF-8 GeoJSON."),
            ("feature.geojson", "it is no FeatureCollection. Save"),
            ("/data/good.geojson", "leads out of"),
            ("../good.geojson", "leads out of"),
        ];
        let mut catalog: Value = serde_json::from_slice(&std::fs::read(project_dir().join("data/catalog.json"))?)?;
        let layers = catalog["layers"].as_array_mut().ok_or("no layers")?;
        assert!(layers.len() >= sources.len());
        layers.truncate(sources.len());
        let mut expected = Vec::new();
        for (layer, (source, fault)) in layers.iter_mut().zip(sources) {
            layer["source"] = source.into();
            expected.push((format!("  {} ({source}): ", layer["id"].as_str().ok_or("no id")?), fault));
        }
        std::fs::write(dir.join("catalog.json"), catalog.to_string())?;
        let (looked, told) = (look(&dir), check(&dir));
        std::fs::remove_dir_all(&dir)?;
        let looked = looked?;
        assert_eq!(looked.elsewhere, ["cemeteries", "facilities"]);
        expected.retain(|(_, fault)| !fault.is_empty());
        assert_eq!(looked.faults.len(), expected.len(), "{:?}", looked.faults);
        let told = told.err().ok_or("nothing is refused")?.to_string();
        for (fault, (name, part)) in looked.faults.iter().zip(&expected) {
            assert!(fault.starts_with(name) && fault.contains(part), "{fault} lacks {name}{part}");
            assert!(told.contains(fault), "{told} lacks {fault}");
        }
        Ok(())
    }
}
