//! Detects the separator of a table and its number of columns.
//!
//! The whole beginning decides, not only the first line: the separator that gives most lines the same number of cells.
//! Limits: [`SNIFF_BYTES_MAX`], [`LINES_MAX`].

/// Bytes of a table's beginning that are looked at.
pub const SNIFF_BYTES_MAX: usize = 32 << 10;
/// Lines of it.
const LINES_MAX: usize = 60;

/// Possible separators, by priority.
const SEPARATORS: [&str; 6] = [",", "\t", ";", "|", "，", "；"];

/// The dialect of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// The separator.
    pub separator: &'static [u8],
    /// Cells of a row.
    pub width: usize,
}

/// Detects it from the beginning of a text: the first [`SNIFF_BYTES_MAX`] bytes, or all of it. Also returns the length
/// of a first line `sep=;`, a spreadsheet's declaration of the separator, which is no row.
pub fn sniff(head: &[u8]) -> (Written, usize) {
    let head = head.get(..head.len().min(SNIFF_BYTES_MAX)).unwrap_or(head);
    let told = told(head);
    let body = head.get(told.map_or(0, |(_, bytes)| bytes)..).unwrap_or(&[]);
    let counts_of = |separator: &'static str| usual(&lines(body, separator));
    let separator = match told {
        Some((separator, _)) => separator,
        None => {
            let weight = |at: &usize| {
                SEPARATORS.get(*at).map_or((0, 0), |separator| {
                    let (lines, count) = counts_of(separator);
                    if count == 0 { (0, 0) } else { (lines, count) }
                })
            };
            let best = (0..SEPARATORS.len()).rev().max_by_key(weight).unwrap_or(0);
            SEPARATORS.get(best).copied().unwrap_or(",")
        }
    };
    let width = counts_of(separator).1 + 1;
    (Written { separator: separator.as_bytes(), width }, told.map_or(0, |(_, bytes)| bytes))
}

/// The separator declared by a first line `sep=;`, and the length of that line.
fn told(head: &[u8]) -> Option<(&'static str, usize)> {
    let rest = head.strip_prefix(b"sep=").or_else(|| head.strip_prefix(b"\"sep="))?;
    let separator = SEPARATORS.iter().copied().find(|separator| rest.starts_with(separator.as_bytes()))?;
    let behind = rest.get(separator.len()..)?;
    let behind = behind.strip_prefix(b"\"").unwrap_or(behind);
    let end = match behind {
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => return None,
    };
    Some((separator, head.len() - behind.len() + end))
}

/// The number of lines with the most common number of separators, and that number. Lines without any do not count.
fn usual(counts: &[usize]) -> (usize, usize) {
    let lines_of = |count: usize| counts.iter().filter(|&&c| c == count).count();
    counts.iter().map(|&count| (lines_of(count), count)).filter(|&(_, count)| count > 0).max().unwrap_or((0, 0))
}

/// Separators per non-blank line, without those in quoted cells; such a cell may contain line ends.
fn lines(body: &[u8], separator: &'static str) -> Vec<usize> {
    use super::cut::{Cells, Cut, Cutter};
    let (mut cells, mut cutter, mut rest, mut counts) = (Cells::default(), Cutter::default(), body, Vec::new());
    // A width that no row has: quotes are kept as they are.
    let written = Written { separator: separator.as_bytes(), width: 0 };
    while counts.len() < LINES_MAX && !rest.is_empty() {
        let Cut::Row(read) = cutter.cut(rest, true, written, &mut cells) else { break };
        if cells.iter().any(|cell| !cell.trim_ascii().is_empty()) || cells.len() > 1 {
            counts.push(cells.len() - 1);
        }
        rest = rest.get(read.max(1)..).unwrap_or(&[]);
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_told_by_several_lines() {
        for (text, separator, width) in [
            ("a,b,c\n1,2,3\n", ",", 3),
            ("名称;坐标\n甲;121.7,31.9\n乙;121.8,31.8\n", ";", 2),
            ("养老机构情况表\n名称\t地址\n甲\t某镇,某村\n乙\t某镇,某村\n", "\t", 2),
            ("name|lon|lat\n甲|1|2\n", "|", 3),
            ("名称，经度，纬度\n甲，1，2\n", "，", 3),
            ("编号,名称,坐标\n1,甲站,\"121.7,31.9\"\n3,丙站,121.7，31.9\n", ",", 3),
            ("\"name\",\"备注;说明;多\",lng\n石桥,好,121\n", ",", 3),
            ("hello", ",", 1),
            ("", ",", 1),
            ("sep=;\na;b,c,d,e\n1;2,3,4,5\n", ";", 2),
            ("lon;lat\n121,7;31,9\n121,8;31,8\n121,6;31,7\n", ";", 2),
        ] {
            let (written, _) = sniff(text.as_bytes());
            assert_eq!((std::str::from_utf8(written.separator), written.width), (Ok(separator), width), "{text:?}");
        }
        assert_eq!(sniff(b"sep=;\r\na").1, 7);
    }
}
