//! Parses values as people write them in tables: numbers as text, 是/否, 2023年5月, lists in one text.

use crate::dataset::Date;
pub use diming_protocol::parse_yes_no;
use diming_text::decimal::parse_decimal;
use std::borrow::Cow;

/// Converts full-width characters to ASCII and other blanks to spaces, and trims.
pub fn narrow(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let plain = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{2212}' => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    };
    Cow::Owned(text.chars().filter(|c| !matches!(c, '\u{200b}' | '\u{feff}' | '\u{fe0f}')).map(plain).collect())
}

/// A number given as text.
pub fn parse_number(text: &str) -> Option<f64> {
    parse_decimal(narrow(text).trim()).filter(|number| number.is_finite())
}

/// A number as written in a field with a unit (in each language): 2,350, ８０, 80张, 80（张）, 1.5万. Several or vague
/// numbers (约80, 80-100, ≥80) are none.
pub fn parse_quantity(text: &str, units: [&str; 2]) -> Option<f64> {
    let text = with_commas(text);
    let text = narrow(&text);
    let mut text = text.trim();
    for unit in units.iter().map(|unit| narrow(unit)).filter(|unit| !unit.is_empty()) {
        let open = text.strip_suffix(')').unwrap_or(text);
        if let Some(rest) = open.strip_suffix(&*unit) {
            let rest = if open.len() < text.len() { rest.trim_end().strip_suffix('(') } else { Some(rest) };
            text = rest.unwrap_or(text).trim_end();
            break;
        }
    }
    let (digits, exponent) = match text.strip_suffix('万') {
        Some(digits) => (digits, "e4"),
        None => text.strip_suffix('亿').map_or((text, ""), |digits| (digits, "e8")),
    };
    let joined = joined_thousands(&joined_blanks(digits.trim_end()))?;
    if !exponent.is_empty() && joined.contains(['e', 'E']) {
        return None;
    }
    parse_decimal(&format!("{joined}{exponent}")).filter(|number| number.is_finite())
}

/// A text with commas for the narrow blanks between groups of digits.
fn with_commas(text: &str) -> Cow<'_, str> {
    let is_narrow = |c: char| matches!(c, '\u{a0}' | '\u{2009}' | '\u{202f}');
    if !text.contains(is_narrow) {
        return Cow::Borrowed(text);
    }
    let signs: Vec<char> = text.chars().collect();
    let is_digit = |at: usize| signs.get(at).is_some_and(char::is_ascii_digit);
    let sign = |(at, &c): (usize, &char)| {
        if is_narrow(c) && at > 0 && is_digit(at - 1) && is_digit(at + 1) { ',' } else { c }
    };
    Cow::Owned(signs.iter().enumerate().map(sign).collect())
}

/// A number with commas for plain blanks between groups of digits; `80 100` may be two numbers and is unchanged.
fn joined_blanks(text: &str) -> Cow<'_, str> {
    let mut groups = text.split(' ');
    let first = groups.next().unwrap_or("");
    if text.contains(',') || groups.clone().count() == 0 || first.len() > 1 && groups.count() == 1 {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace(' ', ","))
}

/// A number without the commas between groups of three digits; `None` if they are elsewhere.
fn joined_thousands(text: &str) -> Option<String> {
    if !text.contains(',') {
        return Some(text.to_owned());
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let mut groups = unsigned.split('.').next()?.split(',');
    let first = groups.next()?;
    let is_digits = |group: &str| group.bytes().all(|b| b.is_ascii_digit());
    let fits = (1..=3).contains(&first.len()) && is_digits(first) && groups.all(|g| g.len() == 3 && is_digits(g));
    let decimals = unsigned.split_once('.').map_or("", |(_, decimals)| decimals);
    (fits && !decimals.contains(',')).then(|| text.replace(',', ""))
}

/// Placeholders for "no value" in a number, date or choice field.
pub fn is_placeholder(text: &str) -> bool {
    let text = narrow(text);
    let text = text.trim();
    let is_rule = |c| matches!(c, '-' | '—' | '–' | '―' | '─' | '/' | '\\' | '_' | '.' | '…' | ' ');
    let is_day = |c| matches!(c, '0' | '-' | '/' | ':' | ' ');
    text.chars().all(is_rule)
        || matches!(text, "暂无" | "未知" | "不详" | "待定" | "待补" | "待核" | "待查" | "空" | "空白")
        || matches!(
            text.to_ascii_lowercase().as_str(),
            "n/a" | "na" | "null" | "none" | "nil" | "nan" | "(null)" | "<null>"
        )
        || text.starts_with("0000-00-00") && text.chars().all(is_day)
}

/// Parses yes or no.
pub fn parse_mark(text: &str) -> Option<bool> {
    let text = narrow(text);
    match text.trim() {
        "1.0" | "☑" | "✅" | "是的" | "t" | "T" => Some(true),
        "0.0" | "☒" | "❌" | "✖" | "✕" | "f" | "F" => Some(false),
        text => parse_yes_no(text),
    }
}

/// Smallest and largest serial number taken for a day: 1950 to 2099.
const SERIALS: std::ops::Range<u32> = 18_264..73_051;
/// Serial number of 1970-01-01.
const SERIAL_1970: u32 = 25_569;

/// Parses the serial number of a day in Excel: days since the end of 1899, the fraction is the time.
pub fn parse_serial(text: &str) -> Option<Date> {
    let text = narrow(text);
    let (whole, time) = text.split_once('.').unwrap_or((&text, ""));
    if whole.len() != 5 || !whole.bytes().chain(time.bytes()).all(|b| b.is_ascii_digit()) {
        return None;
    }
    let serial = whole.bytes().fold(0, |serial, b| serial * 10 + u32::from(b - b'0'));
    if !SERIALS.contains(&serial) {
        return None;
    }
    let (mut days, mut year) = (i64::from(serial) - i64::from(SERIAL_1970), 1970_u32);
    let days_of = |year: u32| if Date::new(year, 2, 29).is_some() { 366 } else { 365 };
    while days < 0 {
        year -= 1;
        days += days_of(year);
    }
    while days >= days_of(year) {
        days -= days_of(year);
        year += 1;
    }
    let mut month = 1;
    let days_in = |month| (28..=31).rev().find(|&day| Date::new(year, month, day).is_some()).unwrap_or(28);
    while days >= i64::from(days_in(month)) {
        days -= i64::from(days_in(month));
        month += 1;
    }
    Date::new(year, month, days as u32 + 1)
}

/// Parses a day, month or year: 2023-05-04, 2023/5/4, 2023.5, 2023年5月4日, 20230504, 202305, 2023; a day of the week or
/// a time after it is ignored.
pub fn parse_date(text: &str) -> Option<Date> {
    let (year, month, day) = numbers_of_date(text)?;
    Date::new(year, month?, day?)
}

/// Whether a text is a date that does not exist: 2023-02-30.
pub fn is_no_day(text: &str) -> bool {
    parse_date(text).is_none() && numbers_of_date(text).is_some()
}

/// Whether a time other than midnight follows a day.
pub fn has_time(text: &str) -> bool {
    let text = narrow(text);
    let text = without_weekday(text.trim());
    let time = without_time(text).and_then(|day| text.get(day.len()..)).unwrap_or("");
    time.split(['+', 'Z', 'z']).next().is_some_and(|time| time.contains(|c: char| matches!(c, '1'..='9')))
}

/// Year, month and day as written: 0 for a missing month or day, `None` for one given as 0.
fn numbers_of_date(text: &str) -> Option<(u32, Option<u32>, Option<u32>)> {
    let text = narrow(text);
    let text = without_time(without_weekday(text.trim()))?;
    let mut groups = [0; 3];
    let mut widths = [0; 3];
    let mut group = 0;
    let mut is_apart = false;
    for char in text.chars() {
        match char {
            '0'..='9' => {
                // A blank between digits is a separator.
                if is_apart && widths.get(group).is_some_and(|&width| width > 0) {
                    group += 1;
                }
                if group > 2 || widths[group] > 7 {
                    return None;
                }
                groups[group] = groups[group] * 10 + char.to_digit(10)?;
                widths[group] += 1;
            }
            '年' | '月' | '日' | '号' | '-' | '/' | '.' | '－' if group < 3 && widths[group] > 0 => group += 1,
            ' ' => {}
            _ => return None,
        }
        is_apart = char == ' ';
    }
    let [first, month, day] = groups;
    match widths {
        [4, 0, 0] => Some((first, Some(0), Some(0))),
        [6, 0, 0] => Some((first / 100, some(first % 100), Some(0))),
        [8, 0, 0] => Some((first / 10_000, some(first / 100 % 100), some(first % 100))),
        [4, 1..=2, 0] => Some((first, some(month), Some(0))),
        [4, 1..=2, 1..=2] => Some((first, some(month), some(day))),
        _ => None,
    }
}

/// A day without the day of the week after it: 星期一, （周日）, 礼拜天.
fn without_weekday(text: &str) -> &str {
    let open = text.strip_suffix(')').unwrap_or(text);
    let Some(rest) = open.strip_suffix(['一', '二', '三', '四', '五', '六', '日', '天']) else { return text };
    let Some(rest) = ["星期", "礼拜", "周"].iter().find_map(|word| rest.strip_suffix(word)) else { return text };
    let rest = if open.len() < text.len() { rest.strip_suffix('(').unwrap_or(rest) } else { rest };
    rest.trim_end_matches([' ', ','])
}

/// A day without the time after it; `None` for a time without a day.
fn without_time(text: &str) -> Option<&str> {
    let bytes = text.as_bytes();
    // 20240101080000
    if bytes.len() == 14 && bytes.iter().all(u8::is_ascii_digit) {
        return text.get(..8);
    }
    let behind_day = text.find(['日', '号']).map(|at| at + '日'.len_utf8());
    match (text.find([':', '时', '点']), behind_day) {
        (None, _) => Some(text),
        (Some(time), Some(day)) if day < time => text.get(..day),
        (Some(time), _) => {
            let end = text.get(..time)?.rfind(['T', 't', ' '])?;
            text.get(..end)
        }
    }
}

/// A given month or day: not zero.
fn some(number: u32) -> Option<u32> {
    (number > 0).then_some(number)
}

/// Whether a text is a long number that a spreadsheet has rounded: `3.20681E+17`.
pub fn is_spoilt(key: &str) -> bool {
    if !matches!(key.as_bytes(), [b'0'..=b'9', b'.' | b'E' | b'e', ..]) {
        return false;
    }
    let Some((mantissa, exponent)) = key.split_once(['E', 'e']) else { return false };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    is_number(whole) && is_number(decimals) && is_number(exponent.strip_prefix('+').unwrap_or(exponent))
}

/// The items of a list in one text, split at 、 ; ；.
pub fn split_list(text: &str) -> impl Iterator<Item = &str> {
    text.split(['、', ';', '；']).map(str::trim).filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_people_write_them() {
        let cases = [
            ("2023年5月", 20_230_500),
            ("2023-05-04", 20_230_504),
            ("2023/5/4", 20_230_504),
            ("2023.5", 20_230_500),
            ("2023.10", 20_231_000),
            ("2023", 20_230_000),
            ("2023年", 20_230_000),
            ("20230504", 20_230_504),
            ("202305", 20_230_500),
            ("2023年5月4日", 20_230_504),
            (" 2023 年 5 月 4 日 ", 20_230_504),
            ("2023-05-04T08:30:00Z", 20_230_504),
            ("2023-05-04 08:30", 20_230_504),
            ("2024-02-29", 20_240_229),
            ("2024年1月1日 星期一", 20_240_101),
            ("2024年1月1日（周一）", 20_240_101),
            ("2024/1/1 星期一", 20_240_101),
            ("2024.1.1", 20_240_101),
            ("２０２４－１－１", 20_240_101),
            ("２０２４年１月", 20_240_100),
            ("2024-1-1 08:00:00", 20_240_101),
            ("2024-01-01T08:00:00.000+08:00", 20_240_101),
            ("2024年1月1日上午8:00", 20_240_101),
            ("2024年1月1日8时30分", 20_240_101),
            ("20240101080000", 20_240_101),
            ("2024 01 01", 20_240_101),
            ("2024 1 1", 20_240_101),
        ];
        for (text, number) in cases {
            assert_eq!(parse_date(text).map(Date::number), Some(number), "{text}");
        }
        let none = [
            "",
            "不详",
            "2023-02-29",
            "2023-13",
            "2023-0-1",
            "08:30",
            "23-5-4",
            "2023-5-4-1",
            "202300",
            "2023--5",
            "123456789012345678901",
            "1/2/2024",
            "01-02-2024",
            "24/1/2",
            "2024年1月1日起",
            "2023-2024",
            "2024-01-01至2025-01-01",
            "20249999999999",
            "星期一",
            "45292",
        ];
        for text in none {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }

    #[test]
    fn days_that_do_not_exist_and_times_of_day() {
        for text in ["2023-02-30", "2023年13月1日", "20230230", "2023-0-1", "2023/4/31 8:00"] {
            assert!(is_no_day(text), "{text}");
        }
        for text in ["2023-02-28", "不详", "2024年初", "1/2/2024", ""] {
            assert!(!is_no_day(text), "{text}");
        }
        for text in ["2024/3/1 10:00", "2024年1月1日上午8:00", "20240101080000", "2024-01-01T08:00:00+08:00"] {
            assert!(has_time(text), "{text}");
        }
        for text in ["2024-03-01", "2024/3/1 0:00:00", "2024-01-01T00:00:00+08:00", "2024年1月1日 星期一", "08:30"]
        {
            assert!(!has_time(text), "{text}");
        }
    }

    #[test]
    fn yes_and_no() {
        for text in ["是", "有", "√", " true ", "YES", "1", "y", "✔️", "✓", "１", "Ｙ", "1.0", "☑", "t", "对"]
        {
            assert_eq!(parse_mark(text), Some(true), "{text}");
        }
        for text in ["否", "无", "×", "false", "0", "N", "✗", "Ｎ", "0.0", "没有", "❌"] {
            assert_eq!(parse_mark(text), Some(false), "{text}");
        }
        for text in ["", "不详", "2", "是否"] {
            assert_eq!(parse_mark(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_given_as_text() {
        for (text, number) in [("120", Some(120.0)), (" -3.5 ", Some(-3.5)), ("1e3", Some(1000.0)), ("+7", Some(7.0))] {
            assert_eq!(parse_number(text), number, "{text}");
        }
        for text in ["", "inf", "NaN", "120张", "1,200", "1e999", "-", "0x10"] {
            assert_eq!(parse_number(text), None, "{text}");
        }
    }

    #[test]
    fn quantities_as_people_write_them() {
        let cases = [
            ("2,350", 2_350.0),
            ("2，350", 2_350.0),
            ("1 200", 1_200.0),
            ("1 234 567", 1_234_567.0),
            ("12\u{2009}350 张", 12_350.0),
            ("12\u{a0}350\u{a0}张", 12_350.0),
            ("1,234,567.5", 1_234_567.5),
            ("-2,350", -2_350.0),
            ("８０", 80.0),
            ("８０．５", 80.5),
            ("80张", 80.0),
            ("80 张", 80.0),
            ("80（张）", 80.0),
            ("2,350张", 2_350.0),
            ("80 beds", 80.0),
            ("80.0", 80.0),
            ("1.5万", 15_000.0),
            ("1.5万张", 15_000.0),
            ("2亿", 2e8),
            ("1e3", 1_000.0),
        ];
        for (text, number) in cases {
            assert_eq!(parse_quantity(text, ["张", "beds"]), Some(number), "{text}");
        }
        let none = [
            "约80",
            "80-100",
            "80~100",
            "≥80",
            "80+",
            "80余",
            "80多张",
            "80人",
            "张",
            "2,35",
            "23,50",
            "1,2345",
            "2,350,1",
            "1,200e3",
            "1e3万",
            "80%",
            "80张左右",
            "八十",
            "80/100",
            "80 100",
            "1 20",
            "1 200 3",
            "",
        ];
        for text in none {
            assert_eq!(parse_quantity(text, ["张", "beds"]), None, "{text}");
        }
        assert_eq!(parse_quantity("3.25米", ["米", "m"]), Some(3.25));
        assert_eq!(parse_quantity("3.25m", ["米", "m"]), Some(3.25));
        assert_eq!(parse_quantity("3000元／月", ["元/月", "yuan a month"]), Some(3_000.0));
        assert_eq!(parse_quantity("3000元", ["元/月", "yuan a month"]), None);
    }

    #[test]
    fn signs_that_stand_for_nothing() {
        for text in [
            "—",
            "——",
            "-",
            "--",
            "/",
            "\\",
            "－",
            "／",
            "N/A",
            "n/a",
            "null",
            "NULL",
            "None",
            "nan",
            "暂无",
            "不详",
            "…",
            " ",
            "0000-00-00",
        ] {
            assert!(is_placeholder(text), "{text}");
        }
        for text in ["无", "0", "-1", "否", "约80", "很多", "1/2", "#N/A", "00", "name"] {
            assert!(!is_placeholder(text), "{text}");
        }
    }

    #[test]
    fn serial_numbers_of_days() {
        let cases = [
            ("45292", 20_240_101),
            ("45292.5", 20_240_101),
            ("45350", 20_240_228),
            ("45351", 20_240_229),
            ("45657", 20_241_231),
            ("25569", 19_700_101),
            ("25568", 19_691_231),
            ("18264", 19_500_101),
            ("73050", 20_991_231),
            ("４５２９２", 20_240_101),
        ];
        for (text, number) in cases {
            assert_eq!(parse_serial(text).map(Date::number), Some(number), "{text}");
        }
        for text in ["18263", "73051", "4529", "452920", "45292a", "-45292", "45,292", ""] {
            assert_eq!(parse_serial(text), None, "{text}");
        }
    }

    #[test]
    fn lists_in_one_text() {
        assert_eq!(
            split_list("助餐、日间照料;康复；; 巡视 ").collect::<Vec<_>>(),
            ["助餐", "日间照料", "康复", "巡视"]
        );
        assert_eq!(split_list(" ").count(), 0);
    }
}
