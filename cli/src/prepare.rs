//! `diming prepare`: the prepared columns of a data folder's layers, beside their files (`docs/prepared.md`).
//!
//! The page asks for them first where the catalog says so, and reads the file itself where they are older. What must not
//! be published is refused as by `diming publishable`: the columns hold the same values.

use crate::Result;
use crate::catalog::{CATALOG_PRINT, parse_catalog};
use crate::{compress, publishable};
use diming_engine::dataset::Table;
use diming_engine::ingest::{FileReader, Limits, Notes, Reader, Step};
use diming_engine::prepared::{SUFFIX, SourceOf, write, write_catalog};
use diming_protocol::Phase;
use diming_protocol::catalog::Catalog;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::time::{Instant, SystemTime};

/// Bytes that are read at once.
const CHUNK_BYTES: usize = 512 << 10;

/// Makes the prepared columns of the layers of a folder that say `prepared`, and of those named, with compressed copies.
///
/// # Errors
/// Something must not be published, or a layer cannot be read whole: nothing is written then.
pub fn run(data: &Path, named: &[String]) -> Result<()> {
    publishable::check(data)?;
    compress::copies(&layers(data, named)?)
}

/// The same without looking through the data and without compressed copies; gives the files that were written.
///
/// # Errors
/// A layer cannot be read whole.
pub fn layers(data: &Path, named: &[String]) -> Result<Vec<PathBuf>> {
    let text = read_catalog_file(data)?;
    let catalog = parse_catalog(&text).map_err(|problem| format!("catalog.json: {problem:?}"))?;
    if let Some(unknown) = named.iter().find(|id| !catalog.layers.iter().any(|layer| layer.id == **id)) {
        return Err(format!("the catalog has no layer {unknown}").into());
    }
    let mut made = vec![prepared_catalog(data, &text, &catalog)?];
    for (at, layer) in catalog.layers.iter().enumerate() {
        let is_named = named.contains(&layer.id);
        if !(layer.prepared && named.is_empty() || is_named) || publishable::is_elsewhere(&layer.source) {
            continue;
        }
        let file = publishable::locate(data, &layer.source)?;
        let start = Instant::now();
        let (records, bytes) = columns(&catalog, at, &file).map_err(|error| format!("{}: {error}", layer.id))?;
        let out = PathBuf::from(format!("{}{SUFFIX}", file.display()));
        replace(&out, &bytes, std::fs::metadata(&file)?.modified()?)?;
        let (seconds, size) = (start.elapsed().as_secs_f64(), bytes.len());
        println!("  {}: {records} records, {size} bytes, {seconds:.2} s", out.display());
        if !layer.prepared {
            println!("  the page asks for them once the layer says \"prepared\": true in the catalog");
        }
        made.push(out);
    }
    Ok(made)
}

/// Makes the prepared form of the catalog of a folder again, with compressed copies.
///
/// # Errors
/// It is none, or the file cannot be written.
pub fn catalog(data: &Path) -> Result<()> {
    let text = read_catalog_file(data)?;
    let catalog = parse_catalog(&text).map_err(|problem| format!("catalog.json: {problem:?}"))?;
    compress::copies(&[prepared_catalog(data, &text, &catalog)?])
}

fn read_catalog_file(data: &Path) -> Result<Vec<u8>> {
    std::fs::read(data.join("catalog.json")).map_err(|error| format!("catalog.json: {error}").into())
}

/// Writes the prepared form of a catalog, given its text.
fn prepared_catalog(data: &Path, text: &[u8], catalog: &Catalog) -> Result<PathBuf> {
    let form = write_catalog(catalog, CATALOG_PRINT, source_of(text)).ok_or("catalog.json: it cannot be prepared")?;
    let out = data.join(format!("catalog.json{SUFFIX}"));
    replace(&out, &form, std::fs::metadata(data.join("catalog.json"))?.modified()?)?;
    Ok(out)
}

fn source_of(bytes: &[u8]) -> SourceOf {
    SourceOf { bytes: bytes.len() as u64, sha256: Sha256::digest(bytes).into() }
}

/// The number of records of a layer, and its prepared columns.
fn columns(catalog: &Catalog, layer: usize, file: &Path) -> Result<(usize, Vec<u8>)> {
    let bytes = std::fs::read(file)?;
    let (table, notes) = read(catalog, layer, &bytes)?;
    let form = write(catalog, layer, (&table, &notes), source_of(&bytes));
    Ok((table.len(), form.map_err(|unfit| format!("no columns can be prepared: {unfit:?}"))?))
}

/// A layer as the page reads it.
fn read(catalog: &Catalog, layer: usize, bytes: &[u8]) -> Result<(Table, Notes)> {
    let mut reader = Reader::new(catalog, layer, Limits::of(catalog));
    for chunk in bytes.chunks(CHUNK_BYTES) {
        reader.feed(chunk.to_vec());
        while reader.step(10_000) == Step::More {}
    }
    reader.end();
    while reader.step(10_000) != Step::Done {}
    match reader.finish() {
        (table, notes, Phase::Whole) => Ok((table, notes)),
        (.., phase) => Err(format!("it is not read whole, so it has no prepared columns: {phase:?}").into()),
    }
}

/// Puts a file in the place of another, at once, without its compressed copies: a server would still deliver those. The
/// date is that of the file that they were made from: by it a page knows them for those of another.
fn replace(out: &Path, bytes: &[u8], date: SystemTime) -> Result<()> {
    for ending in ["br", "gz"] {
        let copy = PathBuf::from(format!("{}.{ending}", out.display()));
        if copy.exists() {
            std::fs::remove_file(copy)?;
        }
    }
    let new = PathBuf::from(format!("{}.new", out.display()));
    std::fs::write(&new, bytes)?;
    std::fs::File::options().append(true).open(&new)?.set_modified(date)?;
    Ok(std::fs::rename(new, out)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_data::project_dir;
    use diming_engine::prepared::{Head, PreparedReader, PreparedStep, read_catalog};

    /// A data folder with the sample's catalog and files.
    fn folder(name: &str) -> Result<PathBuf> {
        let dir = std::env::temp_dir().join(format!("diming-prepare-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&dir)?;
        for entry in std::fs::read_dir(project_dir().join("data"))? {
            let entry = entry?;
            if entry.file_type()?.is_file() {
                std::fs::copy(entry.path(), dir.join(entry.file_name()))?;
            }
        }
        Ok(dir)
    }

    #[test]
    fn the_catalog_is_prepared_and_every_layer_that_says_so() -> Result<()> {
        let dir = folder("all")?;
        std::fs::write(dir.join("areas.geojson.columns.br"), "an old copy")?;
        let made = layers(&dir, &[])?;
        let is_old_there = dir.join("areas.geojson.columns.br").exists();
        let text = std::fs::read(dir.join("catalog.json"))?;
        let catalog = parse_catalog(&text).map_err(|problem| format!("{problem:?}"))?;
        let mut checked = 0;
        for (at, layer) in catalog.layers.iter().enumerate().filter(|(_, layer)| layer.prepared) {
            let file = std::fs::read(dir.join(&layer.source))?;
            let form = std::fs::read(dir.join(format!("{}.columns", layer.source)))?;
            let head = Head::parse(&form).map_err(|why| format!("{why:?}"))?.ok_or("no head")?;
            assert_eq!(head.source.bytes, file.len() as u64);
            assert_eq!(head.source.sha256[..], Sha256::digest(&file)[..]);
            let mut reader = PreparedReader::new(&catalog, at, Limits::of(&catalog));
            reader.feed(&form);
            reader.end();
            while reader.step() == PreparedStep::More {}
            assert_eq!(reader.step(), PreparedStep::Done, "{}", layer.id);
            checked += 1;
        }
        let form = std::fs::read(dir.join("catalog.json.columns"))?;
        std::fs::remove_dir_all(&dir)?;
        let (source, again) = read_catalog(&form, CATALOG_PRINT).map_err(|why| format!("{why:?}"))?;
        assert_eq!((source, again), (source_of(&text), catalog));
        assert!(checked > 8 && checked + 1 == made.len() && !is_old_there, "{checked} of {}", made.len());
        Ok(())
    }

    #[test]
    fn what_must_not_be_published_is_not_prepared() -> Result<()> {
        let dir = folder("secret")?;
        let file = dir.join("markers.geojson");
        let text = std::fs::read_to_string(&file)?;
        std::fs::write(&file, text.replacen("\"公开\"", "\"秘密\"", 1))?;
        let refused = run(&dir, &[]);
        let is_written = dir.join("areas.geojson.columns").exists();
        std::fs::remove_dir_all(&dir)?;
        assert!(refused.is_err_and(|error| error.to_string().contains("密级 is 秘密")) && !is_written);
        Ok(())
    }

    #[test]
    fn a_layer_that_is_not_whole_is_refused_by_its_name() -> Result<()> {
        let dir = folder("cut")?;
        let file = dir.join("areas.geojson");
        let text = std::fs::read(&file)?;
        std::fs::write(&file, &text[..text.len() / 2])?;
        let refused = layers(&dir, &["areas".to_owned()]);
        let unknown = layers(&dir, &["nothing".to_owned()]);
        std::fs::remove_dir_all(&dir)?;
        assert!(refused.is_err_and(|error| error.to_string().starts_with("areas: it is not read whole")));
        assert!(unknown.is_err());
        Ok(())
    }
}
