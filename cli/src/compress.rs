//! Compressed copies beside files, which servers deliver as they are: `.br` and `.gz`.
//!
//! Data get none: an office edits them in place, and an old copy would hide the edit. Their prepared columns do: they are
//! made, with their copies, by a command.

use crate::Result;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// From so many bytes on, brotli's best quality takes too long for what it saves.
const BEST_BYTES_MAX: usize = 4_000_000;
/// The largest window that every browser accepts, as a power of two.
const WINDOW_BITS: u32 = 22;

/// Endings of files that get smaller.
const ENDINGS: [&str; 11] =
    ["html", "js", "css", "wasm", "json", "geojson", "columns", "svg", "csv", "bin", "webmanifest"];

/// Sizes in bytes: of a file, with brotli, with gzip.
type Sizes = [usize; 3];

/// Writes compressed copies of the files of a delivered folder beside them, and prints the sizes.
///
/// # Errors
/// A file cannot be read, or a copy cannot be written.
pub fn folder(dir: &Path) -> Result<()> {
    let mut files = Vec::new();
    files_of(dir, &mut files)?;
    files.retain(|file| is_for_copies(file.strip_prefix(dir).unwrap_or(file)));
    files.sort();
    copies(&files)
}

/// Writes compressed copies of files beside them, and prints the sizes.
///
/// # Errors
/// A file cannot be read, or a copy cannot be written.
pub fn copies(files: &[PathBuf]) -> Result<()> {
    let next = AtomicUsize::new(0);
    let work = || -> std::result::Result<Vec<(usize, Sizes)>, String> {
        let mut made = Vec::new();
        while let Some((at, file)) =
            Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| Some((at, files.get(at)?)))
        {
            made.push((at, copies_of(file).map_err(|error| format!("{}: {error}", file.display()))?));
        }
        Ok(made)
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(files.len());
    let made = std::thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        running.into_iter().map(|thread| thread.join().map_err(|_| "compression panicked".to_owned())?).collect()
    });
    let made: std::result::Result<Vec<_>, String> = made;
    let mut made: Vec<(usize, Sizes)> = made?.into_iter().flatten().collect();
    made.sort_unstable();
    println!("       kB    brotli      gzip");
    let shown = |sizes: Sizes| sizes.map(|bytes| format!("{:>9.1}", bytes as f64 / 1_000.0)).join(" ");
    let mut sum = Sizes::default();
    for (at, sizes) in made {
        println!("{}  {}", shown(sizes), files[at].display());
        sum = std::array::from_fn(|which| sum[which] + sizes[which]);
    }
    println!("{}  together", shown(sum));
    Ok(())
}

/// Writes the copies of one file.
fn copies_of(file: &Path) -> Result<Sizes> {
    let bytes = std::fs::read(file)?;
    let modified = std::fs::metadata(file)?.modified()?;
    let (br, gz) = (brotli(&bytes)?, gzip(&bytes)?);
    for (ending, copy) in [("br", &br), ("gz", &gz)] {
        let out = with_ending(file, ending);
        std::fs::write(&out, copy)?;
        // A server may tell a copy's own date as the file's.
        std::fs::File::options().append(true).open(&out)?.set_modified(modified)?;
    }
    Ok([bytes.len(), br.len(), gz.len()])
}

fn files_of(dir: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in std::fs::read_dir(dir)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            files_of(&entry.path(), files)?;
        } else {
            files.push(entry.path());
        }
    }
    Ok(())
}

/// Whether a file, by its path in the folder, gets copies.
fn is_for_copies(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    ENDINGS.contains(&ending) && (ending == "columns" || !path.starts_with("data"))
}

/// A content compressed with brotli.
///
/// # Errors
/// None that is known: it is written into memory.
pub fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let quality = if bytes.len() > BEST_BYTES_MAX { 9 } else { 11 };
    let mut out = brotli::CompressorWriter::new(Vec::new(), 1 << 16, quality, WINDOW_BITS);
    out.write_all(bytes)?;
    Ok(out.into_inner())
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    out.write_all(bytes)?;
    Ok(out.finish()?)
}

/// The name of a file's copy.
fn with_ending(file: &Path, ending: &str) -> PathBuf {
    PathBuf::from(format!("{}.{ending}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn data_get_copies_of_their_columns_only() {
        let check = |path: &str, expected: bool| assert_eq!(is_for_copies(Path::new(path)), expected, "{path}");
        check("index.html", true);
        check("app/page-0.wasm", true);
        check("app/page-0.png", false);
        check("data/a.geojson", false);
        check("data/a.geojson.columns", true);
    }

    #[test]
    fn copies_hold_what_the_file_holds_and_have_its_date() -> Result<()> {
        let dir = std::env::temp_dir().join(format!("diming-compress-{}", std::process::id()));
        std::fs::create_dir_all(&dir)?;
        let file = dir.join("a.columns");
        let text = "汇龙镇".repeat(1_000);
        std::fs::write(&file, &text)?;
        copies(std::slice::from_ref(&file))?;
        let (br, gz) = (std::fs::read(with_ending(&file, "br"))?, std::fs::read(with_ending(&file, "gz"))?);
        let dates =
            [&file, &with_ending(&file, "br")].map(|path| std::fs::metadata(path).and_then(|data| data.modified()));
        std::fs::remove_dir_all(&dir)?;
        let (mut from_br, mut from_gz) = (String::new(), String::new());
        brotli::Decompressor::new(br.as_slice(), 4_096).read_to_string(&mut from_br)?;
        flate2::read::GzDecoder::new(gz.as_slice()).read_to_string(&mut from_gz)?;
        assert_eq!((from_br, from_gz), (text.clone(), text.clone()));
        assert!(br.len() * 10 < text.len() && gz.len() * 10 < text.len());
        assert_eq!(dates[0].as_ref().ok(), dates[1].as_ref().ok());
        Ok(())
    }
}
