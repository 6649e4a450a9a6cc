//! Edits of a JSON text in place: everything around them stays as it was.

use diming_engine::json::scan::{DEPTH_MAX, Tag, Token, members, skip_space, value};

/// Edits of one text.
pub struct Splices<'t> {
    text: &'t str,
    /// From, to, and what stands there then.
    edits: Vec<(usize, usize, String)>,
}

impl<'t> Splices<'t> {
    /// No edits yet.
    pub fn new(text: &'t str) -> Splices<'t> {
        Splices { text, edits: Vec::new() }
    }

    /// The value of the whole text; `None` where it is no JSON.
    pub fn root(&self) -> Option<Token> {
        let mark = if self.text.starts_with('\u{feff}') { 3 } else { 0 };
        let bytes = self.text.as_bytes();
        value(bytes, skip_space(bytes, mark), DEPTH_MAX).ok().map(|(token, _)| token)
    }

    /// The member of an object, as key and value.
    pub fn member(&self, object: Token, key: &str) -> Option<(Token, Token)> {
        let is_object = object.tag == Tag::Object;
        members(self.text.as_bytes(), object).filter(|_| is_object).find(|(name, _)| self.raw(*name) == key)
    }

    /// The elements of an array.
    pub fn elements(&self, array: Token) -> Vec<Token> {
        let elements = members(self.text.as_bytes(), array).map(|(_, element)| element);
        elements.filter(|_| array.tag == Tag::Array).collect()
    }

    /// A value as written; of a string what stands between the quotes.
    pub fn raw(&self, token: Token) -> &'t str {
        self.text.get(token.start..token.end).unwrap_or("")
    }

    /// Puts an element behind the last of an array, after this blank.
    pub fn append(&mut self, array: Token, blank: &str, element: &str) {
        match self.elements(array).last() {
            Some(last) => {
                let end = outer(*last).1;
                self.edits.push((end, end, format!(",{blank}{element}")));
            }
            None => self.edits.push((array.start + 1, array.start + 1, element.to_owned())),
        }
    }

    /// Writes another value in the place of one.
    pub fn replace(&mut self, token: Token, value: &str) {
        let (start, end) = outer(token);
        self.edits.push((start, end, value.to_owned()));
    }

    /// Puts a member before another one, whose key this is.
    pub fn insert_before(&mut self, key: Token, member: &str) {
        let at = outer(key).0;
        self.edits.push((at, at, member.to_owned()));
    }

    /// The text with all edits; those at one place in the order in which they were made.
    pub fn finish(mut self) -> String {
        self.edits.sort_by_key(|(start, ..)| *start);
        let (mut out, mut at) = (String::with_capacity(self.text.len()), 0);
        for (start, end, new) in self.edits {
            out.push_str(self.text.get(at..start).unwrap_or(""));
            out.push_str(&new);
            at = end;
        }
        out.push_str(self.text.get(at..).unwrap_or(""));
        out
    }
}

/// Where a value begins and ends with its quotes.
fn outer(token: Token) -> (usize, usize) {
    let quote = usize::from(matches!(token.tag, Tag::Text | Tag::Escaped));
    (token.start - quote, token.end + quote)
}
