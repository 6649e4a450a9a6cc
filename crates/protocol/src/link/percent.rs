//! Percent-encoding for the values of a link (RFC 3986). Chinese stays readable: browsers show it
//! and encode it themselves where they must.

/// Encodes what would break a link: ASCII other than letters, digits and `-._~*/:,`, and blanks.
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut last = ' ';
    for c in text.chars() {
        // What stands behind `%` or `&` is escaped too: `%25C2` reads as text that was encoded twice, `%26q=` as a part.
        let is_plain = c.is_ascii_alphanumeric() && !matches!(last, '%' | '&')
            || "-._~*/:,".contains(c)
            || (!c.is_ascii() && !c.is_whitespace() && !c.is_control());
        last = c;
        if is_plain {
            out.push(c);
        } else {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                out.push('%');
                out.push(hex(byte >> 4));
                out.push(hex(byte & 15));
            }
        }
    }
    out
}

fn hex(nibble: u8) -> char {
    char::from(if nibble < 10 { b'0' + nibble } else { b'A' + nibble - 10 })
}

/// Decodes `%XX` and `+` (a blank). What is no escape stays as it is; bytes that are no UTF-8
/// become U+FFFD.
pub fn decode(text: &str) -> String {
    String::from_utf8_lossy(&decode_bytes(text)).into_owned()
}

/// The same, and whether it ended in the middle of a character; what there is of that is left out.
pub(super) fn decode_whole(text: &str) -> (String, bool) {
    let whole = without_cut_escape(text);
    let bytes = decode_bytes(whole);
    let end = match std::str::from_utf8(&bytes) {
        Err(error) if error.error_len().is_none() => error.valid_up_to(),
        _ => bytes.len(),
    };
    let is_cut = whole.len() < text.len() || end < bytes.len();
    (String::from_utf8_lossy(bytes.get(..end).unwrap_or(&bytes)).into_owned(), is_cut)
}

/// Without the `%` or `%E` at the end of a text that was cut: behind another byte of a character.
fn without_cut_escape(text: &str) -> &str {
    let Some((before, escape)) = text.rsplit_once('%') else { return text };
    let is_begun = escape.len() < 2 && escape.bytes().all(|b| b.is_ascii_hexdigit());
    let is_behind = || match before.rsplit_once('%') {
        Some((_, last)) => last.len() == 2 && u8::from_str_radix(last, 16).is_ok_and(|byte| byte >= 0x80),
        None => false,
    };
    if is_begun && is_behind() { before } else { text }
}

fn decode_bytes(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let escape = || {
            let digit = |i: usize| bytes.get(i).and_then(|&b| char::from(b).to_digit(16));
            Some((digit(at + 1)? * 16 + digit(at + 2)?) as u8)
        };
        match (byte, escape()) {
            (b'%', Some(value)) => {
                out.push(value);
                at += 3;
            }
            (b'+', _) => {
                out.push(b' ');
                at += 1;
            }
            _ => {
                out.push(byte);
                at += 1;
            }
        }
    }
    out
}
