//! Telephone numbers out of one text, as people write several into a field.
//!
//! Numbers are split at 、，,;；/ and line ends, and where one is whole and another begins; words around a number
//! label it (值班电话：…, （夜间）). What follows 转, 分机, #, ext, or a hyphen behind a whole number is the extension,
//! and so are further short numbers behind it (转8001、8002): digits of two things never stand in one link. Only what
//! has three digits or more can be dialled; the rest stays text. At most 12 numbers are read.

use std::ops::Range;

const PHONES_MAX: usize = 12;
/// Digits of what can be dialled.
const DIGITS: std::ops::RangeInclusive<usize> = 3..=15;
/// Digits of an extension, and of one that no sign tells.
const EXTENSION_DIGITS: std::ops::RangeInclusive<usize> = 1..=6;
const BARE_EXTENSION_DIGITS: std::ops::RangeInclusive<usize> = 3..=4;
/// Fewest digits of a whole number without its area.
const WHOLE_DIGITS_MIN: usize = 7;
const EXTENSION_WORDS: [&str; 9] = ["#", "＃", "转", "轉", "分机", "分機", "ext.", "ext", "Ext"];
/// Words between two numbers that label neither.
const JOINING: &[char] = &['或', '和', '及', '与', '至', '~', '～', '：', ':'];

/// One number of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone {
    /// Words that stood with it; may be empty.
    pub label: String,
    /// As it is shown, grouped.
    pub shown: String,
    /// What `tel:` takes (RFC 3966: digits, a leading plus, `;ext=`); empty where it cannot be dialled.
    pub dial: String,
}

/// All numbers of a field, in order.
pub fn phones(field: &str) -> Vec<Phone> {
    let mut found = Vec::new();
    // The last number without its extension: what further extensions belong to.
    let mut last: Option<Number> = None;
    let parts = field.split(['、', '，', ',', ';', '；', '/', '／', '\n', '\r', '|']);
    for part in parts.map(str::trim).filter(|part| !part.is_empty()) {
        read_part(part, &mut last, &mut found);
    }
    found.truncate(PHONES_MAX);
    found
}

/// A number as it is written.
#[derive(Clone, Debug, Default)]
struct Number {
    /// Digits with a leading plus where one is written.
    dial: String,
    /// As it is shown.
    shown: String,
    /// Whether an extension has been read.
    has_extension: bool,
}

impl Number {
    fn phone(&self, label: String, extension: &str) -> Phone {
        let (sign, ext) = if extension.is_empty() { ("", "") } else { (" #", ";ext=") };
        Phone {
            label,
            shown: format!("{}{sign}{extension}", self.shown),
            dial: format!("{}{ext}{extension}", self.dial),
        }
    }
}

/// Reads what stands between two separators: words, a number, its extensions, perhaps further numbers.
fn read_part(part: &str, last: &mut Option<Number>, found: &mut Vec<Phone>) {
    if let Some((number, extension)) = further_extension(part, last.as_mut()) {
        return found.push(number.phone(String::new(), extension));
    }
    let mut at = 0;
    let begun = found.len();
    while let Some(written) = next_number(part, at, found.len() > begun).filter(|_| found.len() < PHONES_MAX) {
        let words = tidy(&part[at..written.start]);
        let (number, extension, end) = read_number(part, written);
        // Words in brackets belong to the number before them, others to the one behind.
        let next = next_number(part, end, true).map_or(part.len(), |next| next.start);
        let bracket = part[end..next].char_indices().find(|(_, c)| ")）".contains(*c));
        let bracket = bracket.map_or(end, |(at, c)| end + at + c.len_utf8());
        at = if next == part.len() { next } else { bracket };
        let label = [words, tidy(&part[end..at])].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>();
        found.push(number.phone(label.join(" "), &extension));
        *last = Some(Number { has_extension: !extension.is_empty(), ..number });
    }
    if found.len() == begun {
        found.push(Phone { label: String::new(), shown: part.to_owned(), dial: String::new() });
    }
}

/// Words without the signs around them.
fn tidy(words: &str) -> String {
    words
        .trim_matches(|c: char| c.is_whitespace() || "：:()（）-－—.~～".contains(c) || JOINING.contains(&c))
        .to_owned()
}

/// A short number, alone or behind an extension's word, that belongs to the number before.
fn further_extension<'a, 't>(part: &'t str, last: Option<&'a mut Number>) -> Option<(&'a mut Number, &'t str)> {
    let number = last.filter(|number| digits_of(&number.dial).len() >= WHOLE_DIGITS_MIN)?;
    let part = part.trim_matches(|c: char| c.is_whitespace() || JOINING.contains(&c));
    let word = EXTENSION_WORDS.iter().find_map(|word| part.strip_prefix(word));
    let digits = word.unwrap_or(part).trim();
    let lengths = if word.is_some() || number.has_extension { EXTENSION_DIGITS } else { BARE_EXTENSION_DIGITS };
    let is_one = lengths.contains(&digits.len()) && digits.chars().all(|c| c.is_ascii_digit()) && !is_service(digits);
    number.has_extension |= is_one;
    is_one.then_some((number, digits))
}

fn digits_of(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn is_in_number(c: char) -> bool {
    c.is_ascii_digit() || "+-－—–‐()（） .".contains(c)
}

/// Where the next number is written. The first one of a part is any of three digits or more; one behind words with
/// digits (24小时热线0513-…), or behind another number, must be whole.
fn next_number(part: &str, from: usize, must_be_whole: bool) -> Option<Range<usize>> {
    let mut from = from;
    loop {
        let start = from + part[from..].find(|c: char| c.is_ascii_digit() || c == '+')?;
        let length = part[start..].find(|c: char| !is_in_number(c)).unwrap_or(part.len() - start);
        let is_end = |c: char| c.is_ascii_digit() || ")）".contains(c);
        let end = start + part[start..start + length].trim_end_matches(|c| !is_end(c)).len();
        // An area code may stand in brackets, which belong to the number and not to its label.
        let begin = part[from..start].strip_suffix(['(', '（']).map_or(start, |words| from + words.len());
        let written = if part[start..end].contains([')', '）']) { begin..end } else { start..end };
        let has_more = part[end..].contains(|c: char| c.is_ascii_digit());
        let text = &part[written.clone()];
        let is_one = whole_groups(text).is_some()
            || !must_be_whole
                && digits_of(text).len() >= *DIGITS.start()
                && (!has_more || extension_behind(part, end).is_some());
        if is_one {
            return Some(written);
        }
        from = end.max(start + 1);
    }
}

/// The groups of digits of a number, each with the byte behind it.
fn groups(written: &str) -> Vec<(&str, usize)> {
    let mut groups = Vec::new();
    let mut start = None;
    for (at, c) in written.char_indices().chain([(written.len(), ' ')]) {
        match (c.is_ascii_digit(), start) {
            (true, None) => start = Some(at),
            (false, Some(begin)) => {
                groups.push((&written[begin..at], at));
                start = None;
            }
            _ => {}
        }
    }
    groups
}

/// 110, 119, 120, 122, and five digits as of 12345, 95598.
fn is_service(digits: &str) -> bool {
    matches!(digits, "110" | "119" | "120" | "122") || digits.len() == 5 && digits.starts_with(['1', '9'])
}

/// A mobile number, or a service's of ten digits (400, 800).
fn is_usual(digits: &str) -> bool {
    match digits.as_bytes() {
        [b'1', b'3'..=b'9', ..] => digits.len() == 11,
        [b'4' | b'8', b'0', b'0', ..] => digits.len() == 10,
        _ => false,
    }
}

fn has_plus(written: &str) -> bool {
    written.trim_start_matches(['(', '（', ' ']).starts_with('+')
}

/// How many groups of digits make a whole number; `None` where they never do.
fn whole_groups(written: &str) -> Option<usize> {
    let groups = groups(written);
    let enough = |digits: &str| match digits.as_bytes() {
        _ if has_plus(written) => digits.len() >= 11,
        [b'0', b'0', ..] => digits.len() >= 13,
        [b'0', ..] => digits.len() >= if groups.first().is_some_and(|(area, _)| area.len() == 2) { 9 } else { 10 },
        _ => digits.len() >= WHOLE_DIGITS_MIN,
    };
    let mut digits = String::new();
    let mut whole = None;
    for (at, (group, _)) in groups.iter().enumerate() {
        digits.push_str(group);
        // 138-0000-1234 and 400-123-4567 seem whole sooner.
        if is_usual(&digits) {
            return Some(at + 1);
        }
        if whole.is_none() && (enough(&digits) || groups.len() == 1 && is_service(&digits)) {
            whole = Some(at + 1);
        }
    }
    whole
}

/// The extension behind a byte of a part, with the byte behind it.
fn extension_behind(part: &str, from: usize) -> Option<(&str, usize)> {
    let behind = part[from..].trim_start_matches([' ', '(', '（', '-', '，']);
    let digits =
        EXTENSION_WORDS.iter().find_map(|word| behind.strip_prefix(word))?.trim_start_matches([' ', ':', '：', '.']);
    let length = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    EXTENSION_DIGITS.contains(&length).then(|| (&digits[..length], part.len() - digits.len() + length))
}

/// Parts a number from its extension; gives both and the byte behind them.
fn read_number(part: &str, written: Range<usize>) -> (Number, String, usize) {
    let (text, end) = (&part[written.clone()], written.end);
    let groups = groups(text);
    let count = whole_groups(text).unwrap_or(groups.len());
    let surplus: Vec<&str> = groups.iter().skip(count).map(|(digits, _)| *digits).collect();
    let main_end =
        if surplus.is_empty() { text.len() } else { groups.get(count - 1).map_or(text.len(), |(_, end)| *end) };
    let main = &text[..main_end];
    let digits = digits_of(main);
    let plus = if has_plus(main) { "+" } else { "" };
    let number = Number { dial: format!("{plus}{digits}"), shown: grouped(main, &digits, plus), has_extension: false };
    match surplus[..] {
        _ if !DIGITS.contains(&digits.len()) => {
            (Number { shown: text.to_owned(), ..Number::default() }, String::new(), end)
        }
        // A last digit may as well be another number's (83312345-6): it is shown and not dialled.
        [digit] if digit.len() == 1 && text[main_end..].starts_with(['-', '－', '—', '–', '‐']) => {
            (Number { shown: text.trim().to_owned(), ..number }, String::new(), end)
        }
        [extension] if extension.len() > 1 && EXTENSION_DIGITS.contains(&extension.len()) => {
            (number, extension.to_owned(), end)
        }
        [] => match extension_behind(part, end) {
            Some((extension, behind)) => (number, extension.to_owned(), behind),
            None => (number, String::new(), end),
        },
        // Another number follows at once.
        _ => (number, String::new(), written.start + main_end),
    }
}

/// Mobile 138 0000 0000, landline 0513-8331 2345 or 021-6123 4567, service 400-123-4567, local 8331 2345.
fn grouped(written: &str, digits: &str, plus: &str) -> String {
    let area = |len: usize| {
        let rest = &digits[len..];
        format!("{}-{} {}", &digits[..len], &rest[..rest.len() - 4], &rest[rest.len() - 4..])
    };
    match (digits.as_bytes(), digits.len()) {
        _ if !plus.is_empty() => format!("{plus}{digits}"),
        ([b'1', b'3'..=b'9', ..], 11) => format!("{} {} {}", &digits[..3], &digits[3..7], &digits[7..]),
        ([b'4' | b'8', b'0', b'0', ..], 10) => format!("{}-{}-{}", &digits[..3], &digits[3..6], &digits[6..]),
        ([b'0', b'1' | b'2', ..], 11) => area(3),
        ([b'0', b'3'..=b'9', ..], 11 | 12) => area(4),
        ([b'1'..=b'9', ..], 7 | 8) => format!("{} {}", &digits[..digits.len() - 4], &digits[digits.len() - 4..]),
        _ => written.trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_numbers_of_one_field() {
        type Parts = (&'static str, &'static str, &'static str);
        let table: &[(&str, &[Parts])] = &[
            ("0513-83312345", &[("", "0513-8331 2345", "051383312345")]),
            (
                "13800001234、（0513）83312345",
                &[("", "138 0000 1234", "13800001234"), ("", "0513-8331 2345", "051383312345")],
            ),
            ("值班电话：83312345（夜间）", &[("值班电话 夜间", "8331 2345", "83312345")]),
            (
                "办公室 021-61234567转802；400-123-4567",
                &[("办公室", "021-6123 4567 #802", "02161234567;ext=802"), ("", "400-123-4567", "4001234567")],
            ),
            ("(02)2345-6789#12", &[("", "(02)2345-6789 #12", "0223456789;ext=12")]),
            ("+86 513 8331 2345", &[("", "+8651383312345", "+8651383312345")]),
            ("12345", &[("", "12345", "12345")]),
            ("见公告", &[("", "见公告", "")]),
            ("", &[]),
            ("0513-80001234-12", &[("", "0513-8000 1234 #12", "051380001234;ext=12")]),
            ("0513-80001234-5", &[("", "0513-80001234-5", "051380001234")]),
            ("0513-80001234-8001", &[("", "0513-8000 1234 #8001", "051380001234;ext=8001")]),
            (
                "0513-80001234/8001",
                &[("", "0513-8000 1234", "051380001234"), ("", "0513-8000 1234 #8001", "051380001234;ext=8001")],
            ),
            (
                "0513-80001234转8001、8002",
                &[
                    ("", "0513-8000 1234 #8001", "051380001234;ext=8001"),
                    ("", "0513-8000 1234 #8002", "051380001234;ext=8002"),
                ],
            ),
            ("80001234分机12/13或14", &[("", "8000 1234 #12", "80001234;ext=12"), ("", "13或14", "")]),
            ("80001234 ext. 12", &[("", "8000 1234 #12", "80001234;ext=12")]),
            ("80001234（转12）", &[("", "8000 1234 #12", "80001234;ext=12")]),
            ("80001234(8001)", &[("", "8000 1234 #8001", "80001234;ext=8001")]),
            ("0513-80001234、12345", &[("", "0513-8000 1234", "051380001234"), ("", "12345", "12345")]),
            ("0513-80001234/120", &[("", "0513-8000 1234", "051380001234"), ("", "120", "120")]),
            ("0513-80001234/46", &[("", "0513-8000 1234", "051380001234"), ("", "46", "")]),
            ("0513-80001234/80001235", &[("", "0513-8000 1234", "051380001234"), ("", "8000 1235", "80001235")]),
            (
                "0513-80001234 13800001234",
                &[("", "0513-8000 1234", "051380001234"), ("", "138 0000 1234", "13800001234")],
            ),
            (
                "0513-80001234-13800001234",
                &[("", "0513-8000 1234", "051380001234"), ("", "138 0000 1234", "13800001234")],
            ),
            (
                "值班83312345手机13800001234",
                &[("值班", "8331 2345", "83312345"), ("手机", "138 0000 1234", "13800001234")],
            ),
            (
                "83312345（办公室）13800001234（夜间）",
                &[("办公室", "8331 2345", "83312345"), ("夜间", "138 0000 1234", "13800001234")],
            ),
            ("24小时热线：0513-83312345", &[("24小时热线", "0513-8331 2345", "051383312345")]),
            ("83312345（8:00-17:00）", &[("8:00-17:00", "8331 2345", "83312345")]),
            ("138-0000-1234", &[("", "138 0000 1234", "13800001234")]),
            ("13800001234-1", &[("", "13800001234-1", "13800001234")]),
            ("400-123-4567-8", &[("", "400-123-4567-8", "4001234567")]),
            ("400-123-4567转8", &[("", "400-123-4567 #8", "4001234567;ext=8")]),
            ("02-2345-6789", &[("", "02-2345-6789", "0223456789")]),
            ("02-2345-6789-12", &[("", "02-2345-6789 #12", "0223456789;ext=12")]),
            ("03-123-4567", &[("", "03-123-4567", "031234567")]),
            ("+86-513-83312345-12", &[("", "+8651383312345 #12", "+8651383312345;ext=12")]),
            ("037-726781", &[("", "037-726781", "037726781")]),
            ("0513-8331-2345", &[("", "0513-8331 2345", "051383312345")]),
            ("javascript:alert(1)", &[("", "javascript:alert(1)", "")]),
        ];
        for (field, want) in table {
            let got = phones(field);
            let got: Vec<_> = got.iter().map(|p| (p.label.as_str(), p.shown.as_str(), p.dial.as_str())).collect();
            assert_eq!(&got, want, "{field}");
        }
    }

    proptest::proptest! {
        #[test]
        fn every_digit_of_a_link_stands_in_the_text_in_order(field in "[0-9转#/、 ()（）+-]{0,30}") {
            for phone in phones(&field) {
                let number = phone.dial.split(";ext=").next().unwrap_or_default();
                proptest::prop_assert!(digits_of(&field).contains(&digits_of(number)), "{field}: {}", phone.dial);
            }
        }
    }
}
