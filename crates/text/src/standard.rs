//! The standard characters (通用规范汉字表, 2013) with their levels.

use std::collections::HashMap;

/// Characters of the table.
const CHARACTERS: usize = 8105;

/// The 8105 characters, from `data/dict/standard.txt`: a level a line, lines that begin with `#` are notes.
#[derive(Debug, Default)]
pub struct Standard {
    levels: HashMap<char, u8>,
}

impl Standard {
    /// Reads the table.
    pub fn parse(text: &str) -> Standard {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let levels = lines.zip(1..).flat_map(|(line, level)| line.chars().map(move |c| (c, level)));
        Standard { levels: levels.collect() }
    }

    /// Whether all characters of the table are here.
    pub fn is_whole(&self) -> bool {
        self.levels.len() >= CHARACTERS
    }

    /// The level of a character, 1 to 3 (3: no. 6501 to 8105); `None` where it is not in the table.
    pub fn level(&self, c: char) -> Option<u8> {
        self.levels.get(&c).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_of_the_committed_table() {
        let standard = Standard::parse(include_str!("../../../data/dict/standard.txt"));
        assert_eq!(standard.levels.len(), 8105);
        let count = |level| standard.levels.values().filter(|&&l| l == level).count();
        assert_eq!([count(1), count(2), count(3)], [3500, 3000, 1605]);
        assert_eq!([standard.level('一'), standard.level('亍'), standard.level('龍')], [Some(1), Some(3), None]);
    }
}
