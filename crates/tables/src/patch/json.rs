//! The file of a patch, written and read; nothing in it is trusted.

use super::{FORMAT, ListShape, Patch, VERSION};
use serde::Deserialize;

/// Longest file that is read: a gibibyte.
pub const BYTES_MAX: usize = 1 << 30;

/// Why a file is not read; completes "failed to read the patch: …".
#[derive(Debug, thiserror::Error)]
pub enum PatchError {
    /// It is longer than [`BYTES_MAX`].
    #[error("it is longer than a gibibyte")]
    TooLong,
    /// It is no JSON, or not that of a patch.
    #[error("{0}")]
    Json(#[from] serde_json::Error),
    /// It is JSON of something else.
    #[error("it is no patch of a list")]
    Format,
    /// It is of another version.
    #[error("it is of version {0}; this program reads version {VERSION}")]
    Version(u32),
    /// It contradicts itself; the text is a path into it.
    #[error("{0} does not fit the rest")]
    Contradiction(String),
}

#[derive(Deserialize)]
struct Head {
    format: String,
    version: u32,
}

impl Patch {
    /// Writes the file.
    pub fn encode(&self) -> String {
        // A struct of texts and numbers has no way to fail.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads a file.
    ///
    /// # Errors
    /// [`PatchError`], where it is no patch or contradicts itself.
    pub fn decode(bytes: &[u8]) -> Result<Patch, PatchError> {
        if bytes.len() > BYTES_MAX {
            return Err(PatchError::TooLong);
        }
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let head: Head = serde_json::from_slice(bytes).map_err(|error| match error.classify() {
            serde_json::error::Category::Data => PatchError::Format,
            _ => PatchError::Json(error),
        })?;
        match head {
            Head { format, .. } if format != FORMAT => return Err(PatchError::Format),
            Head { version, .. } if version != VERSION => return Err(PatchError::Version(version)),
            _ => {}
        }
        let patch: Patch = serde_json::from_slice(bytes)?;
        patch.contradiction().map_or(Ok(()), |at| Err(PatchError::Contradiction(at)))?;
        Ok(patch)
    }

    /// The first place that does not fit the rest.
    fn contradiction(&self) -> Option<String> {
        let (before, after) = (&self.before, &self.after);
        for (side, shape) in [(0, before), (1, after)] {
            let name = ["before", "after"][side];
            let mut counts = vec![0u32; shape.headings.len()];
            for (number, column) in self.columns.iter().enumerate() {
                let Some(at) = column[side] else { continue };
                match counts.get_mut(at as usize) {
                    Some(count) => *count += 1,
                    None => return Some(format!("columns[{number}]")),
                }
            }
            if counts.iter().any(|count| *count != 1) {
                return Some("columns".to_owned());
            }
            if shape.id.is_some_and(|id| id as usize >= shape.headings.len()) {
                return Some(format!("{name}.id"));
            }
        }
        if before.id.is_some() != after.id.is_some() {
            return Some("after.id".to_owned());
        }
        let rows = u64::from(before.rows) + self.added.len() as u64;
        if rows != u64::from(after.rows) + self.removed.len() as u64 {
            return Some("after.rows".to_owned());
        }
        let is_row = |row: u32, shape: &ListShape| (1..=shape.rows).contains(&row);
        for (name, rows, shape) in [("removed", &self.removed, before), ("added", &self.added, after)] {
            let fits = |row: &super::WholeRow| is_row(row.row, shape) && row.cells.len() == shape.headings.len();
            if let Some(at) = rows.iter().position(|row| !fits(row)) {
                return Some(format!("{name}[{at}]"));
            }
        }
        let fits_both = |row: &[u32; 2]| is_row(row[0], before) && is_row(row[1], after);
        if let Some(at) = self.moved.iter().position(|row| !fits_both(row)) {
            return Some(format!("moved[{at}]"));
        }
        let at = self.changed.iter().position(|row| !fits_both(&row.row) || !self.fits(row));
        at.map(|at| format!("changed[{at}]"))
    }

    fn fits(&self, row: &super::ChangedRow) -> bool {
        let is_keyed = self.before.id.is_some();
        let is_told = row.id.is_some() == is_keyed && row.cells.is_some() != is_keyed;
        let has_width = row.cells.as_ref().is_none_or(|cells| cells.len() == self.before.headings.len());
        let is_field = |field: &super::FieldEdit| {
            self.columns.get(field.column as usize).is_some_and(|[before, after]| {
                before.is_some() == field.before.is_some() && after.is_some() == field.after.is_some()
            })
        };
        is_told && has_width && row.fields.iter().all(is_field)
    }
}
