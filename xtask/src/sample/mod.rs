//! The sample data of 启东: everything under `data/` that is GeoJSON, always the same bytes.
//!
//! Names, towns and numbers are plausible, not true; coordinates are illustrative and every file
//! says so (`"示例": true`). No natural person is named, no boundary drawn.

mod areas;
mod care;
mod cemeteries;
mod common;
mod facilities;
mod gazetteer;
mod ground;
mod heritage;
mod land;
mod lexicon;
mod markers;
mod record;
mod rng;
mod romanise;
#[cfg(test)]
mod tests;
mod villages;

use record::{Record, collection};
use std::path::Path;

/// Every file as (layer id, text).
fn files() -> Vec<(&'static str, String)> {
    let villages = villages::villages();
    let layers: [(&'static str, Vec<Record>); 11] = [
        ("heritage", heritage::records(&villages)),
        ("care-homes", care::records(&villages)),
        ("cemeteries", cemeteries::records(&villages)),
        ("markers", markers::records()),
        ("facilities", facilities::records(&villages)),
        ("gazetteer", gazetteer::records(&villages)),
        ("areas", areas::responsibility()),
        ("built-up", areas::built_up()),
        ("reserve", areas::reserve()),
        ("water", ground::water()),
        ("roads", ground::roads()),
    ];
    layers.into_iter().map(|(id, records)| (id, collection(&records))).collect()
}

/// `cargo xtask sample`: writes the files into `data/`.
///
/// # Errors
///
/// A sentence that names the file that could not be written, or the argument that is not known.
pub fn run(args: &[String]) -> Result<(), String> {
    if let Some(arg) = args.first() {
        return Err(format!("sample takes no argument, but got {arg}"));
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data");
    for (id, text) in files() {
        let path = folder.join(format!("{id}.geojson"));
        std::fs::write(&path, &text).map_err(|error| format!("failed to write {}: {error}", path.display()))?;
        println!("data/{id}.geojson  {} bytes", text.len());
    }
    Ok(())
}
