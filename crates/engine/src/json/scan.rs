//! A JSON (RFC 8259) scanner over incomplete bytes: the end and the kind of a value.
//!
//! Strict except for words that programs write for a missing number (`NaN`, `-Infinity`: [`Tag::Odd`]) and for
//! Python's literals: anything else outside the grammar is [`Stop::Broken`] at its byte. If the bytes end before the
//! value, it returns [`Stop::More`]; the caller then repeats the call with more bytes, so results do not depend on the
//! chunks. Nothing is recursive; only numbers of over 19 digits allocate.

use diming_text::decimal::parse_decimal;

/// Why scanning stopped early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The bytes end before the value.
    More,
    /// This byte violates the grammar.
    Broken(usize),
}

/// What a token is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tag {
    /// Missing.
    #[default]
    Absent,
    /// `null`
    Null,
    /// `true`
    True,
    /// `false`
    False,
    /// A number.
    Number,
    /// A string without escapes.
    Text,
    /// A string with escapes.
    Escaped,
    /// An array.
    Array,
    /// An object.
    Object,
    /// A word that is not JSON and means "no number": `NaN`, `-Infinity`, `inf`.
    Odd,
    /// An array or object nested deeper than the limit: its brackets balance, more is not checked.
    Deep,
}

/// A value: strings without their quotes, arrays and objects with their brackets.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Token {
    /// What it is.
    pub tag: Tag,
    /// First byte.
    pub start: usize,
    /// End, exclusive.
    pub end: usize,
    /// The value of a number.
    pub number: f64,
}

/// Deepest nesting that can be checked: one bit per level.
pub const DEPTH_MAX: u32 = 64;

/// The first non-blank byte at or after `at`.
pub fn skip_space(bytes: &[u8], mut at: usize) -> usize {
    while let Some(b' ' | b'\n' | b'\r' | b'\t') = bytes.get(at) {
        at += 1;
    }
    at
}

/// The value at `at` (no blanks), and the byte after it.
pub fn value(bytes: &[u8], at: usize, depth_max: u32) -> Result<(Token, usize), Stop> {
    let token = |tag, start, end| Token { tag, start, end, number: 0.0 };
    match bytes.get(at) {
        None => Err(Stop::More),
        Some(b'"') => {
            let (end, escaped) = string_end(bytes, at + 1)?;
            Ok((token(if escaped { Tag::Escaped } else { Tag::Text }, at + 1, end), end + 1))
        }
        Some(b'-' | b'0'..=b'9') => match number(bytes, at) {
            Ok((end, number)) => Ok((Token { tag: Tag::Number, start: at, end, number }, end)),
            Err(stop) => odd_word(bytes, at, stop),
        },
        Some(b't') => literal(bytes, at, b"true").map(|end| (token(Tag::True, at, end), end)),
        Some(b'f') => literal(bytes, at, b"false").map(|end| (token(Tag::False, at, end), end)),
        Some(b'n') => match literal(bytes, at, b"null") {
            Ok(end) => Ok((token(Tag::Null, at, end), end)),
            Err(stop) => odd_word(bytes, at, stop),
        },
        Some(&open @ (b'{' | b'[')) => {
            let (end, deep) = container_end(bytes, at, depth_max)?;
            let tag = match open {
                _ if deep => Tag::Deep,
                b'{' => Tag::Object,
                _ => Tag::Array,
            };
            Ok((token(tag, at, end), end))
        }
        Some(_) => odd_word(bytes, at, Stop::Broken(at)),
    }
}

/// Words that Python, R, C and JavaScript write where JSON has none.
const ODD_WORDS: [(&[u8], Tag); 26] = [
    (b"NaN", Tag::Odd),
    (b"nan", Tag::Odd),
    (b"NAN", Tag::Odd),
    (b"-NaN", Tag::Odd),
    (b"-nan", Tag::Odd),
    (b"Infinity", Tag::Odd),
    (b"-Infinity", Tag::Odd),
    (b"+Infinity", Tag::Odd),
    (b"infinity", Tag::Odd),
    (b"-infinity", Tag::Odd),
    (b"inf", Tag::Odd),
    (b"-inf", Tag::Odd),
    (b"+inf", Tag::Odd),
    (b"Inf", Tag::Odd),
    (b"-Inf", Tag::Odd),
    (b"INF", Tag::Odd),
    (b"-INF", Tag::Odd),
    (b"1.#INF", Tag::Odd),
    (b"-1.#INF", Tag::Odd),
    (b"-1.#IND", Tag::Odd),
    (b"1.#QNAN", Tag::Odd),
    (b"None", Tag::Null),
    (b"undefined", Tag::Null),
    (b"NA", Tag::Null),
    (b"True", Tag::True),
    (b"False", Tag::False),
];

/// One of [`ODD_WORDS`] that ends like a value; else why scanning stopped.
#[cold]
fn odd_word(bytes: &[u8], at: usize, stop: Stop) -> Result<(Token, usize), Stop> {
    let rest = bytes.get(at..).unwrap_or_default();
    // A number at the end of the bytes may continue.
    if stop == Stop::More && !rest.iter().any(u8::is_ascii_alphabetic) {
        return Err(Stop::More);
    }
    for (word, tag) in ODD_WORDS {
        match rest.strip_prefix(word) {
            Some([b' ' | b'\n' | b'\r' | b'\t' | b',' | b']' | b'}', ..]) => {
                let end = at + word.len();
                return Ok((Token { tag, start: at, end, number: f64::NAN }, end));
            }
            Some([]) => return Err(Stop::More),
            None if rest.len() < word.len() && word.starts_with(rest) => return Err(Stop::More),
            _ => {}
        }
    }
    Err(stop)
}

/// A member's key from its opening quote at `at`: the key, and the start of its value.
pub fn key(bytes: &[u8], at: usize) -> Result<(Token, usize), Stop> {
    match bytes.get(at) {
        None => return Err(Stop::More),
        Some(b'"') => {}
        Some(_) => return Err(Stop::Broken(at)),
    }
    let (end, escaped) = string_end(bytes, at + 1)?;
    let tag = if escaped { Tag::Escaped } else { Tag::Text };
    let colon = skip_space(bytes, end + 1);
    match bytes.get(colon) {
        None => Err(Stop::More),
        Some(b':') => Ok((Token { tag, start: at + 1, end, number: 0.0 }, skip_space(bytes, colon + 1))),
        Some(_) => Err(Stop::Broken(colon)),
    }
}

fn literal(bytes: &[u8], at: usize, word: &[u8]) -> Result<usize, Stop> {
    for (n, expected) in word.iter().enumerate() {
        match bytes.get(at + n) {
            None => return Err(Stop::More),
            Some(found) if found == expected => {}
            Some(_) => return Err(Stop::Broken(at + n)),
        }
    }
    Ok(at + word.len())
}

const ONES: u64 = 0x0101_0101_0101_0101;

/// The position of the closing quote, and whether there are escapes. `from` is after the opening quote.
pub fn string_end(bytes: &[u8], from: usize) -> Result<(usize, bool), Stop> {
    let (mut at, mut escaped) = (from, false);
    loop {
        // Eight bytes at once: the lowest byte that is a quote, a backslash or a control has its top bit set.
        while let Some(word) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
            let word = u64::from_le_bytes(*word);
            let (quote, slash) = (word ^ (0x22 * ONES), word ^ (0x5c * ONES));
            let hits = quote.wrapping_sub(ONES) & !quote
                | slash.wrapping_sub(ONES) & !slash
                | word.wrapping_sub(0x20 * ONES) & !word;
            let hits = hits & (0x80 * ONES);
            if hits != 0 {
                at += hits.trailing_zeros() as usize / 8;
                break;
            }
            at += 8;
        }
        match bytes.get(at) {
            None => return Err(Stop::More),
            Some(b'"') => return Ok((at, escaped)),
            Some(b'\\') => {
                escaped = true;
                at = escape_end(bytes, at)?;
            }
            Some(0..=0x1f) => return Err(Stop::Broken(at)),
            Some(_) => at += 1,
        }
    }
}

fn escape_end(bytes: &[u8], at: usize) -> Result<usize, Stop> {
    match bytes.get(at + 1) {
        None => Err(Stop::More),
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(at + 2),
        Some(b'u') => {
            for digit in at + 2..at + 6 {
                match bytes.get(digit) {
                    None => return Err(Stop::More),
                    Some(b) if b.is_ascii_hexdigit() => {}
                    Some(_) => return Err(Stop::Broken(digit)),
                }
            }
            Ok(at + 6)
        }
        Some(_) => Err(Stop::Broken(at + 1)),
    }
}

fn digits_end(bytes: &[u8], mut at: usize, mantissa: &mut u64) -> usize {
    while let Some(digit @ b'0'..=b'9') = bytes.get(at) {
        *mantissa = mantissa.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
        at += 1;
    }
    at
}

/// A number from its first byte: where it ends, and its value.
pub fn number(bytes: &[u8], at: usize) -> Result<(usize, f64), Stop> {
    let need_digit = |at: usize| if at < bytes.len() { Stop::Broken(at) } else { Stop::More };
    let negative = bytes.get(at) == Some(&b'-');
    let whole = at + usize::from(negative);
    let mut mantissa = 0;
    let mut end = digits_end(bytes, whole, &mut mantissa);
    if end == whole {
        return Err(need_digit(end));
    }
    if end > whole + 1 && bytes[whole] == b'0' {
        return Err(Stop::Broken(whole + 1));
    }
    let (mut digits, mut decimals) = (end - whole, 0);
    if bytes.get(end) == Some(&b'.') {
        let fraction = end + 1;
        end = digits_end(bytes, fraction, &mut mantissa);
        decimals = end - fraction;
        digits += decimals;
        if decimals == 0 {
            return Err(need_digit(end));
        }
    }
    let mut simple = digits <= 18 && mantissa <= 1 << 53 && decimals < POWERS.len();
    if let Some(b'e' | b'E') = bytes.get(end) {
        let sign = end + 1 + usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        end = digits_end(bytes, sign, &mut 0);
        if end == sign {
            return Err(need_digit(end));
        }
        simple = false;
    }
    if end == bytes.len() {
        return Err(Stop::More);
    }
    if simple {
        // Both are exact in a double, so their quotient is the nearest one (Clinger 1990).
        let number = mantissa as f64 / POWERS[decimals];
        return Ok((end, if negative { -number } else { number }));
    }
    let parsed = std::str::from_utf8(&bytes[at..end]).ok().and_then(parse_decimal);
    Ok((end, parsed.unwrap_or(f64::NAN)))
}

const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];

/// The end of the array or object at `at`, and whether it is nested too deep.
fn container_end(bytes: &[u8], at: usize, depth_max: u32) -> Result<(usize, bool), Stop> {
    let mut objects: u64 = 0;
    let mut depth = 0;
    let mut i = at;
    loop {
        // A value, or the end of an empty array or object.
        match bytes.get(i) {
            None => return Err(Stop::More),
            Some(&open @ (b'{' | b'[')) => {
                if depth == depth_max.min(DEPTH_MAX) {
                    return balanced_end(bytes, at).map(|end| (end, true));
                }
                objects = objects << 1 | u64::from(open == b'{');
                depth += 1;
                i = skip_space(bytes, i + 1);
                match (open, bytes.get(i)) {
                    (b'{', Some(b'}')) | (b'[', Some(b']')) => {}
                    (b'{', _) => {
                        i = key(bytes, i)?.1;
                        continue;
                    }
                    _ => continue,
                }
            }
            Some(_) => i = value(bytes, i, 0)?.1,
        }
        // What may follow a value.
        loop {
            i = skip_space(bytes, i);
            match (bytes.get(i), objects & 1) {
                (None, _) => return Err(Stop::More),
                (Some(b','), in_object) => {
                    i = skip_space(bytes, i + 1);
                    if in_object == 1 {
                        i = key(bytes, i)?.1;
                    }
                    break;
                }
                (Some(b'}'), 1) | (Some(b']'), 0) => {
                    objects >>= 1;
                    depth -= 1;
                    i += 1;
                    if depth == 0 {
                        return Ok((i, false));
                    }
                }
                (Some(_), _) => return Err(Stop::Broken(i)),
            }
        }
    }
}

/// The position where the brackets opened at `at` balance, whatever else is broken between them.
pub fn balanced_end(bytes: &[u8], at: usize) -> Result<usize, Stop> {
    let mut depth = 0_u64;
    let mut i = at;
    loop {
        match bytes.get(i) {
            None => return Err(Stop::More),
            Some(b'"') => i = loose_string_end(bytes, i + 1)?,
            Some(b'{' | b'[') => depth += 1,
            Some(b'}' | b']') => {
                depth -= 1;
                if depth == 0 {
                    return Ok(i + 1);
                }
            }
            Some(_) => {}
        }
        i += 1;
    }
}

/// The closing quote of a string, ignoring its escapes and control characters.
fn loose_string_end(bytes: &[u8], mut at: usize) -> Result<usize, Stop> {
    loop {
        match string_end(bytes, at) {
            Ok((end, _)) => return Ok(end),
            Err(Stop::More) => return Err(Stop::More),
            Err(Stop::Broken(broken)) => {
                // A quote cannot be the digit that is missing from \u: it ends the string.
                at = broken + usize::from(bytes.get(broken) != Some(&b'"'));
            }
        }
    }
}

/// The members of a scanned array or object: keys ([`Tag::Absent`] in an array) and values.
pub struct Members<'a> {
    bytes: &'a [u8],
    at: usize,
    in_object: bool,
}

/// Walks an array or object; anything else has no members.
pub fn members<'a>(bytes: &'a [u8], token: Token) -> Members<'a> {
    match token.tag {
        Tag::Array | Tag::Object => {
            Members { bytes: &bytes[..token.end], at: token.start + 1, in_object: token.tag == Tag::Object }
        }
        _ => Members { bytes: &[], at: 0, in_object: false },
    }
}

impl Iterator for Members<'_> {
    type Item = (Token, Token);

    fn next(&mut self) -> Option<(Token, Token)> {
        self.at = skip_space(self.bytes, self.at);
        if self.bytes.get(self.at) == Some(&b',') {
            self.at = skip_space(self.bytes, self.at + 1);
        }
        let (key, at) = if self.in_object { key(self.bytes, self.at).ok()? } else { (Token::default(), self.at) };
        let (value, end) = value(self.bytes, at, DEPTH_MAX).ok()?;
        self.at = end;
        Some((key, value))
    }
}

/// Appends a string with its escapes resolved. Returns `false` if half a surrogate pair became U+FFFD.
pub fn unescape(raw: &str, out: &mut String) -> bool {
    let mut whole = true;
    let mut rest = raw;
    while let Some(slash) = rest.find('\\') {
        out.push_str(&rest[..slash]);
        let (char, used) = match rest.as_bytes().get(slash + 1) {
            Some(b'b') => ('\u{8}', 2),
            Some(b'f') => ('\u{c}', 2),
            Some(b'n') => ('\n', 2),
            Some(b'r') => ('\r', 2),
            Some(b't') => ('\t', 2),
            Some(b'u') => unicode_escape(&rest[slash..]),
            Some(&plain) => (char::from(plain), 2),
            None => (char::REPLACEMENT_CHARACTER, 1),
        };
        whole &= char != char::REPLACEMENT_CHARACTER;
        out.push(char);
        rest = rest.get(slash + used..).unwrap_or("");
    }
    out.push_str(rest);
    whole
}

/// `\uXXXX`, or two of them that make one character: the character, and the bytes used.
fn unicode_escape(text: &str) -> (char, usize) {
    let unit = |from: usize| {
        text.get(from..from + 2).filter(|&u| u == "\\u")?;
        u32::from_str_radix(text.get(from + 2..from + 6)?, 16).ok()
    };
    let Some(first) = unit(0) else { return (char::REPLACEMENT_CHARACTER, 2) };
    if let (0xd800..=0xdbff, Some(second @ 0xdc00..=0xdfff)) = (first, unit(6)) {
        let code = 0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00);
        return (char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER), 12);
    }
    (char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER), 6)
}
