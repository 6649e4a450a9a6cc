//! The table as a format.

use super::super::Limits;
use super::super::format::{Confidence, Format, Head, Reading, over};
use super::rows::{RowStop, Rows};
use crate::json::scan::Stop;
use diming_protocol::{Phase, Problem};

/// Endings of the names of tables in text.
const ENDINGS: [&str; 3] = [".csv", ".tsv", ".tab"];
/// Their media types.
const MEDIA_TYPES: [&str; 3] = ["text/csv", "text/tab-separated-values", "application/csv"];
/// Lines that are looked at.
const LINES_MAX: usize = 20;
/// What parts cells.
const SEPARATORS: [&str; 6] = [",", "\t", ";", "|", "，", "；"];

/// A table on its way in, as a format.
#[derive(Debug)]
pub struct RowTable {
    rows: Rows,
}

impl RowTable {
    /// A table of which nothing is read.
    pub fn new(limits: Limits) -> RowTable {
        RowTable { rows: Rows::new(limits) }
    }

    fn take(&mut self, on: &mut Reading, found: RowStop) {
        match found {
            RowStop::Nothing => {}
            RowStop::End if on.is_over_bytes => on.stop(over("bytes", on.limits.bytes)),
            RowStop::End => {
                self.rows.end(&mut on.recorder);
                on.phase = if on.is_own_and_empty() { Phase::Incomplete(Problem::Empty) } else { Phase::Whole };
            }
            RowStop::Over(problem) => on.stop(problem),
            RowStop::Head => {
                if let Err(problem) = self.rows.take_head(&mut on.recorder) {
                    on.stop(problem);
                }
            }
            RowStop::Row => {
                if !on.is_full() && on.has_memory(self.rows.row_bytes()) {
                    // A row that is no record has no number.
                    on.row += u32::from(self.rows.add(&mut on.recorder, on.row));
                }
            }
        }
    }
}

impl Format for RowTable {
    /// Any text may be a table. It is likely one where it is called so, or where its lines have equally many cells.
    fn sniff(head: &Head) -> Result<Confidence, Stop> {
        if head.told.says(&ENDINGS, &MEDIA_TYPES) {
            return Ok(Confidence::Likely);
        }
        let looks_so = SEPARATORS.iter().any(|separator| agree(head.bytes, separator.as_bytes()));
        head.when_all(if looks_so { Confidence::Likely } else { Confidence::Possible })
    }

    #[inline(never)]
    fn read_unit(&mut self, on: &mut Reading) -> Result<(), Stop> {
        let is_all = on.input.is_all();
        if on.input.rest().is_empty() && !is_all {
            return Err(Stop::More);
        }
        let (read, found) = self.rows.read(on.input.rest(), is_all, on.is_over_bytes)?;
        on.input.advance(read);
        self.take(on, found);
        Ok(())
    }

    fn end(&mut self, on: &mut Reading) {
        let problem = match on.is_over_bytes {
            true => over("bytes", on.limits.bytes),
            false => Problem::Truncated { byte: on.input.fed() },
        };
        on.stop(problem);
    }
}

/// Whether at least two lines, and half of those that hold anything, have the same number of separators. Quotes are not
/// looked at.
fn agree(head: &[u8], separator: &[u8]) -> bool {
    let lines = head.split(|byte| matches!(byte, b'\n' | b'\r')).filter(|line| !line.trim_ascii().is_empty());
    let count = |line: &[u8]| line.windows(separator.len()).filter(|part| *part == separator).count();
    let counts: Vec<usize> = lines.take(LINES_MAX).map(count).collect();
    let same = |of: usize| counts.iter().filter(|&&count| count == of).count();
    let most = counts.iter().filter(|&&count| count > 0).map(|&count| same(count)).max().unwrap_or(0);
    most >= 2 && most * 2 >= counts.len()
}
