//! Numbers of an address with what they count: 123号, 94-2号, 94号之2, 165巷, 12组, 3幢, 62、66、68号.

use diming_engine::index::search::numeral::numeral_at;
use diming_text::fold::{BLANK, BREAK};

/// Numbers that are read before one counter (62、66、68号).
const NUMBERS_MAX: usize = 16;

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counter {
    /// 号: a house along a street.
    House,
    /// 弄, 巷: a lane that leaves a street.
    Lane,
    /// 段: a section of a street, with house numbers of its own.
    Section,
    /// 组, 队, 邻: a group of a village's households.
    Group,
    /// 幢, 室, 楼 …: what is finer than a house number.
    Inside,
}

/// A house number or that of a lane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct House {
    /// The number.
    pub value: u32,
    /// The number behind 之 or -; 0 for none.
    pub sub: u32,
}

/// A number with its counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The first of the numbers.
    pub house: House,
    /// What it counts; `None` where nothing says so.
    pub counter: Option<Counter>,
    /// After its last unit.
    pub end: usize,
}

/// Whether some units begin with a word.
pub fn begins(units: &[u16], word: &str) -> bool {
    let mut rest = units.iter();
    word.chars().all(|c| rest.next().is_some_and(|&unit| u32::from(unit) == c as u32))
}

/// The counter at the beginning of some units, and how many it takes.
fn counter_at(units: &[u16]) -> Option<(Counter, usize)> {
    const WORDS: [(&str, Counter); 21] = [
        ("号楼", Counter::Inside),
        ("号线", Counter::Inside),
        ("号", Counter::House),
        ("弄", Counter::Lane),
        ("巷", Counter::Lane),
        ("段", Counter::Section),
        ("村民小组", Counter::Group),
        ("生产队", Counter::Group),
        ("小组", Counter::Group),
        ("组", Counter::Group),
        ("队", Counter::Group),
        ("邻", Counter::Group),
        ("幢", Counter::Inside),
        ("栋", Counter::Inside),
        ("座", Counter::Inside),
        ("单元", Counter::Inside),
        ("室", Counter::Inside),
        ("楼", Counter::Inside),
        ("层", Counter::Inside),
        ("户", Counter::Inside),
        ("f", Counter::Inside),
    ];
    WORDS.iter().find(|(word, _)| begins(units, word)).map(|(word, counter)| (*counter, word.chars().count()))
}

/// The number behind 之.
fn sub_at(units: &[u16], at: usize) -> Option<(u32, usize)> {
    const SUB: u16 = '之' as u16;
    let numeral = numeral_at(units, at + 1).filter(|_| units.get(at) == Some(&SUB))?;
    Some((numeral.value, numeral.end))
}

/// The number that begins at a unit; `None` where there is none. A hyphen is a blank here.
pub fn counted_at(units: &[u16], start: usize) -> Option<Counted> {
    let first = numeral_at(units, start)?;
    let (mut house, mut at) = (House { value: first.value, sub: 0 }, first.end);
    if let Some((sub, end)) = sub_at(units, at) {
        (house.sub, at) = (sub, end);
    }
    let alone = Counted { house, counter: None, end: at };
    for further in 0..NUMBERS_MAX {
        let blanks = units[at..].iter().take_while(|unit| **unit == BLANK).count();
        if let Some((counter, len)) = counter_at(&units[at + blanks..]) {
            let mut end = at + blanks + len;
            if let Some((sub, after)) = sub_at(units, end).filter(|_| counter == Counter::House && house.sub == 0) {
                (house.sub, end) = (sub, after);
            }
            return Some(Counted { house, counter: Some(counter), end });
        }
        let between = units.get(at).copied();
        let joins = |unit: u16| matches!(unit, BLANK | BREAK) || [u16_of('及'), u16_of('和')].contains(&unit);
        let Some(next) = between.filter(|unit| joins(*unit)).and_then(|_| numeral_at(units, at + 1)) else { break };
        if further == 0 && house.sub == 0 && between == Some(BLANK) {
            house.sub = next.value;
        }
        at = sub_at(units, next.end).map_or(next.end, |(_, end)| end);
    }
    Some(alone)
}

fn u16_of(c: char) -> u16 {
    c as u16
}

/// Units with the numbers before `counted` signs written in digits: 文化路一段 and 文化路1段 are one.
pub fn in_digits(units: &[u16], counted: &str) -> Vec<u16> {
    let (mut written, mut at) = (Vec::with_capacity(units.len()), 0);
    while at < units.len() {
        let numeral = numeral_at(units, at);
        let is_counted =
            |end: usize| units.get(end).is_some_and(|&u| counted.chars().any(|c| c as u32 == u32::from(u)));
        match numeral.filter(|numeral| is_counted(numeral.end)) {
            Some(numeral) => {
                push_number(&mut written, numeral.value);
                at = numeral.end;
            }
            None => {
                written.push(units[at]);
                at += 1;
            }
        }
    }
    written
}

/// Adds a number in digits.
pub fn push_number(units: &mut Vec<u16>, value: u32) {
    units.extend(value.to_string().encode_utf16());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geocode::testing::table;
    use diming_text::fold;

    fn units(text: &str) -> Vec<u16> {
        fold(text, table()).units
    }

    #[track_caller]
    fn check(text: &str, value: u32, sub: u32, counter: Option<Counter>) {
        let found = counted_at(&units(text), 0).map(|c| (c.house.value, c.house.sub, c.counter));
        assert_eq!(found, Some((value, sub, counter)), "{text}");
    }

    #[test]
    fn numbers_are_read_with_what_they_count() {
        check("123号", 123, 0, Some(Counter::House));
        check("１２３ 號", 123, 0, Some(Counter::House));
        check("一百二十三号", 123, 0, Some(Counter::House));
        check("七二號", 72, 0, Some(Counter::House));
        check("94-2号", 94, 2, Some(Counter::House));
        check("94之2號", 94, 2, Some(Counter::House));
        check("94號之2", 94, 2, Some(Counter::House));
        check("62、66、68号", 62, 0, Some(Counter::House));
        check("8,10,12,16號", 8, 0, Some(Counter::House));
        check("112及116 號", 112, 0, Some(Counter::House));
        check("159之11巷", 159, 11, Some(Counter::Lane));
        check("6弄8號", 6, 0, Some(Counter::Lane));
        check("三段", 3, 0, Some(Counter::Section));
        check("12组", 12, 0, Some(Counter::Group));
        check("十二村民小组", 12, 0, Some(Counter::Group));
        check("5号楼", 5, 0, Some(Counter::Inside));
        check("3幢", 3, 0, Some(Counter::Inside));
        check("12", 12, 0, None);
        check("12、人民路3号", 12, 0, None);
        check("三里墩", 3, 0, None);
        assert_eq!(counted_at(&units("人民路"), 0), None);
    }

    #[test]
    fn numbers_of_names_are_written_in_digits() {
        let digits = |text: &str| String::from_utf16(&in_digits(&units(text), "路段街")).unwrap();
        assert_eq!(digits("文化路一段"), "文化路1段");
        assert_eq!(digits("中正二街"), "中正2街");
        assert_eq!(digits("四维三路"), "四维3路");
        assert_eq!(digits("三民中心"), "三民中心");
    }
}
