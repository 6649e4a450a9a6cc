//! Numerals at the end of a part of a street's name: which of them are numbers.

use super::book::{Book, List};

/// Longest numeral looked at, characters.
const RUN_MAX: usize = 12;

/// A way to read the end of a specific: from where on it is a number, and which; `None` for a word altogether.
pub type Way = Option<(usize, String)>;

/// Whether a character can be a part of a Chinese numeral.
pub fn is_numeral(c: char) -> bool {
    matches!(
        c,
        '〇' | '零'
            | '一'
            | '二'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '千'
            | '万'
            | '廿'
            | '卅'
    )
}

fn digit(c: char) -> Option<u32> {
    "〇一二三四五六七八九"
        .chars()
        .zip(0..)
        .find(|(numeral, _)| *numeral == c)
        .map(|(_, value)| value)
        .or(if c == '零' { Some(0) } else { None })
}

/// The value of a numeral as streets are counted: 七, 十二, 四十, 一百零八, 廿四; `None` for what is no such number.
pub fn counted(run: &[char]) -> Option<u32> {
    let (mut value, mut last, mut place) = (0u32, None, 1000u32);
    for (at, &c) in run.iter().enumerate() {
        let unit = match c {
            '百' => 100,
            '十' => 10,
            '廿' | '卅' => {
                let tens = if c == '廿' { 20 } else { 30 };
                if last.is_some() || place <= 10 {
                    return None;
                }
                (value, place) = (value + tens, 10);
                continue;
            }
            '零' | '〇' if at > 0 && last.is_none() && at + 1 < run.len() => continue,
            _ => {
                let found = digit(c).filter(|found| *found > 0 && last.is_none())?;
                last = Some(found);
                continue;
            }
        };
        // 百 needs its digit; 十 may begin.
        let times = last.take().or((unit == 10 && at == 0).then_some(1))?;
        if unit >= place {
            return None;
        }
        (value, place) = (value + times * unit, unit);
    }
    let value = value + last.unwrap_or(0);
    (value > 0).then_some(value)
}

/// The number that a single sign stands for: ②, Ⅱ.
pub fn number_sign(c: char) -> Option<u32> {
    let first = match c {
        '①'..='⑳' => '①',
        'Ⅰ'..='Ⅻ' => 'Ⅰ',
        'ⅰ'..='ⅻ' => 'ⅰ',
        _ => return None,
    };
    Some(c as u32 - first as u32 + 1)
}

/// A name with its numbers in digits, one way for each number: 二马路, 第二马路 and 2马路 are one. What is no such number
/// stays: 五一.
pub fn in_digits(name: &[char]) -> Vec<char> {
    let (mut made, mut at) = (Vec::with_capacity(name.len()), 0);
    while at < name.len() {
        let start = at + usize::from(name[at] == '第');
        let rest = &name[start..];
        let digits = rest.iter().take_while(|c| c.is_ascii_digit()).count();
        let numerals = rest.iter().take_while(|c| is_numeral(**c)).count();
        let number = match (digits, numerals) {
            (1.., _) => rest[..digits].iter().collect::<String>().parse().ok(),
            (_, 1..=RUN_MAX) => counted(&rest[..numerals]).or_else(|| coded(&rest[..numerals])),
            _ => rest.first().and_then(|c| number_sign(*c)),
        };
        match number {
            Some(number) => {
                made.extend(number.to_string().chars());
                at = start + digits.max(numerals).max(1);
            }
            None => {
                let end = (start + digits.max(numerals)).max(at + 1);
                made.extend(&name[at..end]);
                at = end;
            }
        }
    }
    made
}

/// The value of a code with a zero in it: 一〇二.
fn coded(run: &[char]) -> Option<u32> {
    let digits: Option<Vec<u32>> = run.iter().map(|c| digit(*c)).collect();
    let digits = digits.filter(|digits| digits.len() > 1 && digits[0] > 0 && digits.contains(&0))?;
    digits.into_iter().try_fold(0u32, |value, digit| value.checked_mul(10)?.checked_add(digit))
}

/// A date or a place's name, rather than a direction or a ten with a number behind: 五一, 丈八, not 东四, 十一.
fn is_name(word: &[char], book: &Book) -> bool {
    match word.iter().all(|c| is_numeral(*c)) {
        true => !word.contains(&'十'),
        false => !book.has(List::Modifiers, &word[..1]),
    }
}

/// The ways to read the numeral that ends some characters, the likeliest first; none without a numeral.
/// `is_followed` tells that a modifier stands between it and the generic.
pub fn ways(chars: &[char], is_followed: bool, book: &Book) -> Vec<Way> {
    let latin = chars.iter().rev().take_while(|c| c.is_ascii_digit()).count();
    if latin > 0 {
        let code = chars.iter().rev().take_while(|c| c.is_ascii_alphanumeric()).count();
        let start = chars.len() - code;
        return vec![Some((start, chars[start..].iter().collect()))];
    }
    let len = chars.iter().rev().take(RUN_MAX + 1).take_while(|c| is_numeral(**c)).count();
    if len == 0 || len > RUN_MAX {
        return Vec::new();
    }
    let start = chars.len() - len;
    let number = |from: usize| counted(&chars[from..]).map(|value| Some((from, value.to_string())));
    let (mut first, mut last) = (Vec::new(), Vec::new());
    for word in book.words(List::Numerals) {
        let is_whole_numeral = word.iter().all(|c| is_numeral(*c));
        for end in start + 1..=chars.len() {
            let Some(begin) = end.checked_sub(word.len()).filter(|begin| chars[*begin..end] == word[..]) else {
                continue;
            };
            // A date is not cut out of a longer numeral: 三十八.
            if is_whole_numeral && begin != start || !is_whole_numeral && begin >= start {
                continue;
            }
            match end == chars.len() {
                false => first.extend(number(end)),
                true if is_followed || is_name(word, book) => first.push(None),
                true => last.push(None),
            }
        }
    }
    let run = &chars[start..];
    let is_plain = run.iter().all(|c| digit(*c).is_some());
    if is_plain && run.len() > 1 {
        let is_code = run.iter().any(|c| digit(*c) == Some(0));
        let code = run.iter().filter_map(|c| digit(*c)).map(|d| d.to_string()).collect::<String>();
        match (is_code, start) {
            (true, _) => first.push(Some((start, code))),
            (false, 0) => last.insert(0, None),
            _ => {
                first.extend(number(chars.len() - 1));
                last.push(None);
            }
        }
    } else {
        first.extend(number(start));
        // One character before it may be a family's or a word's beginning: 李十三.
        let alone = start == 1 && !book.has(List::Modifiers, &chars[..1]) && !"经纬环第横支".contains(chars[0]);
        if first.is_empty() || alone {
            last.push(None);
        }
    }
    first.extend(last);
    let mut ways: Vec<Way> = Vec::new();
    first.into_iter().for_each(|way| {
        if !ways.contains(&way) {
            ways.push(way);
        }
    });
    ways
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, is_followed: bool, expected: &[Option<(usize, &str)>]) {
        let book = Book::new(&[], &[], &["东".to_owned()]);
        let chars: Vec<char> = text.chars().collect();
        let found = ways(&chars, is_followed, &book);
        let found: Vec<_> = found.iter().map(|way| way.as_ref().map(|(at, value)| (*at, value.as_str()))).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn numerals_that_are_numbers_come_first_where_they_are() {
        check("人民", false, &[]);
        check("人民十二", false, &[Some((2, "12"))]);
        check("二", false, &[Some((0, "2"))]);
        check("五一", false, &[None]);
        check("五十一", false, &[Some((0, "51"))]);
        check("三十八", false, &[Some((0, "38"))]);
        check("十一", false, &[Some((0, "11")), None]);
        check("丈八四", false, &[Some((2, "4")), None]);
        check("丈八", false, &[None, Some((1, "8"))]);
        check("东四十二", false, &[Some((2, "12")), Some((1, "42"))]);
        check("东四", true, &[None, Some((1, "4"))]);
        check("东四", false, &[Some((1, "4")), None]);
        check("八一二", false, &[Some((2, "2")), None]);
        check("一〇二", false, &[Some((0, "102"))]);
        check("太平3", false, &[Some((2, "3"))]);
        check("百万", false, &[None]);
        check("廿四", false, &[Some((0, "24"))]);
        check("五卅", false, &[None]);
    }

    #[test]
    fn numbers_are_written_in_one_way() {
        let made = |text: &str| in_digits(&text.chars().collect::<Vec<_>>()).into_iter().collect::<String>();
        for (text, expected) in [
            ("二马路", "2马路"),
            ("2马路", "2马路"),
            ("第二马路", "2马路"),
            ("胜利第01巷", "胜利1巷"),
            ("胜利一百零八巷", "胜利108巷"),
            ("一〇二路", "102路"),
            ("三里桥", "3里桥"),
            ("江海Ⅱ村②", "江海2村2"),
            ("五一路", "五一路"),
            ("万三路", "万三路"),
            ("第五一路", "第五一路"),
            ("及第路", "及第路"),
            ("第", "第"),
            ("99999999999路", "99999999999路"),
            ("一二三四五六七八九十一二三路", "一二三四五六七八九十一二三路"),
        ] {
            assert_eq!(made(text), expected, "{text}");
        }
    }

    #[test]
    fn streets_are_counted_up_to_hundreds() {
        let value = |text: &str| counted(&text.chars().collect::<Vec<_>>());
        for (text, expected) in
            [("十", 10), ("二十", 20), ("一百零八", 108), ("一百二十", 120), ("廿一", 21), ("九", 9), ("卅", 30)]
        {
            assert_eq!(value(text), Some(expected), "{text}");
        }
        for text in ["", "百", "一万", "两千", "零", "三三", "十百", "十十", "一十百"] {
            assert_eq!(value(text), None, "{text}");
        }
    }
}
