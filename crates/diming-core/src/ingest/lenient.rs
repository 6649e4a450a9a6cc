//! Values as people write them in tables: numbers as text, 是/否, 2023年5月, lists in one text.

use crate::dataset::Date;
pub use crate::door::application::parse_yes_no;
use crate::text::decimal::parse_decimal;

/// A number given as text.
pub fn parse_number(text: &str) -> Option<f64> {
    parse_decimal(text.trim()).filter(|number| number.is_finite())
}

/// A day, month or year: 2023-05-04, 2023/5/4, 2023.5, 2023年5月4日, 20230504, 202305, 2023; a time of day
/// behind it is left out.
pub fn parse_date(text: &str) -> Option<Date> {
    let mut text = text.trim();
    if let Some(colon) = text.find(':') {
        text = &text[..text[..colon].rfind(['T', 't', ' '])?];
    }
    let mut groups = [0; 3];
    let mut widths = [0; 3];
    let mut group = 0;
    for char in text.chars() {
        match char {
            '0'..='9' if group < 3 && widths[group] < 8 => {
                groups[group] = groups[group] * 10 + char.to_digit(10)?;
                widths[group] += 1;
            }
            '年' | '月' | '日' | '号' | '-' | '/' | '.' | '．' | '－' if group < 3 && widths[group] > 0 => {
                group += 1
            }
            ' ' => {}
            _ => return None,
        }
    }
    let [first, month, day] = groups;
    match widths {
        [4, 0, 0] => Date::new(first, 0, 0),
        [6, 0, 0] => Date::new(first / 100, some(first % 100)?, 0),
        [8, 0, 0] => Date::new(first / 10_000, some(first / 100 % 100)?, some(first % 100)?),
        [4, 1..=2, 0] => Date::new(first, some(month)?, 0),
        [4, 1..=2, 1..=2] => Date::new(first, some(month)?, some(day)?),
        _ => None,
    }
}

/// A month or day that is given: not zero.
fn some(number: u32) -> Option<u32> {
    (number > 0).then_some(number)
}

/// The parts of a list in one text, split at 、 ; ；.
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
        ];
        for text in none {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }

    #[test]
    fn yes_and_no() {
        for text in ["是", "有", "√", " true ", "YES", "1", "y"] {
            assert_eq!(parse_yes_no(text), Some(true), "{text}");
        }
        for text in ["否", "无", "×", "false", "0", "N"] {
            assert_eq!(parse_yes_no(text), Some(false), "{text}");
        }
        for text in ["", "不详", "2", "是否"] {
            assert_eq!(parse_yes_no(text), None, "{text}");
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
    fn lists_in_one_text() {
        assert_eq!(
            split_list("助餐、日间照料;康复；; 巡视 ").collect::<Vec<_>>(),
            ["助餐", "日间照料", "康复", "巡视"]
        );
        assert_eq!(split_list(" ").count(), 0);
    }
}
