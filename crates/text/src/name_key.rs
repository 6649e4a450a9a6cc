//! The order of names: by pinyin, then tone, then character, with digits by their value.
//!
//! 2号 stands before 10号 and 第二 before 第十: a run of digits, or of Chinese numerals after 第,
//! counts as a number. Digits come before letters, letters before characters.

use super::fold::{BLANK, BREAK, fold_units, is_digit};
use super::han::Han;
use super::number::numeral_at;

/// A name as it is compared. Built from folded units, so both script forms stand together.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct NameKey(Vec<u16>);

/// Where the order of each kind begins.
const NUMBER: u16 = 0x10;
const LETTER: u16 = 0x80;
const HAN: u16 = 0x100;
const OTHER: u16 = 0x8000;

impl NameKey {
    /// The key of a name.
    pub fn new(name: &str, han: &Han) -> NameKey {
        let mut units = Vec::new();
        fold_units(name, han, &mut units);
        NameKey::of_units(&units, han)
    }

    /// The key of a folded name.
    pub fn of_units(units: &[u16], han: &Han) -> NameKey {
        let mut key = Vec::with_capacity(units.len() + 2);
        push_key(units, han, usize::MAX, &mut key);
        NameKey(key)
    }

    /// Four steps of the key, those from `first` on, in one number: order as the key does, as far as they reach.
    pub fn part(units: &[u16], first: usize, han: &Han, scratch: &mut Vec<u16>) -> u64 {
        scratch.clear();
        push_key(units, han, first + 4, scratch);
        (first..first + 4).fold(0, |part, i| part << 16 | u64::from(scratch.get(i).copied().unwrap_or(0)))
    }
}

/// Adds steps of a key until there are at least `enough`, or all.
fn push_key(units: &[u16], han: &Han, enough: usize, key: &mut Vec<u16>) {
    const ORDINAL: u16 = '第' as u16;
    let mut at = 0;
    while at < units.len() && key.len() < enough {
        let unit = units[at];
        let number = is_digit(unit) || (at > 0 && units[at - 1] == ORDINAL);
        if number && let Some((value, run)) = numeral_at(units, at, han) {
            // Count of digits, then the digits: longer numbers are larger.
            let digits = value.checked_ilog10().unwrap_or(0) + 1;
            key.push(NUMBER + digits as u16);
            key.extend((0..digits).rev().map(|d| NUMBER + 0x20 + (value / 10u32.pow(d) % 10) as u16));
            at = run.end;
            continue;
        }
        at += 1;
        key.push(match unit {
            BLANK | BREAK => 1,
            0..0x80 => LETTER + (unit & 0x7f),
            _ => match han.char_of_unit(unit).and_then(|c| han.order(c)) {
                Some(order) => HAN + order,
                None => OTHER | (unit & 0x7fff),
            },
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::han::tests::table;
    use proptest::prelude::*;

    #[test]
    fn names_stand_in_the_order_of_pinyin_and_value() {
        let ordered = [
            "",
            "2号",
            "10号",
            "99999999999999号",
            "A区",
            "B区",
            "北新镇",
            "第二小学",
            "第十小学",
            "东海镇",
            "海复镇",
            "汇龙镇",
            "吕四港镇",
            "吕四港镇1组",
            "吕四港镇02组",
            "吕四港镇12组",
            "寅阳镇",
        ];
        let keys: Vec<_> = ordered.iter().map(|name| NameKey::new(name, table())).collect();
        for (i, pair) in keys.windows(2).enumerate() {
            assert!(pair[0] < pair[1], "{} before {}", ordered[i], ordered[i + 1]);
        }
    }

    #[test]
    fn both_script_forms_have_one_key() {
        assert_eq!(NameKey::new("呂四港鎮", table()), NameKey::new("吕四港镇", table()));
    }

    proptest! {
        #[test]
        fn the_parts_order_as_the_key(a in "[第一二十号0-9a-c 吕四港]{0,8}", b in "[第一二十号0-9a-c 吕四港]{0,8}") {
            let (mut x, mut y, mut s) = (Vec::new(), Vec::new(), Vec::new());
            fold_units(&a, table(), &mut x);
            fold_units(&b, table(), &mut y);
            let keys = NameKey::of_units(&x, table()).cmp(&NameKey::of_units(&y, table()));
            let part = [0, 4].map(|first| NameKey::part(&x, first, table(), &mut s).cmp(&NameKey::part(&y, first, table(), &mut s)));
            prop_assert!(part[0].is_eq() || part[0] == keys, "{:?} {:?}", part, keys);
            prop_assert!(part[0].then(part[1]).is_eq() || part[0].then(part[1]) == keys, "{:?} {:?}", part, keys);
        }
    }
}
