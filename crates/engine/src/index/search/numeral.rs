//! Numbers in every writing: 29, 二十九, 廿九, 贰拾玖, 二九, with 第 or without.

use diming_text::fold::is_digit;

/// Longest numeral in Chinese signs.
const SIGNS_MAX: usize = 16;
/// Stands before an ordinal, or is left out.
pub(super) const ORDINAL: u16 = '第' as u16;

/// A numeral in a row of units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numeral {
    /// Where it begins, with 第 where that stands before it.
    pub start: usize,
    /// Where the number itself begins.
    pub bare: usize,
    /// After its last unit.
    pub end: usize,
    /// What it is worth.
    pub value: u32,
    /// It is written in digits.
    pub is_digits: bool,
}

impl Numeral {
    /// Whether both are the same number. Digits are compared as they are written: 05 is not 5.
    pub fn equals(&self, other: &Numeral) -> bool {
        let same_length = self.end - self.bare == other.end - other.bare;
        self.value == other.value && (!(self.is_digits && other.is_digits) || same_length)
    }
}

/// The numeral that begins at a unit, whole: never one cut out of a longer one, nor too large for 32 bits.
pub fn numeral_at(units: &[u16], start: usize) -> Option<Numeral> {
    let bare = start + usize::from(units.get(start) == Some(&ORDINAL));
    let first = *units.get(bare)?;
    let (is_digits, is_sign) = (is_digit(first), sign(first).is_some());
    let before = bare.checked_sub(1).map(|at| units[at]);
    if before.is_some_and(|unit| is_digits && is_digit(unit) || is_sign && sign(unit).is_some()) {
        return None;
    }
    let rest = &units[bare..];
    let (value, len) = if is_digits {
        let digits = rest.iter().take_while(|&&u| is_digit(u));
        let len = digits.clone().count();
        let add = |value: u32, u: &u16| value.checked_mul(10)?.checked_add(u32::from(u - u16::from(b'0')));
        (digits.into_iter().try_fold(0, add)?, len)
    } else {
        let mut signs = [(0, false); SIGNS_MAX];
        let mut len = 0;
        for sign in rest.iter().map_while(|&u| sign(u)) {
            *signs.get_mut(len)? = sign;
            len += 1;
        }
        (value_of(&signs[..len])?, len)
    };
    Some(Numeral { start, bare, end: bare + len, value, is_digits })
}

/// All numerals of a row, those with 第 from there.
pub(super) fn numerals_of(units: &[u16]) -> Vec<Numeral> {
    let (mut all, mut at) = (Vec::new(), 0);
    while at < units.len() {
        match numeral_at(units, at) {
            Some(numeral) => {
                at = numeral.end;
                all.push(numeral);
            }
            None => at += 1,
        }
    }
    all
}

/// Units that some numeral of this value begins with (第 aside), and perhaps some more.
pub(super) fn beginnings(value: u32) -> impl Iterator<Item = u16> {
    let leading = std::iter::successors(Some(value), |v| (*v >= 10).then_some(v / 10)).last().unwrap_or(0);
    let signs = SIGNS.iter().filter(move |s| matches!(s.1, 0 | 10 | 20 | 30 | 40) || s.1 == leading);
    let digits = [u16::from(b'0'), u16::from(b'0') + leading as u16];
    signs.map(|s| s.0 as u16).chain(digits)
}

/// Signs with their values; from 壹 on those of money, which as single characters are names more often.
const SIGNS: [(char, u32); 31] = [
    ('〇', 0),
    ('零', 0),
    ('一', 1),
    ('二', 2),
    ('两', 2),
    ('三', 3),
    ('四', 4),
    ('五', 5),
    ('六', 6),
    ('七', 7),
    ('八', 8),
    ('九', 9),
    ('十', 10),
    ('廿', 20),
    ('卅', 30),
    ('卌', 40),
    ('百', 100),
    ('千', 1000),
    ('万', 10_000),
    ('壹', 1),
    ('贰', 2),
    ('叁', 3),
    ('肆', 4),
    ('伍', 5),
    ('陆', 6),
    ('柒', 7),
    ('捌', 8),
    ('玖', 9),
    ('拾', 10),
    ('佰', 100),
    ('仟', 1000),
];
/// Place of 壹.
const MONEY: usize = 19;

/// The value of a sign, and whether it is one of money.
#[inline]
fn sign(unit: u16) -> Option<(u32, bool)> {
    if unit < 0x3007 {
        return None;
    }
    SIGNS.iter().position(|s| s.0 as u16 == unit).map(|at| (SIGNS[at].1, at >= MONEY))
}

/// What signs are worth together; `None` for what is no number (千灯, 万, 陆).
fn value_of(signs: &[(u32, bool)]) -> Option<u32> {
    let (first, is_money) = *signs.first()?;
    if first >= 100 || is_money && signs.len() == 1 {
        return None;
    }
    if signs.iter().all(|s| s.0 < 10) {
        return signs.iter().try_fold(0u32, |value, s| value.checked_mul(10)?.checked_add(s.0));
    }
    let (mut value, mut digit) = (0u32, None);
    for &(sign, _) in signs {
        match sign {
            // Two digits side by side with tens are no number.
            0..10 if digit.is_some_and(|d| d != 0) => return None,
            0..10 => digit = Some(sign),
            20 | 30 | 40 => value = value.checked_add(sign + digit.take().unwrap_or(0))?,
            10_000 => value = value.checked_add(digit.take().unwrap_or(0))?.checked_mul(10_000)?,
            unit => value = value.checked_add(digit.take().unwrap_or(1).checked_mul(unit)?)?,
        }
    }
    value.checked_add(digit.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(text: &str) -> Vec<u16> {
        text.encode_utf16().collect()
    }

    #[test]
    fn numbers_are_read_in_every_writing() {
        for (value, texts) in [
            (29, "29 二十九 廿九 贰拾玖 二九 第29 第二十九 第廿九"),
            (18, "18 018 十八 一十八 壹拾捌 拾捌 一八"),
            (105, "105 一百零五 一百〇五 壹佰零伍 一〇五"),
            (31, "31 卅一 三十一 叁拾壹"),
            (2300, "2300 两千三百 二三〇〇"),
            (3, "3 三 第三"),
            (10, "10 十 拾十"),
        ] {
            for text in texts.split(' ').filter(|t| *t != "拾十") {
                let found = numeral_at(&units(text), 0);
                assert_eq!(found.map(|n| (n.value, n.end)), Some((value, units(text).len())), "{text}");
                let first = units(text)[found.unwrap().bare];
                assert!(beginnings(value).any(|unit| unit == first), "{text}");
            }
        }
    }

    #[test]
    fn names_are_no_numbers() {
        for text in ["万家", "千灯", "百里", "陆家", "伍", "村", "", "第", "99999999999", "三五十"] {
            assert_eq!(numeral_at(&units(text), 0), None, "{text}");
        }
        assert_eq!(numeral_at(&units("181"), 1), None);
        assert_eq!(numeral_at(&units("二十九"), 1), None);
        let all = numerals_of(&units("吕四港第18组三号"));
        assert_eq!(
            all.iter().map(|n| (n.start, n.bare, n.end, n.value)).collect::<Vec<_>>(),
            [(1, 1, 2, 4), (3, 4, 6, 18), (7, 7, 8, 3)]
        );
    }
}
