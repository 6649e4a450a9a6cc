//! Where nothing matches: the names that are spelled nearest.
//!
//! Query and names are compared as toneless pinyin (first readings), by the number of slips to the
//! beginning of the name. Only names of the same first letter are looked at: they stand together
//! in the order of names. At most [`LOOKED_AT`] are. At most a fourth of the letters may differ, of a query in characters
//! one letter for three of them; one of two characters must have one of them in common as well.

use super::{Query, SearchIndex};
use diming_text::Han;
use diming_text::fold::is_latin;
use diming_text::small_sort::sort_few;

/// Most names that are looked at.
const LOOKED_AT: usize = 100_000;
/// Letters of query and name that are compared.
const LETTERS_MAX: usize = 24;

impl SearchIndex {
    /// Records whose names are spelled nearest to a query that found nothing, the nearest first,
    /// one for each name.
    pub fn nearest_names(&self, query: &Query, han: &Han, limit: usize) -> Vec<u32> {
        let units = query.joined.as_ref().or(query.words.first()).map_or(&[][..], |term| &term.word.units);
        let wanted = spell(units, han);
        let Some(&first) = wanted.first() else { return Vec::new() };
        let name = |rank: usize| self.names.text(self.order.records[rank] as usize);
        let start = self.order.records.partition_point(|&r| initial_of(self.names.text(r as usize), han) < first);
        let end = self.order.records.partition_point(|&r| initial_of(self.names.text(r as usize), han) <= first);
        let signs = units.iter().filter(|unit| **unit >= 0x3400).count();
        let most = if signs == 0 { wanted.len() / 4 } else { (signs + 1) / 3 };
        let is_kin = |name: &[u16]| match signs {
            2 => name.iter().take(signs + 1).any(|unit| units.contains(unit)),
            _ => signs != 1,
        };
        let mut near: Vec<(usize, usize)> = (start..end)
            .filter(|&rank| rank == start || name(rank) != name(rank - 1))
            .take(LOOKED_AT)
            .filter(|&rank| is_kin(name(rank)))
            .filter_map(|rank| {
                let slips = slips_to_beginning(&wanted, &spell(name(rank), han));
                (slips <= most).then_some((slips, rank))
            })
            .collect();
        let turn = |&(slips, rank): &(usize, usize)| (slips, name(rank).len(), rank);
        sort_few(&mut near, |a, b| turn(a).cmp(&turn(b)));
        near.iter().take(limit).map(|&(_, rank)| self.order.records[rank]).collect()
    }
}

/// The first letter of a name's pinyin as the order of names goes: 0 for what comes before.
fn initial_of(text: &[u16], han: &Han) -> u8 {
    let Some(c) = text.first().and_then(|&unit| han.char_of_unit(unit)) else { return 0 };
    match han.readings(c).next() {
        Some(reading) => han.syllable(reading.syllable).bytes().next().unwrap_or(u8::MAX),
        None if (c as u32) < 0x80 => 0,
        None => u8::MAX,
    }
}

/// Letters of a text: Chinese characters by their first reading, others left out.
fn spell(units: &[u16], han: &Han) -> Vec<u8> {
    let mut letters = Vec::with_capacity(LETTERS_MAX + 6);
    for &unit in units {
        match han.char_of_unit(unit).and_then(|c| han.readings(c).next()) {
            Some(reading) => letters.extend(han.syllable(reading.syllable).bytes()),
            None if is_latin(unit) => letters.push(unit as u8),
            None => {}
        }
        if letters.len() >= LETTERS_MAX {
            break;
        }
    }
    letters.truncate(LETTERS_MAX);
    letters
}

/// Fewest slips (a letter changed, too much, missing, neighbours swapped) from a word to some
/// beginning of a text.
fn slips_to_beginning(word: &[u8], text: &[u8]) -> usize {
    const WIDTH: usize = LETTERS_MAX + 1;
    let mut rows = [[0u8; WIDTH]; 3];
    (0..WIDTH).for_each(|j| rows[1][j] = j as u8);
    for i in 1..=word.len().min(LETTERS_MAX) {
        let [above2, above, row] = &mut rows;
        row[0] = i as u8;
        for j in 1..=text.len().min(LETTERS_MAX) {
            let changed = above[j - 1] + u8::from(word[i - 1] != text[j - 1]);
            let mut best = changed.min(above[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && word[i - 1] == text[j - 2] && word[i - 2] == text[j - 1] {
                best = best.min(above2[j - 2] + 1);
            }
            row[j] = best;
        }
        rows.rotate_left(1);
    }
    rows[1][..=text.len().min(LETTERS_MAX)].iter().copied().min().map_or(word.len(), usize::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::search::Doc;
    use crate::index::search::SearchBuilder;
    use crate::testing::table;

    #[track_caller]
    fn check(query: &str, expected: &[&str]) {
        let names = ["吕四港镇", "吕四港", "吕四港", "李四港", "海复镇", "汇龙镇", "2号桥", "A区", "寅阳镇", "吕巷"];
        let mut builder = SearchBuilder::default();
        names.iter().for_each(|name| builder.add(&Doc { name, ..Doc::default() }, table()));
        let index = builder.whole(table());
        let found = Query::parse(query, table()).map(|q| index.nearest_names(&q, table(), 3)).unwrap_or_default();
        assert_eq!(found.iter().map(|&d| names[d as usize]).collect::<Vec<_>>(), expected, "{query}");
    }

    #[test]
    fn the_nearest_names_come_first() {
        check("lvsogamg", &["吕四港", "吕四港镇"]);
        check("吕丝缸", &["吕四港", "吕四港镇", "李四港"]);
        check("huilomgzhem", &["汇龙镇"]);
        check("hui longzehn", &["汇龙镇"]);
        check("王鲍", &[]);
        check("吕思港政", &["吕四港镇"]);
        check("医院", &[]);
        check("阴阳", &["寅阳镇"]);
        check("驴丝", &[]);
        check("qwertyui", &[]);
        check("hldzxc", &[]);
        check("银行", &[]);
        check("7", &[]);
        check("😀", &[]);
    }

    #[test]
    fn slips_are_counted_to_the_beginning() {
        for (word, text, slips) in [
            ("abc", "abcdef", 0),
            ("acb", "abcdef", 1),
            ("axc", "abc", 1),
            ("abcx", "abc", 1),
            ("xyz", "abc", 3),
            ("abc", "", 3),
        ] {
            assert_eq!(slips_to_beginning(word.as_bytes(), text.as_bytes()), slips, "{word} {text}");
        }
    }
}
