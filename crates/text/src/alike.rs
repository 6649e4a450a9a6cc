//! Characters that look alike: 己 and 已, 未 and 末.

use super::Han;

/// Pairs of characters that look alike, from `data/dict/alike.txt`: a pair a line, lines that begin
/// with `#` are notes.
#[derive(Debug, Default)]
pub struct Alike {
    /// Pairs of units, both ways, ascending.
    pairs: Vec<(u16, u16)>,
}

impl Alike {
    /// Reads the table.
    pub fn parse(text: &str, han: &Han) -> Alike {
        let mut pairs = Vec::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut units = line.chars().map(|c| han.unit(c));
            if let (Some(a), Some(b), None) = (units.next(), units.next(), units.next()) {
                pairs.extend([(a, b), (b, a)]);
            }
        }
        pairs.sort_unstable();
        Alike { pairs }
    }

    /// Whether there is no pair: the text was none of such.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// Whether two units look alike.
    pub fn has(&self, a: u16, b: u16) -> bool {
        self.pairs.binary_search(&(a, b)).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::han::tests::table;

    #[test]
    fn pairs_of_the_committed_table() {
        let alike = Alike::parse(include_str!("../../../data/dict/alike.txt"), table());
        let has = |a, b| alike.has(table().unit(a), table().unit(b));
        for (a, b) in [('己', '已'), ('已', '巳'), ('末', '未'), ('戊', '戌'), ('戌', '戍'), ('祟', '崇'), ('汇', '江')]
        {
            assert!(has(a, b) && has(b, a), "{a}{b}");
        }
        assert!(!has('人', '民') && !has('己', '己'));
    }
}
