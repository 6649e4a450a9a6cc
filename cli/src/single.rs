//! `diming single`: a built site and its data as one HTML file, which opens by a double click (`docs/hosting.md`).
//!
//! What must not be published is refused as by `diming publishable`: a file goes from hand to hand.

use crate::{Result, publishable};
use diming_tables::publish::one_file::{Files, app_files, data_files, one_file, parts_of};
use std::io::ErrorKind;
use std::path::Path;

/// Writes the file of a site's folder, whose data are in `data/` there, and says its size. Gives the reason where none
/// is made: something must not be published, is missing, or is too much for browsers.
///
/// # Errors
/// A file cannot be read or written.
pub fn run(site: &Path, out: &Path) -> Result<Option<String>> {
    if let Err(refused) = publishable::check(&site.join("data")) {
        return Ok(Some(refused.to_string()));
    }
    let (files, data) = (site_files(site)?, data_of(&site.join("data"))?);
    let made = match one_file(&files, &data) {
        Ok(made) => made,
        Err(refused) => return Ok(Some(refused.to_string())),
    };
    std::fs::write(out, &made.html).map_err(|error| format!("{}: {error}", out.display()))?;
    println!("  {}: {:.1} MB", out.display(), made.html.len() as f64 / 1e6);
    if made.basemaps > 0 {
        println!("  without the {} basemaps, whose tiles are on servers", made.basemaps);
    }
    if !made.elsewhere.is_empty() {
        println!("  layers on other servers, which it cannot reach: {}", made.elsewhere.join(", "));
    }
    Ok(None)
}

/// The files of the app that the page of a folder names, and those that these name.
fn site_files(site: &Path) -> Result<Files> {
    let mut files = Files::new();
    add(site, "index.html", &mut files)?;
    let index = String::from_utf8_lossy(files.get("index.html").map_or(&[], Vec::as_slice)).into_owned();
    for path in app_files(&index).unwrap_or_default() {
        add(site, &path, &mut files)?;
        let script = files.get(&path).filter(|_| path.ends_with(".js"));
        for part in script.map(|script| parts_of(&String::from_utf8_lossy(script))).unwrap_or_default() {
            add(site, &part, &mut files)?;
        }
    }
    Ok(files)
}

/// The files of a folder of data that its catalog names.
fn data_of(folder: &Path) -> Result<Files> {
    let mut files = Files::new();
    add(folder, "catalog.json", &mut files)?;
    let named = files.get("catalog.json").map(|catalog| data_files(catalog));
    for file in named.and_then(|named| named.ok()).unwrap_or_default() {
        add(folder, &file.path, &mut files)?;
    }
    Ok(files)
}

/// Adds a file where it is there: what is needed and missing is said by [`one_file`].
fn add(folder: &Path, path: &str, files: &mut Files) -> Result<()> {
    match std::fs::read(folder.join(path)) {
        Ok(bytes) => drop(files.insert(path.to_owned(), bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(format!("{path}: {error}").into()),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prepare;
    use crate::test_data::project_dir;

    /// A folder with this project's data and a page.
    fn folder(name: &str, page: &str) -> Result<std::path::PathBuf> {
        let dir = std::env::temp_dir().join(format!("diming-single-{name}-{}", std::process::id()));
        std::fs::create_dir_all(dir.join("data/rules"))?;
        std::fs::create_dir_all(dir.join("data/dict"))?;
        for entry in ["", "rules", "dict"] {
            for file in std::fs::read_dir(project_dir().join("data").join(entry))? {
                let file = file?;
                if file.file_type()?.is_file() {
                    std::fs::copy(file.path(), dir.join("data").join(entry).join(file.file_name()))?;
                }
            }
        }
        std::fs::write(dir.join("index.html"), page)?;
        Ok(dir)
    }

    #[test]
    fn a_site_becomes_a_file_with_all_that_its_pages_and_its_catalog_name() -> Result<()> {
        let hash = "0123456789abcdef";
        let app = ["page", "engine", "worker", "reader"].map(|name| format!("data-{name}=\"app/{name}-{hash}.js x\""));
        let page = format!(
            "<html><head><meta http-equiv=\"Content-Security-Policy\" content=\"\">\
             <script type=\"module\" src=\"app/boot-{hash}.js\" {}></script></head><body></body></html>",
            app.join(" ")
        );
        let dir = folder("made", &page)?;
        std::fs::create_dir_all(dir.join("app"))?;
        for name in ["page", "engine", "worker", "reader"] {
            std::fs::write(dir.join(format!("app/{name}-{hash}.js")), format!("\"a-{hash}.wasm\" import.meta.url"))?;
        }
        std::fs::write(dir.join(format!("app/boot-{hash}.js")), "location.replace(\"list.html\")")?;
        prepare::layers(&dir.join("data"), &[])?;
        let reserve = dir.join("data/reserve.geojson");
        std::fs::write(&reserve, std::fs::read_to_string(&reserve)? + "\n")?;
        let out = dir.join("map.html");
        let missing = run(&dir, &out)?;
        std::fs::write(dir.join(format!("app/a-{hash}.wasm")), "part")?;
        let made = run(&dir, &out)?;
        let html = std::fs::read_to_string(&out)?;
        std::fs::remove_dir_all(&dir)?;
        assert_eq!(missing, Some(format!("app/a-{hash}.wasm is missing")));
        assert_eq!(made, None);
        let of = "data/care-homes.geojson";
        for path in ["data/catalog.json", of, &format!("{of}.columns"), "data/rules/profile.json", "data/dict/han.bin"]
        {
            assert!(html.contains(&format!("data-file=\"{path}\"")), "{path}");
        }
        for path in ["catalog.schema.json", "catalog.json.columns", "reserve.geojson.columns"] {
            assert!(!html.contains(path), "{path}");
        }
        Ok(())
    }

    #[test]
    fn what_must_not_be_published_goes_into_no_file() -> Result<()> {
        let dir = folder("refused", "")?;
        let markers = dir.join("data/markers.geojson");
        let text = std::fs::read_to_string(&markers)?;
        std::fs::write(&markers, text.replacen("\"公开\"", "\"秘密\"", 1))?;
        let out = dir.join("map.html");
        let told = run(&dir, &out)?;
        let is_written = out.exists();
        std::fs::remove_dir_all(&dir)?;
        assert!(told.is_some_and(|told| told.contains("markers (markers.geojson)")));
        assert!(!is_written);
        Ok(())
    }
}
