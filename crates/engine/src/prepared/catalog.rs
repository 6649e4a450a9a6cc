//! The prepared form of a catalog: what reading and checking its file gives, so that neither is needed.
//!
//! `docs/prepared.md` describes the format.

use super::checksum::checksum;
use super::cursor::Cursor;
use super::head::{SourceOf, array, long, word};
use super::{Checked, Unusable};
use diming_protocol::catalog::Catalog;

/// The first bytes.
const MAGIC: [u8; 8] = *b"\x89DIMCAT\n";
/// Version of the format.
const VERSION: u32 = 1;

/// The prepared form of a catalog that was read whole; `None` if it cannot be written. `print` is of what a catalog is
/// and what workspaces have in it ([`crate::catalog::print_with`]).
pub fn write_catalog(catalog: &Catalog, print: u64, source: SourceOf) -> Option<Vec<u8>> {
    let layers: Vec<_> = catalog.layers.iter().map(|layer| (&layer.source, layer.prepared)).collect();
    let list = serde_json::to_vec(&layers).ok()?;
    let mut out = MAGIC.to_vec();
    out.extend(VERSION.to_le_bytes());
    out.extend(u32::try_from(list.len()).ok()?.to_le_bytes());
    out.extend(source.bytes.to_le_bytes());
    out.extend(source.sha256);
    out.extend(print.to_le_bytes());
    out.extend(list);
    out.extend(postcard::to_stdvec(&(catalog, &catalog.plans)).ok()?);
    out.extend(checksum(&out).to_le_bytes());
    Some(out)
}

/// Reads it: the file that it was made from, and the catalog.
///
/// # Errors
/// Another version or print, or damaged.
pub fn read_catalog(bytes: &[u8], print: u64) -> Checked<(SourceOf, Catalog)> {
    let (checked, sum) = bytes.split_at_checked(bytes.len().saturating_sub(8)).ok_or(Unusable::Broken)?;
    if !checked.starts_with(&MAGIC) || sum != checksum(checked).to_le_bytes() {
        return Err(Unusable::Broken);
    }
    let mut cursor = Cursor::new(checked);
    cursor.take(MAGIC.len())?;
    if word(&mut cursor)? != VERSION {
        return Err(Unusable::Other);
    }
    let list_bytes = word(&mut cursor)? as usize;
    let source = SourceOf { bytes: long(&mut cursor)?, sha256: array(&mut cursor)? };
    if long(&mut cursor)? != print {
        return Err(Unusable::Other);
    }
    // For the worker's script, which begins to fetch the layers (`public/loader.js`).
    cursor.take(list_bytes)?;
    // As in a response, the plans of workspaces come beside the catalog.
    match postcard::take_from_bytes::<(Catalog, _)>(cursor.take_all()) {
        Ok(((catalog, plans), [])) => Ok((source, Catalog { plans, ..catalog })),
        _ => Err(Unusable::Broken),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::parse::parse_catalog;
    use crate::shipped::shipped;
    use diming_protocol::WorkspaceId;

    const PRINT: u64 = 5;

    fn sample() -> (Catalog, Vec<u8>) {
        let mut catalog = parse_catalog(shipped().to_string().as_bytes(), &[]).unwrap();
        catalog.plans = vec![(WorkspaceId(9), vec![1, 2])];
        let form = write_catalog(&catalog, PRINT, SourceOf { bytes: 7, sha256: [3; 32] }).unwrap();
        (catalog, form)
    }

    #[test]
    fn a_catalog_comes_back_as_it_was() {
        let (catalog, form) = sample();
        let (source, again) = read_catalog(&form, PRINT).unwrap();
        assert_eq!((source.bytes, source.sha256, again), (7, [3; 32], catalog));
    }

    #[test]
    fn every_damage_is_found() {
        let (_, form) = sample();
        for at in 0..form.len() {
            let mut damaged = form.clone();
            damaged[at] ^= 1 << (at % 8);
            assert_eq!(read_catalog(&damaged, PRINT), Err(Unusable::Broken), "byte {at}");
        }
        for length in (0..form.len()).step_by(97) {
            assert_eq!(read_catalog(&form[..length], PRINT), Err(Unusable::Broken), "{length} bytes");
        }
    }

    #[test]
    fn another_version_is_told() {
        let (_, mut form) = sample();
        assert_eq!(read_catalog(&form, PRINT + 1), Err(Unusable::Other));
        form.truncate(form.len() - 8);
        form[8] += 1;
        form.extend(checksum(&form).to_le_bytes());
        assert_eq!(read_catalog(&form, PRINT), Err(Unusable::Other));
    }

    #[test]
    fn the_list_for_the_worker_stands_at_byte_64() {
        let (catalog, form) = sample();
        let length = u32::from_le_bytes(form[12..16].try_into().unwrap()) as usize;
        let list: Vec<(String, bool)> = serde_json::from_slice(&form[64..64 + length]).unwrap();
        let expected = catalog.layers.iter().map(|layer| (layer.source.clone(), layer.prepared));
        assert_eq!(list, expected.collect::<Vec<_>>());
    }
}
