//! Lists that come with the rules: persons known to everybody (`data/rules/persons.txt`) and nationally famous entities
//! (`data/rules/famous.txt`).

use super::lexicon::units_of;
use diming_text::Han;
use std::collections::HashMap;

const PERSONS: &str = include_str!("../../../data/rules/persons.txt");
const FAMOUS: &str = include_str!("../../../data/rules/famous.txt");
/// A name of so many characters is found anywhere in a specific; a shorter one must be the whole of it.
const ANYWHERE_MIN: usize = 3;
/// Longest name that is looked for, characters.
const CHARS_MAX: usize = 8;
/// What may stand behind a short name: 鲁迅中路.
const DIRECTIONS: &str = "东西南北中";

/// A person's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Person {
    /// As it is listed: the name, or another name of the person.
    pub name: &'static str,
    /// The person's name.
    pub head: &'static str,
    /// A leader of the state.
    pub is_leader: bool,
}

/// A famous entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Famous {
    /// Its name.
    pub name: &'static str,
    /// A river, mountain, lake …; else a site.
    pub is_natural: bool,
    /// Provinces or counties where it lies.
    pub places: Vec<&'static str>,
}

/// The lists, to be looked up by folded units.
#[derive(Debug, Default)]
pub struct Known {
    persons: HashMap<Vec<u16>, Person>,
    famous: HashMap<Vec<u16>, Famous>,
    directions: Vec<u16>,
}

impl Known {
    /// Reads the lists. A line that is none is left out (a test looks at each).
    pub fn new(han: &Han) -> Known {
        let lines = |text: &'static str| text.lines().filter(|line| !line.starts_with('#'));
        let mut known = Known { directions: units_of(DIRECTIONS, han), ..Known::default() };
        for (class, names) in lines(PERSONS).filter_map(|line| line.split_once('\t')) {
            let head = names.split(' ').next().unwrap_or_default();
            let is_leader = class == "leader";
            let named = names.split(' ').map(|name| (units_of(name, han), Person { name, head, is_leader }));
            known.persons.extend(named);
        }
        for line in lines(FAMOUS) {
            let mut cells = line.split('\t');
            if let (Some(kind), Some(name), Some(places)) = (cells.next(), cells.next(), cells.next()) {
                let famous = Famous { name, is_natural: kind == "natural", places: places.split(' ').collect() };
                known.famous.insert(units_of(name, han), famous);
            }
        }
        known
    }

    /// The first person that a specific is called after.
    pub fn person_in(&self, specific: &[u16]) -> Option<&Person> {
        found_in(&self.persons, specific, &self.directions)
    }

    /// The first famous entity that a specific is called after.
    pub fn famous_in(&self, specific: &[u16]) -> Option<&Famous> {
        found_in(&self.famous, specific, &[])
    }

    /// The famous entity of a name.
    pub fn famous(&self, name: &[u16]) -> Option<&Famous> {
        self.famous.get(name)
    }
}

/// What is the whole of some units, the whole but for a direction behind it, or a longer part of them.
fn found_in<'a, T>(list: &'a HashMap<Vec<u16>, T>, units: &[u16], behind: &[u16]) -> Option<&'a T> {
    let without = units.split_last().filter(|(last, _)| behind.contains(last)).map(|(_, rest)| rest);
    let whole = list.get(units).or_else(|| list.get(without?));
    whole
        .or_else(|| (ANYWHERE_MIN..=CHARS_MAX).rev().find_map(|len| units.windows(len).find_map(|part| list.get(part))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::table;

    #[test]
    fn every_line_of_the_lists_is_read() {
        for line in PERSONS.lines().filter(|line| !line.starts_with('#')) {
            let (class, names) = line.split_once('\t').expect(line);
            assert!(["leader", "modern", "historic", "fiction"].contains(&class), "{line}");
            assert!(names.split(' ').all(|name| (2..=CHARS_MAX).contains(&name.chars().count())), "{line}");
        }
        for line in FAMOUS.lines().filter(|line| !line.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').collect();
            assert!(cells.len() == 3 && ["natural", "site"].contains(&cells[0]), "{line}");
            assert!(
                cells[1].chars().count() <= CHARS_MAX && cells[2].split(' ').all(|p| p.chars().count() >= 2),
                "{line}"
            );
        }
        let known = Known::new(table());
        assert!(
            known.persons.len() > 600 && known.famous.len() > 140,
            "{} {}",
            known.persons.len(),
            known.famous.len()
        );
    }

    #[test]
    fn persons_and_entities_are_found_in_a_specific() {
        let known = Known::new(table());
        let person = |specific: &str| known.person_in(&units_of(specific, table())).map(|p| (p.head, p.is_leader));
        assert_eq!(person("诸葛亮"), Some(("诸葛亮", false)));
        assert_eq!(person("孔明"), Some(("诸葛亮", false)));
        assert_eq!(person("諸葛亮纪念"), Some(("诸葛亮", false)));
        assert_eq!(person("鲁迅中"), Some(("鲁迅", false)));
        assert_eq!(person("毛泽东"), Some(("毛泽东", true)));
        for other in ["中山", "人民", "李白桥", "江海", "建设", ""] {
            assert_eq!(person(other), None, "{other}");
        }
        let famous = |specific: &str| known.famous_in(&units_of(specific, table())).map(|f| f.name);
        assert_eq!(
            [famous("长城"), famous("故宫"), famous("新黄鹤楼"), famous("长城外")],
            [Some("长城"), Some("故宫"), Some("黄鹤楼"), None]
        );
    }
}
