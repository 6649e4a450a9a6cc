//! Telephone numbers out of one text, as people write several into a field.
//!
//! Numbers are split at 、，,;；/ and line ends; words around a number label it (值班电话：…,
//! （夜间）). Only what has three digits or more can be dialled; the rest stays text. At most
//! 12 numbers are read.

const PHONES_MAX: usize = 12;

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
    field
        .split(['、', '，', ',', ';', '；', '/', '／', '\n'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .take(PHONES_MAX)
        .map(phone)
        .collect()
}

fn phone(part: &str) -> Phone {
    let in_number = |c: char| c.is_ascii_digit() || "+-－—()（） #转".contains(c);
    let Some(start) = part.find(|c: char| c.is_ascii_digit() || c == '+') else { return undialled(part) };
    // An area code may stand in brackets, which belong to the number and not to its label.
    let start = part[..start].strip_suffix(['(', '（']).map_or(start, str::len);
    let end = part[start..].find(|c: char| !in_number(c)).map_or(part.len(), |at| start + at);
    let number = part[start..end].trim_end_matches(|c: char| !c.is_ascii_digit() && c != ')' && c != '）');
    let after = &part[start + number.len()..];
    let (main, extension) = number.split_once(['#', '转']).unwrap_or((number, ""));
    let digits: String = main.chars().filter(char::is_ascii_digit).collect();
    let extension: String = extension.chars().filter(char::is_ascii_digit).collect();
    if digits.len() < 3 || digits.len() > 15 || after.contains(|c: char| c.is_ascii_digit()) {
        return undialled(part);
    }
    let plus = if main.starts_with('+') { "+" } else { "" };
    let words = |text: &str| text.trim_matches(|c: char| c.is_whitespace() || "：:()（）".contains(c)).to_owned();
    let label = [words(&part[..start]), words(after)].into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>();
    let ext = |sign: &str| if extension.is_empty() { String::new() } else { format!("{sign}{extension}") };
    Phone {
        label: label.join(" "),
        shown: format!("{plus}{}{}", grouped(main, &digits, plus), ext(" #")),
        dial: format!("{plus}{digits}{}", ext(";ext=")),
    }
}

fn undialled(part: &str) -> Phone {
    Phone { label: String::new(), shown: part.to_owned(), dial: String::new() }
}

/// Mobile 138 0000 0000, landline 0513-8331 2345 or 021-6123 4567, service 400-123-4567, local 8331 2345.
fn grouped(written: &str, digits: &str, plus: &str) -> String {
    let area = |len: usize| {
        let rest = &digits[len..];
        format!("{}-{} {}", &digits[..len], &rest[..rest.len() - 4], &rest[rest.len() - 4..])
    };
    match (digits.as_bytes(), digits.len()) {
        _ if !plus.is_empty() => digits.to_owned(),
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
            ("javascript:alert(1)", &[("", "javascript:alert(1)", "")]),
        ];
        for (field, want) in table {
            let got = phones(field);
            let got: Vec<_> = got.iter().map(|p| (p.label.as_str(), p.shown.as_str(), p.dial.as_str())).collect();
            assert_eq!(&got, want, "{field}");
        }
    }
}
