//! House numbers: where one is not found, the nearest on the same road.

use super::hits::Role;
use super::numeral::numeral_at;
use super::walk::walk_exact;
use super::word::Word;
use diming_text::Han;

/// What counts houses along a road.
const COUNTERS: [u16; 2] = ['号' as u16, '弄' as u16];

/// A house number that is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct HouseNumber {
    pub value: u32,
    counter: u16,
}

impl HouseNumber {
    /// The number that units begin with: 12号3室 is 12; one that counts something else is none.
    pub fn at_start(units: &[u16]) -> Option<HouseNumber> {
        let numeral = numeral_at(units, 0)?;
        let counter = units.get(numeral.end).copied().unwrap_or(COUNTERS[0]);
        COUNTERS.contains(&counter).then_some(HouseNumber { value: numeral.value, counter })
    }

    /// The number of the same kind that stands behind a word in a text.
    pub fn behind(self, word: &Word, units: &[u16], han: &Han) -> Option<u32> {
        let road = walk_exact(word, units, Role::Other, han)?;
        let numeral = numeral_at(units, road.end)?;
        (units.get(numeral.end) == Some(&self.counter)).then_some(numeral.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::table;
    use diming_text::fold::fold;

    #[test]
    fn numbers_are_read_behind_a_road() {
        let units = |text: &str| fold(text, table()).units;
        let number = |text: &str| HouseNumber::at_start(&units(text));
        assert_eq!(number("12号3室").map(|n| n.value), Some(12));
        assert_eq!(number("十二号").map(|n| n.value), Some(12));
        assert_eq!(number("12").map(|n| n.value), Some(12));
        assert_eq!(number("18组"), None);
        assert_eq!(number("（北门）"), None);
        let road = Word::new(units("人民路"), table());
        let behind = |text: &str| number("12号").and_then(|n| n.behind(&road, &units(text), table()));
        assert_eq!(behind("汇龙镇人民路935号"), Some(935));
        assert_eq!(behind("人民路12弄3号"), None);
        assert_eq!(behind("人民路"), None);
    }
}
