//! Tables as a [`Format`].

use super::super::Limits;
use super::super::format::{Confidence, Format, Head, Reading, over};
use super::rows::{RowStop, Rows};
use crate::json::scan::Stop;
use diming_protocol::{Phase, Problem};

/// File name extensions of tables.
const ENDINGS: [&str; 3] = [".csv", ".tsv", ".tab"];
/// Their media types.
const MEDIA_TYPES: [&str; 3] = ["text/csv", "text/tab-separated-values", "application/csv"];
/// Lines that are looked at.
const LINES_MAX: usize = 20;
/// Possible separators.
const SEPARATORS: [&str; 6] = [",", "\t", ";", "|", "，", "；"];

/// The reader of a table, as a format.
#[derive(Debug)]
pub struct RowTable {
    rows: Rows,
}

impl RowTable {
    /// A reader before the first byte.
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
    /// Any text may be a table. It is a likely one by its name or media type, or if its lines have equally many cells.
    fn sniff(head: &Head) -> Result<Confidence, Stop> {
        if head.hints.matches(&ENDINGS, &MEDIA_TYPES) {
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

/// Whether at least two lines, and half of the non-blank ones, have the same number of separators. Quotes are ignored.
fn agree(head: &[u8], separator: &[u8]) -> bool {
    let lines = head.split(|byte| matches!(byte, b'\n' | b'\r')).filter(|line| !line.trim_ascii().is_empty());
    let count = |line: &[u8]| line.windows(separator.len()).filter(|part| *part == separator).count();
    let counts: Vec<usize> = lines.take(LINES_MAX).map(count).collect();
    let same = |of: usize| counts.iter().filter(|&&count| count == of).count();
    let most = counts.iter().filter(|&&count| count > 0).map(|&count| same(count)).max().unwrap_or(0);
    most >= 2 && most * 2 >= counts.len()
}
