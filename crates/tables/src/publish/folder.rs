//! The files of a site that an office's data are: to be unpacked over the site's folder.

use super::list_page::{ListFault, STYLE, content, page};
use super::refuse::local_path;
use super::versioned::Versioned;
use diming_engine::prepared::SUFFIX;
use diming_protocol::catalog::Catalog;
use diming_text::Han;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Files by their path.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The folder of the site in which its data are.
pub const DATA: &str = "data";
/// The facilities in words.
pub const LIST: &str = "list.html";

/// Whether a file of a data folder is made of others: prepared columns and compressed copies, which would be old beside
/// edited data. The page reads the files themselves where it has none.
pub fn is_made(path: &str) -> bool {
    [SUFFIX, ".br", ".gz"].iter().any(|ending| path.ends_with(ending))
}

/// All files for a site: the data in their folder, and `list.html` with its style sheet as of a day, `yyyymmdd`.
///
/// # Errors
/// A layer that `list.html` lists is missing or incomplete.
pub fn site_files(data: &Files, catalog: Catalog, han: &Han, today: u32) -> Result<Files, ListFault> {
    let read = |source: &str| {
        let file = local_path(source).and_then(|path| data.get(&path));
        file.cloned().ok_or_else(|| "it is not among the data".to_owned())
    };
    let style = Versioned::of("list", "css", STYLE.as_bytes());
    let html = page(&content(catalog, han, read, today)?, &style.attributes("href"), today);
    let kept = data.iter().filter(|(path, _)| !is_made(path));
    let mut files: Files = kept.map(|(path, bytes)| (format!("{DATA}/{path}"), bytes.clone())).collect();
    files.insert(LIST.to_owned(), html.into_bytes());
    files.insert(style.path, STYLE.as_bytes().to_vec());
    Ok(files)
}

/// Files as a ZIP, as of a day (`yyyymmdd`): the same files of a day give the same bytes.
///
/// Each file bears that day, and a time that follows from its content: servers tell versions of one length by it.
///
/// # Errors
/// The archive cannot be written, for example because it would be too large.
pub fn zip(files: &Files, today: u32) -> Result<Vec<u8>, ZipError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in files {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .unix_permissions(0o644)
            .last_modified_time(time_of(bytes, today));
        archive.start_file(path.as_str(), options)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// A time of the day that follows from the content. ZIP counts two seconds.
fn time_of(bytes: &[u8], today: u32) -> DateTime {
    let hash = Sha256::digest(bytes).iter().take(4).fold(0_u32, |hash, byte| hash << 8 | u32::from(*byte));
    let seconds = hash % 43_200 * 2;
    let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    let (year, month, day) = (today / 10_000, today / 100 % 100, today % 100);
    let time = DateTime::from_date_and_time(
        u16::try_from(year).unwrap_or(0),
        month as u8,
        day as u8,
        hour as u8,
        minute as u8,
        second as u8,
    );
    time.unwrap_or_default()
}
